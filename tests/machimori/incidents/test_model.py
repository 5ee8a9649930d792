from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from machimori.incidents import Incident, When, Where

DAY = date(2018, 9, 16)
NEXT = date(2018, 9, 17)


def test_a_known_day_and_hour_are_told_as_they_are() -> None:
    when = When(first_on=DAY, last_on=DAY, hour=20)
    assert (when.day, when.hour_of_day) == (DAY, 20)


def test_an_unknown_time_stays_unknown() -> None:
    assert (When().day, When().hour_of_day) == (None, None)


def test_an_hour_in_an_unknown_day_of_a_month_is_kept_without_the_day() -> None:
    when = When(first_on=date(2017, 1, 1), last_on=date(2017, 1, 31), hour=0)
    assert (when.day, when.hour_of_day) == (None, 0)


def test_a_span_has_no_hour_of_its_own() -> None:
    when = When(first_on=DAY, last_on=NEXT, hour=18, until_hour=8)
    assert (when.day, when.hour_of_day) == (None, None)


def test_a_span_within_one_hour_is_that_hour() -> None:
    when = When(first_on=DAY, last_on=DAY, hour=18, until_hour=18)
    assert when.hour_of_day == 18


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_on": NEXT, "last_on": DAY},
        {"first_on": DAY},
        {"hour": 24},
        {"hour": -1},
        {"until_hour": 3},
        {"first_on": DAY, "last_on": DAY, "until_hour": 3},
    ],
)
def test_an_impossible_time_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"after|hours|span|together"):
        When(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "precision"),
    [
        (Where(), "unknown"),
        (Where(municipality="札幌市中央区"), "municipality"),
        (Where(municipality="札幌市中央区", block_name="大通西１丁目"), "block"),
        (Where(lon=141.35, lat=43.06), "point"),
    ],
)
def test_a_place_says_how_well_it_is_known(where: Where, precision: str) -> None:
    assert where.precision == precision


def test_no_field_of_an_incident_could_hold_a_person() -> None:
    assert {field.name for field in fields(Incident)} == {
        "id",
        "kind",
        "when",
        "where",
        "setting",
        "known_by",
        "is_attempt",
        "was_locked",
        "source",
    }
