"""Direct illuminance at points: every lamp, and what stands before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import ObstacleSet, Terrain, transmission
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.lighting.law import UP, illuminance_lx
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
        x, y in the scene's plane metres, z above the ground there. [m]
    settings : LightSettings
    lamps : ids, optional
        Only these lamps.

    Returns
    -------
    (n,) array
        As :func:`illuminance_on` gives it, with all surfaces facing up. [lx]
    """
    return illuminance_on(scene, points, UP, settings=settings, lamps=lamps)


def illuminance_on(
    scene: Scene,
    points: Floats,
    normals: Floats,
    *,
    settings: LightSettings,
    lamps: Iterable[str] | None = None,
) -> Floats:
    """Direct illuminance on surfaces of any direction at points of a scene.

    Parameters
    ----------
    scene : Scene
    points : (n, 3) array
        x, y in the scene's plane metres, z above the ground there. [m]
    normals : (3,) or (n, 3) array
        Unit vectors out of the surfaces' lit side.
    settings : LightSettings
        Its plane heights and spacing do not matter here.
    lamps : ids, optional
        Only these lamps.

    Returns
    -------
    (n,) array
        Light that comes straight from the lamps, weakened by each obstacle in its way
        by that obstacle's opacity; no reflections. NaN at points that are not finite.
        Lamps so far off that together they give less than :data:`NEGLIGIBLE_LX` are
        left out. [lx]

    Source
    ------
    Inverse-square and cosine law, as in :func:`machimori.lighting.law.illuminance_lx`.
    """
    found = lamps_of(scene, maintenance_factor=settings.maintenance_factor)
    placed = found.placed if lamps is None else found.only(lamps).placed
    points = np.asarray(points, dtype=np.float64).reshape(-1, 3)
    normals = np.broadcast_to(np.asarray(normals, dtype=np.float64), points.shape)
    is_finite = np.isfinite(points).all(axis=1) & np.isfinite(normals).all(axis=1)
    illuminance = np.full(len(points), np.nan)
    reached, facing = points[is_finite], normals[is_finite]
    near = within_reach(placed, reached, facing, scene.terrain)
    illuminance[is_finite] = direct_illuminance_lx(
        scene, near, reached, settings, facing
    )
    return illuminance


def direct_illuminance_lx(
    scene: Scene,
    lamps: Sequence[PlacedLamp],
    points: Floats,
    settings: LightSettings,
    normals: Floats = UP,
) -> Floats:
    """Sum the light of these lamps at (n, 3) finite points [m]: (n,) array, in lx."""
    total = np.zeros(len(points))
    for illuminance in illuminance_of_each_lx(scene, lamps, points, settings, normals):
        total += illuminance
    return total


def illuminance_of_each_lx(
    scene: Scene,
    lamps: Sequence[PlacedLamp],
    points: Floats,
    settings: LightSettings,
    normals: Floats = UP,
) -> Iterator[Floats]:
    """Compute the light of one lamp after the other at the points: (n,) arrays, lx."""
    if not lamps or not len(points):
        return
    normals = np.broadcast_to(normals, points.shape)
    obstacles = obstacles_between(scene, lamps, points, settings)
    yield from light_of_each_lx(lamps, points, normals, obstacles)


def light_of_each_lx(
    lamps: Sequence[PlacedLamp],
    points: Floats,
    normals: Floats,
    obstacles: ObstacleSet,
) -> Iterator[Floats]:
    """Compute the same past obstacles that are laid out already."""
    terrain = obstacles.terrain
    ground_m = 0.0 if terrain is None else terrain.height_at(points)
    for lamp in lamps:
        yield _of_one_lamp(lamp, points, normals, obstacles, ground_m)


def within_reach(
    lamps: Sequence[PlacedLamp],
    points: Floats,
    normals: Floats = UP,
    terrain: Terrain | None = None,
) -> list[PlacedLamp]:
    """Leave out the lamps that are too far off to matter at any of the points.

    Parameters
    ----------
    lamps : sequence of PlacedLamp
    points : (n, 3) array
        Finite. [m]
    normals : (3,) or (n, 3) array
        Of the surfaces there.
    terrain : Terrain, optional
        The ground from which the heights of both count; flat where not given.

    Returns
    -------
    list of PlacedLamp
        All but the weakest, whose bounds at the nearest corner of the points' bounding
        box add up to no more than :data:`NEGLIGIBLE_LX`: ``peak · h / r³`` for the part
        of a normal that points up, ``peak / r²`` for the part that is level.
    """
    if not lamps or not len(points):
        return []
    positions = np.array([lamp.position_m for lamp in lamps])
    if terrain is not None:
        points, positions = terrain.raised(points), terrain.raised(positions)
    low, high = points.min(axis=0), points.max(axis=0)
    offset = positions - np.clip(positions, low, high)
    nearest = np.linalg.norm(offset, axis=1)
    z = positions[:, 2]
    height = np.maximum(normals[..., 2].max(), 0.0) * np.maximum(z - low[2], 0.0)
    height += np.maximum(-normals[..., 2].min(), 0.0) * np.maximum(high[2] - z, 0.0)
    level = np.linalg.norm(normals[..., :2], axis=-1).max()
    peaks = np.array([lamp.peak_cd for lamp in lamps])
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = peaks * (height / nearest + level) / nearest**2
    bounds[(height == 0) & (level == 0)] = 0.0
    weakest_first = np.argsort(bounds)
    is_negligible = np.cumsum(bounds[weakest_first]) <= NEGLIGIBLE_LX
    kept = np.sort(weakest_first[~is_negligible])
    return [lamps[i] for i in kept]


def obstacles_between(
    scene: Scene, lamps: Sequence[PlacedLamp], points: Floats, settings: LightSettings
) -> ObstacleSet:
    """Lay out what may stand between these lamps and (n, 3) points [m]."""
    ends = np.vstack([points, [lamp.position_m for lamp in lamps]])[:, :2]
    near = shapely.box(*ends.min(axis=0), *ends.max(axis=0))
    return obstacle_set(
        scene, settings.obstacles, unknown_height=settings.unknown_height, near=near
    )


def _of_one_lamp(
    lamp: PlacedLamp,
    points: Floats,
    normals: Floats,
    obstacles: ObstacleSet,
    ground_m: float | Floats,
) -> Floats:
    rays = points - lamp.position_m
    if obstacles.terrain is not None:
        foot = np.asarray(lamp.position_m, dtype=np.float64)[None]
        rays[:, 2] += ground_m - obstacles.terrain.height_at(foot)
    faces_it = np.flatnonzero((rays * normals).sum(axis=1) < 0)
    rays = rays[faces_it]
    unshaded = illuminance_lx(lamp.intensity_cd(rays), rays, normals[faces_it])
    lit = np.flatnonzero(unshaded)
    reached = faces_it[lit]
    sources = np.broadcast_to(lamp.position_m, (len(lit), 3))
    illuminance = np.zeros(len(points))
    illuminance[reached] = unshaded[lit] * transmission(
        obstacles, sources, points[reached]
    )
    return illuminance
