"""A year's watch roster, and walks of an hour beside the plain order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import numpy as np

from benchmarks.claims import Claim, Row
from benchmarks.timing import ONE_THREAD, best_s
from machimori.patrols import (
    HAS_ROUTES,
    WEEKDAYS,
    Availability,
    Car,
    Member,
    Shift,
    Span,
    VisitTask,
    WatchCalendar,
    WatchPlace,
    WatchRule,
    Weekday,
    best_order,
    expand,
    greedy_order,
    roster,
)

MEMBERS, SCHOOLS, CARS = 221, 9, 13
PLACES, WALKS = 40, 10
CAMPAIGN = (4, 9)
ORDINARY = tuple(month for month in range(1, 13) if month not in CAMPAIGN)


def run() -> Iterator[Row]:
    """Fill a year, mend it after an illness, and choose places for an hour."""
    shifts, members, cars = year()
    found = roster(shifts, members, cars)
    work = f"{len(shifts):,} watches, {MEMBERS} members, {CARS} cars"
    yield Row(
        work=f"a year's roster: {work}",
        ours_s=best_s(
            lambda: roster(shifts, members, cars),
            repeats=2,
            clock=ONE_THREAD,
            warm=False,
        ),
        at_most_s=20.0,
        accuracy=f"{len(found.unfilled)} watches open; loads "
        f"{min(found.load.values())} to {max(found.load.values())}",
        is_accurate=not found.unfilled,
    )
    ill = found.turns[len(found.turns) // 2].member
    sick = [_away(one) if one.id == ill else one for one in members]
    again = roster(shifts, sick, cars, earlier=found.turns)
    yield Row(
        work="the same again, one member ill for a month",
        ours_s=best_s(
            lambda: roster(shifts, sick, cars, earlier=found.turns),
            repeats=2,
            clock=ONE_THREAD,
            warm=False,
        ),
        at_most_s=20.0,
        accuracy=f"{len(again.given_up)} turns change",
        is_accurate=all(one.member == ill for one in again.given_up),
    )
    yield _walks()


def _walks() -> Row:
    tasks = [walk(seed) for seed in range(WALKS)]
    solved = [best_order(task, seed=1) for task in tasks]
    plain = [task.worth_of(greedy_order(task)) for task in tasks]
    gains = [one.worth / worth - 1 for one, worth in zip(solved, plain, strict=True)]
    return Row(
        work=f"an hour among {PLACES} places, one walk"
        + ("" if HAS_ROUTES else ", without the extra routes"),
        ours_s=best_s(lambda: best_order(tasks[0], seed=1), repeats=3),
        at_most_s=5.0,
        accuracy=f"worth {100 * min(gains):.1f} to {100 * max(gains):.1f} % more than "
        f"the plain order's, {WALKS} walks",
        is_accurate=min(gains) >= 0.0,
    )


def year() -> tuple[tuple[Shift, ...], list[Member], list[Car]]:
    """Lay out a year as the document has it, with a crew by lot."""
    rng = np.random.default_rng(1)
    days = WEEKDAYS[:5]
    places = [
        WatchPlace(
            id=f"s{n}", ends={d: time(14, 15 * int(rng.integers(4))) for d in days}
        )
        for n in range(SCHOOLS)
    ]
    calendar = WatchCalendar(
        rules=_rules(),
        first_days=(date(2026, 4, 6), date(2026, 9, 1)),
        school_holidays=(
            Span(first=date(2026, 4, 1), last=date(2026, 4, 5)),
            Span(first=date(2026, 7, 21), last=date(2026, 8, 31)),
            Span(first=date(2026, 12, 26), last=date(2027, 1, 7)),
        ),
    )
    first, last = date(2026, 4, 1), date(2027, 3, 31)
    found = expand(calendar, places, first_on=first, last_on=last, fleet=CARS)
    members = [_member(n, rng) for n in range(MEMBERS)]
    return found.shifts, members, [Car(id=f"c{n}") for n in range(CARS)]


def _rules() -> tuple[WatchRule, ...]:
    noon, three = time(12, 30), time(15, 30)
    morning = WatchRule(kind="morning", begins=time(7, 30))
    afternoon = WatchRule(kind="afternoon", earliest=noon, latest=three, cars=1)
    twice: tuple[Weekday, ...] = ("tue", "thu")
    return (
        replace(morning, kind="first-day", days="first-days", all_cars=True),
        replace(morning, weekdays=twice, months=CAMPAIGN),
        replace(morning, weekdays=("mon",), months=ORDINARY),
        replace(afternoon, months=CAMPAIGN),
        replace(afternoon, weekdays=twice, months=ORDINARY),
    )


def _member(number: int, rng: np.random.Generator) -> Member:
    days = tuple(day for day in WEEKDAYS[:5] if rng.random() < 0.5)
    own = rng.choice(SCHOOLS, 4, replace=False)
    return Member(
        id=f"m{number}",
        certified=(Span(first=date(2025, 1, 1)),),
        available=(Availability(weekdays=days),),
        serves=None if rng.random() < 0.5 else frozenset(f"s{n}" for n in own),
        prefers=frozenset({f"s{rng.integers(SCHOOLS)}"}),
        drives=bool(rng.random() < 0.6),
        most_a_week=2,
    )


def _away(member: Member) -> Member:
    month = Span(first=date(2026, 6, 1), last=date(2026, 6, 30))
    return replace(member, away=(month,))


def walk(seed: int) -> VisitTask:
    """Draw places by lot in 2 km × 2 km, a third of them open for part of the hour."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0.0, 2000.0, (PLACES + 2, 2))
    spots[-1] = spots[-2]
    way_m = np.abs(spots[:, None] - spots).sum(axis=2)
    opens_s = np.where(rng.random(PLACES) < 0.3, 1200.0, 0.0)
    lasting_s = np.where(rng.random(PLACES) < 0.3, 1500.0, 86400.0)
    return VisitTask(
        travel_s=np.ceil(way_m * 60.0 / 80.0),
        worth=rng.integers(1, 20, PLACES).astype(np.float64),
        stop_s=np.full(PLACES, 240.0),
        opens_s=opens_s,
        closes_s=opens_s + lasting_s,
        lasts_s=3600.0,
    )


CLAIM = Claim(
    name="patrol-plan",
    title="Watch rosters and walks",
    scene=f"A city's year: {SCHOOLS} schools, mornings and afternoons of ordinary and "
    "campaign months, members who come on half of the days and may drive or not. "
    f"Walks of an hour from home to home among {PLACES} places in 2 km × 2 km, some of "
    "them open for a part of it; beside the plain order, by best worth for its time "
    "and 2-opt, of the same run. Processor time of one thread.",
    peers=("scipy",),
    run=run,
)
