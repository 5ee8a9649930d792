"""How straight lines make their way through the cells: compiled kernels.

All that call one another stand in this one file: what numba keeps on disk is renewed
when the file of a kernel changes, not when that of a kernel it calls does.

``ground`` is None where it is flat, and lines are then as if it was not there at all.
Else the ends of lines count from the level of its heights, and what stands on it counts
from it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.faces import Cells, Faces, Lids
from machimori.geometry.terrain import Ground

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_END = 1e-9
"""Share of a line at its two ends where touching a face does not count."""
_EDGE_M = 1e-9
"""By how much a screen is taken higher and lower, so that it meets its lid."""
_GRAZE_M = 1e-6
"""How far a line may dip into the ground and is still taken to graze it."""


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
    ground: Ground | None,
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
    start, end = _clip(x, dx, cells.columns, 0.0, 1.0)
    start, end = _clip(y, dy, cells.rows, start, end)
    barred = _barred(ground, source, target, floor)
    if barred != 1.0 or start > end or cells.columns == 0:
        return barred
    column = min(max(int(np.floor(x + start * dx)), 0), cells.columns - 1)
    row = min(max(int(np.floor(y + start * dy)), 0), cells.rows - 1)
    step_x, next_x, every_x = _pace(x, dx, column)
    step_y, next_y, every_y = _pace(y, dy, row)
    rest = worst = 1.0
    while True:
        cell = row * cells.columns + column
        for entry in range(cells.starts[cell], cells.starts[cell + 1]):
            owner = _meet(faces, ground, marks, cells.faces[entry], source, target)
            if owner < 0:
                continue
            passes = float(faces.passes[owner])
            if passes > 0.0:
                passes = _passing(faces, ground, owner, source, target)
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
def _barred(
    ground: Ground | None, source: Floats, target: Floats, floor: float
) -> float:
    """1 for a line to follow; 0 where the ground stops it; NaN if it is nowhere."""
    ends = source[0] + source[1] + source[2] + target[0] + target[1] + target[2]
    if not np.isfinite(ends):
        return np.nan
    return 0.0 if floor >= 0.0 and _dips(ground, source, target) else 1.0


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
def _meet(
    faces: Faces,
    ground: Ground | None,
    marks: Marks,
    face: int,
    source: Floats,
    target: Floats,
) -> int:
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
        if not _meets_lid(faces.lids, ground, lid, source, target):
            return -1
    elif not _meets_screen(faces.screens[face], ground, source, target):
        return -1
    marks.obstacle[owner] = line
    marks.met[marks.number[0]] = owner
    marks.screen[marks.number[0]] = -1 if lid >= 0 else face
    marks.number[0] += 1
    return int(owner)


@njit(cache=True, nogil=True)
def _passing(
    faces: Faces, ground: Ground | None, k: int, source: Floats, target: Floats
) -> float:
    """Share that an obstacle lets through of a line that meets it."""
    first = faces.plots.screen_starts[k]
    if first == faces.plots.screen_starts[k + 1] or faces.screens[first, 6] == 0.0:
        return float(faces.passes[k])
    return float(_passing_aslant(faces, ground, k, source, target))


@njit(cache=True, nogil=True)
def _passing_aslant(
    faces: Faces, ground: Ground | None, k: int, source: Floats, target: Floats
) -> float:
    """Of pickets, where the line meets them most aslant: from both ends the same."""
    dx, dy = target[0] - source[0], target[1] - source[1]
    least = faces.passes[k]
    starts = faces.plots.screen_starts
    for i in range(starts[k], starts[k + 1]):
        if _meets_screen(faces.screens[i], ground, source, target):
            x1, y1, x2, y2, _, _, depth = faces.screens[i]
            ex, ey = x2 - x1, y2 - y1
            slant = abs(dx * ex + dy * ey) / abs(dx * ey - dy * ex)
            least = min(least, faces.passes[k] - depth * slant)
    return float(max(0.0, least))


@njit(cache=True, nogil=True)
def _meets_screen(
    screen: Floats, ground: Ground | None, source: Floats, target: Floats
) -> bool:
    """Whether a line meets an upright face."""
    at = _height_across(screen, ground, source, target)
    return bool(screen[4] - _EDGE_M <= at <= screen[5] + _EDGE_M)


@njit(cache=True, nogil=True)
def _height_across(
    screen: Floats, ground: Ground | None, source: Floats, target: Floats
) -> float:
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
    at = source[2] + t * (target[2] - source[2])
    if ground is not None:
        at -= _ground_at(ground, source[0] + t * dx, source[1] + t * dy)
    return float(at)


@njit(cache=True, nogil=True)
def _still_stops(
    faces: Faces,
    ground: Ground | None,
    screen: int,
    source: Floats,
    target: Floats,
    floor: float,
) -> bool:
    """Whether a screen (-1 for none) alone brings a line down to ``floor``."""
    if screen < 0 or faces.passes[faces.screen_owner[screen]] > floor:
        return False
    return bool(_meets_screen(faces.screens[screen], ground, source, target))


@njit(cache=True, nogil=True)
def _meets_lid(
    lids: Lids, ground: Ground | None, lid: int, source: Floats, target: Floats
) -> bool:
    """Whether a line meets a level face."""
    if ground is not None:
        return bool(_meets_draped(lids, ground, lid, source, target))
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
def _ground_at(ground: Ground, x: float, y: float) -> float:
    """Height of the ground: see `Terrain.height_at`."""
    height = ground.height_m
    rows, columns = height.shape
    u = min(max((x - ground.west_m) / ground.spacing_m, 0.0), columns - 1.0)
    v = min(max((y - ground.south_m) / ground.spacing_m, 0.0), rows - 1.0)
    column, row = min(int(u), columns - 2), min(int(v), rows - 2)
    u, v = u - column, v - row
    south = height[row, column] * (1 - u) + height[row, column + 1] * u
    north = height[row + 1, column] * (1 - u) + height[row + 1, column + 1] * u
    return float(south * (1 - v) + north * v)


@njit(cache=True, nogil=True)
def _clearance(ground: Ground, source: Floats, target: Floats, t: float) -> float:
    """How high a line is above the ground, a share of its length along."""
    x = source[0] + t * (target[0] - source[0])
    y = source[1] + t * (target[1] - source[1])
    return float(source[2] + t * (target[2] - source[2]) - _ground_at(ground, x, y))


@njit(cache=True, nogil=True)
def _stride(
    ground: Ground, source: Floats, target: Floats, t: float
) -> tuple[float, float, float, float]:
    """Where a line next leaves a cell of the ground, and every how far: in x, in y."""
    dx = (target[0] - source[0]) / ground.spacing_m
    dy = (target[1] - source[1]) / ground.spacing_m
    x = (source[0] - ground.west_m) / ground.spacing_m
    y = (source[1] - ground.south_m) / ground.spacing_m
    _, next_x, every_x = _pace(x, dx, int(np.floor(x + t * dx)))
    _, next_y, every_y = _pace(y, dy, int(np.floor(y + t * dy)))
    return next_x, every_x, next_y, every_y


@njit(cache=True, nogil=True)
def _dips(ground: Ground | None, source: Floats, target: Floats) -> bool:
    """Whether a line between two points above the ground comes under it.

    Over one cell of the ground its height is a parabola: known from three points.
    """
    if ground is None:
        return False
    next_x, every_x, next_y, every_y = _stride(ground, source, target, 0.0)
    start, low = 0.0, _clearance(ground, source, target, 0.0)
    if min(low, _clearance(ground, source, target, 1.0)) < -_GRAZE_M:
        return False  # what lies below the ground has a room of its own there
    while start < 1.0:
        end = max(start, min(next_x, next_y, 1.0))
        middle = _clearance(ground, source, target, (start + end) / 2)
        high = _clearance(ground, source, target, end)
        bend, fall = 2 * (low - 2 * middle + high), 3 * low - 4 * middle + high
        lowest = high
        if 0.0 < fall < 2 * bend:  # its lowest point lies in the cell
            lowest = low - fall * fall / (4 * bend)
        if lowest < -_GRAZE_M:
            return True
        if next_x <= end:
            next_x += every_x
        if next_y <= end:
            next_y += every_y
        start, low = end, high
    return False


@njit(cache=True, nogil=True)
def _meets_draped(
    lids: Lids, ground: Ground, lid: int, source: Floats, target: Floats
) -> bool:
    """Whether a line meets a face that runs along with the ground."""
    west, south, east, north = lids.bounds[lid]
    dx, dy = target[0] - source[0], target[1] - source[1]
    start, last = _span_between(source[0], dx, west, east, _END, 1.0 - _END)
    start, last = _span_between(source[1], dy, south, north, start, last)
    if start > last:
        return False
    next_x, every_x, next_y, every_y = _stride(ground, source, target, start)
    height = lids.height_m[lid]
    low = _clearance(ground, source, target, start) - height
    while True:
        end = max(start, min(next_x, next_y, last))
        middle = _clearance(ground, source, target, (start + end) / 2) - height
        high = _clearance(ground, source, target, end) - height
        for root in _roots(low, middle, high):
            t = start + root * (end - start)
            if _covers(lids, lid, source[0] + t * dx, source[1] + t * dy):
                return True
        if end >= last:
            return False
        if next_x <= end:
            next_x += every_x
        if next_y <= end:
            next_y += every_y
        start, low = end, high


@njit(cache=True, nogil=True)
def _span_between(
    at: float, step: float, low: float, high: float, start: float, end: float
) -> tuple[float, float]:
    """Shorten a line to what lies between two bounds, along one axis."""
    if step == 0.0:
        return (start, end) if low <= at <= high else (1.0, 0.0)
    a, b = (low - at) / step, (high - at) / step
    return max(start, min(a, b)), min(end, max(a, b))


@njit(cache=True, nogil=True)
def _roots(low: float, middle: float, high: float) -> tuple[float, float]:
    """Where, from 0 to 1, a parabola through three heights is 0; else NaN."""
    a, b = 2 * (low - 2 * middle + high), 4 * middle - 3 * low - high
    inside = b * b - 4 * a * low
    if inside < 0.0:
        return np.nan, np.nan
    # The two are worked out so that neither loses its digits where the bend is slight.
    q = -0.5 * (b + np.copysign(np.sqrt(inside), b))
    first = low / q if q != 0.0 else np.nan
    second = q / a if a != 0.0 else np.nan
    if not 0.0 <= first <= 1.0:
        first = np.nan
    if not 0.0 <= second <= 1.0:
        second = np.nan
    return first, second


@njit(cache=True, nogil=True)
def _is_within(eye: Floats, target: Floats, range_m: float) -> bool:
    dx, dy = target[0] - eye[0], target[1] - eye[1]
    return bool(dx * dx + dy * dy <= range_m * range_m)


@njit(cache=True, nogil=True)
def pass_each(
    faces: Faces, ground: Ground | None, sources: Floats, targets: Floats
) -> Floats:
    """Share that passes along each line: (n,) array."""
    marks = _blank_marks(faces)
    passed = np.ones(len(sources))
    for i in range(len(sources)):
        passed[i] = _trace(faces, ground, marks, sources[i], targets[i], 0.0, 0)
    return passed


@njit(cache=True, nogil=True)
def pass_between(
    faces: Faces,
    ground: Ground | None,
    sources: Floats,
    targets: Floats,
    range_m: float,
    table: Floats,
) -> None:
    """Fill the (n, k) table of shares between targets and sources within range."""
    marks = _blank_marks(faces)
    for i in range(len(targets)):
        for j in range(len(sources)):
            if _is_within(sources[j], targets[i], range_m):
                table[i, j] = _trace(
                    faces, ground, marks, sources[j], targets[i], 0.0, 0
                )


@njit(cache=True, nogil=True)
def raise_to_best(
    faces: Faces,
    ground: Ground | None,
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
            if _still_stops(faces, ground, suspect[j], eyes[j], targets[i], best[i]):
                continue
            passed = _trace(faces, ground, marks, eyes[j], targets[i], best[i], 0)
            suspect[j] = marks.screen[marks.number[0] - 1] if marks.number[0] else -1
            if passed > best[i]:
                best[i] = passed
                favourite = j
            if best[i] >= enough:
                break


@njit(cache=True, nogil=True)
def count_eyes(
    faces: Faces,
    ground: Ground | None,
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
                passed = _trace(faces, ground, marks, eyes[j], targets[i], floor, 0)
                counts[i] += passed >= enough


@njit(cache=True, nogil=True)
def note_shares(
    faces: Faces,
    ground: Ground | None,
    sources: Floats,
    targets: Floats,
    shares: Floats,
) -> None:
    """Note in (n, k) the share that each obstacle met lets through of each line."""
    marks = _blank_marks(faces)
    for i in range(len(sources)):
        _trace(faces, ground, marks, sources[i], targets[i], -1.0, 0)
        for n in range(marks.number[0]):
            k = marks.met[n]
            shares[i, k] = _passing(faces, ground, k, sources[i], targets[i])


@njit(cache=True, nogil=True)
def raise_to_openings(
    faces: Faces,
    ground: Ground | None,
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
            if _is_settled(faces, ground, suspects[j], eye, target, floor, opening[i]):
                continue
            _trace(faces, ground, marks, eye, target, floor, 1)
            _raise_openings(faces, ground, marks, eye, target, enough, opening[i])
            for n in range(marks.number[0]):
                _suspect(faces, suspects[j], marks.screen[n])


@njit(cache=True, nogil=True)
def _is_settled(
    faces: Faces,
    ground: Ground | None,
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
        if _still_stops(faces, ground, screen, eye, target, floor):
            stopped += 1
            at = _height_across(faces.screens[screen], ground, eye, target)
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
    ground: Ground | None,
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
                others *= _passing(faces, ground, marks.met[m], eye, target)
        if others >= enough:
            k = marks.met[n]
            lowest = _lowest_within(faces, ground, k, eye, target)
            opening[k] = max(opening[k], lowest)


@njit(cache=True, nogil=True)
def _lowest_within(
    faces: Faces, ground: Ground | None, k: int, source: Floats, target: Floats
) -> float:
    """How high a line is where it is lowest in or across an obstacle.

    Cut to below that, the obstacle leaves the line alone. It is the underside where the
    line comes through it: then only taking the whole away helps.
    """
    lowest, bottom = np.inf, np.nan
    starts = faces.plots.screen_starts
    for i in range(starts[k], starts[k + 1]):
        bottom = faces.screens[i, 4]
        at = _height_across(faces.screens[i], ground, source, target)
        if at >= bottom - _EDGE_M:
            lowest = min(lowest, at)
    starts = faces.plots.lid_starts
    for i in range(starts[k], starts[k + 1]):
        height = faces.lids.height_m[i]
        is_top = height > bottom
        if not is_top and _meets_lid(faces.lids, ground, i, source, target):
            lowest = min(lowest, height)
        for end in (source, target):
            at = end[2]
            if ground is not None:
                at -= _ground_at(ground, end[0], end[1])
            if is_top and at >= bottom and _covers(faces.lids, i, end[0], end[1]):
                lowest = min(lowest, at)
    return lowest


@njit(cache=True, nogil=True)
def count_met(
    faces: Faces,
    ground: Ground | None,
    eyes: Floats,
    targets: Floats,
    range_m: float,
    counts: Ints,
) -> None:
    """Count for each obstacle the lines within range that meet it."""
    marks = _blank_marks(faces)
    for i in range(len(targets)):
        for j in range(len(eyes)):
            if _is_within(eyes[j], targets[i], range_m):
                _trace(faces, ground, marks, eyes[j], targets[i], -1.0, 0)
                for n in range(marks.number[0]):
                    counts[marks.met[n]] += 1
