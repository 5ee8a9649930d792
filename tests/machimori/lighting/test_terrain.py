"""Light on ground that is not flat: level surfaces, each at its own height."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from shapely.geometry import box

from machimori.errors import GroundNotPlane
from machimori.geometry import Lattice, ObstacleSet, Terrain
from machimori.lighting import (
    LightSettings,
    LiveLight,
    illuminance_at,
    illuminance_field,
    vertical_illuminance_at,
)
from machimori.lighting.lamps import lamps_of
from machimori.lighting.over_grid import illuminance_on_lattice
from machimori.scene import Scene
from tests.machimori.lighting.staging import lamp, on_ground, scene, wall

Floats = NDArray[np.float64]
SETTINGS = LightSettings()
AREA = box(-12, -12, 12, 12)


def over(shape: Callable[[Floats, Floats], Floats], flat: Scene) -> Scene:
    lattice = Lattice(-40.0, -40.0, 1.0, 81, 81)
    points = lattice.points(np.arange(81 * 81))
    heights = shape(points[:, 0], points[:, 1]).reshape(81, 81)
    return replace(flat, terrain=Terrain(lattice, heights))


def test_on_a_slope_the_lamp_is_as_high_as_the_ground_says() -> None:
    """E = I h / r³ with h from the point's own level surface to the lamp."""
    sloped = over(lambda x, y: -0.25 * x, scene(lamp()))
    points = on_ground((0, 0), (4, 0), (-4, 0), (0, 4))
    height = np.array([4.0, 5.0, 3.0, 4.0])
    expected = 1000.0 * height / np.hypot(height, [0, 4, 4, 4]) ** 3
    found = illuminance_at(sloped, points, settings=SETTINGS)
    assert found == pytest.approx(expected, rel=1e-12)


def test_a_point_above_the_lamp_gets_nothing_from_it() -> None:
    steep = over(lambda x, y: 1.0 * x, scene(lamp()))
    found = illuminance_at(steep, on_ground((3, 0), (5, 0)), settings=SETTINGS)
    assert found[0] > 0.0
    assert found[1] == 0.0


def test_upright_planes_on_a_slope_are_lit_as_their_height_says() -> None:
    sloped = over(lambda x, y: -0.25 * x, scene(lamp()))
    found = vertical_illuminance_at(
        sloped, np.array([[4.0, 0.0, 1.5]]), 270.0, settings=SETTINGS
    )
    expected = 1000.0 * 4.0 / np.hypot(4.0, 5.0 - 1.5) ** 3
    assert found.facing_lx[0] == pytest.approx(expected, rel=1e-12)


def test_on_level_ground_however_high_all_is_as_on_the_flat() -> None:
    flat = scene(lamp(), lamp(6, 3), wall((2, -3), (2, 3)))
    high = over(lambda x, y: 0 * x + 321.0, flat)
    fields = [illuminance_field(s, AREA, settings=SETTINGS) for s in (flat, high)]
    assert np.array_equal(fields[0].illuminance_lx, fields[1].illuminance_lx)


def test_a_field_over_a_slope_is_what_its_points_say() -> None:
    sloped = over(lambda x, y: 0.1 * x + 0.05 * y, scene(lamp(), wall((2, -3), (2, 3))))
    field = illuminance_field(sloped, AREA, settings=SETTINGS)
    points = np.column_stack([field.grid.points, np.zeros(field.points)])
    each = illuminance_at(sloped, points, settings=SETTINGS)
    assert field.illuminance_lx == pytest.approx(each, abs=1e-3)


def test_a_ridge_throws_a_shadow() -> None:
    """A point behind it, on the line over the crest, and one beyond that line."""
    ridge = over(lambda x, y: np.maximum(0.0, 2.0 - np.abs(x - 6.0)), scene(lamp()))
    behind, beyond = on_ground((8.5, 0), (14, 0))
    lit = illuminance_at(ridge, np.array([behind, beyond]), settings=SETTINGS)
    assert lit[0] == 0.0
    assert lit[1] > 0.0


def test_a_lattice_over_a_slope_is_lit_along_lines() -> None:
    sloped = over(lambda x, y: 0.2 * x, scene(lamp(), lamp(5, 5)))
    lamps = lamps_of(sloped, maintenance_factor=1.0).placed
    lattice = Lattice(-9.5, -9.5, 1.0, 20, 20)
    found = illuminance_on_lattice(
        ObstacleSet([], sloped.terrain), lamps, lattice, level_m=0.0, negligible_lx=1e-4
    )
    plan = lattice.points(np.arange(400))
    points = np.column_stack([plan, np.zeros(400)])
    each = illuminance_at(sloped, points, settings=SETTINGS)
    assert found.ravel() == pytest.approx(each, abs=1e-3)


def test_what_follows_edits_needs_level_ground() -> None:
    lattice = Lattice(-9.5, -9.5, 1.0, 20, 20)
    level = over(lambda x, y: 0 * x + 5.0, scene(lamp()))
    live = LiveLight(level, lattice, settings=SETTINGS)
    flat = LiveLight(scene(lamp()), lattice, settings=SETTINGS)
    assert np.array_equal(live.illuminance_lx, flat.illuminance_lx)
    with pytest.raises(GroundNotPlane):
        LiveLight(over(lambda x, y: 0.2 * x, scene(lamp())), lattice, settings=SETTINGS)
