"""Ground and walls of a scene as surfaces that send back the lamps' light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import ObstacleSet
from machimori.lighting.illuminance import direct_illuminance_lx
from machimori.lighting.lamps import PlacedLamp
from machimori.lighting.law import UP
from machimori.lighting.reflection import Surfaces, left_out_lx, reflected
from machimori.lighting.settings import LightSettings
from machimori.scene.model import Scene
from machimori.scene.obstacles import obstacle_set

Floats = NDArray[np.float64]

_MOST_PIECES = 1500
"""About how many of the ground, and of walls: the bound asks all pairs."""
_EAST, _NORTH = np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])


def once_reflected_lx(
    scene: Scene,
    lamps: Sequence[PlacedLamp],
    points: Floats,
    settings: LightSettings,
    normals: Floats = UP,
) -> tuple[Floats, Floats]:
    """Light that ground and walls send on to points, and a bound for what is left out.

    Parameters
    ----------
    scene : Scene
    lamps : sequence of PlacedLamp
    points : (n, 3) array
        [m]
    settings : LightSettings
    normals : (3,) or (n, 3) array
        Unit vectors out of the lit sides.

    Returns
    -------
    once, left out : two (n,) arrays
        After one diffuse reflection; and the most that more reflections between the
        same surfaces could add. [lx]
    """
    if not len(points):
        return np.empty(0), np.empty(0)
    reach = _box_about(points, settings.reflection_range_m)
    obstacles = obstacle_set(
        scene, settings.obstacles, unknown_height=settings.unknown_height, near=reach
    )
    surfaces = surfaces_within(obstacles, reach, settings)
    pieces = surfaces.pieces
    received_lx = direct_illuminance_lx(
        scene, lamps, pieces.centres, settings, pieces.normals
    )
    found = reflected(surfaces, received_lx, obstacles, points, normals)
    left_out = left_out_lx(surfaces, received_lx, obstacles, found.in_view)
    return found.once_lx, left_out


def surfaces_within(
    obstacles: ObstacleSet, reach: shapely.Polygon, settings: LightSettings
) -> Surfaces:
    """Both sides of all opaque upright faces, and the ground of a box.

    Pieces are larger than the settings say where there would be too many. What lets
    light through (hedges, trees), level faces, and faces of unknown height count as
    black.
    """
    west, south, east, north = reach.bounds
    least = settings.reflector_side_m
    ground = Surfaces.of_rectangle(
        np.array([west, south, 0.0]),
        (east - west) * _EAST,
        (north - south) * _NORTH,
        side_m=max(least, float(np.sqrt(reach.area / _MOST_PIECES))),
        reflectance=settings.ground_reflectance,
    )
    opaque = [o for o in obstacles.obstacles if o.opacity == 1.0]
    upright = ObstacleSet(o for o in opaque if np.isfinite(o.top_m)).screens[0]
    length = np.hypot(upright[:, 2] - upright[:, 0], upright[:, 3] - upright[:, 1])
    area = 2.0 * float((length * (upright[:, 5] - upright[:, 4])).sum())
    side_m = max(least, float(np.sqrt(area / _MOST_PIECES)))
    faces = _faces(upright, side_m, settings.wall_reflectance)
    return Surfaces.together(ground, *faces)


def _faces(upright: Floats, side_m: float, reflectance: float) -> Iterator[Surfaces]:
    for x1, y1, x2, y2, bottom, top in upright[:, :6]:
        start, end = np.array([x1, y1, bottom]), np.array([x2, y2, bottom])
        up = np.array([0.0, 0.0, top - bottom])
        for one, other in ((start, end), (end, start)):
            if top > bottom and not np.array_equal(one, other):
                yield Surfaces.of_rectangle(
                    one, other - one, up, side_m=side_m, reflectance=reflectance
                )


def _box_about(points: Floats, margin_m: float) -> shapely.Polygon:
    west, south = points[:, :2].min(axis=0) - margin_m
    east, north = points[:, :2].max(axis=0) + margin_m
    return shapely.box(west, south, east, north)
