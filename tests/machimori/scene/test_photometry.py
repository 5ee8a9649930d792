from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import UnknownName
from machimori.scene.built_in_photometry import (
    BUILT_IN_PHOTOMETRY,
    built_in_photometry,
)
from machimori.scene.photometry import IntensityDistribution, Photometry

NAMES = sorted(BUILT_IN_PHOTOMETRY)

# A table of four planes; the plane at 360 repeats the one at 0.
TABLE = Photometry(
    name="four.ies",
    planes_deg=np.array([0.0, 90.0, 180.0, 270.0, 360.0]),
    angles_deg=np.array([0.0, 45.0, 90.0, 180.0]),
    table_cd=np.array(
        [
            [100.0, 200.0, 50.0, 0.0],
            [100.0, 80.0, 40.0, 0.0],
            [100.0, 60.0, 30.0, 0.0],
            [100.0, 90.0, 20.0, 0.0],
            [100.0, 200.0, 50.0, 0.0],
        ]
    ),
)


def test_a_table_gives_its_own_values_at_its_angles() -> None:
    c, gamma = np.meshgrid(TABLE.planes_deg, TABLE.angles_deg, indexing="ij")
    assert np.array_equal(TABLE.intensity_cd(c, gamma), TABLE.table_cd)


@pytest.mark.parametrize(
    ("c_deg", "gamma_deg", "expected_cd"),
    [
        (45.0, 45.0, 140.0),
        (0.0, 22.5, 150.0),
        (45.0, 22.5, 120.0),
        (315.0, 90.0, 35.0),
        (-45.0, 90.0, 35.0),
        (675.0, 90.0, 35.0),
        (360.0, 45.0, 200.0),
        (10.0, 180.0, 0.0),
    ],
)
def test_a_table_is_bilinear_and_wraps(
    c_deg: float, gamma_deg: float, expected_cd: float
) -> None:
    assert float(TABLE.intensity_cd(c_deg, gamma_deg)) == pytest.approx(expected_cd)


def test_a_direction_that_is_not_a_number_has_no_intensity() -> None:
    found = TABLE.intensity_cd(np.array([np.nan, 0.0, 0.0]), np.array([0, np.nan, 0.0]))
    assert list(np.isnan(found)) == [True, True, False]


def test_no_directions_no_intensities() -> None:
    assert TABLE.intensity_cd(np.empty(0), np.empty(0)).shape == (0,)


def numerical_flux_lm(light: IntensityDistribution) -> float:
    """Midpoint rule on a fine grid: an integral apart from the closed forms."""
    c = np.arange(0.25, 360, 0.5)
    gamma = np.arange(0.125, 180, 0.25)
    per_ring = light.intensity_cd(c[:, None], gamma[None, :]).mean(axis=0)
    ring = np.sin(np.radians(gamma)) * np.radians(0.25)
    return float(2 * np.pi * (per_ring * ring).sum())


def test_the_flux_of_a_table_is_its_integral() -> None:
    assert TABLE.luminous_flux_lm() == pytest.approx(numerical_flux_lm(TABLE), rel=1e-5)


def test_the_flux_of_a_constant_table_is_four_pi() -> None:
    constant = Photometry(
        "c", np.array([0.0, 360.0]), np.array([0.0, 10.0, 180.0]), np.full((2, 3), 7.0)
    )
    assert constant.luminous_flux_lm() == pytest.approx(28 * np.pi, rel=1e-12)
    assert constant.is_rotationally_symmetric
    assert not TABLE.is_rotationally_symmetric


@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_law_has_exactly_its_flux(name: str) -> None:
    light = built_in_photometry(name, 1234.0)
    assert light.luminous_flux_lm() == 1234.0
    assert numerical_flux_lm(light) == pytest.approx(1234.0, rel=2e-5)


@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_law_stays_between_nothing_and_its_peak(name: str) -> None:
    light = built_in_photometry(name, 1000.0)
    c, gamma = np.meshgrid(np.arange(0, 360, 0.5), np.arange(0, 180.01, 0.5))
    found = light.intensity_cd(c, gamma)
    assert found.min() >= 0
    assert 0.999 * light.peak_cd < found.max() <= light.peak_cd


@pytest.mark.parametrize("name", NAMES)
def test_symmetry_is_as_stated(name: str) -> None:
    light = built_in_photometry(name, 1000.0)
    turned = light.intensity_cd(np.arange(0, 360, 30.0), 50.0)
    assert (np.ptp(turned) == 0) == light.is_rotationally_symmetric


def test_ideal_sources_follow_their_formula() -> None:
    gamma = np.array([0.0, 30.0, 60.0, 90.0, 120.0])
    cos = np.maximum(np.cos(np.radians(gamma)), 0)
    lambertian = built_in_photometry("lambertian", 1000.0).intensity_cd(0.0, gamma)
    downlight = built_in_photometry("security-lamp-downlight", 1000.0)
    assert lambertian == pytest.approx(1000 / np.pi * cos, rel=1e-12)
    cubed = 2000 / np.pi * cos**3
    assert downlight.intensity_cd(0.0, gamma) == pytest.approx(cubed, rel=1e-12)


def test_the_roadside_lamp_throws_along_the_road_and_forward() -> None:
    light = built_in_photometry("security-lamp-roadside", 1000.0)
    down, along, other, forward, back = light.intensity_cd(
        np.array([0.0, 90.0, 270.0, 0.0, 180.0]), np.array([0.0, 63.0, 63.0, 50, 50])
    )
    assert along == pytest.approx(other)
    assert along > 2 * down
    assert forward > 4 * back
    assert float(light.intensity_cd(90.0, 95.0)) == 0.0


def test_the_globe_lights_upward_too_and_shades_its_own_post() -> None:
    light = built_in_photometry("security-lamp-globe", 1000.0)
    down, level, up = light.intensity_cd(0.0, np.array([0.0, 90.0, 180.0]))
    assert down < 0.25 * level < 0.25 * 1.01 * up


@given(st.floats(1.0, 1e6))
def test_scaling_keeps_the_shape(flux_lm: float) -> None:
    scaled = TABLE.scaled_to(flux_lm)
    assert scaled.luminous_flux_lm() == pytest.approx(flux_lm, rel=1e-12)
    ratio = flux_lm / TABLE.luminous_flux_lm()
    assert scaled.peak_cd == pytest.approx(ratio * TABLE.peak_cd)
    law = built_in_photometry("isotropic", 5.0).scaled_to(flux_lm)
    assert law == built_in_photometry("isotropic", flux_lm)


def test_an_unknown_name_is_refused_with_the_closest() -> None:
    with pytest.raises(UnknownName) as refused:
        built_in_photometry("security-lamp-glob", 1000.0)
    assert "security-lamp-globe" in refused.value.message("en")
    assert "内蔵の配光" in refused.value.message("ja")
