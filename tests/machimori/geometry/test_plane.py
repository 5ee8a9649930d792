"""Plane metres and bearings."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from machimori.geometry import PlaneFrame, bearing_to_unit


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [(139.50, 35.70, 6677), (137.21, 36.70, 6675), (134.24, 35.50, 6673)],
    ids=["Koganei", "Toyama", "Tottori"],
)
def test_a_place_falls_into_the_zone_of_its_prefecture(
    lon: float, lat: float, epsg: int
) -> None:
    assert PlaneFrame.around(lon, lat).epsg == epsg


def test_there_and_back_is_the_same_point() -> None:
    frame = PlaneFrame.around(141.35, 43.06)
    points = np.array([[141.35, 43.06], [141.36, 43.07]])
    assert frame.to_lon_lat(frame.to_plane(points)) == pytest.approx(points, abs=1e-10)


def test_distances_are_those_on_the_ellipsoid() -> None:
    frame = PlaneFrame.around(139.50, 35.70)
    points = np.array([[139.50, 35.70], [139.505, 35.703]])
    plane_m = float(np.hypot(*np.diff(frame.to_plane(points), axis=0)[0]))
    ground_m = Geod(ellps="GRS80").inv(*points[0], *points[1])[2]
    assert plane_m == pytest.approx(ground_m, rel=1.1e-4)


def test_the_local_origin_is_near_the_place() -> None:
    frame = PlaneFrame.around(139.50, 35.70)
    assert np.abs(frame.to_plane(np.array([[139.50, 35.70]]))).max() <= 0.5


def test_a_plane_file_stays_as_it_is() -> None:
    points = np.array([[1.0, 2.0]])
    assert PlaneFrame(None).to_plane(points).tolist() == [[1.0, 2.0]]
    assert PlaneFrame(None).to_lon_lat(points).tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("bearing_deg", "unit"),
    [(0, (0, 1)), (90, (1, 0)), (180, (0, -1)), (-90, (-1, 0)), (450, (1, 0))],
)
def test_bearings_turn_clockwise_from_north(
    bearing_deg: float, unit: tuple[float, float]
) -> None:
    assert bearing_to_unit(bearing_deg) == pytest.approx(unit, abs=1e-12)
