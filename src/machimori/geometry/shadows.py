r"""What obstacles hide of a level plane from an eye or a lamp: compiled kernels.

Seen from a source S at height h, an upright face with its foot on the segment from A to
B hides of the level plane at height t a quadrilateral: all points P = S + (Q - S) / s
with Q on the segment, where s, the share of the line S-P at which it passes Q, lies
where the line is between the face's lower and upper edge::

                          far: (Q - S) / s0
              +-----------------------------------+
               \             hidden              /
                \                               /
                 +-----------------------------+     near: (Q - S) / s1
                  \                           /
                 A +-----------------------------+ B
                        \               /
                              S

A level face hides its own outline, seen through S. Both are filled row by row on a
lattice of points, instead of following a line to each of them. The four edges of the
quadrilateral are half-planes, so that it may reach out to infinity (a face as high as
the source), and faces that share a corner share an edge to the last digit.

Obstacles are taken from near to far. What is opaque and reaches from the level of the
plane up to the source shuts off all directions between its ends: an obstacle of which
no direction is left open is passed over.

Lengths in the plane are counted in steps of the lattice, its first point being 0, 0;
whole steps are kept apart from the rest, so that a cut of a larger lattice shows what
the whole does, to the last digit.
All kernels that call one another stand in this one file: see ``tracing``.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.faces import Faces, Lids, Plots
from machimori.geometry.grids import Lattice
from machimori.geometry.looking import Box, Found, Sheet, Sight, View, Window

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Bytes = NDArray[np.uint8]

_END = 1e-9
"""Share of a line at its two ends where touching a face does not count."""
_EDGE_M = 1e-9
"""By how much a screen is taken higher and lower, so that it meets its lid."""
_SIDE = 1e-9
"""How far beside a shadow, in steps, a point is still on its edge."""
_FLAT = 1e-12
"""An edge that rises less is level: it bounds the rows, not the columns."""
_DIRECTIONS = 512
_SURELY = 1.0 - 1e-6
"""What is nearer than this share of a distance is nearer for certain."""


@njit(cache=True, nogil=True)
def _blank_sheet(faces: Faces, more: Faces, rows: int, columns: int) -> Sheet:
    """Make the scratch for a run of sources."""
    obstacles = max(len(faces.passes), len(more.passes))
    corners = max(len(faces.lids.vertices), len(more.lids.vertices))
    return Sheet(
        np.zeros((rows, columns), dtype=np.uint8),
        np.zeros((rows, columns), dtype=np.uint8),
        np.ones((rows, columns)),
        np.zeros(1, dtype=np.uint8),
        np.zeros(obstacles, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.zeros(obstacles, dtype=np.int64),
        np.empty(corners),
        np.empty(_DIRECTIONS),
        np.zeros((2, rows), dtype=np.int32),
    )


@njit(cache=True, nogil=True)
def _within(lattice: Lattice, source: Floats, range_m: float) -> Window:
    """Smallest window that holds all points in range of a source."""
    if not np.isfinite(source[0] + source[1] + source[2]):
        return Window(0, 0, 0, 0)
    x = (source[0] - lattice.west_m) / lattice.spacing_m
    y = (source[1] - lattice.south_m) / lattice.spacing_m
    reach = range_m / lattice.spacing_m + _SIDE
    west = max(0.0, np.ceil(x - reach))
    south = max(0.0, np.ceil(y - reach))
    east = min(float(lattice.columns), np.floor(x + reach) + 1.0)
    north = min(float(lattice.rows), np.floor(y + reach) + 1.0)
    if west >= east or south >= north:
        return Window(0, 0, 0, 0)
    return Window(int(south), int(north), int(west), int(east))


@njit(cache=True, nogil=True)
def _span(
    lattice: Lattice, source: Floats, range_m: float, row: int, window: Window
) -> tuple[int, int]:
    """First and last column of a row that are in range."""
    x = (source[0] - lattice.west_m) / lattice.spacing_m
    dy = lattice.south_m + row * lattice.spacing_m - source[1]
    left = range_m * range_m - dy * dy
    if left < 0.0:
        return window.west, window.west - 1
    half = np.sqrt(left) / lattice.spacing_m + _SIDE
    whole = np.floor(x)
    x -= whole
    first = max(float(window.west), whole + np.ceil(x - half))
    last = min(float(window.east - 1), whole + np.floor(x + half))
    return int(first), int(last)


@njit(cache=True, nogil=True)
def _cast(
    faces: Faces,
    more: Faces,
    sheet: Sheet,
    lattice: Lattice,
    view: View,
    window: Window,
) -> None:
    """Lay on the sheet all shadows that one source throws into a window."""
    part = _part(lattice, window)
    sheet.dark[: part.rows, : part.columns] = 0
    sheet.is_veiled[0] = 0
    sheet.shut_m[:] = np.inf
    _lay(faces, sheet, part, view)
    if len(more.passes):
        _lay(more, sheet, part, view)


@njit(cache=True, nogil=True)
def _lay(faces: Faces, sheet: Sheet, part: Lattice, view: View) -> None:
    """Lay the shadows of some obstacles on the sheet, from near to far.

    Translucent ones come last, by number: whoever looks, the product is the same.
    """
    passes, bounds, queue = faces.passes, faces.plots.bounds, sheet.queue
    veils = 0
    for n in range(_queue_up(faces.plots, sheet, _box_of(part), view)):
        k = queue[n]
        if passes[k] == 1.0 or _is_hidden(bounds, k, view, sheet.shut_m):
            continue
        if passes[k] == 0.0:
            _hide(sheet.dark, sheet, faces, k, part, view)
        else:
            queue[veils] = k
            veils += 1
    queue[:veils].sort()
    for n in range(veils):
        k = queue[n]
        if _is_hidden(bounds, k, view, sheet.shut_m):
            continue
        south, north = _hide(sheet.veil, sheet, faces, k, part, view)
        first = faces.plots.screen_starts[k]
        has_screen = first < faces.plots.screen_starts[k + 1]
        if south <= north and has_screen and faces.screens[first, 6] > 0.0:
            _weaken_aslant(sheet, part, faces, k, view, south, north)
        elif south <= north:
            _weaken(sheet, part, passes[k], south, north)


@njit(cache=True, nogil=True)
def _hide(
    mask: Bytes, sheet: Sheet, faces: Faces, k: int, part: Lattice, view: View
) -> tuple[int, int]:
    """Mark what one obstacle hides: its first and last row; shut what it shuts."""
    screens, is_opaque = faces.screens, faces.passes[k] == 0.0
    screen_starts, lid_starts = faces.plots.screen_starts, faces.plots.lid_starts
    ends, shut_m = sheet.ends, sheet.shut_m
    south, north = part.rows, -1
    for i in range(screen_starts[k], screen_starts[k + 1]):
        first, last, hides_all = _fill_behind(mask, ends, screens, i, part, view)
        south, north = min(south, first), max(north, last)
        if hides_all and is_opaque:
            _shut(screens, i, view, shut_m)
    for i in range(lid_starts[k], lid_starts[k + 1]):
        if _is_lid_between(faces.lids.height_m, i, view):
            first, last = _fill_below(mask, sheet, faces.lids, i, part, view)
            south, north = min(south, first), max(north, last)
    return south, north


@njit(cache=True, nogil=True)
def _queue_up(plots: Plots, sheet: Sheet, box: Box, view: View) -> int:
    """Line up the obstacles about a source and a box, from near to far; how many."""
    cells, bounds = plots.cells, plots.bounds
    starts, obstacles, met, queue = cells.starts, cells.faces, sheet.met, sheet.queue
    sheet.turn[0] += 1
    turn = sheet.turn[0]
    south, north = _plots_between(
        (min(view.y, box.south) - cells.south_m) / cells.side_m,
        (max(view.y, box.north) - cells.south_m) / cells.side_m,
        cells.rows,
    )
    west, east = _plots_between(
        (min(view.x, box.west) - cells.west_m) / cells.side_m,
        (max(view.x, box.east) - cells.west_m) / cells.side_m,
        cells.columns,
    )
    if south > north or west > east:
        return 0
    count = 0
    i = int(min(max((view.y - cells.south_m) / cells.side_m, south), north))
    j = int(min(max((view.x - cells.west_m) / cells.side_m, west), east))
    for ring in range(max(max(i - south, north - i), max(j - west, east - j)) + 1):
        for row in range(max(south, i - ring), min(north, i + ring) + 1):
            step = 1 if abs(row - i) == ring else 2 * ring
            for column in range(j - ring, j + ring + 1, step):
                if not west <= column <= east:
                    continue
                cell = row * cells.columns + column
                for entry in range(starts[cell], starts[cell + 1]):
                    k = obstacles[entry]
                    if met[k] != turn and _is_between(bounds, k, view, box):
                        met[k] = turn
                        queue[count] = k
                        count += 1
    return count


@njit(cache=True, nogil=True)
def _part(lattice: Lattice, window: Window) -> Lattice:
    """Take a window as a lattice of its own."""
    return Lattice(
        lattice.west_m + window.west * lattice.spacing_m,
        lattice.south_m + window.south * lattice.spacing_m,
        lattice.spacing_m,
        window.east - window.west,
        window.north - window.south,
    )


@njit(cache=True, nogil=True)
def _box_of(lattice: Lattice) -> Box:
    return Box(
        lattice.west_m,
        lattice.south_m,
        lattice.west_m + (lattice.columns - 1) * lattice.spacing_m,
        lattice.south_m + (lattice.rows - 1) * lattice.spacing_m,
    )


@njit(cache=True, nogil=True)
def _plots_between(low: float, high: float, count: int) -> tuple[int, int]:
    first = max(0.0, np.floor(low - 1e-6))
    last = min(count - 1.0, np.floor(high + 1e-6))
    return (int(first), int(last)) if first <= last else (1, 0)


@njit(cache=True, nogil=True)
def _is_between(bounds: Floats, k: int, view: View, box: Box) -> bool:
    """Whether bounds reach into the box about the source and another."""
    return bool(
        bounds[k, 0] <= max(view.x, box.east)
        and bounds[k, 2] >= min(view.x, box.west)
        and bounds[k, 1] <= max(view.y, box.north)
        and bounds[k, 3] >= min(view.y, box.south)
    )


@njit(cache=True, nogil=True)
def _is_hidden(bounds: Floats, k: int, view: View, shut_m: Floats) -> bool:
    """Whether all directions towards some bounds are shut off before them."""
    west, south = bounds[k, 0] - view.x, bounds[k, 1] - view.y
    east, north = bounds[k, 2] - view.x, bounds[k, 3] - view.y
    dx, dy = max(west, -east, 0.0), max(south, -north, 0.0)
    if south > 0.0:
        start = _direction(east, south if east > 0.0 else north)
        end = _direction(west, south if west < 0.0 else north)
    elif north < 0.0:
        start = _direction(west, north if west < 0.0 else south)
        end = _direction(east, north if east > 0.0 else south)
    elif west > 0.0:
        start, end = _direction(west, south), _direction(west, north)
    elif east < 0.0:
        start, end = _direction(east, north), _direction(east, south)
    else:
        return False
    nearest = np.sqrt(dx * dx + dy * dy) * _SURELY
    first, last = int(start - 1e-6), int(end + 1e-6)
    last += _DIRECTIONS if last < first else 0
    for direction in range(first, last + 1):
        if shut_m[direction % _DIRECTIONS] >= nearest:
            return False
    return True


@njit(cache=True, nogil=True)
def _direction(x: float, y: float) -> float:
    """Turn from east, counter-clockwise, between 0 and the number of directions.

    Not the angle, but what grows with it and needs no arc tangent.
    """
    along = x / (abs(x) + abs(y))
    return (1.0 - along if y >= 0.0 else 3.0 + along) * (_DIRECTIONS / 4)


@njit(cache=True, nogil=True)
def _shut(screens: Floats, i: int, view: View, shut_m: Floats) -> None:
    """Shut off the directions that lie wholly between the ends of a screen."""
    ax, ay = screens[i, 0] - view.x, screens[i, 1] - view.y
    bx, by = screens[i, 2] - view.x, screens[i, 3] - view.y
    if ax * by < ay * bx:
        ax, ay, bx, by = bx, by, ax, ay
    farthest = np.sqrt(max(ax * ax + ay * ay, bx * bx + by * by))
    start, end = _direction(ax, ay), _direction(bx, by)
    end += _DIRECTIONS if end < start else 0.0
    for direction in range(int(start + 1e-6) + 1, int(end - 1e-6)):
        at = direction % _DIRECTIONS
        shut_m[at] = min(shut_m[at], farthest)


@njit(cache=True, nogil=True)
def _weaken(
    sheet: Sheet, lattice: Lattice, passes: float, south: int, north: int
) -> None:
    """Let the veil weaken what passes, and take it off."""
    if not sheet.is_veiled[0]:
        sheet.is_veiled[0] = 1
        sheet.share[: lattice.rows, : lattice.columns] = 1.0
    for row in range(south, north + 1):
        for column in range(lattice.columns):
            if sheet.veil[row, column]:
                sheet.share[row, column] *= passes
                sheet.veil[row, column] = 0


@njit(cache=True, nogil=True)
def _weaken_aslant(
    sheet: Sheet,
    lattice: Lattice,
    faces: Faces,
    k: int,
    view: View,
    south: int,
    north: int,
) -> None:
    """Weaken as pickets do, point by point, and take the veil off."""
    if not sheet.is_veiled[0]:
        sheet.is_veiled[0] = 1
        sheet.share[: lattice.rows, : lattice.columns] = 1.0
    start, end = faces.plots.screen_starts[k], faces.plots.screen_starts[k + 1]
    for row in range(south, north + 1):
        y = lattice.south_m + row * lattice.spacing_m
        for column in range(lattice.columns):
            if not sheet.veil[row, column]:
                continue
            sheet.veil[row, column] = 0
            x = lattice.west_m + column * lattice.spacing_m
            least = faces.passes[k]
            for i in range(start, end):
                past = _past_pickets(faces.screens, i, faces.passes[k], view, x, y)
                least = min(least, past)
            sheet.share[row, column] *= max(0.0, least)


@njit(cache=True, nogil=True)
def _past_pickets(
    screens: Floats, i: int, passes: float, view: View, x: float, y: float
) -> float:
    """Share that pickets let through to a point, below 0 where that is nothing.

    ``passes`` where the line to it does not cross them.
    """
    ax, ay = screens[i, 0] - view.x, screens[i, 1] - view.y
    bx, by = screens[i, 2] - view.x, screens[i, 3] - view.y
    dx, dy, ex, ey = x - view.x, y - view.y, bx - ax, by - ay
    turn = ax * by - ay * bx
    across = dx * ey - dy * ex
    if (dx * ay - dy * ax) * (dx * by - dy * bx) > 0.0 or turn * across <= 0.0:
        return passes
    near, far = _multiples(
        screens[i, 4] - _EDGE_M, screens[i, 5] + _EDGE_M, view.z, view.level
    )
    if not near <= across / turn <= far:
        return passes
    return float(passes - screens[i, 6] * abs((dx * ex + dy * ey) / across))


@njit(cache=True, nogil=True)
def _multiples(
    low: float, high: float, from_m: float, to_m: float
) -> tuple[float, float]:
    """Between which multiples of its distance what stands from low to high hides."""
    if from_m == to_m:
        start, end = (_END, 1.0 - _END) if low <= from_m <= high else (1.0, 0.0)
    else:
        a, b = (from_m - high) / (from_m - to_m), (from_m - low) / (from_m - to_m)
        start, end = max(min(a, b), _END), min(max(a, b), 1.0 - _END)
    if start > end:
        return 1.0, 0.0
    return 1.0 / end, 1.0 / start


@njit(cache=True, nogil=True)
def _fill_behind(
    mask: Bytes, ends: Counts, screens: Floats, i: int, lattice: Lattice, view: View
) -> tuple[int, int, bool]:
    """Mark what an upright face hides: its first and last row; whether to infinity."""
    near, far = _multiples(
        screens[i, 4] - _EDGE_M, screens[i, 5] + _EDGE_M, view.z, view.level
    )
    scale = 1.0 / lattice.spacing_m
    ax, ay = (screens[i, 0] - view.x) * scale, (screens[i, 1] - view.y) * scale
    bx, by = (screens[i, 2] - view.x) * scale, (screens[i, 3] - view.y) * scale
    turn = ax * by - ay * bx
    if near > far or turn == 0.0:
        return lattice.rows, -1, False
    if turn < 0.0:
        ax, ay, bx, by, turn = bx, by, ax, ay, -turn
    ex, ey = bx - ax, by - ay
    x = (view.x - lattice.west_m) * scale
    column = np.floor(x)
    x -= column
    y = (view.y - lattice.south_m) * scale
    row = np.floor(y)
    y -= row
    low = y + min(min(ay * near, ay * far), min(by * near, by * far))
    high = y + max(max(ay * near, ay * far), max(by * near, by * far))
    first = int(max(0.0, row + np.ceil(low - _FLAT)))
    last = int(min(lattice.rows - 1.0, row + np.floor(high + _FLAT)))
    a_slope, a_from, a_to = _edge(-ay, ax, 0.0, _SIDE)
    b_slope, b_from, b_to = _edge(by, -bx, 0.0, _SIDE)
    n_slope, n_from, n_to = _edge(ey, -ex, turn * near, 0.0)
    f_slope, f_from, f_to = _edge(-ey, ex, -turn * far, 0.0)
    for n in range(last + 1 - first):
        dy = first + n - row - y
        a, b, c, d = a_slope * dy, b_slope * dy, n_slope * dy, f_slope * dy
        start = max(max(a + a_from, b + b_from), max(c + n_from, d + f_from))
        end = min(min(a + a_to, b + b_to), min(c + n_to, d + f_to))
        west, east = column + np.ceil(x + start), column + np.floor(x + end)
        ends[0, n] = np.int32(min(max(west, 0.0), 1e9))
        ends[1, n] = np.int32(min(max(east, -1.0), lattice.columns - 1.0))
    for n in range(last + 1 - first):
        if ends[0, n] <= ends[1, n]:
            mask[first + n, ends[0, n] : ends[1, n] + 1] = 1
    return first, last, near < 1.0 / _SURELY and far > 0.5 / _END


@njit(cache=True, nogil=True)
def _edge(
    along: float, across: float, least: float, slack: float
) -> tuple[float, float, float]:
    """Slope, lower and upper offset of x where along * x + across * y >= least."""
    if abs(along) < _FLAT:
        return 0.0, -np.inf, np.inf
    offset = least / along
    if along > 0.0:
        return -across / along, offset - slack, np.inf
    return -across / along, -np.inf, offset + slack


@njit(cache=True, nogil=True)
def _is_lid_between(height_m: Floats, i: int, view: View) -> bool:
    """Whether a level face lies between the heights of the source and the plane."""
    if view.z == view.level:
        return False
    share = (view.z - height_m[i]) / (view.z - view.level)
    return bool(_END < share < 1.0 - _END)


@njit(cache=True, nogil=True)
def _fill_below(
    mask: Bytes, sheet: Sheet, lids: Lids, i: int, lattice: Lattice, view: View
) -> tuple[int, int]:
    """Mark what a level face hides; first and last row that it reaches."""
    share = (view.z - lids.height_m[i]) / (view.z - view.level)
    scale = 1.0 / (share * lattice.spacing_m)
    x = (view.x - lattice.west_m) / lattice.spacing_m
    column = np.floor(x)
    x -= column
    y = (view.y - lattice.south_m) / lattice.spacing_m
    line = np.floor(y)
    y -= line
    low = y + (lids.bounds[i, 1] - view.y) * scale
    high = y + (lids.bounds[i, 3] - view.y) * scale
    first = int(max(0.0, line + np.ceil(low)))
    last = int(min(lattice.rows - 1.0, line + np.floor(high)))
    crossings = sheet.crossings
    for row in range(first, last + 1):
        count = _cross(lids, i, view.y + (row - line - y) / scale, crossings)
        for n in range(0, count - 1, 2):
            start = column + np.ceil(x + (crossings[n] - view.x) * scale)
            end = column + np.ceil(x + (crossings[n + 1] - view.x) * scale)
            start, end = max(start, 0.0), min(end, float(lattice.columns))
            if start < end:
                mask[row, int(start) : int(end)] = 1
    return first, last


@njit(cache=True, nogil=True)
def _cross(lids: Lids, i: int, y: float, crossings: Floats) -> int:
    """Where the outline of a level face crosses a row, from west to east; how often."""
    count = 0
    for ring in range(lids.face_starts[i], lids.face_starts[i + 1]):
        for k in range(lids.ring_starts[ring], lids.ring_starts[ring + 1] - 1):
            x1, y1 = lids.vertices[k, 0], lids.vertices[k, 1]
            x2, y2 = lids.vertices[k + 1, 0], lids.vertices[k + 1, 1]
            if (y1 > y) == (y2 > y):
                continue
            at = x1 + (y - y1) * (x2 - x1) / (y2 - y1)
            n = count
            while n > 0 and crossings[n - 1] > at:
                crossings[n] = crossings[n - 1]
                n -= 1
            crossings[n] = at
            count += 1
    return count


@njit(cache=True, nogil=True)
def raise_best(
    faces: Faces,
    more: Faces,
    eyes: Floats,
    lattice: Lattice,
    level_m: float,
    range_m: float,
    best: Floats,
) -> None:
    """Raise ``best``, rows by columns, to the share that passes to each of the eyes."""
    side = 2.0 * range_m / lattice.spacing_m + 2.0
    rows, columns = min(side, float(lattice.rows)), min(side, float(lattice.columns))
    sheet = _blank_sheet(faces, more, int(rows), int(columns))
    for eye in eyes:
        window = _unsure(best, lattice, eye, range_m)
        if window.north <= window.south:
            continue
        view = View(eye[0], eye[1], eye[2], level_m)
        _cast(faces, more, sheet, lattice, view, window)
        for row in range(window.south, window.north):
            dark, share, west, end = _row(sheet, lattice, eye, range_m, row, window)
            seen = best[row, west:end]
            for i in range(len(dark)):
                passed = share[i] if sheet.is_veiled[0] else 1.0
                seen[i] = max(seen[i], 0.0 if dark[i] else passed)


@njit(cache=True, nogil=True)
def _row(
    sheet: Sheet,
    lattice: Lattice,
    source: Floats,
    range_m: float,
    row: int,
    window: Window,
) -> tuple[Bytes, Floats, int, int]:
    """Take what is in range of one row of the lattice from the sheet, and its ends."""
    first, last = _span(lattice, source, range_m, row, window)
    last = max(first - 1, last)
    y, west, end = row - window.south, first - window.west, last + 1 - window.west
    return sheet.dark[y, west:end], sheet.share[y, west:end], first, last + 1


@njit(cache=True, nogil=True)
def _unsure(best: Floats, lattice: Lattice, eye: Floats, range_m: float) -> Window:
    """Smallest window with all points in range that are not seen wholly yet."""
    window = _within(lattice, eye, range_m)
    south, north, west, east = window.north, window.south, window.east, window.west
    for row in range(window.south, window.north):
        first, last = _span(lattice, eye, range_m, row, window)
        while first <= last and best[row, first] >= 1.0:
            first += 1
        while first <= last and best[row, last] >= 1.0:
            last -= 1
        if first <= last:
            south, north = min(south, row), row + 1
            west, east = min(west, first), max(east, last + 1)
    return Window(south, north, west, east)


@njit(cache=True, nogil=True)
def count_seen(
    faces: Faces,
    more: Faces,
    eyes: Floats,
    lattice: Lattice,
    sight: Sight,
    windows: Ints,
    watchers: Counts,
) -> None:
    """Add to ``watchers``, rows by columns, how many eyes see each point."""
    sheet = _blank_sheet(faces, more, *_largest(windows))
    for k in range(len(eyes)):
        eye = eyes[k]
        window = Window(windows[k, 0], windows[k, 1], windows[k, 2], windows[k, 3])
        if window.north <= window.south or window.east <= window.west:
            continue
        view = View(eye[0], eye[1], eye[2], sight.level_m)
        _cast(faces, more, sheet, lattice, view, window)
        for row in range(window.south, window.north):
            dark, share, west, end = _row(
                sheet, lattice, eye, sight.range_m, row, window
            )
            count = watchers[row, west:end]
            for i in range(len(dark)):
                is_clear = not sheet.is_veiled[0] or share[i] >= sight.enough
                count[i] += np.int32((1 - dark[i]) * is_clear * sight.sign)


@njit(cache=True, nogil=True)
def _largest(windows: Ints) -> tuple[int, int]:
    """Rows and columns that every window finds room in."""
    rows = columns = 0
    for k in range(len(windows)):
        rows = max(rows, windows[k, 1] - windows[k, 0])
        columns = max(columns, windows[k, 3] - windows[k, 2])
    return rows, columns


@njit(cache=True, nogil=True)
def collect_reached(
    faces: Faces,
    more: Faces,
    sources: Floats,
    lattice: Lattice,
    level_m: float,
    range_m: Floats,
    windows: Ints,
    found: Found,
) -> None:
    """List the points that each source reaches, with the share that passes."""
    sheet = _blank_sheet(faces, more, *_largest(windows))
    starts, numbers, shares = found.starts, found.numbers, found.shares
    count = 0
    for k in range(len(sources)):
        source = sources[k]
        window = Window(windows[k, 0], windows[k, 1], windows[k, 2], windows[k, 3])
        if window.south < window.north and window.west < window.east:
            view = View(source[0], source[1], source[2], level_m)
            _cast(faces, more, sheet, lattice, view, window)
            for row in range(window.south, window.north):
                dark, share, west, _ = _row(
                    sheet, lattice, source, range_m[k], row, window
                )
                first = row * lattice.columns + west
                for i in range(len(dark)):
                    passed = share[i] if sheet.is_veiled[0] else 1.0
                    if not dark[i] and passed > 0.0:
                        numbers[count] = first + i
                        shares[count] = passed
                        count += 1
        starts[k + 1] = count


@njit(cache=True, nogil=True)
def mark_in_view(
    faces: Faces,
    more: Faces,
    sources: Floats,
    level_m: float,
    bounds: Floats,
    in_view: Bytes,
) -> None:
    """Mark the sources from which not all of some bounds, (1, 4), are shut off."""
    sheet = _blank_sheet(faces, more, 0, 0)
    box = Box(bounds[0, 0], bounds[0, 1], bounds[0, 2], bounds[0, 3])
    for n in range(len(sources)):
        view = View(sources[n, 0], sources[n, 1], sources[n, 2], level_m)
        sheet.shut_m[:] = np.inf
        _shut_before(faces, sheet, box, view)
        if len(more.passes):
            _shut_before(more, sheet, box, view)
        in_view[n] = not _is_hidden(bounds, 0, view, sheet.shut_m)


@njit(cache=True, nogil=True)
def _shut_before(faces: Faces, sheet: Sheet, box: Box, view: View) -> None:
    """Shut off what opaque obstacles between a source and a box hide wholly."""
    screens, passes, shut_m = faces.screens, faces.passes, sheet.shut_m
    starts = faces.plots.screen_starts
    for n in range(_queue_up(faces.plots, sheet, box, view)):
        k = sheet.queue[n]
        if passes[k] > 0.0:
            continue
        for i in range(starts[k], starts[k + 1]):
            near, far = _multiples(
                screens[i, 4] - _EDGE_M, screens[i, 5] + _EDGE_M, view.z, view.level
            )
            if near < 1.0 / _SURELY and far > 0.5 / _END:
                _shut(screens, i, view, shut_m)
