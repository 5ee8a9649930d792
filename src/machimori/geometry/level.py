"""What passes to the points of a level lattice: by shadows, where lines take longer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.geometry.faces import Faces
from machimori.geometry.grids import AreaGrid, Lattice
from machimori.geometry.looking import Found, Sight
from machimori.geometry.obstacles import ObstacleSet
from machimori.geometry.shadows import collect_reached, count_seen, raise_best
from machimori.geometry.transmission import (
    ROUNDING,
    as_points,
    best_transmission,
    watchers,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Bools = NDArray[np.bool_]

_NOTHING = ObstacleSet([])
_BESIDE = 1e-9
"""How far out of range, in steps, a point is still at its edge."""
_FEW_POINTS = 100
"""Fewer points are sooner looked at along lines than under shadows."""
_POINTS_A_LINE = 75
"""Points of a lattice that are filled in the time that one line takes."""


def best_over_grid(
    obstacles: ObstacleSet,
    eyes: Floats,
    grid: AreaGrid,
    level_m: Floats,
    *,
    range_m: float = np.inf,
) -> Floats:
    """Share that passes from each point of a grid to the eye that sees it best.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
        [m]
    grid : AreaGrid
    level_m : (n,) array
        Height of each of its points above the ground. [m]
    range_m : float
        Eyes farther away in plan see nothing. [m]

    Returns
    -------
    (n,) array
        As `machimori.geometry.best_transmission`.
    """
    parts = _parts(obstacles, eyes, grid, level_m)
    best = np.empty(len(grid.points))
    targets = np.column_stack([grid.points, level_m])[parts.strays]
    best[parts.strays] = best_transmission(obstacles, eyes, targets, range_m=range_m)
    if len(parts.level):
        # What nobody asks for counts as seen already, and is passed over.
        field = np.ones(grid.lattice.rows * grid.lattice.columns)
        field[parts.numbers] = 0.0
        rows = field.reshape(grid.lattice.rows, grid.lattice.columns)
        raise_best(
            obstacles.faces,
            _NOTHING.faces,
            as_points(eyes),
            grid.lattice,
            parts.level_m,
            range_m,
            rows,
        )
        best[parts.level] = field[parts.numbers]
    return best


def watchers_over_grid(
    obstacles: ObstacleSet,
    eyes: Floats,
    grid: AreaGrid,
    level_m: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Ints:
    """How many eyes see each point of a grid.

    Parameters
    ----------
    obstacles, eyes, grid, level_m, range_m
        As `best_over_grid`.
    threshold : float
        Least transmission at which one sees.

    Returns
    -------
    (n,) array of int
    """
    parts = _parts(obstacles, eyes, grid, level_m)
    counts = np.empty(len(grid.points), dtype=np.int64)
    targets = np.column_stack([grid.points, level_m])[parts.strays]
    counts[parts.strays] = watchers(
        obstacles, eyes, targets, threshold=threshold, range_m=range_m
    )
    if len(parts.level):
        field = watchers_on_lattice(
            obstacles,
            eyes,
            grid.lattice,
            level_m=parts.level_m,
            threshold=threshold,
            range_m=range_m,
        )
        counts[parts.level] = field.ravel()[parts.numbers]
    return counts


def _parts(
    obstacles: ObstacleSet, eyes: Floats, grid: AreaGrid, level_m: Floats
) -> GridParts:
    """Look by shadows where the ground is a plane, and along lines where it is not."""
    if obstacles.stand_on_plane(grid.points, eyes):
        return GridParts.of(grid, level_m)
    return GridParts.none_of(grid)


def watchers_on_lattice(
    obstacles: ObstacleSet,
    eyes: Floats,
    lattice: Lattice,
    *,
    level_m: float,
    threshold: float,
    range_m: float = np.inf,
    threads: int = 1,
) -> Counts:
    """How many eyes see each point of a level lattice.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
        [m]
    lattice : Lattice
    level_m : float
        Its height above the ground. [m]
    threshold : float
        Least transmission at which one sees.
    range_m : float
        Eyes farther away in plan see nothing. [m]
    threads : int
        How many to work with; the result is the same.

    Returns
    -------
    (rows, columns) array of int
    """
    faces, points = obstacles.faces, as_points(eyes)
    if not obstacles.stand_on_plane(lattice.corners(), points):
        counted = _watchers_along_lines(
            obstacles, points, lattice, level_m, threshold, range_m
        )
        return counted.astype(np.int32)
    windows = windows_within(lattice, points, range_m)
    sight = Sight(level_m, range_m, threshold - ROUNDING, 1)

    def count(block: slice) -> Counts:
        counts = np.zeros((lattice.rows, lattice.columns), dtype=np.int32)
        some = points[block], lattice, sight, windows[block]
        count_seen(faces, _NOTHING.faces, *some, counts)
        return counts

    size = max(1, -(-len(points) // threads))
    return np.asarray(sum(_by_blocks(count, len(points), size, threads)))


def _watchers_along_lines(
    obstacles: ObstacleSet,
    eyes: Floats,
    lattice: Lattice,
    level_m: float,
    threshold: float,
    range_m: float,
) -> Ints:
    points = lattice.points(np.arange(lattice.rows * lattice.columns))
    targets = np.column_stack([points, np.full(len(points), level_m)])
    looked = {"threshold": threshold, "range_m": range_m}
    counts = watchers(obstacles, eyes, targets, **looked)
    return counts.reshape(lattice.rows, lattice.columns)


def windows_within(lattice: Lattice, sources: Floats, range_m: float | Floats) -> Ints:
    """Smallest windows of a lattice that hold all points in range of sources.

    Parameters
    ----------
    lattice : Lattice
    sources : (k, 3) array
        [m]
    range_m : float or (k,) array
        In plan. [m]

    Returns
    -------
    (k, 4) array of int
        First row and the row after the last; the same for columns. All 0 where a
        source is nowhere.
    """
    ends = [np.empty(0)] * 4
    for axis, first_m, count in (
        (1, lattice.south_m, lattice.rows),
        (0, lattice.west_m, lattice.columns),
    ):
        at = (sources[:, axis] - first_m) / lattice.spacing_m
        reach = np.asarray(range_m) / lattice.spacing_m + _BESIDE
        ends[2 - 2 * axis] = np.clip(np.ceil(at - reach), 0, count)
        ends[3 - 2 * axis] = np.clip(np.floor(at + reach) + 1, 0, count)
    windows = np.column_stack(ends)
    windows[~np.isfinite(sources).all(axis=1)] = 0
    return windows.astype(np.int64)


@dataclass(frozen=True)
class Reached:
    """The points of a lattice that each source reaches.

    Parameters
    ----------
    starts : (k + 1,) array
        Where the points of each source begin.
    numbers : (n,) array
        Points by their number on the lattice, row after row.
    shares : (n,) array
        What passes; never 0.
    """

    starts: Ints
    numbers: Counts
    shares: Floats

    def of(self, source: int) -> tuple[Counts, Floats]:
        """Numbers and shares of the points that one source reaches."""
        part = slice(self.starts[source], self.starts[source + 1])
        return self.numbers[part], self.shares[part]

    def among(self, wanted: Bools) -> Reached:
        """Keep the points that are marked by their number."""
        kept = wanted[self.numbers]
        starts = np.concatenate([[0], np.cumsum(kept)])[self.starts]
        return Reached(starts, self.numbers[kept], self.shares[kept])


def reached_on_lattice(
    obstacles: ObstacleSet,
    sources: Floats,
    lattice: Lattice,
    *,
    level_m: float,
    range_m: Floats,
) -> Reached:
    """Which points of a level lattice each source reaches, and how much passes.

    Parameters
    ----------
    obstacles : ObstacleSet
    sources : (k, 3) array
        [m]
    lattice : Lattice
    level_m : float
        Its height. [m]
    range_m : (k,) array
        How far each source reaches, in plan. [m]

    Returns
    -------
    Reached
    """
    points = as_points(sources)
    reach_m = np.broadcast_to(np.asarray(range_m, dtype=np.float64), len(points))
    windows = windows_within(lattice, points, reach_m)
    layers = obstacles.faces, _NOTHING.faces
    return reached_in_windows(layers, points, lattice, level_m, reach_m, windows)


def count_in_windows(
    layers: tuple[Faces, Faces],
    eyes: Floats,
    lattice: Lattice,
    sight: Sight,
    windows: Ints,
    watchers: Counts,
) -> None:
    """Count eyes as `watchers_on_lattice`, in one window each.

    Parameters
    ----------
    layers : pair of Faces
        Obstacles, laid out in two parts: see `ChangingObstacles`.
    eyes : (k, 3) array
        [m]
    lattice : Lattice
    sight : Sight
    windows : (k, 4) array
        As `windows_within`; empty ones are passed over.
    watchers : (rows, columns) array
        What is added to.
    """
    some = np.flatnonzero(windows[:, 1] > windows[:, 0])
    count_seen(*layers, eyes[some], lattice, sight, windows[some], watchers)


def reached_in_windows(
    layers: tuple[Faces, Faces],
    sources: Floats,
    lattice: Lattice,
    level_m: float,
    range_m: Floats,
    windows: Ints,
) -> Reached:
    """List what each source reaches, as `reached_on_lattice`, in one window each.

    Parameters
    ----------
    layers : pair of Faces
        Obstacles, laid out in two parts: see `ChangingObstacles`.
    sources : (k, 3) array
        [m]
    lattice : Lattice
    level_m : float
        Its height. [m]
    range_m : (k,) array
        How far each source reaches, in plan. [m]
    windows : (k, 4) array
        As `windows_within`.

    Returns
    -------
    Reached
    """
    room = (windows[:, 1] - windows[:, 0]) * (windows[:, 3] - windows[:, 2])
    most = int(np.maximum(room, 0).sum())
    found = Found(
        np.zeros(len(sources) + 1, dtype=np.int64),
        np.empty(most, dtype=np.int32),
        np.empty(most),
    )
    reach_m = np.ascontiguousarray(range_m, dtype=np.float64)
    collect_reached(*layers, sources, lattice, level_m, reach_m, windows, found)
    count = found.starts[-1]
    return Reached(found.starts, found.numbers[:count], found.shares[:count])


@dataclass(frozen=True)
class GridParts:
    """Points of a grid that are worth being looked at together, and all others.

    Parameters
    ----------
    level_m : float
        Common height of the first. [m]
    level : (m,) array
        Which points of the grid they are: whole cells, on its lattice.
    numbers : (m,) array
        Their numbers on the lattice.
    strays : (n - m,) array
        All other points.
    """

    level_m: float
    level: Ints
    numbers: Ints
    strays: Ints

    @classmethod
    def of(cls, grid: AreaGrid, level_m: Floats) -> GridParts:
        """Part a grid whose points are at these heights [m]."""
        level = np.flatnonzero(grid.lattice_number >= 0)
        height_m = float(level_m[level[0]]) if len(level) else 0.0
        level = level[level_m[level] == height_m]
        everything = grid.lattice.rows * grid.lattice.columns
        if len(level) < _FEW_POINTS + everything / _POINTS_A_LINE:
            level = level[:0]
        is_stray = np.ones(len(grid.points), dtype=np.bool_)
        is_stray[level] = False
        numbers = grid.lattice_number[level]
        return cls(height_m, level, numbers, np.flatnonzero(is_stray))

    @classmethod
    def none_of(cls, grid: AreaGrid) -> GridParts:
        """Take all points of a grid one by one."""
        nothing = np.empty(0, dtype=np.int64)
        return cls(0.0, nothing, nothing, np.arange(len(grid.points)))


def _by_blocks(
    work: Callable[[slice], Counts], count: int, size: int, threads: int
) -> list[Counts]:
    """Results for each block, in order whoever did them."""
    blocks = [slice(start, start + size) for start in range(0, max(count, 1), size)]
    if threads <= 1 or len(blocks) == 1:
        return [work(block) for block in blocks]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, blocks))
