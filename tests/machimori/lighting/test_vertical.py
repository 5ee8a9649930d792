from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString

from machimori.lighting import (
    LightSettings,
    RoadVertical,
    illuminance_at,
    illuminance_on,
    road_vertical_illuminance,
    vertical_illuminance_at,
)
from machimori.scene import Feature
from tests.machimori.lighting.staging import lamp, scene, wall

SETTINGS = LightSettings()
STRAIGHT = LineString([(0, 0), (0, 20)])


def along(
    *features: Feature, axis: LineString | MultiLineString = STRAIGHT, **settings: float
) -> RoadVertical:
    chosen = LightSettings(**settings)
    return road_vertical_illuminance(scene(*features), axis, settings=chosen)


def test_both_sides_are_told_apart_and_the_darker_counts() -> None:
    place = scene(lamp(0, 10, height_m=5.5), lamp(0, -3, height_m=5.5))
    points = np.array([[0, 0, 1.5]])
    north = vertical_illuminance_at(place, points, 0.0, settings=SETTINGS)
    south = vertical_illuminance_at(place, points, 180.0, settings=SETTINGS)
    assert north.facing_lx == pytest.approx([1000 * 10 / (16 + 100) ** 1.5])
    assert north.opposite_lx == pytest.approx([24.0])
    assert south.facing_lx == pytest.approx(north.opposite_lx)
    assert north.min_lx == pytest.approx(north.facing_lx)


def test_a_lamp_in_the_plane_lights_neither_side() -> None:
    light = vertical_illuminance_at(
        scene(lamp(5, 0)), np.array([[0, 0, 1.5]]), 0.0, settings=SETTINGS
    )
    assert light.facing_lx == light.opposite_lx == pytest.approx([0.0], abs=1e-12)


def test_a_lamp_below_a_plane_lights_it_too() -> None:
    bollard = lamp(0, 2, height_m=0.8)
    light = vertical_illuminance_at(
        scene(bollard), np.array([[0, 0, 1.5]]), 0.0, settings=SETTINGS
    )
    assert light.facing_lx == pytest.approx([1000 * 2 / (4 + 0.49) ** 1.5])


def test_a_bearing_may_be_given_for_each_point() -> None:
    place = scene(lamp(0, 3, height_m=4))
    points = np.zeros((3, 3))
    light = vertical_illuminance_at(place, points, [0, 60, 180], settings=SETTINGS)
    assert light.facing_lx == pytest.approx([24.0, 12.0, 0.0], abs=1e-9)


def test_only_the_lamps_asked_for_count() -> None:
    place = scene(lamp(0, 3), lamp(0, 6))
    light = vertical_illuminance_at(
        place, np.zeros((1, 3)), 0.0, settings=SETTINGS, lamps=["lamp-0-3"]
    )
    assert light.facing_lx == pytest.approx([24.0])


def test_a_wall_shades_an_upright_plane() -> None:
    low, high = wall((-5, 2), (5, 2), height_m=1.2), wall((-5, 2), (5, 2), height_m=3.9)
    points = np.array([[0, 0, 1.5]])
    for screen, lit in ((low, True), (high, False)):
        place = scene(lamp(0, 3), screen)
        light = vertical_illuminance_at(place, points, 0.0, settings=SETTINGS)
        assert (light.facing_lx[0] > 0) == lit


def test_points_that_are_not_finite_have_no_value() -> None:
    points = np.array([[0, 0, 0], [np.nan, 0, 0]])
    light = vertical_illuminance_at(scene(lamp(0, 3)), points, 0, settings=SETTINGS)
    assert light.facing_lx[0] == pytest.approx(24.0)
    assert np.isnan(light.facing_lx[1])
    assert np.isnan(light.min_lx[1])


def test_no_points_no_light() -> None:
    empty = np.empty((0, 3))
    light = vertical_illuminance_at(scene(lamp()), empty, 0.0, settings=SETTINGS)
    assert light.min_lx.shape == (0,)


@given(st.floats(0, 360), st.floats(0, 180))
def test_light_on_any_plane_is_the_sum_of_its_parts(
    bearing_deg: float, lean_deg: float
) -> None:
    # One lamp's light is a vector: its share along a normal is what falls there.
    place = scene(lamp(2, 3, height_m=5))
    at = np.array([[0.0, 0.0, 1.0]])
    axes = [illuminance_on(place, at, n, settings=SETTINGS)[0] for n in np.eye(3)]
    bearing, lean = np.radians([bearing_deg, lean_deg])
    normal = np.array(
        [
            np.sin(lean) * np.sin(bearing),
            np.sin(lean) * np.cos(bearing),
            np.cos(lean),
        ]
    )
    found = illuminance_on(place, at, normal, settings=SETTINGS)[0]
    assert found == pytest.approx(max(0.0, float(normal @ axes)), abs=1e-9)


def test_level_planes_go_the_same_way() -> None:
    place = scene(lamp(2, 3), wall((1, 1), (1, 4)))
    points = np.random.default_rng(1).uniform([-5, -5, 0], [5, 5, 2], (50, 3))
    level = illuminance_on(place, points, np.array([0.0, 0, 1]), settings=SETTINGS)
    assert np.array_equal(level, illuminance_at(place, points, settings=SETTINGS))


def test_a_road_is_followed_at_face_height() -> None:
    road = along(lamp(0, 23, height_m=5.5), spacing_m=5.0)
    assert road.points == pytest.approx(
        np.column_stack([np.zeros(5), np.arange(0, 21, 5), np.full(5, 1.5)])
    )
    assert road.bearings_deg == pytest.approx(np.zeros(5), abs=1e-9)
    distance = 23 - road.points[:, 1]
    assert road.forward_lx == pytest.approx(1000 * distance / (16 + distance**2) ** 1.5)
    assert road.backward_lx == pytest.approx(np.zeros(5))
    assert road.min_lx == 0.0
    assert road.mean_lx == pytest.approx(road.forward_lx.mean() / 2)


def test_the_height_may_be_chosen() -> None:
    road = along(lamp(0, 23), upright_height_m=1.0)
    assert set(road.points[:, 2]) == {1.0}


def test_reversing_a_road_swaps_its_sides() -> None:
    lamps = (lamp(1, 3), lamp(-2, 16, height_m=5))
    there, back = along(*lamps), along(*lamps, axis=STRAIGHT.reverse())
    assert there.forward_lx == pytest.approx(back.backward_lx[::-1], abs=1e-9)
    assert there.weaker_lx == pytest.approx(back.weaker_lx[::-1], abs=1e-9)
    assert there.min_lx == pytest.approx(back.min_lx)


def test_the_bearing_follows_the_bends() -> None:
    bent = LineString([(0, 0), (10, 0), (10, 10)])
    road = along(lamp(5, 5), axis=bent, spacing_m=5.0)
    assert road.bearings_deg == pytest.approx([90, 90, 45, 0, 0], abs=1e-6)


def test_a_road_may_have_many_parts() -> None:
    parts = MultiLineString([[(0, 0), (4, 0)], [(0, 9), (0, 5)]])
    road = along(lamp(5, 5), axis=parts, spacing_m=2.0)
    assert road.bearings_deg == pytest.approx([90, 90, 90, 180, 180, 180], abs=1e-6)


def test_lamps_used_and_lamps_unknown_are_named() -> None:
    road = along(lamp(0, 5), lamp(3, 5, height_m=None), lamp(900, 0, height_m=None))
    assert road.lamps == ("lamp-0-5",)
    assert road.unknown_lamps == ("lamp-3-5",)


def test_lamps_that_may_be_out_or_turned_are_named() -> None:
    road = along(
        lamp(0, 5, control="motion"),
        lamp(1, 5, photometry="security-lamp-roadside", luminous_flux_lm=900),
        lamp(2, 5),
    )
    assert road.motion_lamps == ("lamp-0-5",)
    assert road.aim_assumed == ("lamp-1-5",)


def test_far_lamps_that_are_left_out_give_less_than_promised() -> None:
    north = 100.0 * np.arange(1, 400)
    road = along(*[lamp(0, y, intensity_cd=100, height_m=5.5) for y in north])
    assert 3 < len(road.lamps) < 399
    distance = north[:, None] - road.points[:, 1]
    every_lx = (100 * distance / (16 + distance**2) ** 1.5).sum(axis=0)
    assert road.forward_lx == pytest.approx(every_lx, abs=1e-4)
    assert np.any(road.forward_lx < every_lx - 1e-6)
