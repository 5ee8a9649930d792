"""How much passes along straight lines between points: the kernel of sight and light."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.geometry.obstacles import ObstacleSet

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_END = 1e-9
"""Share of a line at its two ends where touching a face does not count."""


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
        free, 0 where something opaque stands in it.
    """
    return _transmission(
        np.ascontiguousarray(sources, dtype=np.float64),
        np.ascontiguousarray(targets, dtype=np.float64),
        *obstacles.screens,
        *obstacles.lids,
        obstacles.opacity,
    )


def blocked_by(
    obstacles: ObstacleSet, sources: Floats, targets: Floats
) -> NDArray[np.bool_]:
    """Which obstacles each line meets: (n, k) array of bool, k obstacles."""
    hit = np.zeros((len(sources), len(obstacles)), dtype=np.bool_)
    for index in range(len(obstacles)):
        one = ObstacleSet([obstacles.obstacles[index]])
        one.opacity = np.ones(1)
        hit[:, index] = transmission(one, sources, targets) < 0.5
    return hit


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _transmission(
    sources: Floats,
    targets: Floats,
    screens: Floats,
    screen_owner: Ints,
    vertices: Floats,
    starts: Ints,
    heights: Floats,
    lid_owner: Ints,
    opacity: Floats,
) -> Floats:
    passed = np.ones(len(sources))
    met = np.full(len(opacity), -1, dtype=np.int64)
    for i in range(len(sources)):
        x, y, z = sources[i]
        dx, dy, dz = targets[i] - sources[i]
        for k in range(len(screens)):
            owner = screen_owner[k]
            if met[owner] != i and _meets_screen(x, y, z, dx, dy, dz, screens[k]):
                met[owner] = i
                passed[i] *= 1.0 - opacity[owner]
        if dz != 0.0:
            k = 0
            while k < len(heights):
                owner = lid_owner[k]
                t = (heights[k] - z) / dz
                if met[owner] != i and _END < t < 1.0 - _END:
                    px, py = x + t * dx, y + t * dy
                    inside = False
                    for r in range(len(heights)):
                        if lid_owner[r] == owner and heights[r] == heights[k]:
                            ring = vertices[starts[r] : starts[r + 1]]
                            inside ^= _in_ring(px, py, ring)
                    if inside:
                        met[owner] = i
                        passed[i] *= 1.0 - opacity[owner]
                k += 1
    return passed


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _meets_screen(
    x: float, y: float, z: float, dx: float, dy: float, dz: float, screen: Floats
) -> bool:
    ex, ey = screen[2] - screen[0], screen[3] - screen[1]
    cross = dx * ey - dy * ex
    if cross == 0.0:
        return False
    wx, wy = screen[0] - x, screen[1] - y
    t = (wx * ey - wy * ex) / cross
    if t <= _END or t >= 1.0 - _END:
        return False
    s = (wx * dy - wy * dx) / cross
    if s < -1e-12 or s > 1.0 + 1e-12:
        return False
    at = z + t * dz
    return bool(screen[4] <= at <= screen[5])


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _in_ring(x: float, y: float, ring: Floats) -> bool:
    inside = False
    for k in range(len(ring) - 1):
        x1, y1 = ring[k]
        x2, y2 = ring[k + 1]
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside
