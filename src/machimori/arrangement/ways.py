"""How far it is, all along a way, to the nearest of what should be near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_STEP_M = 1.0


def farthest_distance_m(
    way: BaseGeometry, others: Sequence[BaseGeometry]
) -> float | None:
    """Distance to the nearest of others from where on a way it is farthest.

    Parameters
    ----------
    way : geometry
        A line, or an outline; in plane metres.
    others : sequence of geometries
        In plane metres.

    Returns
    -------
    float or None
        [m]; looked at every metre, so at most half a metre too short. None where there
        are no others.
    """
    if not others:
        return None
    steps = shapely.get_coordinates(shapely.segmentize(way, _STEP_M))
    tree = shapely.STRtree(others)
    _, distances = tree.query_nearest(
        shapely.points(steps), return_distance=True, all_matches=False
    )
    return float(np.max(distances))


def beyond(
    way: BaseGeometry, others: Sequence[BaseGeometry], *, distance_m: float
) -> BaseGeometry:
    """Parts of a way from which the nearest of others is farther than a distance.

    Parameters
    ----------
    way : geometry
        In plane metres.
    others : sequence of geometries
        In plane metres.
    distance_m : float
        [m]

    Returns
    -------
    geometry
        Empty where all of it is near enough.
    """
    around = shapely.union_all(shapely.buffer(list(others), distance_m))
    return shapely.difference(way, around)
