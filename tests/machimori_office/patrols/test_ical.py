from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.patrols import ical
from machimori_office.patrols.models import School, Shift
from tests.machimori_office.patrols.walking import NOW

icalendar = pytest.importorskip("icalendar")


def a_watch(name: str = "第一小学校", **given: object) -> Shift:
    return Shift(
        kind="afternoon",
        on=date(2026, 5, 12),
        begins=time(14, 25),
        ends=time(15, 25),
        school=School(name=name, code="daiichi"),
        **given,
    )


def read(shift: Shift) -> object:
    calendar = icalendar.Calendar.from_ical(ical.watches([shift], at=NOW))
    (event,) = calendar.walk("VEVENT")
    return event


def test_a_watch_is_read_back_as_it_was_written() -> None:
    shift = a_watch()
    event = read(shift)
    assert str(shift.pk) in event["UID"]
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(
        2026, 5, 12, 5, 25, tzinfo=UTC
    )
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2026, 5, 12, 6, 25, tzinfo=UTC)
    assert event["LOCATION"] == "第一小学校"
    assert event.get("STATUS", "CONFIRMED") == "CONFIRMED"


def test_a_cancelled_watch_keeps_its_uid_and_counts_up() -> None:
    shift = a_watch(cancelled_at=NOW, cancelled_because="rain")
    event = read(shift)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(shift.pk) in event["UID"]
    assert "中止" in event["SUMMARY"]


def test_a_calendar_has_what_the_standard_asks_for() -> None:
    raw = ical.watches([a_watch()], at=NOW)
    calendar = icalendar.Calendar.from_ical(raw)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    (event,) = calendar.walk("VEVENT")
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND"} <= set(event)
    assert not event.errors
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_no_watch_is_a_calendar_too() -> None:
    calendar = icalendar.Calendar.from_ical(ical.watches([], at=NOW))
    assert calendar.walk("VEVENT") == []


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=90
)


@given(st.lists(WORDS, min_size=1, max_size=3).map("　".join))
def test_any_name_of_a_place_is_read_back(name: str) -> None:
    assert str(read(a_watch(name)).get("LOCATION", "")) == name
