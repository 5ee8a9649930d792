"""Shadows on a lattice are what lines to its points say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon, box

from benchmarks.district import SIDE_M, district
from machimori.geometry import (
    Lattice,
    Obstacle,
    ObstacleSet,
    area_grid,
    best_over_grid,
    best_transmission,
    reached_on_lattice,
    transmission_between,
    watchers,
    watchers_on_lattice,
    watchers_over_grid,
)
from tests.machimori.geometry.scenes import random_obstacles, whole_obstacles

Floats = NDArray[np.float64]


def by_shadows(
    obstacles: ObstacleSet,
    source: Floats,
    lattice: Lattice,
    level_m: float,
    reach: float,
) -> Floats:
    found = reached_on_lattice(
        obstacles, source[None], lattice, level_m=level_m, range_m=np.array([reach])
    )
    shares = np.zeros(lattice.rows * lattice.columns)
    shares[found.numbers] = found.shares
    return shares


def by_lines(
    obstacles: ObstacleSet,
    source: Floats,
    lattice: Lattice,
    level_m: float,
    reach: float,
) -> Floats:
    targets = at(lattice, level_m)
    return transmission_between(obstacles, source[None], targets, range_m=reach)[:, 0]


def at(lattice: Lattice, level_m: float) -> Floats:
    points = lattice.points(np.arange(lattice.rows * lattice.columns))
    return np.column_stack([points, np.full(len(points), level_m)])


# Any obstacle, any heights


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(0, 25),
    eye_m=st.floats(0, 8),
    level_m=st.floats(0, 8) | st.none(),
    reach=st.sampled_from([3.0, 20.0, np.inf]),
)
def test_random_scenes_are_seen_alike(
    seed: int, count: int, eye_m: float, level_m: float | None, reach: float
) -> None:
    rng = np.random.default_rng(seed)
    obstacles = ObstacleSet(random_obstacles(rng, count))
    lattice = Lattice(*rng.uniform(-6, 0, 2), float(rng.uniform(0.4, 1.5)), 40, 35)
    eye = np.array([*rng.uniform(-8, 48, 2), eye_m])
    level_m = eye_m if level_m is None else level_m
    shadows = by_shadows(obstacles, eye, lattice, level_m, reach)
    lines = by_lines(obstacles, eye, lattice, level_m, reach)
    assert shadows == pytest.approx(lines, abs=1e-12)


@pytest.mark.parametrize("seed", range(30))
def test_points_in_line_with_corners_and_walls_are_seen_alike(seed: int) -> None:
    """Whole coordinates: half of all points lie on the edge of some shadow."""
    rng = np.random.default_rng(seed)
    obstacles = ObstacleSet(whole_obstacles(rng, 8))
    lattice = Lattice(-1.0, -1.0, 0.5, 26, 26)
    eye = rng.integers((0, 0, 1), (11, 11, 5)).astype(float)
    for level_m in (0.0, 1.0, float(eye[2]), 6.0):
        shadows = by_shadows(obstacles, eye, lattice, level_m, 100.0)
        lines = by_lines(obstacles, eye, lattice, level_m, 100.0)
        here = (at(lattice, 0.0)[:, :2] == eye[:2]).all(axis=1)
        assert shadows[~here] == pytest.approx(lines[~here], abs=1e-12)


@pytest.mark.parametrize("distance_m", [1e-3, 0.05, 0.2, 0.45])
@pytest.mark.parametrize("angle_deg", [0.0, 17.0, 45.0, 90.0])
def test_a_wall_close_before_the_eye_does_not_leak(
    distance_m: float, angle_deg: float
) -> None:
    """It takes up nearly half of all directions."""
    turn = np.radians(angle_deg)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-along[1], along[0]])
    ends = [across * distance_m + s * along for s in (-4000.0, 4000.0)]
    wall = ObstacleSet([Obstacle("w", LineString(ends), 0.0, 3.0, 1.0)])
    lattice = Lattice(-50.0, -50.0, 0.37, 270, 270)
    eye = np.array([0.0, 0.0, 1.5])
    shadows = by_shadows(wall, eye, lattice, 1.0, 60.0)
    assert np.array_equal(shadows, by_lines(wall, eye, lattice, 1.0, 60.0))
    ahead = at(lattice, 1.0)[:, :2] @ across > 1.0
    assert not shadows[ahead].any()


def test_a_closed_ring_of_walls_lets_nothing_out() -> None:
    ring = Point(0, 0).buffer(5, quad_segs=9)
    shut = ObstacleSet([Obstacle("r", ring, 0, np.inf, 1)])
    lattice = Lattice(-60.0, -60.0, 0.25, 481, 481)
    shares = by_shadows(shut, np.array([0.0, 0.0, 1.5]), lattice, 1.0, 100.0)
    outside = np.hypot(*at(lattice, 1.0)[:, :2].T) > 5.01
    assert not shares[outside].any()
    assert shares.any()


def test_an_eye_that_is_nowhere_sees_nothing() -> None:
    walls = ObstacleSet(whole_obstacles(np.random.default_rng(1), 3))
    lattice = Lattice(0.0, 0.0, 1.0, 12, 12)
    for nowhere in (np.array([np.nan, 0, 1]), np.array([1, 1, np.inf])):
        assert not by_shadows(walls, nowhere, lattice, 1.0, 9.0).any()


# Many eyes


@pytest.mark.parametrize("seed", range(6))
def test_many_eyes_are_counted_alike_however_many_threads(seed: int) -> None:
    rng = np.random.default_rng(seed)
    obstacles = ObstacleSet(random_obstacles(rng, 25))
    lattice = Lattice(0.1, 0.2, 0.7, 50, 50)
    eyes = rng.uniform((0, 0, 1), (40, 40, 4), (9, 3))
    lines = watchers(obstacles, eyes, at(lattice, 1.0), threshold=0.5, range_m=20.0)
    for threads in (1, 2, 3):
        counts = watchers_on_lattice(
            obstacles,
            eyes,
            lattice,
            level_m=1.0,
            threshold=0.5,
            range_m=20.0,
            threads=threads,
        )
        assert np.array_equal(counts.ravel(), lines)


AREAS = (
    box(2, 3, 38, 36),
    Polygon([(0, 0), (40, 5), (33, 38), (20, 22), (4, 35)]),
    box(5, 5, 6, 6),
    LineString([(0, 0), (40, 33)]).buffer(1.3),
)


@pytest.mark.parametrize("area", AREAS, ids=["box", "bent", "few points", "narrow"])
@pytest.mark.parametrize("seed", range(4))
def test_whole_and_cut_cells_are_seen_as_along_lines(seed: int, area: Polygon) -> None:
    rng = np.random.default_rng(seed)
    obstacles = ObstacleSet(random_obstacles(rng, 25))
    eyes = rng.uniform((0, 0, 1), (40, 40, 4), (5, 3))
    grid = area_grid(area, spacing_m=0.9)
    level_m = np.where(grid.points[:, 0] < 30, 1.0, 1.3)
    targets = np.column_stack([grid.points, level_m])
    best = best_over_grid(obstacles, eyes, grid, level_m, range_m=25.0)
    lines = best_transmission(obstacles, eyes, targets, range_m=25.0)
    assert best == pytest.approx(lines, abs=1e-12)
    how = {"threshold": 0.5, "range_m": 25.0}
    counts = watchers_over_grid(obstacles, eyes, grid, level_m, **how)
    assert np.array_equal(counts, watchers(obstacles, eyes, targets, **how))


def test_nobody_sees_nothing_and_an_empty_place_hides_nothing() -> None:
    grid = area_grid(box(0, 0, 30, 30), spacing_m=1.0)
    level_m = np.ones(900)
    empty, eye = ObstacleSet([]), np.array([[10.0, -5.0, 1.5]])
    assert not best_over_grid(empty, eye[:0], grid, level_m).any()
    assert (best_over_grid(empty, eye, grid, level_m) == 1.0).all()
    assert (watchers_over_grid(empty, eye, grid, level_m, threshold=0.5) == 1).all()


# The district


@pytest.mark.parametrize("eye_m", [1.5, 4.5, 12.0])
def test_a_district_of_3072_obstacles_is_seen_alike(eye_m: float) -> None:
    houses = district()
    lattice = Lattice(SIDE_M / 4, SIDE_M / 4, 1.3, 140, 140)
    rng = np.random.default_rng(7)
    for xy in rng.uniform(SIDE_M / 4, 3 * SIDE_M / 4, (5, 2)):
        eye = np.array([*xy, eye_m])
        shadows = by_shadows(houses, eye, lattice, 1.0, 60.0)
        assert np.array_equal(shadows, by_lines(houses, eye, lattice, 1.0, 60.0))
