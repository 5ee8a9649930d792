"""Watches as iCalendar: for everybody without names, for a member their own turns.

Source: RFC 5545 (components, folding at 75 octets, escaping of text).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from machimori_office.patrols.models import Shift
from machimori_office.web.words import JST

ICALENDAR = "text/calendar; charset=utf-8"
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Machimori//Patrols//JA",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
)


def watches(shifts: Iterable[Shift], *, at: datetime) -> bytes:
    """Write watches as a calendar.

    Parameters
    ----------
    shifts : iterable of Shift
        With their schools.
    at : datetime
        When it is written.
    """
    lines = [*_HEAD, "X-WR-CALNAME:見守りパトロール"]
    for shift in shifts:
        lines += _event(shift, at)
    folded = (fold(line) for line in [*lines, "END:VCALENDAR"])
    return b"".join(folded)


def fold(line: str) -> bytes:
    """Fold a line at 75 octets, never inside a character."""
    rest, folded = line, b""
    room = 75
    while rest:
        taken = rest
        while len(taken.encode()) > room:
            taken = taken[: -max(1, (len(taken.encode()) - room) // 4)]
        folded += (b"\r\n " if folded else b"") + taken.encode()
        rest, room = rest[len(taken) :], 74
    return folded + b"\r\n"


def escaped(text: str) -> str:
    """Escape what separates values."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _event(shift: Shift, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{shift.pk}@patrols.machimori"
    yield f"DTSTAMP:{_instant(at)}"
    yield f"DTSTART:{_instant(_of(shift, shift.begins))}"
    yield f"DTEND:{_instant(_of(shift, shift.ends))}"
    yield f"SUMMARY:{escaped(_summary(shift))}"
    yield f"LOCATION:{escaped(shift.school.name)}"
    # A cancelled event keeps its UID, so that calendars strike it out.
    yield f"STATUS:{'CANCELLED' if shift.cancelled_at else 'CONFIRMED'}"
    yield f"SEQUENCE:{int(shift.cancelled_at is not None)}"
    yield "END:VEVENT"


def _summary(shift: Shift) -> str:
    watch = {"morning": "登校の見守り", "afternoon": "下校の見守り"}.get(
        shift.kind, "見守りパトロール"
    )
    return f"{'【中止】' if shift.cancelled_at else ''}{watch}"


def _of(shift: Shift, hour: time) -> datetime:
    return datetime.combine(shift.on, hour, tzinfo=JST)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
