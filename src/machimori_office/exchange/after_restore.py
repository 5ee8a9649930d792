"""A box that went back to a backup does not know what it said since: it says all."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from machimori_office.backups.registry import after_restore
from machimori_office.exchange import anew


@after_restore
def say_all_anew(at: datetime) -> int:
    """Have the next file say everything; nothing where there is one box."""
    if settings.OFFICE_PART != "both":
        anew.break_off(at, reason="went back to a backup")
    return 0
