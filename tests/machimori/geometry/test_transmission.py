"""What passes along straight lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import yaml
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Point, Polygon, box

from machimori.geometry import (
    Obstacle,
    ObstacleSet,
    any_seen,
    area_grid,
    best_transmission,
    lines_met,
    opened_by,
    shares_past,
    transmission,
    transmission_between,
    watchers,
)
from tests.machimori.geometry.scenes import random_obstacles, whole_obstacles

PUBLISHED = yaml.safe_load(
    (Path(__file__).parents[2] / "published" / "sightlines.yaml").read_text("utf-8")
)


def wall(
    name: str, *xy: tuple[float, float], top: float = 2.0, opacity: float = 1.0
) -> Obstacle:
    return Obstacle(name, LineString(xy), 0.0, top, opacity)


def one(obstacles: list[Obstacle], source: Any, target: Any) -> float:
    ends = np.array([[source], [target]], dtype=float)
    return float(transmission(ObstacleSet(obstacles), ends[0], ends[1])[0])


# Published closed forms


@pytest.mark.parametrize("case", PUBLISHED["blind_intervals"]["cases"], ids=str)
def test_a_screen_hides_the_ground_between_the_published_distances(
    case: dict[str, float],
) -> None:
    screen = wall("s", (case["at_m"], -9), (case["at_m"], 9), top=case["screen_m"])
    x = np.arange(0.0005, 200.0, 0.001)
    targets = np.column_stack([x, np.zeros_like(x), np.full_like(x, case["target_m"])])
    eye = np.array([[0.0, 0.0, case["eye_m"]]])
    hidden = ~any_seen(ObstacleSet([screen]), eye, targets, threshold=0.5)
    expected = (x > case["from_m"]) & (x < case["to_m"])
    assert np.array_equal(hidden, expected)


def seen_area(
    room: Polygon, walls: list[Obstacle], eye: Any, spacing_m: float
) -> float:
    grid = area_grid(room, spacing_m=spacing_m)
    targets = np.column_stack([grid.points, np.full(len(grid.points), 1.0)])
    eyes = np.array([[*eye, 1.5]])
    seen = any_seen(ObstacleSet(walls), eyes, targets, threshold=0.5)
    return float(grid.weights_m2[seen].sum())


@pytest.mark.parametrize(
    "case", PUBLISHED["isovists"]["cases"], ids=lambda case: str(case["name"])
)
@pytest.mark.parametrize("turn_deg", [0.0, 17.0])
@pytest.mark.parametrize("shift_m", [0.0, 1000.0])
def test_the_area_seen_from_a_point_is_the_isovist(
    case: dict[str, Any], turn_deg: float, shift_m: float
) -> None:
    def moved(geometry: Any) -> Any:
        turned = rotate(geometry, turn_deg, origin=(0, 0))
        return translate(turned, shift_m, -shift_m)

    room = moved(Polygon(case["room"]))
    lines = [LineString(line) for line in case["walls"]]
    walls = [Obstacle(str(i), moved(line), 0, 3, 1) for i, line in enumerate(lines)]
    walls.append(Obstacle("room", room, 0, 3, 1))
    if "pillar" in case["name"]:
        room = room.difference(moved(Polygon(case["walls"][0])))
    eye = moved(Point(case["eye"])).coords[0]
    area = seen_area(room, walls, eye, 0.05)
    assert area == pytest.approx(
        case["area_m2"], rel=PUBLISHED["isovists"]["tolerance"]
    )


def test_a_long_wall_cuts_its_segment_off_a_disc() -> None:
    case = PUBLISHED["isovists"]["disc_behind_a_long_wall"]
    disc = Point(0, 0).buffer(case["radius_m"], quad_segs=256)
    long_wall = wall("w", (case["wall_at_m"], -1e4), (case["wall_at_m"], 1e4))
    area = seen_area(disc, [long_wall], (0, 0), 0.5)
    assert area == pytest.approx(case["area_m2"], rel=1e-3)


def test_a_round_pillar_hides_its_sector_of_a_disc() -> None:
    case = PUBLISHED["isovists"]["disc_with_a_round_pillar"]
    pillar = Point(case["pillar_at_m"], 0).buffer(case["pillar_radius_m"], quad_segs=64)
    disc = Point(0, 0).buffer(case["radius_m"], quad_segs=256).difference(pillar)
    area = seen_area(disc, [Obstacle("p", pillar, 0, 3, 1)], (0, 0), 0.05)
    assert area == pytest.approx(case["area_m2"], rel=1e-3)


@pytest.mark.parametrize("case", PUBLISHED["accumulated_opacity"]["cases"], ids=str)
def test_layers_multiply(case: dict[str, Any]) -> None:
    layers = [
        wall(f"{i}", (i + 1, -1), (i + 1, 1), opacity=opacity)
        for i, opacity in enumerate(case["opacities"])
    ]
    assert one(layers, (0, 0, 1), (9, 0, 1)) == pytest.approx(case["passes"], abs=1e-12)


# Against the oracle


@pytest.mark.parametrize("seed", range(12))
def test_random_scenes_agree_with_the_oracle(
    seed: int, oracle: Callable[..., Any]
) -> None:
    rng = np.random.default_rng(seed)
    obstacles = random_obstacles(rng, int(rng.integers(1, 25)))
    sources = rng.uniform((-5, -5, 0), (45, 45, 6), (150, 3))
    targets = rng.uniform((-5, -5, 0), (45, 45, 6), (150, 3))
    targets[:20, 2] = sources[:20, 2]
    targets[20:30, :2] = sources[20:30, :2] + 1e-3
    passed = transmission(ObstacleSet(obstacles), sources, targets)
    assert passed == pytest.approx(oracle(obstacles, sources, targets), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_lines_through_joints_and_along_walls_agree_with_the_oracle(
    seed: int, oracle: Callable[..., Any]
) -> None:
    """Whole coordinates: lines meet corners, run along walls and end on them."""
    rng = np.random.default_rng(1000 + seed)
    obstacles = whole_obstacles(rng, 8)
    sources = rng.integers((0, 0, 1), (11, 11, 4), (200, 3)).astype(float)
    targets = rng.integers((0, 0, 0), (11, 11, 4), (200, 3)).astype(float)
    apart = (sources[:, :2] != targets[:, :2]).any(axis=1)
    sources, targets = sources[apart], targets[apart]
    passed = transmission(ObstacleSet(obstacles), sources, targets)
    assert passed == pytest.approx(oracle(obstacles, sources, targets), abs=1e-12)


# Joints, ends, walls as thin as a line


@pytest.mark.parametrize("turn_deg", np.linspace(0, 180, 37))
def test_no_line_slips_through_a_joint(turn_deg: float) -> None:
    bent = rotate(LineString([(-3, 1), (0.1, 0.3), (3, 1.7)]), turn_deg, origin=(0, 0))
    joint = np.array(bent.coords[1])
    along = rotate(Point(0, 1), turn_deg, origin=(0, 0)).coords[0]
    away = np.outer(np.linspace(0.1, 50, 400), along)
    before = np.column_stack([joint - away, np.ones(400)])
    behind = np.column_stack([joint + away[::-1], np.ones(400)])
    bent_wall = ObstacleSet([Obstacle("w", bent, 0, 2, 1)])
    assert not transmission(bent_wall, before, behind).any()


def test_a_closed_ring_of_walls_lets_nothing_out() -> None:
    ring = Point(0, 0).buffer(5, quad_segs=9)
    shut = ObstacleSet([Obstacle("r", ring, 0, np.inf, 1)])
    angles = np.linspace(0, 2 * np.pi, 5000)
    far = 30 * np.column_stack([np.cos(angles), np.sin(angles)])
    corners = 6 * shapely.get_coordinates(ring)
    outside = np.column_stack([np.vstack([far, corners]), np.ones(5000 + len(corners))])
    assert not best_transmission(shut, np.array([[0, 0, 1.5]]), outside).any()


def test_a_line_along_a_wall_passes_and_one_across_does_not() -> None:
    walls = [wall("w", (0, 0), (5, 0))]
    assert one(walls, (-3, 0, 1), (8, 0, 1)) == 1.0
    assert one(walls, (2, -1, 1), (2, 1, 1)) == 0.0


def test_a_point_on_a_wall_is_seen_from_both_sides() -> None:
    walls = [wall("w", (0, 0), (5, 0))]
    assert one(walls, (2, -3, 1), (2, 0, 1)) == 1.0
    assert one(walls, (2, 3, 1), (2, 0, 1)) == 1.0


def test_who_is_in_the_same_building_sees_each_other_and_nothing_outside() -> None:
    house = [Obstacle("h", box(0, 0, 10, 10), 0, 3, 1)]
    assert one(house, (1, 1, 1), (9, 9, 1)) == 1.0
    assert one(house, (1, 1, 1), (12, 9, 1)) == 0.0
    assert one(house, (5, 5, 9), (5, 5, 1)) == 0.0


def test_a_line_over_a_roof_is_free_and_one_through_it_is_not() -> None:
    house = [Obstacle("h", box(2, -2, 8, 2), 0, 3, 1)]
    assert one(house, (0, 0, 4), (10, 0, 4)) == 1.0
    assert one(house, (0, 0, 4), (10, 0, 2.5)) == 0.0


def test_one_sees_beneath_a_roof_on_posts_but_not_through_it() -> None:
    roof = [Obstacle("r", box(2, -2, 8, 2), 2.5, 2.7, 1, has_sides=False)]
    assert one(roof, (0, 0, 1.5), (10, 0, 1)) == 1.0
    assert one(roof, (5, 0, 5), (5, 0.1, 0)) == 0.0


def test_an_obstacle_weakens_a_line_once_however_often_it_is_met() -> None:
    crown = [Obstacle("t", box(2, -2, 8, 2), 1, 3, 0.6)]
    assert one(crown, (0, 0, 2), (10, 0, 2)) == pytest.approx(0.4)
    assert one(crown, (0, 0, 0.5), (5, 0, 5)) == pytest.approx(0.4)


# Shapes, emptiness, NaN


def test_nothing_in_the_way_lets_everything_pass() -> None:
    eyes, targets = np.zeros((3, 3)), np.ones((4, 3))
    empty = ObstacleSet([])
    assert transmission(empty, eyes, eyes).tolist() == [1, 1, 1]
    assert transmission_between(empty, eyes, targets).shape == (4, 3)
    assert best_transmission(empty, eyes, targets).tolist() == [1, 1, 1, 1]
    assert shares_past(empty, eyes, eyes).shape == (3, 0)
    assert opened_by(empty, eyes, targets, threshold=0.5).shape == (4, 0)
    assert lines_met(empty, eyes, targets).shape == (0,)


def test_nobody_sees_nothing_and_nothing_is_seen_by_nobody() -> None:
    walls = ObstacleSet([wall("w", (0, 0), (5, 0))])
    none, some = np.empty((0, 3)), np.ones((2, 3))
    assert best_transmission(walls, none, some).tolist() == [0, 0]
    assert any_seen(walls, none, some, threshold=0.5).tolist() == [False, False]
    assert any_seen(walls, some, none, threshold=0.5).shape == (0,)


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_point_that_is_nowhere_is_not_seen_and_its_share_is_nan(
    axis: int, value: float
) -> None:
    walls = ObstacleSet([wall("w", (0, 0), (5, 0))])
    nowhere = np.ones((1, 3))
    nowhere[0, axis] = value
    here = np.array([[2.0, -3.0, 1.0]])
    for obstacles in (walls, ObstacleSet([])):
        assert np.isnan(transmission(obstacles, here, nowhere)).all()
        assert not any_seen(obstacles, here, nowhere, threshold=0.5).any()
        assert not any_seen(obstacles, nowhere, here, threshold=0.5).any()
        assert not opened_by(obstacles, here, nowhere, threshold=0.5).any()


# The faster ways agree with the plain one


@pytest.mark.parametrize("seed", range(6))
def test_many_to_many_agrees_with_line_by_line(seed: int) -> None:
    rng = np.random.default_rng(seed)
    obstacles = ObstacleSet(random_obstacles(rng, 20))
    eyes = rng.uniform((0, 0, 1), (40, 40, 2), (15, 3))
    targets = rng.uniform((0, 0, 0), (40, 40, 2), (80, 3))
    pairs = np.array([(e, t) for t in targets for e in eyes])
    table = transmission(obstacles, pairs[:, 0], pairs[:, 1]).reshape(80, 15)
    apart = np.hypot(*(targets[:, None, :2] - eyes[None, :, :2]).transpose(2, 0, 1))
    table[apart > 25] = 0.0
    assert np.array_equal(
        transmission_between(obstacles, eyes, targets, range_m=25), table
    )
    assert np.array_equal(
        best_transmission(obstacles, eyes, targets, range_m=25), table.max(axis=1)
    )
    for threshold in (0.2, 0.5, 1.0):
        seen = any_seen(obstacles, eyes, targets, threshold=threshold, range_m=25)
        assert np.array_equal(seen, table.max(axis=1) >= threshold - 1e-9)
        counts = watchers(obstacles, eyes, targets, threshold=threshold, range_m=25)
        assert np.array_equal(counts, (table >= threshold - 1e-9).sum(axis=1))


@pytest.mark.parametrize("seed", range(6))
def test_what_opens_a_line_is_what_removing_it_opens(seed: int) -> None:
    rng = np.random.default_rng(50 + seed)
    obstacles = ObstacleSet(random_obstacles(rng, 30))
    eyes = rng.uniform((0, 0, 1), (40, 40, 2), (6, 3))
    targets = rng.uniform((0, 0, 0), (40, 40, 2), (60, 3))
    unseen = targets[~any_seen(obstacles, eyes, targets, threshold=0.5)]
    opened = opened_by(obstacles, eyes, unseen, threshold=0.5)
    for index, name in enumerate(obstacles.ids):
        without = any_seen(obstacles.without(name), eyes, unseen, threshold=0.5)
        assert np.array_equal(opened[:, index], without)


def test_the_obstacles_that_a_line_meets_explain_what_passes() -> None:
    rng = np.random.default_rng(5)
    obstacles = ObstacleSet(random_obstacles(rng, 20))
    sources = rng.uniform((0, 0, 0), (40, 40, 4), (100, 3))
    targets = rng.uniform((0, 0, 0), (40, 40, 4), (100, 3))
    product = shares_past(obstacles, sources, targets).prod(axis=1)
    assert transmission(obstacles, sources, targets) == pytest.approx(product)
    counted = lines_met(obstacles, sources[:1], targets)
    every = shares_past(obstacles, np.repeat(sources[:1], 100, axis=0), targets)
    assert np.array_equal(counted, (every < 1.0).sum(axis=0))


def test_a_line_is_the_same_both_ways() -> None:
    rng = np.random.default_rng(6)
    obstacles = ObstacleSet(random_obstacles(rng, 20))
    a = rng.uniform((0, 0, 0), (40, 40, 4), (300, 3))
    b = rng.uniform((0, 0, 0), (40, 40, 4), (300, 3))
    forth, back = transmission(obstacles, a, b), transmission(obstacles, b, a)
    assert forth == pytest.approx(back)
