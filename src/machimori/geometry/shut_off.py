r"""What is hidden for certain, and need not be looked at: compiled kernels.

The directions about a source are parted evenly, and each knows from which distance on
it is shut off: there, all points of the level plane lie in the shadow of one opaque
face, as far as the source looks. That face stands on the plane, and its shadow reaches
out of range::

             .         ______________
               .      |  a plot or an
                .     |  obstacle: hidden, if all its directions
        A ------------+-- B  are shut off nearer than it is
          .      .   .
            .   .  .    only directions wholly between A and B count, and
              . ..      only from the farther of A and B on
                S

Obstacles are looked for in rings of plots about the source, from near to far; with all
directions shut off nearer than a ring, all is seen that can be.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.faces import Cells, Faces, Plots
from machimori.geometry.looking import About, Box, Sheet, View

Floats = NDArray[np.float64]

END = 1e-9
"""Share of a line at its two ends where touching a face does not count."""
EDGE_M = 1e-9
"""By how much a screen is taken higher and lower, so that it meets its lid."""
SURELY = 1.0 - 1e-6
"""What is nearer than this share of a distance is nearer for certain."""
DIRECTIONS = 512


@njit(cache=True, nogil=True, error_model="numpy")
def plots_about(cells: Cells, view: View, box: Box) -> About:
    """Which plots lie between a source and a box, and in how many rings about it."""
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
        return About(0, 0, 0, 0, 0, 0, 0)
    i = int(min(max((view.y - cells.south_m) / cells.side_m, south), north))
    j = int(min(max((view.x - cells.west_m) / cells.side_m, west), east))
    rings = max(max(i - south, north - i), max(j - west, east - j)) + 1
    return About(i, j, south, north, west, east, rings)


@njit(cache=True, nogil=True, error_model="numpy")
def _plots_between(low: float, high: float, count: int) -> tuple[int, int]:
    first = max(0.0, np.floor(low - 1e-6))
    last = min(count - 1.0, np.floor(high + 1e-6))
    return (int(first), int(last)) if first <= last else (1, 0)


@njit(cache=True, nogil=True, error_model="numpy")
def queue_up(
    plots: Plots,
    sheet: Sheet,
    count: int,
    about: About,
    ring: int,
    box: Box,
    view: View,
) -> int:
    """Line up the obstacles in a ring of plots, hidden plots left out.

    After the first ``count`` of the queue; how many there are then.
    """
    cells, bounds, shut_m = plots.cells, plots.bounds, sheet.shut_m
    starts, obstacles, met, queue = cells.starts, cells.faces, sheet.met, sheet.queue
    turn, i, j = sheet.turn[0], about.row, about.column
    for row in range(max(about.south, i - ring), min(about.north, i + ring) + 1):
        step = 1 if abs(row - i) == ring else 2 * ring
        for column in range(j - ring, j + ring + 1, step):
            if not about.west <= column <= about.east:
                continue
            cell = row * cells.columns + column
            first, end = starts[cell], starts[cell + 1]
            if first == end or is_hidden(_plot(cells, row, column), view, shut_m):
                continue
            for entry in range(first, end):
                k = obstacles[entry]
                if met[k] != turn and _is_between(bounds, k, view, box):
                    met[k] = turn
                    queue[count] = k
                    count += 1
    return count


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def _plot(cells: Cells, row: int, column: int) -> Box:
    west, south = column * cells.side_m, row * cells.side_m
    return Box(
        cells.west_m + west,
        cells.south_m + south,
        cells.west_m + west + cells.side_m,
        cells.south_m + south + cells.side_m,
    )


@njit(cache=True, nogil=True, error_model="numpy")
def _is_between(bounds: Floats, k: int, view: View, box: Box) -> bool:
    """Whether bounds reach into the box about the source and another."""
    return bool(
        bounds[k, 0] <= max(view.x, box.east)
        and bounds[k, 2] >= min(view.x, box.west)
        and bounds[k, 1] <= max(view.y, box.north)
        and bounds[k, 3] >= min(view.y, box.south)
    )


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def bounds_of(bounds: Floats, k: int) -> Box:
    """Bounds of one obstacle."""
    return Box(bounds[k, 0], bounds[k, 1], bounds[k, 2], bounds[k, 3])


@njit(cache=True, nogil=True, error_model="numpy")
def is_shut_before(ring: int, side_m: float, shut_m: Floats) -> bool:
    """Whether all directions are shut off nearer than a ring of plots."""
    return bool(ring > 1 and shut_m.max() < (ring - 1) * side_m * SURELY)


@njit(cache=True, nogil=True, error_model="numpy")
def is_hidden(bounds: Box, view: View, shut_m: Floats) -> bool:
    """Whether all directions towards some bounds are shut off before them."""
    west, south = bounds.west - view.x, bounds.south - view.y
    east, north = bounds.east - view.x, bounds.north - view.y
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
    nearest = np.sqrt(dx * dx + dy * dy) * SURELY
    first, last = int(start - 1e-6), int(end + 1e-6)
    last += DIRECTIONS if last < first else 0
    for direction in range(first, last + 1):
        if shut_m[direction % DIRECTIONS] >= nearest:
            return False
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def _direction(x: float, y: float) -> float:
    """Turn from east, counter-clockwise, between 0 and the number of directions.

    Not the angle, but what grows with it and needs no arc tangent.
    """
    along = x / (abs(x) + abs(y))
    return (1.0 - along if y >= 0.0 else 3.0 + along) * (DIRECTIONS / 4)


@njit(cache=True, nogil=True, error_model="numpy")
def shut_behind(
    screens: Floats, first: int, end: int, view: View, shut_m: Floats
) -> None:
    """Shut off what some screens hide as far as the source looks."""
    for i in range(first, end):
        near, far = multiples(screens, i, view)
        if near > 1.0 / SURELY:
            continue
        ax, ay = screens[i, 0] - view.x, screens[i, 1] - view.y
        bx, by = screens[i, 2] - view.x, screens[i, 3] - view.y
        length = np.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
        if far * abs(ax * by - ay * bx) * SURELY >= view.reach_m * length > 0.0:
            _shut(ax, ay, bx, by, shut_m)


@njit(cache=True, nogil=True, error_model="numpy")
def _shut(ax: float, ay: float, bx: float, by: float, shut_m: Floats) -> None:
    """Shut off the directions that lie wholly between the ends of a screen."""
    if ax * by < ay * bx:
        ax, ay, bx, by = bx, by, ax, ay
    farthest = np.sqrt(max(ax * ax + ay * ay, bx * bx + by * by))
    start, end = _direction(ax, ay), _direction(bx, by)
    end += DIRECTIONS if end < start else 0.0
    for direction in range(int(start + 1e-6) + 1, int(end - 1e-6)):
        at = direction % DIRECTIONS
        shut_m[at] = min(shut_m[at], farthest)


@njit(cache=True, nogil=True, error_model="numpy")
def multiples(screens: Floats, i: int, view: View) -> tuple[float, float]:
    """Between which multiples of its distance an upright face hides."""
    low, high = screens[i, 4] - EDGE_M, screens[i, 5] + EDGE_M
    if view.z == view.level:
        start, end = (END, 1.0 - END) if low <= view.z <= high else (1.0, 0.0)
    else:
        drop = view.z - view.level
        a, b = (view.z - high) / drop, (view.z - low) / drop
        start, end = max(min(a, b), END), min(max(a, b), 1.0 - END)
    if start > end:
        return np.inf, 0.0
    return 1.0 / end, 1.0 / start


@njit(cache=True, nogil=True, error_model="numpy")
def shut_before(faces: Faces, sheet: Sheet, box: Box, view: View) -> None:
    """Shut off what opaque obstacles between a source and a box hide wholly."""
    screens, passes, plots, shut_m = (
        faces.screens,
        faces.passes,
        faces.plots,
        sheet.shut_m,
    )
    shut_m, about = sheet.shut_m, plots_about(plots.cells, view, box)
    sheet.turn[0] += 1
    for ring in range(about.rings):
        if is_hidden(box, view, shut_m):
            return
        for n in range(queue_up(plots, sheet, 0, about, ring, box, view)):
            k = sheet.queue[n]
            if passes[k] == 0.0:
                first, last = plots.screen_starts[k], plots.screen_starts[k + 1]
                shut_behind(screens, first, last, view, shut_m)
