"""What the kernels of shadows hand to one another: plain numbers and arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Bytes = NDArray[np.uint8]


class Sheet(NamedTuple):
    """Scratch of one caller: a window of the lattice, and what is hidden in it.

    Parameters
    ----------
    dark : (r, c) array
        1 where something opaque stands before a point.
    veil : (r, c) array
        Shadow of the one translucent obstacle at hand; 0 between obstacles.
    share : (r, c) array
        What the translucent obstacles let through; holds where ``is_veiled``.
    is_veiled : (1,) array
        Whether any translucent obstacle has been met.
    met : (k,) array
        Last source that each obstacle was held against.
    turn : (1,) array
        Number of the source at hand.
    queue : (k,) array
        Obstacles that may hide something from it, from near to far.
    crossings : (v,) array
        Where the edges of a level face cross a row.
    shut_m : (d,) array
        From which distance on each of the directions around the source is shut off.
    ends : (2, r) array
        First and last column that one face hides of each row.
    """

    dark: Bytes
    veil: Bytes
    share: Floats
    is_veiled: Bytes
    met: Ints
    turn: Ints
    queue: Ints
    crossings: Floats
    shut_m: Floats
    ends: Counts


class View(NamedTuple):
    """A source, the height of the plane that it looks at, and how far it looks [m].

    Plain numbers: what kernels hand on for each face must not be arrays in structures,
    for keeping count of who holds those costs more than the geometry.
    """

    x: float
    y: float
    z: float
    level: float
    reach_m: float


class Sight(NamedTuple):
    """How one looks, and what each look counts.

    Parameters
    ----------
    level_m, range_m : float
        Height of the plane; how far one sees.
    enough : float
        Share that must pass.
    sign : int
        1, or -1 to take looks away.
    """

    level_m: float
    range_m: float
    enough: float
    sign: int


class Found(NamedTuple):
    """Room for the points that sources reach: see `machimori.geometry.Reached`."""

    starts: Ints
    numbers: Counts
    shares: Floats


class Box(NamedTuple):
    """Bounds in plan [m]."""

    west: float
    south: float
    east: float
    north: float


class About(NamedTuple):
    """The plots between a source and a window, by rows and columns.

    Parameters
    ----------
    row, column : int
        Of the plot nearest to the source.
    south, north, west, east : int
        The outermost, all included.
    rings : int
        How many rings about the nearest hold them all.
    """

    row: int
    column: int
    south: int
    north: int
    west: int
    east: int
    rings: int


class Window(NamedTuple):
    """Rows and columns of a lattice, the last not included."""

    south: int
    north: int
    west: int
    east: int
