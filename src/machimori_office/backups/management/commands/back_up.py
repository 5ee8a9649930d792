"""`manage.py back_up FOLDER`: a sealed copy of everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from machimori_office.backups import services
from machimori_office.backups.rotation import Keeping
from machimori_office.backups.sealing import recipient
from machimori_office.web.commands import OfficeCommand
from machimori_office.web.errors import OfficeError


class Command(OfficeCommand):
    """While the office runs; nobody waits for it."""

    help = "Write a sealed backup into a folder and let the oldest go."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to, for which key, and how many to keep."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--key", default=settings.BACKUP_KEY, help="public key")
        kept = Keeping()
        for name in ("days", "weeks", "months"):
            parser.add_argument(f"--{name}", type=int, default=getattr(kept, name))

    def handle(self, *args: Any, folder: Path, key: str, **options: Any) -> None:
        """Write it and say what it is called."""
        if not key:
            raise CommandError("Name the public key: --key, or MACHIMORI_BACKUP_KEY")
        counts = {name: options[name] for name in ("days", "weeks", "months")}
        try:
            made = services.back_up(
                folder,
                recipient=recipient(Path(key)),
                keeping=Keeping(**counts),
                at=timezone.now(),
            )
        except OfficeError as error:
            raise CommandError(error.message("en")) from error
        self.stdout.write(f"{folder / made.name}\nsha256 {made.sha256}")
