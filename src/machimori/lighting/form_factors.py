r"""How much of what a point sees is a given flat piece of a surface: compiled kernel.

Seen from a point P on a surface with the normal n, a piece that is equally bright all
over gives E = M F, with its luminous exitance M and the form factor F. Of a polygon
with the corners r1, r2 … from P, as far as it is above the horizon of P, exactly::

            n   r1________r2            F = 1/2π Σ  Γ_k  (r_k × r_k+1)
            |   /         /                            ------------- · n
            |  /_________/                             |r_k × r_k+1|
            | r4 '     r3
            |  '    '                   Γ_k: the angle between r_k and r_k+1
          P |'__'_________ horizon

Source
------
J. H. Lambert, Photometria, 1760; J. R. Howell, A Catalog of Radiation Heat Transfer
Configuration Factors, factor of a differential area to any polygon.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SIDES = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
_NOTHING = 1e-12


class Pieces(NamedTuple):
    """Flat rectangles that are lit on one side.

    Parameters
    ----------
    centres : (n, 3) array
        [m]
    across, up : (n, 3) arrays
        From the centre to the middle of two neighbouring sides. [m]
    normals : (n, 3) array
        Unit vectors out of the side that reflects.
    """

    centres: Floats
    across: Floats
    up: Floats
    normals: Floats


@njit(cache=True, nogil=True, error_model="numpy")
def fill_form_factors(
    points: Floats, normals: Floats, pieces: Pieces, factors: Floats
) -> None:
    """Fill (points, pieces) with form factors, as if nothing stood in the way."""
    corners, above = np.empty((4, 3)), np.empty((8, 3))
    centres, faces = pieces.centres, pieces.normals
    across, up = pieces.across, pieces.up
    for i in range(len(points)):
        for j in range(len(centres)):
            factors[i, j] = 0.0
            behind = 0.0
            for a in range(3):
                behind += (points[i, a] - centres[j, a]) * faces[j, a]
            if behind <= _NOTHING:
                continue
            for k in range(4):
                one, other = _SIDES[k]
                for a in range(3):
                    side = one * across[j, a] + other * up[j, a]
                    corners[k, a] = centres[j, a] + side - points[i, a]
            count = _clip(corners, normals, i, above)
            if count > 2:
                factors[i, j] = _of_polygon(above, count, normals, i)


@njit(cache=True, nogil=True, error_model="numpy")
def _clip(corners: Floats, normals: Floats, i: int, above: Floats) -> int:
    """Keep the part of a polygon that is above the horizon; how many corners it has."""
    count = 0
    for k in range(4):
        here, there = corners[k], corners[(k + 1) % 4]
        low, high = _height(here, normals, i), _height(there, normals, i)
        if low >= 0.0:
            above[count] = here
            count += 1
        if low * high < 0.0:
            share = low / (low - high)
            for a in range(3):
                above[count, a] = here[a] + share * (there[a] - here[a])
            count += 1
    return count


@njit(cache=True, nogil=True, error_model="numpy")
def _height(corner: Floats, normals: Floats, i: int) -> float:
    return float(
        corner[0] * normals[i, 0]
        + corner[1] * normals[i, 1]
        + corner[2] * normals[i, 2]
    )


@njit(cache=True, nogil=True, error_model="numpy")
def _of_polygon(ring: Floats, count: int, normals: Floats, i: int) -> float:
    total = 0.0
    for k in range(count):
        a, b = ring[k], ring[(k + 1) % count]
        x = a[1] * b[2] - a[2] * b[1]
        y = a[2] * b[0] - a[0] * b[2]
        z = a[0] * b[1] - a[1] * b[0]
        length = np.sqrt(x * x + y * y + z * z)
        if length > _NOTHING:
            turn = np.arctan2(length, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])
            lean = x * normals[i, 0] + y * normals[i, 1] + z * normals[i, 2]
            total += turn * lean / length
    return float(abs(total) / (2.0 * np.pi))
