"""Links of a backup's time may have been ended since: members get new ones."""

from __future__ import annotations

from datetime import datetime

from machimori_office.backups.registry import after_restore
from machimori_office.patrols.models import Link


@after_restore
def forget_links(at: datetime) -> int:
    """Delete every link."""
    deleted, _ = Link.objects.all().delete()
    return deleted
