"""After a restore no approved alert goes by itself: it may have gone before."""

from __future__ import annotations

from datetime import datetime

from machimori_office.alerts.life import Move, State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services.sending import unapproved
from machimori_office.backups.registry import after_restore


@after_restore
def calm(at: datetime) -> int:
    """Make drafts again of what waits for its hour."""
    waiting = Alert.objects.filter(state=State.APPROVED)
    for alert in waiting:
        unapproved(alert, Move.CALL_BACK, by=None, at=at, reason="restored")
    return len(waiting)
