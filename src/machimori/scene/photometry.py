"""How a luminaire spreads its light: the type, and the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from machimori.language import Text

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Photometry:
    """Luminous intensity of a luminaire by direction, in the C-γ system.

    γ is 0° straight down along the luminaire's axis and 180° up. C turns about that
    axis, counter-clockwise seen from above while the axis points down; C = 0° is the
    file's own zero plane.

    Parameters
    ----------
    name : str
        File name or built-in name.
    c_deg : (p,) array
        Planes, rising, first 0 and last 360 (a rotationally symmetric luminaire has
        the two planes 0 and 360). [deg]
    gamma_deg : (q,) array
        Angles, rising, first 0 and last 180. [deg]
    intensity_cd : (p, q) array
        Absolute luminous intensity, all multipliers applied; row 0 equals row p-1. [cd]
    declared_lm : float or None
        Luminous flux that the file declares; None for absolute photometry. [lm]
    opening_m : tuple of 3 floats
        Length along C 0°–180°, width, height of the luminous opening. [m]
    sha256 : str
        Of the file's bytes; empty for a built-in.
    warnings : tuple of Text
        What was odd in the file, though readable.
    """

    name: str
    c_deg: Floats
    gamma_deg: Floats
    intensity_cd: Floats
    declared_lm: float | None = None
    opening_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    sha256: str = ""
    warnings: tuple[Text, ...] = field(default=())
