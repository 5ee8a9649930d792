from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from machimori.scene import Feature, Scene
from machimori.streets import StreetGraph, nearest_positions
from machimori.watch import (
    Assumptions,
    Neighbourhood,
    RouteComparison,
    SegmentFacts,
    along_lines,
    compare_routes,
    corners_of,
    pick_up_points,
    segment_facts,
    watch_gap,
)
from tests.machimori.streets.grids import laid, street, town
from tests.machimori.watch.hamlet import SCHOOL, assumed, watcher

ASSUMED = Assumptions()


def two_ways(**of_north: object) -> StreetGraph:
    """A southern way of 200 m, and a northern one of 220 m, to the same school."""
    return laid(
        street("south", (0, 0), (200, 0), is_lit=False, has_footway=False),
        street("north", (0, 0), (0, 10), (200, 10), (200, 0), **of_north),
    )


def facts(graph: StreetGraph, **known: object) -> SegmentFacts:
    place = Neighbourhood(graph=graph, schools=(SCHOOL,))
    gap = watch_gap(replace(place, **known.pop("place", {})))  # type: ignore[arg-type]
    given = {"refuges": None, "accidents": None, "lamps": None, **known}
    return segment_facts(gap, **given)  # type: ignore[arg-type]


def compared(graph: StreetGraph, of: SegmentFacts, **rest: object) -> RouteComparison:
    ends = nearest_positions(graph, np.array([[200.0, 0.0], [0.0, 0.0]]))
    given = {"on_route": np.zeros(len(graph), bool), "assumptions": ASSUMED, **rest}
    found = compare_routes(graph, ends[:1], ends[1:], facts=of, **given)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_lit_way_with_a_footway_is_suggested_although_it_is_longer() -> None:
    graph = two_ways(is_lit=True, has_footway=True)
    found = compared(graph, facts(graph), assumptions=ASSUMED)
    assert found.candidates[0].id == "shortest"
    assert set(found.better(found.suggested)) == {"unlit_m", "without_footway_m"}
    assert found.worse(found.suggested) == ("length_m",)


def test_what_is_gained_in_one_thing_and_lost_in_another_is_not_suggested() -> None:
    graph = laid(
        street("south", (0, 0), (200, 0), is_lit=False, has_footway=True),
        street("north", (0, 0), (100, 12), (200, 0), is_lit=True, has_footway=False),
    )
    found = compared(graph, facts(graph))
    assert found.suggested == 0
    lit = next(n for n, c in enumerate(found.candidates) if c.id == "lit")
    assert found.better(lit) == ("unlit_m",)
    assert found.worse(lit) == ("without_footway_m",)


def test_an_unlit_way_is_not_suggested_for_being_unmapped() -> None:
    graph = laid(
        street("south", (0, 0), (200, 0), is_lit=False, has_footway=False),
        street("north", (0, 0), (100, 12), (200, 0)),
    )
    found = compared(graph, facts(graph))
    assert found.suggested == 0
    for number in range(1, len(found.candidates)):
        assert found.better(number) == ()


def test_the_present_route_is_what_others_are_held_against() -> None:
    graph = two_ways()
    north = along_lines(graph, [LineString([(0, 0), (0, 10), (200, 10), (200, 0)])], 4)
    found = compared(graph, facts(graph), on_route=north)
    present, shortest, *_ = found.candidates
    assert (present.id, shortest.id) == ("present", "shortest")
    assert present.route.length_m == 220
    assert found.better(1) == ("length_m",)
    assert found.suggested == 0


def test_accidents_refuges_and_watchers_are_counted_along_the_way() -> None:
    graph = two_ways()
    posts = {"watchers": (watcher("post", 100.0, 12.0),), "surveyed": frozenset()}
    known = facts(
        graph,
        place=posts,
        accidents=np.array([[50.0, -3.0], [60.0, 2.0], [100.0, 500.0]]),
        refuges=[Point(0, 12)],
    )
    found = compared(graph, known)
    south = found.candidates[0].measured
    assert south["accidents"].most == 2
    assert south["far_from_help_m"].most == pytest.approx(120, abs=20)
    north = next(c for c in found.candidates if c.route.length_m == 220).measured
    assert north["accidents"].most == 0
    assert north["unseen_m"].most < south["unseen_m"].most + 20
    assert north["unseen_m"].least < north["unseen_m"].most


def test_lamps_light_the_street_that_they_stand_on_without_gaps() -> None:
    graph = laid(street("a", (0, 0), (100, 0)), street("b", (0, 99), (100, 99)))
    lamps = np.array([[x, 3.0] for x in (0, 25, 50, 75, 100)], float)
    assert facts(graph, lamps=lamps).is_lit.tolist() == [1, 0]
    assert facts(graph, lamps=lamps[[0, 4]]).is_lit.tolist() == [0, 0]
    assert np.isnan(facts(graph).is_lit).all()


def test_a_corner_behind_a_wall_is_blind_and_an_unmodelled_one_unknown() -> None:
    line = LineString([(0, 0), (60, 0), (60, 60)])
    assert corners_of(line, None, ASSUMED).unknown == 1
    grounds = Feature("grounds", "place", box(-10, -10, 80, 80), {"place_kind": "road"})
    wall = Feature("house", "building", box(20, 4, 56, 60), {"height_m": 6.0})
    low = Feature("house", "building", box(20, 4, 56, 60), {"height_m": 0.5})
    vague = Feature("house", "building", box(20, 4, 56, 60), {})
    assert corners_of(line, Scene((grounds, wall)), ASSUMED).blind == 1
    assert corners_of(line, Scene((grounds, low)), ASSUMED).open == 1
    assert corners_of(line, Scene((grounds, vague)), ASSUMED).unknown == 1
    assert corners_of(LineString([(0, 0), (9, 0)]), Scene((wall,)), ASSUMED).blind == 0


def test_where_no_way_leads_there_is_no_comparison() -> None:
    graph = laid(street("a", (0, 0), (10, 0)), street("b", (0, 50), (10, 50)))
    ends = nearest_positions(graph, np.array([[0.0, 0.0], [0.0, 50.0]]))
    found = compare_routes(
        graph,
        ends[:1],
        ends[1:],
        facts=facts(graph),
        on_route=np.zeros(2, bool),
        assumptions=ASSUMED,
    )
    assert found is None


def test_ways_that_are_much_longer_are_not_suggested() -> None:
    graph = laid(
        street("south", (0, 0), (200, 0), is_lit=False),
        street("north", (0, 0), (0, 100), (200, 100), (200, 0), is_lit=True),
    )
    assert (
        compared(graph, facts(graph), assumptions=assumed(detour_worth=9)).suggested
        == 0
    )


def test_few_points_gather_all_who_live_near() -> None:
    graph = town(blocks=4)
    homes = nearest_positions(graph, np.array([[50.0, 0], [150, 0], [350, 400]]))
    children = np.array([3.0, 2.0, 4.0])
    nodes = np.arange(len(graph.nodes))
    points = pick_up_points(graph, homes, children, candidates=nodes, alone_m=60.0)
    assert sorted(point.children for point in points) == [4, 5]
    assert max(point.farthest_m for point in points) == pytest.approx(50)
    none = pick_up_points(graph, homes, children, candidates=nodes[:0], alone_m=60.0)
    assert none == ()


def test_children_beyond_reach_have_no_point() -> None:
    graph = town(blocks=2)
    homes = nearest_positions(graph, np.array([[50.0, 0.0]]))
    far = np.array([len(graph.nodes) - 1])
    assert pick_up_points(graph, homes, np.ones(1), candidates=far, alone_m=60.0) == ()
