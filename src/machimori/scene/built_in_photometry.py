"""The built-in luminaires: each a law, computed from its formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from machimori.errors import UnknownName
from machimori.language import Text

Floats = NDArray[np.float64]
Value = TypeVar("Value", float, Floats)

ISOTROPIC, LAMBERTIAN, DOWNLIGHT, GLOBE, ROADSIDE = range(5)
"""Forms of `relative_intensity`."""


@dataclass(frozen=True)
class _Law:
    """The form of relative intensity, its integral over the sphere and its bound."""

    form: int
    integral_sr: float
    bound: float
    is_rotationally_symmetric: bool = True


@dataclass(frozen=True)
class ModelledPhotometry:
    """A built-in distribution, computed from its formula and never from a table.

    Parameters
    ----------
    name : str
        One of :data:`BUILT_IN_PHOTOMETRY`.
    flux_lm : float
        Luminous flux, which the formula then gives exactly. [lm]
    """

    name: str
    flux_lm: float

    @property
    def _law(self) -> _Law:
        return _LAWS[self.name]

    @property
    def form(self) -> int:
        """Which formula of `relative_intensity` it follows."""
        return self._law.form

    @property
    def scale_cd(self) -> float:
        """Intensity where the formula gives 1, in cd."""
        return self.flux_lm / self._law.integral_sr

    @property
    def peak_cd(self) -> float:
        """An intensity that no direction exceeds, in cd."""
        return self.scale_cd * self._law.bound

    @property
    def is_rotationally_symmetric(self) -> bool:
        """Whether turning it about its axis changes nothing."""
        return self._law.is_rotationally_symmetric

    def intensity_cd(self, c_deg: ArrayLike, gamma_deg: ArrayLike) -> Floats:
        """Luminous intensity in these directions.

        Parameters
        ----------
        c_deg, gamma_deg : (n,) arrays or floats
            Directions; C may be any turn. [deg]

        Returns
        -------
        (n,) array
            By the formula. [cd]
        """
        c = np.radians(np.asarray(c_deg, dtype=np.float64))
        gamma = np.radians(np.asarray(gamma_deg, dtype=np.float64))
        sin = np.sin(gamma)
        parts = np.cos(gamma) + 0.0 * c, sin * np.cos(c), sin * np.sin(c)
        return self.scale_cd * relative_intensity(self.form, *parts)

    def luminous_flux_lm(self) -> float:
        """Luminous flux in all directions, in lm."""
        return self.flux_lm

    def scaled_to(self, flux_lm: float) -> ModelledPhotometry:
        """Return the same distribution with another flux, in lm."""
        return replace(self, flux_lm=flux_lm)

    def tilted(self, tilt_deg: float) -> ModelledPhotometry:
        """Return itself: no tilt changes what its lamp gives."""
        return self


def built_in_photometry(name: str, flux_lm: float) -> ModelledPhotometry:
    """Make a built-in luminaire.

    Parameters
    ----------
    name : str
        ``isotropic``: I = Φ/4π in every direction.
        ``lambertian``: I = Φ/π · cos γ downward.
        ``security-lamp-roadside``: I = 4Φ/π · cos γ · (1/8 + s⁴) · (1 + f) downward,
        with f = sin γ cos C towards the road and s = sin γ sin C along it: a batwing
        along the road, thrown forward. The lamp's azimuth points across the road.
        ``security-lamp-globe``: I = 45Φ/164π · (1 - 0.8 cos¹⁶(γ/2)): an opal globe on
        a post, whose fitting keeps light from the foot of the post.
        ``security-lamp-downlight``: I = 2Φ/π · cos³ γ downward: a recessed light under
        an eave or canopy.
    flux_lm : float
        Luminous flux Φ. [lm]

    Returns
    -------
    ModelledPhotometry

    Raises
    ------
    UnknownName
        No built-in luminaire has that name.

    Source
    ------
    The first two are the ideal sources of photometry (CIE 171:2006, section 5). The
    security lamps are this project's own models of common shapes, no maker's product.

    Examples
    --------
    >>> lamp = built_in_photometry("isotropic", 4000 * np.pi)
    >>> round(float(lamp.intensity_cd(0.0, 30.0)), 9)
    1000.0
    """
    if name not in BUILT_IN_PHOTOMETRY:
        raise UnknownName(_PHOTOMETRY, name, BUILT_IN_PHOTOMETRY)
    return ModelledPhotometry(name, flux_lm)


_PHOTOMETRY = Text(ja="内蔵の配光", en="built-in photometry")


def relative_intensity(form: int, axis: Value, zero: Value, quarter: Value) -> Value:
    """Intensity by a formula, for numpy and, compiled, for kernels.

    The direction is given by its parts along γ = 0, along C = 0 and along C = 90.
    """
    down: Value = np.maximum(axis, 0.0)
    relative: Value = 1.0 + 0.0 * axis
    if form == LAMBERTIAN:
        relative = down
    elif form == DOWNLIGHT:
        relative = down * down * down
    elif form == GLOBE:
        # cos¹⁶(γ/2) = ((1 + cos γ) / 2)⁸
        square = (0.5 + 0.5 * axis) * (0.5 + 0.5 * axis)
        relative = 1.0 - 0.8 * (square * square) * (square * square)
    elif form == ROADSIDE:
        fourth = (quarter * quarter) * (quarter * quarter)
        relative = down * (1 / 8 + fourth) * (1.0 + zero)
    return relative


_LAWS: Mapping[str, _Law] = {
    "isotropic": _Law(ISOTROPIC, 4 * np.pi, 1.0),
    "lambertian": _Law(LAMBERTIAN, np.pi, 1.0),
    # ∫ cos³γ over the lower half is 2π/4.
    "security-lamp-downlight": _Law(DOWNLIGHT, np.pi / 2, 1.0),
    # cos¹⁶(γ/2) = ((1+cos γ)/2)⁸, whose mean over the sphere is 1/9.
    "security-lamp-globe": _Law(GLOBE, 4 * np.pi * (1 - 0.8 / 9), 1.0),
    # Over the lower half ∫ cos γ = π, ∫ cos γ s⁴ = 1/6 · 3π/4, and f cancels out. The
    # largest value is 0.378748, at C 77.5°, γ 61.6°.
    "security-lamp-roadside": _Law(ROADSIDE, np.pi / 4, 0.37875, False),
}

BUILT_IN_PHOTOMETRY: frozenset[str] = frozenset(_LAWS)
"""Names that a lamp's ``photometry`` may hold without a file."""
