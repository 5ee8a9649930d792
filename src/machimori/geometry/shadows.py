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

Obstacles are taken from near to far. What is opaque, stands on the plane and throws its
shadow as far as anybody looks shuts off all directions between its ends: what has no
direction left open is passed over, cell by cell and then one by one. Of a shell as high
as the source, and seen from outside, only the faces towards the source are filled: a
line that leaves through another has come in through one of these.

Lengths in the plane are counted in steps of the lattice, its first point being 0, 0;
whole steps are kept apart from the rest, so that a cut of a larger lattice shows what
the whole does, to the last digit.
What is hidden for certain is told apart beforehand: see ``shut_off``.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.faces import Faces, Lids
from machimori.geometry.grids import Lattice
from machimori.geometry.looking import Box, Found, Sheet, Sight, View, Window
from machimori.geometry.shut_off import (
    DIRECTIONS,
    EDGE_M,
    END,
    bounds_of,
    is_hidden,
    is_shut_before,
    multiples,
    plots_about,
    queue_up,
    shut_before,
    shut_behind,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Bytes = NDArray[np.uint8]

_SIDE = 1e-9
"""How far beside a shadow, in steps, a point is still on its edge."""
_FLAT = 1e-12
"""An edge that rises less is level: it bounds the rows, not the columns."""
_ALL_DARK = np.uint64(0x0101010101010101)
"""Eight points in the dark."""


@njit(cache=True, nogil=True, error_model="numpy")
def _blank_sheet(faces: Faces, more: Faces, rows: int, columns: int) -> Sheet:
    """Make the scratch for a run of sources."""
    obstacles = max(len(faces.passes), len(more.passes))
    corners = max(len(faces.lids.vertices), len(more.lids.vertices))
    columns = (columns + 7) // 8 * 8
    return Sheet(
        np.zeros((rows, columns), dtype=np.uint8),
        np.zeros((rows, columns), dtype=np.uint8),
        np.ones((rows, columns)),
        np.zeros(1, dtype=np.uint8),
        np.zeros(obstacles, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.zeros(obstacles, dtype=np.int64),
        np.empty(corners),
        np.empty(DIRECTIONS),
        np.zeros((2, rows), dtype=np.int32),
    )


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
def _lay(faces: Faces, sheet: Sheet, part: Lattice, view: View) -> None:
    """Lay the shadows of some obstacles on the sheet, from near to far.

    Translucent ones come last, by number: whoever looks, the product is the same.
    """
    passes, plots, shut_m, queue = faces.passes, faces.plots, sheet.shut_m, sheet.queue
    box, veils = _box_of(part), 0
    about = plots_about(plots.cells, view, box)
    sheet.turn[0] += 1
    for ring in range(about.rings):
        if is_shut_before(ring, plots.cells.side_m, shut_m):
            break
        for n in range(veils, queue_up(plots, sheet, veils, about, ring, box, view)):
            k = queue[n]
            if passes[k] == 1.0 or is_hidden(bounds_of(plots.bounds, k), view, shut_m):
                continue
            if passes[k] == 0.0:
                _hide(sheet.dark, sheet, faces, k, part, view)
                first, end = plots.screen_starts[k], plots.screen_starts[k + 1]
                shut_behind(faces.screens, first, end, view, shut_m)
            else:
                queue[veils] = k
                veils += 1
    queue[:veils].sort()
    for n in range(veils):
        k = queue[n]
        if not is_hidden(bounds_of(plots.bounds, k), view, shut_m):
            _lay_veil(faces, sheet, k, part, view)


@njit(cache=True, nogil=True, error_model="numpy")
def _lay_veil(faces: Faces, sheet: Sheet, k: int, part: Lattice, view: View) -> None:
    """Weaken what passes in the shadow of one translucent obstacle."""
    south, north = _hide(sheet.veil, sheet, faces, k, part, view)
    first = faces.plots.screen_starts[k]
    has_screen = first < faces.plots.screen_starts[k + 1]
    if south <= north and has_screen and faces.screens[first, 6] > 0.0:
        _weaken_aslant(sheet, part, faces, k, view, south, north)
    elif south <= north:
        _weaken(sheet, part, faces.passes[k], south, north)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def _hide(
    mask: Bytes, sheet: Sheet, faces: Faces, k: int, part: Lattice, view: View
) -> tuple[int, int]:
    """Mark what one obstacle hides: its first and last row."""
    screens, plots, ends = faces.screens, faces.plots, sheet.ends
    south, north = part.rows, -1
    first_lid, end_lid = plots.lid_starts[k], plots.lid_starts[k + 1]
    is_outside = first_lid < end_lid and _is_outside(plots.bounds, k, view)
    for i in range(plots.screen_starts[k], plots.screen_starts[k + 1]):
        if is_outside and _is_far_side(screens, i, view):
            continue
        near, far = multiples(screens, i, view)
        if near <= far:
            first, last = _fill_behind(mask, ends, screens, i, near, far, part, view)
            south, north = min(south, first), max(north, last)
    for i in range(first_lid, end_lid):
        if _is_lid_between(faces.lids.height_m, i, view):
            first, last = _fill_below(mask, sheet, faces.lids, i, part, view)
            south, north = min(south, first), max(north, last)
    return south, north


@njit(cache=True, nogil=True, error_model="numpy")
def _is_outside(bounds: Floats, k: int, view: View) -> bool:
    """Whether the source is surely outside an obstacle."""
    return bool(
        view.x < bounds[k, 0] - EDGE_M
        or view.y < bounds[k, 1] - EDGE_M
        or view.x > bounds[k, 2] + EDGE_M
        or view.y > bounds[k, 3] + EDGE_M
    )


@njit(cache=True, nogil=True, error_model="numpy")
def _is_far_side(screens: Floats, i: int, view: View) -> bool:
    """Whether the inside of a shell, left of its faces, lies before one this high."""
    if not screens[i, 4] <= view.z <= screens[i, 5]:
        return False
    ax, ay = screens[i, 0] - view.x, screens[i, 1] - view.y
    bx, by = screens[i, 2] - view.x, screens[i, 3] - view.y
    return bool(ax * by > ay * bx)


@njit(cache=True, nogil=True, error_model="numpy")
def _part(lattice: Lattice, window: Window) -> Lattice:
    """Take a window as a lattice of its own."""
    return Lattice(
        lattice.west_m + window.west * lattice.spacing_m,
        lattice.south_m + window.south * lattice.spacing_m,
        lattice.spacing_m,
        window.east - window.west,
        window.north - window.south,
    )


@njit(cache=True, nogil=True, error_model="numpy")
def _box_of(lattice: Lattice) -> Box:
    return Box(
        lattice.west_m,
        lattice.south_m,
        lattice.west_m + (lattice.columns - 1) * lattice.spacing_m,
        lattice.south_m + (lattice.rows - 1) * lattice.spacing_m,
    )


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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
    near, far = multiples(screens, i, view)
    if not near <= across / turn <= far:
        return passes
    return float(passes - screens[i, 6] * abs((dx * ex + dy * ey) / across))


@njit(cache=True, nogil=True, error_model="numpy")
def _fill_behind(
    mask: Bytes,
    ends: Counts,
    screens: Floats,
    i: int,
    near: float,
    far: float,
    lattice: Lattice,
    view: View,
) -> tuple[int, int]:
    """Mark what an upright face hides; first and last row that it reaches."""
    scale = 1.0 / lattice.spacing_m
    ax, ay = (screens[i, 0] - view.x) * scale, (screens[i, 1] - view.y) * scale
    bx, by = (screens[i, 2] - view.x) * scale, (screens[i, 3] - view.y) * scale
    turn = ax * by - ay * bx
    if turn == 0.0:
        return lattice.rows, -1
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
    return first, last


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
def _is_lid_between(height_m: Floats, i: int, view: View) -> bool:
    """Whether a level face lies between the heights of the source and the plane."""
    if view.z == view.level:
        return False
    share = (view.z - height_m[i]) / (view.z - view.level)
    return bool(END < share < 1.0 - END)


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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
        view = View(eye[0], eye[1], eye[2], level_m, range_m)
        _cast(faces, more, sheet, lattice, view, window)
        for row in range(window.south, window.north):
            dark, share, west, end = _row(sheet, lattice, eye, range_m, row, window)
            seen = best[row, west:end]
            for i in range(len(dark)):
                passed = share[i] if sheet.is_veiled[0] else 1.0
                seen[i] = max(seen[i], 0.0 if dark[i] else passed)


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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


@njit(cache=True, nogil=True, error_model="numpy")
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
        view = View(eye[0], eye[1], eye[2], sight.level_m, sight.range_m)
        _cast(faces, more, sheet, lattice, view, window)
        for row in range(window.south, window.north):
            dark, share, west, end = _row(
                sheet, lattice, eye, sight.range_m, row, window
            )
            count = watchers[row, west:end]
            for i in range(len(dark)):
                is_clear = not sheet.is_veiled[0] or share[i] >= sight.enough
                count[i] += np.int32((1 - dark[i]) * is_clear * sight.sign)


@njit(cache=True, nogil=True, error_model="numpy")
def _largest(windows: Ints) -> tuple[int, int]:
    """Rows and columns that every window finds room in."""
    rows = columns = 0
    for k in range(len(windows)):
        rows = max(rows, windows[k, 1] - windows[k, 0])
        columns = max(columns, windows[k, 3] - windows[k, 2])
    return rows, columns


@njit(cache=True, nogil=True, error_model="numpy")
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
    words, count = sheet.dark.view(np.uint64), 0
    for k in range(len(sources)):
        source = sources[k]
        window = Window(windows[k, 0], windows[k, 1], windows[k, 2], windows[k, 3])
        if window.south < window.north and window.west < window.east:
            view = View(source[0], source[1], source[2], level_m, range_m[k])
            _cast(faces, more, sheet, lattice, view, window)
            for row in range(window.south, window.north):
                first, last = _span(lattice, source, range_m[k], row, window)
                west, end = first - window.west, last + 1 - window.west
                y, start = row - window.south, row * lattice.columns + window.west
                for word in range(west // 8, (end + 7) // 8):
                    if words[y, word] == _ALL_DARK:
                        continue
                    for i in range(max(west, 8 * word), min(end, 8 * word + 8)):
                        passed = sheet.share[y, i] if sheet.is_veiled[0] else 1.0
                        if not sheet.dark[y, i] and passed > 0.0:
                            numbers[count] = start + i
                            shares[count] = passed
                            count += 1
        starts[k + 1] = count


@njit(cache=True, nogil=True, error_model="numpy")
def mark_in_view(
    faces: Faces,
    more: Faces,
    sources: Floats,
    level_m: float,
    range_m: Floats,
    bounds: Floats,
    in_view: Bytes,
) -> None:
    """Mark the sources from which not all of some bounds, (1, 4), are shut off."""
    sheet = _blank_sheet(faces, more, 0, 0)
    box = bounds_of(bounds, 0)
    for n in range(len(sources)):
        view = View(sources[n, 0], sources[n, 1], sources[n, 2], level_m, range_m[n])
        sheet.shut_m[:] = np.inf
        shut_before(faces, sheet, box, view)
        if len(more.passes):
            shut_before(more, sheet, box, view)
        in_view[n] = not is_hidden(box, view, sheet.shut_m)
