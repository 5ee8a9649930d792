"""Where things stand between the zones of a park (すみ分け)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

_TOUCH_M2 = 1e-6


def share_inside(
    things: Sequence[BaseGeometry], zones: Sequence[BaseGeometry]
) -> float:
    """Share of things whose middle lies in one of the zones.

    Parameters
    ----------
    things, zones : sequences of geometries
        In plane metres.

    Returns
    -------
    float
        0 to 1; 0 where there are no zones, and 1 where there are no things.
    """
    if not things:
        return 1.0
    zone = shapely.union_all(zones)
    inside = [zone.intersects(thing.representative_point()) for thing in things]
    return float(np.mean(inside))


def overlap_m2(zones: Sequence[BaseGeometry], others: Sequence[BaseGeometry]) -> float:
    """Ground that two sets of zones share.

    Parameters
    ----------
    zones, others : sequences of polygons
        In plane metres.

    Returns
    -------
    float
        [m²]; what only touches shares nothing.
    """
    shared = shapely.union_all(zones).intersection(shapely.union_all(others)).area
    return 0.0 if shared < _TOUCH_M2 else float(shared)


def nearest_distance_m(
    thing: BaseGeometry, others: Sequence[BaseGeometry]
) -> float | None:
    """Distance between a thing and the nearest of others, edge to edge.

    Parameters
    ----------
    thing : geometry
    others : sequence of geometries
        In plane metres.

    Returns
    -------
    float or None
        [m]; None where there are no others.
    """
    if not others:
        return None
    return float(shapely.distance(thing, others).min())


def angle_to_zone_deg(
    point: BaseGeometry, facing_deg: float, zone: BaseGeometry
) -> float | None:
    """Angle between the way somebody faces and the nearest point of a zone.

    Parameters
    ----------
    point : geometry
        Where they sit.
    facing_deg : float
        Bearing that they face, clockwise from north. [deg]
    zone : Polygon or MultiPolygon

    Returns
    -------
    float or None
        0 (straight at it) to 180 (back to it) [deg]; None for a point in the zone.
    """
    here = point.centroid
    there = nearest_points(here, zone)[1]
    dx, dy = there.x - here.x, there.y - here.y
    if np.hypot(dx, dy) == 0.0:
        return None
    bearing = np.degrees(np.arctan2(dx, dy))
    turn = (bearing - facing_deg + 180.0) % 360.0 - 180.0
    return float(abs(turn))
