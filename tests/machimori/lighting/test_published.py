from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from shapely.geometry import Point, box

from machimori.lighting import LightSettings, illuminance_at, illuminance_field
from tests.machimori.lighting.staging import lamp, on_ground, scene, wall

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
