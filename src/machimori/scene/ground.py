"""Which part of an area people stand on, and how high."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.scene.model import Scene

Floats = NDArray[np.float64]

_SLIVER_M2 = 1e-6


def open_ground(scene: Scene, area: BaseGeometry) -> BaseGeometry:
    """Take the buildings out of an area.

    Parameters
    ----------
    scene : Scene
    area : Polygon or MultiPolygon
        In plane metres.

    Returns
    -------
    Polygon or MultiPolygon
        What is left of the area beside the buildings that stand on the ground: a point
        in a building is not outdoors. An area that buildings cover wholly is indoors,
        and stays as it is.
    """
    buildings = standing_buildings(scene)
    touching = buildings[shapely.intersects(area, buildings)]
    if not len(touching):
        return area
    left = _polygons(shapely.difference(area, shapely.union_all(touching)))
    return left if left.area > _SLIVER_M2 else area


def snow_under(scene: Scene, points: Floats) -> Floats:
    """Depth of the snow that raises who stands at a point.

    Parameters
    ----------
    scene : Scene
    points : (n, 2) array
        In plane metres.

    Returns
    -------
    (n,) array
        The scene's depth of snow; 0 in buildings that stand on the ground. [m]
    """
    depth = np.full(len(points), scene.snow_depth_m)
    if scene.snow_depth_m == 0.0:
        return depth
    buildings = standing_buildings(scene)
    if len(buildings):
        plan = shapely.points(points)
        sheltered = shapely.STRtree(buildings).query(plan, predicate="within")[0]
        depth[sheltered] = 0.0
    return depth


def standing_buildings(scene: Scene) -> NDArray[np.object_]:
    """Footprints of the buildings that stand on the ground: (n,) array [m]."""
    standing = [
        f.geometry
        for f in scene.of_kind("building", "shed")
        if (f.get("base_m") or 0.0) <= 0.0 and f.is_surface
    ]
    return np.array(standing, dtype=object)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the lines and points that a difference may leave."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
