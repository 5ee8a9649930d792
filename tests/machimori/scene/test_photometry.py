from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.scene.photometry import Photometry, TiltFactors, about_level_axis
from tests.machimori.scene.sphere import numerical_flux_lm

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


def test_the_flux_of_a_table_is_its_integral() -> None:
    assert TABLE.luminous_flux_lm() == pytest.approx(numerical_flux_lm(TABLE), rel=1e-5)


def test_the_flux_of_a_constant_table_is_four_pi() -> None:
    constant = Photometry(
        "c", np.array([0.0, 360.0]), np.array([0.0, 10.0, 180.0]), np.full((2, 3), 7.0)
    )
    assert constant.luminous_flux_lm() == pytest.approx(28 * np.pi, rel=1e-12)
    assert constant.is_rotationally_symmetric
    assert not TABLE.is_rotationally_symmetric


@given(st.floats(1.0, 1e6))
def test_scaling_keeps_the_shape(flux_lm: float) -> None:
    scaled = TABLE.scaled_to(flux_lm)
    assert scaled.luminous_flux_lm() == pytest.approx(flux_lm, rel=1e-12)
    ratio = flux_lm / TABLE.luminous_flux_lm()
    assert scaled.peak_cd == pytest.approx(ratio * TABLE.peak_cd)


@given(st.floats(0, 360), st.floats(0, 180))
def test_type_b_expresses_the_same_direction(c_deg: float, gamma_deg: float) -> None:
    v, from_left = about_level_axis(np.float64(c_deg), np.float64(gamma_deg))
    v, h = np.radians(v), np.radians(from_left - 90.0)
    c, gamma = np.radians(c_deg), np.radians(gamma_deg)
    assert np.cos(h) * np.cos(v) == pytest.approx(np.cos(gamma), abs=1e-12)
    assert np.cos(h) * np.sin(v) == pytest.approx(np.sin(gamma) * np.cos(c), abs=1e-12)
    assert -np.sin(h) == pytest.approx(np.sin(gamma) * np.sin(c), abs=1e-12)


def test_the_axis_of_a_table_does_not_change_its_flux() -> None:
    about_level = replace(TABLE, photometric_type="B")
    assert about_level.luminous_flux_lm() == TABLE.luminous_flux_lm()
    assert numerical_flux_lm(about_level) == pytest.approx(
        TABLE.luminous_flux_lm(), rel=1e-3
    )
    assert not about_level.is_rotationally_symmetric


def test_tilt_factors_scale_once() -> None:
    factors = TiltFactors(3, np.array([0.0, 40.0]), np.array([1.0, 0.6]))
    tilting = replace(TABLE, tilt_factors=factors)
    assert tilting.tilted(20.0).peak_cd == pytest.approx(0.8 * TABLE.peak_cd)
    assert tilting.tilted(20.0).tilted(20.0).peak_cd == tilting.tilted(20.0).peak_cd
