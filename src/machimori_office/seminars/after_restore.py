"""What was answered or told since a backup: nobody loses a seat or hears it twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from machimori_office.backups.registry import after_restore
from machimori_office.seminars.models import Participation

_MORE_TIME = timedelta(hours=24)


@after_restore
def let_offers_stand(at: datetime) -> int:
    """Give who was offered a seat another day: the answer may be lost."""
    offered = Participation.objects.filter(state=Participation.State.OFFERED)
    return offered.update(answer_until=at + _MORE_TIME)


@after_restore
def remind_nobody_again(at: datetime) -> int:
    """Take it that who would be reminded in these days has been."""
    soon = Participation.objects.filter(
        reminded_at__isnull=True,
        seminar__begins_at__range=(at, at + 2 * _MORE_TIME),
    )
    return soon.update(reminded_at=at)
