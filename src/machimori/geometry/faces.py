"""The faces of all obstacles, sorted into the square cells of a grid.

A line of sight walks through the cells beneath it and meets only the faces filed there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FACES_A_CELL = 0.1
_OBSTACLES_A_PLOT = 4.0
_PAD = 1e-6
"""Share of a cell by which faces are filed too widely, so that rounding loses none."""


class Lids(NamedTuple):
    """Level faces, each of one or more rings.

    Parameters
    ----------
    vertices : (v, 2) array
        Of all rings, each closed. [m]
    ring_starts : (r + 1,) array
        Where each ring begins in ``vertices``.
    face_starts : (f + 1,) array
        Where each face begins among the rings.
    height_m : (f,) array
    owner : (f,) array
        Number of the obstacle that each face belongs to.
    bounds : (f, 4) array
        West, south, east, north. [m]
    """

    vertices: Floats
    ring_starts: Ints
    face_starts: Ints
    height_m: Floats
    owner: Ints
    bounds: Floats


class Cells(NamedTuple):
    """Square cells over all faces, and which faces each holds.

    Parameters
    ----------
    west_m, south_m, side_m : float
        Corner of the first cell, and the side of each.
    columns, rows : int
    starts : (columns * rows + 1,) array
        Where each cell begins in ``faces``.
    faces : (e,) array
        Screens by number; lids by number after the last screen.
    """

    west_m: float
    south_m: float
    side_m: float
    columns: int
    rows: int
    starts: Ints
    faces: Ints


class Plots(NamedTuple):
    """Obstacles by their bounds, and larger cells in which to find them.

    Parameters
    ----------
    bounds : (k, 4) array
        West, south, east, north of all faces of an obstacle. [m]
    screen_starts, lid_starts : (k + 1,) arrays
        Where the faces of each obstacle begin.
    cells : Cells
        Their ``faces`` are the numbers of obstacles.
    """

    bounds: Floats
    screen_starts: Ints
    lid_starts: Ints
    cells: Cells


class Faces(NamedTuple):
    """All that a line can meet.

    Parameters
    ----------
    screens : (m, 7) array
        x1, y1, x2, y2, bottom, top [m]; depth of its pickets by their pitch, or 0.
    screen_owner : (m,) array
        Number of the obstacle.
    lids : Lids
    passes : (k,) array
        Share that each obstacle lets through; pickets, of a line square to them.
    cells : Cells
    plots : Plots
    """

    screens: Floats
    screen_owner: Ints
    lids: Lids
    passes: Floats
    cells: Cells
    plots: Plots


def file_faces(
    screens: Floats, screen_owner: Ints, lids: Lids, opacity: Floats
) -> Faces:
    """Sort faces, and the obstacles they belong to, into cells."""
    low = np.minimum(screens[:, :2], screens[:, 2:4])
    high = np.maximum(screens[:, :2], screens[:, 2:4])
    boxes = np.concatenate([np.hstack([low, high]), lids.bounds])
    owner = np.concatenate([screen_owner, lids.owner])
    return Faces(
        screens,
        screen_owner,
        lids,
        1.0 - opacity,
        _cells(screens, lids.bounds, boxes, _FACES_A_CELL),
        _plots(screen_owner, lids.owner, boxes, owner, len(opacity)),
    )


def _plots(
    screen_owner: Ints, lid_owner: Ints, boxes: Floats, owner: Ints, count: int
) -> Plots:
    bounds = np.empty((count, 4))
    if len(boxes):  # an obstacle without faces lies in the first corner, and is inert
        bounds[:] = np.tile(boxes[:, :2].min(axis=0), 2)
        bounds[owner, :2] = np.inf
        bounds[owner, 2:] = -np.inf
        np.minimum.at(bounds[:, :2], owner, boxes[:, :2])
        np.maximum.at(bounds[:, 2:], owner, boxes[:, 2:])
    numbers = np.arange(count + 1)
    return Plots(
        bounds,
        np.searchsorted(screen_owner, numbers),
        np.searchsorted(lid_owner, numbers),
        _cells(np.empty((0, 7)), bounds, bounds[: len(boxes)], _OBSTACLES_A_PLOT),
    )


def _cells(
    screens: Floats, boxes: Floats, bounds: Floats, faces_a_cell: float
) -> Cells:
    """File screens by where they run and other things by their boxes."""
    if not len(bounds):
        return _NO_CELLS
    west, south = (float(v) for v in bounds[:, :2].min(axis=0))
    east, north = (float(v) for v in bounds[:, 2:].max(axis=0))
    width, height = east - west, north - south
    side = max(
        np.sqrt(width * height / len(bounds) * faces_a_cell),
        max(width, height) / (4.0 * len(bounds) + 1.0),
        0.01,
    )
    columns = int(width / side + _PAD) + 1
    rows = int(height / side + _PAD) + 1
    empty = Cells(west, south, side, columns, rows, _NONE, _NONE)
    counts = np.zeros(columns * rows + 1, dtype=np.int64)
    _file(screens, boxes, empty, counts, _NONE)
    starts = np.cumsum(counts)
    faces = np.empty(starts[-1], dtype=np.int64)
    _file(screens, boxes, empty, starts[:-1].copy(), faces)
    return Cells(west, south, side, columns, rows, starts, faces)


@njit(cache=True, nogil=True)
def _file(
    screens: Floats, boxes: Floats, cells: Cells, cursor: Ints, faces: Ints
) -> None:
    """Count (with no room in ``faces``) or file the faces, cell by cell."""
    for k in range(len(screens)):
        x1 = (screens[k, 0] - cells.west_m) / cells.side_m
        y1 = (screens[k, 1] - cells.south_m) / cells.side_m
        x2 = (screens[k, 2] - cells.west_m) / cells.side_m
        y2 = (screens[k, 3] - cells.south_m) / cells.side_m
        for row in _span(min(y1, y2), max(y1, y2), cells.rows):
            left, right = _within_row(x1, y1, x2, y2, row)
            _enter(k, row, left, right, cells, cursor, faces)
    for k in range(len(boxes)):
        left = (boxes[k, 0] - cells.west_m) / cells.side_m
        right = (boxes[k, 2] - cells.west_m) / cells.side_m
        bottom = (boxes[k, 1] - cells.south_m) / cells.side_m
        top = (boxes[k, 3] - cells.south_m) / cells.side_m
        for row in _span(bottom, top, cells.rows):
            _enter(len(screens) + k, row, left, right, cells, cursor, faces)


@njit(cache=True, nogil=True)
def _within_row(
    x1: float, y1: float, x2: float, y2: float, row: int
) -> tuple[float, float]:
    """Where a segment enters and leaves a row of cells."""
    if y1 == y2:
        return min(x1, x2), max(x1, x2)
    slope = (x2 - x1) / (y2 - y1)
    low = max(min(y1, y2), row - _PAD)
    high = min(max(y1, y2), row + 1 + _PAD)
    a, b = x1 + (low - y1) * slope, x1 + (high - y1) * slope
    return max(min(a, b), min(x1, x2)), min(max(a, b), max(x1, x2))


@njit(cache=True, nogil=True)
def _span(low: float, high: float, count: int) -> range:
    first = max(0, int(np.floor(low - _PAD)))
    last = min(count - 1, int(np.floor(high + _PAD)))
    return range(first, last + 1)


@njit(cache=True, nogil=True)
def _enter(
    face: int,
    row: int,
    left: float,
    right: float,
    cells: Cells,
    cursor: Ints,
    faces: Ints,
) -> None:
    for column in _span(left, right, cells.columns):
        cell = row * cells.columns + column
        if len(faces):
            faces[cursor[cell]] = face
            cursor[cell] += 1
        else:
            cursor[cell + 1] += 1


_NONE = np.empty(0, dtype=np.int64)
_NO_CELLS = Cells(0.0, 0.0, 1.0, 0, 0, np.zeros(1, dtype=np.int64), _NONE)
