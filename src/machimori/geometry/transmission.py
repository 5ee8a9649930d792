"""How much passes along straight lines between points: what sight and light ask."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.faces import Faces
from machimori.geometry.obstacles import ObstacleSet
from machimori.geometry.tracing import Marks, blank_marks, still_stops, trace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_ROUNDING = 1e-9
"""A share this close below a threshold has reached it."""


def transmission(obstacles: ObstacleSet, sources: Floats, targets: Floats) -> Floats:
    """Share of sight or light that passes from each source to its target.

    Parameters
    ----------
    obstacles : ObstacleSet
    sources, targets : (n, 3) arrays
        Ends of the lines. [m]

    Returns
    -------
    (n,) array
        Product of ``1 - opacity`` over the obstacles that a line meets; 1 where it is
        free, 0 where something opaque stands in it. Touching an obstacle at its very
        ends does not weaken a line, grazing an edge in between does.
    """
    return np.asarray(
        _each(obstacles.faces, _ready(sources), _ready(targets)), dtype=np.float64
    )


def transmission_between(
    obstacles: ObstacleSet,
    sources: Floats,
    targets: Floats,
    *,
    range_m: float = np.inf,
) -> Floats:
    """Share that passes between all pairs of sources and targets.

    Parameters
    ----------
    obstacles : ObstacleSet
    sources : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    range_m : float
        Pairs farther apart in plan are taken as dark. [m]

    Returns
    -------
    (n, k) array
        As `transmission`.
    """
    table = np.zeros((len(targets), len(sources)))
    _table(obstacles.faces, _ready(sources), _ready(targets), range_m, table)
    return table


def best_transmission(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    range_m: float = np.inf,
) -> Floats:
    """Share that passes from each target to the eye that sees it best.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    range_m : float
        Eyes farther away in plan see nothing. [m]

    Returns
    -------
    (n,) array
        Greatest transmission over the eyes; 0 where none is within range.
    """
    best = np.zeros(len(targets))
    _best(obstacles.faces, _ready(eyes), _ready(targets), range_m, 1.0, best)
    return best


def any_seen(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Bools:
    """Whether any eye sees each target.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    threshold : float
        Least transmission at which one sees.
    range_m : float
        Eyes farther away in plan see nothing. [m]

    Returns
    -------
    (n,) array of bool
        The same as ``best_transmission(…) >= threshold``, sooner.
    """
    enough = threshold - _ROUNDING
    best = np.full(len(targets), np.nextafter(enough, -np.inf))
    _best(obstacles.faces, _ready(eyes), _ready(targets), range_m, enough, best)
    return np.asarray(best >= enough, dtype=np.bool_)


def blocked_by(obstacles: ObstacleSet, sources: Floats, targets: Floats) -> Bools:
    """Which obstacles each line meets.

    Parameters
    ----------
    obstacles : ObstacleSet
        k of them.
    sources, targets : (n, 3) arrays
        Ends of the lines. [m]

    Returns
    -------
    (n, k) array of bool
        In the order of the set.
    """
    hit = np.zeros((len(sources), len(obstacles)), dtype=np.bool_)
    _met(obstacles.faces, _ready(sources), _ready(targets), hit)
    return hit


def opened_by(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Bools:
    """Which single obstacle, taken away, would let an eye see each unseen target.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Points that no eye sees. [m]
    threshold, range_m : float
        As `any_seen`.

    Returns
    -------
    (n, m) array of bool
        For each target and each of the m obstacles.
    """
    opened = np.zeros((len(targets), len(obstacles)), dtype=np.bool_)
    _opened(
        obstacles.faces,
        _ready(eyes),
        _ready(targets),
        range_m,
        threshold - _ROUNDING,
        opened,
    )
    return opened


def lines_met(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    range_m: float = np.inf,
) -> Ints:
    """In how many lines between all eyes and targets each obstacle stands.

    Parameters
    ----------
    obstacles : ObstacleSet
        m of them.
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    range_m : float
        Pairs farther apart in plan are left out. [m]

    Returns
    -------
    (m,) array of int
        In the order of the set.
    """
    counts = np.zeros(len(obstacles), dtype=np.int64)
    _count(obstacles.faces, _ready(eyes), _ready(targets), range_m, counts)
    return counts


def _ready(points: Floats) -> Floats:
    return np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 3)


@njit(cache=True, nogil=True)
def _is_within(eye: Floats, target: Floats, range_m: float) -> bool:
    dx, dy = target[0] - eye[0], target[1] - eye[1]
    return bool(dx * dx + dy * dy <= range_m * range_m)


@njit(cache=True, nogil=True)
def _each(faces: Faces, sources: Floats, targets: Floats) -> Floats:
    marks = blank_marks(faces)
    passed = np.ones(len(sources))
    for i in range(len(sources)):
        passed[i] = trace(faces, marks, sources[i], targets[i], 0.0, 0)
    return passed


@njit(cache=True, nogil=True)
def _table(
    faces: Faces, sources: Floats, targets: Floats, range_m: float, table: Floats
) -> None:
    marks = blank_marks(faces)
    for i in range(len(targets)):
        for j in range(len(sources)):
            if _is_within(sources[j], targets[i], range_m):
                table[i, j] = trace(faces, marks, sources[j], targets[i], 0.0, 0)


@njit(cache=True, nogil=True)
def _best(
    faces: Faces,
    eyes: Floats,
    targets: Floats,
    range_m: float,
    enough: float,
    best: Floats,
) -> None:
    """Raise ``best`` to what the best eye has, until that is enough.

    Neighbouring targets are much alike: the eye that saw the last one is asked first,
    and the screen that last stood before an eye is held against the line before all.
    """
    marks = blank_marks(faces)
    suspect = np.full(len(eyes), -1, dtype=np.int64)
    favourite = 0
    for i in range(len(targets)):
        for turn in range(-1, len(eyes)):
            j = favourite if turn < 0 else turn
            if len(eyes) == 0 or not _is_within(eyes[j], targets[i], range_m):
                continue
            if still_stops(faces, suspect[j], eyes[j], targets[i], best[i]):
                continue
            passed = trace(faces, marks, eyes[j], targets[i], best[i], 0)
            suspect[j] = marks.screen[marks.number[0] - 1] if marks.number[0] else -1
            if passed > best[i]:
                best[i] = passed
                favourite = j
            if best[i] >= enough:
                break


@njit(cache=True, nogil=True)
def _met(faces: Faces, sources: Floats, targets: Floats, hit: Bools) -> None:
    marks = blank_marks(faces)
    for i in range(len(sources)):
        trace(faces, marks, sources[i], targets[i], -1.0, 0)
        for n in range(marks.number[0]):
            hit[i, marks.met[n]] = True


@njit(cache=True, nogil=True)
def _opened(
    faces: Faces,
    eyes: Floats,
    targets: Floats,
    range_m: float,
    enough: float,
    opened: Bools,
) -> None:
    """Mark which obstacle alone opens each target.

    The two screens that last stopped an eye are held against its next line before all.
    """
    marks = blank_marks(faces)
    floor = np.nextafter(enough, -np.inf)
    suspects = np.full((len(eyes), 2), -1, dtype=np.int64)
    for i in range(len(targets)):
        for j in range(len(eyes)):
            eye, target = eyes[j], targets[i]
            if not _is_within(eye, target, range_m):
                continue
            if _is_settled(faces, suspects[j], eye, target, floor, opened[i]):
                continue
            trace(faces, marks, eye, target, floor, 1)
            _mark_openers(faces, marks, enough, opened[i])
            for n in range(marks.number[0]):
                _suspect(faces, suspects[j], marks.screen[n])


@njit(cache=True, nogil=True)
def _is_settled(
    faces: Faces,
    suspects: Ints,
    eye: Floats,
    target: Floats,
    floor: float,
    opened: Bools,
) -> bool:
    """Whether a line has nothing to add.

    Two obstacles stop it, so that taking one away leaves the other; or one does that is
    marked already, and no other alone can open a line that this one stops.
    """
    stopped = 0
    for screen in suspects:
        if still_stops(faces, screen, eye, target, floor):
            stopped += 1
            if stopped == 2 or opened[faces.screen_owner[screen]]:
                return True
    return False


@njit(cache=True, nogil=True)
def _suspect(faces: Faces, suspects: Ints, screen: int) -> None:
    """Remember a screen; the two remembered are never of the same obstacle."""
    if screen < 0 or screen == suspects[0]:
        return
    owner = faces.screen_owner[screen]
    if suspects[0] >= 0 and faces.screen_owner[suspects[0]] != owner:
        suspects[1] = suspects[0]
    suspects[0] = screen


@njit(cache=True, nogil=True)
def _mark_openers(faces: Faces, marks: Marks, enough: float, opened: Bools) -> None:
    for n in range(marks.number[0]):
        others = 1.0
        for m in range(marks.number[0]):
            if m != n:
                others *= faces.passes[marks.met[m]]
        if others >= enough:
            opened[marks.met[n]] = True


@njit(cache=True, nogil=True)
def _count(
    faces: Faces, eyes: Floats, targets: Floats, range_m: float, counts: Ints
) -> None:
    marks = blank_marks(faces)
    for i in range(len(targets)):
        for j in range(len(eyes)):
            if _is_within(eyes[j], targets[i], range_m):
                trace(faces, marks, eyes[j], targets[i], -1.0, 0)
                for n in range(marks.number[0]):
                    counts[marks.met[n]] += 1
