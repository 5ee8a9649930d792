"""Areas that somebody drew askew, mended so that they can be kept and computed with."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from machimori.geometry import PlaneFrame

SMALLEST_AREA_M2 = 0.01
"""What is smaller is a slip of drawing."""

SHRUNK_M = 0.01
"""How much parts that touch are drawn apart, so that no rounding lets them cross."""


def mended_area(area: BaseGeometry, frame: PlaneFrame) -> BaseGeometry | None:
    """Mend the crossings of an area.

    Parameters
    ----------
    area : geometry
        In plane metres; valid or not. Only its polygons count.
    frame : PlaneFrame
        From plane metres to longitude and latitude.

    Returns
    -------
    Polygon, MultiPolygon or None
        Valid in plane metres and in longitude and latitude; None where no ground is
        left.
    """
    whole = _polygons(area)
    if whole is None or _survives(whole, frame):
        return whole
    return _polygons(whole.buffer(-SHRUNK_M, join_style="mitre"))


def _polygons(area: BaseGeometry) -> BaseGeometry | None:
    if not area.is_valid:
        area = shapely.make_valid(area, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(shapely.get_parts(area))
    kept = [p for p in parts if p.geom_type == "Polygon" and p.area >= SMALLEST_AREA_M2]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def _survives(area: BaseGeometry, frame: PlaneFrame) -> bool:
    """Whether an area is still valid after a scene file has been written and read."""
    degrees = shapely.transform(area, frame.to_lon_lat)
    rounded = shapely.transform(degrees, lambda lon_lat: np.round(lon_lat, 8))
    again = shapely.transform([degrees, rounded], frame.to_plane)
    return bool(shapely.is_valid([degrees, rounded, *again]).all())
