"""`manage.py make_backup_key FOLDER`: the two keys of the backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from machimori_office.backups.sealing import make_keys
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Once; the private key then leaves the server."""

    help = "Make the pair of keys that seals and opens backups."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write both keys and say where each belongs."""
        try:
            private, public = make_keys(folder)
        except FileExistsError as error:
            raise CommandError(f"{error.filename} exists already") from error
        self.stdout.write(
            f"{private}: opens backups. Take it off this server, print it, and lock"
            f" it away: without it no backup can be restored.\n"
            f"{public}: seals them. Name it in MACHIMORI_BACKUP_KEY."
        )
