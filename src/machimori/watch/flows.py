"""How many children walk along each segment in each half hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.language import Text
from machimori.streets import (
    Positions,
    StreetGraph,
    WalkingTree,
    cut_evenly,
    nearest_positions,
    route_of,
    tree_from,
)
from machimori.watch.assumptions import Assumptions
from machimori.watch.gates import GATE_REACH_M, gates_of, points_of
from machimori.watch.homes import Homes, spread_homes
from machimori.watch.model import TRIP_KINDS, GroupWalk, Neighbourhood, TripKind
from machimori.watch.times import Window, covered, spread

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Flows:
    """Children along segments.

    Parameters
    ----------
    by_trip : mapping
        For each kind of trip, an (m, 48) array: children along each segment in each
        half hour of a school day, in fractions.
    on_route : (m,) bool array
        Segments that are part of a school route; all False where none was laid down.
    homes : Homes
    walks : tuple of GroupWalk
        Nursery walks that were counted.
    notes : tuple of Text
        What could not be counted.
    """

    by_trip: Mapping[TripKind, Floats]
    on_route: Bools
    homes: Homes
    walks: tuple[GroupWalk, ...]
    notes: tuple[Text, ...]

    @property
    def total(self) -> Floats:
        """Children of all trips, as (m, 48) array."""
        total: Floats = np.sum(list(self.by_trip.values()), axis=0)
        return total


def walking_flows(
    place: Neighbourhood,
    assumptions: Assumptions,
    *,
    keeps_to_routes: bool = True,
) -> Flows:
    """Count the children who walk through a neighbourhood.

    Parameters
    ----------
    place : Neighbourhood
    assumptions : Assumptions
    keeps_to_routes : bool
        Whether pupils keep to the routes that schools laid down; else all walk the
        shortest way.

    Returns
    -------
    Flows
    """
    return _Counting(place, assumptions, keeps_to_routes=keeps_to_routes).flows()


def along_lines(
    graph: StreetGraph, lines: Sequence[BaseGeometry], within_m: float
) -> Bools:
    """Tell which segments run along any of some lines.

    Parameters
    ----------
    graph : StreetGraph
    lines : sequence of shapely geometries
        In plane metres.
    within_m : float
        [m]

    Returns
    -------
    (m,) bool array
        Segments that lie within that distance for at least nine tenths of their
        length: those that merely cross do not.
    """
    if not lines or not len(graph):
        return np.zeros(len(graph), dtype=bool)
    near = shapely.union_all([line.buffer(within_m) for line in lines])
    shapely.prepare(near)
    inside = shapely.length(shapely.intersection(graph.lines, near))
    along: Bools = inside >= _ALONG * graph.length_m
    return along


_ALONG = 0.9


class _Counting:
    """Counts the trips of all schools, clubs and nurseries."""

    def __init__(
        self, place: Neighbourhood, assumptions: Assumptions, *, keeps_to_routes: bool
    ) -> None:
        self.place, self.graph = place, place.graph
        self.assumptions = assumptions
        match_m = assumptions["route-match"]
        self.on_route = along_lines(self.graph, place.school_routes, match_m)
        weight = 1.0
        if keeps_to_routes and self.on_route.any():
            weight = assumptions["off-route-cost"]
        self.cost = self.graph.length_m * np.where(self.on_route, 1.0, weight)
        shape = (len(self.graph), 48)
        self.by_trip: dict[TripKind, Floats] = {k: np.zeros(shape) for k in TRIP_KINDS}
        self.notes: list[Text] = []
        self.lost: list[Text] = []
        self.apart = 0

    def flows(self) -> Flows:
        homes = spread_homes(self.place, self.assumptions)
        for number in range(len(self.place.schools)):
            self._school(number, homes)
        if self.lost:
            listed = Text(
                ja="、".join(text.ja for text in self.lost),
                en=", ".join(text.en for text in self.lost),
            )
            self.notes.append(_NO_WAY.format(schools=listed))
        if self.apart:
            self.notes.append(_APART.format(count=self.apart))
        walks = self.place.nursery_walks or tuple(self._nursery_walks())
        for walk in walks:
            self._walk(walk)
        notes = (*homes.notes, *self.notes)
        return Flows(self.by_trip, self.on_route, homes, walks, notes)

    def _school(self, number: int, homes: Homes) -> None:
        school = self.place.schools[number]
        own = homes.school == number
        positions, children = homes.positions[own], homes.children[own]
        gates = gates_of(self.graph, school.point)
        trees = [tree_from(self.graph, gate, cost=self.cost) for gate in gates]
        best = _best_trees(trees, positions)
        lost = float(children[best < 0].sum())
        if lost <= 0.5 and not trees:
            self.apart += 1
        elif lost > 0.5:
            self.lost.append(_LOST.format(name=school.name, children=round(lost)))
        club = self._club_of(gates)
        to_club = 0.0 if club is None else self.assumptions["club-share"]
        for place, tree in enumerate(trees):
            goes = best == place
            walkers = tree.walked(positions[goes], children[goes])
            later_h = self._later_h(tree)
            self._add("to_school", walkers, self._window("school-arrival"), -later_h)
            home = (1.0 - to_club) * walkers
            self._add("from_school", home, self._window("school-leaving"), later_h)
        if club is not None:
            sent = to_club * float(children[best >= 0].sum())
            self._club(club, gates, (positions[best >= 0], children[best >= 0]), sent)

    def _club_of(self, gates: list[Positions]) -> WalkingTree | None:
        """Return the ways to the club nearest to a school, if one is near."""
        if not gates or not self.place.clubs:
            return None
        trees = self._club_trees
        costs = [min(t.departures(g).cost[0] for g in gates) for t in trees]
        if not costs or not np.isfinite(min(costs)):
            return None
        return trees[int(np.argmin(costs))]

    @cached_property
    def _club_trees(self) -> list[WalkingTree]:
        found = nearest_positions(self.graph, points_of(self.place.clubs))
        return [
            tree_from(self.graph, found[i : i + 1], cost=self.cost)
            for i in np.flatnonzero(found.found & (found.away_m <= GATE_REACH_M))
        ]

    def _club(
        self,
        tree: WalkingTree,
        gates: list[Positions],
        homes: tuple[Positions, Floats],
        sent: float,
    ) -> None:
        start = min(gates, key=lambda gate: float(tree.departures(gate).cost[0]))
        whole_m = float(tree.departures(start).cost[0])
        walkers = tree.walked(start, np.array([sent]))
        speed = self.assumptions["walking-speed-child"] * 3600.0
        later_h = np.maximum(whole_m / speed - self._later_h(tree), 0.0)
        self._add("to_club", walkers, self._window("school-leaving"), later_h)
        positions, children = homes
        share = self.assumptions["club-share"]
        back = tree.walked(positions, children * share)
        self._add("from_club", back, self._window("club-leaving"), self._later_h(tree))

    def _later_h(self, tree: WalkingTree) -> Floats:
        """Time from the middle of each segment to the root, as (m,) array of [hour]."""
        graph = self.graph
        ends = np.minimum(tree.way_m[graph.starts], tree.way_m[graph.ends])
        way_m = np.where(np.isfinite(ends), ends, 0.0) + graph.length_m / 2
        own = int(tree.root.segment[0])
        way_m[own] = graph.length_m[own] / 2
        later: Floats = way_m / self.assumptions["walking-speed-child"] / 3600.0
        return later

    def _window(self, name: str) -> Window:
        of = self.assumptions
        return Window(of[f"{name}-from"], of[f"{name}-to"])

    def _add(
        self, trip: TripKind, walkers: Floats, window: Window, later_h: Floats
    ) -> None:
        self.by_trip[trip] += walkers[:, None] * spread(window, later_h)

    def _nursery_walks(self) -> Iterator[GroupWalk]:
        """Lead each nursery to the nearest park within reach, and back."""
        parks = [park.representative_point() for park in self.place.parks]
        if not parks or not self.place.nurseries:
            return
        graph, most_m = self.graph, self.assumptions["nursery-walk-range"]
        spots = np.array([(p.x, p.y) for p in parks])
        ends = nearest_positions(graph, spots, within_m=GATE_REACH_M)
        starts = nearest_positions(
            graph, points_of(self.place.nurseries), within_m=GATE_REACH_M
        )
        strays = []
        for number, nursery in enumerate(self.place.nurseries):
            if not starts.found[number]:
                strays.append(nursery.name)
                continue
            start = starts[number : number + 1]
            tree = tree_from(graph, start)
            away = tree.departures(ends).cost
            if not len(away) or away.min() > most_m:
                strays.append(nursery.name)
                continue
            route = route_of(tree, ends[np.array([away.argmin()])])
            if route is not None:
                children = nursery.children or self.assumptions["nursery-group"]
                group = min(children, self.assumptions["nursery-group"])
                line, hours = route.line(graph), (self._window("nursery-walk"),)
                yield GroupWalk(nursery.id, nursery.name, line, hours, group)
        if strays:
            names = "、".join(strays)
            self.notes.append(_NO_WALK.format(count=len(strays), names=names))

    def _walk(self, walk: GroupWalk) -> None:
        group = walk.children or self.assumptions["nursery-group"]
        cut = cut_evenly(self.graph, self.assumptions["piece"])
        near = walk.line.buffer(self.assumptions["route-match"] / 4)
        inside = shapely.intersects(near, shapely.points(cut.middles(self.graph)))
        length_m = np.where(inside, cut.to_m - cut.from_m, 0.0)
        share = np.bincount(cut.segment, length_m, len(self.graph)) / (
            self.graph.length_m
        )
        # There and back within the time: each half hour of it sees its part of both.
        hours = sum(window.to_h - window.from_h for window in walk.hours)
        each = covered(walk.hours) * 0.5 / hours
        self.by_trip["nursery_walk"] += 2.0 * group * share[:, None] * each


def _best_trees(trees: list[WalkingTree], positions: Positions) -> Ints:
    """Which tree leads each home to school soonest; -1 where none does."""
    if not trees:
        return np.full(len(positions), -1, dtype=np.int64)
    costs = np.array([tree.departures(positions).cost for tree in trees])
    best: Ints = np.where(np.isfinite(costs.min(axis=0)), costs.argmin(axis=0), -1)
    return best


_LOST = Text(ja="{name} 約{children}人分", en="{name} about {children}")
_NO_WAY = Text(
    ja="描かれた道路では学校までつながらない児童を数えていません：{schools}。",
    en="Pupils whom the streets on the map do not lead to school are not counted: "
    "{schools}.",
)
_APART = Text(
    ja="近くに道路が描かれていない{count}校は、見ていません。",
    en="{count} schools without a street on the map near by are left out.",
)
_NO_WALK = Text(
    ja="道路か歩ける公園が近くに描かれていない{count}園のお散歩は、数えていません："
    "{names}",
    en="The walks of {count} nurseries without a street or a park within reach are not "
    "counted: {names}",
)
