"""Counting for a trial: incidents near the places of a measure and near its control."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from machimori.hotspots.evaluation import Trial

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def count_trial(
    points: Floats,
    is_after: Bools,
    places: Floats,
    is_control: Bools,
    *,
    within_m: float,
    around_m: float,
) -> Trial:
    """Count incidents before and after near the places of both arms.

    Parameters
    ----------
    points : (n, 2) array
        Incidents. [m]
    is_after : (n,) bool array
        False before the measure; both periods are equally long.
    places : (k, 2) array
        [m]
    is_control : (k,) bool array
    within_m : float
        So near an incident belongs to the nearest place.
    around_m : float
        Farther than that, and so near, it lies around it: where incidents might have
        moved to.

    Returns
    -------
    Trial
        An incident counts once, for the place it is nearest to.
    """
    if not len(places) or not len(points):
        return Trial(treated=(0, 0), control=(0, 0))
    away_m, nearest = cKDTree(places).query(points)
    held = is_control[nearest]
    near, ring = away_m <= within_m, (away_m > within_m) & (away_m <= around_m)

    def counted(which: Bools) -> tuple[int, int]:
        return int((which & ~is_after).sum()), int((which & is_after).sum())

    return Trial(
        treated=counted(near & ~held),
        control=counted(near & held),
        around_treated=counted(ring & ~held),
        around_control=counted(ring & held),
    )
