"""Corners of a route, and whether what comes behind them shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import transmission
from machimori.scene import Scene
from machimori.scene.obstacles import ObstacleAssumptions, obstacle_set
from machimori.sightlines import SightSettings
from machimori.watch.assumptions import Assumptions

Floats = NDArray[np.float64]

_TURN_DEG = 30.0
"""Less of a turn is a bend, not a corner. [deg]"""


@dataclass(frozen=True)
class Corners:
    """Corners of one route.

    Parameters
    ----------
    blind, open, unknown : int
        Behind which nothing shows; behind which the way shows; of which nobody
        modelled what stands there.
    """

    blind: int
    open: int
    unknown: int


def corners_of(
    line: shapely.LineString, scene: Scene | None, assumptions: Assumptions
) -> Corners:
    """Count the corners of a route behind which the way does not show.

    Parameters
    ----------
    line : shapely LineString
        The route, in plane metres.
    scene : Scene or None
        With what stands along it.
    assumptions : Assumptions
        ``blind-corner-ahead``.

    Returns
    -------
    Corners
        From that far before a corner one looks at a person as far behind it.
    """
    ways = _turns(line)
    if scene is None or not len(ways):
        return Corners(0, 0, len(ways))
    ahead_m = assumptions["blind-corner-ahead"]
    modelled = _modelled(scene, line, ways)
    pairs = [
        [_at(line, way - ahead_m), _at(line, way + ahead_m)] for way in ways[modelled]
    ]
    if not pairs:
        return Corners(0, 0, len(ways))
    settings = SightSettings()
    ends = np.array(pairs)
    passed = np.array(
        [
            transmission(
                obstacle_set(
                    scene,
                    ObstacleAssumptions(),
                    unknown_height=height,
                    near=line.buffer(ahead_m),
                ),
                _lifted(ends[:, 0], settings.eye_m),
                _lifted(ends[:, 1], settings.target_m),
            )
            >= settings.seen_from_transmission
            for height in ("opaque", "absent")
        ]
    )
    shows, hides = int(passed.all(axis=0).sum()), int((~passed).all(axis=0).sum())
    return Corners(hides, shows, len(ways) - shows - hides)


def _turns(line: shapely.LineString) -> Floats:
    """Ways along a line to its corners in [m]."""
    xy = shapely.get_coordinates(line)
    steps = np.diff(xy, axis=0)
    bearing = np.degrees(np.arctan2(steps[:, 0], steps[:, 1]))
    turn = np.abs((np.diff(bearing) + 180.0) % 360.0 - 180.0)
    way = np.cumsum(np.hypot(*steps.T))[:-1]
    corners: Floats = way[turn >= _TURN_DEG]
    return corners


def _modelled(
    scene: Scene, line: shapely.LineString, ways: Floats
) -> NDArray[np.bool_]:
    shapes = [feature.geometry for feature in scene.features]
    hull = shapely.convex_hull(shapely.geometrycollections(shapes))
    spots = shapely.line_interpolate_point(line, ways)
    inside: NDArray[np.bool_] = shapely.intersects(hull, spots)
    return inside


def _at(line: shapely.LineString, way_m: float) -> tuple[float, float]:
    spot = line.interpolate(min(max(way_m, 0.0), line.length))
    return spot.x, spot.y


def _lifted(plan: Floats, height_m: float) -> Floats:
    return np.column_stack([plan, np.full(len(plan), height_m)])
