"""Whether one can walk through an area from one side of it to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

Spots = NDArray[np.object_]

_STEP_M = 1.0
_POINTS_AT_MOST = 400
_TOUCH_M = 0.1


@dataclass(frozen=True)
class ShortCut:
    """A way through an area, as the crow flies.

    Parameters
    ----------
    line : LineString
        From where one comes in to where one goes out, in plane metres.
    saves_m : float
        How much longer it is along the outline. [m]
    """

    line: LineString
    saves_m: float


def short_cut(
    area: BaseGeometry, closed_by: Sequence[BaseGeometry], *, gap_m: float
) -> ShortCut | None:
    """Find the way through an area that saves most against walking around it.

    Parameters
    ----------
    area : Polygon or MultiPolygon
        In plane metres.
    closed_by : sequence of Polygons
        Ground that nobody walks on or across: walls with some width, buildings.
    gap_m : float
        Narrower openings let nobody through. [m]

    Returns
    -------
    ShortCut or None
        None where not two places of the outline are open and joined by open ground.
    """
    closed = shapely.union_all(shapely.buffer(closed_by, gap_m / 2))
    polygons = [p for p in shapely.get_parts(area) if p.area > 0]
    found = (cut for p in polygons for cut in _cuts(p, closed))
    return max(found, key=lambda cut: cut.saves_m, default=None)


def _cuts(polygon: Polygon, closed: BaseGeometry) -> Iterator[ShortCut]:
    """The best way through each piece of open ground."""
    ring = polygon.exterior
    spots = _open_spots(ring, closed)
    free = shapely.get_parts(shapely.difference(polygon, closed))
    for piece in free:
        reached = spots[shapely.dwithin(spots, piece, _TOUCH_M)]
        if len(reached) > 1:
            yield _best(reached, ring)


def _open_spots(ring: BaseGeometry, closed: BaseGeometry) -> Spots:
    """Points of the outline at which one can come in."""
    step_m = max(_STEP_M, ring.length / _POINTS_AT_MOST)
    along = np.arange(0.0, ring.length, step_m)
    between = shapely.line_interpolate_point(ring, along)
    corners = shapely.points(shapely.get_coordinates(ring)[:-1])
    spots: Spots = np.concatenate([between, corners])
    open_: Spots = spots[~shapely.intersects(spots, closed)]
    return open_


def _best(spots: Spots, ring: BaseGeometry) -> ShortCut:
    at = shapely.line_locate_point(ring, spots)
    xy = shapely.get_coordinates(spots)
    apart = np.abs(at[:, None] - at[None, :])
    around = np.minimum(apart, ring.length - apart)
    through = np.linalg.norm(xy[:, None] - xy[None, :], axis=-1)
    saved = around - through
    i, j = np.unravel_index(np.argmax(saved), saved.shape)
    return ShortCut(LineString([xy[i], xy[j]]), float(saved[i, j]))
