"""How far it is between many places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from machimori.streets.graph import StreetGraph
from machimori.streets.kernels import settle, settle_each
from machimori.streets.links import Links
from machimori.streets.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WALKING_M_PER_S = 80.0 / 60.0
"""80 m a minute. Source: 不動産の表示に関する公正競争規約施行規則 第9条(9)."""


def node_distances_m(
    graph: StreetGraph,
    nodes: Ints,
    targets: Ints,
    *,
    limit_m: float = np.inf,
    links: Links | None = None,
) -> Floats:
    """Shortest ways between nodes.

    Parameters
    ----------
    graph : StreetGraph
    nodes, targets : (k,) and (t,) arrays
    limit_m : float
        Longer ways count as none. [m]
    links : Links, optional
        `graph.driving` for cars; else on foot.

    Returns
    -------
    (k, t) array
        [m]; inf where there is no way.
    """
    seeds = np.repeat(nodes[:, None], 2, axis=1)
    zero = np.zeros(seeds.shape)
    links = links or graph.walking
    way: Floats = settle_each(links, graph.length_m, seeds, zero, limit_m, targets)
    return way


def walking_distances_m(
    graph: StreetGraph,
    origins: Positions,
    destinations: Positions,
    *,
    limit_m: float = np.inf,
    cost: Floats | None = None,
) -> Floats:
    """Shortest ways on foot between places on the streets.

    Parameters
    ----------
    graph : StreetGraph
    origins, destinations : Positions
        k and t of them. The way from a point to its street (`away_m`) is not counted.
    limit_m : float
        Longer ways count as none. [m]
    cost : (m,) array, optional
        What each segment costs to walk along; else its length. [m]

    Returns
    -------
    (k, t) array
        [m]; inf where there is no way, or where either is on no street.
    """
    cost = graph.length_m if cost is None else cost
    from_start, from_end = costs_to_ends(graph, origins, cost)
    to_start, to_end = costs_to_ends(graph, destinations, cost)
    seeds = np.column_stack(
        [graph.starts[origins.segment], graph.ends[origins.segment]]
    )
    targets, column = np.unique(
        np.concatenate(
            [graph.starts[destinations.segment], graph.ends[destinations.segment]]
        ),
        return_inverse=True,
    )
    seed_cost = np.column_stack([from_start, from_end])
    links = graph.walking
    between = settle_each(links, cost, seeds, seed_cost, limit_m, targets)
    starts, ends = np.split(column, 2)
    way = np.minimum(between[:, starts] + to_start, between[:, ends] + to_end)
    same = origins.segment[:, None] == destinations.segment
    way[~(origins.found[:, None] & destinations.found)] = np.inf
    one, other = np.nonzero(same & origins.found[:, None])
    straight = np.abs(from_start[one] - to_start[other])
    way[one, other] = np.minimum(way[one, other], straight)
    way[way > limit_m] = np.inf
    return way


def distance_to_nearest_m(
    graph: StreetGraph, places: Positions, origins: Positions
) -> Floats:
    """Shortest way on foot from each origin to the nearest of some places.

    Parameters
    ----------
    graph : StreetGraph
    places : Positions
        Their way from the street (`away_m`) is counted.
    origins : Positions
        k of them.

    Returns
    -------
    (k,) array
        [m]; inf where there is no way.
    """
    places = places[places.found]
    if not len(places):
        return np.full(len(origins), np.inf)
    length_m = graph.length_m
    to_start, to_end = costs_to_ends(graph, places, length_m)
    seeds = np.concatenate([graph.starts[places.segment], graph.ends[places.segment]])
    seed_cost = np.concatenate([to_start + places.away_m, to_end + places.away_m])
    reached = np.full(len(graph.nodes), np.inf)
    via = np.full(len(graph.nodes), -1, dtype=np.int64)
    none = np.zeros(0, dtype=np.int64)
    settle(graph.walking, length_m, seeds, seed_cost, np.inf, none, reached, via)
    own_start, own_end = costs_to_ends(graph, origins, length_m)
    way = np.minimum(
        reached[graph.starts[origins.segment]] + own_start,
        reached[graph.ends[origins.segment]] + own_end,
    )
    for number in range(len(places)):
        beside = np.flatnonzero(origins.segment == places.segment[number])
        straight = np.abs(origins.along_m[beside] - places.along_m[number])
        way[beside] = np.minimum(way[beside], straight + places.away_m[number])
    return way


def costs_to_ends(
    graph: StreetGraph, at: Positions, cost: Floats
) -> tuple[Floats, Floats]:
    """Return what it costs to the two ends of the segment.

    Parameters
    ----------
    graph : StreetGraph
    at : Positions
        k of them.
    cost : (m,) array
        Of each segment. [m]

    Returns
    -------
    tuple of 2 (k,) arrays
        To the start, to the end; inf for what is on no street. [m]
    """
    if not len(graph):
        nowhere = np.full(len(at), np.inf)
        return nowhere, nowhere
    share = np.nan_to_num(at.along_m) / graph.length_m[at.segment]
    whole = cost[at.segment]
    there = np.where(at.found, share * whole, np.inf)
    back = np.where(at.found, (1.0 - share) * whole, np.inf)
    return there, back
