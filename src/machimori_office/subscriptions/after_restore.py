"""Links of a backup's time may have been pressed since: nobody gets them again."""

from __future__ import annotations

from datetime import datetime

from machimori_office.backups.registry import after_restore
from machimori_office.subscriptions.models import Request


@after_restore
def forget_requests(at: datetime) -> int:
    """Delete every request; whoever still wants something asks again."""
    deleted, _ = Request.objects.all().delete()
    return deleted
