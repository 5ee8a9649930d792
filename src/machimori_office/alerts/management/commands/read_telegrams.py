"""`manage.py read_telegrams FOLDER`: drafts of the telegrams in a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from machimori_office.alerts.telegram_folder import take_folder
from machimori_office.web.commands import OfficeCommand


class Command(OfficeCommand):
    """Safe to run again: what was read once stays read."""

    help = "Read the weather telegrams (JMA XML) of a folder; the files stay there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, and say what became of each telegram."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder. / フォルダーがありません。")
        for arrival in take_folder(folder, at=timezone.now(), keep=True):
            alert = arrival.alert_id or ""
            self.stdout.write(f"{arrival.outcome:16} {arrival.title} {alert}".rstrip())
