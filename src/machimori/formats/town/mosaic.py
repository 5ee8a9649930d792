"""The tiles of a finished town, read as one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from machimori.formats.town.store import TownStore
from machimori.town import NO_WATCHERS_KNOWN, Tile, TileResult, TownLattice

Floats = NDArray[np.float64]
Field = Callable[[TileResult], Floats]

_TILES_HELD = 12


def lux(result: TileResult) -> Floats:
    """Illuminance of a tile; NaN where it has none [lx]."""
    return result.illuminance_lx.astype(np.float64)


def watchers(result: TileResult) -> Floats:
    """Watchers of the cells of a tile; NaN where it has none."""
    counts = result.watchers.astype(np.float64)
    counts[result.watchers == NO_WATCHERS_KNOWN] = np.nan
    return counts


class Mosaic:
    """Windows of a town, across the borders of its tiles.

    Parameters
    ----------
    store : TownStore
        Of which every tile is finished.
    lattice : TownLattice
    """

    def __init__(self, store: TownStore, lattice: TownLattice) -> None:
        self.lattice = lattice
        self.tiles = store.tiles
        self._read = lru_cache(_TILES_HELD)(store.read)
        self._side = max(store.tiles[0].rows, store.tiles[0].columns)
        self._across = -(-lattice.columns // self._side)

    def window(self, around: Tile, field: Field) -> Floats:
        """Fill a window with a quantity; NaN beyond the town.

        Parameters
        ----------
        around : Tile
            The window: its number does not matter.
        field : function
            :func:`lux` or :func:`watchers`.

        Returns
        -------
        (rows, columns) array
        """
        values = np.full((around.rows, around.columns), np.nan)
        for number in self._numbers(around):
            tile = self.tiles[number]
            row, column = (
                tile.first_row - around.first_row,
                tile.first_column - around.first_column,
            )
            south, north = max(row, 0), min(row + tile.rows, around.rows)
            west, east = max(column, 0), min(column + tile.columns, around.columns)
            part = field(self._read(number))
            values[south:north, west:east] = part[
                south - row : north - row, west - column : east - column
            ]
        return values

    def _numbers(self, around: Tile) -> list[int]:
        side, lattice = self._side, self.lattice
        row = around.first_row - lattice.first_row
        column = around.first_column - lattice.first_column
        rows = range(
            max(row, 0) // side,
            -(-min(row + around.rows, lattice.rows) // side),
        )
        columns = range(
            max(column, 0) // side,
            -(-min(column + around.columns, lattice.columns) // side),
        )
        return [i * self._across + j for i in rows for j in columns]
