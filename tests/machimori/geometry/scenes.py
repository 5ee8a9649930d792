"""Obstacles of every shape, for tests that hold one way of looking against another."""

from __future__ import annotations

import numpy as np
from shapely.affinity import rotate
from shapely.geometry import LineString, MultiPolygon, Point, box

from machimori.geometry import Obstacle


def random_obstacles(rng: np.random.Generator, count: int) -> list[Obstacle]:
    """Blocks, fences, courtyards, pairs and crowns on 40 by 40 m."""
    built: list[Obstacle] = []
    for i in range(count):
        x, y = rng.uniform(0, 40, 2)
        bottom = float(rng.choice([0.0, 0.0, rng.uniform(0.5, 2)]))
        top = float(rng.choice([bottom + rng.uniform(0.3, 4), np.inf]))
        shape = [
            box(x, y, x + rng.uniform(1, 8), y + rng.uniform(1, 8)),
            LineString(rng.uniform((x - 6, y - 6), (x + 6, y + 6), (4, 2))),
            box(x, y, x + 6, y + 6).difference(box(x + 1, y + 1, x + 4, y + 5)),
            MultiPolygon([box(x, y, x + 1, y + 2), box(x + 2, y, x + 4, y + 1)]),
            Point(x, y).buffer(rng.uniform(0.5, 3)),
        ][i % 5]
        has_sides = not (shape.geom_type == "Polygon" and rng.random() < 0.2)
        top = top if has_sides else bottom
        opacity = float(rng.choice([1.0, rng.uniform(0, 1)]))
        turned = rotate(shape, rng.uniform(0, 360))
        built.append(Obstacle(f"o{i}", turned, bottom, top, opacity, has_sides))
    return built


def whole_obstacles(rng: np.random.Generator, count: int) -> list[Obstacle]:
    """Blocks and fences with whole coordinates: lines meet corners and run along."""
    built = []
    for i in range(count):
        x, y = rng.integers(0, 8, 2)
        shape = [
            box(x, y, x + rng.integers(1, 4), y + rng.integers(1, 4)),
            LineString([(x, y), (x + 1, y + 1), (x + 2, y + 1), (x + 3, y + 2)]),
            LineString([(x, y), (x, y + 1), (x, y + 3)]),
        ][i % 3]
        top = float(rng.integers(1, 4))
        built.append(Obstacle(f"o{i}", shape, 0.0, top, 0.5))
    return built
