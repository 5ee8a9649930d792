"""Isolux lines against lamps whose circles are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import box

from machimori.lighting import ISOLUX_LEVELS_LX, LightSettings, illuminance_map
from tests.machimori.lighting.staging import building, lamp, scene, wall

HEIGHT_M, INTENSITY_CD = 4.0, 1000.0
AREA = box(-25, -25, 25, 25)


def radius_m(photometry: str, level_lx: float) -> float:
    """Solve for r: E = I·h/(h²+r²)^1.5, of a Lambertian lamp E = I·h²/(h²+r²)²."""
    if photometry == "isotropic":
        reach_m2 = (INTENSITY_CD * HEIGHT_M / level_lx) ** (2 / 3)
    else:
        reach_m2 = np.sqrt(INTENSITY_CD * HEIGHT_M**2 / level_lx)
    return float(np.sqrt(reach_m2 - HEIGHT_M**2))


def one_lamp(photometry: str):  # type: ignore[no-untyped-def]
    return scene(lamp(0.3, -0.2, photometry=photometry))


def radii_m(line: shapely.Geometry) -> np.ndarray:
    return np.hypot(*(shapely.get_coordinates(line) - (0.3, -0.2)).T)


@pytest.mark.parametrize("photometry", ["isotropic", "lambertian"])
@pytest.mark.parametrize("level_lx", ISOLUX_LEVELS_LX)
def test_the_circle_of_one_lamp_is_that_of_the_closed_form(
    photometry: str, level_lx: float
) -> None:
    settings = LightSettings(spacing_m=0.25)
    found = illuminance_map(one_lamp(photometry), AREA, settings=settings)
    (line,) = found.lines([level_lx])
    expected_m = radius_m(photometry, level_lx)
    assert np.abs(radii_m(line.geometry) - expected_m).max() < 0.25**2 / 4


@pytest.mark.parametrize("photometry", ["isotropic", "lambertian"])
def test_the_error_of_the_circle_falls_with_the_square_of_the_spacing(
    photometry: str,
) -> None:
    errors = []
    for spacing_m in (1.0, 0.5, 0.25):
        settings = LightSettings(spacing_m=spacing_m)
        found = illuminance_map(one_lamp(photometry), AREA, settings=settings)
        (line,) = found.lines([3.0])
        radii = radii_m(line.geometry)
        errors.append(np.abs(radii - radius_m(photometry, 3.0)).max())
    assert 3.0 < errors[0] / errors[1] < 5.5
    assert 3.0 < errors[1] / errors[2] < 5.5


def test_bands_cover_the_open_ground_and_no_more() -> None:
    lit = scene(lamp(), building(5, 5, 12, 12))
    found = illuminance_map(lit, AREA, settings=LightSettings())
    bands = found.bands()
    whole = shapely.union_all([band.geometry for band in bands])
    assert [band.low for band in bands] == [0.0, *ISOLUX_LEVELS_LX]
    assert whole.area == pytest.approx(50 * 50 - 7 * 7)
    assert found.ground.area == pytest.approx(50 * 50 - 7 * 7)


def test_a_line_keeps_its_way_to_within_half_a_step_of_a_buildings_wall() -> None:
    open_map = illuminance_map(scene(lamp()), AREA, settings=LightSettings())
    beside = scene(lamp(), building(6, -20, 20, -2))
    found = illuminance_map(beside, AREA, settings=LightSettings())
    near_wall = box(5.0, -9.0, 6.0, -2.5)
    (open_line,), (line,) = open_map.lines([10.0]), found.lines([10.0])
    met = shapely.intersection(line.geometry, near_wall)
    assert met.length > 0.5
    assert met.hausdorff_distance(open_line.geometry.intersection(near_wall)) < 0.5


def test_a_wall_casts_a_shadow_into_the_lines() -> None:
    shaded = scene(lamp(), wall((3, -10), (3, 10)))
    found = illuminance_map(shaded, AREA, settings=LightSettings(spacing_m=0.5))
    (line,) = found.lines([10.0])
    behind = shapely.intersection(line.geometry, box(3.5, -2, 5.5, 2))
    assert behind.is_empty


def test_an_area_indoors_is_taken_whole() -> None:
    inside = scene(lamp(height_m=2.5), building(-5, -5, 5, 5))
    room = box(-3, -3, 3, 3)
    found = illuminance_map(inside, room, settings=LightSettings(spacing_m=0.5))
    assert sum(b.geometry.area for b in found.bands()) == pytest.approx(36.0)


def test_without_a_lamp_all_is_dark_and_there_is_no_line() -> None:
    found = illuminance_map(scene(), AREA, settings=LightSettings())
    assert found.lines() == ()
    assert [band.low for band in found.bands()] == [0.0]


def test_a_lamp_of_unknown_light_is_named() -> None:
    unknown = scene(lamp(id="dim", photometry=""))
    found = illuminance_map(unknown, AREA, settings=LightSettings())
    assert found.unknown_lamps == ("dim",)
    assert found.lamps == ()
