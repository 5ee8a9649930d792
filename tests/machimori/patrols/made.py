"""Small crews and calendars, and a search through every roster there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations

from hypothesis import strategies as st

from machimori.patrols import (
    Availability,
    Member,
    Shift,
    Span,
    WatchCalendar,
    WatchPlace,
    WatchRule,
)

ORDINARY = (1, 2, 3, 5, 6, 7, 8, 10, 11, 12)
CAMPAIGN = (4, 9)
MONDAY = date(2026, 6, 1)
ALWAYS = (Span(first=date(2026, 1, 1)),)


def city_rules() -> tuple[WatchRule, ...]:
    """Say the rules of the document: mornings, afternoons, first days of term."""
    after_school = {"earliest": time(12, 30), "latest": time(15, 30)}
    at_half_past_seven = {"begins": time(7, 30)}
    return (
        WatchRule(
            kind="first-day", days="first-days", all_cars=True, **at_half_past_seven
        ),
        WatchRule(
            kind="morning",
            weekdays=("tue", "thu"),
            months=CAMPAIGN,
            **at_half_past_seven,
        ),
        WatchRule(
            kind="morning", weekdays=("mon",), months=ORDINARY, **at_half_past_seven
        ),
        WatchRule(kind="afternoon", months=CAMPAIGN, **after_school),
        WatchRule(
            kind="afternoon", weekdays=("tue", "thu"), months=ORDINARY, **after_school
        ),
    )


def city_calendar() -> WatchCalendar:
    """Return a year with its terms and holidays."""
    return WatchCalendar(
        rules=city_rules(),
        first_days=(date(2026, 4, 6), date(2026, 9, 1)),
        school_holidays=(
            Span(first=date(2026, 4, 1), last=date(2026, 4, 5)),
            Span(first=date(2026, 7, 21), last=date(2026, 8, 31)),
            Span(first=date(2026, 12, 26), last=date(2027, 1, 7)),
            Span(first=date(2027, 3, 26), last=date(2027, 3, 31)),
        ),
    )


def school(name: str = "east", ends: time = time(14, 30)) -> WatchPlace:
    """Return a school whose lessons end at the same time on every day."""
    days = ("mon", "tue", "wed", "thu", "fri")
    return WatchPlace(id=name, ends=dict.fromkeys(days, ends))


def shift_of(
    name: str, *, on: date = MONDAY, begins: int = 8, place: str = "east", **more: int
) -> Shift:
    """Return an hour's watch for one walker."""
    return Shift(
        id=name,
        kind="morning",
        on=on,
        begins=time(begins),
        ends=time(begins + 1),
        place=place,
        **{"walkers": 1, **more},
    )


def member_of(name: str, **facts: object) -> Member:
    """Return somebody who can always come, but for what is said."""
    return Member(id=name, **{"certified": ALWAYS, **facts})


@dataclass(frozen=True)
class Small:
    """A roster small enough to try all of."""

    shifts: tuple[Shift, ...]
    members: tuple[Member, ...]


@st.composite
def small_crews(draw: st.DrawFn) -> Small:
    """Draw shifts that may overlap, and members with all kinds of limits."""
    days = [MONDAY, date(2026, 6, 2), date(2026, 6, 9)]
    shifts = tuple(
        Shift(
            id=f"s{n}",
            kind=draw(st.sampled_from(("morning", "afternoon"))),
            on=draw(st.sampled_from(days)),
            begins=time(8, draw(st.sampled_from((0, 30)))),
            ends=time(9, draw(st.sampled_from((0, 30)))),
            place=draw(st.sampled_from(("east", "west"))),
            walkers=draw(st.integers(1, 2)),
        )
        for n in range(draw(st.integers(1, 3)))
    )
    members = tuple(_drawn(draw, n) for n in range(draw(st.integers(1, 3))))
    return Small(shifts, members)


def _drawn(draw: st.DrawFn, number: int) -> Member:
    until = draw(st.sampled_from((None, date(2026, 6, 1), date(2026, 5, 1))))
    liked = st.sampled_from(("east", "west", "morning", "mon"))
    return Member(
        id=f"m{number}",
        certified=(Span(first=date(2026, 1, 1), last=until),),
        available=draw(
            st.sampled_from((None, (Availability(weekdays=("mon", "tue")),), ()))
        ),
        serves=draw(st.sampled_from((None, frozenset({"east"})))),
        prefers=draw(st.frozensets(liked, max_size=2)),
        avoids=draw(st.frozensets(liked, max_size=1)),
        most=draw(st.sampled_from((None, 1, 2))),
        most_a_week=draw(st.sampled_from((None, 1))),
        done_before=draw(st.integers(0, 2)),
    )


def every_roster(small: Small) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield for each way to fill the shifts who is at each."""
    yield from _filled(small, 0, ())


def _filled(
    small: Small, number: int, chosen: tuple[frozenset[str], ...]
) -> Iterator[tuple[frozenset[str], ...]]:
    if number == len(small.shifts):
        yield chosen
        return
    shift = small.shifts[number]
    able = [m.id for m in small.members if can_take(small, m, number, chosen)]
    for count in range(min(shift.walkers, len(able)) + 1):
        for team in combinations(able, count):
            yield from _filled(small, number + 1, (*chosen, frozenset(team)))


def can_take(
    small: Small, member: Member, number: int, chosen: Sequence[frozenset[str]]
) -> bool:
    """Tell whether a member may take a shift beside those they have."""
    shift = small.shifts[number]
    mine = [small.shifts[n] for n, team in enumerate(chosen) if member.id in team]
    week = [one for one in mine if one.on.isocalendar()[1] == shift.on.isocalendar()[1]]
    return (
        not member.obstacles(shift)
        and not any(one.meets(shift) for one in mine)
        and (member.most is None or len(mine) < member.most)
        and (member.most_a_week is None or len(week) < member.most_a_week)
    )


def worth(small: Small, teams: Sequence[frozenset[str]]) -> tuple[int, int, int]:
    """Return open places, the sum of squared loads, and dislikes."""
    wanted = sum(one.walkers for one in small.shifts)
    loads = [m.done_before + sum(m.id in team for team in teams) for m in small.members]
    liking = sum(
        member.liking(shift)
        for shift, team in zip(small.shifts, teams, strict=True)
        for member in small.members
        if member.id in team
    )
    squares = sum(load**2 for load in loads)
    return wanted - sum(map(len, teams)), squares, -liking
