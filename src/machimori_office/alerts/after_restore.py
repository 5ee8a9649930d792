"""After a restore nothing approved goes by itself, and nobody erased is named again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from machimori_office.alerts.life import Move, State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services.persons import erase_line, wish_of
from machimori_office.alerts.services.sending import unapproved
from machimori_office.backups.diary import Diary, What, who
from machimori_office.backups.registry import after_restore, catches_up


@after_restore
def calm(at: datetime) -> int:
    """Make drafts again of what waits for its hour."""
    waiting = Alert.objects.filter(state=State.APPROVED)
    for alert in waiting:
        unapproved(alert, Move.CALL_BACK, by=None, at=at, reason="restored")
    return len(waiting)


@catches_up
def erase_again(since: Diary, at: datetime) -> int:
    """Erase the searches that had been erased: whoever was found is found still."""
    named = Alert.objects.filter(erased_at=None).order_by("created_at")
    lines = {alert.line: alert for alert in named}
    over = [alert for line, alert in lines.items() if _is_erased(line, since)]
    for alert in over:
        erase_line(alert, by=None, at=at, reason="restored")
    return len(over)


def _is_erased(line: UUID, since: Diary) -> bool:
    wishes = since.get(who(wish_of(line)), ())
    return any(wish.what == What.ERASED for wish in wishes)
