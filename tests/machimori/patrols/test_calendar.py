from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.patrols import (
    Expansion,
    Shift,
    Span,
    WatchCalendar,
    WatchPlace,
    WatchRule,
    expand,
)
from tests.machimori.patrols.made import city_calendar, city_rules, school

YEAR = {"first_on": date(2026, 4, 1), "last_on": date(2027, 3, 31)}


@pytest.fixture(scope="module")
def year() -> Expansion:
    return expand(city_calendar(), [school()], fleet=13, **YEAR)


def on(year: Expansion, *day: int) -> list[Shift]:
    return [one for one in year.shifts if one.on == date(*day)]


def test_an_ordinary_week_has_its_morning_on_monday(year: Expansion) -> None:
    (only,) = on(year, 2026, 6, 1)
    assert (only.kind, only.begins, only.ends) == ("morning", time(7, 30), time(8, 30))


def test_an_ordinary_week_has_its_afternoons_on_tuesday_and_thursday(
    year: Expansion,
) -> None:
    kinds = [[s.kind for s in on(year, 2026, 6, day)] for day in (1, 2, 3, 4, 5, 6)]
    assert kinds == [["morning"], ["afternoon"], [], ["afternoon"], [], []]


def test_a_week_of_a_campaign_month_has_afternoons_on_all_five_days(
    year: Expansion,
) -> None:
    kinds = [[s.kind for s in on(year, 2026, 9, day)] for day in (7, 8, 9, 10, 11)]
    both = ["morning", "afternoon"]
    assert kinds == [["afternoon"], both, ["afternoon"], both, ["afternoon"]]


def test_all_cars_go_out_on_the_first_day_of_term() -> None:
    schools = [school(f"s{n}") for n in range(9)]
    year = expand(city_calendar(), schools, fleet=13, **YEAR)
    out = [one.cars for one in on(year, 2026, 9, 1) if one.kind == "first-day"]
    assert (sum(out), max(out) - min(out)) == (13, 1)


def test_nothing_is_laid_down_in_school_holidays(year: Expansion) -> None:
    summer = Span(first=date(2026, 7, 21), last=date(2026, 8, 31))
    assert not [one for one in year.shifts if one.on in summer]


def test_nothing_is_laid_down_on_public_holidays() -> None:
    holiday = date(2026, 9, 21)
    found = expand(
        city_calendar(), [school()], is_holiday=lambda day: day == holiday, **YEAR
    )
    assert not on(found, 2026, 9, 21)
    assert on(found, 2026, 9, 24)


def test_an_afternoon_follows_the_end_of_lessons() -> None:
    place = WatchPlace(id="east", ends_on={date(2026, 6, 2): time(13, 15)})
    found = expand(
        WatchCalendar(rules=city_rules()),
        [place],
        first_on=date(2026, 6, 2),
        last_on=date(2026, 6, 2),
    )
    assert [(s.begins, s.ends) for s in found.shifts] == [(time(13, 15), time(14, 15))]


@pytest.mark.parametrize(
    ("ends", "begins"),
    [(time(12, 10), time(12, 30)), (time(14, 50), time(14, 30))],
)
def test_an_afternoon_is_moved_into_its_hours(ends: time, begins: time) -> None:
    found = expand(
        WatchCalendar(rules=city_rules()),
        [school(ends=ends)],
        first_on=date(2026, 6, 2),
        last_on=date(2026, 6, 2),
    )
    assert [one.begins for one in found.shifts] == [begins]


@pytest.mark.parametrize("ends", [time(11, 30), time(15, 20)])
def test_an_afternoon_far_from_its_hours_is_left_out_with_a_reason(ends: time) -> None:
    found = expand(
        WatchCalendar(rules=city_rules()),
        [school(ends=ends)],
        first_on=date(2026, 6, 2),
        last_on=date(2026, 6, 2),
    )
    assert not found.shifts
    assert f"{ends.hour}:{ends.minute}" in found.left_out[0].reason.en


def test_a_school_of_which_nobody_said_the_end_of_lessons_is_left_out_not_lost() -> (
    None
):
    found = expand(city_calendar(), [WatchPlace(id="west")], **YEAR)
    assert {one.kind for one in found.left_out} == {"afternoon"}
    assert {one.kind for one in found.shifts} == {"first-day", "morning"}


@given(
    days=st.integers(0, 60),
    lasts=st.integers(1, 300),
    ends=st.times(),
)
def test_every_watch_lies_in_its_hours_and_has_an_id_of_its_own(
    days: int, lasts: int, ends: time
) -> None:
    low, high = time(12, 30), time(15, 30)
    rule = WatchRule(kind="afternoon", lasts_min=lasts, earliest=low, latest=high)
    found = expand(
        WatchCalendar(rules=(rule,)),
        [school("east", ends), school("west", ends)],
        first_on=date(2026, 6, 1),
        last_on=date.fromordinal(date(2026, 6, 1).toordinal() + days),
    )
    assert all(low <= one.begins < one.ends <= high for one in found.shifts)
    assert len({one.id for one in found.shifts}) == len(found.shifts)
