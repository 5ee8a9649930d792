"""Ways to school held against one another, measure by measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.language import Text
from machimori.scene import Scene
from machimori.streets import Positions, Route, StreetGraph, route_between
from machimori.watch.assumptions import Assumptions
from machimori.watch.corners import Corners, corners_of
from machimori.watch.street_facts import SegmentFacts

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Measure = Literal[
    "length_m",
    "unseen_m",
    "unlit_m",
    "without_footway_m",
    "traffic_m",
    "accidents",
    "far_from_help_m",
    "blind_corners",
]

MEASURES: Mapping[Measure, Text] = {
    "length_m": Text(ja="道のり", en="length"),
    "unseen_m": Text(ja="誰も見ていない道のり", en="way that nobody sees"),
    "unlit_m": Text(ja="暗い道のり", en="unlit way"),
    "without_footway_m": Text(ja="歩道のない道のり", en="way without a footway"),
    "traffic_m": Text(ja="交通量の多い道を歩く道のり", en="way along main roads"),
    "accidents": Text(ja="沿道の交通事故", en="traffic accidents beside it"),
    "far_from_help_m": Text(ja="駆け込める所が遠い道のり", en="way far from a refuge"),
    "blind_corners": Text(ja="先の見えない曲がり角", en="blind corners"),
}
"""What is compared; of every one, less is better."""


@dataclass(frozen=True)
class Measured:
    """One measure of one route.

    Parameters
    ----------
    least, most : float
        Equal where all of it is known; apart by what nobody knows.
    is_known : bool
        Whether anything of it is known at all.
    """

    least: float
    most: float
    is_known: bool = True

    def surely_less_than(self, other: Measured, margin: float) -> bool:
        """Whether it is less whatever the unknown may be."""
        return self.is_known and other.is_known and self.most < other.least - margin

    def perhaps_more_than(self, other: Measured, margin: float) -> bool:
        """Whether it is more as far as both are known."""
        return self.is_known and other.is_known and self.least > other.least + margin


@dataclass(frozen=True, eq=False)
class Candidate:
    """One way to school.

    Parameters
    ----------
    id : str
        How it was found: ``present``, ``shortest``, ``watched`` …
    route : Route
    measured : mapping
        By measure.
    """

    id: str
    route: Route
    measured: Mapping[Measure, Measured]


@dataclass(frozen=True, eq=False)
class RouteComparison:
    """Ways to school, one of them suggested.

    Parameters
    ----------
    candidates : tuple of Candidate
        The first is what the others are held against: the school's own route, or the
        shortest way where there is none.
    suggested : int
        Place of the suggested one.
    """

    candidates: tuple[Candidate, ...]
    suggested: int

    def better(self, number: int) -> tuple[Measure, ...]:
        """Measures in which a candidate betters the first, whatever is unknown."""
        mine, first = self.candidates[number].measured, self.candidates[0].measured
        return tuple(
            m for m in MEASURES if mine[m].surely_less_than(first[m], _margin(m))
        )

    def worse(self, number: int) -> tuple[Measure, ...]:
        """Measures in which a candidate is worse than the first, as far as known."""
        mine, first = self.candidates[number].measured, self.candidates[0].measured
        return tuple(
            m for m in MEASURES if mine[m].perhaps_more_than(first[m], _margin(m))
        )


CANDIDATES: Mapping[str, Text] = {
    "given": Text(ja="渡された道", en="the given way"),
    "present": Text(ja="今の通学路に沿う道", en="along the present school route"),
    "shortest": Text(ja="最短の道", en="the shortest way"),
    "watched": Text(ja="人の目のある道", en="where people look"),
    "lit": Text(ja="明るい道", en="the lit way"),
    "footway": Text(ja="歩道のある道", en="with footways"),
    "few_accidents": Text(ja="事故の少ない道", en="with few accidents"),
    "near_help": Text(ja="駆け込める所の近い道", en="near refuges"),
    "balanced": Text(ja="すべてを少しずつ見た道", en="a little of everything"),
}

_MARGIN_M = 10.0
"""Ways that differ by less are as good as equal. [m]"""


def _margin(measure: Measure) -> float:
    return _MARGIN_M if measure.endswith("_m") else 0.5


def compare_routes(
    graph: StreetGraph,
    origin: Positions,
    destination: Positions,
    *,
    facts: SegmentFacts,
    on_route: Bools,
    assumptions: Assumptions,
    scene: Scene | None = None,
    is_given: bool = False,
) -> RouteComparison | None:
    """Hold the present way to school against others, and suggest one.

    Parameters
    ----------
    graph : StreetGraph
    origin, destination : Positions
        One each, on a street.
    facts : SegmentFacts
    on_route : (m,) bool array
        Segments of the present route; all False where there is none.
    assumptions : Assumptions
    scene : Scene or None
        For what stands at corners.
    is_given : bool
        Whether `on_route` is not the school's route, but one to be looked at.

    Returns
    -------
    RouteComparison or None
        None where there is no way at all. Suggested is the way that betters the first
        in most measures and is worse in none, its length aside, for which
        ``longest-detour`` holds; of several the one that is seen best. Where there is
        none, the first.
    """
    routes: dict[str, Route] = {}
    for found, cost in _costs(graph, facts, on_route, assumptions):
        name = "given" if is_given and found == "present" else found
        route = route_between(graph, origin, destination, cost=cost)
        if route is None:
            return None
        if not any(_is_same(route, other) for other in routes.values()):
            routes[name] = route
    candidates = tuple(
        Candidate(name, route, _measured(graph, route, facts, scene, assumptions))
        for name, route in routes.items()
    )
    return _suggesting(RouteComparison(candidates, 0), assumptions)


def _is_same(one: Route, other: Route) -> bool:
    return np.array_equal(one.segments, other.segments)


def _costs(
    graph: StreetGraph, facts: SegmentFacts, on_route: Bools, of: Assumptions
) -> Iterator[tuple[str, Floats]]:
    """What a metre of each segment costs when ways of different kinds are sought."""
    length, worth = graph.length_m, of["detour-worth"]
    if on_route.any():
        yield "present", length * np.where(on_route, 1.0, 3.0)
    yield "shortest", length
    avoided = {
        "watched": facts.unseen_most,
        "lit": 1.0 - facts.is_lit,
        "footway": 1.0 - facts.has_footway,
        "near_help": facts.far_share,
    }
    # What nobody knows is avoided half as much as what is known to be bad.
    dear = {name: np.where(np.isnan(a), 0.5, a) for name, a in avoided.items()}
    for name, share in dear.items():
        if not np.isnan(avoided[name]).all():
            yield name, length * (1.0 + worth * share)
    accidents = 50.0 * worth * np.nan_to_num(facts.accidents)
    if accidents.any():
        yield "few_accidents", length + accidents
    mean = np.mean(list(dear.values()), axis=0)
    yield "balanced", length * (1.0 + worth * mean) + accidents / 2


def _measured(
    graph: StreetGraph,
    route: Route,
    facts: SegmentFacts,
    scene: Scene | None,
    of: Assumptions,
) -> dict[Measure, Measured]:
    walked, own = route.walked_m, route.segments
    line = route.line(graph)
    corners = corners_of(line, scene, of)
    least, most = facts.unseen_least[own], facts.unseen_most[own]
    return {
        "length_m": Measured(route.length_m, route.length_m),
        "unseen_m": Measured(
            float(walked @ np.nan_to_num(least)),
            float(walked @ np.where(np.isnan(most), 1.0, most)),
            not np.isnan(most).all(),
        ),
        "unlit_m": _way_where(walked, 1.0 - facts.is_lit[own]),
        "without_footway_m": _way_where(walked, 1.0 - facts.has_footway[own]),
        "traffic_m": _way_where(walked, facts.has_traffic[own]),
        "accidents": _accidents(line, facts),
        "far_from_help_m": _way_where(walked, facts.far_share[own]),
        "blind_corners": _of_corners(corners),
    }


def _accidents(line: shapely.LineString, facts: SegmentFacts) -> Measured:
    if facts.accident_areas is None:
        return Measured(0.0, 0.0, is_known=False)
    count = float(shapely.intersects(facts.accident_areas, line).sum())
    return Measured(count, count)


def _way_where(walked: Floats, share: Floats) -> Measured:
    unknown = np.isnan(share)
    least = float(walked @ np.where(unknown, 0.0, share))
    most = float(walked @ np.where(unknown, 1.0, share))
    return Measured(least, most, not unknown.all())


def _of_corners(corners: Corners) -> Measured:
    every = corners.blind + corners.unknown
    is_known = corners.unknown == 0 or corners.blind + corners.open > 0
    return Measured(float(corners.blind), float(every), is_known)


def _but_length(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    return tuple(measure for measure in measures if measure != "length_m")


def _suggesting(found: RouteComparison, of: Assumptions) -> RouteComparison:
    every = [c.measured["length_m"].most for c in found.candidates]
    limit_m = of["longest-detour"] * min(every) + _MARGIN_M
    good = [
        n
        for n in range(1, len(every))
        if every[n] <= limit_m
        and _but_length(found.better(n))
        and not _but_length(found.worse(n))
    ]
    if not good:
        return found
    best = min(
        good,
        key=lambda n: (
            -len(_but_length(found.better(n))),
            found.candidates[n].measured["unseen_m"].most,
        ),
    )
    return RouteComparison(found.candidates, best)
