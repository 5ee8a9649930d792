"""Published values and closed forms of direct light.

Of CIE 171:2006 cases 5.2 to 5.4 stand here, 5.6 to 5.8 in test_reflection.py. Case 5.5
is left out: without the text of the standard its scene cannot be set up, and no closed
form of it is at hand from which its values could be worked out anew.
"""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from shapely.geometry import Point, box

from machimori.lighting import (
    LightSettings,
    illuminance_at,
    illuminance_field,
    illuminance_on,
    vertical_illuminance_at,
)
from machimori.lighting.law import UP
from machimori.scene import Scene
from tests.machimori.lighting.staging import Floats, lamp, on_ground, scene, wall

PUBLISHED = yaml.safe_load(
    (Path(__file__).parents[2] / "published" / "lighting.yaml").read_text("utf-8")
)
SETTINGS = LightSettings()


def by_name(cases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=lambda case: case["name"])


@by_name(PUBLISHED["points"])
def test_the_law_of_light_holds_at_points(case: dict[str, Any]) -> None:
    distances = list(case["expected"])
    points = on_ground(*[(d, 0.0) for d in distances])
    lit = illuminance_at(scene(lamp(**case["lamp"])), points, settings=SETTINGS)
    expected = list(case["expected"].values())
    assert lit == pytest.approx(expected, abs=case["tolerance"], rel=case["tolerance"])


def test_the_point_source_of_cie_171_lights_its_floor() -> None:
    case = PUBLISHED["cie_171_5_2"]
    x, y, recomputed, printed = np.array(case["points"]).T
    source = lamp(
        photometry="lambertian",
        intensity_cd=case["intensity_cd"],
        height_m=case["height_m"],
    )
    points = np.column_stack([x, y, np.zeros_like(x)])
    lit = illuminance_at(scene(source), points, settings=SETTINGS)
    assert lit == pytest.approx(9000 / (9 + x**2 + y**2) ** 2, rel=1e-9)
    assert lit == pytest.approx(recomputed, abs=case["tolerance"])
    assert lit == pytest.approx(printed, abs=case["printed_tolerance"])


def test_the_law_of_light_holds_on_upright_planes() -> None:
    case = PUBLISHED["vertical"]
    for height_m, distance_m, expected_lx in case["cases"]:
        source = lamp(height_m=height_m, intensity_cd=case["intensity_cd"])
        place, points = scene(source), on_ground((0.0, distance_m))
        light = vertical_illuminance_at(place, points, 180.0, settings=SETTINGS)
        assert light.facing_lx == pytest.approx([expected_lx], abs=case["tolerance"])
        assert light.opposite_lx == [0.0]


def ceiling_of_cie_171(parts: int) -> Scene:
    """The square source of case 5.3, as many small diffuse ones."""
    case = PUBLISHED["cie_171_5_3"]
    middles = (np.arange(parts) + 0.5) / parts - 0.5
    sources = [
        lamp(
            x,
            y,
            id=f"{x} {y}",
            photometry="lambertian",
            height_m=case["height_m"],
            intensity_cd=case["luminance_cd_m2"] / parts**2,
        )
        for x in middles
        for y in middles
    ]
    return scene(*sources)


def from_a_polygon_lx(corners: Floats, at: Floats, normal: Floats) -> float:
    """Lambert's formula: E = 1/2 Σ Γ · n for a luminance of 1 cd/m²."""
    total = 0.0
    for one, other in pairwise([*(corners - at), corners[0] - at]):
        across = np.cross(one, other)
        between = np.arctan2(np.linalg.norm(across), one @ other)
        total += between * (across @ normal) / np.linalg.norm(across)
    return abs(total) / 2


@pytest.mark.parametrize("surface", ["wall", "floor"])
def test_the_area_source_of_cie_171_lights_floor_and_walls(surface: str) -> None:
    case = PUBLISHED["cie_171_5_3"]
    at, recomputed, printed = np.array(case[surface]).T
    level, to_west = np.zeros_like(at), np.array([-1.0, 0.0, 0.0])
    wall, floor = [level + 2, level, at], [level, at - 2, level]
    points = np.column_stack(wall if surface == "wall" else floor)
    normal = to_west if surface == "wall" else UP
    lit = illuminance_on(ceiling_of_cie_171(20), points, normal, settings=SETTINGS)
    square = np.array([(-1, -1), (-1, 1), (1, 1), (1, -1)]) / 2
    corners = np.column_stack([square, np.full(4, case["height_m"])])
    exact = [1000 * from_a_polygon_lx(corners, point, normal) for point in points]
    assert recomputed == pytest.approx(exact, abs=5e-4)
    assert lit == pytest.approx(recomputed, rel=case["tolerance"])
    assert lit == pytest.approx(printed, rel=0.005)


def test_all_flux_arrives_in_the_closed_room_of_cie_171() -> None:
    case = PUBLISHED["cie_171_5_4"]
    half, step = np.array(case["room_m"]) / 2, 0.05
    source = lamp(height_m=half[2], luminous_flux_lm=case["luminous_flux_lm"])
    arrived_lm = 0.0
    for axis, side in product(range(3), (-1.0, 1.0)):
        u, v = (np.arange(-half[i] + step / 2, half[i], step) for i in others(axis))
        points = np.empty((len(u) * len(v), 3))
        points[:, others(axis)] = np.stack(np.meshgrid(u, v), axis=-1).reshape(-1, 2)
        points[:, axis] = side * half[axis]
        normal = np.where(np.arange(3) == axis, -side, 0.0)
        points[:, 2] += half[2]
        lit = illuminance_on(scene(source), points, normal, settings=SETTINGS)
        arrived_lm += lit.sum() * step**2
    assert arrived_lm == pytest.approx(case["luminous_flux_lm"], rel=case["tolerance"])


def others(axis: int) -> list[int]:
    return [i for i in range(3) if i != axis]


def test_two_lamps_add_up() -> None:
    case = PUBLISHED["two_lamps"]
    said = {k: case[k] for k in ("intensity_cd", "height_m")}
    lamps = [lamp(0.0, 0.0, **said), lamp(case["apart_m"], 0.0, **said)]
    points = on_ground((case["apart_m"] / 2, 0.0), (0.0, 0.0))
    expected = [case["midpoint_lx"], case["under_one_lx"]]
    lit = illuminance_at(scene(*lamps), points, settings=SETTINGS)
    assert lit == pytest.approx(expected, abs=case["tolerance"])


def area_of(case: dict[str, Any]) -> Any:
    if "radius_m" in case:
        return Point(0, 0).buffer(case["radius_m"], quad_segs=512)
    half = case["side_m"] / 2
    return box(-half, -half, half, half)


def error_of_mean(case: dict[str, Any], spacing_m: float) -> float:
    settings = LightSettings(spacing_m=spacing_m)
    lit = illuminance_field(
        scene(lamp(**case["lamp"])), area_of(case), settings=settings
    )
    return abs(lit.mean_lx / case["mean_lx"] - 1.0)


@by_name(PUBLISHED["area_means"])
def test_the_mean_over_an_area_is_the_flux_that_reaches_it(
    case: dict[str, Any],
) -> None:
    assert error_of_mean(case, 0.25) < 1e-3
    assert error_of_mean(case, 0.1) < 1e-4


@by_name([case for case in PUBLISHED["area_means"] if "side_m" in case])
def test_the_error_of_a_mean_falls_with_the_square_of_the_spacing(
    case: dict[str, Any],
) -> None:
    coarse, fine = error_of_mean(case, 1.0), error_of_mean(case, 0.5)
    assert coarse / fine == pytest.approx(4.0, rel=0.05)


@pytest.mark.parametrize("case", PUBLISHED["shadows"]["cases"], ids=str)
def test_a_wall_throws_its_shadow_as_far_as_similar_triangles_say(
    case: dict[str, float],
) -> None:
    screen = wall(
        (case["at_m"], -20), (case["at_m"], 20), height_m=case["wall_m"], opacity=1.0
    )
    place = scene(lamp(height_m=case["lamp_m"]), screen)
    edges = [case["at_m"], case["dark_to_m"]]
    points = on_ground(
        *[(edge + step, 0.0) for edge in edges for step in (-1e-6, 1e-6)]
    )
    lit = illuminance_at(place, points, settings=SETTINGS)
    assert list(lit > 0) == [True, False, False, True]
