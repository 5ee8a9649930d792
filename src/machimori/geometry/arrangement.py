"""Walls in plan, cut where they meet, with every corner on a fine square lattice.

On the lattice a corner is a pair of whole numbers, so that on which side of a wall it
lies is decided without rounding, and walls that were drawn to meet do meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Lattice:
    """Whole steps from a local origin.

    Parameters
    ----------
    origin_m : (2,) array
        [m]
    step_m : float
        [m]
    """

    origin_m: Floats
    step_m: float

    def nearest(self, points: Floats) -> Ints:
        """Round (n, 2) points [m] to the lattice [steps]."""
        return np.rint(self.measure(points)).astype(np.int64)

    def measure(self, points: Floats) -> Floats:
        """Tell where (n, 2) points [m] are, in steps that need not be whole."""
        return np.asarray((points - self.origin_m) / self.step_m, dtype=np.float64)

    def place(self, steps: Ints | Floats) -> Floats:
        """Tell where (n, 2) steps are [m]."""
        return np.asarray(steps * self.step_m + self.origin_m, dtype=np.float64)


@dataclass(frozen=True)
class Arrangement:
    """Walls that meet only at their ends.

    Parameters
    ----------
    corners : (v, 2) array of int
        All different. [steps]
    walls : (w, 2) array of int
        Numbers of the two corners of each; none twice.
    """

    corners: Ints
    walls: Ints


def segments_of(geometries: Sequence[BaseGeometry]) -> Floats:
    """Take the outlines of lines and polygons apart.

    Parameters
    ----------
    geometries : sequence of lines, polygons and their multi-parts
        Points have no outline.

    Returns
    -------
    (n, 2, 2) array
        Both ends of each straight piece.
    """
    given = np.asarray(geometries, dtype=object)
    is_area = shapely.get_dimensions(given) == 2
    given[is_area] = shapely.boundary(given[is_area])
    parts = shapely.get_parts(shapely.get_parts(given))
    lines = parts[shapely.get_dimensions(parts) == 1]
    xy, line = shapely.get_coordinates(lines, return_index=True)
    joined = np.flatnonzero(line[:-1] == line[1:])
    return np.stack([xy[joined], xy[joined + 1]], axis=1)


def arrange(segments: Ints) -> Arrangement:
    """Cut segments where they meet.

    Parameters
    ----------
    segments : (n, 2, 2) array of int
        [steps]

    Returns
    -------
    Arrangement
        What crosses, overlaps or ends on another wall shares a corner with it; a
        crossing is moved to the lattice, by less than one step.
    """
    is_long = (segments[:, 0] != segments[:, 1]).any(axis=1)
    if not is_long.any():
        return Arrangement(np.empty((0, 2), np.int64), np.empty((0, 2), np.int64))
    lines = shapely.linestrings(segments[is_long].astype(np.float64))
    cut = segments_of([shapely.unary_union(lines, grid_size=1.0)])
    ends = np.rint(cut).astype(np.int64).reshape(-1, 2)
    corners, number = np.unique(ends, axis=0, return_inverse=True)
    walls = np.sort(number.reshape(-1, 2), axis=1)
    walls = walls[walls[:, 0] != walls[:, 1]]
    return Arrangement(corners, np.unique(walls, axis=0))
