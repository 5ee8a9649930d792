"""An oracle for straight lines, written apart from the kernels, with shapely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point

from machimori.geometry import Obstacle

Floats = NDArray[np.float64]
Oracle = Callable[[Sequence[Obstacle], Floats, Floats], Floats]


@pytest.fixture
def oracle() -> Oracle:
    def passed(
        obstacles: Sequence[Obstacle], sources: Floats, targets: Floats
    ) -> Floats:
        shares = [
            [1 - o.opacity for o in obstacles if _meets(o, source, target)]
            for source, target in zip(sources, targets, strict=True)
        ]
        return np.array([np.prod(share) for share in shares])

    return passed


def _meets(obstacle: Obstacle, source: Floats, target: Floats) -> bool:
    if obstacle.has_sides and _meets_sides(obstacle, source, target):
        return True
    return _meets_lids(obstacle, source, target)


def _meets_sides(obstacle: Obstacle, source: Floats, target: Floats) -> bool:
    plan = LineString([source[:2], target[:2]])
    outline = obstacle.footprint
    if outline.geom_type.endswith("Polygon"):
        outline = outline.boundary
    for line in shapely.get_parts(outline):
        for pair in zip(line.coords[:-1], line.coords[1:], strict=True):
            at = shapely.intersection(plan, LineString(pair))
            if at.geom_type != "Point" or at.is_empty:
                continue
            share = plan.project(at) / plan.length
            height = source[2] + share * (target[2] - source[2])
            low, high = obstacle.bottom_m - 1e-9, obstacle.top_m + 1e-9
            if 1e-9 < share < 1 - 1e-9 and low <= height <= high:
                return True
    return False


def _meets_lids(obstacle: Obstacle, source: Floats, target: Floats) -> bool:
    if not obstacle.footprint.geom_type.endswith("Polygon"):
        return False
    heights = [obstacle.top_m] + [obstacle.bottom_m] * (obstacle.bottom_m > 0)
    for height in heights:
        low, high = sorted([source[2], target[2]])
        if low < height < high:
            share = (height - source[2]) / (target[2] - source[2])
            at = source + share * (target - source)
            if obstacle.footprint.contains(Point(at[:2])):
                return True
    return False
