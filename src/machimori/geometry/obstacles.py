"""What stands in the way of sight and light: upright screens and level lids.

Everything is 2.5-dimensional. A wall, fence or hedge along a line is a screen. A
building, roof or crown over an area is a shell: screens along its outline, and a lid on
top (and below, where it does not stand on the ground). A shell rather than a solid, so
that a lamp and a point inside the same room see each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.geometry.faces import Faces, Lids, file_faces
from machimori.geometry.terrain import Ground, Terrain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_POLYGON = 3
"""What shapely calls the type of polygons."""


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
    picket_depth : float
        Of a fence of pickets, their depth by their pitch. A line that meets it at an
        angle θ to its normal, in plan, passes by ``1 - opacity - picket_depth * |tan
        θ|``, never by less than nothing.
    """

    id: str
    footprint: BaseGeometry
    bottom_m: float
    top_m: float
    opacity: float
    has_sides: bool = True
    picket_depth: float = 0.0


class ObstacleSet:
    """Obstacles laid out as arrays for the kernels.

    A line that meets several faces of one obstacle is weakened once.

    Parameters
    ----------
    obstacles : iterable of Obstacle
    terrain : Terrain, optional
        The ground that they stand on; flat where not given. Their tops run along with
        it: all heights count from the ground right beneath.
    """

    def __init__(
        self, obstacles: Iterable[Obstacle], terrain: Terrain | None = None
    ) -> None:
        self.terrain = terrain
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
        """Upright faces, as `Faces` has them: (m, 7); whose they are: (m,).

        The inside of a shell lies to the left of its faces.
        """
        walled = [n for n, o in enumerate(self.obstacles) if o.has_sides]
        lines, owner = _outlines([self.obstacles[n].footprint for n in walled])
        xy, line = shapely.get_coordinates(lines, return_index=True)
        starts = np.flatnonzero(line[:-1] == line[1:])
        owners = np.array(walled, dtype=np.int64)[owner[line[starts]]]
        spans = [(o.bottom_m, o.top_m, o.picket_depth) for o in self.obstacles]
        of_each = np.array(spans, dtype=np.float64).reshape(-1, 3)[owners]
        return np.hstack([xy[starts], xy[starts + 1], of_each]), owners

    @cached_property
    def lids(self) -> Lids:
        """Level faces: the tops, and the bottoms of what does not stand on the ground.

        A point is under a face where it is inside an odd number of its rings.
        """
        faces = [
            (_rings(obstacle.footprint), height, index)
            for index, obstacle in enumerate(self.obstacles)
            for height in _lid_heights(obstacle)
        ]
        faces = [face for face in faces if face[0]]
        rings = [shapely.get_coordinates(ring) for face in faces for ring in face[0]]
        return Lids(
            vertices=np.concatenate([np.empty((0, 2)), *rings]),
            ring_starts=_starts(len(ring) for ring in rings),
            face_starts=_starts(len(face[0]) for face in faces),
            height_m=np.array([face[1] for face in faces], dtype=np.float64),
            owner=np.array([face[2] for face in faces], dtype=np.int64),
            bounds=_bounds(self.obstacles[face[2]].footprint for face in faces),
        )

    @cached_property
    def faces(self) -> Faces:
        """All faces, sorted into the cells of a grid."""
        return file_faces(*self.screens, self.lids, self.opacity)

    @property
    def ground(self) -> Ground | None:
        """The ground as the kernels take it; None where it is flat."""
        return None if self.terrain is None else self.terrain.ground

    def lay_out(self) -> None:
        """Make the faces now: before several threads ask for them at once."""
        self.faces  # noqa: B018

    def without(self, *ids: str) -> ObstacleSet:
        """Return the set as it would be if these were taken away."""
        return ObstacleSet((o for o in self.obstacles if o.id not in ids), self.terrain)

    def bare(self) -> ObstacleSet:
        """Return the ground alone."""
        return ObstacleSet([], self.terrain)

    def stand_on_plane(self, *plans: Floats, is_level: bool = False) -> bool:
        """Whether the ground about some points is flat, or a plane: see `Terrain`."""
        return self.terrain is None or self.terrain.is_plane(*plans, is_level=is_level)


def _starts(lengths: Iterable[int]) -> Ints:
    return np.cumsum([0, *lengths], dtype=np.int64)


def _bounds(footprints: Iterable[BaseGeometry]) -> Floats:
    rows = [footprint.bounds for footprint in footprints]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _lid_heights(obstacle: Obstacle) -> list[float]:
    """Where it stands on the ground there is nothing beneath to shut off."""
    edges = {obstacle.top_m}
    if obstacle.bottom_m > 0:
        edges.add(obstacle.bottom_m)
    return sorted(edge for edge in edges if np.isfinite(edge))


def _outlines(
    footprints: Sequence[BaseGeometry],
) -> tuple[NDArray[np.object_], Ints]:
    """Lines that footprints are bounded by, and whose they are, one after the other."""
    given = np.array([*footprints, None], dtype=object)[:-1]
    parts, owner = shapely.get_parts(given, return_index=True)
    is_area = shapely.get_type_id(parts) == _POLYGON
    areas = shapely.orient_polygons(parts[is_area])
    rings, area = shapely.get_rings(areas, return_index=True)
    lines = np.concatenate([parts[~is_area], rings])
    owners = np.concatenate([owner[~is_area], owner[is_area][area]]).astype(np.int64)
    order = np.argsort(owners, kind="stable")
    return lines[order], owners[order]


def _rings(geometry: BaseGeometry) -> list[BaseGeometry]:
    polygons = shapely.get_parts(geometry)
    return [ring for p in polygons if p.geom_type == "Polygon" for ring in _of(p)]


def _of(polygon: BaseGeometry) -> list[BaseGeometry]:
    return list(shapely.get_rings(polygon))
