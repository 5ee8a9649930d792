"""Light over a lattice, by shadows, is what rays to its points give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon, box

from machimori.geometry import Lattice
from machimori.lighting import LightSettings, illuminance_at, illuminance_field
from machimori.lighting.illuminance import NEGLIGIBLE_LX
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.lighting.over_grid import illuminance_on_lattice, reach_m
from machimori.scene.built_in_photometry import BUILT_IN_PHOTOMETRY
from machimori.scene.model import Feature, Scene
from machimori.scene.obstacles import obstacle_set
from machimori.scene.photometry import PhotometricType, Photometry

Floats = NDArray[np.float64]

SETTINGS = LightSettings()
LATTICE = Lattice(-3.0, -2.0, 0.8, 45, 40)


def uneven_table(rng: np.random.Generator, lies: PhotometricType) -> Photometry:
    planes = np.sort(np.append(rng.uniform(1, 359, 7), [0.0, 360.0]))
    angles = np.sort(np.append(rng.uniform(1, 179, 12), [0.0, 180.0]))
    table = rng.uniform(0, 900, (len(planes), len(angles)))
    table[-1] = table[0]
    return Photometry(f"{lies}.ies", planes, angles, table, photometric_type=lies)


def random_place(rng: np.random.Generator) -> Scene:
    tables = {f"{lies}.ies": uneven_table(rng, lies) for lies in ("B", "C")}
    names = [*sorted(BUILT_IN_PHOTOMETRY), *tables]
    features = []
    for i in range(9):
        said = {
            "photometry": names[i % len(names)],
            "height_m": float(rng.uniform(0.5, 7)),
            "luminous_flux_lm": float(rng.uniform(500, 4000)),
            "azimuth_deg": float(rng.uniform(0, 360)),
            "tilt_deg": float(rng.choice([0.0, rng.uniform(-30, 60)])),
        }
        features.append(Feature(f"l{i}", "lamp", Point(rng.uniform(0, 32, 2)), said))
    for i in range(10):
        x, y = rng.uniform(0, 30, 2)
        said = {"height_m": float(rng.uniform(0.5, 6))}
        shape = box(x, y, x + rng.uniform(1, 5), y + rng.uniform(1, 5))
        kind = ("building", "hedge", "slab")[i % 3]
        if kind == "hedge":
            shape = LineString(rng.uniform((x - 5, y - 5), (x + 5, y + 5), (3, 2)))
            said["opacity"] = float(rng.uniform(0.2, 1))
        if kind == "slab":
            said |= {"base_m": 1.5, "height_m": 0.3}
        features.append(Feature(f"o{i}", kind, shape, said))
    return Scene(tuple(features), photometries=tables)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), level_m=st.sampled_from([0.0, 1.0, 3.3]))
def test_random_places_are_lit_alike(seed: int, level_m: float) -> None:
    scene = random_place(np.random.default_rng(seed))
    numbers = np.arange(LATTICE.rows * LATTICE.columns)
    points = LATTICE.points(numbers)
    points = np.column_stack([points, np.full(len(points), level_m)])
    rays = illuminance_at(scene, points, settings=SETTINGS)
    lit = illuminance_on_lattice(
        obstacle_set(scene, SETTINGS.obstacles),
        lamps_of(scene, maintenance_factor=1.0).placed,
        LATTICE,
        level_m=level_m,
        negligible_lx=1e-9,
    )
    assert lit.ravel() == pytest.approx(rays, rel=1e-9, abs=NEGLIGIBLE_LX)


AREA = Polygon([(0, 0), (30, 2), (28, 30), (14, 20), (2, 28)])


@pytest.mark.parametrize("seed", range(4))
def test_a_field_is_lit_as_its_points_are(seed: int) -> None:
    scene = random_place(np.random.default_rng(seed))
    field = illuminance_field(scene, AREA, settings=SETTINGS)
    points = np.column_stack([field.grid.points, np.zeros(field.points)])
    assert (field.grid.lattice_number >= 0).sum() > 200
    assert (field.grid.lattice_number < 0).sum() > 50
    assert field.illuminance_lx == pytest.approx(
        illuminance_at(scene, points, settings=SETTINGS), rel=1e-9, abs=NEGLIGIBLE_LX
    )


@pytest.mark.parametrize("negligible_lx", [1.0, 0.1, 1e-3])
def test_what_is_left_out_for_distance_stays_below_the_bound(
    negligible_lx: float,
) -> None:
    scene = random_place(np.random.default_rng(3))
    lamps = lamps_of(scene, maintenance_factor=0.8).placed
    nothing = obstacle_set(Scene(()), SETTINGS.obstacles)
    wide = Lattice(-400.0, -400.0, 20.0, 42, 42)

    def lit(bound: float) -> Floats:
        return illuminance_on_lattice(
            nothing, lamps, wide, level_m=0.0, negligible_lx=bound
        )

    left_out = lit(1e-12) - lit(negligible_lx)
    assert left_out.max() > 0
    assert left_out.max() <= negligible_lx


def test_a_lamp_that_sends_nothing_level_reaches_less_far() -> None:
    angles = np.array([0.0, 70.0, 80.0, 180.0])
    table = np.array([[300.0, 300.0, 0.0, 0.0]] * 2)
    cut = Photometry("cut.ies", np.array([0.0, 360.0]), angles, table)
    lamp = PlacedLamp("l", np.array([0.0, 0.0, 4.5]), cut, 1.0)
    assert reach_m(lamp, 0.0, 1e-6) == pytest.approx(
        4.5 * np.tan(np.radians(80)), rel=0.05
    )
    assert reach_m(lamp, 0.0, 1e6) == 0.0


@pytest.mark.parametrize("threads", [2, 3])
def test_however_many_threads_the_sums_are_the_same(threads: int) -> None:
    scene = random_place(np.random.default_rng(5))
    lamps = lamps_of(scene, maintenance_factor=1.0).placed * 4
    obstacles = obstacle_set(scene, SETTINGS.obstacles)
    how = {"level_m": 0.0, "negligible_lx": 1e-4}
    one = illuminance_on_lattice(obstacles, lamps, LATTICE, **how)
    many = illuminance_on_lattice(obstacles, lamps, LATTICE, **how, threads=threads)
    assert np.array_equal(one, many)


def test_no_lamp_and_a_lamp_below_the_plane_give_nothing() -> None:
    obstacles = obstacle_set(Scene(()), SETTINGS.obstacles)
    lamps = lamps_of(
        random_place(np.random.default_rng(1)), maintenance_factor=1.0
    ).placed
    for some, level_m in (((), 0.0), (lamps, 50.0)):
        lit = illuminance_on_lattice(
            obstacles, some, LATTICE, level_m=level_m, negligible_lx=1e-4
        )
        assert lit.shape == (LATTICE.rows, LATTICE.columns)
        assert not lit.any()
