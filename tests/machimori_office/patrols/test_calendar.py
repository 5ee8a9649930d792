from __future__ import annotations

from datetime import date, time

import pytest

from machimori.errors import InvalidInput
from machimori_office.patrols.models import Car, Shift
from machimori_office.patrols.services.calendar import last_of_month, lay_out
from machimori_office.patrols.terms import PatrolRule
from machimori_office.rules.documents import example_text, read_rule
from machimori_office.rules.services import adopt, rule
from tests.machimori_office.patrols.walking import (
    NOW,
    STAFF,
    car,
    member,
    school,
    turn,
)

pytestmark = pytest.mark.django_db


def month(first_on: date) -> list[Shift]:
    return lay_out(first_on, last_of_month(first_on), actor=STAFF, at=NOW)


def days(shifts: list[Shift], kind: str) -> list[str]:
    return sorted({f"{s.on:%a}" for s in shifts if s.kind == kind})


def test_ordinary_months_have_mondays_and_two_afternoons() -> None:
    school()
    may = month(date(2026, 5, 1))
    assert days(may, "morning") == ["Mon"]
    assert days(may, "afternoon") == ["Thu", "Tue"]
    assert {(s.begins, s.ends) for s in may if s.kind == "morning"} == {
        (time(7, 30), time(8, 30))
    }


def test_campaign_months_have_more_mornings_and_every_afternoon() -> None:
    school()
    april = [s for s in month(date(2026, 4, 1)) if s.on > date(2026, 4, 6)]
    assert days(april, "morning") == ["Thu", "Tue"]
    assert days(april, "afternoon") == ["Fri", "Mon", "Thu", "Tue", "Wed"]


def test_the_afternoon_begins_when_the_school_ends() -> None:
    school(ends={"tue": "13:30", "thu": "14:25"})
    watches = [s for s in month(date(2026, 5, 1)) if s.kind == "afternoon"]
    hours = {(f"{s.on:%a}", f"{s.begins:%H:%M}", f"{s.ends:%H:%M}") for s in watches}
    assert hours == {("Tue", "13:30", "14:30"), ("Thu", "14:25", "15:25")}


def test_an_end_outside_the_hours_of_the_rule_is_left_out() -> None:
    school(ends={"tue": "15:20", "thu": "14:25"})
    watches = [s for s in month(date(2026, 5, 1)) if s.kind == "afternoon"]
    assert days(watches, "afternoon") == ["Thu"]


def test_all_thirteen_cars_are_out_on_the_first_day_of_term() -> None:
    for number in range(9):
        school(f"school-{number}")
    for number in range(13):
        car(f"青パト{number}号")
    first = [s for s in month(date(2026, 4, 1)) if s.on == date(2026, 4, 6)]
    mornings = [s for s in first if s.kind == "morning"]
    assert len(mornings) == 9
    assert all(s.is_first_day for s in mornings)
    assert sum(s.cars for s in mornings) == Car.objects.count() == 13


def test_no_watch_is_on_holidays_and_in_the_school_holidays() -> None:
    school()
    august = month(date(2026, 8, 1))
    may = month(date(2026, 5, 1))
    assert august == []
    assert not {date(2026, 5, 4), date(2026, 5, 5)} & {s.on for s in may}


def test_laying_out_twice_changes_nothing() -> None:
    school()
    first = {s.pk for s in month(date(2026, 5, 1))}
    assert {s.pk for s in month(date(2026, 5, 1))} == first


def test_a_watch_that_no_longer_follows_goes_unless_somebody_walks_there() -> None:
    place = school()
    may = month(date(2026, 5, 1))
    kept = next(s for s in may if s.kind == "morning")
    turn(kept, member())
    place.is_current = False
    place.save()
    assert [s.pk for s in month(date(2026, 5, 1))] == [kept.pk]


def test_the_rule_is_dated_and_a_newer_one_is_followed() -> None:
    school()
    city = rule(PatrolRule, on=date(2026, 5, 1))
    assert city.police.told_within_days == 14
    may = month(date(2026, 5, 1))
    text = example_text("patrols").replace('begins: "07:30"', 'begins: "07:40"')
    adopt(
        type_=PatrolRule,
        text=text,
        valid_from=date(2026, 4, 1),
        actor=STAFF,
        reason="later school",
        at=NOW,
    )
    month(date(2026, 5, 1))
    morning = next(s for s in may if s.kind == "morning")
    morning.refresh_from_db()
    assert morning.begins == time(7, 40)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("campaign_months:", "campaign_month:", "campaign_month"),
        ("lasts_min: 60, walkers: 2}", "lasts: 60, walkers: 2}", "lasts"),
        ('begins: "07:30"', "begins: 7:30", "quotes"),
        ("理由：{why}", "理由：{reason}", "reason"),
    ],
)
def test_what_the_rule_does_not_know_is_refused(
    right: str, wrong: str, said: str
) -> None:
    text = example_text("patrols").replace(right, wrong)
    with pytest.raises(InvalidInput) as refused:
        read_rule(text, PatrolRule, file="patrols.yaml")
    assert said in str(refused.value)
