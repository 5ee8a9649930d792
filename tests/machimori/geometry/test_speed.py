"""How long many eyes take to look at many points."""

from __future__ import annotations

import time

import numpy as np
import pytest
from shapely.geometry import box

from machimori.geometry import Obstacle, ObstacleSet, any_seen, area_grid, opened_by


@pytest.mark.prove
def test_4000_points_from_500_eyes_among_2000_faces_take_seconds() -> None:
    rng = np.random.default_rng(1)
    corners = rng.uniform(0, 400, (500, 2))
    houses = [
        Obstacle(f"h{i}", box(x, y, x + 12, y + 9), 0.0, float(rng.uniform(3, 9)), 1.0)
        for i, (x, y) in enumerate(corners)
    ]
    town = ObstacleSet(houses)
    points = area_grid(box(170, 170, 235, 235), spacing_m=1.0).points
    targets = np.column_stack([points, np.full(len(points), 1.0)])
    eyes = np.column_stack([rng.uniform(100, 300, (500, 2)), np.full(500, 1.5)])
    any_seen(town, eyes[:1], targets[:1], threshold=0.5)
    opened_by(town, eyes[:1], targets[:1], threshold=0.5)
    began = time.perf_counter()
    seen = any_seen(town, eyes, targets, threshold=0.5, range_m=100)
    opened_by(town, eyes, targets[~seen], threshold=0.5, range_m=100)
    assert time.perf_counter() - began < 3.0
