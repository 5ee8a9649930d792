from __future__ import annotations

import numpy as np
import pytest

from machimori.errors import UnknownName
from machimori.scene.built_in_photometry import (
    BUILT_IN_PHOTOMETRY,
    built_in_photometry,
)
from tests.machimori.scene.sphere import numerical_flux_lm

NAMES = sorted(BUILT_IN_PHOTOMETRY)


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


def test_scaling_and_tilting_keep_the_law() -> None:
    law = built_in_photometry("isotropic", 5.0)
    assert law.scaled_to(70.0) == built_in_photometry("isotropic", 70.0)
    assert law.tilted(45.0) is law


def test_an_unknown_name_is_refused_with_the_closest() -> None:
    with pytest.raises(UnknownName) as refused:
        built_in_photometry("security-lamp-glob", 1000.0)
    assert "security-lamp-globe" in refused.value.message("en")
    assert "内蔵の配光" in refused.value.message("ja")
