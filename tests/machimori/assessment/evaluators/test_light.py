"""Light: the values themselves, and what stays open where a lamp or height is."""

from __future__ import annotations

from itertools import pairwise
from math import pi

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from machimori.assessment.deciding import from_scene
from machimori.assessment.pictures import field_of_view
from machimori.guidelines.checks import (
    CameraIlluminance,
    MeanIlluminance,
    NoDarkPockets,
)
from machimori.scene import Feature
from tests.machimori.assessment.staging import (
    area,
    building,
    context,
    feature,
    lamp,
    numbers,
    park,
    scene,
    verdict,
    wall,
)

LIGHT = MeanIlluminance(at_least="source/lux-behaviour")
EVEN = NoDarkPockets()
LIT = park("obstacle", "lamp")


def mean_of_one_lamp(side_m: float, height_m: float, intensity_cd: float) -> float:
    """Mean under a lamp over the middle of a square, by summing fine cells.

    Each receives I h / (d² + h²)^(3/2): an independent sum, without the library.
    """
    at = (np.arange(400) + 0.5) * side_m / 400 - side_m / 2
    x, y = np.meshgrid(at, at)
    cells = intensity_cd * height_m / (x**2 + y**2 + height_m**2) ** 1.5
    return float(cells.mean())


def test_the_mean_is_that_of_the_cosine_law() -> None:
    found = verdict(LIGHT, "park", (LIT, lamp(10, 10)))
    expected = mean_of_one_lamp(20.0, 4.0, 1000.0)
    assert found.evidence[0].value == pytest.approx(expected, rel=0.01)
    assert found.evidence[0].unit == "lx"
    assert found.evidence[0].bounds is None


@pytest.mark.parametrize(("share", "truth"), [(0.99, True), (1.01, False)])
def test_the_mean_decides_at_the_threshold(share: float, truth: bool) -> None:
    mean = mean_of_one_lamp(20.0, 4.0, 1000.0)
    asked = MeanIlluminance(at_least="interpretation/own")
    table = numbers(own=mean * share)
    assert verdict(asked, "park", (LIT, lamp(10, 10)), table).truth is truth


def test_about_gives_way_by_the_tolerance_that_a_city_chose() -> None:
    features = (LIT, lamp(10, 10, luminous_flux_lm=4 * pi * 250))
    mean = verdict(LIGHT, "park", features).evidence[0].value
    assert isinstance(mean, float)
    assert 2.4 < mean < 3.0
    assert verdict(LIGHT, "park", features).truth is False
    assert verdict(LIGHT, "park", features, numbers(about_tolerance=0.2)).truth


def test_a_lamp_of_unknown_flux_stops_a_failure_but_no_success() -> None:
    unknown = lamp(2, 2, id="unknown", luminous_flux_lm=None)
    dark = verdict(LIGHT, "park", (LIT, unknown))
    assert (dark.truth, dark.reason.code) == (None, "lamps_unknown")
    assert dark.evidence[0].bounds is None
    bright = tuple(lamp(x, y) for x in (5, 15) for y in (5, 15))
    assert verdict(LIGHT, "park", (LIT, unknown, *bright)).truth is True


# Lamps of unknown bearing -------------------------------------------------------------


def turned(**said: object) -> Feature:
    """A lamp that leans twenty degrees; which way decides what it lights."""
    return lamp(10, 10, tilt_deg=20.0, **said)


def test_a_lamp_that_leans_nobody_says_where_does_not_pass_on_a_guess() -> None:
    found = verdict(LIGHT, "park", (LIT, turned()))
    assert (found.truth, found.reason.code) == (None, "light_open")
    assert found.evidence[0].value == 0.0
    low, high = found.evidence[0].bounds or (1.0, 0.0)
    stated = verdict(LIGHT, "park", (LIT, turned(azimuth_deg=135.0))).evidence[0].value
    assert isinstance(stated, float)
    assert low == 0.0 < stated <= high


def test_a_lamp_that_leans_does_not_matter_where_the_rest_suffices() -> None:
    bright = tuple(lamp(x, y) for x in (5, 15) for y in (5, 15))
    found = verdict(LIGHT, "park", (LIT, turned(id="leaning"), *bright))
    assert found.truth is True
    assert found.reason.values["lamps"] == 4


def test_a_lamp_that_leans_cannot_save_what_is_too_dark_at_its_brightest() -> None:
    weak = turned(luminous_flux_lm=100.0)
    found = verdict(LIGHT, "park", (LIT, weak))
    assert found.truth is False


def test_a_lamp_far_off_does_not_leave_it_open_for_its_bearing() -> None:
    far = lamp(90, 10, id="far", tilt_deg=20.0)
    assert verdict(LIGHT, "park", (LIT, far)).truth is False


def test_lamps_that_burn_only_for_who_comes_near_are_named() -> None:
    bright = [lamp(x, y) for x in (5, 15) for y in (5, 15)]
    sensor = lamp(10, 10, control="motion")
    found = verdict(LIGHT, "park", (LIT, *bright, sensor))
    assert (found.truth, found.reason.code) == (True, "motion_lamps")
    assert found.reason.values["count"] == 1


# Obstacles of unknown height ----------------------------------------------------------


def walled(height_m: float | None) -> tuple[Feature, ...]:
    """A lamp behind a wall along the south, outside the park."""
    said = {} if height_m is None else {"height_m": height_m}
    line = LineString([(-40, -0.5), (60, -0.5)])
    screen = feature("wall", "wall", line, opacity=1.0, **said)
    strong = lamp(10, -2, luminous_flux_lm=4 * pi * 3000)
    return (LIT, screen, strong)


def test_a_wall_of_unknown_height_leaves_it_open_where_it_matters() -> None:
    low = verdict(LIGHT, "park", walled(0.1)).evidence[0].value
    high = verdict(LIGHT, "park", walled(30.0)).evidence[0].value
    found = verdict(LIGHT, "park", walled(None))
    assert (found.truth, found.reason.code) == (None, "light_open")
    assert found.evidence[0].bounds == pytest.approx((high, low), abs=0.05)


def test_a_building_of_unknown_height_stands_one_storey_high_at_least() -> None:
    shed = building(-40, -0.6, 60, -0.5, height_m=None)
    low_lamp = lamp(10, -2, height_m=2.0, luminous_flux_lm=4 * pi * 3000)
    assert verdict(LIGHT, "park", (LIT, shed, low_lamp)).truth is False
    high_lamp = lamp(10, -2, height_m=6.0, luminous_flux_lm=4 * pi * 3000)
    assert verdict(LIGHT, "park", (LIT, shed, high_lamp)).truth is None


# Dark pockets -------------------------------------------------------------------------


def test_a_dark_pocket_is_measured_and_marked() -> None:
    corner = wall((12, 20), (12, 12), (20, 12), height_m=10.0)
    found = verdict(EVEN, "park", (LIT, lamp(5, 5, height_m=8.0), corner))
    assert found.truth is False
    assert found.evidence[0].value == pytest.approx(64.0, abs=8.0)
    assert [mark.kind for mark in found.marks] == ["dark_pocket"]
    pocket = found.marks[0].geometry
    assert pocket.intersection(box(12, 12, 20, 20)).area > 0.95 * pocket.area


def test_a_pocket_smaller_than_the_least_does_not_count() -> None:
    corner = wall((18.5, 20), (18.5, 18.5), (20, 18.5), height_m=10.0)
    features = (LIT, lamp(5, 5, height_m=8.0), corner)
    assert verdict(EVEN, "park", features).truth is True
    assert verdict(EVEN, "park", features, numbers(dark_pocket_area=1.0)).truth is False


def test_a_corner_of_unknown_height_may_be_a_dark_pocket() -> None:
    corner = feature(
        "c", "wall", LineString([(12, 20), (12, 12), (20, 12)]), opacity=1.0
    )
    found = verdict(EVEN, "park", (LIT, lamp(5, 5, height_m=8.0), corner))
    assert (found.truth, found.reason.code) == (None, "pockets_open")


def test_a_pocket_stays_whatever_the_height_of_something_elsewhere() -> None:
    corner = wall((12, 20), (12, 12), (20, 12), height_m=10.0)
    post = feature("p", "utility_box", Point(1, 1), width_m=0.4)
    found = verdict(EVEN, "park", (LIT, lamp(5, 5, height_m=8.0), corner, post))
    assert found.truth is False


# Ground that is looked at -------------------------------------------------------------


def test_at_an_entrance_the_ground_before_it_is_measured() -> None:
    house = building(8, 12, 12, 16)
    door = feature("door", "toilet_entrance", Point(10, 12))
    over = lamp(10, 11, height_m=3.0, luminous_flux_lm=4 * pi * 900)
    found = verdict(LIGHT, "door", (LIT, house, door, over))
    assert found.truth is True
    # Within 1.5 m before the door of a lamp 3 m up: between I/h² and I h / (h²+d²)^1.5.
    assert 900 * 3 / (9 + 2.5**2) ** 1.5 < found.evidence[0].value < 100  # type: ignore[operator]


def test_a_road_of_unknown_width_has_no_ground() -> None:
    road = feature("road", "path", LineString([(0, 5), (20, 5)]))
    assert verdict(LIGHT, "road", (LIT, road)).reason.code == "no_surface"


def test_inside_a_building_its_own_lamps_count() -> None:
    room = area("toilet", 8, 12, 12, 16)
    inside = lamp(10, 14, height_m=2.5, luminous_flux_lm=4 * pi * 200)
    found = verdict(LIGHT, "toilet", (LIT, building(8, 12, 12, 16), room, inside))
    assert found.truth is True


# Cameras ------------------------------------------------------------------------------


def camera(**said: object) -> Feature:
    return feature("camera", "camera", Point(10, 0), **said)


def test_a_camera_looks_at_a_sector_of_the_ground() -> None:
    seen = field_of_view(camera(azimuth_deg=0.0, horizontal_fov_deg=60.0, range_m=12.0))
    assert seen is not None
    assert seen.area == pytest.approx(pi * 12**2 / 6, rel=0.002)
    assert seen.contains(Point(10, 11.9))
    assert not seen.intersects(Point(3.9, 2))


def test_a_camera_that_looks_all_around_needs_no_bearing() -> None:
    seen = field_of_view(camera(horizontal_fov_deg=360.0, range_m=5.0))
    assert seen is not None
    assert seen.is_valid
    assert seen.area == pytest.approx(pi * 25, rel=0.01)


@pytest.mark.parametrize("missing", ["azimuth_deg", "horizontal_fov_deg", "range_m"])
def test_a_camera_of_unknown_view_cannot_be_told(missing: str) -> None:
    known = {"azimuth_deg": 0.0, "horizontal_fov_deg": 60.0, "range_m": 12.0}
    del known[missing]
    asked = CameraIlluminance(at_least="source/lux-behaviour")
    found = verdict(asked, "camera", (LIT, camera(**known), lamp(10, 5)))
    assert (found.truth, found.reason.code) == (None, "camera_blind")


FILMING = {"azimuth_deg": 0.0, "horizontal_fov_deg": 60.0, "range_m": 14.0}


def filmed_lx(*features: Feature) -> float:
    """Mean in the picture of a camera 4 m up, with a lamp 3 m before it."""
    asked = CameraIlluminance(at_least="source/lux-behaviour")
    filming = camera(height_m=4.0, **FILMING)
    found = verdict(asked, "camera", (LIT, filming, lamp(10, 3), *features))
    value = found.evidence[0].value
    assert isinstance(value, float)
    return value


def test_dark_ground_behind_a_wall_is_not_in_the_picture() -> None:
    low, high = (wall((0, 6), (20, 6), height_m=h) for h in (0.0, 4.0))
    assert filmed_lx(low) == pytest.approx(filmed_lx(), rel=1e-9)
    assert filmed_lx(high) > 1.5 * filmed_lx()


def test_a_wall_of_unknown_height_leaves_the_light_in_a_picture_open() -> None:
    asked = CameraIlluminance(at_least="source/lux-behaviour")
    filming = camera(height_m=4.0, **FILMING)
    found = []
    for height_m in (0.0, 6.0, None):
        walled = wall((0, 6), (20, 6), height_m=height_m)
        found.append(verdict(asked, "camera", (LIT, filming, lamp(10, 10), walled)))
    assert [one.truth for one in found] == [True, False, None]


def test_a_camera_walled_in_shows_nothing() -> None:
    asked = CameraIlluminance(at_least="source/lux-behaviour")
    filming = camera(height_m=4.0, **FILMING)
    around = [(9.9, -0.1), (9.9, 0.1), (10.1, 0.1), (10.1, -0.1), (9.9, -0.1)]
    walls = [
        wall(*ends, id=f"wall-{n}", height_m=9.0)
        for n, ends in enumerate(pairwise(around))
    ]
    found = verdict(asked, "camera", (LIT, filming, lamp(10, 10), *walls))
    assert (found.truth, found.reason.code) == (None, "camera_blind")


def test_two_checks_on_one_camera_look_at_different_ground() -> None:
    filming = camera(azimuth_deg=0.0, horizontal_fov_deg=60.0, range_m=15.0)
    asked = CameraIlluminance(at_least="source/lux-behaviour")
    town = scene(LIT, filming, lamp(10, 5))
    here = context(town)
    filmed, around = (from_scene(c, filming, here) for c in (asked, LIGHT))
    assert filmed.evidence[0].value != around.evidence[0].value


# On a storey --------------------------------------------------------------------------


def lit_hall(storey: int, *lamps: Feature) -> float:
    """Mean on a hall of 4 m square in a building of four storeys."""
    said = {"storey": storey, "setting": "indoor"}
    hall = area("lobby", 8, 8, 12, 12, **said)
    block = building(2, 2, 18, 18, height_m=12.0)
    found = verdict(LIGHT, "lobby", (LIT, block, hall, *lamps))
    value = found.evidence[0].value
    assert isinstance(value, float)
    return value


MEAN_LX = mean_of_one_lamp(4.0, 2.4, 1000.0)


@pytest.mark.parametrize("said", [{"storey": 3}, {"base_m": 6.0}])
def test_a_storey_is_lit_by_the_lamps_above_its_floor(said: dict[str, float]) -> None:
    found = lit_hall(3, lamp(10, 10, height_m=2.4, **said))
    assert found == pytest.approx(MEAN_LX, rel=0.02)


@pytest.mark.parametrize("said", [{"storey": 1}, {"storey": 2}, {"base_m": 9.0}])
def test_no_light_comes_from_another_storey(said: dict[str, float]) -> None:
    assert lit_hall(3, lamp(10, 10, height_m=2.4, **said)) == 0.0


def test_no_light_falls_from_upstairs_to_the_ground_floor() -> None:
    assert lit_hall(1, lamp(10, 10, height_m=2.4, storey=2)) == 0.0


def test_who_says_no_storey_is_on_the_ground_floor() -> None:
    found = lit_hall(1, lamp(10, 10, height_m=2.4))
    assert found == pytest.approx(MEAN_LX, rel=0.02)


def test_the_ground_outdoors_is_lit_from_whatever_height() -> None:
    high = verdict(LIGHT, "park", (LIT, lamp(10, 10, base_m=6.0, height_m=0.0)))
    expected = mean_of_one_lamp(20.0, 6.0, 1000.0)
    assert high.evidence[0].value == pytest.approx(expected, rel=0.01)


def test_a_wall_upstairs_shades_upstairs_only() -> None:
    across = wall((9, 2), (9, 18), height_m=2.6, base_m=6.0)
    lamps = [lamp(8.5, 10, height_m=2.4, storey=n, id=f"lamp-{n}") for n in (1, 3)]
    clear, shaded = lit_hall(1, across, *lamps), lit_hall(3, across, *lamps)
    assert 0.0 < shaded < clear


def test_light_outdoors_asks_nothing_of_storeys() -> None:
    found = context(scene(LIT, lamp(10, 10)))
    with found.noting() as used:
        from_scene(LIGHT, found.place, found)
    assert "interpretation/storey-height" not in used
