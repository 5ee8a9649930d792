"""What anybody can know: sums of counts, and between which bounds each lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from machimori.publication.shown import Shown

Floats = NDArray[np.float64]
Cells = tuple[int, ...]
"""Places of counts in a flattened tally: their sum is spoken of."""


@dataclass
class Knowledge:
    """Statements about sums of the counts of a tally.

    Parameters
    ----------
    size : int
        How many counts the tally has.
    """

    size: int
    sums: list[Cells] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def learn(self, cells: Cells, shown: Shown) -> None:
        """Add what is shown of a sum."""
        self.sums.append(cells)
        self.low.append(shown.low)
        self.high.append(np.inf if shown.high is None else shown.high)

    @property
    def matrix(self) -> sparse.csr_array:
        """The sums: (statements, counts) array of zeros and ones."""
        return as_matrix(self.sums, self.size)

    def holds_for(self, counts: NDArray[np.int64]) -> bool:
        """Tell whether no statement is false of these counts."""
        sums = self.matrix @ counts.ravel()
        return bool(np.all((self.low <= sums) & (sums <= self.high)))


def as_matrix(sums: Sequence[Cells], size: int) -> sparse.csr_array:
    """Write sums as the rows of a matrix."""
    lengths = [len(cells) for cells in sums]
    columns = np.fromiter((c for cells in sums for c in cells), dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    ones = np.ones(len(columns))
    return sparse.csr_array((ones, columns, starts), shape=(len(sums), size))
