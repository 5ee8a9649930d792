"""How walkers and cars get from place to place along the streets."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from machimori.patrols.walkers import Streetside, WalkerKind
from machimori.streets import (
    WALKING_M_PER_S,
    Positions,
    StreetGraph,
    nearest_positions,
    node_distances_m,
    route_between,
    walking_distances_m,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CAR_M_PER_S = 20.0 / 3.6
"""A patrol car in streets where people live. Chosen by Machimori."""

_FARTHEST_M = 200.0
_UNLIT, _LIGHT_UNKNOWN = 3.0, 1.3
_NO_FOOTWAY, _FOOTWAY_UNKNOWN, _TRAFFIC = 1.5, 1.2, 2.0
"""Metres on a lit street with a footway that one metre on others counts for."""


class Ways:
    """Ways between places, for those who walk or for cars.

    Parameters
    ----------
    graph : StreetGraph
    kind : "group", "post" or "car"
    """

    def __init__(self, graph: StreetGraph, kind: WalkerKind) -> None:
        self.graph, self.is_car = graph, kind == "car"
        self.speed_m_per_s = CAR_M_PER_S if self.is_car else WALKING_M_PER_S
        self.cost = _walking_cost(graph)

    def positions(self, points: Floats) -> Positions:
        """Find where points lie on streets, as (k, 2) array of [m]."""
        among = self.graph.known("is_drivable") == 1.0 if self.is_car else None
        return nearest_positions(self.graph, points, within_m=_FARTHEST_M, among=among)

    def travel_s(self, at: Positions) -> Floats:
        """Return travelling times between positions, as (k, k) array of [s].

        On foot they are those of the length, where unlit and busy streets count for
        more, and the way from the street to the place: never too short.
        """
        if self.is_car:
            way_m = node_distances_m(
                self.graph, self.nodes(at), self.nodes(at), links=self.graph.driving
            )
            way_m[:, ~at.found] = way_m[~at.found] = np.inf
        else:
            way_m = walking_distances_m(self.graph, at, at, cost=self.cost)
            way_m += at.away_m[:, None] + at.away_m
        times: Floats = way_m / self.speed_m_per_s
        return times

    def nodes(self, at: Positions) -> Ints:
        """Return the nearer end of the segment of each position."""
        segment = np.maximum(at.segment, 0)
        half = at.along_m > self.graph.length_m[segment] / 2
        nodes: Ints = np.where(
            half, self.graph.ends[segment], self.graph.starts[segment]
        )
        return nodes

    def line(
        self, at: Positions, order: Sequence[int]
    ) -> tuple[shapely.LineString, Ints]:
        """Draw the way through positions; also the segments that it uses."""
        legs = list(itertools.pairwise(order))
        draw = self._driven if self.is_car else self._walked
        parts = [draw(at, one, other) for one, other in legs]
        xy = [shapely.get_coordinates(line) for line, _ in parts]
        spots = at[np.array(order[:1])].points(self.graph)
        joined = np.vstack(xy if xy else [*xy, spots])
        joined = joined if len(joined) > 1 else np.vstack([joined, joined])
        segments = [used for _, used in parts] or [np.zeros(0, dtype=np.int64)]
        return shapely.LineString(joined), np.concatenate(segments)

    def _walked(
        self, at: Positions, one: int, other: int
    ) -> tuple[shapely.LineString, Ints]:
        origin, destination = at[np.array([one])], at[np.array([other])]
        route = route_between(self.graph, origin, destination, cost=self.cost)
        if route is None:
            raise ValueError(one, other)
        return route.line(self.graph), route.segments

    def _driven(
        self, at: Positions, one: int, other: int
    ) -> tuple[shapely.LineString, Ints]:
        start, end = self.nodes(at[np.array([one, other])]).tolist()
        links, graph = self.graph.driving, self.graph
        tails = np.repeat(np.arange(len(graph.nodes)), np.diff(links.first))
        # The shorter of two streets between the same nodes: the last entry stays.
        order = np.argsort(-graph.length_m[links.segments], kind="stable")
        of_pair = dict(
            zip(
                zip(tails[order].tolist(), links.heads[order].tolist(), strict=True),
                links.segments[order].tolist(),
                strict=True,
            )
        )
        pairs = np.array(list(of_pair), dtype=np.int64).reshape(-1, 2)
        used = np.array(list(of_pair.values()), dtype=np.int64)
        n = len(graph.nodes)
        table = coo_array((graph.length_m[used], (pairs[:, 0], pairs[:, 1])), (n, n))
        before = dijkstra(table.tocsr(), indices=start, return_predecessors=True)[1]
        steps = [end]
        while steps[-1] != start and before[steps[-1]] >= 0:
            steps.append(int(before[steps[-1]]))
        steps.reverse()
        segments = [of_pair[pair] for pair in itertools.pairwise(steps)]
        spots = at[np.array([one, other])].points(graph)
        xy = [spots[:1]]
        for node, segment in zip(steps[:-1], segments, strict=True):
            coordinates = shapely.get_coordinates(graph.lines[segment])
            forward = graph.starts[segment] == node
            xy.append(coordinates if forward else coordinates[::-1])
        line = shapely.LineString(np.vstack([*xy, spots[1:]]))
        return line, np.array(segments, dtype=np.int64)

    def along(self, segments: Ints) -> Streetside:
        """Tell what is known of the streets of a way."""
        length_m = self.graph.length_m[segments]
        whole = max(float(length_m.sum()), 1e-9)
        shares = []
        for fact in ("is_lit", "has_footway"):
            known = self.graph.known(fact)[segments]
            for there in (known == 1.0, known == 0.0, np.isnan(known)):
                shares.append(float(length_m[there].sum()) / whole)
        return Streetside(
            lit=shares[0],
            unlit=shares[1],
            light_unknown=shares[2],
            footway=shares[3],
            no_footway=shares[4],
            footway_unknown=shares[5],
        )


def _walking_cost(graph: StreetGraph) -> Floats:
    factor = np.ones(len(graph))
    for fact, no, unknown in (
        ("is_lit", _UNLIT, _LIGHT_UNKNOWN),
        ("has_footway", _NO_FOOTWAY, _FOOTWAY_UNKNOWN),
    ):
        known = graph.known(fact)
        factor *= np.where(known == 1.0, 1.0, np.where(known == 0.0, no, unknown))
    busy = (graph.known("has_traffic") == 1.0) & (graph.known("has_footway") != 1.0)
    cost: Floats = graph.length_m * factor * np.where(busy, _TRAFFIC, 1.0)
    return cost
