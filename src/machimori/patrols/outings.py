"""The walks of one day: what each may visit, remembering where one has been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori.patrols.orders import Solved, best_orders
from machimori.patrols.visit_tasks import TeamTask, VisitTask
from machimori.patrols.walkers import (
    PlaceThatMatters,
    PlanRules,
    Visit,
    Walk,
    Walker,
    WalkerKind,
)
from machimori.patrols.ways import Ways
from machimori.streets import Positions, StreetGraph

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_CANDIDATES = 40
"""Places that one walk chooses among: those worth most of those it can reach."""

_MOST_REVISITS = 4
"""So often at most one comes to a place on one day."""

_SAME_PLACE_M = 60.0

_REMEMBERED: Mapping[WalkerKind, timedelta] = {
    "group": timedelta(weeks=4),
    "post": timedelta(0),
    "car": timedelta(weeks=1),
}
"""How long a visit makes a place worth less."""

_UNFORESEEN = 0.5
"""Spread of the lots by which a car's worths are shaken, of their logarithm."""


@dataclass(frozen=True)
class Outing:
    """Walks of one day that are planned at once; all on foot or all by car.

    Parameters
    ----------
    on : date
    team : tuple of Walker
    """

    on: date
    team: tuple[Walker, ...]

    @property
    def is_by_car(self) -> bool:
        """Whether they leave something to chance."""
        return self.team[0].kind == "car"


@dataclass(frozen=True, eq=False)
class _Stops:
    """Stops that an outing chooses among: a place once, or again after a while."""

    place: Ints
    worth: Floats
    stop_s: Floats


@dataclass(eq=False)
class Planner:
    """Remembers where one has been.

    Parameters
    ----------
    graph : StreetGraph
    places : sequence of PlaceThatMatters, n of them
    points : (n, 2) array
        [m]
    worth : (n,) array
    control : (n,) bool array
        Places where no car stops.
    rules : PlanRules
    rng : Generator
    """

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

    def remember(self, walkers: Sequence[Walker]) -> None:
        """Count visits made before for the nearest place, if it is near enough."""
        for walker in walkers:
            if not walker.before or not len(self.points):
                continue
            degrees = np.array([(one.lon, one.lat) for one in walker.before])
            away_m, nearest = cKDTree(self.points).query(
                self.graph.frame.to_plane(degrees)
            )
            self._seen_by(walker).extend(
                (one.day, int(place))
                for one, place, m in zip(walker.before, nearest, away_m, strict=True)
                if m <= _SAME_PLACE_M
            )

    def walks(self, outing: Outing, *, by_lot: bool) -> Iterator[Walk]:
        """Plan the walks of an outing."""
        worth = self._worth_on(outing, by_lot=by_lot)
        stops = self._stops(outing, self._candidates(outing, worth), worth)
        tasks = [self._task(walker, stops) for walker in outing.team]
        begins_s = tuple(_seconds(walker.begins) for walker in outing.team)
        seed = int(self.rng.integers(1 << 30)) if outing.is_by_car else 0
        solved = best_orders(TeamTask(walks=tuple(tasks), begins_s=begins_s), seed=seed)
        for walker, task, found in zip(outing.team, tasks, solved, strict=True):
            order = [int(stops.place[n]) for n in found.order]
            self._seen_by(walker).extend((outing.on, n) for n in order)
            yield self._walk(outing.on, walker, task, found, order, by_lot)

    def _walk(
        self,
        on: date,
        walker: Walker,
        task: VisitTask,
        solved: Solved,
        order: list[int],
        by_lot: bool,
    ) -> Walk:
        n = len(self.places)
        ways, at, _ = self._network(walker)
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

    def _seen_by(self, walker: Walker) -> list[tuple[date, int]]:
        """Return where a walker, or all of its kind together, have been."""
        owner = f"all {walker.kind}" if self.rules.together else walker.id
        return self._visits.setdefault(owner, [])

    def _network(self, walker: Walker) -> tuple[Ways, Positions, Floats]:
        if walker.id not in self._ways:
            ways = Ways(self.graph, walker.kind)
            ends = [walker.start, walker.end or walker.start]
            own = self.graph.frame.to_plane(np.array(ends, dtype=np.float64))
            at = ways.positions(np.vstack([self.points, own]))
            self._ways[walker.id] = (ways, at, ways.travel_s(at))
        return self._ways[walker.id]

    def _worth_on(self, outing: Outing, *, by_lot: bool) -> Floats:
        walker, on = outing.team[0], outing.on
        worth = np.ones_like(self.worth) if by_lot else self.worth.copy()
        monday = on - timedelta(days=on.weekday())
        weeks: dict[int, set[date]] = {}
        for day, place in self._seen_by(walker):
            weeks.setdefault(place, set()).add(day - timedelta(days=day.weekday()))
            if on - day < _REMEMBERED[walker.kind]:
                worth[place] *= self.rules.worth_after_visit
        for place, seen in weeks.items():
            past = range(1, self.rules.most_weeks + 1)
            if all(monday - timedelta(weeks=number) in seen for number in past):
                worth[place] = 0.0
        if outing.is_by_car:
            # By lot, each in its own week: else all places would rest at once.
            week = monday.toordinal() // 7
            worth[(week + self._rests) % (self.rules.most_weeks + 1) == 0] = 0.0
            worth *= np.exp(_UNFORESEEN * self.rng.standard_normal(len(worth)))
            worth[self.control] = 0.0
        return worth

    def _candidates(self, outing: Outing, worth: Floats) -> Ints:
        n = len(self.places)
        near = np.zeros(n, dtype=bool)
        for walker in outing.team:
            travel_s = self._network(walker)[2]
            least_s = travel_s[n, :n] + travel_s[:n, n + 1] + 60 * walker.stay_min[0]
            near |= least_s <= 60 * walker.lasts_min
        reached = np.flatnonzero((worth > 0) & near)
        order = reached[np.argsort(-worth[reached], kind="stable")]
        return np.sort(order[: _CANDIDATES * len(outing.team)])

    def _stops(self, outing: Outing, kept: Ints, worth: Floats) -> _Stops:
        walker = outing.team[0]
        low, high = walker.stay_min
        stay: Floats | float = (low + high) / 2
        if outing.is_by_car:
            stay = self.rng.integers(low, high + 1, len(kept)).astype(np.float64)
        stop_s = 60.0 * np.broadcast_to(np.asarray(stay, dtype=np.float64), len(kept))
        again = np.arange(_most_visits(outing))
        less = self.rules.worth_after_visit**again
        return _Stops(
            place=np.repeat(kept, len(again)),
            worth=(worth[kept][:, None] * less).ravel(),
            stop_s=np.repeat(stop_s, len(again)),
        )

    def _task(self, walker: Walker, stops: _Stops) -> VisitTask:
        ends = [len(self.places), len(self.places) + 1]
        numbers = np.concatenate([stops.place, ends]).astype(np.int64)
        windows = [self._window(walker, self.places[n]) for n in stops.place.tolist()]
        opens_s, closes_s = np.array(windows, dtype=np.float64).reshape(-1, 2).T
        after_min = walker.revisit_after_min
        return VisitTask(
            travel_s=self._network(walker)[2][np.ix_(numbers, numbers)],
            worth=stops.worth,
            stop_s=stops.stop_s,
            opens_s=opens_s,
            closes_s=closes_s,
            lasts_s=60.0 * walker.lasts_min,
            place=None if after_min is None else stops.place,
            apart_s=60.0 * (after_min or 0),
        )

    def _window(self, walker: Walker, place: PlaceThatMatters) -> tuple[float, float]:
        begins = _seconds(walker.begins)
        opens = 0.0 if place.begins is None else _seconds(place.begins) - begins
        closes = 86_400.0 if place.ends is None else _seconds(place.ends) - begins
        return max(opens, 0.0), closes


def _most_visits(outing: Outing) -> int:
    """Return how often a place can be visited on the day of an outing."""
    walker = outing.team[0]
    if walker.revisit_after_min is None:
        return 1
    begins = min(_seconds(one.begins) for one in outing.team)
    ends = max(_seconds(one.begins) + 60 * one.lasts_min for one in outing.team)
    each_s = 60 * max(walker.revisit_after_min + walker.stay_min[0], 1)
    return int(min(1 + (ends - begins) // each_s, _MOST_REVISITS))


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
