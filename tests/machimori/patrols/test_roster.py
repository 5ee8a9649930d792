from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings

from machimori.patrols import Availability, Car, Roster, Shift, Span, Turn, roster
from machimori.patrols.crew import MEMBER_OBSTACLES
from tests.machimori.patrols.made import (
    MONDAY,
    Small,
    every_roster,
    member_of,
    shift_of,
    small_crews,
    worth,
)


def teams_of(found: Roster, small: Small) -> list[frozenset[str]]:
    return [
        frozenset(one.member for one in found.turns if one.shift == shift.id)
        for shift in small.shifts
    ]


@given(small=small_crews())
@settings(max_examples=20, deadline=None)
def test_a_small_roster_is_the_best_of_all_there_are(small: Small) -> None:
    found = roster(small.shifts, small.members)
    best = min(worth(small, teams) for teams in every_roster(small))
    assert worth(small, teams_of(found, small)) == best


@given(small=small_crews())
@settings(max_examples=20, deadline=None)
def test_every_roster_keeps_to_what_its_members_can(small: Small) -> None:
    teams = teams_of(roster(small.shifts, small.members), small)
    assert tuple(teams) in set(every_roster(small))


@given(small=small_crews())
@settings(max_examples=20, deadline=None)
def test_no_place_stays_open_unsaid(small: Small) -> None:
    found = roster(small.shifts, small.members)
    missing = {one.shift: one.missing_walkers for one in found.unfilled}
    for shift, team in zip(small.shifts, teams_of(found, small), strict=True):
        assert len(team) + missing.get(shift.id, 0) == shift.walkers


@given(small=small_crews())
@settings(max_examples=20, deadline=None)
def test_a_roster_solved_again_does_not_change(small: Small) -> None:
    first = roster(small.shifts, small.members)
    again = roster(small.shifts, small.members, earlier=first.turns)
    assert again.turns == first.turns
    assert not again.given_up


@given(small=small_crews())
@settings(max_examples=20, deadline=None)
def test_an_illness_changes_as_little_as_can_be(small: Small) -> None:
    first = roster(small.shifts, small.members)
    ill = replace(small.members[0], away=(Span(first=MONDAY, last=MONDAY),))
    without = Small(small.shifts, (ill, *small.members[1:]))
    again = roster(small.shifts, without.members, earlier=first.turns)
    before = teams_of(first, small)

    def changed(teams: tuple[frozenset[str], ...]) -> tuple[int, int]:
        lost = sum(len(b - a) for a, b in zip(teams, before, strict=True))
        return worth(without, teams)[0], lost

    best = min(changed(teams) for teams in every_roster(without))
    assert changed(tuple(teams_of(again, without))) == best


@given(small=small_crews())
@settings(max_examples=20, deadline=None)
def test_without_any_one_of_its_obstacles_a_shift_could_be_filled(small: Small) -> None:
    for one in roster(small.shifts, small.members).unfilled:
        shift = next(s for s in small.shifts if s.id == one.shift)
        held = {b.obstacle for b in one.shortages[0].because} & set(MEMBER_OBSTACLES)
        if not held:
            continue
        assert _able(small, shift, held) < shift.walkers
        for name in held:
            assert _able(small, shift, held - {name}) >= shift.walkers


def _able(small: Small, shift: Shift, held: set[str]) -> int:
    return sum(not (one.obstacles(shift) & held) for one in small.members)


def test_a_shift_says_whose_certificate_is_missing() -> None:
    over = (Span(first=date(2025, 1, 1), last=date(2026, 5, 31)),)
    members = [member_of("a"), member_of("b", certified=over)]
    (one,) = roster([shift_of("s", walkers=2)], members).unfilled
    (shortage,) = one.shortages
    assert [(b.obstacle, b.who) for b in shortage.because] == [("certificate", ("b",))]
    assert "実施者証" in one.reason.ja


def test_a_reason_names_only_what_is_needed_for_it() -> None:
    here = frozenset({"west"})
    members = [member_of("a", serves=here), member_of("b", serves=here, away=())]
    (one,) = roster([shift_of("s")], members).unfilled
    assert [b.obstacle for b in one.shortages[0].because] == ["place"]


def test_a_shift_that_loses_to_others_names_them() -> None:
    shifts = [
        shift_of("one"),
        shift_of("other", place="west"),
        shift_of("far", begins=9),
    ]
    found = roster(shifts, [member_of("a")])
    (one,) = found.unfilled
    assert [b.obstacle for b in one.shortages[0].because] == ["same-time"]
    assert {one.shift, *one.shortages[0].rivals} == {"one", "other"}


def test_a_limit_a_week_is_told() -> None:
    shifts = [shift_of("mon"), shift_of("tue", on=date(2026, 6, 2))]
    (one,) = roster(shifts, [member_of("a", most_a_week=1)]).unfilled
    assert [b.obstacle for b in one.shortages[0].because] == ["most-a-week"]


def test_too_few_members_at_all_is_said_so() -> None:
    (one,) = roster([shift_of("s", walkers=3)], [member_of("a")]).unfilled
    assert [b.obstacle for b in one.shortages[0].because] == ["too-few"]
    assert one.missing_walkers == 2


def test_each_car_has_a_driver_among_the_walkers() -> None:
    members = [
        member_of("a", drives=False),
        member_of("b"),
        member_of("c", drives=False),
    ]
    found = roster([shift_of("s", walkers=2, cars=1)], members, [Car(id="k")])
    assert [(t.member, t.car) for t in found.turns if t.car] == [("b", "k")]
    assert not found.unfilled


def test_a_car_without_a_driver_is_told() -> None:
    members = [member_of("a", drives=False)]
    (one,) = roster([shift_of("s", cars=1)], members, [Car(id="k")]).unfilled
    assert (one.missing_drivers, one.missing_walkers) == (1, 0)
    assert one.shortages[0].because[0].obstacle == "licence"


def test_no_more_cars_are_out_than_there_are() -> None:
    shifts = [shift_of(f"s{n}", place=f"p{n}", cars=1) for n in range(4)]
    cars = [Car(id="k"), Car(id="l"), Car(id="m", away=(Span(first=MONDAY),))]
    members = [member_of(f"m{n}") for n in range(4)]
    found = roster(shifts, members, cars)
    assert sorted(t.car for t in found.turns if t.car) == ["k", "l"]
    assert sum(one.missing_cars for one in found.unfilled) == 2


def test_what_is_fixed_stays_and_counts() -> None:
    shifts = [shift_of("mon"), shift_of("tue", on=date(2026, 6, 2))]
    fixed = [Turn(shift="mon", member="a")]
    found = roster(shifts, [member_of("a"), member_of("b")], fixed=fixed)
    assert found.turns == (fixed[0], Turn(shift="tue", member="b"))


def test_a_fixed_turn_that_something_is_in_the_way_of_stays_and_is_told() -> None:
    gone = member_of("a", away=(Span(first=MONDAY, last=MONDAY),))
    found = roster([shift_of("s")], [gone], fixed=[Turn(shift="s", member="a")])
    assert found.doubts[0].because == ("away",)
    assert found.load == {"a": 1}


def test_shifts_done_before_are_made_up_for() -> None:
    days = [date(2026, 6, day) for day in (1, 2, 3)]
    shifts = [shift_of(f"s{day.day}", on=day) for day in days]
    found = roster(shifts, [member_of("a", done_before=2), member_of("b")])
    assert found.load == {"a": 0, "b": 3} or found.load == {"a": 1, "b": 2}


def test_preferences_are_met_where_the_load_allows() -> None:
    shifts = [shift_of("e"), shift_of("w", place="west")]
    members = [
        member_of("a", prefers=frozenset({"west"})),
        member_of("b", avoids=frozenset({"west"})),
    ]
    turns = roster(shifts, members).turns
    assert {(t.shift, t.member) for t in turns} == {("e", "b"), ("w", "a")}


def test_hours_count_to_the_minute() -> None:
    until = (Availability(weekdays=("mon",), ends=time(8, 59)),)
    assert roster([shift_of("s")], [member_of("a", available=until)]).unfilled


@pytest.mark.parametrize("members", [[], [member_of("a")]])
def test_no_shifts_make_an_empty_roster(members: list[object]) -> None:
    assert roster([], members).turns == ()
