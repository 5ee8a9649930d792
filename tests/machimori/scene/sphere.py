"""An integral over the sphere, apart from the closed forms of the library."""

from __future__ import annotations

import numpy as np

from machimori.scene.photometry import IntensityDistribution


def numerical_flux_lm(light: IntensityDistribution) -> float:
    """Midpoint rule on a fine grid: an integral apart from the closed forms."""
    c = np.arange(0.25, 360, 0.5)
    gamma = np.arange(0.125, 180, 0.25)
    per_ring = light.intensity_cd(c[:, None], gamma[None, :]).mean(axis=0)
    ring = np.sin(np.radians(gamma)) * np.radians(0.25)
    return float(2 * np.pi * (per_ring * ring).sum())
