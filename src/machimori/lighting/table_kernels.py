"""Light by a table of intensities at many points of a level lattice: compiled kernel.

The table lies about an axis; of the ray from the lamp to a point, its parts along the
axis, along plane 0 and along plane 90 say where in the table to look::

        plane 90
           |   / ray                angle = angle between ray and axis
           |  /
           | /                      plane = atan2(part along 90, part along 0)
           |/________ plane 0
          axis (towards the reader)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry import Lattice

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]


class Table(NamedTuple):
    """A table of intensities.

    Parameters
    ----------
    planes, angles : (p,), (q,) arrays
        From 0 to a full and to half a turn. [rad]
    intensity_cd : (p, q) array
    """

    planes: Floats
    angles: Floats
    intensity_cd: Floats


class Hung(NamedTuple):
    """How lamps hang.

    Parameters
    ----------
    positions : (k, 3) array
        With the height above the plane. [m]
    frames : (k, 3, 3) array
        Unit vectors of the axis of the table, of its plane 0 and of its plane 90.
    """

    positions: Floats
    frames: Floats


class Lit(NamedTuple):
    """The points that each lamp reaches: see `machimori.geometry.Reached`."""

    starts: Ints
    numbers: Counts
    shares: Floats


@njit(cache=True, nogil=True)
def add_lights(
    which: Ints, lit: Lit, lattice: Lattice, hung: Hung, table: Table, total: Floats
) -> None:
    """Add the light of those lamps that share a table to the points they reach."""
    for k in which:
        _add_light(k, lit, lattice, hung.positions[k], hung.frames[k], table, total)


@njit(cache=True, nogil=True)
def _add_light(
    k: int,
    lit: Lit,
    lattice: Lattice,
    position: Floats,
    frame: Floats,
    table: Table,
    total: Floats,
) -> None:
    numbers, shares, height = lit.numbers, lit.shares, position[2]
    for n in range(lit.starts[k], lit.starts[k + 1]):
        row, column = divmod(numbers[n], np.int32(lattice.columns))
        x = lattice.west_m + column * lattice.spacing_m - position[0]
        y = lattice.south_m + row * lattice.spacing_m - position[1]
        square = x * x + y * y + height * height
        along = frame[0, 0] * x + frame[0, 1] * y - frame[0, 2] * height
        zero = frame[1, 0] * x + frame[1, 1] * y - frame[1, 2] * height
        quarter = frame[2, 0] * x + frame[2, 1] * y - frame[2, 2] * height
        across = np.sqrt(zero * zero + quarter * quarter)
        angle = np.arctan2(across, along)
        plane = np.arctan2(quarter, zero)
        if plane < 0.0:
            plane += 2.0 * np.pi
        intensity = _look_up(
            table.planes, table.angles, table.intensity_cd, plane, angle
        )
        total[numbers[n]] += shares[n] * intensity * height / (square * np.sqrt(square))


@njit(cache=True, nogil=True)
def _look_up(
    planes: Floats, angles: Floats, table: Floats, plane: float, angle: float
) -> float:
    """Bilinear in both angles [rad]."""
    p, q = _interval(planes, plane), _interval(angles, angle)
    u = (plane - planes[p]) / (planes[p + 1] - planes[p])
    v = (angle - angles[q]) / (angles[q + 1] - angles[q])
    low = (1.0 - v) * table[p, q] + v * table[p, q + 1]
    high = (1.0 - v) * table[p + 1, q] + v * table[p + 1, q + 1]
    return float((1.0 - u) * low + u * high)


@njit(cache=True, nogil=True)
def _interval(knots: Floats, at: float) -> int:
    """Which interval of rising knots holds a value; found at once if they are even."""
    last = len(knots) - 2
    k = min(max(int(at / knots[-1] * (last + 1)), 0), last)
    while k > 0 and knots[k] > at:
        k -= 1
    while k < last and knots[k + 1] <= at:
        k += 1
    return k
