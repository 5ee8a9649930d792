"""What is seen in plan is exact, whatever the walls are like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import LinearRing, LineString, Point, Polygon, box

from machimori.errors import InvalidInput
from machimori.geometry import Obstacle, ObstacleSet
from machimori.sightlines import PlanVisibility
from machimori.sightlines.isovist import ARC_ERROR_M

Floats = NDArray[np.float64]

PUBLISHED = yaml.safe_load(
    (Path(__file__).parents[2] / "published" / "isovists.yaml").read_text("utf-8")
)


def plan_of(case: dict[str, Any]) -> PlanVisibility:
    walls = [LineString(wall) for wall in case.get("walls", [])]
    solids = [Polygon(solid) for solid in case.get("solids", [])]
    return PlanVisibility([*walls, *solids], bounds=case.get("bounds"))


@pytest.mark.parametrize("case", PUBLISHED["areas"]["cases"], ids=lambda c: c["name"])
def test_areas_agree_with_their_closed_forms(case: dict[str, Any]) -> None:
    plan, error = plan_of(case), PUBLISHED["areas"]["relative_error"]
    seen = plan.isovist(case["eye"], range_m=case.get("range_m"))
    assert seen.area_m2 == pytest.approx(case["area_m2"], rel=error)
    areas = plan.areas(np.array([case["eye"]], float), range_m=case.get("range_m"))
    assert areas[0] == seen.area_m2


@pytest.mark.parametrize("is_around", [False, True])
def test_a_round_pillar_hides_what_its_closed_form_says(is_around: bool) -> None:
    case, sides = PUBLISHED["round_pillar"], 20_000
    turns = np.arange(sides) * 2 * np.pi / sides
    radius_m = case["pillar_radius_m"] / (np.cos(np.pi / sides) if is_around else 1)
    xy = radius_m * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    pillar = Polygon(xy + np.array([case["pillar_at_m"], 0.0]))
    plan = PlanVisibility([pillar], bounds=(-15, -15, 15, 15), snap_m=1e-7)
    seen = plan.isovist((0, 0), range_m=case["range_m"])
    assert seen.area_m2 == pytest.approx(case["area_m2"], rel=1e-8)
    assert (seen.area_m2 < case["area_m2"]) == is_around


def test_a_convex_room_is_seen_whole_from_anywhere() -> None:
    room = Polygon([(0, 0), (8, 0), (12, 6), (3, 9)])
    plan = PlanVisibility([room.exterior])
    rng = np.random.default_rng(1)
    points = rng.uniform((0, 0), (12, 9), (200, 2))
    inside = points[shapely.contains_xy(room, *points.T)]
    assert plan.areas(inside) == pytest.approx(room.area, rel=1e-12)


def houses(rng: np.random.Generator, count: int = 40, side_m: float = 100.0) -> Floats:
    """Segments of rotated rectangles that may overlap, on millimetres."""
    half = rng.uniform(1.5, 5.0, (count, 1, 2)) * [[[-1, -1], [1, -1], [1, 1], [-1, 1]]]
    turn = rng.uniform(0, np.pi, count)
    turned = np.stack([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = np.einsum("ijk,klj->kli", turned, half)
    corners = np.round(corners + rng.uniform(0, side_m, (count, 1, 2)), 3)
    pairs = np.stack([corners, np.roll(corners, -1, axis=1)], axis=2)
    return pairs.reshape(-1, 2, 2)


def eyes_among(rng: np.random.Generator, count: int = 60) -> Floats:
    return rng.uniform(0, 100, (count, 2))


@pytest.mark.parametrize("range_m", [None, 30.0])
def test_areas_stay_when_all_is_moved_far_away(range_m: float | None) -> None:
    rng = np.random.default_rng(2)
    walls, eyes, far = houses(rng), eyes_among(rng), np.array([100_000.0, -80_000.0])
    here = PlanVisibility(walls, bounds=(-5, -5, 105, 105))
    there = PlanVisibility(walls + far, bounds=(99_995, -80_005, 100_105, -79_895))
    moved = there.areas(eyes + far, range_m=range_m)
    assert moved == pytest.approx(here.areas(eyes, range_m=range_m), rel=1e-9)


def test_areas_grow_with_the_square_of_the_scale() -> None:
    rng = np.random.default_rng(3)
    walls, eyes = houses(rng), eyes_among(rng)
    small = PlanVisibility(walls).areas(eyes, range_m=20)
    large = PlanVisibility(walls * 10, snap_m=0.01).areas(eyes * 10, range_m=200)
    assert large == pytest.approx(100 * small, rel=1e-11)


@pytest.mark.parametrize("turn_deg", [30, 90, 137])
def test_areas_stay_when_all_is_turned(turn_deg: float) -> None:
    rng = np.random.default_rng(4)
    walls, eyes = houses(rng, count=15), eyes_among(rng)
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    turned = np.array([[c, s], [-s, c]])
    fine = PlanVisibility(walls, snap_m=1e-6).areas(eyes, range_m=9)
    after = PlanVisibility(walls @ turned, snap_m=1e-6).areas(eyes @ turned, range_m=9)
    assert after == pytest.approx(fine, rel=1e-5)


def test_splitting_repeating_and_reversing_walls_changes_nothing() -> None:
    rng = np.random.default_rng(5)
    walls, eyes = np.round(apart(houses(rng)) * 50) / 50, eyes_among(rng)
    middle = walls.mean(axis=1, keepdims=True)  # in whole steps, as all ends are even
    halves = np.concatenate([walls[:, :1], middle, middle, walls[:, 1:]], axis=1)
    again = np.concatenate([halves.reshape(-1, 2, 2), walls[::3, ::-1]])
    once = PlanVisibility(walls).areas(eyes, range_m=40)
    assert PlanVisibility(again).areas(eyes, range_m=40) == pytest.approx(
        once, rel=1e-9
    )


@pytest.mark.parametrize("range_m", [None, 25.0])
@pytest.mark.parametrize("seed", range(4))
def test_areas_agree_with_pysovist(seed: int, range_m: float | None) -> None:
    pysovist = pytest.importorskip("pysovist", reason="an oracle for tests only")
    rng = np.random.default_rng(seed)
    walls, eyes = houses(rng), eyes_among(rng, 25)
    kept = apart(walls)
    limit = PlanVisibility(kept, bounds=(-10, -10, 110, 110))
    outline = [
        [[-10, -10], [110, -10]],
        [[110, -10], [110, 110]],
        [[110, 110], [-10, 110]],
        [[-10, 110], [-10, -10]],
    ]
    theirs = pysovist.Plan(np.concatenate([kept, outline]))
    reach = np.inf if range_m is None else range_m
    expected = [
        pysovist.isovist(theirs, eye, max_distance=reach).metrics["area"]
        for eye in eyes
    ]
    assert limit.areas(eyes, range_m=range_m) == pytest.approx(expected, rel=1e-9)


def apart(walls: Floats) -> Floats:
    """Only houses that touch no other, so that no crossing has to be rounded."""
    shapes = shapely.polygons(walls[:, 0].reshape(-1, 4, 2))
    pairs = shapely.STRtree(shapes).query(shapes, "dwithin", distance=0.01)
    alone = np.bincount(pairs[0], minlength=len(shapes)) == 1
    return walls.reshape(-1, 4, 2, 2)[alone].reshape(-1, 2, 2)


def test_the_polygon_is_the_area_but_for_its_chords() -> None:
    rng = np.random.default_rng(6)
    plan = PlanVisibility(houses(rng))
    for eye in eyes_among(rng):
        seen = plan.isovist(eye, range_m=30)
        assert seen.polygon.is_valid
        missing = seen.area_m2 - seen.polygon.area
        assert -1e-6 <= missing <= seen.arc_m * ARC_ERROR_M + 1e-6
        assert seen.polygon.length == pytest.approx(seen.perimeter_m, rel=1e-4)
        assert plan.areas(eye)[0] >= seen.area_m2


def test_the_outline_is_told_apart() -> None:
    seen = PlanVisibility([box(-1, -1, 1, 1)], bounds=(-5, -5, 5, 5)).isovist((3, 0))
    assert seen.wall_m == pytest.approx(10 + 2 * 10 + 2 + 2)
    assert seen.occlusion_m == pytest.approx(2 * np.hypot(6, 3))
    assert seen.arc_m == 0
    free = PlanVisibility([]).isovist((0, 0), range_m=10)
    assert free.arc_m == pytest.approx(20 * np.pi)
    assert free.perimeter_m == free.arc_m


def test_nothing_is_seen_from_inside_a_solid_or_from_nowhere() -> None:
    plan = PlanVisibility([box(2, 2, 4, 4)], bounds=(0, 0, 10, 10))
    nowhere = np.array([[3, 3], [11, 5], [1e12, 0], [np.nan, 1], [np.inf, 1]])
    assert np.isnan(plan.areas(nowhere)).all()
    assert plan.isovist((3, 3)).polygon.is_empty
    assert np.isnan(plan.isovist((3, 3)).area_m2)
    assert not plan.visible(nowhere, np.full((5, 2), 5.0)).any()


def test_a_building_cut_at_eye_height_is_a_shell_that_one_sees_from_inside() -> None:
    house = Obstacle("house", box(2, 2, 4, 4), 0.0, 6.0, 1.0)
    hedge = Obstacle("hedge", LineString([(0, 5), (10, 5)]), 0.0, 1.2, 1.0)
    mesh = Obstacle("mesh", LineString([(0, 6), (10, 6)]), 0.0, 3.0, 0.3)
    roof = Obstacle("roof", box(5, 0, 9, 4), 1.0, 3.0, 1.0, has_sides=False)
    town = ObstacleSet([house, hedge, mesh, roof])
    sides = (0.0, 0.0, 10.0, 10.0)
    eyes = np.array([[3, 3], [9, 9]])
    assert PlanVisibility.at_height(town, 1.5, bounds=sides).areas(eyes)[0] == 4
    low = PlanVisibility.at_height(town, 1.0, bounds=sides)
    assert low.areas(eyes)[1] == 50


def test_no_points_give_no_areas_and_threads_do_not_matter() -> None:
    rng = np.random.default_rng(7)
    plan, eyes = PlanVisibility(houses(rng)), eyes_among(rng, 301)
    assert plan.areas(np.empty((0, 2))).shape == (0,)
    shared = plan.areas(eyes, range_m=50, threads=3)
    assert np.array_equal(shared, plan.areas(eyes, range_m=50), equal_nan=True)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 1e9])
def test_coordinates_that_cannot_be_used_are_refused(wrong: float) -> None:
    walls = np.array([[[0, 0], [1, wrong]]])
    with pytest.raises(InvalidInput):
        PlanVisibility(walls)


def test_a_wall_exactly_under_the_eye_leaves_one_side_of_it() -> None:
    plan = PlanVisibility([LineString([(0, 5), (10, 5)])], bounds=(0, 0, 10, 10))
    assert plan.areas(np.array([[4.0, 5.0], [4.0, 5.0 + 1e-9]])) == pytest.approx(50)
    solid = PlanVisibility([box(4, 4, 6, 6)], bounds=(0, 0, 10, 10))
    assert solid.areas(np.array([[4.0, 5.0]])) == pytest.approx(40)


def test_from_a_sliver_one_sees_only_the_sliver() -> None:
    sliver = LinearRing([(0, 0), (100, 0), (100, 0.001)])
    plan = PlanVisibility([sliver], bounds=(-10, -10, 110, 10))
    inside = np.array([[99, 0.0005], [50, 0.0002]])
    assert plan.areas(inside) == pytest.approx(0.05, rel=1e-9)


def test_points_see_each_other_alike_and_as_the_polygon_says() -> None:
    rng = np.random.default_rng(8)
    plan = PlanVisibility(houses(rng))
    a, b = eyes_among(rng, 800), eyes_among(rng, 800)
    seen = plan.visible(a, b)
    assert np.array_equal(seen, plan.visible(b, a))
    assert 0.05 < seen.mean() < 0.95
    for eye, target, is_seen in zip(a[:60], b[:60], seen[:60], strict=True):
        polygon = plan.isovist(eye).polygon
        assert polygon.contains(Point(target)) == is_seen


def test_a_wall_hides_only_what_is_behind_it() -> None:
    plan = PlanVisibility([LineString([(0, 0), (10, 0)])], bounds=(-5, -5, 15, 5))
    sees = [
        ((5, 1), (5, -1), False),
        ((5, 1), (6, 2), True),
        ((5, 0), (6, 2), True),  # standing on the wall
        ((5, 0), (6, -2), True),
        ((5, 2), (3, 0), True),  # looking at it
        ((9, 1), (11, -1), False),  # grazing its end
        ((10, 0), (12, -1), True),
        ((3, 0), (6, 0), True),  # along it
        ((-2, 0), (12, 0), False),
        ((4, 4), (4, 4), True),
    ]
    a, b, expected = (np.array(column) for column in zip(*sees, strict=True))
    assert plan.visible(a, b).tolist() == expected.tolist()
    assert plan.visible(b, a).tolist() == expected.tolist()


coordinate = st.integers(0, 10)
walls = st.lists(st.tuples(*[coordinate] * 4), max_size=12).map(
    lambda rows: np.array(rows, dtype=np.float64).reshape(-1, 2, 2)
)
nearby = st.sampled_from([0.0, 1e-12, 1e-9, 1e-6, 0.001, 0.3])
eyes = st.lists(
    st.tuples(coordinate, coordinate, nearby, nearby), min_size=1, max_size=8
).map(lambda rows: np.array([(x + dx, y + dy) for x, y, dx, dy in rows]))


@given(walls, eyes)
def test_walls_and_eyes_on_top_of_each_other_do_no_harm(
    walls: Floats, eyes: Floats
) -> None:
    plan = PlanVisibility(walls, bounds=(-1, -1, 12, 12))
    whole, near = plan.areas(eyes), plan.areas(eyes, range_m=4)
    assert ((whole > 0) & (whole <= 169 * (1 + 1e-9))).all()
    assert (near <= np.minimum(whole, 16 * np.pi) * (1 + 1e-9)).all()
    assert np.array_equal(
        plan.visible(eyes, eyes[::-1]), plan.visible(eyes, eyes[::-1])
    )
    for eye, area in zip(eyes, whole, strict=True):
        assert plan.isovist(eye).polygon.area == pytest.approx(area, rel=1e-6)


@given(walls, eyes)
def test_any_walls_agree_with_pysovist(walls: Floats, eyes: Floats) -> None:
    pysovist = pytest.importorskip("pysovist", reason="an oracle for tests only")
    eyes = eyes + np.array([0.0371, 0.0217])
    plan = PlanVisibility(walls, bounds=(-1, -1, 12, 12), snap_m=1e-7)
    ring = shapely.get_coordinates(box(-1, -1, 12, 12))
    limits = np.stack([ring[:-1], ring[1:]], axis=1)
    lines = shapely.linestrings(np.concatenate([walls, limits]))
    points = shapely.points(eyes)[:, None]
    assume(shapely.distance(points, lines).min() > 1e-3)
    theirs = pysovist.Plan(np.concatenate([walls, limits]))
    expected = [pysovist.isovist(theirs, eye).metrics["area"] for eye in eyes]
    assert plan.areas(eyes) == pytest.approx(expected, rel=1e-4)
