"""The ground where it is not flat: heights on a lattice, bilinear between them.

All heights of eyes, targets, lamps and obstacles count from the ground beneath them.
Seen so, a straight line between two points is bent by as much as the ground departs
from the chord between their feet, and straight again where the ground is a plane,
however inclined: there, what holds for flat ground holds to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from machimori.geometry.grids import Lattice

Floats = NDArray[np.float64]

NEARLY_PLANE_M = 0.01
"""Ground that departs from a plane by no more than this is taken as one. [m]

Heights along a line of sight are then right within twice as much.
"""


class Ground(NamedTuple):
    """A terrain as the kernels take it: see `Terrain`."""

    west_m: float
    south_m: float
    spacing_m: float
    height_m: Floats


@dataclass(frozen=True, eq=False)
class Terrain:
    """Heights of the ground.

    Parameters
    ----------
    lattice : Lattice
        Where they are known, in plane metres; two rows and columns at least.
    height_m : (rows, columns) array
        At its points, above any one level. [m] Beyond the edge the ground goes on as
        high as at the edge.
    source : str
        The file they came from.
    filled_share : float
        Of the points, how many the file says nothing of; they are as high as the
        nearest that it does.
    """

    lattice: Lattice
    height_m: Floats
    source: str = ""
    filled_share: float = 0.0

    @cached_property
    def ground(self) -> Ground:
        """The same for the kernels."""
        west, south, spacing, _, _ = self.lattice
        heights = np.ascontiguousarray(self.height_m, dtype=np.float64)
        return Ground(float(west), float(south), float(spacing), heights)

    def height_at(self, points: Floats) -> Floats:
        """Height of the ground under points.

        Parameters
        ----------
        points : (n, 2) or (n, 3) array
            In plane metres.

        Returns
        -------
        (n,) array
            Bilinear between the four heights around each point. [m]
        """
        lattice, height = self.lattice, self.height_m
        x = np.clip(
            (points[:, 0] - lattice.west_m) / lattice.spacing_m, 0, lattice.columns - 1
        )
        y = np.clip(
            (points[:, 1] - lattice.south_m) / lattice.spacing_m, 0, lattice.rows - 1
        )
        at = np.isfinite(x) & np.isfinite(y)
        column = np.where(at, np.minimum(x, lattice.columns - 2), 0).astype(np.int64)
        row = np.where(at, np.minimum(y, lattice.rows - 2), 0).astype(np.int64)
        u, v = x - column, y - row
        south = height[row, column] * (1 - u) + height[row, column + 1] * u
        north = height[row + 1, column] * (1 - u) + height[row + 1, column + 1] * u
        return np.asarray(south * (1 - v) + north * v, dtype=np.float64)

    def raised(self, points: Floats) -> Floats:
        """Return (n, 3) points whose z counts from the level of the heights [m]."""
        raised = np.array(points, dtype=np.float64).reshape(-1, 3)
        raised[:, 2] += self.height_at(raised)
        return raised

    def bend_m(self, *plans: Floats, is_level: bool = False) -> float:
        """How far the ground departs from a plane, anywhere about some points.

        Parameters
        ----------
        *plans : (n, 2) or (n, 3) arrays
            The bounding box of them all is looked at. [m]
        is_level : bool
            Ask for a level plane; else any will do.

        Returns
        -------
        float
            Greatest distance, upright, from the plane that fits best. [m] It is never
            more between the points of the lattice than at them.
        """
        heights = self._about(np.concatenate([plan[:, :2] for plan in plans]))
        if is_level:
            return float(np.ptp(heights) / 2)
        y, x = np.mgrid[: heights.shape[0], : heights.shape[1]]
        axes = np.column_stack([x.ravel(), y.ravel(), np.ones(heights.size)])
        fit, *_ = np.linalg.lstsq(axes, heights.ravel() - heights.mean(), rcond=None)
        left = heights.ravel() - heights.mean() - axes @ fit
        return float(np.abs(left).max())

    def is_plane(self, *plans: Floats, is_level: bool = False) -> bool:
        """Whether the ground about some points may be taken as a plane."""
        if not sum(map(len, plans)):
            return True
        return self.bend_m(*plans, is_level=is_level) <= NEARLY_PLANE_M

    def _about(self, plan: Floats) -> Floats:
        plan = plan[np.isfinite(plan).all(axis=1)]
        low, high = plan.min(axis=0), plan.max(axis=0)
        lattice = self.lattice
        first_m = np.array([lattice.west_m, lattice.south_m])
        most = np.array([lattice.columns - 2, lattice.rows - 2])
        start = np.clip(np.floor((low - first_m) / lattice.spacing_m), 0, most)
        end = np.clip(np.floor((high - first_m) / lattice.spacing_m), 0, most) + 2
        (west, south), (east, north) = start.astype(int), end.astype(int)
        return np.asarray(self.height_m[south:north, west:east])
