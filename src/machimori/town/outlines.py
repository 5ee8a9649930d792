"""Polygons as arrays, and the cells of a tile whose centres they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numba import njit
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.town.lattice import Tile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Outlines(NamedTuple):
    """Polygons, each of one or more rings.

    Parameters
    ----------
    vertices : (v, 2) array
        Of all rings, each closed. [m]
    ring_starts : (r + 1,) array
        Where each ring begins in ``vertices``.
    starts : (n + 1,) array
        Where each polygon begins among the rings.
    bounds : (n, 4) array
        West, south, east, north. [m]
    """

    vertices: Floats
    ring_starts: Ints
    starts: Ints
    bounds: Floats

    @classmethod
    def of(cls, polygons: Sequence[BaseGeometry]) -> Outlines:
        """Take (multi-)polygons apart."""
        given = np.asarray(polygons, dtype=object)
        parts, owner = shapely.get_parts(given, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        vertices, ring = shapely.get_coordinates(rings, return_index=True)
        return cls(
            vertices,
            _starts(ring, len(rings)),
            _starts(owner[part], len(given)),
            shapely.bounds(given).reshape(-1, 4),
        )

    def take(self, chosen: Ints) -> Outlines:
        """Keep the polygons with these numbers, in this order."""
        rings, starts = ragged(self.starts, chosen)
        vertices, ring_starts = ragged(self.ring_starts, rings)
        bounds = self.bounds[chosen]
        return Outlines(self.vertices[vertices], ring_starts, starts, bounds)

    def touching(self, bounds: Floats) -> Ints:
        """Numbers of the polygons whose bounds reach into others [m]."""
        return np.flatnonzero(overlap(self.bounds, bounds))


def overlap(boxes: Floats, bounds: Floats) -> NDArray[np.bool_]:
    """Which of (n, 4) boxes touch bounds (4,): west, south, east, north [m]."""
    low, high = boxes[:, :2] <= bounds[2:], boxes[:, 2:] >= bounds[:2]
    return np.asarray((low & high).all(axis=1))


def ragged(starts: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Numbers of the parts of what was chosen, and where each one's now begin."""
    counts = starts[chosen + 1] - starts[chosen]
    new_starts = np.concatenate([[0], np.cumsum(counts)])
    offset = np.repeat(starts[chosen] - new_starts[:-1], counts)
    return offset + np.arange(new_starts[-1]), new_starts


def _starts(owner: Ints, count: int) -> Ints:
    return np.searchsorted(owner, np.arange(count + 1)).astype(np.int64)


def cells_inside(outlines: Outlines, tile: Tile) -> tuple[Ints, Ints]:
    """Which cells of a tile have their centre in which polygon.

    Parameters
    ----------
    outlines : Outlines
    tile : Tile

    Returns
    -------
    (n,) array, (n,) array
        Number of the polygon and number of the cell in the tile, row after row. A
        centre on the edge between two polygons is in one of them.
    """
    found = np.empty((0, 4), dtype=np.int64)
    for _ in range(2):  # first to count
        count = _find_spans(outlines, tile, found)
        found = found if len(found) else np.empty((count, 4), dtype=np.int64)
    widths = found[:, 3] - found[:, 2]
    first = found[:, 1] * tile.columns + found[:, 2]
    offset = np.repeat(first - (np.cumsum(widths) - widths), widths)
    return np.repeat(found[:, 0], widths), offset + np.arange(len(offset))


@njit(cache=True, nogil=True)
def _find_spans(outlines: Outlines, tile: Tile, spans: Ints) -> int:
    """List polygon, row, first column and the one after the last; how many."""
    bounds, cell_m, count = outlines.bounds, tile.cell_m, 0
    crossings = np.empty(len(outlines.vertices))
    for k in range(len(bounds)):
        south = np.floor(bounds[k, 1] / cell_m) - tile.first_row
        north = np.ceil(bounds[k, 3] / cell_m) - tile.first_row
        for row in range(max(0, int(south)), min(tile.rows, int(north) + 1)):
            y = (tile.first_row + row + 0.5) * cell_m
            met = _cross(outlines, k, y, crossings)
            for n in range(0, met - 1, 2):
                west = np.ceil(crossings[n] / cell_m - 0.5) - tile.first_column
                east = np.ceil(crossings[n + 1] / cell_m - 0.5) - tile.first_column
                start, end = max(0, int(west)), min(tile.columns, int(east))
                if start < end:
                    if len(spans):
                        spans[count] = (k, row, start, end)
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _cross(outlines: Outlines, k: int, y: float, crossings: Floats) -> int:
    """Where the outline of a polygon crosses a line, from west to east; how often."""
    vertices, ring_starts, starts, _ = outlines
    count = 0
    for ring in range(starts[k], starts[k + 1]):
        for i in range(ring_starts[ring], ring_starts[ring + 1] - 1):
            x1, y1 = vertices[i, 0], vertices[i, 1]
            x2, y2 = vertices[i + 1, 0], vertices[i + 1, 1]
            if (y1 > y) != (y2 > y):
                crossings[count] = x1 + (y - y1) * (x2 - x1) / (y2 - y1)
                count += 1
    crossings[:count].sort()
    return count
