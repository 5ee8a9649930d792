from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from machimori.geometry import transmission
from machimori.lighting import LightSettings, horizontal_illuminance_lx, illuminance_at
from machimori.lighting.illuminance import NEGLIGIBLE_LX, within_reach
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.scene import Feature, Scene
from machimori.scene.obstacles import ObstacleAssumptions, obstacle_set
from tests.machimori.lighting.staging import (
    Floats,
    building,
    lamp,
    on_ground,
    scene,
    wall,
)

SETTINGS = LightSettings()


def lit(place: Scene, *xy: tuple[float, float]) -> Floats:
    return illuminance_at(place, on_ground(*xy), settings=SETTINGS)


def test_the_law_takes_numbers_and_arrays() -> None:
    assert float(horizontal_illuminance_lx(1000.0, 4.0, 3.0)) == 32.0
    assert horizontal_illuminance_lx(
        1000.0, 4.0, np.array([0.0, 3.0])
    ) == pytest.approx([62.5, 32.0])


@pytest.mark.parametrize("height_m", [0.0, -2.0])
def test_a_lamp_that_is_not_above_gives_nothing(height_m: float) -> None:
    assert float(horizontal_illuminance_lx(1000.0, height_m, 0.0)) == 0.0


def test_no_points_no_light() -> None:
    empty = np.empty((0, 3))
    assert illuminance_at(scene(lamp()), empty, settings=SETTINGS).shape == (0,)


def test_no_lamps_is_dark() -> None:
    assert list(lit(scene(wall((0, 0), (1, 1))), (0, 0), (5, 5))) == [0.0, 0.0]


def test_a_point_that_is_not_finite_has_no_value() -> None:
    points = np.array([[0, 0, 0], [np.nan, 0, 0], [0, 0, np.inf]], dtype=float)
    found = illuminance_at(scene(lamp()), points, settings=SETTINGS)
    assert found[0] == pytest.approx(62.5, rel=1e-12)
    assert np.isnan(found[1:]).all()


def test_only_the_lamps_asked_for_count() -> None:
    place = scene(lamp(0.0), lamp(6.0))
    one = illuminance_at(
        place, on_ground((3, 0)), settings=SETTINGS, lamps=["lamp-0-0"]
    )
    assert one == pytest.approx([32.0])


def test_points_above_or_at_the_lamp_get_nothing() -> None:
    points = np.array([[0, 0, 4.0], [3, 0, 4.0], [0, 0, 6.0], [3, 0, 0.0]])
    found = illuminance_at(scene(lamp()), points, settings=SETTINGS)
    assert found == pytest.approx([0, 0, 0, 32.0])


def test_a_half_open_fence_lets_half_the_light_through() -> None:
    fence = Feature(
        "fence", "fence", LineString([(2, -5), (2, 5)]), {"height_m": 3, "opacity": 0.5}
    )
    assert lit(scene(lamp(), fence), (3, 0), (-3, 0)) == pytest.approx([16.0, 32.0])


def test_two_screens_weaken_one_after_the_other() -> None:
    screens = [wall((x, -5), (x, 5), height_m=3.5, opacity=0.5) for x in (1.0, 2.0)]
    assert lit(scene(lamp(), *screens), (3, 0)) == pytest.approx([8.0])


def test_opacity_that_the_scene_does_not_state_comes_from_the_settings() -> None:
    fence = Feature("fence", "fence", LineString([(2, -5), (2, 5)]), {"height_m": 3})
    settings = LightSettings(obstacles=ObstacleAssumptions(fence_opacity=0.25))
    points = on_ground((3, 0))
    found = illuminance_at(scene(lamp(), fence), points, settings=settings)
    assert found == pytest.approx([24.0])


def test_an_obstacle_of_unknown_height_is_endless_or_absent() -> None:
    endless = wall((2, -5), (2, 5), height_m=None)
    points = on_ground((3, 0))
    place = scene(lamp(), endless)
    absent = LightSettings(unknown_height="absent")
    assert illuminance_at(place, points, settings=SETTINGS) == [0.0]
    assert illuminance_at(place, points, settings=absent) == pytest.approx([32.0])


def test_a_roof_keeps_the_light_of_a_lamp_above_it_out() -> None:
    place = scene(lamp(height_m=8.0), building(-1, -1, 1, 1))
    inside, outside = lit(place, (0, 0), (6, 0))
    assert inside == 0.0
    assert outside == pytest.approx(8.0)


def test_a_lamp_in_a_room_lights_the_room_and_nothing_else() -> None:
    place = scene(lamp(height_m=3.0), building(-3, -3, 3, 3))
    inside, outside = lit(place, (0, 0), (4, 0))
    assert inside == pytest.approx(1000 / 9)
    assert outside == 0.0


@given(st.floats(-180, 180), st.floats(-200, 200), st.floats(-200, 200))
def test_moving_and_turning_a_scene_changes_nothing(
    turn_deg: float, east_m: float, north_m: float
) -> None:
    def moved(x: float, y: float) -> tuple[float, float]:
        sin, cos = np.sin(np.radians(turn_deg)), np.cos(np.radians(turn_deg))
        return (x * cos - y * sin + east_m, x * sin + y * cos + north_m)

    def at(*, is_moved: bool) -> Floats:
        def put(x: float, y: float) -> tuple[float, float]:
            return moved(x, y) if is_moved else (x, y)

        bearing = 40.0 - (turn_deg if is_moved else 0.0)
        source = lamp(
            *put(0, 0),
            photometry="security-lamp-roadside",
            luminous_flux_lm=2000,
            azimuth_deg=bearing,
            tilt_deg=10,
        )
        screen = wall(put(2, -3), put(3, 4), height_m=1.5)
        return lit(scene(source, screen), put(7, 1), put(1, 1), put(-2, 5))

    assert at(is_moved=True) == pytest.approx(at(is_moved=False), rel=1e-6)


def street(count: int) -> list[Feature]:
    return [
        lamp(30.0 * i, 3.0, luminous_flux_lm=1000, height_m=4.5, id=f"lamp-{i}")
        for i in range(count)
    ]


def test_far_lamps_that_are_left_out_give_less_than_promised() -> None:
    placed = lamps_of(scene(*street(400)), maintenance_factor=1.0).placed
    points = on_ground((0, 0), (20, 10))
    kept = within_reach(placed, points)
    assert 5 < len(kept) < 400
    left_out = [one for one in placed if one not in kept]
    assert 0 < total_lx(left_out, points).max() <= NEGLIGIBLE_LX


def total_lx(lamps: list[PlacedLamp], points: Floats) -> Floats:
    total = np.zeros(len(points))
    for one in lamps:
        rays = points - one.position_m
        distance = np.hypot(rays[:, 0], rays[:, 1])
        total += horizontal_illuminance_lx(
            one.intensity_cd(rays), -rays[:, 2], distance
        )
    return total


def test_lamps_and_obstacles_add_up_as_computed_one_by_one() -> None:
    rng = np.random.default_rng(7)
    lamps = [lamp(x, y, height_m=5.0) for x, y in rng.uniform(-20, 20, (6, 2))]
    walls = [wall(*map(tuple, ends)) for ends in rng.uniform(-20, 20, (30, 2, 2))]
    place = scene(*lamps, *walls)
    points = np.column_stack([rng.uniform(-20, 20, (200, 2)), np.zeros(200)])
    shades = obstacle_set(place, ObstacleAssumptions())
    expected = np.zeros(200)
    for one in lamps_of(place, maintenance_factor=1.0).placed:
        sources = np.tile(one.position_m, (200, 1))
        passed = transmission(shades, sources, points)
        expected += total_lx([one], points) * passed
    found = illuminance_at(place, points, settings=SETTINGS)
    assert found == pytest.approx(expected, rel=1e-12)
    bare = illuminance_at(scene(*lamps), points, settings=SETTINGS)
    assert np.mean(found < bare) > 0.2
