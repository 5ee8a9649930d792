"""What is seen from a point in plan, exactly: isovists, their areas, mutual sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import acos, atan2, ceil, cos, hypot, sin, sqrt, tau

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from machimori.geometry import Obstacle, ObstacleSet, lay_out_plan
from machimori.geometry.arrangement import segments_of
from machimori.geometry.expansion import (
    look_around,
    measure_all,
    number_cells,
    scratch,
    see_all,
)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Bounds = tuple[float, float, float, float]
Point = tuple[float, float]

ARC_ERROR_M = 0.001
"""By how much the chords of a polygon may cut off its arcs. [m]"""


_SAME_M = 1e-9
"""Points of an outline that are closer than this are one."""


@dataclass(frozen=True)
class Isovist:
    """What is seen from one point.

    Parameters
    ----------
    polygon : Polygon
        Its arcs are chords that stay within `ARC_ERROR_M` of them; empty where nothing
        is seen.
    area_m2 : float
        Exact, arcs included. [m²]
    wall_m, arc_m, occlusion_m : float
        Lengths of its outline along walls, along the limit of range, and along lines of
        sight past an edge. [m]

    Source: M. L. Benedikt, "To take hold of space: isovists and isovist fields",
    Environment and Planning B 6, 1979, pp. 47-65, doi:10.1068/b060047.
    """

    polygon: Polygon
    area_m2: float
    wall_m: float
    arc_m: float
    occlusion_m: float

    @property
    def perimeter_m(self) -> float:
        """Length of the whole outline [m]."""
        return self.wall_m + self.arc_m + self.occlusion_m


class PlanVisibility:
    """A plan that was triangulated once, to look around in from any number of points.

    Parameters
    ----------
    obstacles : sequence of geometries, or (n, 2, 2) array of segments
        In plane metres, all of them opaque. Lines are walls without thickness; polygons
        are solid, nothing is seen from inside.
    bounds : west, south, east, north, optional
        Where sight ends, as if at a wall. [m] Without, the plane goes on far beyond the
        obstacles (10^8 times ``snap_m``: 100 km), so that only a range ends an open
        view.
    snap_m : float
        Corners, and points where walls cross, are rounded to multiples of it, so that
        walls drawn to meet do meet. [m] Everything after that is exact.

    Raises
    ------
    InvalidInput
        Where a coordinate is not a number, or too far away to be kept apart at
        ``snap_m``.
    """

    def __init__(
        self,
        obstacles: Sequence[BaseGeometry] | Floats,
        *,
        bounds: Bounds | None = None,
        snap_m: float = 0.001,
    ) -> None:
        walls, solids = _walls_and_solids(obstacles)
        laid_out = lay_out_plan(walls, solids, bounds=bounds, snap_m=snap_m)
        self._lattice, self._plan = laid_out.lattice, laid_out.plan

    @classmethod
    def at_height(
        cls,
        obstacles: ObstacleSet,
        height_m: float,
        *,
        bounds: Bounds | None = None,
        snap_m: float = 0.001,
    ) -> PlanVisibility:
        """Cut a set of obstacles at one height; only what is opaque there counts.

        Parameters
        ----------
        obstacles : ObstacleSet
            As everywhere, an area is a shell: inside a building one sees its room.
        height_m : float
            Of eyes and of what they look at, above the ground. [m]
        bounds, snap_m
            As for the class.

        Returns
        -------
        PlanVisibility
        """
        cut = [_outline(o) for o in obstacles.obstacles if _is_opaque_at(o, height_m)]
        return cls(cut, bounds=bounds, snap_m=snap_m)

    def areas(
        self, points: Floats, *, range_m: float | None = None, threads: int = 1
    ) -> Floats:
        """Area that is seen from each point.

        Parameters
        ----------
        points : (n, 2) array
            [m] One exactly on a wall looks out on one side of it.
        range_m : float, optional
            How far one sees. [m]
        threads : int
            How many to share the points among.

        Returns
        -------
        (n,) array
            [m²] Exact, arcs included. NaN inside something solid, outside the bounds
            and where a point is not a number.
        """
        eyes = self._lattice.measure(_pairs(points))
        # Neighbours see much the same triangles, which then are at hand in the cache.
        order = np.argsort(number_cells(self._plan, eyes))
        found = np.empty(len(eyes))
        shares = zip(
            np.array_split(eyes[order], threads),
            np.array_split(found, threads),
            strict=True,
        )
        if threads == 1:
            self._measure(next(shares), range_m)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(lambda share: self._measure(share, range_m), shares))
        areas = np.empty(len(eyes))
        areas[order] = found * self._lattice.step_m**2
        return areas

    def _measure(self, share: tuple[Floats, Floats], range_m: float | None) -> None:
        eyes, areas = share
        measure_all(self._plan, eyes, self._reach(range_m), scratch(self._plan), areas)

    def _reach(self, range_m: float | None) -> float:
        return np.inf if range_m is None else range_m / self._lattice.step_m

    def isovist(
        self, point: Floats | Point, *, range_m: float | None = None
    ) -> Isovist:
        """Find what is seen from a point.

        Parameters
        ----------
        point : (2,) array or pair
            [m] Exactly on a wall it looks out on one side of it.
        range_m : float, optional
            How far one sees. [m]

        Returns
        -------
        Isovist
            Empty, with an area of NaN, where `areas` is NaN.
        """
        eye = self._lattice.measure(_pairs(point))[0]
        room = scratch(self._plan)
        count, area = look_around(self._plan, eye, self._reach(range_m), room)
        if count < 0:
            return Isovist(Polygon(), np.nan, 0.0, 0.0, 0.0)
        step = self._lattice.step_m
        pieces = list(_pieces(room.views[:count] * step, range_m))
        wall_m = sum(hypot(p.x2 - p.x1, p.y2 - p.y1) for p in pieces if not p.turn)
        ring = _distinct([p for piece in pieces for p in piece.points()])
        return Isovist(
            polygon=Polygon(self._lattice.place(eye) + ring),
            area_m2=area * step**2,
            wall_m=wall_m,
            arc_m=sum(p.turn for p in pieces) * (range_m or 0.0),
            occlusion_m=_gaps(pieces),
        )

    def visible(self, points_a: Floats, points_b: Floats) -> Bools:
        """Whether points see each other, pair by pair.

        Parameters
        ----------
        points_a, points_b : (n, 2) arrays
            [m]

        Returns
        -------
        (n,) array of bool
            The same with the two exchanged. A wall on which a point stands does not
            hide it; one that is only grazed in between does, if it is so exactly.
            False inside something solid, outside the bounds and for what is not a
            number.
        """
        eyes = self._lattice.measure(_pairs(points_a))
        targets = self._lattice.measure(_pairs(points_b))
        seen = np.zeros(len(eyes), dtype=np.bool_)
        see_all(self._plan, eyes, targets, seen)
        return seen


def _walls_and_solids(
    obstacles: Sequence[BaseGeometry] | Floats,
) -> tuple[Floats, Sequence[BaseGeometry]]:
    if isinstance(obstacles, np.ndarray) and obstacles.dtype != object:
        return obstacles, ()
    shapes = list(obstacles)
    return segments_of(shapes), [s for s in shapes if shapely.get_dimensions(s) == 2]


def _pairs(points: Floats | Point) -> Floats:
    return np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 2)


def _is_opaque_at(obstacle: Obstacle, height_m: float) -> bool:
    reaches = obstacle.bottom_m <= height_m <= obstacle.top_m
    return obstacle.has_sides and obstacle.opacity >= 1.0 and reaches


def _outline(obstacle: Obstacle) -> BaseGeometry:
    shape = obstacle.footprint
    return shape.boundary if shapely.get_dimensions(shape) == 2 else shape


@dataclass(frozen=True)
class _Piece:
    """A straight piece of an outline, or an arc about the eye where it has a turn."""

    x1: float
    y1: float
    x2: float
    y2: float
    turn: float = 0.0

    def points(self) -> Iterator[Point]:
        """Corners from its start to its end; an arc has as many as its chords need."""
        yield self.x1, self.y1
        if not self.turn:
            yield self.x2, self.y2
            return
        radius = hypot(self.x1, self.y1)
        widest = 2.0 * acos(max(1.0 - ARC_ERROR_M / radius, -0.5))
        chords = ceil(self.turn / widest)
        start = atan2(self.y1, self.x1)
        for k in range(1, chords):
            angle = start + self.turn * k / chords
            yield radius * cos(angle), radius * sin(angle)
        yield self.x2, self.y2


def _pieces(views: Floats, range_m: float | None) -> Iterator[_Piece]:
    """Outline what the views show, anticlockwise about the eye."""
    for rx, ry, lx, ly, ax, ay, ex, ey in views.tolist():
        if ex == ey == 0.0:
            yield from _arc((rx, ry), (lx, ly), range_m)
            continue
        yield from _wall((rx, ry), (lx, ly), (ax, ay), (ex, ey), range_m)


def _arc(start: Point, end: Point, range_m: float | None) -> Iterator[_Piece]:
    first, last = hypot(*start), hypot(*end)
    turn = (atan2(end[1], end[0]) - atan2(start[1], start[0])) % tau
    if range_m is None or not turn:
        return
    x1, y1 = start[0] / first * range_m, start[1] / first * range_m
    x2, y2 = end[0] / last * range_m, end[1] / last * range_m
    yield _Piece(x1, y1, x2, y2, turn)


def _wall(
    right: Point, left: Point, corner: Point, way: Point, range_m: float | None
) -> Iterator[_Piece]:
    """Outline a wall; where its ends are out of reach, with arcs beside it."""
    ex, ey = way
    slants = [x * ey - y * ex for x, y in (right, left)]
    if min(slants) <= 0.0:  # edge-on, but for rounding
        return
    length = hypot(ex, ey)
    distance = (corner[0] * ey - corner[1] * ex) / length
    first, last = (
        distance * (x * ex + y * ey) / slant
        for (x, y), slant in zip((right, left), slants, strict=True)
    )
    reach = np.inf if range_m is None else range_m
    half = sqrt(max(reach**2 - distance**2, 0.0))
    low, high = max(first, -half), min(last, half)
    if low >= high:
        yield from _arc(right, left, range_m)
        return
    ex, ey = ex / length, ey / length
    start, end = (
        (ey * distance + t * ex, -ex * distance + t * ey) for t in (low, high)
    )
    if low > first:
        yield from _arc(right, start, range_m)
    yield _Piece(*start, *end)
    if high < last:
        yield from _arc(end, left, range_m)


def _distinct(ring: Sequence[Point]) -> Floats:
    """Leave out points that repeat the one before but for rounding."""
    xy = np.array(ring, dtype=np.float64).reshape(-1, 2)
    steps = np.hypot(*(xy - np.roll(xy, 1, axis=0)).T)
    kept = xy[steps > _SAME_M]
    return kept if len(kept) > 2 else np.empty((0, 2))


def _gaps(pieces: Sequence[_Piece]) -> float:
    """Add up what leads along lines of sight from one piece to the next."""
    following = [*pieces[1:], *pieces[:1]]
    return sum(
        hypot(b.x1 - a.x2, b.y1 - a.y2) for a, b in zip(pieces, following, strict=True)
    )
