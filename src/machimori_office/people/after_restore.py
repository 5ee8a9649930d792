"""Who was signed in when a backup was made is not any more."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.core.cache import cache

from machimori_office.backups.registry import after_restore


@after_restore
def end_sessions(at: datetime) -> int:
    """Sign everybody out, and forget which attempts and codes were counted."""
    cache.clear()
    return Session.objects.all().delete()[0]
