"""The commands by which people carry files between the boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from machimori_office.exchange import services
from machimori_office.exchange.contract import Part
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.errors import OfficeError


class Export(OfficeCommand):
    """Write the next file; its subclasses say on which box."""

    part: Part

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--again", help="numbers that were lost: 7 or 7-12")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write it and say which."""
        try:
            services.side(self.part)
            files = list(self._written(folder, options["again"]))
        except (OfficeError, OSError) as error:
            raise CommandError(_said(error)) from error
        self.stdout.write("\n".join(map(str, files)) or "Nothing has changed.")

    def _written(self, folder: Path, again: str | None) -> Iterator[Path]:
        if again:
            for number in _numbers(again):
                yield services.again(folder, sequence=number)
            return
        at = timezone.now()
        # What is too much for one file goes into several.
        while file := services.export(folder, at=at):
            yield file


class Import(OfficeCommand):
    """Take what is new; its subclasses say on which box."""

    part: Part

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where from."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Take all that are new, and say what stopped it."""
        try:
            services.side(self.part)
            taken, refused = services.import_new(folder, at=timezone.now())
        except OfficeError as error:
            raise CommandError(_said(error)) from error
        self.stdout.write(f"{taken} files were taken.")
        if refused:
            raise CommandError(_said(refused[0]))


def _numbers(written: str) -> range:
    first, _, last = written.partition("-")
    last = last or first
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        raise CommandError("--again takes a number, or two, the lower first: 7-12")
    return range(int(first), int(last) + 1)


def _said(error: Exception) -> str:
    return error.message("en") if isinstance(error, OfficeError) else str(error)
