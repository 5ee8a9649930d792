"""Where the sun stands: a lux survey by daylight says nothing about lamps."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

CIVIL_TWILIGHT_DEG = -6.0
"""Below this elevation of the sun, lamps alone light the ground."""


def sun_elevation_deg(lon: float, lat: float, at: datetime) -> float:
    """Elevation of the sun's centre above the horizon, without refraction.

    Parameters
    ----------
    lon, lat : float
        East and north positive. [deg]
    at : datetime
        With its offset from UTC.

    Returns
    -------
    float
        [deg], good to about 0.02° between 1950 and 2050.

    Source
    ------
    The Astronomical Almanac's low-precision formulas, as in J. J. Michalsky, Solar
    Energy 40 (1988) 227-235, doi:10.1016/0038-092X(88)90045-X.
    """
    epoch = datetime(2000, 1, 1, 12, tzinfo=UTC)
    days = (at - epoch).total_seconds() / 86_400.0
    mean_longitude = 280.460 + 0.985_647_4 * days
    anomaly = np.radians(357.528 + 0.985_600_3 * days)
    ecliptic = np.radians(
        mean_longitude + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly)
    )
    obliquity = np.radians(23.439 - 0.000_000_4 * days)
    right_ascension = np.arctan2(np.cos(obliquity) * np.sin(ecliptic), np.cos(ecliptic))
    declination = np.arcsin(np.sin(obliquity) * np.sin(ecliptic))
    sidereal_deg = 280.460_618_37 + 360.985_647_366_29 * days + lon
    hour_angle = np.radians(sidereal_deg) - right_ascension
    latitude = np.radians(lat)
    sine = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(
        declination
    ) * np.cos(hour_angle)
    return float(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))))
