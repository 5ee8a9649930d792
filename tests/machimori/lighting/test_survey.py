from __future__ import annotations

import numpy as np
import pytest

from machimori.lighting import LightSettings, SurveyComparison, compare_with_survey
from tests.machimori.lighting.staging import lamp, on_ground, scene

SETTINGS = LightSettings()
POINTS = on_ground((0, 0), (3, 0), (0, 3), (0, -3))


def compared(*measured_lx: float) -> SurveyComparison:
    return compare_with_survey(scene(lamp()), POINTS, measured_lx, settings=SETTINGS)


def test_each_reading_stands_beside_its_computed_value() -> None:
    survey = compared(50.0, 32.0, 16.0, 48.0)
    assert survey.computed_lx == pytest.approx([62.5, 32, 32, 32])
    assert survey.ratio == pytest.approx([0.8, 1.0, 0.5, 1.5])
    assert survey.median_ratio == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("tolerance", "share"), [(0.0, 0.25), (0.1, 0.25), (0.2, 0.5), (0.5, 1.0)]
)
def test_the_share_within_a_tolerance(tolerance: float, share: float) -> None:
    survey = compared(50.0, 32.0, 16.0, 48.0)
    assert survey.within_share(tolerance) == share


def test_darkness_agrees_with_darkness_only() -> None:
    dark = compare_with_survey(scene(), POINTS[:2], [0.0, 1.0], settings=SETTINGS)
    assert list(dark.ratio) == [1.0, np.inf]
    assert dark.within_share(0.5) == 0.5


def test_missing_readings_do_not_count() -> None:
    survey = compared(50.0, np.nan, np.nan, 32.0)
    assert survey.median_ratio == pytest.approx(0.9)
    assert survey.within_share(0.1) == 0.5


def test_a_survey_without_points_says_nothing() -> None:
    none = compare_with_survey(scene(), np.empty((0, 3)), [], settings=SETTINGS)
    assert np.isnan(none.median_ratio)
    assert np.isnan(none.within_share(0.1))


def test_a_meter_held_upright_is_compared_with_upright_light() -> None:
    west = np.array([-1.0, 0.0, 0.0])
    survey = compare_with_survey(
        scene(lamp()), POINTS[1:2], [24.0], settings=SETTINGS, normals=west
    )
    assert survey.ratio == pytest.approx([1.0])


def test_readings_that_do_not_match_the_points_are_an_error() -> None:
    with pytest.raises(ValueError, match="broadcast"):
        compared(1.0, 2.0)
