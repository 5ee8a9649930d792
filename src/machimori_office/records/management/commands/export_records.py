"""`manage.py export_records`: the table that `machimori assess --records` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from machimori_office.records.handing_out import records_table
from machimori_office.records.services import standing
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """The same as the button on the page of the records."""

    help = "Write the records that hold as the CSV that machimori assess reads."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whereto; the screen where nothing is said."""
        parser.add_argument("--output", type=Path, help="file to write")

    def handle(self, *args: Any, output: Path | None = None, **options: Any) -> None:
        """Write them."""
        table = records_table(standing())
        if output is None:
            self.stdout.write(table, ending="")
        else:
            output.write_text(table, encoding="utf-8", newline="")
