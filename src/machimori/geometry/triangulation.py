"""The plane around walls as triangles, none of which a wall crosses.

A constrained Delaunay triangulation: corners are put in one by one, then each wall is
made an edge by turning the edges that cross it. All decisions on which a triangle's
orientation depends are taken in whole numbers and are exact.

Half-edges are numbered ``4 t + k`` for the three sides k of triangle t, anticlockwise,
so that the next one is found without division; every fourth number is idle.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.arrangement import Arrangement

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]

HULL = -(2**31)
"""What lies across a side with nothing beyond it."""
LARGEST_STEP = 10**9
"""Corners must be nearer than this to the lattice's origin, for exact products."""


class Triangulation(NamedTuple):
    """Triangles and what joins them.

    Parameters
    ----------
    vertex : (4 t,) array
        Corner that each half-edge starts from.
    across : (4 t,) array
        Half-edge on the other side; its complement ``~h`` where a wall stands between;
        ``HULL`` where there is none.
    xy : (v, 2) array of int
        The corners. [steps] The last four are those of the frame.
    """

    vertex: Ints32
    across: Ints32
    xy: Ints

    @property
    def corners(self) -> Floats:
        """Where each half-edge starts: (4 t, 2) array [steps]."""
        return self.xy[self.vertex].astype(np.float64)


def triangulate(
    arrangement: Arrangement, *, frame: tuple[int, int, int, int]
) -> Triangulation:
    """Triangulate a rectangle with walls in it.

    Parameters
    ----------
    arrangement : Arrangement
        All strictly inside the frame.
    frame : west, south, east, north
        [steps]

    Returns
    -------
    Triangulation
        Constrained Delaunay: of all triangulations that keep the walls the one whose
        smallest angles are largest.

    Source: C. L. Lawson, "Software for C¹ surface interpolation", Mathematical Software
    III, 1977, pp. 161-194 (turning edges); S. W. Sloan, "A fast algorithm for
    generating constrained Delaunay triangulations", Computers & Structures 47, 1993,
    pp. 441-450, doi:10.1016/0045-7949(93)90239-A (walls); which edge to turn first is
    ours, so that the work provably ends.
    """
    west, south, east, north = frame
    corners = [[west, south], [east, south], [east, north], [west, north]]
    xy = np.concatenate([arrangement.corners, np.array(corners, dtype=np.int64)])
    mesh = _framed(xy)
    _insert_all(mesh, _coarse_to_fine(arrangement.corners))
    if not _stand_walls(mesh, arrangement.walls):
        raise ArithmeticError("walls cross where they were not cut")
    _restore(mesh)
    return Triangulation(mesh.vertex, mesh.across, xy)


class _Mesh(NamedTuple):
    vertex: Ints32
    across: Ints32
    xy: Ints
    leaving: Ints32
    """Some half-edge that starts from each corner."""


def _framed(xy: Ints) -> _Mesh:
    """Room for all triangles, with the first two, of the frame alone, in place."""
    n = len(xy)
    vertex = np.zeros(4 * (2 * n - 6), dtype=np.int32)
    across = np.full(len(vertex), HULL, dtype=np.int32)
    vertex[:8] = [n - 4, n - 3, n - 2, 0, n - 4, n - 2, n - 1, 0]
    across[2], across[4] = 4, 2
    leaving = np.zeros(n, dtype=np.int32)
    leaving[n - 4 :] = 0, 1, 2, 6
    return _Mesh(vertex, across, xy, leaving)


def _coarse_to_fine(points: Ints) -> Ints:
    """Order points so that neighbours follow one another, ever more densely.

    Along a space-filling curve, first every 2^k-th, then those halfway between.
    """
    if not len(points):
        return np.empty(0, dtype=np.int64)
    low = points.min(axis=0)
    extent = max(int((points.max(axis=0) - low).max()), 1)
    along = np.argsort(_interleaved(((points - low) * 65535) // extent), kind="stable")
    step = 1 << (len(points) - 1).bit_length()
    rounds = [along[::step]]
    while step > 1:
        rounds.append(along[step // 2 :: step])
        step //= 2
    return np.concatenate(rounds)


def _interleaved(cells: Ints) -> Ints:
    """Morton's code of (n, 2) whole numbers below 2^16."""
    spread = cells.copy()
    for shift, mask in (
        (8, 0x00FF00FF),
        (4, 0x0F0F0F0F),
        (2, 0x33333333),
        (1, 0x55555555),
    ):
        spread = (spread | (spread << shift)) & mask
    return np.asarray(spread[:, 0] | (spread[:, 1] << 1), dtype=np.int64)


@njit(cache=True, nogil=True)
def _next(h: int) -> int:
    return h + 1 if h & 3 != 2 else h - 2


@njit(cache=True, nogil=True)
def _previous(h: int) -> int:
    return h - 1 if h & 3 else h + 2


@njit(cache=True, nogil=True)
def _beyond(mesh: _Mesh, h: int) -> int:
    """The half-edge on the other side, through walls."""
    g = int(mesh.across[h])
    return g if g >= 0 or g == HULL else ~g


@njit(cache=True, nogil=True)
def _side(mesh: _Mesh, a: int, b: int, c: int) -> int:
    """Twice the area of a triangle, positive where it runs anticlockwise; exact."""
    bx, by = mesh.xy[b] - mesh.xy[a]
    cx, cy = mesh.xy[c] - mesh.xy[a]
    return int(bx * cy - by * cx)


@njit(cache=True, nogil=True)
def _is_in_circle(mesh: _Mesh, a: int, b: int, c: int, d: int) -> bool:
    """Whether d lies in the circle through a, b, c, beyond doubt by rounding."""
    ax, ay = float(mesh.xy[a, 0] - mesh.xy[d, 0]), float(mesh.xy[a, 1] - mesh.xy[d, 1])
    bx, by = float(mesh.xy[b, 0] - mesh.xy[d, 0]), float(mesh.xy[b, 1] - mesh.xy[d, 1])
    cx, cy = float(mesh.xy[c, 0] - mesh.xy[d, 0]), float(mesh.xy[c, 1] - mesh.xy[d, 1])
    aa, bb, cc = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    found = (
        aa * (bx * cy - by * cx) + bb * (cx * ay - cy * ax) + cc * (ax * by - ay * bx)
    )
    size = aa * (abs(bx * cy) + abs(by * cx))
    size += bb * (abs(cx * ay) + abs(cy * ax)) + cc * (abs(ax * by) + abs(ay * bx))
    return found > 1e-14 * size


@njit(cache=True, nogil=True)
def _is_convex(mesh: _Mesh, h: int, g: int) -> bool:
    """Whether the edge between two triangles can be turned."""
    a, b = mesh.vertex[h], mesh.vertex[g]
    c, d = mesh.vertex[_previous(h)], mesh.vertex[_previous(g)]
    return _side(mesh, d, b, c) > 0 and _side(mesh, c, a, d) > 0


@njit(cache=True, nogil=True)
def _turn(mesh: _Mesh, h: int) -> None:
    """Turn the edge between triangles (a, b, c) and (b, a, d) from a-b to d-c."""
    g = mesh.across[h]
    n, p, gn, gp = _next(h), _previous(h), _next(g), _previous(g)
    a, b, c, d = mesh.vertex[h], mesh.vertex[g], mesh.vertex[p], mesh.vertex[gp]
    mesh.vertex[h], mesh.vertex[g] = d, c
    _join(mesh, h, mesh.across[gp])
    _join(mesh, g, mesh.across[p])
    mesh.across[p], mesh.across[gp] = gp, p
    mesh.leaving[a], mesh.leaving[b] = gn, n
    mesh.leaving[c], mesh.leaving[d] = p, h


@njit(cache=True, nogil=True)
def _join(mesh: _Mesh, h: int, g: int) -> None:
    """Let h have across it what another half-edge had, a wall included."""
    mesh.across[h] = g
    if g >= 0:
        mesh.across[g] = h
    elif g != HULL:
        mesh.across[~g] = ~h


@njit(cache=True, nogil=True)
def _insert_all(mesh: _Mesh, order: Ints) -> None:
    """Put corners in one by one, keeping the triangulation Delaunay."""
    stack = np.empty(len(mesh.vertex) + 8, dtype=np.int64)
    at, count = 0, 2
    for corner in order:
        at = _find(mesh, at, corner)
        _split(mesh, at, corner, count)
        stack[:3] = at, 4 * count, 4 * count + 4
        _legalise(mesh, stack, 3)
        at = mesh.leaving[corner] & ~3
        count += 2


@njit(cache=True, nogil=True)
def _find(mesh: _Mesh, at: int, corner: int) -> int:
    """First half-edge of the triangle that holds a corner, walking from another."""
    while True:
        moved = False
        for h in range(at, at + 3):
            if _side(mesh, mesh.vertex[h], mesh.vertex[_next(h)], corner) < 0:
                at = mesh.across[h] & ~3
                moved = True
                break
        if not moved:
            return at


@njit(cache=True, nogil=True)
def _split(mesh: _Mesh, at: int, corner: int, count: int) -> None:
    """Part triangle (a, b, c) into (a, b, p), (b, c, p) and (c, a, p)."""
    second, third = 4 * count, 4 * count + 4
    a, b, c = mesh.vertex[at], mesh.vertex[at + 1], mesh.vertex[at + 2]
    _join(mesh, second, mesh.across[at + 1])
    _join(mesh, third, mesh.across[at + 2])
    for h, start, end in ((at, a, b), (second, b, c), (third, c, a)):
        mesh.vertex[h], mesh.vertex[h + 1], mesh.vertex[h + 2] = start, end, corner
        mesh.leaving[start] = h
    _join(mesh, at + 1, second + 2)
    _join(mesh, second + 1, third + 2)
    _join(mesh, third + 1, at + 2)
    mesh.leaving[corner] = at + 2


@njit(cache=True, nogil=True)
def _legalise(mesh: _Mesh, stack: Ints, top: int) -> None:
    """Turn edges around a new corner until no circle holds another corner.

    A triangle without area, from a corner that fell on an edge, goes the same way.
    """
    while top:
        top -= 1
        h = stack[top]
        g = mesh.across[h]
        if g < 0 or not _is_convex(mesh, h, g):
            continue
        a, b, p = mesh.vertex[h], mesh.vertex[g], mesh.vertex[_previous(h)]
        is_flat = _side(mesh, a, b, p) == 0
        if is_flat or _is_in_circle(mesh, a, b, p, mesh.vertex[_previous(g)]):
            _turn(mesh, h)
            stack[top], stack[top + 1] = h, _next(g)
            top += 2


@njit(cache=True, nogil=True)
def _stand_walls(mesh: _Mesh, walls: Ints) -> bool:
    """Make every wall an edge, or several where corners lie on it."""
    for u, v in walls:
        while u != v:
            h = _cleared(mesh, u, v)
            if h < 0:
                return False
            g = _beyond(mesh, h)
            mesh.across[h], mesh.across[g] = ~g, ~h
            u = mesh.vertex[g]
    return True


@njit(cache=True, nogil=True)
def _cleared(mesh: _Mesh, u: int, v: int) -> int:
    """Turn edges until one leads from u towards v, and return it; -1 if a wall crosses.

    Of all edges in the way that can be turned, one of the corner farthest from the
    line goes first (of equally far ones the farthest along it, and the left one of
    two). That corner always has one: the edges of its fan end beyond the line, so not
    all of them in reflex angles. Each turn takes an edge away from it, none gives it
    another, and so on with the next corner.
    """
    while True:
        h = _first_crossed(mesh, u, v)
        if mesh.vertex[h] == u:
            return h
        best, farthest = h, (-1, 0, 0)
        while True:
            g = mesh.across[h]
            if g < 0:
                return -1
            reach = _reach(mesh, u, v, h, g)
            if reach > farthest and _is_convex(mesh, h, g):
                best, farthest = h, reach
            side = _side(mesh, u, v, mesh.vertex[_previous(g)])
            if side == 0:
                break
            h = _next(g) if side > 0 else _previous(g)
        _turn(mesh, best)


@njit(cache=True, nogil=True)
def _first_crossed(mesh: _Mesh, u: int, v: int) -> int:
    """The edge from u towards v if there is one, else the first that u-v crosses."""
    h = int(mesh.leaving[u])
    while True:
        right = _side(mesh, u, v, mesh.vertex[_next(h)])
        left = _side(mesh, u, v, mesh.vertex[_previous(h)])
        if right == 0 and _along(mesh, u, v, mesh.vertex[_next(h)]) > 0:
            return h
        if right < 0 < left:
            return _next(h)
        h = _beyond(mesh, _previous(h))


@njit(cache=True, nogil=True)
def _along(mesh: _Mesh, u: int, v: int, w: int) -> int:
    dx, dy = mesh.xy[v] - mesh.xy[u]
    wx, wy = mesh.xy[w] - mesh.xy[u]
    return int(dx * wx + dy * wy)


@njit(cache=True, nogil=True)
def _reach(mesh: _Mesh, u: int, v: int, h: int, g: int) -> tuple[int, int, int]:
    """How far from the line u-v an edge reaches, where along it, and on which side."""
    a, b = mesh.vertex[h], mesh.vertex[g]
    right, left = _side(mesh, u, v, a), _side(mesh, u, v, b)
    first = (-right, _along(mesh, u, v, a), 0)
    second = (left, _along(mesh, u, v, b), 1)
    return first if first > second else second


@njit(cache=True, nogil=True)
def _restore(mesh: _Mesh) -> None:
    """Turn edges other than walls until the triangulation is Delaunay again."""
    turned = True
    while turned:
        turned = False
        for h in range(len(mesh.vertex)):
            g = mesh.across[h]
            if h & 3 == 3 or g < h:
                continue
            a, b, c = mesh.vertex[h], mesh.vertex[g], mesh.vertex[_previous(h)]
            d = mesh.vertex[_previous(g)]
            if _is_in_circle(mesh, a, b, c, d) and _is_convex(mesh, h, g):
                _turn(mesh, h)
                turned = True
