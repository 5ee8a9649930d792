"""Whether an area is closed off, and how much greenery stands in it."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry


def enclosed_share(
    area: BaseGeometry, barriers: Sequence[BaseGeometry], *, within_m: float
) -> float:
    """Share of an area's outline that barriers close off.

    Parameters
    ----------
    area : Polygon or MultiPolygon
        In plane metres.
    barriers : sequence of geometries
        Walls, fences, hedges, gates.
    within_m : float
        How far from the outline a barrier may stand. [m]

    Returns
    -------
    float
        0 to 1. A barrier covers the outline beside it, and nothing beyond its ends.
    """
    outline = area.boundary
    near = [b for b in barriers if shapely.dwithin(b, outline, within_m)]
    if not near or outline.length == 0:
        return 0.0
    beside = shapely.buffer(near, within_m, cap_style="flat")
    covered = shapely.union_all(beside).intersection(outline)
    return float(covered.length / outline.length)


def cover_share(area: BaseGeometry, covers: Sequence[BaseGeometry]) -> float:
    """Share of an area's ground that lies under other shapes.

    Parameters
    ----------
    area : Polygon or MultiPolygon
        In plane metres.
    covers : sequence of geometries
        Crowns, hedges with their thickness.

    Returns
    -------
    float
        0 to 1; what overlaps counts once.
    """
    if not covers or area.area == 0:
        return 0.0
    over = [cover for cover in covers if cover.intersects(area)]
    return float(shapely.union_all(over).intersection(area).area / area.area)


def ground_under(
    geometry: BaseGeometry, *, radius_m: float, thickness_m: float
) -> BaseGeometry:
    """Ground under a tree or hedge: a disc, a strip, or the polygon itself.

    Parameters
    ----------
    geometry : Point, LineString or Polygon
        In plane metres.
    radius_m, thickness_m : float
        Of a crown about a point; of a hedge along a line. [m]

    Returns
    -------
    Polygon
    """
    if geometry.geom_type == "Point":
        return geometry.buffer(radius_m)
    if geometry.geom_type in ("LineString", "MultiLineString"):
        return geometry.buffer(thickness_m / 2, cap_style="flat")
    return geometry
