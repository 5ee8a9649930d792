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
from machimori.lighting.law import lux_per_candela

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


class Seen(NamedTuple):
    """Room for how a lamp sees its points: where in the table, and at what weight.

    Parameters
    ----------
    planes, angles : (n,) arrays
        [rad]
    weights : (n,) array
        Illuminance for each candela. [lx/cd]
    """

    planes: Floats
    angles: Floats
    weights: Floats


def _arc_tangent_series() -> tuple[float, ...]:
    """Coefficients of atan(t) / t in powers of t², the lowest first, for t < tan π/8.

    A Chebyshev series: what is left out is below 1e-15.
    """
    series = np.polynomial.Chebyshev.interpolate(
        lambda z: np.arctan(np.sqrt(z)) / np.sqrt(z), 10, [1e-12, _EIGHTH**2]
    )
    return tuple(float(c) for c in series.convert(kind=np.polynomial.Polynomial).coef)


_EIGHTH = np.sqrt(2.0) - 1.0
_SERIES = _arc_tangent_series()
_lux_per_candela = njit(cache=True, nogil=True, error_model="numpy")(lux_per_candela)


@njit(cache=True, nogil=True, error_model="numpy")
def add_lights(
    which: Ints, lit: Lit, lattice: Lattice, hung: Hung, table: Table, total: Floats
) -> None:
    """Add the light of those lamps that share a table to the points they reach."""
    most = np.max(lit.starts[1:] - lit.starts[:-1])
    seen = Seen(np.empty(most), np.empty(most), np.empty(most))
    # Taken out of their tuples once: keeping count of who holds an array is not free.
    planes, angles, rows = table.planes, table.angles, table.intensity_cd
    at_plane, at_angle, weights = seen.planes, seen.angles, seen.weights
    for k in which:
        first, end = lit.starts[k], lit.starts[k + 1]
        numbers, shares = lit.numbers[first:end], lit.shares[first:end]
        _see(numbers, shares, lattice, hung.positions[k], hung.frames[k], seen)
        for n in range(len(numbers)):
            intensity = _look_up(planes, angles, rows, at_plane[n], at_angle[n])
            total[numbers[n]] += weights[n] * intensity


@njit(cache=True, nogil=True, error_model="numpy")
def _see(
    numbers: Counts,
    shares: Floats,
    lattice: Lattice,
    position: Floats,
    frame: Floats,
    seen: Seen,
) -> None:
    """See the points from the lamp: a loop without branches, taken eight at a time."""
    planes, angles, weights = seen.planes, seen.angles, seen.weights
    west, south = lattice.west_m - position[0], lattice.south_m - position[1]
    spacing, columns, height = lattice.spacing_m, float(lattice.columns), position[2]
    ax, ay, az = frame[0, 0], frame[0, 1], -frame[0, 2] * height
    zx, zy, zz = frame[1, 0], frame[1, 1], -frame[1, 2] * height
    qx, qy, qz = frame[2, 0], frame[2, 1], -frame[2, 2] * height
    for n in range(len(numbers)):
        row = np.floor((numbers[n] + 0.5) / columns)
        x = west + (numbers[n] - row * columns) * spacing
        y = south + row * spacing
        square = x * x + y * y + height * height
        zero, quarter = zx * x + zy * y + zz, qx * x + qy * y + qz
        across = np.sqrt(zero * zero + quarter * quarter)
        plane = _arc_tangent(quarter, zero)
        angles[n] = _arc_tangent(across, ax * x + ay * y + az)
        planes[n] = plane if plane >= 0.0 else plane + 2.0 * np.pi
        weights[n] = shares[n] * _lux_per_candela(height, square)


@njit(cache=True, nogil=True, error_model="numpy")
def _arc_tangent(y: float, x: float) -> float:
    """Angle of (x, y) from the x axis, as `numpy.arctan2`, without a branch [rad].

    Brought below an eighth of a half-turn by counting from the nearer axis or, where
    that is nearer, from the diagonal.

    Source
    ------
    W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980,
    chapter 11, for bringing the argument down; the series is fitted here.
    """
    low, high = min(abs(x), abs(y)), max(abs(x), abs(y))
    is_near_diagonal = low > _EIGHTH * high
    rise = low - high if is_near_diagonal else low
    run = low + high if is_near_diagonal else high
    t = rise / (run if run > 0.0 else 1.0)
    ratio = _SERIES[-1]
    for power in range(len(_SERIES) - 2, -1, -1):
        ratio = ratio * t * t + _SERIES[power]
    turn = t * ratio + (np.pi / 4.0 if is_near_diagonal else 0.0)
    turn = np.pi / 2.0 - turn if abs(y) > abs(x) else turn
    turn = np.pi - turn if x < 0.0 else turn
    return -turn if y < 0.0 else turn


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
def _interval(knots: Floats, at: float) -> int:
    """Which interval of rising knots holds a value; found at once if they are even."""
    last = len(knots) - 2
    k = min(max(int(at / knots[-1] * (last + 1)), 0), last)
    while k > 0 and knots[k] > at:
        k -= 1
    while k < last and knots[k + 1] <= at:
        k += 1
    return k
