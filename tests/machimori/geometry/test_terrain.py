"""Lines over ground that is not flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, box

from machimori.geometry import (
    NEARLY_PLANE_M,
    Lattice,
    Obstacle,
    ObstacleSet,
    Terrain,
    area_grid,
    best_over_grid,
    best_transmission,
    opening_heights,
    shares_past,
    transmission,
    transmission_between,
    watchers_on_lattice,
    watchers_over_grid,
)
from tests.machimori.geometry.scenes import random_obstacles

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Shape = Callable[[Floats, Floats], Floats]


def terrain(
    shape: Shape, side_m: float = 2.0, count: int = 60, first_m: float = -40.0
) -> Terrain:
    lattice = Lattice(first_m, first_m, side_m, count, count)
    points = lattice.points(np.arange(count * count))
    return Terrain(lattice, shape(points[:, 0], points[:, 1]).reshape(count, count))


def slope(x: Floats, y: Floats) -> Floats:
    return 0.1 * x - 0.07 * y + 3.0


def hill(x: Floats, y: Floats) -> Floats:
    return 4.0 * np.exp(-((x - 20.0) ** 2 + (y - 20.0) ** 2) / 60.0)


def waves(x: Floats, y: Floats) -> Floats:
    return np.sin(x / 5.0) + 1.5 * np.cos(y / 7.0 + x / 11.0)


def ends(count: int, seed: int = 1) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    low, high = (-5, -5, 0), (45, 45, 5)
    return rng.uniform(low, high, (count, 3)), rng.uniform(low, high, (count, 3))


# Heights of the ground


def test_heights_are_bilinear_and_go_on_beyond_the_edge() -> None:
    lattice = Lattice(10.0, 20.0, 2.0, 3, 2)
    ground = Terrain(lattice, np.array([[0.0, 4.0, 4.0], [2.0, 2.0, 8.0]]))
    points = [(10, 20), (11, 20), (11, 21), (14, 22), (0, 0), (99, 99)]
    expected = [0.0, 2.0, 2.0, 8.0, 0.0, 8.0]
    assert ground.height_at(np.array(points, float)).tolist() == expected


def test_the_height_under_what_is_nowhere_is_unknown() -> None:
    nowhere = np.array([[np.nan, 0.0], [0.0, np.nan]])
    assert np.isnan(terrain(slope).height_at(nowhere)).all()


def test_a_slope_is_a_plane_but_not_level() -> None:
    about = np.array([[0.0, 0.0], [30.0, 30.0]])
    inclined = terrain(slope)
    assert inclined.bend_m(about) == pytest.approx(0.0, abs=1e-9)
    assert inclined.is_plane(about)
    assert not inclined.is_plane(about, is_level=True)
    assert terrain(lambda x, y: 0 * x + 7.0).is_plane(about, is_level=True)


def test_a_hill_is_no_plane_where_it_stands_and_one_far_from_it() -> None:
    high = terrain(hill)
    assert not high.is_plane(np.array([[0.0, 0.0], [30.0, 30.0]]))
    assert high.is_plane(np.array([[-38.0, -38.0], [-20.0, -20.0]]))
    assert high.is_plane(np.empty((0, 2)))


# An inclined plane: shear it level, and nothing changes


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    east=st.floats(-0.5, 0.5),
    north=st.floats(-0.5, 0.5),
)
def test_on_a_plane_all_is_as_on_the_flat(seed: int, east: float, north: float) -> None:
    obstacles = random_obstacles(np.random.default_rng(seed), 15)
    inclined = terrain(lambda x, y: east * x + north * y)
    lines = ends(300, seed)
    flat = transmission(ObstacleSet(obstacles), *lines)
    assert transmission(ObstacleSet(obstacles, inclined), *lines) == pytest.approx(
        flat, abs=1e-9
    )


def test_on_a_plane_shadows_and_lines_agree() -> None:
    rng = np.random.default_rng(2)
    obstacles = ObstacleSet(random_obstacles(rng, 15), terrain(slope))
    grid = area_grid(box(0, 0, 40, 40), spacing_m=0.8)
    level = np.full(len(grid.points), 1.0)
    eyes = rng.uniform((0, 0, 1.2), (40, 40, 2), (8, 3))
    shadows = best_over_grid(obstacles, eyes, grid, level, range_m=25.0)
    targets = np.column_stack([grid.points, level])
    lines = best_transmission(obstacles, eyes, targets, range_m=25.0)
    assert (np.abs(shadows - lines) > 1e-9).mean() <= 1e-5


def test_flat_terrain_is_as_none_at_all() -> None:
    rng = np.random.default_rng(4)
    built = random_obstacles(rng, 15)
    level = terrain(lambda x, y: 0 * x + 123.0)
    lattice = Lattice(0.1, 0.2, 0.5, 80, 80)
    eyes = rng.uniform((0, 0, 1.2), (40, 40, 2), (10, 3))
    looked = {"level_m": 1.0, "threshold": 0.5, "range_m": 30.0}
    assert np.array_equal(
        watchers_on_lattice(ObstacleSet(built, level), eyes, lattice, **looked),
        watchers_on_lattice(ObstacleSet(built), eyes, lattice, **looked),
    )


# Ground that is bent


@pytest.mark.parametrize("shape", [hill, waves])
def test_bare_ground_hides_what_dense_steps_along_the_line_say(shape: Shape) -> None:
    bent = terrain(shape)
    sources, targets = ends(800)
    passed = transmission(ObstacleSet([], bent), sources, targets)
    steps = np.linspace(0.0, 1.0, 3001)[:, None]
    high, low = bent.raised(sources), bent.raised(targets)
    lowest = [
        float((line[:, 2] - bent.height_at(line)).min())
        for line in (a + steps * (b - a) for a, b in zip(high, low, strict=True))
    ]
    assert np.array_equal(passed == 0.0, np.array(lowest) < -1e-6)
    assert 0 < (passed == 0.0).sum() < len(passed)


@pytest.mark.parametrize("shape", [hill, waves])
def test_over_bent_ground_a_line_is_the_same_both_ways(shape: Shape) -> None:
    built = random_obstacles(np.random.default_rng(6), 20)
    obstacles = ObstacleSet(built, terrain(shape))
    a, b = ends(1500)
    forth, back = transmission(obstacles, a, b), transmission(obstacles, b, a)
    assert forth == pytest.approx(back, abs=1e-12)
    flat = transmission(ObstacleSet(built), a, b)
    assert (forth != flat).any()


def test_a_fence_over_a_hill_is_everywhere_as_high_above_its_foot() -> None:
    """A level line over the crest meets it there, though its foot is far below."""
    ridge = terrain(lambda x, y: np.maximum(0.0, 6.0 - np.abs(x)), side_m=1.0)
    fence = Obstacle("f", LineString([(0, -30), (0, 15)]), 0.0, 1.0, 1.0)
    obstacles = ObstacleSet([fence], ridge)
    eye, over, under = (
        np.array([[-6.0, 0.0, 7.5]]),
        np.array([[6.0, 0.0, 7.5]]),
        np.array([[6.0, 0.0, 6.0]]),
    )
    assert transmission(obstacles, eye, over)[0] == 1.0
    assert transmission(obstacles, eye, under)[0] == 0.0


def test_a_roof_runs_along_with_the_ground() -> None:
    """From above one meets it over a hump as one does over the flat."""
    roof = Obstacle("r", box(-5, -5, 5, 5), 2.5, 2.5, 1.0, has_sides=False)
    hump = terrain(lambda x, y: np.exp(-(x**2 + y**2) / 8.0), side_m=0.5, count=160)
    obstacles = ObstacleSet([roof], hump)
    above, below = np.array([[1.0, 1.0, 2.6]]), np.array([[1.0, 1.0, 2.4]])
    ground = np.array([[1.0, 1.2, 0.0]])
    assert transmission(obstacles, above, ground)[0] == 0.0
    assert transmission(obstacles, below, ground)[0] == 1.0
    beside = np.array([[6.0, 1.2, 4.0]])
    assert transmission(obstacles, beside, ground)[0] == 0.0


def test_a_line_that_slopes_down_a_hollow_meets_a_lid_twice_or_not_at_all() -> None:
    hollow = terrain(lambda x, y: 0.05 * x**2, side_m=0.5, count=160)
    lid = Obstacle("l", box(-8, -8, 8, 8), 1.0, 1.0, 1.0, has_sides=False)
    obstacles = ObstacleSet([lid], hollow)
    rim = np.array([[-7.5, 0.0, 0.9]]), np.array([[7.5, 0.0, 0.9]])
    assert transmission(obstacles, *rim)[0] == 0.0
    floor = np.array([[-1.0, 0.0, 0.5]]), np.array([[1.0, 0.0, 0.5]])
    assert transmission(obstacles, *floor)[0] == 1.0


def test_below_ground_one_sees_along_as_on_the_flat() -> None:
    underpass = np.array([[-3.0, 0.0, -3.0]]), np.array([[3.0, 0.0, -3.0]])
    assert transmission(ObstacleSet([], terrain(waves)), *underpass)[0] == 1.0


def test_what_the_ground_hides_no_obstacle_opens() -> None:
    ridge = terrain(lambda x, y: np.maximum(0.0, 6.0 - np.abs(x)), side_m=1.0)
    fence = Obstacle("f", LineString([(-8, -30), (-8, 15)]), 0.0, 4.0, 1.0)
    obstacles = ObstacleSet([fence], ridge)
    eye, target = np.array([[-10.0, 0, 1.5]]), np.array([[10.0, 0, 1.0]])
    assert opening_heights(obstacles, eye, target, threshold=0.5).tolist() == [
        [-np.inf]
    ]
    assert shares_past(obstacles, eye, target).tolist() == [[0.0]]
    assert len(obstacles.bare()) == 0
    assert transmission(obstacles.bare(), eye, target)[0] == 0.0


def test_heights_to_cut_to_count_from_the_ground_at_the_obstacle() -> None:
    valley = terrain(lambda x, y: 0.2 * np.abs(x), side_m=1.0)
    hedge = Obstacle("h", LineString([(0, -30), (0, 30)]), 0.0, 3.0, 1.0)
    eye, target = np.array([[-10.0, 0, 1.1]]), np.array([[10.0, 0, 1.1]])
    passed = transmission(ObstacleSet([hedge], valley), eye, target)
    assert passed[0] == 1.0  # 3.1 m above the bottom
    grown = ObstacleSet([Obstacle("h", hedge.footprint, 0.0, 4.0, 1.0)], valley)
    heights = opening_heights(grown, eye, target, threshold=0.5)
    assert heights == pytest.approx(np.array([[3.1]]))


# The grids choose lines there


@pytest.mark.parametrize("shape", [hill, waves])
def test_over_bent_ground_a_grid_is_looked_at_along_lines(shape: Shape) -> None:
    rng = np.random.default_rng(8)
    obstacles = ObstacleSet(random_obstacles(rng, 12), terrain(shape))
    grid = area_grid(box(2, 2, 38, 38), spacing_m=1.0)
    level = np.full(len(grid.points), 1.0)
    eyes = rng.uniform((0, 0, 1.2), (40, 40, 2), (6, 3))
    targets = np.column_stack([grid.points, level])
    table = transmission_between(obstacles, eyes, targets, range_m=25.0)
    best = best_over_grid(obstacles, eyes, grid, level, range_m=25.0)
    assert best == pytest.approx(table.max(axis=1))
    looked = {"threshold": 0.5, "range_m": 25.0}
    counted = watchers_over_grid(obstacles, eyes, grid, level, **looked)
    assert np.array_equal(counted, (table >= 0.5 - 1e-9).sum(axis=1))
    on_lattice = watchers_on_lattice(
        obstacles, eyes, grid.lattice, level_m=1.0, **looked
    )
    assert np.array_equal(on_lattice.ravel(), counted)


def test_where_the_ground_is_nearly_a_plane_only_cells_at_an_edge_differ() -> None:
    """Lines are within twice the bend of where the plane has them."""
    rough = terrain(
        lambda x, y: slope(x, y) + 0.9 * NEARLY_PLANE_M * np.sin(x) * np.cos(y)
    )
    built = random_obstacles(np.random.default_rng(9), 20)
    sided = [o for o in built if o.has_sides and np.isfinite(o.top_m)]
    lines = ends(4000, seed=9)
    assert rough.is_plane(*lines)
    flat, over, more, less = (
        transmission(obstacles, *lines)
        for obstacles in (
            ObstacleSet(sided),
            ObstacleSet(sided, rough),
            ObstacleSet(taller(sided, 2 * NEARLY_PLANE_M)),
            ObstacleSet(taller(sided, -2 * NEARLY_PLANE_M)),
        )
    )
    low = np.minimum(lines[0][:, 2], lines[1][:, 2]) < 2 * NEARLY_PLANE_M
    may_differ = (np.abs(more - less) > 1e-12) | low
    assert over[~may_differ] == pytest.approx(flat[~may_differ], abs=1e-12)
    assert may_differ.mean() < 0.05


def taller(obstacles: list[Obstacle], by_m: float) -> list[Obstacle]:
    """Grown up and down."""
    return [
        replace(o, bottom_m=o.bottom_m - by_m, top_m=o.top_m + by_m) for o in obstacles
    ]


# Beside Embree


def triangles_of(ground: Terrain, fine_m: float) -> Floats:
    """Triangles (n, 3, 3) between points this far apart on the ground [m]."""
    side = np.arange(-10.0, 50.0 + fine_m, fine_m)
    x, y = np.meshgrid(side, side)
    plan = np.column_stack([x.ravel(), y.ravel()])
    corners = np.column_stack([plan, ground.height_at(plan)])
    at = corners.reshape(len(side), len(side), 3)
    a, b, c, d = at[:-1, :-1], at[:-1, 1:], at[1:, :-1], at[1:, 1:]
    halves = [np.stack([a, b, d], axis=2), np.stack([a, d, c], axis=2)]
    return np.concatenate(halves).reshape(-1, 3, 3)


def seen_by_embree(triangles: Floats, sources: Floats, targets: Floats) -> Bools:
    pytest.importorskip("embreex", reason="needs embreex (extra: bench)")
    from embreex import rtcore_scene
    from embreex.mesh_construction import TriangleMesh

    scene = rtcore_scene.EmbreeScene()
    TriangleMesh(scene, triangles.astype(np.float32))
    ends = sources.astype(np.float32), (targets - sources).astype(np.float32)
    whole = np.ones(len(sources), dtype=np.float32)
    hit = scene.run(*ends, whole, query="OCCLUDED")
    return np.asarray(hit) < 0


@pytest.mark.parametrize("shape", [hill, waves])
def test_embree_sees_the_same_over_the_triangles_of_the_ground(shape: Shape) -> None:
    """Each cell of the ground as 32 triangles: millimetres from the surface itself."""
    bent = terrain(shape)
    sources, targets = ends(20_000, seed=12)
    sources[:, 2] += 0.2
    targets[:, 2] += 0.2
    seen = transmission(ObstacleSet([], bent), sources, targets) > 0
    beside = seen_by_embree(
        triangles_of(bent, 0.5), bent.raised(sources), bent.raised(targets)
    )
    assert (seen != beside).mean() <= 1e-4
    assert 0.05 < (~seen).mean() < 0.95


def test_a_crown_hides_what_it_does_on_the_flat_where_the_ground_is_level() -> None:
    crown = Obstacle("t", Point(0, 0).buffer(3.0), 2.0, 6.0, 0.85)
    level = terrain(lambda x, y: 0 * x)
    lines = ends(500, seed=3)
    flat = transmission(ObstacleSet([crown]), *lines)
    assert np.array_equal(transmission(ObstacleSet([crown], level), *lines), flat)
