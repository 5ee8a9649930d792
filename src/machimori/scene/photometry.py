"""How a luminaire spreads its light: what every distribution can, and tables of it.

A distribution is asked in the C-γ system. γ is 0° along the axis of the luminaire,
straight down while it hangs level, and 180° up. C turns about that axis,
counter-clockwise seen from above; C = 0° is the file's own zero plane. How a lamp is
turned in the scene is no matter of photometry: see ``machimori.lighting``.

A table lies in planes about an axis, and floodlights are measured about another one
than street lamps (Type B of LM-63)::

      Type C: planes C about the        Type B: planes V about the level axis
      vertical axis, γ from straight    through C 90°-270°, H from the middle
      down                              plane

               γ 180°                             V 180°
                 |                                  |
                 |     C 90°                        |    H -90°
                 |    /                             |   /
                 |  /                               | /
      C 180° ----+---- C 0°             V -90° -----+----- V 90° = C 0°, γ 90°
               / |                                / |
             /   |                              /   |
       C 270°    |                        H 90°     |
               γ 0°                       = C 270°  V 0°, H 0°: the beam = γ 0°

      cos γ = cos H cos V,   sin γ cos C = cos H sin V,   sin γ sin C = -sin H

A floodlight's beam points down while it hangs level; tilted by 90° it points along its
azimuth, with V rising and H turning clockwise seen from above (to the right, seen from
behind it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from machimori.language import Text

Floats = NDArray[np.float64]


class IntensityDistribution(Protocol):
    """Luminous intensity of a luminaire by direction: a table or a law."""

    @property
    def name(self) -> str:
        """File name or built-in name."""

    @property
    def peak_cd(self) -> float:
        """An intensity that no direction exceeds, in cd."""

    @property
    def is_rotationally_symmetric(self) -> bool:
        """Whether turning it about its axis changes nothing."""

    def intensity_cd(self, c_deg: ArrayLike, gamma_deg: ArrayLike) -> Floats:
        """Luminous intensity in these directions, in cd."""

    def luminous_flux_lm(self) -> float:
        """Luminous flux in all directions, in lm."""

    def scaled_to(self, flux_lm: float) -> IntensityDistribution:
        """Return the same distribution with another flux, in lm."""

    def tilted(self, tilt_deg: float) -> IntensityDistribution:
        """Return what is left when the luminaire hangs tilted, its lamp with it."""


LampGeometry = Literal[1, 2, 3]
"""How the lamp sits: 1 upright, 2 level whatever the tilt, 3 level and tilting."""


@dataclass(frozen=True, eq=False)
class TiltFactors:
    """How much a lamp gives when it burns tilted; discharge lamps give less.

    Parameters
    ----------
    geometry : 1, 2 or 3
    angles_deg : (n,) array
        Tilts, rising from 0. [deg]
    factors : (n,) array
        Of the intensities, at these tilts.

    Source
    ------
    ANSI/IES LM-63-02 (R2008), TILT; LM-63-19, annex F.
    """

    geometry: LampGeometry
    angles_deg: Floats
    factors: Floats

    def at(self, tilt_deg: float) -> float:
        """Factor at a tilt of the luminaire; that of the last angle beyond it."""
        tilt = 0.0 if self.geometry == 2 else abs((tilt_deg + 180.0) % 360.0 - 180.0)
        return float(np.interp(tilt, self.angles_deg, self.factors))


PhotometricType = Literal["B", "C"]


@dataclass(frozen=True, eq=False)
class Photometry:
    """A table of luminous intensity, bilinear in its own angles.

    Parameters
    ----------
    name : str
        File name.
    planes_deg : (p,) array
        Half-planes about the axis of the table, rising, first 0 and last 360 (a
        rotationally symmetric luminaire has the two planes 0 and 360): C, or V of
        Type B. [deg]
    angles_deg : (q,) array
        From that axis, rising, first 0 and last 180: γ, or 90 + H of Type B. [deg]
    table_cd : (p, q) array
        Absolute luminous intensity, all multipliers applied; row 0 equals row p-1. [cd]
    declared_lm : float or None
        Flux that the file declares for its lamps, times the light output ratio where
        the file states one; None for absolute photometry. [lm]
    opening_m : tuple of 3 floats
        Length along C 0°-180°, width, height of the luminous opening. [m]
    sha256 : str
        Of the file's bytes; empty for a built-in.
    warnings : tuple of Text
        What was odd in the file, though readable.
    photometric_type : "B" or "C"
        About which axis the table lies; Type A differs from C in its labels only.
    tilt_factors : TiltFactors or None
    labels : mapping
        What the file says about itself, by keyword (``MANUFAC``, ``LUMCAT`` …).
    """

    name: str
    planes_deg: Floats
    angles_deg: Floats
    table_cd: Floats
    declared_lm: float | None = None
    opening_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    sha256: str = ""
    warnings: tuple[Text, ...] = field(default=())
    photometric_type: PhotometricType = "C"
    tilt_factors: TiltFactors | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def peak_cd(self) -> float:
        """The largest intensity of the table, in cd."""
        return float(self.table_cd.max())

    @property
    def is_rotationally_symmetric(self) -> bool:
        """Whether all planes about its axis are alike."""
        same = self.table_cd[0] if self.photometric_type == "C" else self.peak_cd
        return bool(np.all(self.table_cd == same))

    def intensity_cd(self, c_deg: ArrayLike, gamma_deg: ArrayLike) -> Floats:
        """Luminous intensity in these directions.

        Parameters
        ----------
        c_deg, gamma_deg : (n,) arrays or floats
            Directions; C may be any turn. [deg]

        Returns
        -------
        (n,) array
            Bilinear between the angles of the table. [cd]
        """
        c = np.asarray(c_deg, dtype=np.float64)
        gamma = np.asarray(gamma_deg, dtype=np.float64)
        if self.photometric_type == "B":
            c, gamma = about_level_axis(c, gamma)
        p, u = _locate(self.planes_deg, np.mod(c, 360.0))
        q, v = _locate(self.angles_deg, gamma)
        table = self.table_cd
        low = (1.0 - v) * table[p, q] + v * table[p, q + 1]
        high = (1.0 - v) * table[p + 1, q] + v * table[p + 1, q + 1]
        return np.asarray((1.0 - u) * low + u * high)

    def luminous_flux_lm(self) -> float:
        """Luminous flux in all directions.

        Returns
        -------
        float
            The exact integral of the bilinear table over the sphere: ∫∫ I sin γ dγ dC
            with I linear in γ between the angles, and so about any axis. [lm]
        """
        return float(np.trapezoid(self._flux_per_plane, np.radians(self.planes_deg)))

    @property
    def _flux_per_plane(self) -> Floats:
        angle = np.radians(self.angles_deg)
        slope = np.diff(self.table_cd, axis=1) / np.diff(angle)
        level = -np.diff(self.table_cd * np.cos(angle), axis=1)
        return np.asarray((level + slope * np.diff(np.sin(angle))).sum(axis=1))

    def scaled_to(self, flux_lm: float) -> Photometry:
        """Return the same distribution with another flux, in lm."""
        factor = flux_lm / self.luminous_flux_lm()
        return replace(self, table_cd=self.table_cd * factor)

    def tilted(self, tilt_deg: float) -> Photometry:
        """Return the table times the factor of this tilt [deg], if it has such."""
        if self.tilt_factors is None:
            return self
        factor = self.tilt_factors.at(tilt_deg)
        return replace(self, table_cd=self.table_cd * factor, tilt_factors=None)


def about_level_axis(c_deg: Floats, gamma_deg: Floats) -> tuple[Floats, Floats]:
    """Express directions in the planes V and angles 90 + H of Type B.

    Parameters
    ----------
    c_deg, gamma_deg : (n,) arrays
        Directions in the C-γ system. [deg]

    Returns
    -------
    V, 90 + H : two (n,) arrays
        V between -180 and 180, 90 + H between 0 and 180. [deg]
    """
    c, gamma = np.radians(c_deg), np.radians(gamma_deg)
    down, forward = np.cos(gamma), np.sin(gamma) * np.cos(c)
    left = np.sin(gamma) * np.sin(c)
    from_left = np.arctan2(np.hypot(down, forward), left)
    return np.degrees(np.arctan2(forward, down)), np.degrees(from_left)


def _locate(angles: Floats, at: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Find the interval that holds each angle, and how far along it lies."""
    index = np.searchsorted(angles, at, side="right") - 1
    index = np.clip(index, 0, len(angles) - 2)
    return index, (at - angles[index]) / (angles[index + 1] - angles[index])
