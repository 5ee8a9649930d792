"""What takes the view ahead from people on a road (道の見通し)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.geometry import (
    ObstacleSet,
    points_along,
    shares_past,
    transmission,
    transmission_between,
)
from machimori.sightlines.settings import SightSettings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ROUNDING = 1e-9


def taken_ahead(
    axes: Sequence[BaseGeometry],
    obstacles: ObstacleSet,
    *,
    settings: SightSettings,
    from_m: float,
    to_m: float,
) -> Mapping[str, float]:
    """Share of the view along a road that each obstacle alone takes away.

    Whoever walks on a road always sees the ground at their feet; what a wall inside a
    bend takes is the view of what comes. So eyes and targets both stand on the axis,
    and only pairs some way apart count.

    Parameters
    ----------
    axes : sequence of LineString or MultiLineString
        Middle lines of the road, in plane metres.
    obstacles : ObstacleSet
    settings : SightSettings
        Heights of eyes and targets, spacing, and what counts as seen.
    from_m, to_m : float
        How far ahead people look: nearer and farther targets do not count. [m]

    Returns
    -------
    mapping of str to float
        For each obstacle, the share of the targets ahead that would come into view if
        it were not there, at the point of the road where that share is greatest.
    """
    taken = dict.fromkeys(obstacles.ids, 0.0)
    for axis in axes:
        shares = _taken_on(axis, obstacles, settings, (from_m, to_m))
        for id_, share in zip(obstacles.ids, shares, strict=True):
            taken[id_] = max(taken[id_], float(share))
    return taken


def _taken_on(
    axis: BaseGeometry,
    obstacles: ObstacleSet,
    settings: SightSettings,
    ahead_m: tuple[float, float],
) -> Floats:
    plan = points_along(axis, spacing_m=settings.viewer_spacing_m)
    eyes, targets = _at(plan, settings.eye_m), _at(plan, settings.target_m)
    apart = np.hypot(*(plan[:, None] - plan[None]).transpose(2, 0, 1))
    counted = (apart >= ahead_m[0]) & (apart <= ahead_m[1])
    passed = transmission_between(obstacles, eyes, targets, range_m=ahead_m[1])
    hidden = counted & (passed < settings.seen_from_transmission - ROUNDING)
    target, eye = np.nonzero(hidden)
    if not len(eye):
        return np.zeros(len(obstacles))
    ends = eyes[eye], targets[target]
    opened = _opened(shares_past(obstacles, *ends), settings.seen_from_transmission)
    opened &= transmission(obstacles.bare(), *ends)[:, None] > 0.0
    lost = np.zeros((len(plan), len(obstacles)))
    np.add.at(lost, eye, opened)
    looked_at = counted.sum(axis=0)
    shares: Floats = (lost / np.maximum(looked_at, 1)[:, None]).max(axis=0)
    return shares


def _opened(shares: Floats, threshold: float) -> Bools:
    """Which obstacle, taken away alone, lets each line pass: (lines, obstacles)."""
    stops = shares <= 0.0
    others_stop = stops.sum(axis=1)[:, None] - stops
    weakening = np.log(np.where(stops, 1.0, shares))
    passed_without = np.exp(weakening.sum(axis=1)[:, None] - weakening)
    is_open = (others_stop == 0) & (passed_without >= threshold - ROUNDING)
    opened: Bools = (shares < 1.0) & is_open
    return opened


def _at(plan: Floats, height_m: float) -> Floats:
    return np.column_stack([plan, np.full(len(plan), height_m)])
