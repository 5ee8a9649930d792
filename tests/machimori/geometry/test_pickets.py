"""What passes between pickets depends on the angle at which one looks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import LineString

from machimori.geometry import (
    ChangingObstacles,
    Lattice,
    Obstacle,
    ObstacleSet,
    best_transmission,
    opened_by,
    reached_on_lattice,
    shares_past,
    transmission,
    transmission_between,
    watchers,
    watchers_on_lattice,
)
from tests.machimori.geometry.scenes import random_obstacles

Floats = NDArray[np.float64]

WIDTH_M, PITCH_M, DEPTH_M = 0.03, 0.12, 0.04


def fence(line: list[tuple[float, float]], name: str = "f") -> Obstacle:
    return Obstacle(
        name,
        LineString(line),
        0.0,
        1.8,
        WIDTH_M / PITCH_M,
        picket_depth=DEPTH_M / PITCH_M,
    )


def looking_at(angle_deg: float) -> tuple[Floats, Floats]:
    """A line across the y axis, at an angle to the x axis."""
    x, y = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array([[-5 * x, -5 * y, 1.5]]), np.array([[5 * x, 5 * y, 1.0]])


@pytest.mark.parametrize("angle_deg", [0.0, 10.0, -30.0, 45.0, 60.0, 66.0])
def test_pickets_pass_what_their_section_leaves_open(angle_deg: float) -> None:
    straight = ObstacleSet([fence([(0, -50), (0, 50)])])
    clear = 1 - WIDTH_M / PITCH_M
    tan = abs(np.tan(np.radians(angle_deg)))
    expected = max(0.0, clear - DEPTH_M / PITCH_M * tan)
    assert transmission(straight, *looking_at(angle_deg)) == pytest.approx(
        [expected], abs=1e-12
    )


def test_beyond_the_closing_angle_nothing_passes() -> None:
    """tan θ = (s - w) / t."""
    straight = ObstacleSet([fence([(0, -50), (0, 50)])])
    closing = np.degrees(np.arctan((PITCH_M - WIDTH_M) / DEPTH_M))
    assert transmission(straight, *looking_at(closing - 0.01))[0] > 0
    assert transmission(straight, *looking_at(closing + 0.01))[0] == 0


def test_it_is_the_section_counted_line_by_line() -> None:
    """Parallel lines across 1,000 pickets drawn as rectangles, seen in plan."""
    tan = np.tan(np.radians(40.0))
    along = np.random.default_rng(0).uniform(0, 1000 * PITCH_M, 200_000)
    start, end = along % PITCH_M, along % PITCH_M + DEPTH_M * tan
    hits = (start < WIDTH_M) | (end > PITCH_M)
    straight = ObstacleSet([fence([(0, -50), (0, 50)])])
    assert transmission(straight, *looking_at(40.0))[0] == pytest.approx(
        1 - hits.mean(), abs=5e-3
    )


def test_a_bent_fence_counts_where_it_is_met_most_aslant() -> None:
    bent = ObstacleSet([fence([(0, -50), (0, 2), (40, 12)])])
    eye, target = np.array([[-5.0, 1.0, 1.5]]), np.array([[30.0, 14.0, 1.5]])
    forth, back = transmission(bent, eye, target), transmission(bent, target, eye)
    pieces = ObstacleSet(
        [fence([(0, -50), (0, 2)], "a"), fence([(0, 2), (40, 12)], "b")]
    )
    assert forth == back == shares_past(pieces, eye, target).min()


# Both engines


def random_fences(rng: np.random.Generator, count: int) -> list[Obstacle]:
    lines = rng.uniform(0, 40, (count, 1, 2)) + rng.uniform(-9, 9, (count, 4, 2))
    return [
        Obstacle(
            f"f{i}",
            LineString(line),
            float(rng.choice([0.0, 0.5])),
            float(rng.uniform(0.8, 3.0)),
            float(rng.uniform(0.1, 0.6)),
            picket_depth=float(rng.uniform(0.05, 1.0)),
        )
        for i, line in enumerate(lines)
    ]


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    eye_m=st.floats(0, 6),
    level_m=st.floats(0, 3),
)
def test_shadows_and_lines_agree_point_by_point(
    seed: int, eye_m: float, level_m: float
) -> None:
    rng = np.random.default_rng(seed)
    obstacles = ObstacleSet([*random_obstacles(rng, 6), *random_fences(rng, 8)])
    lattice = Lattice(*rng.uniform(-6, 0, 2), float(rng.uniform(0.4, 1.5)), 40, 35)
    eye = np.array([[*rng.uniform(-8, 48, 2), eye_m]])
    found = reached_on_lattice(
        obstacles, eye, lattice, level_m=level_m, range_m=np.array([30.0])
    )
    shadows = np.zeros(lattice.rows * lattice.columns)
    shadows[found.numbers] = found.shares
    points = lattice.points(np.arange(len(shadows)))
    targets = np.column_stack([points, np.full(len(points), level_m)])
    lines = transmission_between(obstacles, eye, targets, range_m=30.0)[:, 0]
    assert shadows == pytest.approx(lines, abs=1e-9)


def test_watchers_are_counted_alike() -> None:
    rng = np.random.default_rng(3)
    obstacles = ObstacleSet([*random_obstacles(rng, 6), *random_fences(rng, 8)])
    lattice = Lattice(0.1, 0.2, 0.7, 50, 50)
    eyes = rng.uniform((0, 0, 1.2), (40, 40, 1.8), (20, 3))
    numbers = np.arange(lattice.rows * lattice.columns)
    targets = np.column_stack([lattice.points(numbers), np.ones(len(numbers))])
    looked = {"threshold": 0.3, "range_m": 25.0}
    by_shadows = watchers_on_lattice(obstacles, eyes, lattice, level_m=1.0, **looked)
    by_lines = watchers(obstacles, eyes, targets, **looked)
    assert np.array_equal(by_shadows.ravel(), by_lines)
    assert 0 < by_lines.sum() < by_lines.size * len(eyes)


# Taken away


def test_taking_pickets_away_opens_what_they_hid_aslant() -> None:
    straight = ObstacleSet([fence([(0, -50), (0, 50)])])
    eye, target = looking_at(60.0)
    assert best_transmission(straight, eye, target)[0] < 0.5
    assert opened_by(straight, eye, target, threshold=0.5).tolist() == [[True]]


def test_pickets_that_were_taken_away_hide_nothing() -> None:
    changing = ChangingObstacles(ObstacleSet([fence([(0, -50), (0, 50)])]))
    changing.pop("f")
    left = ObstacleSet([])
    laid_out, more = changing.layers
    assert laid_out.passes.tolist() == [1.0]
    assert len(more.passes) == len(left)
