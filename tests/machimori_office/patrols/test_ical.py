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
    assert event["UID"] == f"{shift.pk}@patrols.machimori"
    assert event["DTSTART"].dt == datetime(2026, 5, 12, 5, 25, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2026, 5, 12, 6, 25, tzinfo=UTC)
    assert event["LOCATION"] == "第一小学校"
    assert event["STATUS"] == "CONFIRMED"


def test_a_cancelled_watch_keeps_its_uid_and_counts_up() -> None:
    shift = a_watch(cancelled_at=NOW, cancelled_because="rain")
    event = read(shift)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["UID"].startswith(str(shift.pk))
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


def test_no_watch_is_a_calendar_too() -> None:
    calendar = icalendar.Calendar.from_ical(ical.watches([], at=NOW))
    assert calendar.walk("VEVENT") == []


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=80)
)
def test_any_name_of_a_place_is_read_back(name: str) -> None:
    assert str(read(a_watch(name))["LOCATION"]) == name


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=300))
def test_no_line_is_longer_than_75_octets(text: str) -> None:
    lines = ical.fold(text).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)
