"""Watches as iCalendar: for everybody without names, for a member their own turns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from machimori.reports.patrols import Event, icalendar
from machimori_office.patrols.models import Shift
from machimori_office.web.words import JST

ICALENDAR = "text/calendar; charset=utf-8"
_TITLES = {"morning": "登校の見守り", "afternoon": "下校の見守り"}


def watches(shifts: Iterable[Shift], *, at: datetime) -> bytes:
    """Write watches as a calendar.

    Parameters
    ----------
    shifts : iterable of Shift
        With their schools.
    at : datetime
        When it is written.
    """
    events = (_event(shift) for shift in shifts)
    return icalendar(events, stamped_on=at.astimezone(JST).date()).encode()


def _event(shift: Shift) -> Event:
    title = _TITLES.get(shift.kind, "見守りパトロール")
    return Event(
        uid=str(shift.pk),
        on=shift.on,
        begins=shift.begins,
        ends=shift.ends,
        title=f"【中止】{title}" if shift.cancelled_at else title,
        place=shift.school.name,
        is_cancelled=shift.cancelled_at is not None,
    )
