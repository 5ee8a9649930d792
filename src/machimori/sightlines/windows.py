"""Where the eye of who looks out of a window is."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from machimori.scene.model import Feature, Scene
from machimori.sightlines.settings import SightSettings

Floats = NDArray[np.float64]

_STEPS_M = (0.1, 0.3, 0.6, 1.0)
"""How far to step out of a window; farther where it was drawn inside the wall."""


class Buildings:
    """The buildings of a scene, to find the one that a window is in."""

    def __init__(self, scene: Scene) -> None:
        self._by_id = scene.by_id
        outlines = [building.geometry for building in scene.of_kind("building")]
        self._tree = shapely.STRtree(outlines)

    def around(self, window: Feature, middle: Point) -> BaseGeometry | None:
        """Find the building that a window is part of, else the one that it touches."""
        above = self._by_id.get(window.get("part_of") or "")
        climbed: set[str] = set()
        while above is not None and above.id not in climbed:
            if above.kind == "building":
                return above.geometry
            climbed.add(above.id)
            above = self._by_id.get(above.get("part_of") or "")
        close = self._tree.query_nearest(middle, max_distance=_STEPS_M[-1])
        return self._tree.geometries[close[0]] if len(close) else None


def window_eye(
    window: Feature, *, buildings: Buildings, settings: SightSettings
) -> Floats:
    """Place the eye of who looks out.

    Parameters
    ----------
    window : Feature
        A line along the opening, or a polygon.
    buildings : Buildings
        Of its scene.
    settings : SightSettings

    Returns
    -------
    (1, 3) array
        Before the middle of the opening, on the outside of its building; in the middle
        itself where no building is known. [m]
    """
    middle = _opening(window.geometry).interpolate(0.5, normalized=True)
    building = buildings.around(window, middle)
    eye = middle if building is None else _outside(window.geometry, middle, building)
    return np.array([[eye.x, eye.y, _eye_height_m(window, settings)]])


def _eye_height_m(window: Feature, settings: SightSettings) -> float:
    floor = window.get("base_m")
    if floor is None:
        storeys_below = max((window.get("storey") or 1) - 1, 0)
        floor = storeys_below * settings.storey_height_m
    sill, head = window.get("sill_m"), window.get("head_m")
    sill = settings.window_sill_m if sill is None else sill
    above = settings.window_eye_above_sill_m
    if head is not None and head > sill:
        above = min(above, (head - sill) / 2)
    return float(floor + sill + above)


def _opening(geometry: BaseGeometry) -> LineString:
    """Reduce a window to a line along its longer side."""
    if geometry.geom_type == "LineString":
        return geometry
    if geometry.geom_type in ("Point", "MultiPoint"):
        return LineString([geometry.centroid, geometry.centroid])
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(geometry))
    if len(corners) < 4:
        return LineString(corners)
    long, short = corners[1] - corners[0], corners[2] - corners[1]
    along = long if np.hypot(*long) >= np.hypot(*short) else short
    centre = corners[:4].mean(axis=0)
    return LineString([centre - along / 2, centre + along / 2])


def _outside(geometry: BaseGeometry, middle: Point, building: BaseGeometry) -> Point:
    along = np.diff(shapely.get_coordinates(_opening(geometry))[[0, -1]], axis=0)[0]
    length = np.hypot(*along)
    if length == 0.0:
        return middle
    normal = np.array([along[1], -along[0]]) / length
    for step in _STEPS_M:
        sides = [
            Point(middle.x + dx, middle.y + dy)
            for dx, dy in (normal * step, -normal * step)
        ]
        outside = [point for point in sides if not building.intersects(point)]
        if len(outside) == 1:
            return outside[0]
    return middle
