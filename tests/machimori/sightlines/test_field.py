"""Which points of an area are seen."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from machimori.geometry import bearing_to_unit
from machimori.scene.model import Feature, Scene
from machimori.scene.obstacles import obstacle_set
from machimori.sightlines import (
    SightSettings,
    line_of_sight,
    obstacles_about,
    sight_field,
    viewpoints,
)

SETTINGS = SightSettings()
PARK = box(0, 0, 30, 30)
ROAD = Feature("road", "road", LineString([(-10, -5), (40, -5)]))


def wall(
    name: str, *xy: tuple[float, float], kind: str = "wall", **properties: float
) -> Feature:
    return Feature(name, kind, LineString(xy), {"height_m": 3.0} | properties)


def seen_share(
    *features: Feature,
    sources: tuple[str, ...] = ("road",),
    settings: SightSettings = SETTINGS,
    area: BaseGeometry = PARK,
) -> float:
    scene = Scene(features)
    eyes = viewpoints(scene, sources, settings=settings, near=area)
    return sight_field(scene, area, eyes, settings=settings).seen_share


# Known answers


def test_an_open_park_is_seen_from_its_road() -> None:
    assert seen_share(ROAD) == 1.0


def test_nobody_sees_nothing() -> None:
    scene = Scene((ROAD,))
    nobody = viewpoints(scene, (), settings=SETTINGS)
    field = sight_field(scene, PARK, nobody, settings=SETTINGS)
    assert field.seen_share == 0.0
    assert field.unseen_area_m2 == pytest.approx(900)
    assert field.transmission.tolist() == [0.0] * 900
    (spot,) = field.blind_spots()
    assert spot.polygon.equals(PARK)


def test_a_high_wall_along_the_road_hides_the_park() -> None:
    assert seen_share(ROAD, wall("w", (-999, -1), (999, -1))) == 0.0


def test_a_low_wall_hides_what_is_lower_than_the_line_over_it() -> None:
    low = wall("w", (-999, -1), (999, -1), height_m=1.2)
    share = seen_share(ROAD, low)
    # From 4 m before the wall the line over it comes down to 1.0 m at 4 × 0.5 / 0.3 m
    # from the eyes, 5/3 m inside the park: two of thirty rows of cells.
    assert share == pytest.approx(28 / 30)


def test_only_what_is_within_range_is_seen() -> None:
    walker = Feature("walker", "waiting_point", Point(15, 15))
    settings = replace(SETTINGS, range_m=10.0, spacing_m=0.25)
    share = seen_share(walker, sources=("walker",), settings=settings)
    assert share == pytest.approx(np.pi * 100 / 900, rel=0.01)


def test_opacity_adds_up_along_the_line() -> None:
    one = wall("a", (-999, -1), (999, -1), kind="fence", opacity=0.4)
    two = wall("b", (-999, -2), (999, -2), kind="fence", opacity=0.4)
    assert seen_share(ROAD, one) == 1.0
    assert seen_share(ROAD, one, two) == 0.0
    scene = Scene((ROAD, one, two))
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    field = sight_field(scene, PARK, eyes, settings=SETTINGS)
    assert field.transmission == pytest.approx(0.36)


def test_a_line_that_passes_just_the_threshold_sees() -> None:
    half = wall("a", (-999, -1), (999, -1), kind="fence", opacity=0.5)
    assert seen_share(ROAD, half) == 1.0


def test_somebody_in_the_park_sees_it() -> None:
    path = Feature("path", "path", LineString([(1, 15), (29, 15)]))
    hedges = wall("h", (-999, -1), (999, -1), kind="hedge")
    assert seen_share(ROAD, path, hedges) == 0.0
    assert seen_share(ROAD, path, hedges, sources=("path",)) == 1.0


def test_buildings_in_the_park_are_not_part_of_it() -> None:
    toilet = Feature("wc", "building", box(10, 10, 14, 14), {"height_m": 3.0})
    scene = Scene((ROAD, toilet))
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    field = sight_field(scene, PARK, eyes, settings=SETTINGS)
    assert field.area_m2 == pytest.approx(900 - 16)
    assert 0 < field.unseen_area_m2 < 200


def test_a_room_is_seen_by_who_is_in_it_and_not_from_the_road() -> None:
    hall = Feature("hall", "building", box(0, 0, 30, 30), {"height_m": 4.0})
    guard = Feature("guard", "reception", Point(15, 1))
    assert seen_share(ROAD, hall, guard) == 0.0
    assert seen_share(ROAD, hall, guard, sources=("guard",)) == 1.0


def test_an_upper_floor_is_looked_at_where_it_is() -> None:
    scene = Scene((ROAD, wall("w", (-999, -1), (999, -1))))
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    deck = sight_field(scene, PARK, eyes, settings=SETTINGS, base_m=20.0)
    assert deck.seen_share == 1.0


def test_snow_lifts_eyes_and_targets_but_not_the_wall() -> None:
    low = wall("w", (-999, -1), (999, -1), height_m=1.6)
    bare = Scene((ROAD, low))
    white = replace(bare, snow_depth_m=0.8)
    shares = []
    for scene in (bare, white):
        eyes = viewpoints(scene, ("road",), settings=SETTINGS)
        field = sight_field(scene, PARK, eyes, settings=SETTINGS)
        shares.append(field.seen_share)
    assert shares == [0.0, 1.0]


def test_an_unknown_height_is_bounded_by_opaque_and_absent() -> None:
    unknown = Feature("w", "wall", LineString([(5, 5), (25, 5)]))
    opaque = seen_share(ROAD, unknown)
    absent = seen_share(
        ROAD, unknown, settings=replace(SETTINGS, unknown_height="absent")
    )
    for height in (0.5, 1.2, 2.0, 5.0):
        known = Feature("w", "wall", unknown.geometry, {"height_m": height})
        assert opaque <= seen_share(ROAD, known) <= absent
    assert opaque < absent == 1.0


def test_an_area_of_nothing_is_not_seen() -> None:
    scene = Scene((ROAD,))
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    field = sight_field(scene, box(0, 0, 0, 0), eyes, settings=SETTINGS)
    assert (field.seen_share, field.area_m2, field.blind_spots()) == (0.0, 0.0, ())


# Blind spots


def test_blind_spots_come_as_polygons_the_largest_first() -> None:
    small = Feature("a", "building", box(2, -3, 5, -2), {"height_m": 3.0})
    long = wall("b", (15, -4), (28, -4))
    eye = Feature("eye", "waiting_point", Point(15, -20))
    scene = Scene((small, long, eye))
    eyes = viewpoints(scene, ("eye",), settings=SETTINGS)
    field = sight_field(scene, PARK, eyes, settings=SETTINGS)
    spots = field.blind_spots()
    areas = [spot.area_m2 for spot in spots]
    assert areas == sorted(areas, reverse=True)
    assert sum(areas) == pytest.approx(field.unseen_area_m2)
    assert sum(len(spot.cells) for spot in spots) == (~field.seen).sum()
    for spot in spots:
        assert not field.seen[spot.cells].any()
        centres = shapely.points(field.grid.points[spot.cells])
        assert shapely.contains(spot.polygon, centres).all()
    larger = field.blind_spots(at_least_m2=areas[0])
    assert [spot.area_m2 for spot in larger] == areas[:1]


# Properties


def random_scene(rng: np.random.Generator, count: int) -> list[Feature]:
    features: list[Feature] = []
    for i in range(count):
        x, y = rng.uniform(-5, 32, 2)
        height = {"height_m": float(rng.uniform(0.5, 4))}
        kind = ("building", "hedge", "fence", "tree", "slab")[i % 5]
        shape: BaseGeometry = box(x, y, x + rng.uniform(1, 4), y + rng.uniform(1, 4))
        if kind in ("hedge", "fence"):
            shape = LineString(rng.uniform((x - 5, y - 5), (x + 5, y + 5), (3, 2)))
            height["opacity"] = float(rng.uniform(0.2, 1))
        if kind == "tree":
            height |= {"crown_base_m": 0.3, "height_m": 3.0}
        if kind == "slab":
            height |= {"base_m": 1.2, "height_m": 0.4}
        features.append(Feature(f"o{i}", kind, shape, height))
    return features


@pytest.mark.parametrize("seed", range(8))
def test_an_obstacle_more_never_shows_more(seed: int) -> None:
    features = random_scene(np.random.default_rng(seed), 10)
    opaque_free = [f for f in features if f.kind != "building"]
    shares = [seen_share(ROAD, *opaque_free[:n]) for n in range(len(opaque_free) + 1)]
    assert all(after <= before for before, after in pairwise(shares))


@pytest.mark.parametrize("seed", range(8))
def test_a_viewer_more_never_hides_more(seed: int) -> None:
    rng = np.random.default_rng(seed)
    walkers = [
        Feature(f"v{i}", "waiting_point", Point(rng.uniform(-5, 35, 2)))
        for i in range(6)
    ]
    features = random_scene(rng, 15)
    shares = [
        seen_share(*features, *walkers, sources=tuple(v.id for v in walkers[:n]))
        for n in range(7)
    ]
    assert all(after >= before for before, after in pairwise(shares))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("turn_deg", [90.0, 180.0])
def test_turning_and_moving_the_place_changes_nothing(
    seed: int, turn_deg: float
) -> None:
    features = [ROAD, *random_scene(np.random.default_rng(seed), 15)]

    def moved(geometry: BaseGeometry) -> BaseGeometry:
        turned = shapely.affinity.rotate(geometry, turn_deg, origin=(15, 15))
        return shapely.affinity.translate(turned, 1024, -512)

    elsewhere = [
        Feature(f.id, f.kind, moved(f.geometry), f.properties) for f in features
    ]
    before = seen_share(*features)
    assert seen_share(*elsewhere, area=moved(PARK)) == pytest.approx(
        before, abs=2 / 900
    )


# An oracle of solids, written apart: prisms cut by the line, cell by cell


def passes(feature: Feature, eye: np.ndarray, target: np.ndarray) -> float:
    bottom = feature.get("base_m") or 0.0
    top = bottom + feature.get("height_m")
    opacity = feature.get("opacity")
    if feature.kind == "tree":
        bottom, top = feature.get("crown_base_m"), feature.get("height_m")
        opacity = 0.85
    line = LineString([eye[:2], target[:2]])
    within = line.intersection(feature.geometry)
    if within.is_empty:
        return 1.0
    for part in shapely.get_parts(within):
        ends = [line.project(Point(xy)) / line.length for xy in part.coords]
        heights = eye[2] + np.array(ends) * (target[2] - eye[2])
        if heights.max() >= bottom and heights.min() <= top:
            return 1.0 - (1.0 if opacity is None else opacity)
    return 1.0


@pytest.mark.parametrize("seed", range(6))
def test_random_places_agree_with_an_oracle_of_solids(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    features = random_scene(rng, 12)
    walkers = [
        Feature(f"v{i}", "waiting_point", Point(rng.uniform(-5, 35, 2)))
        for i in range(4)
    ]
    settings = replace(SETTINGS, spacing_m=3.0, range_m=25.0)
    scene = Scene((*features, *walkers))
    sources = tuple(v.id for v in walkers)
    eyes = viewpoints(scene, sources, settings=settings)
    field = sight_field(scene, PARK, eyes, settings=settings)
    solids = [f.geometry for f in features if f.geometry.geom_type == "Polygon"]
    for target, best in zip(field.targets, field.transmission, strict=True):
        if any(solid.contains(Point(target[:2])) for solid in solids):
            continue  # inside a solid only the shell knows what is seen
        expected = 0.0
        for eye in eyes.eyes:
            if any(solid.contains(Point(eye[:2])) for solid in solids):
                best = None
                break
            if np.hypot(*(target - eye)[:2]) <= 25.0:
                share = np.prod([passes(f, eye, target) for f in features])
                expected = max(expected, float(share))
        if best is not None:
            assert best == pytest.approx(expected, abs=1e-9)


# Obstacles laid out once


@pytest.mark.parametrize("seed", range(4))
def test_obstacles_out_of_range_make_no_difference(seed: int) -> None:
    rng = np.random.default_rng(seed)
    settings = replace(SETTINGS, range_m=12.0)
    scene = Scene((ROAD, *random_scene(rng, 60)))
    corner = box(0, 0, 8, 8)
    eyes = viewpoints(scene, ("road",), settings=settings)
    all_of_them = obstacle_set(scene, settings.obstacles)
    near = sight_field(scene, corner, eyes, settings=settings)
    full = sight_field(scene, corner, eyes, settings=settings, obstacles=all_of_them)
    assert np.array_equal(near.transmission, full.transmission)


def test_an_obstacle_can_be_left_out_without_a_new_scene() -> None:
    scene = Scene((ROAD, wall("w", (-999, -1), (999, -1))))
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    without = obstacles_about(scene, PARK, SETTINGS).without("w")
    field = sight_field(scene, PARK, eyes, settings=SETTINGS, obstacles=without)
    assert field.seen_share == 1.0


# One line


def test_a_line_of_sight_says_what_passes() -> None:
    scene = Scene((wall("f", (0, 5), (10, 5), kind="fence", opacity=0.4),))
    across = line_of_sight(scene, (5, 0, 1.5), (5, 9, 1.0), settings=SETTINGS)
    beside = line_of_sight(scene, (15, 0, 1.5), (15, 9, 1.0), settings=SETTINGS)
    assert across == pytest.approx(0.6)
    assert beside == 1.0


def test_of_many_eyes_the_one_that_sees_best_counts() -> None:
    scene = Scene((wall("f", (0, 5), (10, 5), kind="fence", opacity=0.4),))
    eyes = np.array([(5, 0, 1.5), (30, 0, 1.5)])
    target = (5, 9, 1.0)
    assert line_of_sight(scene, eyes, target, settings=SETTINGS) == 1.0
    assert line_of_sight(scene, eyes[:0], target, settings=SETTINGS) == 0.0


def test_a_room_overlooks_the_gate_through_its_window_only() -> None:
    house = Feature("house", "building", box(0, 5, 10, 15), {"height_m": 6.0})
    room = Feature("office", "staff_room", Point(5, 8), {"part_of": "house"})
    pane = LineString([(4, 5), (6, 5)])
    window = Feature("window", "window", pane, {"part_of": "office"})
    gate = (5, -5, 1.0)
    for features, passed in (((house, room), 0.0), ((house, room, window), 1.0)):
        scene = Scene(features)
        eyes = viewpoints(scene, ("office",), settings=SETTINGS).eyes
        assert line_of_sight(scene, eyes, gate, settings=SETTINGS) == passed


@pytest.mark.parametrize("facing_deg", [0, 90, 180, 270])
def test_a_window_looks_away_from_its_building(facing_deg: int) -> None:
    east, north = bearing_to_unit(facing_deg)
    house = Feature("house", "building", box(10, 10, 20, 20), {"height_m": 6.0})
    middle = np.array([15 + 5 * east, 15 + 5 * north])
    along = np.array([north, -east])
    pane = LineString([middle - along, middle + along])
    window = Feature("window", "window", pane, {"part_of": "house"})
    scene = Scene((house, window))
    eyes = viewpoints(scene, ("window",), settings=SETTINGS)
    area = box(0, 0, 30, 30)
    field = sight_field(scene, area, eyes, settings=SETTINGS)
    before = (field.grid.points - (15, 15)) @ (east, north) > 5.2
    behind = (field.grid.points - (15, 15)) @ (east, north) < 5.0
    assert field.seen[before].all()
    assert not field.seen[behind].any()
