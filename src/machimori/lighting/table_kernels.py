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
Counts = NDArray[np.int32]


class TurnedTable(NamedTuple):
    """A table of intensities as it hangs in the scene.

    Parameters
    ----------
    frame : (3, 3) array
        Unit vectors of the axis, of plane 0 and of plane 90, a row each.
    planes, angles : (p,), (q,) arrays
        From 0 to a full and to half a turn. [rad]
    intensity_cd : (p, q) array
    """

    frame: Floats
    planes: Floats
    angles: Floats
    intensity_cd: Floats


@njit(cache=True, nogil=True)
def add_light(
    numbers: Counts,
    shares: Floats,
    lattice: Lattice,
    position: Floats,
    table: TurnedTable,
    total: Floats,
) -> None:
    """Add one lamp's light to the points of a lattice that it reaches.

    ``position`` is that of the lamp with its height above the plane.
    """
    frame = table.frame
    height = position[2]
    for n in range(len(numbers)):
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
