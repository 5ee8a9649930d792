"""The sun stands where almanacs say that it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.lighting.daylight import CIVIL_TWILIGHT_DEG, sun_elevation_deg

TOKYO = (139.7414, 35.6581)

# The upper limb stands on the horizon: 34′ of refraction and 16′ of radius below it.
# Source: Explanatory Supplement to the Astronomical Almanac, sunrise and sunset.
SUNRISE_DEG = -50 / 60

# A minute of time, in which almanacs give sunrise, is up to 0.25° of elevation.
A_MINUTE_DEG = 0.25


def test_the_worked_example_of_the_solar_position_algorithm() -> None:
    # I. Reda, A. Andreas, Solar Position Algorithm for Solar Radiation Applications,
    # NREL/TP-560-34302 (2008), example of A.5: 2003-10-17, 12:30:30 at UTC-7, zenith
    # 50.11162° of which 0.01633° is refraction.
    at = datetime.fromisoformat("2003-10-17T12:30:30-07:00")
    elevation = sun_elevation_deg(-105.1786, 39.742476, at)
    assert elevation == pytest.approx(90 - 50.11162 - 0.01633, abs=0.02)


# National Astronomical Observatory of Japan, sunrise and sunset at Tokyo (Tokyo, sea
# level), to the minute.
@pytest.mark.parametrize(
    "at",
    [
        "2024-01-01T06:51", "2024-01-01T16:38",
        "2024-03-20T05:45", "2024-03-20T17:53",
        "2024-06-21T04:25", "2024-06-21T19:00",
        "2024-12-21T06:47", "2024-12-21T16:32",
    ],
)  # fmt: skip
def test_tokyo_sees_the_sun_rise_and_set_as_its_almanac_says(at: str) -> None:
    elevation = sun_elevation_deg(*TOKYO, datetime.fromisoformat(f"{at}+09:00"))
    assert elevation == pytest.approx(SUNRISE_DEG, abs=A_MINUTE_DEG)


def highest(lat: float, day: datetime) -> float:
    minutes = (day + timedelta(minutes=m) for m in range(24 * 60))
    return max(sun_elevation_deg(135.0, lat, minute) for minute in minutes)


@pytest.mark.parametrize(
    ("day", "declination_deg"),
    [("2024-06-20", 23.436), ("2024-12-21", -23.436), ("2024-03-20", 0.0)],
)
def test_at_noon_the_sun_stands_by_its_declination(
    day: str, declination_deg: float
) -> None:
    # The obliquity of the ecliptic in 2024 is 23.436° (IAU 2006).
    noon = highest(35.0, datetime.fromisoformat(f"{day}T00:00+00:00"))
    assert noon == pytest.approx(90 - 35.0 + declination_deg, abs=0.15)


@given(
    st.floats(122, 154),
    st.floats(20, 46),
    st.integers(0, 1_500_000_000),
)
def test_an_hour_means_the_same_in_every_offset(
    lon: float, lat: float, seconds: int
) -> None:
    instant = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    elevation = sun_elevation_deg(lon, lat, instant)
    there = instant.astimezone(ZoneInfo("Asia/Tokyo"))
    assert sun_elevation_deg(lon, lat, there) == elevation
    assert -90 <= elevation <= 90


@given(st.floats(122, 154), st.floats(20, 46), st.integers(1, 365))
def test_midnight_is_dark_everywhere_in_japan(lon: float, lat: float, day: int) -> None:
    midnight = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, hours=-lon / 15)
    assert sun_elevation_deg(lon, lat, midnight) < CIVIL_TWILIGHT_DEG
    assert not np.isnan(sun_elevation_deg(lon, lat, midnight))
