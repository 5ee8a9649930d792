"""Which box counts a seminar's seats: never two at the same time.

Where console and internet part are two boxes, people sign up on the internet part, so
it counts the seats; what the console wants to change it asks for by the next file.
Shortly before the seminar begins the internet part closes, and the door, in the
console, counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from machimori_office.seminars.errors import SeatsElsewhere
from machimori_office.seminars.models import Seminar
from machimori_office.seminars.services.changes import terms


def is_counted_here(seminar: Seminar, at: datetime) -> bool:
    """Whether this box counts the seats now."""
    if settings.OFFICE_PART == "both":
        return True
    return (settings.OFFICE_PART == "console") == (at >= door_opens_at(seminar, at))


def door_opens_at(seminar: Seminar, at: datetime) -> datetime:
    """Return from when on two boxes the door counts."""
    return seminar.begins_at - timedelta(hours=terms(at).door_h)


def refuse_elsewhere(seminar: Seminar, at: datetime) -> None:
    """Refuse what changes seats that the other box counts.

    Raises
    ------
    SeatsElsewhere
    """
    if not is_counted_here(seminar, at):
        raise SeatsElsewhere(door_h=terms(at).door_h)
