"""How straight lines make their way through the cells: compiled kernels.

All that call one another stand in this one file: what numba keeps on disk is renewed
when the file of a kernel changes, not when that of a kernel it calls does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.faces import Cells, Faces, Lids

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_END = 1e-9
"""Share of a line at its two ends where touching a face does not count."""
_EDGE_M = 1e-9
"""By how much a screen is taken higher and lower, so that it meets its lid."""


class Marks(NamedTuple):
    """Scratch of one caller: what the line under way has met so far.

    Parameters
    ----------
    line : (1,) array
        Number of the line under way; the stamps below hold it.
    face, obstacle : arrays
        Last line that was held against each face; that met each obstacle.
    met : (k,) array
        Obstacles met, in order; the first ``number[0]`` hold.
    screen : (k,) array
        Through which screen each of them was met; -1 for a lid.
    number : (1,) array
    """

    line: Ints
    face: Ints
    obstacle: Ints
    met: Ints
    screen: Ints
    number: Ints


@njit(cache=True, nogil=True)
def _blank_marks(faces: Faces) -> Marks:
    """Make the scratch for a run of lines."""
    count = len(faces.screens) + len(faces.lids.height_m)
    return Marks(
        np.zeros(1, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        np.zeros(len(faces.passes), dtype=np.int64),
        np.zeros(len(faces.passes), dtype=np.int64),
        np.zeros(len(faces.passes), dtype=np.int64),
        np.zeros(1, dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def _trace(
    faces: Faces,
    marks: Marks,
    source: Floats,
    target: Floats,
    floor: float,
    spared: int,
) -> float:
    """Follow a line and return the share that passes; NaN where an end is nowhere.

    It stops once what passes is down to ``floor``; with ``spared`` 1, once it would be
    even if the one obstacle that stops most were taken away. ``marks`` then holds what
    was met until there.
    """
    marks.line[0] += 1
    marks.number[0] = 0
    cells = faces.cells
    x, y = _in_cells(cells, source)
    dx, dy = _in_cells(cells, target)
    dx, dy = dx - x, dy - y
    if not np.isfinite(dx + dy + source[2] + target[2]):
        return np.nan
    start, end = _clip(x, dx, cells.columns, 0.0, 1.0)
    start, end = _clip(y, dy, cells.rows, start, end)
    if start > end or cells.columns == 0:
        return 1.0
    column = min(max(int(np.floor(x + start * dx)), 0), cells.columns - 1)
    row = min(max(int(np.floor(y + start * dy)), 0), cells.rows - 1)
    step_x, next_x, every_x = _pace(x, dx, column)
    step_y, next_y, every_y = _pace(y, dy, row)
    rest = worst = 1.0
    while True:
        cell = row * cells.columns + column
        for entry in range(cells.starts[cell], cells.starts[cell + 1]):
            owner = _meet(faces, marks, cells.faces[entry], source, target)
            if owner < 0:
                continue
            passes = _passing(faces, owner, source, target)
            rest *= max(passes, worst)
            worst = min(passes, worst)
            if (rest if spared else rest * worst) <= floor:
                return rest * worst
        if min(next_x, next_y) > end:
            return rest * worst
        if next_x < next_y:
            column += step_x
            next_x += every_x
        else:
            row += step_y
            next_y += every_y
        if not (0 <= column < cells.columns and 0 <= row < cells.rows):
            return rest * worst


@njit(cache=True, nogil=True)
def _in_cells(cells: Cells, point: Floats) -> tuple[float, float]:
    """Where a point is, counted in cells."""
    x = (point[0] - cells.west_m) / cells.side_m
    y = (point[1] - cells.south_m) / cells.side_m
    return x, y


@njit(cache=True, nogil=True)
def _clip(
    at: float, step: float, count: int, start: float, end: float
) -> tuple[float, float]:
    """Shorten a line to what lies over the cells, along one axis."""
    margin = 1e-6
    if step == 0.0:
        return (start, end) if -margin <= at <= count + margin else (1.0, 0.0)
    a, b = (-margin - at) / step, (count + margin - at) / step
    return max(start, min(a, b)), min(end, max(a, b))


@njit(cache=True, nogil=True)
def _pace(at: float, step: float, cell: int) -> tuple[int, float, float]:
    """Which way the next cell lies, how far along the line, and how far every one."""
    if step > 0.0:
        return 1, (cell + 1 - at) / step, 1.0 / step
    if step < 0.0:
        return -1, (cell - at) / step, -1.0 / step
    return 0, np.inf, np.inf


@njit(cache=True, nogil=True)
def _meet(faces: Faces, marks: Marks, face: int, source: Floats, target: Floats) -> int:
    """Which obstacle the line newly meets in this face; -1 for none."""
    line = marks.line[0]
    if marks.face[face] == line:
        return -1
    marks.face[face] = line
    lid = face - len(faces.screens)
    owner = faces.lids.owner[lid] if lid >= 0 else faces.screen_owner[face]
    if marks.obstacle[owner] == line:
        return -1
    if lid >= 0:
        if not _meets_lid(faces.lids, lid, source, target):
            return -1
    elif not _meets_screen(faces.screens[face], source, target):
        return -1
    marks.obstacle[owner] = line
    marks.met[marks.number[0]] = owner
    marks.screen[marks.number[0]] = -1 if lid >= 0 else face
    marks.number[0] += 1
    return int(owner)


@njit(cache=True, nogil=True)
def _passing(faces: Faces, k: int, source: Floats, target: Floats) -> float:
    """Share that an obstacle lets through of a line that meets it.

    Of pickets, where the line meets them most aslant: from both ends the same.
    """
    passes = float(faces.passes[k])
    first, end = faces.plots.screen_starts[k], faces.plots.screen_starts[k + 1]
    if first == end or faces.screens[first, 6] == 0.0:
        return passes
    dx, dy = target[0] - source[0], target[1] - source[1]
    least = passes
    for i in range(first, end):
        if _meets_screen(faces.screens[i], source, target):
            x1, y1, x2, y2, _, _, depth = faces.screens[i]
            ex, ey = x2 - x1, y2 - y1
            slant = abs(dx * ex + dy * ey) / abs(dx * ey - dy * ex)
            least = min(least, passes - depth * slant)
    return max(0.0, least)


@njit(cache=True, nogil=True)
def _meets_screen(screen: Floats, source: Floats, target: Floats) -> bool:
    """Whether a line meets an upright face."""
    at = _height_across(screen, source, target)
    return bool(screen[4] - _EDGE_M <= at <= screen[5] + _EDGE_M)


@njit(cache=True, nogil=True)
def _height_across(screen: Floats, source: Floats, target: Floats) -> float:
    """How high a line is where it crosses the foot of a screen; NaN if it does not.

    On which side of the line a corner lies is worked out the same way for both screens
    that share it, so that no line slips through a joint. A line in the plane of a
    screen does not meet it: it has no thickness.
    """
    dx, dy = target[0] - source[0], target[1] - source[1]
    wx, wy = screen[0] - source[0], screen[1] - source[1]
    first = dx * wy - dy * wx
    second = dx * (screen[3] - source[1]) - dy * (screen[2] - source[0])
    if first * second > 0.0 or first == second:
        return np.nan
    ex, ey = screen[2] - screen[0], screen[3] - screen[1]
    t = (wx * ey - wy * ex) / (second - first)
    if not _END < t < 1.0 - _END:
        return np.nan
    return float(source[2] + t * (target[2] - source[2]))


@njit(cache=True, nogil=True)
def _still_stops(
    faces: Faces, screen: int, source: Floats, target: Floats, floor: float
) -> bool:
    """Whether a screen (-1 for none) alone brings a line down to ``floor``."""
    if screen < 0 or faces.passes[faces.screen_owner[screen]] > floor:
        return False
    return bool(_meets_screen(faces.screens[screen], source, target))


@njit(cache=True, nogil=True)
def _meets_lid(lids: Lids, lid: int, source: Floats, target: Floats) -> bool:
    """Whether a line meets a level face."""
    rise = target[2] - source[2]
    if rise == 0.0:
        return False
    t = (lids.height_m[lid] - source[2]) / rise
    if not _END < t < 1.0 - _END:
        return False
    x = source[0] + t * (target[0] - source[0])
    y = source[1] + t * (target[1] - source[1])
    return _covers(lids, lid, x, y)


@njit(cache=True, nogil=True)
def _covers(lids: Lids, lid: int, x: float, y: float) -> bool:
    """Whether a level face lies over or under a point."""
    west, south, east, north = lids.bounds[lid]
    if not (west <= x <= east and south <= y <= north):
        return False
    inside = False
    for ring in range(lids.face_starts[lid], lids.face_starts[lid + 1]):
        for k in range(lids.ring_starts[ring], lids.ring_starts[ring + 1] - 1):
            x1, y1 = lids.vertices[k]
            x2, y2 = lids.vertices[k + 1]
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


@njit(cache=True, nogil=True)
def _is_within(eye: Floats, target: Floats, range_m: float) -> bool:
    dx, dy = target[0] - eye[0], target[1] - eye[1]
    return bool(dx * dx + dy * dy <= range_m * range_m)


@njit(cache=True, nogil=True)
def pass_each(faces: Faces, sources: Floats, targets: Floats) -> Floats:
    """Share that passes along each line: (n,) array."""
    marks = _blank_marks(faces)
    passed = np.ones(len(sources))
    for i in range(len(sources)):
        passed[i] = _trace(faces, marks, sources[i], targets[i], 0.0, 0)
    return passed


@njit(cache=True, nogil=True)
def pass_between(
    faces: Faces, sources: Floats, targets: Floats, range_m: float, table: Floats
) -> None:
    """Fill the (n, k) table of shares between targets and sources within range."""
    marks = _blank_marks(faces)
    for i in range(len(targets)):
        for j in range(len(sources)):
            if _is_within(sources[j], targets[i], range_m):
                table[i, j] = _trace(faces, marks, sources[j], targets[i], 0.0, 0)


@njit(cache=True, nogil=True)
def raise_to_best(
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
    marks = _blank_marks(faces)
    suspect = np.full(len(eyes), -1, dtype=np.int64)
    favourite = 0
    for i in range(len(targets)):
        for turn in range(-1, len(eyes)):
            j = favourite if turn < 0 else turn
            if len(eyes) == 0 or not _is_within(eyes[j], targets[i], range_m):
                continue
            if _still_stops(faces, suspect[j], eyes[j], targets[i], best[i]):
                continue
            passed = _trace(faces, marks, eyes[j], targets[i], best[i], 0)
            suspect[j] = marks.screen[marks.number[0] - 1] if marks.number[0] else -1
            if passed > best[i]:
                best[i] = passed
                favourite = j
            if best[i] >= enough:
                break


@njit(cache=True, nogil=True)
def count_eyes(
    faces: Faces,
    eyes: Floats,
    targets: Floats,
    range_m: float,
    enough: float,
    counts: Ints,
) -> None:
    """Count for each target the eyes within range that see it."""
    marks = _blank_marks(faces)
    floor = np.nextafter(enough, -np.inf)
    for i in range(len(targets)):
        for j in range(len(eyes)):
            if _is_within(eyes[j], targets[i], range_m):
                passed = _trace(faces, marks, eyes[j], targets[i], floor, 0)
                counts[i] += passed >= enough


@njit(cache=True, nogil=True)
def note_shares(faces: Faces, sources: Floats, targets: Floats, shares: Floats) -> None:
    """Note in (n, k) the share that each obstacle met lets through of each line."""
    marks = _blank_marks(faces)
    for i in range(len(sources)):
        _trace(faces, marks, sources[i], targets[i], -1.0, 0)
        for n in range(marks.number[0]):
            k = marks.met[n]
            shares[i, k] = _passing(faces, k, sources[i], targets[i])


@njit(cache=True, nogil=True)
def raise_to_openings(
    faces: Faces,
    eyes: Floats,
    targets: Floats,
    range_m: float,
    enough: float,
    opening: Floats,
) -> None:
    """Raise (n, k) to the height below which obstacle k must end to open target n.

    What stays as it is, alone opens nothing. The two screens that last stopped an eye
    are held against its next line before all.
    """
    marks = _blank_marks(faces)
    floor = np.nextafter(enough, -np.inf)
    suspects = np.full((len(eyes), 2), -1, dtype=np.int64)
    for i in range(len(targets)):
        for j in range(len(eyes)):
            eye, target = eyes[j], targets[i]
            if not _is_within(eye, target, range_m):
                continue
            if _is_settled(faces, suspects[j], eye, target, floor, opening[i]):
                continue
            _trace(faces, marks, eye, target, floor, 1)
            _raise_openings(faces, marks, eye, target, enough, opening[i])
            for n in range(marks.number[0]):
                _suspect(faces, suspects[j], marks.screen[n])


@njit(cache=True, nogil=True)
def _is_settled(
    faces: Faces,
    suspects: Ints,
    eye: Floats,
    target: Floats,
    floor: float,
    opening: Floats,
) -> bool:
    """Whether a line has nothing to add.

    Two obstacles stop it, so that taking one away leaves the other; or one does that
    opens the target already when cut less, and no other alone can open this line.
    """
    stopped = 0
    for screen in suspects:
        if _still_stops(faces, screen, eye, target, floor):
            stopped += 1
            at = _height_across(faces.screens[screen], eye, target)
            if stopped == 2 or at <= opening[faces.screen_owner[screen]]:
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
def _raise_openings(
    faces: Faces,
    marks: Marks,
    eye: Floats,
    target: Floats,
    enough: float,
    opening: Floats,
) -> None:
    for n in range(marks.number[0]):
        others = 1.0
        for m in range(marks.number[0]):
            if m != n:
                others *= _passing(faces, marks.met[m], eye, target)
        if others >= enough:
            k = marks.met[n]
            opening[k] = max(opening[k], _lowest_within(faces, k, eye, target))


@njit(cache=True, nogil=True)
def _lowest_within(faces: Faces, k: int, source: Floats, target: Floats) -> float:
    """How high a line is where it is lowest in or across an obstacle.

    Cut to below that, the obstacle leaves the line alone. It is the underside where the
    line comes through it: then only taking the whole away helps.
    """
    lowest, bottom = np.inf, np.nan
    starts = faces.plots.screen_starts
    for i in range(starts[k], starts[k + 1]):
        bottom = faces.screens[i, 4]
        at = _height_across(faces.screens[i], source, target)
        if at >= bottom - _EDGE_M:
            lowest = min(lowest, at)
    starts = faces.plots.lid_starts
    for i in range(starts[k], starts[k + 1]):
        height = faces.lids.height_m[i]
        is_top = height > bottom
        if not is_top and _meets_lid(faces.lids, i, source, target):
            lowest = min(lowest, height)
        for end in (source, target):
            if is_top and end[2] >= bottom and _covers(faces.lids, i, end[0], end[1]):
                lowest = min(lowest, end[2])
    return lowest


@njit(cache=True, nogil=True)
def count_met(
    faces: Faces, eyes: Floats, targets: Floats, range_m: float, counts: Ints
) -> None:
    """Count for each obstacle the lines within range that meet it."""
    marks = _blank_marks(faces)
    for i in range(len(targets)):
        for j in range(len(eyes)):
            if _is_within(eyes[j], targets[i], range_m):
                _trace(faces, marks, eyes[j], targets[i], -1.0, 0)
                for n in range(marks.number[0]):
                    counts[marks.met[n]] += 1
