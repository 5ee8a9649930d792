"""The law that all direct illuminance follows."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


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
    Inverse-square and cosine law: CIE S 017:2020, 17-21-060 (illuminance).

    Examples
    --------
    >>> float(horizontal_illuminance_lx(1000.0, 4.0, 3.0))
    32.0
    """
    height = np.asarray(height_m, dtype=np.float64)
    slant = np.hypot(height, distance_m)
    gives = np.broadcast_to(height > 0, slant.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(gives, np.asarray(intensity_cd) * height / slant**3, 0.0)
