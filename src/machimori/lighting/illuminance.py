"""Direct illuminance at points: every lamp, and what stands before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import ObstacleSet, transmission
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.lighting.law import horizontal_illuminance_lx
from machimori.lighting.settings import LightSettings
from machimori.scene.model import Scene
from machimori.scene.obstacles import obstacle_set

Floats = NDArray[np.float64]

NEGLIGIBLE_LX = 1e-4
"""Most that all lamps left out for their distance could add up to at a point. [lx]"""


def illuminance_at(
    scene: Scene,
    points: Floats,
    *,
    settings: LightSettings,
    lamps: Iterable[str] | None = None,
) -> Floats:
    """Direct illuminance on level surfaces at points of a scene.

    Parameters
    ----------
    scene : Scene
    points : (n, 3) array
        x, y, z in the scene's plane metres. [m]
    settings : LightSettings
        Its plane height and spacing do not matter here.
    lamps : ids, optional
        Only these lamps.

    Returns
    -------
    (n,) array
        Light that comes straight from the lamps, facing up, weakened by each obstacle
        in its way by that obstacle's opacity; no reflections. NaN at points that are
        not finite. Lamps so far off that together they give less than
        :data:`NEGLIGIBLE_LX` are left out. [lx]

    Source
    ------
    Inverse-square and cosine law, as in :func:`horizontal_illuminance_lx`.
    """
    found = lamps_of(scene, maintenance_factor=settings.maintenance_factor)
    placed = found.placed if lamps is None else found.only(lamps).placed
    points = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    is_finite = np.isfinite(points).all(axis=1)
    illuminance = np.full(len(points), np.nan)
    reached = points[is_finite]
    illuminance[is_finite] = direct_illuminance_lx(
        scene, within_reach(placed, reached), reached, settings
    )
    return illuminance


def direct_illuminance_lx(
    scene: Scene, lamps: Sequence[PlacedLamp], points: Floats, settings: LightSettings
) -> Floats:
    """Sum the light of these lamps at (n, 3) finite points [m]: (n,) array, in lx."""
    total = np.zeros(len(points))
    if not lamps or not len(points):
        return total
    obstacles = _obstacles_between(scene, lamps, points, settings)
    for lamp in lamps:
        total += _of_one_lamp(lamp, points, obstacles)
    return total


def within_reach(lamps: Sequence[PlacedLamp], points: Floats) -> list[PlacedLamp]:
    """Leave out the lamps that are too far off to matter at any of the points.

    Parameters
    ----------
    lamps : sequence of PlacedLamp
    points : (n, 3) array
        Finite. [m]

    Returns
    -------
    list of PlacedLamp
        All but the weakest, whose bounds ``peak · h / r³`` at the nearest corner of the
        points' bounding box add up to no more than :data:`NEGLIGIBLE_LX`.
    """
    if not lamps or not len(points):
        return []
    low, high = points.min(axis=0), points.max(axis=0)
    positions = np.array([lamp.position_m for lamp in lamps])
    offset = positions - np.clip(positions, low, high)
    nearest = np.linalg.norm(offset, axis=1)
    highest = np.maximum(positions[:, 2] - low[2], 0.0)
    peaks = np.array([lamp.peak_cd for lamp in lamps])
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = np.where(highest > 0, peaks * highest / nearest**3, 0.0)
    weakest_first = np.argsort(bounds)
    is_negligible = np.cumsum(bounds[weakest_first]) <= NEGLIGIBLE_LX
    kept = np.sort(weakest_first[~is_negligible])
    return [lamps[i] for i in kept]


def _obstacles_between(
    scene: Scene, lamps: Sequence[PlacedLamp], points: Floats, settings: LightSettings
) -> ObstacleSet:
    ends = np.vstack([points, [lamp.position_m for lamp in lamps]])[:, :2]
    near = shapely.box(*ends.min(axis=0), *ends.max(axis=0))
    return obstacle_set(
        scene, settings.obstacles, unknown_height=settings.unknown_height, near=near
    )


def _of_one_lamp(lamp: PlacedLamp, points: Floats, obstacles: ObstacleSet) -> Floats:
    rays = points - lamp.position_m
    below = np.flatnonzero(rays[:, 2] < 0)
    rays = rays[below]
    unshaded = horizontal_illuminance_lx(
        lamp.intensity_cd(rays), -rays[:, 2], np.hypot(rays[:, 0], rays[:, 1])
    )
    lit = np.flatnonzero(unshaded)
    sources = np.broadcast_to(lamp.position_m, (len(lit), 3))
    illuminance = np.zeros(len(points))
    illuminance[below[lit]] = unshaded[lit] * transmission(
        obstacles, sources, points[below[lit]]
    )
    return illuminance
