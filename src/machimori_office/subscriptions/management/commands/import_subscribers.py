"""`manage.py import_subscribers FILE.xlsx`: what stands in it; --now takes it over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from machimori_office.audit.services import SYSTEM
from machimori_office.subscriptions.importing import Found, read_list, take_over
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """A dry run unless it is told otherwise."""

    help = "Take over an Excel list of addresses; without --now only say what would be."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, whether to write, and why."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--now", action="store_true", help="register them")
        parser.add_argument("--reason", default="taken over from the former system")

    def handle(
        self, *args: Any, file: Path, now: bool, reason: str, **options: Any
    ) -> None:
        """Read, say what was found, and register."""
        found = read_list(file)
        self._tell(found)
        if now:
            at = timezone.now()
            taken = take_over(found, actor=SYSTEM, reason=reason, at=at)
            self.stdout.write(f"registered: {taken}")

    def _tell(self, found: Found) -> None:
        self.stdout.write(f"new: {len(found.new)}")
        self.stdout.write(f"registered already: {found.known}")
        self.stdout.write(f"twice in the list: {found.repeated}")
        for problem in found.problems:
            self.stdout.write(str(problem))
        self.stdout.write(f"no address: {len(found.problems)}")
