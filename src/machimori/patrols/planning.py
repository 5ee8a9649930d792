"""Plans of walks: groups, posts and cars over some weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori.patrols.calendar import weekday_of
from machimori.patrols.exposure import exposure_of
from machimori.patrols.orders import VisitTask, best_order
from machimori.patrols.posting import best_posts
from machimori.patrols.walkers import (
    PlaceThatMatters,
    PlanRules,
    Visit,
    Walk,
    Walker,
    WalkerKind,
    WalkPlan,
)
from machimori.patrols.ways import Ways
from machimori.streets import Positions, StreetGraph

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Told = Callable[[int, int], object]

_CANDIDATES = 40
"""Places that one walk chooses among: those worth most of those it can reach."""

_REMEMBERED: Mapping[WalkerKind, timedelta] = {
    "group": timedelta(weeks=4),
    "post": timedelta(0),
    "car": timedelta(weeks=1),
}
"""How long a visit makes a place worth less."""

_UNFORESEEN = 0.5
"""Spread of the lots by which a car's worths are shaken, of their logarithm."""


def plan_walks(
    graph: StreetGraph,
    places: Sequence[PlaceThatMatters],
    walkers: Sequence[Walker],
    *,
    first_on: date,
    last_on: date,
    seed: int,
    rules: PlanRules | None = None,
    tell: Told = lambda done, total: None,
) -> WalkPlan:
    """Plan who visits which places when.

    Parameters
    ----------
    graph : StreetGraph
    places : sequence of PlaceThatMatters
    walkers : sequence of Walker
    first_on, last_on : date
        Both lie in the time that is planned.
    seed : int
        The same plan comes of the same seed; who does not know it cannot foresee cars.
    rules : PlanRules, optional
    tell : callable
        Told how many walks are planned, of how many.

    Returns
    -------
    WalkPlan
        Walks of groups and posts leave nothing to chance; those of cars do.

    Raises
    ------
    InvalidInput
        Where a walker starts or ends on no street, or no street joins the two.
    """
    rules = rules or PlanRules()
    rng = np.random.default_rng(seed)
    worth = np.array([one.worth for one in places], dtype=np.float64)
    points = graph.frame.to_plane(
        np.array([(one.lon, one.lat) for one in places]).reshape(-1, 2)
    )
    control = _by_lot(worth, rng) if rules.has_control else np.zeros(len(places), bool)
    planner = _Planner(graph, places, points, worth, control, rules, rng)
    planner.check(walkers)
    days = list(_walks(walkers, first_on, last_on))
    lots = _drawn(days, rules.random_share, rng)
    walks = []
    for done, (on, walker) in enumerate(days):
        tell(done, len(days))
        walks.append(planner.walk(on, walker, by_lot=done in lots))
    tell(len(days), len(days))
    posts = {
        one.id: tuple(places[n] for n in best_posts(one, places, points, worth))
        for one in walkers
        if one.kind == "post"
    }
    found = Ways(graph, "group").positions(points).found
    return WalkPlan(
        walks=tuple(walks),
        posts=posts,
        control=tuple(p for p, held in zip(places, control, strict=True) if held),
        unreachable=tuple(p for p, on in zip(places, found, strict=True) if not on),
        exposure=exposure_of(walks, places, control),
        seed=seed,
    )


def _walks(
    walkers: Sequence[Walker], first_on: date, last_on: date
) -> Iterator[tuple[date, Walker]]:
    for number in range((last_on - first_on).days + 1):
        on = first_on + timedelta(days=number)
        week = (on.day - 1) // 7 + 1
        for walker in walkers:
            is_due = weekday_of(on) in walker.weekdays
            is_week = not walker.weeks_of_month or week in walker.weeks_of_month
            if walker.kind != "post" and is_due and is_week:
                yield on, walker


def _drawn(
    days: Sequence[tuple[date, Walker]], share: float, rng: np.random.Generator
) -> set[int]:
    """Draw which walks of cars go by lot: at least the share."""
    cars = [number for number, (_, one) in enumerate(days) if one.kind == "car"]
    count = int(np.ceil(share * len(cars)))
    return set(rng.choice(cars, count, replace=False).tolist()) if cars else set()


def _by_lot(worth: Floats, rng: np.random.Generator) -> Bools:
    """Leave one of each two places that are next in worth out by lot."""
    order = np.argsort(-worth, kind="stable")
    pairs = order[: len(order) // 2 * 2].reshape(-1, 2)
    held = np.zeros(len(worth), dtype=bool)
    held[pairs[np.arange(len(pairs)), rng.integers(0, 2, len(pairs))]] = True
    return held


@dataclass(eq=False)
class _Planner:
    """Remembers where one has been."""

    graph: StreetGraph
    places: Sequence[PlaceThatMatters]
    points: Floats
    worth: Floats
    control: Bools
    rules: PlanRules
    rng: np.random.Generator

    def __post_init__(self) -> None:
        cycle = self.rules.most_weeks + 1
        self._rests = self.rng.integers(0, cycle, len(self.places))
        self._visits: dict[str, list[tuple[date, int]]] = {}
        self._ways: dict[str, tuple[Ways, Positions, Floats]] = {}

    def check(self, walkers: Sequence[Walker]) -> None:
        """Refuse walkers that cannot get from their start to their end."""
        n = len(self.places)
        moving = [one for one in walkers if one.kind != "post"]
        lost = [
            one
            for one in moving
            if one.start is None or not np.isfinite(self._network(one)[2][n, n + 1])
        ]
        if lost:
            raise InvalidInput(_lost(one) for one in lost)

    def walk(self, on: date, walker: Walker, *, by_lot: bool) -> Walk:
        """Plan one walk."""
        ways, at, travel_s = self._network(walker)
        worth = self._worth_on(on, walker, by_lot=by_lot)
        kept = self._candidates(walker, worth, travel_s)
        task = self._task(walker, kept, worth, travel_s)
        is_car = walker.kind == "car"
        seed = int(self.rng.integers(1 << 30)) if is_car else 0
        solved = best_order(task, seed=seed)
        order = [int(kept[n]) for n in solved.order]
        self._visits.setdefault(walker.id, []).extend((on, n) for n in order)
        n = len(self.places)
        line, segments = ways.line(at, [n, *order, n + 1])
        arrivals = task.arrivals_s(solved.order) or [0.0]
        stays = task.stop_s[list(solved.order)]
        return Walk(
            walker=walker,
            on=on,
            visits=tuple(
                Visit(
                    place=self.places[place],
                    arrives=_after(walker.begins, arrives_s),
                    leaves=_after(walker.begins, arrives_s + stay_s),
                )
                for place, arrives_s, stay_s in zip(
                    order, arrivals, stays, strict=False
                )
            ),
            begins=walker.begins,
            ends=_after(walker.begins, arrivals[-1]),
            line=line,
            length_m=float(line.length),
            worth=solved.worth,
            greedy_worth=solved.greedy_worth,
            by_lot=by_lot,
            along=ways.along(segments),
        )

    def _network(self, walker: Walker) -> tuple[Ways, Positions, Floats]:
        if walker.id not in self._ways:
            ways = Ways(self.graph, walker.kind)
            ends = [walker.start, walker.end or walker.start]
            own = self.graph.frame.to_plane(np.array(ends, dtype=np.float64))
            at = ways.positions(np.vstack([self.points, own]))
            self._ways[walker.id] = (ways, at, ways.travel_s(at))
        return self._ways[walker.id]

    def _worth_on(self, on: date, walker: Walker, *, by_lot: bool) -> Floats:
        worth = np.ones_like(self.worth) if by_lot else self.worth.copy()
        monday = on - timedelta(days=on.weekday())
        weeks: dict[int, set[date]] = {}
        for day, place in self._visits.get(walker.id, []):
            weeks.setdefault(place, set()).add(day - timedelta(days=day.weekday()))
            if on - day < _REMEMBERED[walker.kind]:
                worth[place] *= self.rules.worth_after_visit
        for place, seen in weeks.items():
            past = range(1, self.rules.most_weeks + 1)
            if all(monday - timedelta(weeks=number) in seen for number in past):
                worth[place] = 0.0
        if walker.kind == "car":
            # By lot, each in its own week: else all places would rest at once.
            week = monday.toordinal() // 7
            worth[(week + self._rests) % (self.rules.most_weeks + 1) == 0] = 0.0
            worth *= np.exp(_UNFORESEEN * self.rng.standard_normal(len(worth)))
            worth[self.control] = 0.0
        return worth

    def _candidates(
        self, walker: Walker, worth: Floats, travel_s: Floats
    ) -> NDArray[np.int64]:
        n = len(self.places)
        least_s = travel_s[n, :n] + travel_s[:n, n + 1] + 60 * walker.stay_min[0]
        near = np.flatnonzero((worth > 0) & (least_s <= 60 * walker.lasts_min))
        order = near[np.argsort(-worth[near], kind="stable")]
        return np.sort(order[:_CANDIDATES])

    def _task(
        self,
        walker: Walker,
        kept: NDArray[np.int64],
        worth: Floats,
        travel_s: Floats,
    ) -> VisitTask:
        ends = [len(self.places), len(self.places) + 1]
        numbers = np.concatenate([kept, ends]).astype(np.int64)
        low, high = walker.stay_min
        stay: NDArray[np.int64] | float = (low + high) / 2
        if walker.kind == "car":
            stay = self.rng.integers(low, high + 1, len(kept))
        windows = [self._window(walker, self.places[n]) for n in kept.tolist()]
        opens_s, closes_s = np.array(windows, dtype=np.float64).reshape(-1, 2).T
        return VisitTask(
            travel_s=travel_s[np.ix_(numbers, numbers)],
            worth=worth[kept],
            stop_s=60.0 * np.broadcast_to(stay, len(kept)),
            opens_s=opens_s,
            closes_s=closes_s,
            lasts_s=60.0 * walker.lasts_min,
        )

    def _window(self, walker: Walker, place: PlaceThatMatters) -> tuple[float, float]:
        begins = _seconds(walker.begins)
        opens = 0.0 if place.begins is None else _seconds(place.begins) - begins
        closes = 86_400.0 if place.ends is None else _seconds(place.ends) - begins
        return max(opens, 0.0), closes


def _lost(walker: Walker) -> Problem:
    return Problem(
        file="",
        where=Text.same(f"walkers {walker.id}"),
        found=f"{walker.start} – {walker.end or walker.start}",
        expected=_ON_STREETS,
        remedy=_MOVE_IT,
    )


_ON_STREETS = Text(
    ja="道路から200 m以内で、道路でつながる出発点と終点",
    en="a start and an end within 200 m of streets that join them",
)
_MOVE_IT = Text(
    ja="経度・緯度を直すか、その辺りの道路のファイルを加えてください。",
    en="Correct longitude and latitude, or add the streets there.",
)


def _seconds(at: time) -> float:
    return at.hour * 3600.0 + at.minute * 60.0


def _after(begins: time, seconds: float) -> time:
    minutes = timedelta(minutes=round(seconds / 60))
    return (datetime.combine(date(2000, 1, 1), begins) + minutes).time()
