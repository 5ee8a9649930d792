"""Light by a formula at many points of a level lattice: compiled kernel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry import Lattice
from machimori.lighting.law import lux_per_candela
from machimori.lighting.table_kernels import Hung, Lit
from machimori.scene.built_in_photometry import relative_intensity

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]

_lux_per_candela = njit(cache=True, nogil=True, error_model="numpy")(lux_per_candela)
_relative: Any = njit(cache=True, nogil=True, error_model="numpy")(relative_intensity)


@njit(cache=True, nogil=True, error_model="numpy")
def add_by_law(
    which: Ints,
    lit: Lit,
    lattice: Lattice,
    hung: Hung,
    form: int,
    scale_cd: float,
    total: Floats,
) -> None:
    """Add the light of lamps of one form and flux to the points they reach."""
    for k in which:
        first, end = lit.starts[k], lit.starts[k + 1]
        numbers, shares = lit.numbers[first:end], lit.shares[first:end]
        place, frame = hung.positions[k], hung.frames[k]
        _add(numbers, shares, lattice, place, frame, form, scale_cd, total)


@njit(cache=True, nogil=True, error_model="numpy")
def _add(
    numbers: Counts,
    shares: Floats,
    lattice: Lattice,
    position: Floats,
    frame: Floats,
    form: int,
    scale_cd: float,
    total: Floats,
) -> None:
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
        near = 1.0 / np.sqrt(square)
        axis, zero = (ax * x + ay * y + az) * near, (zx * x + zy * y + zz) * near
        quarter = (qx * x + qy * y + qz) * near
        candela = scale_cd * _relative(form, axis, zero, quarter)
        total[numbers[n]] += shares[n] * candela * _lux_per_candela(height, square)
