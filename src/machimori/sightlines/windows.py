"""Where the eye of who looks out of a window is."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from machimori.geometry import bearing_to_unit
from machimori.scene.model import Feature, Scene
from machimori.sightlines.settings import SightSettings

Floats = NDArray[np.float64]

_DIRECTIONS = np.array([bearing_to_unit(angle) for angle in np.arange(64) * 5.625])
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
        A line along the opening, its outline or its middle.
    buildings : Buildings
        Of its scene.
    settings : SightSettings

    Returns
    -------
    (1, 3) array
        Before the middle of the opening, on the outside of its building; in the middle
        itself where no building is known. [m]
    """
    middle = _middle(window.geometry)
    building = buildings.around(window, middle)
    eye = _before(middle, _outward(window, middle, building), building)
    return np.array([[eye.x, eye.y, _eye_height_m(window, settings)]])


def _eye_height_m(window: Feature, settings: SightSettings) -> float:
    sill, head = window.get("sill_m"), window.get("head_m")
    sill = settings.window_sill_m if sill is None else sill
    above = settings.window_eye_above_sill_m
    if head is not None and head > sill:
        above = min(above, (head - sill) / 2)
    return float(settings.floor_m(window) + sill + above)


def _middle(geometry: BaseGeometry) -> Point:
    if geometry.geom_type == "LineString":
        return geometry.interpolate(0.5, normalized=True)
    return geometry.centroid


def _outward(window: Feature, middle: Point, building: BaseGeometry | None) -> Floats:
    """Direction to look in: as stated, else away from the building."""
    if window.get("facing_deg") is not None:
        return np.array(bearing_to_unit(window.get("facing_deg")))
    if building is None:
        return np.zeros(2)
    for step in _STEPS_M:
        around = shapely.points(shapely.get_coordinates(middle) + step * _DIRECTIONS)
        is_free = ~shapely.intersects(building, around)
        if is_free.any() and not is_free.all():
            mean = _DIRECTIONS[is_free].mean(axis=0)
            return np.asarray(mean / max(np.hypot(*mean), 1e-9), dtype=np.float64)
    return np.zeros(2)


def _before(middle: Point, outward: Floats, building: BaseGeometry | None) -> Point:
    if not outward.any():
        return middle
    steps = [
        Point(*(shapely.get_coordinates(middle)[0] + s * outward)) for s in _STEPS_M
    ]
    free = (p for p in steps if building is None or not building.intersects(p))
    return next(free, steps[0])
