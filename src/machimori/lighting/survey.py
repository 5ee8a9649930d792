"""Readings of a lux meter, point by point beside what was computed there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from machimori.lighting.illuminance import illuminance_on
from machimori.lighting.law import UP
from machimori.lighting.settings import LightSettings
from machimori.scene.model import Scene

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SurveyComparison:
    """Measured beside computed illuminance.

    Parameters
    ----------
    measured_lx, computed_lx : (n,) arrays
        Of the same points. [lx]
    """

    measured_lx: Floats
    computed_lx: Floats

    @property
    def ratio(self) -> Floats:
        """Measured ÷ computed, (n,) array: 0.7 is darker than it should be.

        1 where both are dark, infinite where light was measured and none computed, NaN
        where either is.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.measured_lx / self.computed_lx
        both_dark = (self.measured_lx == 0) & (self.computed_lx == 0)
        return np.where(both_dark, 1.0, ratio)

    @property
    def median_ratio(self) -> float:
        """Median of the ratios, a guess at the lamps' wear; NaN without points."""
        known = self._known
        return float(np.median(known)) if len(known) else np.nan

    def within_share(self, tolerance: float) -> float:
        """Share of the points at which the two differ by `tolerance` at most.

        Parameters
        ----------
        tolerance : float
            Of the computed value: 0.2 is 20 %.

        Returns
        -------
        float
            NaN without points.
        """
        known = self._known
        # Ratios that meet the tolerance to the last digit meet it.
        is_within = np.abs(known - 1.0) <= tolerance + 1e-12
        return float(is_within.mean()) if len(known) else np.nan

    @property
    def _known(self) -> Floats:
        ratio = self.ratio
        return ratio[~np.isnan(ratio)]


def compare_with_survey(
    scene: Scene,
    points: Floats,
    measured_lx: ArrayLike,
    *,
    settings: LightSettings,
    normals: Floats = UP,
) -> SurveyComparison:
    """Compute the light at the points of a survey and put both side by side.

    Parameters
    ----------
    scene : Scene
    points : (n, 3) array
        Where the meter stood, in the scene's plane metres. [m]
    measured_lx : (n,) array
        What it read. [lx]
    settings : LightSettings
    normals : (3,) or (n, 3) array
        Which way the meter faced; up unless said otherwise.

    Returns
    -------
    SurveyComparison
    """
    computed = illuminance_on(scene, points, normals, settings=settings)
    measured = np.asarray(measured_lx, dtype=np.float64)
    return SurveyComparison(np.broadcast_to(measured, computed.shape), computed)
