"""Obstacles that change one at a time, and what of a lattice each change can touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from machimori.geometry.faces import Faces
from machimori.geometry.grids import Lattice
from machimori.geometry.level import windows_within
from machimori.geometry.obstacles import Obstacle, ObstacleSet
from machimori.geometry.shadows import mark_in_view

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MOST_LOOSE = 32


class ChangingObstacles:
    """A set of obstacles laid out once, and a small one of what came since.

    What is taken away stays where it is and lets everything pass.

    Parameters
    ----------
    obstacles : ObstacleSet
    """

    def __init__(self, obstacles: ObstacleSet) -> None:
        self._standing = {o.id: o for o in obstacles.obstacles}
        self._lay_out()

    def _lay_out(self) -> None:
        laid_out = ObstacleSet(self._standing.values())
        self._laid_out = laid_out.faces._replace(passes=laid_out.faces.passes.copy())
        self._place = {name: k for k, name in enumerate(laid_out.ids)}
        self._loose: dict[str, Obstacle] = {}
        self._more = _NOTHING
        self._popped: tuple[Obstacle, Faces] | None = None

    def __contains__(self, name: str) -> bool:
        return name in self._standing

    @property
    def layers(self) -> tuple[Faces, Faces]:
        """What was laid out once, and what came since."""
        return self._laid_out, self._more

    def pop(self, name: str) -> Obstacle:
        """Take an obstacle away."""
        if name in self._loose:
            self._popped = self._loose.pop(name), self._more
            self._more = _faces(self._loose.values())
        else:
            self._laid_out.passes[self._place[name]] = 1.0
        return self._standing.pop(name)

    def extend(self, obstacles: Iterable[Obstacle]) -> None:
        """Put up obstacles whose ids none of the others has."""
        added = {obstacle.id: obstacle for obstacle in obstacles}
        self._standing |= added
        self._loose |= added
        if len(self._loose) > _MOST_LOOSE:
            self._lay_out()
        elif added:
            self._more = _faces(self._loose.values())
            self._popped = None

    @contextmanager
    def with_also(self, obstacles: Sequence[Obstacle]) -> Iterator[None]:
        """Let some more stand for a while."""
        without, popped = self._more, self._popped
        if popped is not None and [popped[0]] == list(obstacles):
            self._more = popped[1]  # as it was before that one was taken away
        elif obstacles:
            self._more = _faces([*self._loose.values(), *obstacles])
        yield
        self._more = without


def _faces(obstacles: Collection[Obstacle]) -> Faces:
    return ObstacleSet(obstacles).faces if obstacles else _NOTHING


_NOTHING = ObstacleSet([]).faces


def windows_touched(
    obstacles: ChangingObstacles,
    changed: Sequence[Obstacle],
    sources: Floats,
    lattice: Lattice,
    *,
    level_m: float,
    range_m: float | Floats,
) -> Ints:
    """Windows that hold all points to which some obstacles may stand in the way.

    Parameters
    ----------
    obstacles : ChangingObstacles
        All others: what they hide is not touched.
    changed : sequence of Obstacle
    sources : (k, 3) array
        [m]
    lattice : Lattice
    level_m : float
        Its height. [m]
    range_m : float or (k,) array
        How far each source reaches, in plan. [m]

    Returns
    -------
    (k, 4) array of int
        As `windows_within`; empty for a source to which they are no matter.
    """
    touched = np.zeros((len(sources), 4), dtype=np.int64)
    reach_m = np.broadcast_to(np.asarray(range_m, dtype=np.float64), len(sources))
    for obstacle in changed:
        windows = windows_behind(lattice, sources, range_m, obstacle)
        some = np.flatnonzero(windows[:, 1] > windows[:, 0])
        in_view = np.zeros(len(some), dtype=np.uint8)
        bounds = np.array([obstacle.footprint.bounds])
        near, layers = sources[some], obstacles.layers
        mark_in_view(*layers, near, level_m, reach_m[some], bounds, in_view)
        some = some[in_view == 1]
        touched[some] = _around(touched[some], windows[some])
    return touched


def _around(a: Ints, b: Ints) -> Ints:
    """Smallest windows about pairs of windows, of which the first may be empty."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    both = np.column_stack([low[:, 0], high[:, 1], low[:, 2], high[:, 3]])
    return np.where((a[:, 1] > a[:, 0])[:, None], both, b)


def windows_behind(
    lattice: Lattice, sources: Floats, range_m: float | Floats, obstacle: Obstacle
) -> Ints:
    """Windows that hold all points to which an obstacle may stand in the way.

    Parameters
    ----------
    lattice : Lattice
    sources : (k, 3) array
        [m]
    range_m : float or (k,) array
        How far each reaches, in plan. [m]
    obstacle : Obstacle

    Returns
    -------
    (k, 4) array of int
        As `windows_within`, and empty for a source that the obstacle is no matter to.
    """
    windows = windows_within(lattice, sources, range_m)
    west, south, east, north = obstacle.footprint.bounds
    x = (west - sources[:, 0], east - sources[:, 0])
    y = (south - sources[:, 1], north - sources[:, 1])
    reach = np.broadcast_to(np.asarray(range_m, dtype=np.float64), len(sources))
    for first, ahead, beside, at, first_m in (
        (2, x, y, sources[:, 0], lattice.west_m),
        (0, y, x, sources[:, 1], lattice.south_m),
    ):
        low, high = _shadow_span(ahead, beside, reach)
        start = np.ceil((at + low - first_m) / lattice.spacing_m - 1e-6)
        end = np.floor((at + high - first_m) / lattice.spacing_m + 1e-6) + 1
        windows[:, first] = np.maximum(windows[:, first], start)
        windows[:, first + 1] = np.minimum(windows[:, first + 1], end)
    empty = (windows[:, 0] >= windows[:, 1]) | (windows[:, 2] >= windows[:, 3])
    windows[empty] = 0
    return windows


def _shadow_span(
    span: tuple[Floats, Floats], beside: tuple[Floats, Floats], reach: Floats
) -> tuple[Floats, Floats]:
    """Along one axis, where the shadow of a box, seen from 0, can lie.

    It begins where the box does. It can widen as far as range, and where the box lies
    wholly to one side along the other axis, no more than its sides open.
    """
    near = np.maximum(np.maximum(beside[0], -beside[1]), 0.0)
    # Where the box begins at the source itself, 0 times any widening is still 0.
    with np.errstate(divide="ignore", invalid="ignore"):
        widening = np.where(near > 0, np.maximum(reach / near, 1.0), np.inf)
        low = np.where(span[0] < 0, np.maximum(span[0] * widening, -reach), span[0])
        high = np.where(span[1] > 0, np.minimum(span[1] * widening, reach), span[1])
    return low, high
