from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from machimori.formats.ies import parse_ies
from machimori.lighting import IlluminanceField, LightSettings, illuminance_at
from machimori.lighting.field import illuminance_field
from machimori.lighting.lamps import PlacedLamp, lamps_of
from machimori.scene import Feature, Photometry
from machimori.scene.built_in_photometry import built_in_photometry
from machimori.scene.photometry import TiltFactors
from tests.machimori.formats import luminaires
from tests.machimori.lighting.staging import lamp, on_ground, scene

SETTINGS = LightSettings()
TABLE = parse_ies(luminaires.ies().encode(), "test.ies")
AREA = box(-5, -5, 5, 5)


def under(*lamps: Feature, settings: LightSettings = SETTINGS) -> float:
    points = on_ground((0.0, 0.0))
    place = scene(*lamps, photometry=TABLE)
    return float(illuminance_at(place, points, settings=settings)[0])


def over_area(*lamps: Feature) -> IlluminanceField:
    return illuminance_field(scene(*lamps, photometry=TABLE), AREA, settings=SETTINGS)


def test_a_lamp_that_is_not_lit_gives_nothing() -> None:
    assert under(lamp(lit=False)) == 0.0
    assert over_area(lamp(lit=False), lamp(1.0)).lamps == ("lamp-1-0",)


def test_a_lamp_that_nobody_looked_at_counts_as_lit() -> None:
    assert under(lamp()) == under(lamp(lit=True)) == pytest.approx(62.5)


def test_a_motion_lamp_counts_and_is_named() -> None:
    field = over_area(lamp(control="motion"), lamp(1.0, control="timer"))
    assert field.lamps == ("lamp-0-0", "lamp-1-0")
    assert field.motion_lamps == ("lamp-0-0",)


@pytest.mark.parametrize(
    "said",
    [
        {"height_m": None},
        {"photometry": None},
        {"photometry": "elsewhere.ies"},
        {"photometry": "security-lamp-globe"},
    ],
    ids=str,
)
def test_a_lamp_of_unknown_light_is_left_out_and_named(said: dict[str, Any]) -> None:
    field = over_area(lamp(**said), lamp(1.0))
    assert field.lamps == ("lamp-1-0",)
    assert field.unknown_lamps == ("lamp-0-0",)


def test_an_unknown_lamp_far_away_is_not_named() -> None:
    assert over_area(lamp(300.0, height_m=None)).unknown_lamps == ()


def test_the_flux_of_a_lamp_overrides_its_file() -> None:
    plain = under(lamp(photometry="test.ies"))
    doubled = 2 * TABLE.luminous_flux_lm()
    scaled = under(lamp(photometry="test.ies", luminous_flux_lm=doubled))
    assert scaled == pytest.approx(2 * plain, rel=1e-12)


def test_the_maintenance_factor_of_a_lamp_beats_that_of_the_settings() -> None:
    settings = LightSettings(maintenance_factor=0.5)
    assert under(lamp(), settings=settings) == pytest.approx(31.25)
    assert under(lamp(maintenance_factor=0.8), settings=settings) == pytest.approx(50)


def test_the_base_of_a_lamp_lifts_it() -> None:
    assert under(lamp(base_m=1.0, height_m=4.0)) == pytest.approx(1000 / 25)


def test_an_aim_that_matters_and_is_not_stated_is_named() -> None:
    table = {"photometry": "test.ies"}
    field = over_area(
        lamp(0.0, **table),
        lamp(1.0, azimuth_deg=10, **table),
        lamp(2.0),
        lamp(3.0, tilt_deg=20),
    )
    assert field.aim_assumed == ("lamp-0-0", "lamp-3-0")


def placed(azimuth_deg: float, tilt_deg: float, name: str = "lambertian") -> PlacedLamp:
    light = built_in_photometry(name, 1000.0)
    return PlacedLamp("x", np.zeros(3), light, 1.0, azimuth_deg, tilt_deg)


@pytest.mark.parametrize(
    ("azimuth_deg", "tilt_deg", "direction"),
    [
        (0, 0, (0, 0, -1)),
        (0, 90, (0, 1, 0)),
        (90, 90, (1, 0, 0)),
        (180, 90, (0, -1, 0)),
        (225, 45, (-0.5, -0.5, -np.sqrt(0.5))),
        (90, 180, (0, 0, 1)),
        (90, -90, (-1, 0, 0)),
    ],
)
def test_a_tilted_axis_points_towards_the_azimuth(
    azimuth_deg: float, tilt_deg: float, direction: tuple[float, float, float]
) -> None:
    towards = placed(azimuth_deg, tilt_deg).intensity_cd(np.array([direction]))
    assert towards == pytest.approx(1000 / np.pi, rel=1e-9)


def test_the_zero_plane_faces_the_azimuth_and_c_turns_counter_clockwise() -> None:
    # East of north-facing C = 0 lies C = 270.
    table = PlacedLamp("x", np.zeros(3), TABLE, 1.0, azimuth_deg=0.0)
    level = np.array([[0, 1, 0], [-1, 0, 0], [0, -1, 0], [1, 0, 0]], dtype=float)
    assert table.intensity_cd(level) == pytest.approx(
        TABLE.intensity_cd([0, 90, 180, 270], 90.0), rel=1e-12
    )


def test_a_level_lamp_seen_along_its_tilt_turns_up_its_zero_plane() -> None:
    table = PlacedLamp("x", np.zeros(3), TABLE, 1.0, azimuth_deg=30.0, tilt_deg=90.0)
    up = table.intensity_cd(np.array([[0.0, 0.0, 2.0]]))
    assert up == pytest.approx(TABLE.intensity_cd([0.0], 90.0), rel=1e-12)


@given(st.floats(-360, 360), st.floats(-180, 180))
def test_turning_a_lamp_keeps_its_light(azimuth_deg: float, tilt_deg: float) -> None:
    turn, height = np.arange(0, 2 * np.pi, np.pi / 36), np.arange(-0.995, 1, 0.01)
    c, u = (a.ravel() for a in np.meshgrid(turn, height))
    level = np.sqrt(1 - u**2)
    sphere = np.column_stack([level * np.cos(c), level * np.sin(c), u])
    mean = placed(azimuth_deg, tilt_deg).intensity_cd(sphere).mean()
    assert 4 * np.pi * mean == pytest.approx(1000, rel=0.01)


def test_lamps_are_sorted_in_the_order_of_the_file() -> None:
    found = lamps_of(
        scene(lamp(2.0), lamp(1.0), lamp(0.0, height_m=None)), maintenance_factor=1.0
    )
    assert [one.id for one in found.placed] == ["lamp-2-0", "lamp-1-0"]
    assert [one.id for one in found.unknown] == ["lamp-0-0"]
    assert found.only(["lamp-1-0"]).unknown == ()


def test_a_dimmed_lamp_gives_its_share() -> None:
    assert under(lamp(dimming=0.3)) == pytest.approx(0.3 * 62.5)
    assert under(lamp(dimming=0.5, maintenance_factor=0.8)) == pytest.approx(25.0)
    assert under(lamp(dimming=1)) == pytest.approx(62.5)


def test_a_lamp_dimmed_to_nothing_is_not_lit() -> None:
    field = over_area(lamp(dimming=0), lamp(1.0), lamp(2.0, dimming=0, height_m=None))
    assert field.lamps == ("lamp-1-0",)
    assert field.unknown_lamps == ()


def test_a_lamp_whose_output_falls_with_its_tilt_gives_less_when_tilted() -> None:
    factors = TiltFactors(1, np.array([0.0, 90.0]), np.array([1.0, 0.5]))
    tilting = replace(TABLE, tilt_factors=factors)
    aimed = lamp(photometry="test.ies", azimuth_deg=0, tilt_deg=45)

    def lit(table: Photometry) -> float:
        place = scene(aimed, photometry=table)
        return float(illuminance_at(place, on_ground((0, 2)), settings=SETTINGS)[0])

    assert lit(tilting) == pytest.approx(0.75 * lit(TABLE))


def test_a_floodlight_of_type_b_shines_along_its_azimuth_and_v_points_up() -> None:
    beam = np.where(np.arange(0, 361, 10) % 360 == 30, 100.0, 1.0)
    flood = Photometry(
        name="flood.ies",
        planes_deg=np.arange(0.0, 361, 10),
        angles_deg=np.array([0.0, 90.0, 180.0]),
        table_cd=np.repeat(beam[:, None], 3, axis=1),
        photometric_type="B",
    )
    aimed = PlacedLamp("x", np.zeros(3), flood, 1.0, azimuth_deg=90.0, tilt_deg=60.0)
    level = aimed.intensity_cd(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    assert level == pytest.approx([100.0, 1.0])
