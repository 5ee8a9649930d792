"""A backup each night, where the office said whereto."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from machimori.language import Text
from machimori_office.backups import services
from machimori_office.backups.rotation import Keeping
from machimori_office.backups.sealing import recipient
from machimori_office.jobs.registry import periodic


@periodic(
    "backups.make",
    title=Text(ja="バックアップを作る", en="Make a backup"),
    every=timedelta(hours=24),
    late_after=timedelta(hours=6),
    lease=timedelta(hours=2),
)
def make(now: datetime) -> None:
    """Make one, if a folder and a key are set."""
    if settings.BACKUP_FOLDER:
        services.back_up(
            Path(settings.BACKUP_FOLDER),
            recipient=recipient(Path(settings.BACKUP_KEY)),
            keeping=Keeping(),
            at=now,
        )
