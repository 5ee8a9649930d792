"""Lamps as they hang in a scene: where, how bright, and which way they are turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.geometry import bearing_to_unit
from machimori.scene.built_in_photometry import (
    BUILT_IN_PHOTOMETRY,
    ModelledPhotometry,
    built_in_photometry,
)
from machimori.scene.model import Feature, Scene
from machimori.scene.photometry import Photometry

Floats = NDArray[np.float64]

UNKNOWN_LAMP_REACH_M = 100.0
"""How near a lamp of unknown light must be for a result to name it. [m]"""


@dataclass(frozen=True)
class PlacedLamp:
    """A lamp of which enough is known to compute its light.

    Parameters
    ----------
    id : str
        The feature's.
    position_m : (3,) array
        x, y, z; z is ``base_m``, the ground where not stated, plus ``height_m``. [m]
    distribution : Photometry or ModelledPhotometry
        With the flux that the lamp states, if it states one.
    maintenance_factor : float
    azimuth_deg : float
        Bearing of the half-plane C = 0, clockwise from north. C turns
        counter-clockwise seen from above. [deg]
    tilt_deg : float
        How far the axis γ = 0 leans from straight down towards the azimuth; at 90 it
        points level along the azimuth, and C = 0, γ = 90 points up. [deg]
    is_motion_controlled : bool
        It only burns while somebody is near.
    is_aim_assumed : bool
        Its azimuth matters and nobody stated it: it is taken as 0. A tilt that is not
        stated is 0 as well, for lamps hang level unless somebody says otherwise.
    dimming : float
        Share of its light to which it is dimmed.
    """

    id: str
    position_m: Floats
    distribution: Photometry | ModelledPhotometry
    maintenance_factor: float
    azimuth_deg: float = 0.0
    tilt_deg: float = 0.0
    is_motion_controlled: bool = False
    is_aim_assumed: bool = False
    dimming: float = 1.0

    @property
    def peak_cd(self) -> float:
        """An intensity that it exceeds in no direction, as it burns."""
        return self.distribution.peak_cd * self.share

    def intensity_cd(self, directions: Floats) -> Floats:
        """Luminous intensity in these directions, as it burns: dimmed and worn.

        Parameters
        ----------
        directions : (n, 3) array
            Vectors away from the lamp, of any length. [m]

        Returns
        -------
        (n,) array
            [cd]
        """
        # Not as a product of matrices, whose last digit depends on their sizes.
        x, y, z = directions.T
        along, zero, quarter = (u * x + v * y + w * z for u, v, w in self.frame)
        length = np.linalg.norm(directions, axis=1)
        gamma = np.degrees(np.arccos(np.clip(along / length, -1.0, 1.0)))
        c = np.degrees(np.arctan2(quarter, zero))
        return self.share * self.distribution.intensity_cd(c, gamma)

    def moved_to(self, position_m: Floats) -> PlacedLamp:
        """Return the same lamp at another place, (3,) [m]."""
        return replace(self, position_m=position_m)

    @property
    def share(self) -> float:
        """Share of its table's light that is left: dimmed and worn."""
        return self.maintenance_factor * self.dimming

    @property
    def frame(self) -> Floats:
        """Unit vectors of γ = 0, of C = 0 and of C = 90 (at γ = 90), a row each."""
        x, y = bearing_to_unit(self.azimuth_deg)
        sin, cos = np.sin(np.radians(self.tilt_deg)), np.cos(np.radians(self.tilt_deg))
        return np.array([[x * sin, y * sin, -cos], [x * cos, y * cos, sin], [-y, x, 0]])


@dataclass(frozen=True)
class LampsOfScene:
    """The lamps that burn, or may burn: those that can be computed and the others."""

    placed: tuple[PlacedLamp, ...]
    unknown: tuple[Feature, ...]

    def unknown_near(self, place: BaseGeometry) -> tuple[str, ...]:
        """Ids of the unknown lamps that may light a place [plane metres]."""
        return tuple(
            lamp.id
            for lamp in self.unknown
            if lamp.geometry.distance(place) <= UNKNOWN_LAMP_REACH_M
        )

    def only(self, ids: Iterable[str]) -> LampsOfScene:
        """Keep the lamps with these ids."""
        wanted = frozenset(ids)
        return LampsOfScene(
            tuple(lamp for lamp in self.placed if lamp.id in wanted),
            tuple(lamp for lamp in self.unknown if lamp.id in wanted),
        )


def lamps_of(scene: Scene, *, maintenance_factor: float) -> LampsOfScene:
    """Sort the lamps of a scene.

    Parameters
    ----------
    scene : Scene
    maintenance_factor : float
        Of lamps that state none.

    Returns
    -------
    LampsOfScene
        Lamps that are not lit, or dimmed to nothing, are left out. Unknown are those
        whose height, photometry or flux nobody stated: they may burn, and nobody can
        say how bright.
    """
    burning = [lamp for lamp in scene.of_kind("lamp") if _may_burn(lamp)]
    tried = [(lamp, _placed(scene, lamp, maintenance_factor)) for lamp in burning]
    return LampsOfScene(
        placed=tuple(placed for _, placed in tried if placed is not None),
        unknown=tuple(lamp for lamp, placed in tried if placed is None),
    )


def _may_burn(lamp: Feature) -> bool:
    return lamp.get("lit") is not False and lamp.get("dimming") != 0


def _placed(scene: Scene, lamp: Feature, assumed_factor: float) -> PlacedLamp | None:
    distribution = _distribution(scene, lamp)
    height_m = lamp.get("height_m")
    if distribution is None or height_m is None:
        return None
    azimuth_deg, tilt_deg = lamp.get("azimuth_deg"), lamp.get("tilt_deg")
    turning_matters = bool(tilt_deg) or not distribution.is_rotationally_symmetric
    point = lamp.geometry
    return PlacedLamp(
        id=lamp.id,
        position_m=np.array([point.x, point.y, (lamp.get("base_m") or 0.0) + height_m]),
        distribution=distribution.tilted(tilt_deg or 0.0),
        maintenance_factor=lamp.get("maintenance_factor") or assumed_factor,
        azimuth_deg=azimuth_deg or 0.0,
        tilt_deg=tilt_deg or 0.0,
        is_motion_controlled=lamp.get("control") == "motion",
        is_aim_assumed=azimuth_deg is None and turning_matters,
        dimming=lamp.get("dimming") or 1.0,
    )


def _distribution(
    scene: Scene, lamp: Feature
) -> Photometry | ModelledPhotometry | None:
    name, flux_lm = lamp.get("photometry"), lamp.get("luminous_flux_lm")
    if name in scene.photometries:
        table = scene.photometries[name]
        return table if flux_lm is None else table.scaled_to(flux_lm)
    if name in BUILT_IN_PHOTOMETRY and flux_lm is not None:
        return built_in_photometry(name, flux_lm)
    return None
