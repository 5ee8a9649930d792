"""A made-up district: houses on a square grid of streets, with panels along them."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import rotate
from shapely.geometry import LineString, box

from machimori.geometry import Obstacle, ObstacleSet

Floats = NDArray[np.float64]

SIDE_M = 400.0
HOUSES_A_ROW = 32
STOREYS_M = (3.5, 6.5, 9.5)


def district(seed: int = 1) -> ObstacleSet:
    """1,024 turned houses of one to three storeys, two panels of 1 to 2 m at each."""
    rng = np.random.default_rng(seed)
    pitch = SIDE_M / HOUSES_A_ROW
    built: list[Obstacle] = []
    for i in range(HOUSES_A_ROW**2):
        x, y = pitch * (np.array(divmod(i, HOUSES_A_ROW)) + 0.5)
        wide, deep = rng.uniform(5.0, 8.0, 2)
        house = box(x - wide / 2, y - deep / 2, x + wide / 2, y + deep / 2)
        turned = rotate(house, rng.uniform(-15.0, 15.0))
        height = float(rng.choice(STOREYS_M))
        built.append(Obstacle(f"house-{i}", turned, 0.0, height, 1.0))
        for side in (-1, 1):
            at, end = y + side * (pitch / 2 - 0.8), x + rng.uniform(1.0, 4.5)
            panel = LineString([(x - rng.uniform(1.0, 4.5), at), (end, at)])
            height = float(rng.uniform(1.0, 2.0))
            built.append(Obstacle(f"panel-{i}-{side}", panel, 0.0, height, 1.0))
    return ObstacleSet(built)


def triangles(obstacles: ObstacleSet) -> tuple[Floats, NDArray[np.int32]]:
    """Corners (v, 3) and triangles (t, 3): what other engines take for obstacles."""
    corners: list[Floats] = []
    faces: list[NDArray[np.int64]] = []
    count = 0
    for x1, y1, x2, y2, low, high, _ in obstacles.screens[0]:
        corners.append(
            np.array([(x1, y1, low), (x2, y2, low), (x2, y2, high), (x1, y1, high)])
        )
        faces.append(count + np.array([(0, 1, 2), (0, 2, 3)]))
        count += 4
    lids = obstacles.lids
    for lid in range(len(lids.height_m)):
        start, end = lids.ring_starts[lids.face_starts[lid : lid + 2]]
        ring = lids.vertices[start : end - 1]
        corners.append(np.column_stack([ring, np.full(len(ring), lids.height_m[lid])]))
        fan = [(0, i, i + 1) for i in range(1, len(ring) - 1)]
        faces.append(count + np.array(fan))
        count += len(ring)
    return np.concatenate(corners), np.concatenate(faces).astype(np.int32)


def outdoors(points: Floats, obstacles: ObstacleSet) -> NDArray[np.bool_]:
    """Which points (n, 2 or more) stand in no house and 0.2 m clear of all walls."""
    near = shapely.STRtree([o.footprint for o in obstacles.obstacles])
    taken = near.query(shapely.points(points[:, :2]), "dwithin", distance=0.2)[0]
    free = np.ones(len(points), dtype=np.bool_)
    free[taken] = False
    return free
