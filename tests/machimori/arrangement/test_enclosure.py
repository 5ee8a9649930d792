"""How much of an outline is closed off, and how much ground is covered."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from machimori.arrangement import cover_share, enclosed_share, ground_under

SQUARE = box(0, 0, 10, 10)
SOUTH = LineString([(0, 0), (10, 0)])


@pytest.mark.parametrize(
    ("barriers", "share"),
    [
        ([], 0.0),
        ([SOUTH], 0.275),
        ([SOUTH, SOUTH], 0.275),
        ([LineString([(0, 0), (5, 0)])], 0.1375),
        ([SQUARE.boundary], 1.0),
        ([LineString([(0, 0.4), (10, 0.4)])], 0.295),
        ([LineString([(0, 0.6), (10, 0.6)])], 0.05),
        ([LineString([(20, 0), (30, 0)])], 0.0),
        ([LineString()], 0.0),
    ],
)
def test_a_barrier_closes_the_outline_beside_it_and_nothing_beyond(
    barriers: list[LineString], share: float
) -> None:
    # Where a barrier meets another side end-on it also lies beside half a metre of it.
    found = enclosed_share(SQUARE, barriers, within_m=0.5)
    assert found == pytest.approx(share)


def test_a_hole_has_an_outline_too() -> None:
    ring = Polygon(SQUARE.exterior, [box(4, 4, 6, 6).exterior])
    assert enclosed_share(ring, [SQUARE.exterior], within_m=0.1) == pytest.approx(
        40 / 48
    )


@pytest.mark.parametrize(
    ("covers", "share"),
    [
        ([], 0.0),
        ([box(0, 0, 5, 10)], 0.5),
        ([box(0, 0, 5, 10), box(0, 0, 5, 10)], 0.5),
        ([box(0, 0, 5, 10), box(4, 0, 6, 10)], 0.6),
        ([box(-5, 0, 5, 10)], 0.5),
        ([box(20, 20, 30, 30)], 0.0),
    ],
)
def test_what_overlaps_covers_once(covers: list[Polygon], share: float) -> None:
    assert cover_share(SQUARE, covers) == pytest.approx(share)


def test_an_area_of_several_parts_counts_as_one() -> None:
    parts = MultiPolygon([box(0, 0, 5, 10), box(10, 0, 15, 10)])
    assert cover_share(parts, [box(0, 0, 5, 10)]) == pytest.approx(0.5)


def test_of_no_ground_nothing_is_covered_or_closed() -> None:
    assert cover_share(Polygon(), [SQUARE]) == 0.0
    assert enclosed_share(Polygon(), [SOUTH], within_m=1.0) == 0.0


@pytest.mark.parametrize(
    ("geometry", "area"),
    [
        (Point(0, 0), 3.1415926),
        (LineString([(0, 0), (10, 0)]), 5.0),
        (box(0, 0, 2, 3), 6.0),
    ],
)
def test_a_plant_stands_on_a_disc_a_strip_or_its_own_ground(
    geometry: Point, area: float
) -> None:
    under = ground_under(geometry, radius_m=1.0, thickness_m=0.5)
    assert under.area == pytest.approx(area, rel=0.01)


@given(st.lists(st.tuples(st.floats(-5, 15), st.floats(-5, 15)), max_size=5))
def test_one_more_barrier_never_opens(corners: list[tuple[float, float]]) -> None:
    barriers = [LineString([(x, y), (x + 4, y)]) for x, y in corners]
    shares = [
        enclosed_share(SQUARE, barriers[:n], within_m=1.0)
        for n in range(len(barriers) + 1)
    ]
    assert all(a <= b + 1e-12 for a, b in pairwise(shares))
    assert all(0.0 <= share <= 1.0 for share in shares)
