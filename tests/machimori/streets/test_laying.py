from __future__ import annotations

import numpy as np
import pytest

from tests.machimori.streets.grids import laid, street, town


def test_streets_are_cut_where_they_share_a_vertex() -> None:
    graph = laid(street("a", (0, 0), (10, 0), (20, 0)), street("b", (10, 0), (10, 5)))
    assert graph.ids == ("a#1", "a#2", "b")
    assert graph.length_m.tolist() == [10, 10, 5]
    assert len(graph.nodes) == 4


def test_a_bridge_does_not_join_the_road_below_it() -> None:
    crossing = street("a", (0, 0), (20, 0)), street("b", (10, -5), (10, 5))
    assert len(laid(*crossing).nodes) == 4
    assert len(laid(*crossing, crossings=True).nodes) == 5


def test_an_end_joins_the_street_that_it_nearly_touches() -> None:
    near = street("a", (0, 0), (20, 0)), street("b", (10, 0.4), (10, 5))
    assert len(laid(*near)) == 2
    graph = laid(*near, join_m=0.5)
    assert graph.ids == ("a#1", "a#2", "b")
    assert np.ptp(graph.part) == 0


def test_ends_that_nearly_touch_become_one_node() -> None:
    graph = laid(
        street("a", (0, 0), (20, 0)), street("b", (20.3, 0), (40, 0)), join_m=0.5
    )
    assert len(graph.nodes) == 3
    assert graph.ends[0] == graph.starts[1]


def test_a_street_shorter_than_the_joint_is_not_swallowed() -> None:
    graph = laid(street("a", (0, 0), (0.3, 0)), street("b", (5, 0), (9, 0)), join_m=0.5)
    assert graph.length_m.tolist() == pytest.approx([0.3, 4])


def test_what_has_no_length_is_passed_over() -> None:
    graph = laid(street("a", (1, 1), (1, 1)), street("b", (0, 0), (3, 4)))
    assert graph.ids == ("b",)
    assert graph.length_m.tolist() == [5]


def test_no_streets_make_an_empty_graph() -> None:
    graph = laid()
    assert len(graph) == 0
    assert graph.part.tolist() == []


def test_a_ring_is_a_segment_from_a_node_to_itself() -> None:
    graph = laid(street("ring", (0, 0), (3, 0), (3, 4), (0, 0)))
    assert graph.starts.tolist() == graph.ends.tolist()
    assert graph.length_m.tolist() == [12]


def test_a_street_that_crosses_itself_is_cut_there() -> None:
    graph = laid(street("a", (0, 0), (5, 0), (5, 5), (2, 3), (5, 0), (9, 0)))
    assert len(graph) == 3


def test_a_town_of_crossing_lines_has_all_its_blocks() -> None:
    graph = town(blocks=4)
    assert (len(graph.nodes), len(graph)) == (25, 40)
    assert graph.length_m == pytest.approx(np.full(40, 100))
    assert graph.part.tolist() == [0] * 40


def test_parts_are_numbered_from_the_longest() -> None:
    graph = laid(
        street("short", (0, 9), (1, 9)),
        street("long", (0, 0), (50, 0)),
        street("motorway", (0, 20), (90, 20), is_walkable=False),
    )
    assert graph.part.tolist() == [1, 0, -1]


def test_what_nobody_said_is_not_a_number() -> None:
    graph = laid(street("a", (0, 0), (1, 0), is_lit=False), street("b", (5, 0), (6, 0)))
    lit = graph.known("is_lit")
    assert lit[0] == 0.0
    assert np.isnan(lit[1])


def test_a_one_way_street_is_driven_one_way_and_walked_both() -> None:
    graph = laid(street("a", (0, 0), (1, 0), one_way=-1))
    assert graph.driving.heads.tolist() == [graph.starts[0]]
    assert len(graph.walking.heads) == 2
