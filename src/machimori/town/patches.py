"""Cells that lie together, as polygons."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from machimori.town.lattice import Tile

Bools = NDArray[np.bool_]


def patches(marked: Bools, window: Tile, *, at_least_m2: float) -> tuple[Polygon, ...]:
    """Join marked cells into patches.

    Parameters
    ----------
    marked : (rows, columns) array of bool
        Of the window's cells, the southern row first.
    window : Tile
    at_least_m2 : float
        Smaller patches are left out. [m²]

    Returns
    -------
    tuple of Polygon
        In plane metres, the largest first; cells that touch at a corner only are apart.
    """
    edges = np.diff(np.pad(marked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, first = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    south = (window.first_row + row) * window.cell_m
    west, east = (
        (window.first_column + column) * window.cell_m for column in (first, end)
    )
    strips = shapely.box(west, south, east, south + window.cell_m)
    joined = shapely.get_parts(shapely.union_all(strips))
    large = [p for p in joined if p.area >= at_least_m2]
    return tuple(sorted(large, key=lambda patch: -patch.area))


def window_over(polygon: shapely.Geometry, cell_m: float) -> Tile:
    """Lay the smallest window over a polygon [plane metres]."""
    west, south, east, north = polygon.bounds
    column, row = int(np.floor(west / cell_m)), int(np.floor(south / cell_m))
    columns = int(np.ceil(east / cell_m)) - column
    return Tile(0, row, column, int(np.ceil(north / cell_m)) - row, columns, cell_m)
