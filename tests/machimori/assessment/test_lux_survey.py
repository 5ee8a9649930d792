"""Readings of a lux meter become evidence for the ground that they were taken on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from shapely.geometry import LineString, Point

from machimori.assessment import Evidence
from machimori.assessment.lux_survey import LuxReading, illuminance_evidence
from machimori.scene import Feature
from tests.machimori.assessment.staging import area, feature, park, scene

JST = timezone(timedelta(hours=9))
NUMBERS = {
    "lux-survey-points": 3.0,
    "lux-meter-height": 0.2,
    "lux-meter-calibration": 24.0,
}


def reading(lux: float, x: float = 2.0, y: float = 2.0, **said: Any) -> LuxReading:
    given = {
        "subject": None,
        "height_m": 0.0,
        "plane": "horizontal",
        "at": datetime(2026, 5, 1, 20, 0, tzinfo=JST),
        "meter": "T-10A AA",
        "calibrated_on": date(2025, 5, 1),
        "source": "lux.csv",
        **said,
    }
    return LuxReading(x_m=x, y_m=y, lux=lux, **given)


def evidence(
    readings: Sequence[LuxReading], *features: Feature
) -> dict[str, tuple[Evidence, ...]]:
    town = scene(*(features or (park(),)))
    found = illuminance_evidence(town, readings, NUMBERS.__getitem__)
    return {e.subject: tuple(o for o in found if o.subject == e.subject) for e in found}


def test_the_mean_of_enough_readings_is_measured_evidence() -> None:
    readings = [reading(1.0), reading(2.0), reading(6.0, meter="B")]
    (found,) = evidence(readings)["park"]
    assert (found.value, found.unit) == (pytest.approx(3.0), "lx")
    assert found.bounds == (1.0, 6.0)
    assert (found.method, found.quantity) == ("measured", "mean_illuminance_lx")
    assert (found.by, found.source) == ("B, T-10A AA", "lux.csv")
    assert found.observed_on == date(2026, 5, 1)


def test_too_few_readings_give_no_value() -> None:
    (found,) = evidence([reading(1.0), reading(2.0)])["park"]
    assert (found.value, found.bounds) == (None, None)


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"calibrated_on": date(2024, 5, 1)}, True),
        ({"calibrated_on": date(2024, 4, 30)}, False),
        ({"calibrated_on": date(2026, 5, 2)}, False),
        ({"calibrated_on": None}, True),
        ({"height_m": 0.2}, True),
        ({"height_m": 0.21}, False),
    ],
)
def test_a_meter_lies_low_and_was_calibrated_not_too_long_ago(
    said: dict[str, Any], counts: bool
) -> None:
    readings = [reading(1.0), reading(2.0), reading(6.0, **said)]
    (found,) = evidence(readings)["park"]
    assert (found.value is not None) is counts


def test_upright_readings_say_nothing_of_the_ground() -> None:
    upright = [reading(lux, plane="vertical") for lux in (1.0, 2.0, 6.0)]
    assert not evidence(upright)
    level = [reading(1.0)] * 3
    (found,) = evidence([*level, *upright])["park"]
    assert found.value == pytest.approx(1.0)


def test_each_night_is_evidence_of_its_own() -> None:
    nights = [datetime(2026, 5, d, 20, 0, tzinfo=JST) for d in (1, 8)]
    readings = [reading(10.0 * n, at=at) for n, at in enumerate(nights) for _ in "abc"]
    found = evidence(readings)["park"]
    assert [e.value for e in found] == [0.0, 10.0]
    assert [e.observed_on.day for e in found] == [1, 8]


def test_a_night_goes_on_after_midnight() -> None:
    hours = (23, 24, 25)
    start = datetime(2026, 5, 1, tzinfo=JST)
    readings = [reading(3.0, at=start + timedelta(hours=h)) for h in hours]
    (found,) = evidence(readings)["park"]
    assert (found.value, found.observed_on) == (3.0, date(2026, 5, 1))


# Whose ground -------------------------------------------------------------------------

PLAY = area("play", 0, 0, 8, 8)


def test_a_reading_counts_for_all_ground_that_it_was_taken_on() -> None:
    readings = [reading(3.0, x=x) for x in (1, 2, 3, 15)]
    found = evidence(readings, park(), PLAY)
    assert set(found) == {"park", "play"}
    assert all(e.value == 3.0 for (e,) in found.values())


def test_a_reading_that_names_a_feature_counts_for_that_one_alone() -> None:
    readings = [reading(3.0, x=x, subject="play") for x in (1, 2, 30)]
    found = evidence(readings, park(), PLAY)
    assert set(found) == {"play"}
    assert found["play"][0].value == 3.0


def test_a_reading_may_name_a_thing_without_ground() -> None:
    door = feature("door", "toilet_entrance", Point(5, 5))
    readings = [reading(60.0, subject="door")] * 3
    assert evidence(readings, park(), door)["door"][0].value == 60.0


def test_the_number_of_a_point_that_is_no_feature_is_only_a_number() -> None:
    readings = [reading(3.0, subject=f"P{n}") for n in range(3)]
    assert evidence(readings)["park"][0].value == 3.0


def test_a_road_is_as_wide_as_it_says() -> None:
    road = feature("road", "road", LineString([(0, 10), (20, 10)]), width_m=4.0)
    readings = [reading(3.0, x=5, y=y) for y in (8.1, 10.0, 11.9)]
    found = evidence([*readings, reading(99.0, x=5, y=12.1)], road)
    assert found["road"][0].value == pytest.approx(3.0)


def test_readings_on_no_ground_are_no_evidence() -> None:
    assert not evidence([reading(3.0, x=99.0)] * 3)
    assert not evidence([])
