"""Which geometries the scene takes."""

from __future__ import annotations

import math
from typing import Any

import pytest

from machimori.scene.reading.shapes import (
    UnusableShape,
    looks_like_degrees,
    read_shape,
    refuse_outside_japan,
)

RING = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
ALL = ("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def shape(name: str, coordinates: Any) -> dict[str, Any]:
    return {"type": name, "coordinates": coordinates}


@pytest.mark.parametrize(
    ("geometry", "size"),
    [
        (shape("Point", [1, 2]), 0),
        (shape("Point", (1.0, 2.0, 3.0)), 0),
        (shape("LineString", [[0, 0], [3, 4]]), 5),
        (shape("MultiLineString", [[[0, 0], [3, 4]], [[9, 9], [9, 10]]]), 6),
        (shape("Polygon", [RING]), 16),
        (shape("Polygon", [RING, [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]]), 20),
        (shape("MultiPolygon", [[RING]]), 16),
    ],
)
def test_a_whole_geometry_is_built(geometry: Any, size: float) -> None:
    assert read_shape(geometry, ALL).length == size


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        "POINT (1 2)",
        {},
        shape("Point", None),
        shape("Point", []),
        shape("Point", [1]),
        shape("Point", [1, 2, 3, 4]),
        shape("Point", [1, "2"]),
        shape("Point", [True, 2]),
        shape("Point", [1, math.nan]),
        shape("Point", [1, math.inf]),
        shape("Point", [1, 10**400]),
        shape("Point", [1, 2, math.nan]),
        shape("Point", [[1, 2]]),
        shape("MultiPoint", [[1, 2]]),
        shape("GeometryCollection", []),
        shape("LineString", []),
        shape("LineString", [[0, 0]]),
        shape("LineString", [[0, 0], [0, 0]]),
        shape("Polygon", []),
        shape("Polygon", [[]]),
        shape("Polygon", [RING[:-1]]),
        shape("Polygon", [[[0, 0], [4, 0], [0, 0]]]),
        shape("Polygon", [[[0, 0], [4, 0], [4, 0], [0, 0]]]),
        shape("Polygon", [[[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]]),
        shape("Polygon", [RING, [[8, 8], [9, 8], [9, 9], [8, 9], [8, 8]]]),
        shape("MultiPolygon", [[RING], [RING]]),
    ],
)
def test_a_broken_geometry_is_refused(geometry: Any) -> None:
    with pytest.raises(UnusableShape) as refused:
        read_shape(geometry, ALL)
    assert refused.value.remedy.ja


def test_a_crossing_is_located() -> None:
    bow_tie = shape("Polygon", [[[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]])
    with pytest.raises(UnusableShape) as refused:
        read_shape(bow_tie, ALL)
    assert refused.value.remedy.en == "Correct it: its outline crosses itself near 2 2."
    assert "自己交差" in refused.value.remedy.ja


def test_a_type_that_the_kind_does_not_have_is_refused() -> None:
    with pytest.raises(UnusableShape) as refused:
        read_shape(shape("Point", [1, 2]), ("Polygon",))
    assert refused.value.found == "Point"
    assert "Polygon" in refused.value.expected.en


def test_the_first_position_outside_japan_is_shown() -> None:
    line = read_shape(shape("LineString", [[139.5, 35.7], [-139.5, 35.7]]), ALL)
    with pytest.raises(UnusableShape) as refused:
        refuse_outside_japan(line)
    assert refused.value.found == [-139.5, 35.7]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((139.5, 35.7, 139.503, 35.702), True),
        ((0.0, 0.0, 300.0, 300.0), False),
        ((125.0, 25.0, 150.0, 40.0), False),
        ((139.5, 35.7, 139.5, 35.7), False),
    ],
)
def test_degrees_are_told_from_metres_by_their_extent(
    bounds: tuple[float, float, float, float], expected: bool
) -> None:
    assert looks_like_degrees(bounds) is expected
