from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from machimori.streets import (
    Positions,
    StreetGraph,
    cut_evenly,
    distance_to_nearest_m,
    nearest_positions,
    node_distances_m,
    positions_at,
    route_between,
    route_of,
    tree_from,
    walking_distances_m,
)
from tests.machimori.streets.grids import laid, street, town


def at(graph: StreetGraph, *points: tuple[float, float]) -> Positions:
    return nearest_positions(graph, np.array(points, float))


def test_ways_in_a_town_of_blocks_are_as_long_as_their_sides() -> None:
    graph = town()
    away = walking_distances_m(graph, at(graph, (0, 0), (50, 0)), at(graph, (400, 400)))
    assert away.ravel().tolist() == [800, 750]


def test_two_places_on_one_street_are_as_far_as_the_street_between_them() -> None:
    graph = town()
    both = at(graph, (20, 0), (70, 0))
    away = walking_distances_m(graph, both, both)
    assert away.tolist() == [[0, 50], [50, 0]]


def test_the_way_around_may_be_shorter_than_along_the_own_street() -> None:
    graph = laid(
        street("detour", (0, 0), (0, 100), (10, 100), (10, 0)),
        street("short", (0, 0), (10, 0)),
    )
    ends = at(graph, (0, 10), (10, 10))
    assert walking_distances_m(graph, ends, ends)[0, 1] == pytest.approx(30)
    route = route_between(graph, ends[:1], ends[1:])
    assert route is not None
    assert route.length_m == pytest.approx(30)


def test_the_nearest_of_some_places_is_found_along_the_streets() -> None:
    graph = town()
    doors = nearest_positions(graph, np.array([[50.0, 10.0], [400.0, 390.0]]))
    away = distance_to_nearest_m(
        graph, doors, at(graph, (70, 0), (100, 100), (300, 400))
    )
    assert away.tolist() == pytest.approx([30, 160, 110])
    nowhere = nearest_positions(graph, np.array([[9e5, 0.0]]), within_m=10)
    assert np.isinf(distance_to_nearest_m(graph, nowhere, at(graph, (0, 0)))).all()


def test_what_cannot_be_reached_or_is_on_no_street_is_infinitely_far() -> None:
    graph = laid(street("a", (0, 0), (10, 0)), street("b", (0, 50), (10, 50)))
    spots = nearest_positions(
        graph, np.array([[0, 0], [0, 50], [0, 999.0]]), within_m=9
    )
    assert spots.found.tolist() == [True, True, False]
    away = walking_distances_m(graph, spots, spots)
    assert np.isinf(away[0, 1])
    assert np.isinf(away[2]).all()
    assert np.isinf(away[:, 2]).all()
    assert route_between(graph, spots[:1], spots[1:2]) is None


def test_ways_beyond_the_limit_do_not_count() -> None:
    graph = town()
    away = walking_distances_m(
        graph, at(graph, (0, 0)), at(graph, (100, 0), (300, 0)), limit_m=250
    )
    assert away.tolist() == [[100, np.inf]]


def test_nobody_walks_along_a_motorway() -> None:
    graph = laid(
        street("motorway", (0, 0), (10, 0), is_walkable=False),
        street("way", (0, 0), (0, 20), (10, 20), (10, 0)),
    )
    assert at(graph, (5, 0)).segment.tolist() == [1]
    nodes = np.array([0, 1])
    assert node_distances_m(graph, nodes, nodes)[0, 1] == 50
    driven = node_distances_m(graph, nodes, nodes, links=graph.driving)
    assert driven[0, 1] == 10


def test_a_point_with_no_coordinates_is_on_no_street() -> None:
    assert at(town(), (np.nan, 0.0), (1.0, 1.0)).found.tolist() == [False, True]


def test_a_place_equally_near_to_two_streets_is_on_the_first() -> None:
    graph = laid(street("a", (0, 0), (10, 0)), street("b", (0, 2), (10, 2)))
    assert at(graph, (5, 1)).segment.tolist() == [0]


def test_nodes_are_positions_too() -> None:
    graph = town()
    every = positions_at(graph, np.arange(len(graph.nodes)))
    assert every.points(graph) == pytest.approx(graph.nodes)


def test_walkers_add_up_along_their_ways() -> None:
    graph = laid(
        street("stem", (0, 0), (100, 0)),
        street("left", (100, 0), (100, 50)),
        street("right", (100, 0), (100, -50)),
    )
    tree = tree_from(graph, at(graph, (0, 0)))
    flow = tree.walked(at(graph, (100, 50), (100, -25)), np.array([3.0, 2.0]))
    assert flow.tolist() == pytest.approx([5, 3, 1])


def test_walkers_within_the_school_s_own_street_walk_only_their_share() -> None:
    graph = laid(street("a", (0, 0), (100, 0)))
    tree = tree_from(graph, at(graph, (80, 0)))
    assert tree.walked(at(graph, (30, 0)), np.ones(1)).tolist() == pytest.approx([0.5])


def test_a_dear_street_is_avoided() -> None:
    graph = town(blocks=2)
    cost = graph.length_m.copy()
    first = at(graph, (50, 0)).segment[0]
    cost[first] *= 10
    route = route_between(graph, at(graph, (0, 0)), at(graph, (200, 0)), cost=cost)
    assert route is not None
    assert first not in route.segments.tolist()
    assert route.length_m == 400


def test_a_route_is_drawn_in_the_direction_it_is_walked() -> None:
    graph = town()
    route = route_between(graph, at(graph, (370, 400)), at(graph, (0, 30)))
    assert route is not None
    line = route.line(graph)
    assert line.coords[0] == (370, 400)
    assert line.coords[-1] == (0, 30)
    assert line.length == pytest.approx(route.length_m)


def test_pieces_are_even_and_no_longer_than_asked() -> None:
    graph = laid(street("a", (0, 0), (25, 0)), street("b", (0, 9), (0, 19)))
    cut = cut_evenly(graph, 10.0)
    assert np.diff(cut.first).tolist() == [3, 1]
    assert (cut.to_m - cut.from_m).tolist() == pytest.approx([25 / 3] * 3 + [10])
    assert cut.middles(graph)[3].tolist() == [0, 14]


@given(st.integers(0, 2**32 - 1))
def test_distances_are_those_of_scipy_and_routes_and_flows_agree(seed: int) -> None:
    graph, rng = _random_town(seed)
    m, n = len(graph), len(graph.nodes)
    one, other = (_random_positions(graph, rng) for _ in range(2))
    away = walking_distances_m(graph, one, other)
    matrix = coo_array((graph.length_m, (graph.starts, graph.ends)), shape=(n, n))
    nodes = np.arange(n)
    expected = dijkstra(matrix.tocsr(), directed=False)
    assert node_distances_m(graph, nodes, nodes) == pytest.approx(expected)
    tree = tree_from(graph, other[:1])
    assert tree.departures(one).cost == pytest.approx(away[:, 0])
    assert tree.way_m == pytest.approx(tree.reached)
    for i in range(len(one)):
        route = route_of(tree, one[i : i + 1])
        assert (route is None) == np.isinf(away[i, 0])
        if route is not None:
            assert route.length_m == pytest.approx(away[i, 0])
            walked = tree.walked(one[i : i + 1], np.ones(1)) * graph.length_m
            summed = np.bincount(route.segments, route.walked_m, minlength=m)
            assert walked == pytest.approx(summed)


def _random_town(seed: int) -> tuple[StreetGraph, np.random.Generator]:
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, 5, (12, 2, 2)) * 10.0
    pairs = {tuple(map(tuple, sorted(e.tolist()))) for e in ends}
    lines = [p for p in sorted(pairs) if p[0] != p[1]]
    return laid(*[street(f"s{i}", *p) for i, p in enumerate(lines)]), rng


def _random_positions(graph: StreetGraph, rng: np.random.Generator) -> Positions:
    segment = rng.integers(0, len(graph), 4)
    return Positions(segment, rng.random(4) * graph.length_m[segment], np.zeros(4))
