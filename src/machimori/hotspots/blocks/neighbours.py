"""Which blocks lie beside which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

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
