"""One lattice for a whole town, and the tiles it is computed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from machimori.geometry import Lattice

Floats = NDArray[np.float64]

CELLS_M = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Sides that a cell may have: powers of two, so that no coordinate of a lattice is
rounded and a tile shows what the whole town would. [m]"""


class Tile(NamedTuple):
    """A rectangle of cells of the town's lattice.

    Parameters
    ----------
    number : int
        Row after row from the south-west.
    first_row, first_column : int
        Of the cells, counted from the origin of the plane.
    rows, columns : int
    cell_m : float
        [m]
    """

    number: int
    first_row: int
    first_column: int
    rows: int
    columns: int
    cell_m: float

    @property
    def lattice(self) -> Lattice:
        """The centres of its cells."""
        west_m = (self.first_column + 0.5) * self.cell_m
        south_m = (self.first_row + 0.5) * self.cell_m
        return Lattice(west_m, south_m, self.cell_m, self.columns, self.rows)

    @property
    def bounds(self) -> Floats:
        """West, south, east and north of its cells [m]."""
        west, south = self.first_column, self.first_row
        edges = (west, south, west + self.columns, south + self.rows)
        return np.array(edges, dtype=np.float64) * self.cell_m


@dataclass(frozen=True)
class TownLattice:
    """All cells of a town.

    Parameters
    ----------
    first_row, first_column : int
        Of the cells, counted from the origin of the plane.
    rows, columns : int
    cell_m : float
        One of :data:`CELLS_M`. [m]
    """

    first_row: int
    first_column: int
    rows: int
    columns: int
    cell_m: float

    @classmethod
    def over(cls, bounds: Floats, cell_m: float) -> TownLattice:
        """Cover bounds: west, south, east and north [m]."""
        low = np.floor(np.asarray(bounds[:2]) / cell_m).astype(int)
        high = np.maximum(np.ceil(np.asarray(bounds[2:]) / cell_m).astype(int), low + 1)
        columns, rows = high - low
        return cls(int(low[1]), int(low[0]), int(rows), int(columns), cell_m)

    @property
    def cells(self) -> int:
        """How many there are."""
        return self.rows * self.columns

    @property
    def whole(self) -> Tile:
        """All of them as one tile."""
        first = self.first_row, self.first_column
        return Tile(0, *first, self.rows, self.columns, self.cell_m)

    def tiles(self, side: int) -> tuple[Tile, ...]:
        """Cut it into squares of so many cells a side; those at the end are smaller."""
        corners = [
            (row, column)
            for row in range(0, self.rows, side)
            for column in range(0, self.columns, side)
        ]
        return tuple(
            Tile(
                number,
                self.first_row + row,
                self.first_column + column,
                min(side, self.rows - row),
                min(side, self.columns - column),
                self.cell_m,
            )
            for number, (row, column) in enumerate(corners)
        )
