"""Crossed outlines become areas that a scene file can hold."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.formats.mending import mended_area
from machimori.geometry import PlaneFrame

FRAME = PlaneFrame.around(137.2, 36.7)


def test_a_whole_area_stays_as_it_is() -> None:
    area = shapely.box(0, 0, 3, 4)
    assert area.equals(mended_area(area, FRAME))


def test_a_bow_tie_becomes_its_two_halves() -> None:
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    mended = mended_area(bow, FRAME)
    assert mended is not None
    assert mended.geom_type == "MultiPolygon"
    assert mended.area == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize(
    "flat",
    [
        shapely.Polygon(),
        shapely.Polygon([(0, 0), (1, 0), (2, 0)]),
        shapely.box(0, 0, 0.05, 0.05),
        shapely.LineString([(0, 0), (1, 1)]),
    ],
)
def test_what_covers_no_ground_is_nothing(flat: shapely.Geometry) -> None:
    assert mended_area(flat, FRAME) is None


corner = st.tuples(st.integers(-9, 9), st.integers(-9, 9))


@settings(deadline=None)
@given(ring=st.lists(corner, min_size=3, max_size=9))
def test_any_outline_is_whole_on_the_plane_and_in_degrees(
    ring: list[tuple[int, int]],
) -> None:
    mended = mended_area(shapely.Polygon(ring), FRAME)
    if mended is None:
        return
    assert mended.is_valid
    degrees = shapely.transform(mended, FRAME.to_lon_lat)
    assert degrees.is_valid
    assert shapely.transform(degrees, FRAME.to_plane).is_valid
