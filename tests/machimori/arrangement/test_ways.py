"""How far it is, all along a way, to what should be near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point, box

from machimori.arrangement import beyond, farthest_distance_m, nearest_distance_m

WAY = LineString([(0, 0), (100, 0)])


@pytest.mark.parametrize(
    ("xs", "farthest_m"),
    [([0], 100.0), ([50], 50.0), ([0, 100], 50.0), ([20, 80], 30.0)],
)
def test_the_farthest_point_lies_between_or_at_an_end(
    xs: list[float], farthest_m: float
) -> None:
    refuges = [Point(x, 0) for x in xs]
    assert farthest_distance_m(WAY, refuges) == pytest.approx(farthest_m, abs=0.5)


def test_with_nothing_to_be_near_there_is_no_distance() -> None:
    assert farthest_distance_m(WAY, []) is None


def test_a_way_in_pieces_is_as_far_as_its_farthest_piece() -> None:
    pieces = MultiLineString([WAY, LineString([(0, 0), (0, 400)])])
    assert farthest_distance_m(pieces, [Point(0, 0)]) == pytest.approx(400.0)


def test_a_house_is_near_by_its_nearest_wall() -> None:
    assert farthest_distance_m(WAY, [box(90, -5, 120, 5)]) == pytest.approx(90.0)


@given(x=st.floats(-200, 300), y=st.floats(-200, 200))
def test_from_somewhere_it_is_never_nearer_than_from_the_nearest_point(
    x: float, y: float
) -> None:
    farthest = farthest_distance_m(WAY, [Point(x, y)])
    nearest = nearest_distance_m(WAY, [Point(x, y)])
    assert farthest is not None
    assert nearest is not None
    assert nearest <= farthest <= nearest + WAY.length


def test_what_is_beyond_is_the_far_end() -> None:
    far = beyond(WAY, [Point(0, 0)], distance_m=60.0)
    assert far.length == pytest.approx(40.0)
    assert far.bounds == pytest.approx((60.0, 0.0, 100.0, 0.0))


def test_nothing_is_beyond_where_all_is_near() -> None:
    assert beyond(WAY, [Point(50, 0)], distance_m=60.0).is_empty
