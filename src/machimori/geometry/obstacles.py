"""What stands in the way of sight and light: upright screens and level lids.

Everything is 2.5-dimensional. A wall, fence or hedge along a line is a screen. A
building, roof or crown over an area is a shell: screens along its outline, and a lid on
top (and below, where it does not stand on the ground). A shell rather than a solid, so
that a lamp and a point inside the same room see each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Obstacle:
    """One obstacle.

    Parameters
    ----------
    id : str
        Whose it is: a feature's id.
    footprint : LineString, Polygon or their multi-parts
        In plane metres.
    bottom_m, top_m : float
        Lower and upper edge above the ground. [m] ``inf`` where it is unbounded.
    opacity : float
        Share of light or sight that it stops, 0 to 1, once a line.
    has_sides : bool
        False for a roof on posts: level faces only.
    """

    id: str
    footprint: BaseGeometry
    bottom_m: float
    top_m: float
    opacity: float
    has_sides: bool = True


class ObstacleSet:
    """Obstacles laid out as arrays for the kernels.

    A line that meets several faces of one obstacle is weakened once.
    """

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles: tuple[Obstacle, ...] = tuple(obstacles)
        self.opacity: Floats = np.array([o.opacity for o in self.obstacles], float)

    def __len__(self) -> int:
        return len(self.obstacles)

    @property
    def ids(self) -> tuple[str, ...]:
        """The obstacles' ids, in the order of the arrays."""
        return tuple(o.id for o in self.obstacles)

    @cached_property
    def screens(self) -> tuple[Floats, Ints]:
        """Upright faces: (m, 6) x1, y1, x2, y2, bottom, top [m]; (m,) owner."""
        rows: list[Floats] = []
        owners: list[Ints] = []
        for index, obstacle in enumerate(self.obstacles):
            if not obstacle.has_sides:
                continue
            for line in _outlines(obstacle.footprint):
                xy = shapely.get_coordinates(line)
                count = len(xy) - 1
                span = np.full((count, 2), (obstacle.bottom_m, obstacle.top_m))
                rows.append(np.hstack([xy[:-1], xy[1:], span]))
                owners.append(np.full(count, index, dtype=np.int64))
        if not rows:
            return np.empty((0, 6)), np.empty(0, dtype=np.int64)
        return np.ascontiguousarray(np.concatenate(rows)), np.concatenate(owners)

    @cached_property
    def lids(self) -> tuple[Floats, Ints, Floats, Ints]:
        """Level faces: (v, 2) vertices [m]; (r+1,) ring starts; (r,) height [m]; owner.

        All rings of one face share height and owner; a point is under the face where
        it is inside an odd number of them.
        """
        vertices: list[Floats] = []
        starts: list[int] = [0]
        heights: list[float] = []
        owners: list[int] = []
        for index, obstacle in enumerate(self.obstacles):
            for ring in _rings(obstacle.footprint):
                xy = shapely.get_coordinates(ring)
                for height in _lid_heights(obstacle):
                    vertices.append(xy)
                    starts.append(starts[-1] + len(xy))
                    heights.append(height)
                    owners.append(index)
        stacked = np.concatenate(vertices) if vertices else np.empty((0, 2))
        return (
            np.ascontiguousarray(stacked),
            np.array(starts, dtype=np.int64),
            np.array(heights, dtype=float),
            np.array(owners, dtype=np.int64),
        )

    def without(self, *ids: str) -> ObstacleSet:
        """Return the set as it would be if these were taken away."""
        return ObstacleSet(o for o in self.obstacles if o.id not in ids)


def _lid_heights(obstacle: Obstacle) -> list[float]:
    """Where it stands on the ground there is nothing beneath to shut off."""
    edges = {obstacle.top_m}
    if obstacle.bottom_m > 0:
        edges.add(obstacle.bottom_m)
    return sorted(edge for edge in edges if np.isfinite(edge))


def _outlines(geometry: BaseGeometry) -> list[BaseGeometry]:
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return _rings(geometry)
    return list(shapely.get_parts(geometry))


def _rings(geometry: BaseGeometry) -> list[BaseGeometry]:
    polygons = shapely.get_parts(geometry)
    return [ring for p in polygons if p.geom_type == "Polygon" for ring in _of(p)]


def _of(polygon: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_rings(polygon))
