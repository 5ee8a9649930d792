from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from machimori.watch import (
    TRIP_KINDS,
    Assumptions,
    Destination,
    Window,
    along_lines,
    covered,
    spread,
    walking_flows,
)
from tests.machimori.streets.grids import laid, street, town
from tests.machimori.watch.hamlet import SCHOOL, assumed, blocks_of_town, hamlet

CLUB = Destination("club", "ひよどりクラブ", Point(0, 0))


def test_half_hours_get_their_share_of_a_time() -> None:
    window = Window(7.5, 8.25)
    shares = spread(window, np.zeros(1))[0]
    assert shares[15:17] == pytest.approx([2 / 3, 1 / 3])
    assert shares.sum() == pytest.approx(1)
    assert covered((window,))[15:17] == pytest.approx([1, 0.5])
    assert spread(window, np.array([-0.5]))[0, 14:16] == pytest.approx([2 / 3, 1 / 3])


def test_all_pupils_pass_the_street_before_the_school() -> None:
    flows = walking_flows(hamlet(), Assumptions())
    # They live in its last tenth, and on average walk through the middle of that.
    assert flows.by_trip["to_school"].sum() == pytest.approx(10 * 0.95)
    assert flows.by_trip["from_school"].sum() == pytest.approx(10 * 0.95)
    assert flows.by_trip["to_club"].sum() == 0


def test_far_from_school_one_passes_earlier_in_the_morning_and_later_at_noon() -> None:
    graph = laid(street("near", (0, 0), (1200, 0)), street("far", (1200, 0), (2400, 0)))
    place = hamlet(graph, blocks=())
    flows = walking_flows(place, assumed(walking_speed_child=1.0))
    hours = np.arange(48) / 2
    mean = {
        trip: flow @ hours / flow.sum(axis=1)
        for trip, flow in flows.by_trip.items()
        if flow.any()
    }
    assert mean["to_school"][1] < mean["to_school"][0]
    assert mean["from_school"][1] > mean["from_school"][0]


def test_pupils_of_a_club_go_home_later() -> None:
    place = hamlet(clubs=(CLUB,))
    flows = walking_flows(place, Assumptions()).by_trip
    assert flows["from_school"].sum() == pytest.approx(0.75 * 9.5)
    assert flows["from_club"].sum() == pytest.approx(0.25 * 9.5)
    assert np.flatnonzero(flows["from_club"].sum(axis=0)).min() == 34


def test_pupils_keep_to_the_school_route_up_to_a_detour() -> None:
    graph = laid(
        street("short", (0, 0), (0, 100), (100, 100)),
        street("route", (0, 0), (150, 0), (150, 100), (100, 100)),
        street("home", (100, 100), (100, 200)),
    )
    route = LineString([(0, 0), (150, 0), (150, 100), (100, 100)])
    blocks = hamlet().blocks
    place = hamlet(
        graph,
        school_routes=(route,),
        blocks=(replace(blocks[0], area=box(90, 110, 110, 210)),),
    )
    kept = walking_flows(place, Assumptions()).by_trip["to_school"].sum(axis=1)
    free = walking_flows(place, Assumptions(), keeps_to_routes=False)
    assert kept[:2] == pytest.approx([0, 10])
    assert free.by_trip["to_school"].sum(axis=1)[:2] == pytest.approx([10, 0])


def test_a_street_that_crosses_a_route_is_not_on_it() -> None:
    graph = town()
    on = along_lines(graph, [LineString([(0, 100), (400, 100)])], 12.0)
    assert on.sum() == 4


def test_a_school_of_unknown_size_counts_by_the_hundred() -> None:
    place = replace(blocks_of_town(), blocks=())
    flows = walking_flows(place, Assumptions())
    assert flows.homes.is_relative.tolist() == [True]
    assert flows.homes.children.sum() == pytest.approx(100)
    known = replace(place, schools=(replace(SCHOOL, children=300.0),))
    homes = walking_flows(known, Assumptions()).homes
    assert homes.is_relative.tolist() == [False]
    assert homes.children.sum() == pytest.approx(300)


def test_pupils_go_to_the_school_of_their_district() -> None:
    west = replace(SCHOOL, district=box(-10, -10, 200, 410))
    east = Destination("east", "西小学校", Point(400, 400), box(200, -10, 410, 410))
    homes = walking_flows(
        replace(blocks_of_town(), schools=(west, east)), Assumptions()
    ).homes
    spots = homes.positions.points(blocks_of_town().graph)
    assert np.all(spots[homes.school == 0][:, 0] <= 200)
    assert np.all(spots[homes.school == 1][:, 0] >= 200)


def test_routes_that_end_at_two_gates_both_lead_to_school() -> None:
    graph = laid(street("west", (-500, 0), (-50, 0)), street("east", (50, 0), (500, 0)))
    flows = walking_flows(hamlet(graph, blocks=()), Assumptions())
    assert flows.by_trip["to_school"].sum(axis=1) == pytest.approx([25, 25], rel=0.01)
    assert flows.notes == ()


def test_pupils_whom_no_street_leads_to_school_are_told() -> None:
    graph = laid(street("a", (0, 0), (400, 0)), street("b", (0, 900), (400, 900)))
    flows = walking_flows(hamlet(graph, blocks=()), Assumptions())
    assert any("50" in note.en for note in flows.notes)


def test_nurseries_walk_to_the_nearest_park() -> None:
    nursery = Destination("n", "みどり園", Point(0, 0), children=30.0)
    far = Destination("f", "遠い園", Point(0, 400))
    parks = (box(300, 0, 340, 30),)
    place = replace(blocks_of_town(), nurseries=(nursery, far), parks=parks)
    flows = walking_flows(place, assumed(nursery_walk_range=500))
    (walk,) = flows.walks
    assert walk.children == 15
    assert walk.line.length == pytest.approx(320, abs=25)
    assert any("遠い園" in note.ja for note in flows.notes)


def test_flows_are_never_negative_and_every_trip_is_named() -> None:
    flows = walking_flows(replace(blocks_of_town(), clubs=(CLUB,)), Assumptions())
    assert tuple(flows.by_trip) == TRIP_KINDS
    assert all((flow >= 0).all() for flow in flows.by_trip.values())
    assert flows.total.sum() > 0
