"""Dates for anybody's calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

_LONGEST_OCTETS = 74


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something with a place and hours, on one day in Japan.

    Parameters
    ----------
    uid : str
        The same whenever it is written again.
    on : date
    begins, ends : time
    title, place, text : str
    is_cancelled : bool
        It keeps its uid, so that calendars strike it out.
    """

    uid: str
    on: date
    begins: time
    ends: time
    title: str
    place: str = ""
    text: str = ""
    is_cancelled: bool = False


def icalendar(events: Iterable[Event], *, stamped_on: date) -> str:
    """Write events as one calendar.

    Parameters
    ----------
    events : iterable of Event
    stamped_on : date
        Of the calendar, which is the same for the same events.

    Returns
    -------
    str
        With CRLF and folded lines, as the standard asks.

    Source
    ------
    RFC 5545, 3.1 (lines), 3.3.11 (text), 3.6.5 (time zones), 3.8.1.11 (status).
    """
    stamp = datetime.combine(stamped_on, time(0), tzinfo=UTC)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Machimori//patrols//JA"]
    lines += _TOKYO
    for event in events:
        lines += _event(event, f"{stamp:%Y%m%dT%H%M%SZ}")
    return (
        "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in _fold(line))
        + "\r\n"
    )


_TOKYO = [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
]


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_plain(event.uid)}@machimori"
    yield f"DTSTAMP:{stamp}"
    for name, at in (("DTSTART", event.begins), ("DTEND", event.ends)):
        yield f"{name};TZID=Asia/Tokyo:{event.on:%Y%m%d}T{at:%H%M%S}"
    for name, said in (
        ("SUMMARY", event.title),
        ("LOCATION", event.place),
        ("DESCRIPTION", event.text),
    ):
        if said:
            yield f"{name}:{_plain(said)}"
    if event.is_cancelled:
        yield from ("STATUS:CANCELLED", "SEQUENCE:1")
    yield "END:VEVENT"


def _plain(text: str) -> str:
    """Escape what separates, and leave control characters out."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    shown = (
        c for c in text.replace("\r\n", "\n") if c in "\n\u3000" or c.isprintable()
    )
    return "".join(shown).replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Cut a line so that none is longer than 75 octets, never within a letter."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
