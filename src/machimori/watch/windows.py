"""How many windows see each piece of street, where somebody modelled them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import watchers
from machimori.scene import Scene
from machimori.scene.obstacles import ObstacleAssumptions, obstacle_set
from machimori.sightlines import SightSettings, viewpoints
from machimori.streets import StreetGraph, cut_evenly
from machimori.watch.assumptions import Assumptions

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_BEYOND_M = 1.0
"""A piece so near the edge of what is modelled still lies in it."""


@dataclass(frozen=True, eq=False)
class SeenByWindows:
    """Windows that see each piece of street.

    Parameters
    ----------
    surely, perhaps : (p,) arrays
        Their number where what is not stated hides, and where it does not.
    is_modelled : (p,) bool array
        Pieces that lie in the scene.
    """

    surely: Floats
    perhaps: Floats
    is_modelled: Bools


def seen_by_windows(
    graph: StreetGraph, scene: Scene, assumptions: Assumptions
) -> SeenByWindows:
    """Count the windows that see each piece of street.

    Parameters
    ----------
    graph : StreetGraph
        In the plane of the scene.
    scene : Scene
        With buildings and their windows.
    assumptions : Assumptions
        ``piece``, ``reach-window``.

    Returns
    -------
    SeenByWindows
        A wall of unknown height hides all for the sure number, and nothing for the
        possible one.
    """
    settings = SightSettings(range_m=assumptions["reach-window"])
    cut = cut_evenly(graph, assumptions["piece"])
    plan = cut.middles(graph)
    inside = _inside(scene, plan)
    counts = np.zeros((2, len(plan)))
    eyes = viewpoints(scene, ("window",), settings=settings).eyes
    targets = np.column_stack([plan, np.full(len(plan), settings.target_m)])[inside]
    for row, height in enumerate(("opaque", "absent")):
        obstacles = obstacle_set(
            scene,
            ObstacleAssumptions(),
            unknown_height=height,  # type: ignore[arg-type]
        )
        counts[row, inside] = watchers(
            obstacles,
            eyes,
            targets,
            threshold=settings.seen_from_transmission,
            range_m=settings.range_m,
        )
    return SeenByWindows(counts[0], counts[1], inside)


def _inside(scene: Scene, plan: Floats) -> Bools:
    shapes = [feature.geometry for feature in scene.features]
    if not shapes:
        return np.zeros(len(plan), dtype=bool)
    around = shapely.convex_hull(shapely.geometrycollections(shapes)).buffer(_BEYOND_M)
    inside: Bools = shapely.intersects(around, shapely.points(plan))
    return inside
