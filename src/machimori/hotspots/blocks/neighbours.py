"""Which blocks lie beside which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError, cKDTree

from machimori.incidents import Blocks

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = TypeVar("Numbers", NDArray[np.int64], NDArray[np.float64])


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

    def sums(self, values: Numbers) -> Numbers:
        """Sum a quantity (n,) over the neighbours of each block."""
        running = np.zeros(len(self.others) + 1, dtype=values.dtype)
        np.cumsum(values[self.others], out=running[1:])
        return np.diff(running[self.starts])


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


FARTHEST_M = 5_000.0
"""Middles of blocks farther apart than this are not taken for neighbours'. [m]"""


def neighbours_of(blocks: Blocks) -> tuple[Neighbours, int]:
    """Find the neighbours of town blocks: those that touch, or seem to.

    Of a block whose outline nobody drew, only the middle is known. It is taken to lie
    beside another where no third middle is between them (Gabriel's graph).

    Parameters
    ----------
    blocks : Blocks

    Returns
    -------
    neighbours : Neighbours
    guessed : int
        Blocks whose neighbours are concluded from middles.

    Source: K. R. Gabriel, R. R. Sokal, "A new statistical approach to geographic
    variation analysis", Systematic Zoology 18 (1969), pp. 259-278.
    """
    pairs = blocks.neighbours()
    is_drawn = np.isfinite(blocks.areas_m2)
    bare = ~is_drawn & np.isfinite(blocks.centres_m).all(axis=1)
    if bare.any():
        beside = between_middles(blocks.centres_m)
        pairs = np.concatenate([pairs, beside[bare[beside].any(axis=1)]])
    return neighbours_of_pairs(pairs, len(blocks)), int(bare.sum())


def between_middles(middles_m: Floats) -> Ints:
    """Pair points that have no third between them.

    Parameters
    ----------
    middles_m : (n, 2) array
        [m] NaN where unknown.

    Returns
    -------
    (m, 2) array of int
        No farther apart than `FARTHEST_M`.
    """
    known = np.flatnonzero(np.isfinite(middles_m).all(axis=1))
    points = middles_m[known]
    pairs = _edges(points)
    middle = points[pairs].mean(axis=1)
    half = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) / 2
    near = cKDTree(points).query(middle)[0] if len(pairs) else half
    free = (near >= half * (1 - 1e-9)) & (2 * half <= FARTHEST_M)
    return np.asarray(known[pairs[free]])


def _edges(points: Floats) -> Ints:
    """Sides of triangles between points; all pairs where these make no triangle."""
    try:
        corners = Delaunay(points).simplices.astype(np.int64)
    except (QhullError, ValueError):
        return np.column_stack(np.triu_indices(len(points), 1))
    return np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
