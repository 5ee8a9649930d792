"""Where things stand between the zones of a park."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from machimori.arrangement import (
    angle_to_zone_deg,
    nearest_distance_m,
    overlap_m2,
    share_inside,
)

WEST, EAST = box(0, 0, 10, 10), box(20, 0, 30, 10)
BOW = Polygon([(20, 0), (30, 0), (30, 10), (28, 10), (28, 2), (20, 2)])


@pytest.mark.parametrize(
    ("things", "zones", "share"),
    [
        ([], [WEST], 1.0),
        ([Point(5, 5)], [], 0.0),
        ([Point(5, 5), Point(15, 5)], [WEST], 0.5),
        ([Point(5, 5), Point(25, 5)], [WEST, EAST], 1.0),
        ([Point(10, 5)], [WEST], 1.0),
        ([box(8, 0, 14, 2)], [WEST], 0.0),
        ([box(4, 0, 14, 2)], [WEST], 1.0),
    ],
)
def test_a_thing_stands_where_its_middle_is(
    things: list[Point], zones: list[Polygon], share: float
) -> None:
    assert share_inside(things, zones) == pytest.approx(share)


@pytest.mark.parametrize(
    ("zones", "others", "area"),
    [
        ([WEST], [EAST], 0.0),
        ([WEST], [box(10, 0, 20, 10)], 0.0),
        ([WEST], [box(8, 8, 12, 12)], 4.0),
        ([WEST, WEST], [box(8, 8, 12, 12)], 4.0),
        ([], [WEST], 0.0),
        ([WEST], [box(2, 2, 4, 4), box(3, 2, 5, 4)], 6.0),
    ],
)
def test_zones_share_ground_once(
    zones: list[Polygon], others: list[Polygon], area: float
) -> None:
    assert overlap_m2(zones, others) == pytest.approx(area)
    assert overlap_m2(others, zones) == pytest.approx(area)


def test_a_distance_is_from_edge_to_edge() -> None:
    assert nearest_distance_m(WEST, [EAST, box(13, 14, 20, 20)]) == pytest.approx(5.0)
    assert nearest_distance_m(LineString([(0, 0), (9, 0)]), [Point(9, 3)]) == 3.0
    assert nearest_distance_m(WEST, [Point(5, 5)]) == 0.0
    assert nearest_distance_m(WEST, []) is None


@pytest.mark.parametrize(
    ("x", "y", "facing", "angle"),
    [
        (15, 5, 90.0, 0.0),
        (15, 5, 270.0, 180.0),
        (15, 5, 0.0, 90.0),
        (15, 5, 180.0, 90.0),
        (15, 5, 450.0, 0.0),
        (15, 5, -270.0, 0.0),
        (15, 15, 135.0, 0.0),
        (25, 15, 180.0, 0.0),
    ],
)
def test_the_angle_is_to_the_nearest_point_of_the_zone(
    x: float, y: float, facing: float, angle: float
) -> None:
    assert angle_to_zone_deg(Point(x, y), facing, EAST) == pytest.approx(angle)


def test_inside_a_zone_there_is_no_angle() -> None:
    assert angle_to_zone_deg(Point(25, 5), 0.0, EAST) is None


def test_in_the_bend_of_a_zone_the_nearest_arm_counts() -> None:
    assert angle_to_zone_deg(Point(27, 6), 90.0, BOW) == pytest.approx(0.0)


@given(st.floats(-360, 360), st.floats(0, 360), st.floats(11, 50))
def test_turning_the_bench_turns_the_angle(
    facing: float, bearing: float, distance: float
) -> None:
    seat = Point(-distance * sin(radians(bearing)), -distance * cos(radians(bearing)))
    disc = Point(0, 0).buffer(1.0, quad_segs=256)
    angle = angle_to_zone_deg(seat, facing, disc)
    turn = abs((bearing - facing + 180.0) % 360.0 - 180.0)
    assert angle == pytest.approx(turn, abs=0.5)
