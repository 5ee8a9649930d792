"""`manage.py make_exchange_key FOLDER`: the keys of this box."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from machimori_office.exchange.contract import Part
from machimori_office.exchange.parcels import make_keys
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Once on each box; only the public halves change places."""

    help = "Make the keys with which this server signs its files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write both halves and say where each belongs."""
        if settings.OFFICE_PART not in ("console", "public"):
            raise CommandError("Set MACHIMORI_PART to console or public first")
        try:
            private, public = make_keys(folder, cast(Part, settings.OFFICE_PART))
        except FileExistsError as error:
            raise CommandError(f"{error.filename} exists already") from error
        self.stdout.write(
            f"{private}: stays here; name it in MACHIMORI_EXCHANGE_KEY.\n"
            f"{public}: goes to the other server, MACHIMORI_EXCHANGE_PEER there."
        )
