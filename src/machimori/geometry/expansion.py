"""What is seen through a triangulated plan: compiled kernels.

From the triangle around the eye, sight spreads through its three sides. Behind each
lies a triangle with one more corner, which parts what is seen into what is seen through
the left side and through the right; a wall ends it.

All that call one another stand in this one file: what numba keeps on disk is renewed
when the file of a kernel changes, not when that of a kernel it calls does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Bools = NDArray[np.bool_]
Pair = tuple[float, float]

_HULL = -(2**31)
_ASIDE = 2.0**-24
"""How far an eye on an edge is moved off it. [steps]"""
_HAIR = 2.0**-40
"""Share of a line at its two ends where touching a wall does not count."""


class Plan(NamedTuple):
    """Triangles, and where to look for the one around a point.

    Parameters
    ----------
    corners : (4 t, 2) array
        Where each half-edge starts. [steps]
    across : (4 t,) array
        As in `Triangulation`.
    is_closed : (t,) array of bool
        Triangles from which nothing is seen: inside something solid, or out of bounds.
    low_x, low_y, side : float
        Corner of the first cell, and the side of each. [steps]
    near : (rows, columns) array
        For each cell a triangle that is close to its middle.
    """

    corners: Floats
    across: Ints32
    is_closed: Bools
    low_x: float
    low_y: float
    side: float
    near: Ints32


class Scratch(NamedTuple):
    """Room for one caller, used again from one eye to the next.

    Parameters
    ----------
    edge, rest : (n,), (n, 6) arrays
        What is still to be looked through.
    views : (m, 8) array
        What was seen, anticlockwise: the right and the left end of the view as
        directions, then one end of the wall and the way along it. A view without a wall
        has nothing there: it ends at the range.
    """

    edge: Ints
    rest: Floats
    views: Floats


def scratch(plan: Plan) -> Scratch:
    """Make room; only what is used of it takes memory."""
    most = len(plan.corners) + 16
    return Scratch(np.empty(most, np.int64), np.empty((most, 6)), np.empty((most, 8)))


@njit(cache=True, nogil=True)
def _next(h: int) -> int:
    return h + 1 if h & 3 != 2 else h - 2


@njit(cache=True, nogil=True)
def _cross(ax: float, ay: float, bx: float, by: float) -> float:
    return ax * by - ay * bx


@njit(cache=True, nogil=True)
def _side_of(plan: Plan, h: int, x: float, y: float) -> float:
    """Positive where a point lies to the left of a half-edge."""
    a, b = plan.corners[h], plan.corners[_next(h)]
    return _cross(a[0] - x, a[1] - y, b[0] - x, b[1] - y)


@njit(cache=True, nogil=True)
def fill_cells(plan: Plan) -> None:
    """Note for each cell a triangle at its middle, walking from the cell before."""
    rows, columns = plan.near.shape
    for row in range(rows):
        for column in range(columns):
            x = plan.low_x + (column + 0.5) * plan.side
            y = plan.low_y + (row + 0.5) * plan.side
            start = 0
            if column:
                start = plan.near[row, column - 1]
            elif row:
                start = plan.near[row - 1, column]
            plan.near[row, column] = max(_walk(plan, start, x, y), 0)


@njit(cache=True, nogil=True)
def _walk(plan: Plan, triangle: int, x: float, y: float) -> int:
    """The triangle that holds a point, walking there; -1 outside the frame."""
    came = -1
    for _ in range(len(plan.corners)):
        left = -1
        for h in range(4 * triangle, 4 * triangle + 3):
            if h != came and _side_of(plan, h, x, y) < 0.0:
                left = h
                break
        if left < 0:
            return triangle
        came = plan.across[left]
        if came == _HULL:
            return -1
        came = came if came >= 0 else ~came
        triangle = came >> 2
    return _search(plan, x, y)


@njit(cache=True, nogil=True)
def _search(plan: Plan, x: float, y: float) -> int:
    """The same by looking everywhere, should rounding have led the walk in a circle."""
    best, best_side = -1, -np.inf
    for t in range(len(plan.is_closed)):
        side = np.inf
        for h in range(4 * t, 4 * t + 3):
            side = min(side, _side_of(plan, h, x, y))
        if side > best_side:
            best, best_side = t, side
    return best


@njit(cache=True, nogil=True)
def _cell(plan: Plan, x: float, y: float) -> tuple[int, int]:
    """Row and column of the cell that holds a point, or comes nearest to it."""
    rows, columns = plan.near.shape
    column = min(max((x - plan.low_x) / plan.side, 0.0), columns - 1.0)
    row = min(max((y - plan.low_y) / plan.side, 0.0), rows - 1.0)
    return int(row), int(column)


@njit(cache=True, nogil=True)
def _locate(plan: Plan, x: float, y: float) -> int:
    """The open triangle that holds or touches a point; -1 where there is none."""
    if not np.isfinite(x + y):
        return -1
    row, column = _cell(plan, x, y)
    triangle = _walk(plan, plan.near[row, column], x, y)
    if triangle < 0 or not plan.is_closed[triangle]:
        return triangle
    for h in range(4 * triangle, 4 * triangle + 3):
        g = int(plan.across[h])
        g = g if g >= 0 or g == _HULL else ~g
        if g >= 0 and not plan.is_closed[g >> 2] and _side_of(plan, h, x, y) <= 0.0:
            return g >> 2
    return -1


@njit(cache=True, nogil=True)
def _settle(plan: Plan, triangle: int, x: float, y: float) -> tuple[float, float]:
    """Move a point off the edges of its triangle, by a hair."""
    h = 4 * triangle
    middle_x = (
        plan.corners[h, 0] + plan.corners[h + 1, 0] + plan.corners[h + 2, 0]
    ) / 3
    middle_y = (
        plan.corners[h, 1] + plan.corners[h + 1, 1] + plan.corners[h + 2, 1]
    ) / 3
    at_x, at_y = x, y
    share = _ASIDE / max(np.hypot(middle_x - x, middle_y - y), 1.0)
    while share <= 1.0:
        if (
            _side_of(plan, h, at_x, at_y) > 0.0
            and _side_of(plan, h + 1, at_x, at_y) > 0.0
            and _side_of(plan, h + 2, at_x, at_y) > 0.0
        ):
            break
        at_x, at_y = x + share * (middle_x - x), y + share * (middle_y - y)
        share *= 16.0
    return at_x, at_y


@njit(cache=True, nogil=True)
def _expand(
    plan: Plan, triangle: int, x: float, y: float, reach: float, room: Scratch
) -> int:
    """Look around from within a triangle and return how many views there are.

    Edges that turn their back or stand edge-on are left out. As every edge that sight
    passes is locally Delaunay, the eye's power with respect to the triangles' circles
    grows along the way, so it never leads in a circle.

    Source: F. Bungiu, M. Hemmer, J. Hershberger, K. Huang, A. Kröller, "Efficient
    computation of visibility polygons", 2014, arXiv:1403.3905 (triangular expansion).
    """
    corners = plan.corners
    count, top = 0, _look_through_sides(plan, triangle, x, y, room)
    while top:
        top -= 1
        h = room.edge[top]
        ax, ay, bx, by, lx, ly = room.rest[top]
        rx, ry = ax, ay
        while True:
            ex, ey = bx - ax, by - ay
            edge_on = ax * ey - ay * ex
            if edge_on <= 0.0:
                break
            g = plan.across[h]
            is_far = _is_far(rx, ry, lx, ly, ex, ey, edge_on, reach * reach)
            if g < 0 or is_far:
                _note(room.views[count], (rx, ry), (lx, ly), (ax, ay), (ex, ey), is_far)
                count += 1
                break
            right = _next(g)
            left = _next(right)
            cx, cy = corners[left, 0] - x, corners[left, 1] - y
            to_right = rx * cy - ry * cx
            to_left = cx * ly - cy * lx
            if to_right > 0.0 and to_left > 0.0:
                room.edge[top] = left
                _keep(room.rest[top], (cx, cy), (bx, by), (lx, ly))
                top += 1
                h, bx, by, lx, ly = right, cx, cy, cx, cy
                continue
            is_right = to_right > 0.0
            h = right if is_right else left
            ax, ay = (ax, ay) if is_right else (cx, cy)
            bx, by = (cx, cy) if is_right else (bx, by)
    return count


@njit(cache=True, nogil=True)
def _look_through_sides(
    plan: Plan, triangle: int, x: float, y: float, room: Scratch
) -> int:
    """Put the three sides around the eye where they are looked through in turn."""
    for top in range(3):
        h = 4 * triangle + 2 - top
        room.edge[top] = h
        a, b = plan.corners[h], plan.corners[_next(h)]
        end = (b[0] - x, b[1] - y)
        _keep(room.rest[top], (a[0] - x, a[1] - y), end, end)
    return 3


@njit(cache=True, nogil=True)
def _keep(row: Floats, start: Pair, end: Pair, left: Pair) -> None:
    row[0], row[1] = start
    row[2], row[3] = end
    row[4], row[5] = left


@njit(cache=True, nogil=True)
def _note(
    view: Floats, right: Pair, left: Pair, corner: Pair, way: Pair, is_far: bool
) -> None:
    view[0], view[1] = right
    view[2], view[3] = left
    view[4], view[5] = corner
    view[6], view[7] = (0.0, 0.0) if is_far else way


@njit(cache=True, nogil=True)
def _is_far(
    rx: float,
    ry: float,
    lx: float,
    ly: float,
    ex: float,
    ey: float,
    edge_on: float,
    reach_2: float,
) -> bool:
    """Whether all that a view shows of an edge is out of reach.

    The nearest of it is at the right end where the edge leads away from there, at the
    left end where it comes closer until there, and square to the eye otherwise.
    """
    if rx * ex + ry * ey >= 0.0:
        slant = rx * ey - ry * ex
        return edge_on * edge_on * (rx * rx + ry * ry) >= reach_2 * slant * slant
    if lx * ex + ly * ey <= 0.0:
        slant = lx * ey - ly * ex
        return edge_on * edge_on * (lx * lx + ly * ly) >= reach_2 * slant * slant
    return edge_on * edge_on >= reach_2 * (ex * ex + ey * ey)


@njit(cache=True, nogil=True)
def _measure(views: Floats, count: int, reach: float) -> float:
    """Area of what is seen [steps²]: triangles before walls, sectors where it is open.

    The angles of the sectors are added by multiplying complex numbers, so that an arc
    tangent is rarely needed.
    """
    area, angle, re, im = 0.0, 0.0, 1.0, 0.0
    for i in range(count):
        rx, ry, lx, ly, ax, ay, ex, ey = views[i]
        edge_on = ax * ey - ay * ex
        right, left = rx * ey - ry * ex, lx * ey - ly * ex
        if ex != 0.0 or ey != 0.0:
            if not (right > 0.0 and left > 0.0):
                continue
            size, limit = edge_on * edge_on, reach * reach
            if (
                size * (rx * rx + ry * ry) <= limit * right * right
                and size * (lx * lx + ly * ly) <= limit * left * left
            ):
                area += 0.5 * size * (rx * ly - ry * lx) / (right * left)
                continue
            triangle, turn = _part_in_reach(views[i], reach)
            area += triangle
            angle += turn
            continue
        dot, cross = rx * lx + ry * ly, rx * ly - ry * lx
        if dot <= 0.0:
            angle += np.arctan2(cross, dot)
            continue
        re, im = re * dot - im * cross, re * cross + im * dot
        if re <= 0.0 or re + im > 1e150 or re + im < 1e-150:
            angle += np.arctan2(im, re)
            re, im = 1.0, 0.0
    angle += np.arctan2(im, re)
    return area + 0.5 * angle * reach * reach if angle > 0.0 else area


@njit(cache=True, nogil=True)
def _part_in_reach(view: Floats, reach: float) -> tuple[float, float]:
    """Area before the part of a wall within reach, and angle of the view beside it."""
    rx, ry, lx, ly, ax, ay, ex, ey = view
    distance = (ax * ey - ay * ex) / np.hypot(ex, ey)
    half = np.sqrt(max(reach * reach - distance * distance, 0.0))
    first = distance * (rx * ex + ry * ey) / (rx * ey - ry * ex)
    last = distance * (lx * ex + ly * ey) / (lx * ey - ly * ex)
    low, high = max(first, -half), min(last, half)
    if low >= high:
        return 0.0, np.arctan2(rx * ly - ry * lx, rx * lx + ry * ly)
    turn = np.arctan2(last, distance) - np.arctan2(high, distance)
    turn += np.arctan2(low, distance) - np.arctan2(first, distance)
    return 0.5 * distance * (high - low), turn


@njit(cache=True, nogil=True)
def look_around(
    plan: Plan, eye: Floats, reach: float, room: Scratch
) -> tuple[int, float]:
    """How many views an eye has, -1 for none, and their area [steps²]."""
    x, y = eye
    triangle = _locate(plan, x, y)
    if triangle < 0:
        return -1, np.nan
    x, y = _settle(plan, triangle, x, y)
    count = _expand(plan, triangle, x, y, reach, room)
    return count, _measure(room.views, count, reach)


@njit(cache=True, nogil=True)
def number_cells(plan: Plan, points: Floats) -> Ints:
    """Number of the cell of each point, row by row; -1 for what is not a number."""
    numbers = np.full(len(points), -1, dtype=np.int64)
    for i in range(len(points)):
        x, y = points[i]
        if np.isfinite(x + y):
            row, column = _cell(plan, x, y)
            numbers[i] = row * plan.near.shape[1] + column
    return numbers


@njit(cache=True, nogil=True)
def measure_all(
    plan: Plan, eyes: Floats, reach: float, room: Scratch, areas: Floats
) -> None:
    """Fill in the area seen from each eye [steps²]; NaN where there is none."""
    for i in range(len(eyes)):
        areas[i] = look_around(plan, eyes[i], reach, room)[1]


@njit(cache=True, nogil=True)
def see_all(plan: Plan, eyes: Floats, targets: Floats, seen: Bools) -> None:
    """Mark which eye sees its target: the same whichever of the two looks."""
    for i in range(len(eyes)):
        ax, ay = eyes[i]
        bx, by = targets[i]
        if (bx, by) < (ax, ay):
            ax, ay, bx, by = bx, by, ax, ay
        seen[i] = _sees(plan, ax, ay, bx, by)


@njit(cache=True, nogil=True)
def _sees(plan: Plan, ax: float, ay: float, bx: float, by: float) -> bool:
    """Walk along a line from just past one end; stop at walls, or short of the other.

    Every corner is one of a wall, so touching one on the way is stopping at a wall.
    """
    dx, dy = bx - ax, by - ay
    triangle = _locate(plan, ax + _HAIR * dx, ay + _HAIR * dy)
    if triangle < 0 or _locate(plan, bx - _HAIR * dx, by - _HAIR * dy) < 0:
        return False
    for _ in range(len(plan.corners)):
        ahead, touches = -1, False
        for h in range(4 * triangle, 4 * triangle + 3):
            a, b = plan.corners[h], plan.corners[_next(h)]
            left = _cross(dx, dy, b[0] - ax, b[1] - ay)
            if _cross(dx, dy, a[0] - ax, a[1] - ay) < 0.0 <= left:
                ahead, touches = h, left == 0.0
        if ahead < 0:
            return _holds(plan, triangle, bx, by)
        if _side_of(plan, ahead, bx, by) >= 0.0:
            return True
        if touches or plan.across[ahead] < 0:
            return False
        triangle = plan.across[ahead] >> 2
    return False


@njit(cache=True, nogil=True)
def _holds(plan: Plan, triangle: int, x: float, y: float) -> bool:
    h = 4 * triangle
    return bool(
        _side_of(plan, h, x, y) >= 0.0
        and _side_of(plan, h + 1, x, y) >= 0.0
        and _side_of(plan, h + 2, x, y) >= 0.0
    )
