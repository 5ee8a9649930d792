"""The law that all direct illuminance follows."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Value = TypeVar("Value", float, NDArray[np.float64])

UP: Floats = np.array([0.0, 0.0, 1.0])
"""Normal of a level surface that faces the sky."""


def illuminance_lx(intensity_cd: ArrayLike, rays: Floats, normals: Floats) -> Floats:
    """Illuminance that a lamp gives on surfaces of any direction.

    Parameters
    ----------
    intensity_cd : float or (n,) array
        Luminous intensity along each ray. [cd]
    rays : (n, 3) array
        From the lamp to the points. [m]
    normals : (3,) or (n, 3) array
        Unit vectors out of the surfaces' lit side.

    Returns
    -------
    (n,) array
        E = I cos ε / r², with ε between the normal and the way back to the lamp; 0
        where the lamp stands behind the surface or in its plane. [lx]

    Source
    ------
    Inverse-square and cosine law: CIE S 017:2020, 17-21-060 (illuminance).

    Examples
    --------
    >>> rays = np.array([[3.0, 0.0, -4.0]])
    >>> float(illuminance_lx(1000.0, rays, np.array([-1.0, 0.0, 0.0]))[0])
    24.0
    """
    height = -(rays * normals).sum(axis=-1)
    square = (rays * rays).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        lit = intensity_cd * lux_per_candela(height, square)
        return np.where(height > 0, lit, 0.0)


def lux_per_candela(height_m: Value, square_m2: Value) -> Value:
    """The law itself, for numpy and, compiled, for kernels: cos ε / r² = h / r³."""
    lux: Value = height_m / (square_m2 * square_m2**0.5)
    return lux


def horizontal_illuminance_lx(
    intensity_cd: ArrayLike, height_m: ArrayLike, distance_m: ArrayLike
) -> Floats:
    """Illuminance that a lamp gives on a level surface facing up.

    Parameters
    ----------
    intensity_cd : float or (n,) array
        Luminous intensity towards the point. [cd]
    height_m : float or (n,) array
        Lamp above the surface; one that is not above it gives nothing. [m]
    distance_m : float or (n,) array
        From the foot of the lamp to the point. [m]

    Returns
    -------
    (n,) array
        E = I cos θ / r² = I h / (h² + d²)^1.5. [lx]

    Source
    ------
    As :func:`illuminance_lx`.

    Examples
    --------
    >>> float(horizontal_illuminance_lx(1000.0, 4.0, 3.0))
    32.0
    """
    across, down = np.broadcast_arrays(
        np.asarray(distance_m, dtype=np.float64),
        -np.asarray(height_m, dtype=np.float64),
    )
    rays = np.stack([across, np.zeros_like(across), down], axis=-1)
    return illuminance_lx(intensity_cd, rays, UP)
