"""A backup each night, where the office said whereto."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from machimori.language import Text
from machimori_office.backups import diary, services
from machimori_office.backups.rotation import Keeping
from machimori_office.backups.sealing import recipient
from machimori_office.jobs.registry import periodic

LONGEST = timedelta(days=400)
"""Twelve months, and the month that is not over."""


@periodic(
    "backups.make",
    title=Text(ja="バックアップを作る", en="Make a backup"),
    every=timedelta(hours=24),
    late_after=timedelta(hours=6),
    lease=timedelta(hours=2),
)
def make(now: datetime) -> None:
    """Make one, if a folder and a key are set; then forget what none needs any more."""
    if settings.BACKUP_FOLDER:
        services.back_up(
            Path(settings.BACKUP_FOLDER),
            recipient=recipient(Path(settings.BACKUP_KEY)),
            keeping=Keeping(),
            at=now,
        )
    # Where others make the backups, nobody here knows of when the oldest is.
    oldest = services.oldest(diary.folder()) or now - LONGEST
    diary.forget(diary.folder(), before=oldest)


@periodic(
    "backups.diary",
    title=Text(
        ja="解除などの申し出をバックアップの隣に書き留める",
        en="Write down beside the backups who left",
    ),
    every=timedelta(seconds=30),
    late_after=timedelta(minutes=30),
)
def write_down(now: datetime) -> None:
    """Put what residents decided where no restore reaches it."""
    diary.write_down(diary.folder(), at=now)
