"""Where a school, a club or a nursery meets the streets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.streets import Positions, StreetGraph, nearest_positions
from machimori.watch.model import Destination

Floats = NDArray[np.float64]

GATE_REACH_M = 200.0
"""How far a school's point may lie from the streets that lead to it: school grounds
are large, and routes end at several gates."""


def points_of(places: Sequence[Destination]) -> Floats:
    """Return where destinations are.

    Parameters
    ----------
    places : sequence of Destination

    Returns
    -------
    (k, 2) array
        [m]
    """
    xy = [(place.point.x, place.point.y) for place in places]
    return np.array(xy, dtype=np.float64).reshape(-1, 2)


def gates_of(graph: StreetGraph, point: BaseGeometry) -> list[Positions]:
    """Find where a place meets each connected part of the streets.

    Parameters
    ----------
    graph : StreetGraph
    point : shapely point
        In plane metres.

    Returns
    -------
    list of Positions
        One position on each part that comes within `GATE_REACH_M`.
    """
    xy = np.array([[point.x, point.y]])
    near = shapely.dwithin(graph.lines, point, GATE_REACH_M)
    parts = np.unique(graph.part[near & (graph.part >= 0)])
    return [nearest_positions(graph, xy, among=graph.part == p) for p in parts]
