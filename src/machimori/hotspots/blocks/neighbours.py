"""Which blocks lie beside which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Neighbours:
    """The neighbours of each of n blocks; none is its own neighbour.

    Parameters
    ----------
    starts : (n + 1,) array of int
        Where the neighbours of each block begin in `others`.
    others : (m,) array of int
    """

    starts: Ints
    others: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Ints:
        """How many neighbours each block has (n,)."""
        return np.diff(self.starts)

    @property
    def pairs(self) -> Ints:
        """Each block with each of its neighbours (m, 2)."""
        ones = np.repeat(np.arange(len(self)), self.counts)
        return np.column_stack([ones, self.others])

    def sums(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Sum a quantity (n,) over the neighbours of each block."""
        running = np.concatenate([[values.dtype.type(0)], values[self.others].cumsum()])
        summed: NDArray[np.generic] = np.diff(running[self.starts])
        return summed


def neighbours_of_pairs(pairs: Ints, count: int) -> Neighbours:
    """Arrange pairs of blocks as neighbours of each.

    Parameters
    ----------
    pairs : (m, 2) array of int
        In either order, or in both; a block with itself is left out.
    count : int
        Number of blocks.

    Returns
    -------
    Neighbours
    """
    apart = pairs[pairs[:, 0] != pairs[:, 1]]
    both = np.unique(np.concatenate([apart, apart[:, ::-1]]), axis=0)
    starts = np.searchsorted(both[:, 0], np.arange(count + 1))
    return Neighbours(starts, both[:, 1])


def touching(polygons: Sequence[BaseGeometry], *, gap_m: float = 0.0) -> Neighbours:
    """Find the blocks that touch, at a corner at least.

    Parameters
    ----------
    polygons : sequence of n geometries
        In plane metres.
    gap_m : float
        Blocks this far apart still touch: outlines of maps do not always meet. [m]

    Returns
    -------
    Neighbours
    """
    shapes = np.asarray(polygons, dtype=np.object_)
    ones, others = shapely.STRtree(shapes).query(
        shapes, predicate="dwithin", distance=gap_m
    )
    return neighbours_of_pairs(np.column_stack([ones, others]), len(shapes))
