"""`manage.py import_list LIST FILE`: what taking it over would do; --now does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone, translation

from machimori.errors import MachimoriError
from machimori_office.audit.services import SYSTEM
from machimori_office.desk.lists.reading import read_list
from machimori_office.desk.lists.trying import DryRun, What, lists, take_over, try_out
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.lists import How
from machimori_office.web.speaking import language, spoken
from machimori_office.web.words import JST


class Command(OfficeCommand):
    """A dry run unless it is told otherwise."""

    help = "Take over a list that the city has; without --now only say what would be."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the list's name, the file, whether to write, and why."""
        parser.add_argument("list", choices=sorted(lists()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--now", action="store_true", help="write the rows")
        parser.add_argument("--reason", default="taken over from the city's own list")

    def handle(self, *args: Any, **told: Any) -> None:
        """Read, say what would happen row by row, and write."""
        translation.activate("ja")
        about, file, at = lists()[told["list"]], told["file"], timezone.now()
        on = at.astimezone(JST).date()
        try:
            content = file.read_bytes()
            read = read_list(content, name=file.name, columns=about.columns())
            found = try_out(about, read, on=on)
            self._tell(found)
            if told["now"] and found.can_be_done:
                how = How(actor=SYSTEM, reason=told["reason"], at=at)
                take_over(about, read, seen=found.mark, how=how, on=on)
                self.stdout.write("done")
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except MachimoriError as error:
            raise CommandError(error.message(language())) from error
        if found.counts[What.REFUSED]:
            raise CommandError("nothing was written")

    def _tell(self, found: DryRun) -> None:
        for what, count in found.counts.items():
            self.stdout.write(f"{what}: {count}")
        for line in found.lines:
            for fault in line.faults:
                says = f"{fault.column} “{fault.found}” → {spoken(fault.expected)}"
                remedy = spoken(fault.remedy)
                self.stdout.write(f"{spoken(line.where)}: {says}. {remedy}")
