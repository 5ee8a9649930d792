"""Lux-meter readings as measured evidence for the ground that they were taken on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import shapely

from machimori.assessment.model import Evidence
from machimori.scene import Feature, Scene


@dataclass(frozen=True, kw_only=True)
class LuxReading:
    """One reading of a lux meter after dark.

    Parameters
    ----------
    x_m, y_m : float
        Where, in the scene's plane metres.
    subject : str or None
        Id of the feature that it was taken on, where the table names one.
    lux : float
        [lx]
    height_m : float
        Of the meter above the ground. [m]
    plane : str
        ``horizontal`` or ``vertical``.
    at : datetime
        With its offset.
    meter : str
        Model and class of the meter.
    calibrated_on : date or None
    source : str
    """

    x_m: float
    y_m: float
    subject: str | None
    lux: float
    height_m: float
    plane: str
    at: datetime
    meter: str
    calibrated_on: date | None
    source: str


def illuminance_evidence(
    scene: Scene, readings: Sequence[LuxReading], number: Callable[[str], float]
) -> tuple[Evidence, ...]:
    """Mean horizontal illuminance of every surface that was measured.

    Parameters
    ----------
    scene : Scene
    readings : sequence of LuxReading
    number : callable
        From the last part of an ``interpretation/…`` id to its value: how many points a
        survey needs, how old a calibration may be, how high the meter may be held.

    Returns
    -------
    tuple of Evidence
        One a surface and night; without a value where the readings do not suffice.
    """
    level = [r for r in readings if _is_usable(r, number)]
    if not level:
        return ()
    tree = shapely.STRtree(shapely.points([(r.x_m, r.y_m) for r in level]))
    found: list[Evidence] = []
    for feature in scene.features:
        if feature.surface is None:
            continue
        inside = tree.query(feature.surface, predicate="intersects")
        own = [r for i in inside if _belongs(r := level[i], feature)]
        found += [_of_night(feature, night, number) for night in _nights(own)]
    return tuple(found)


def _is_usable(reading: LuxReading, number: Callable[[str], float]) -> bool:
    if reading.plane != "horizontal" or reading.height_m > number("lux-meter-height"):
        return False
    if reading.calibrated_on is None:
        return True
    age_days = (reading.at.date() - reading.calibrated_on).days
    return 0 <= age_days <= number("lux-meter-calibration") * 30.4375


def _belongs(reading: LuxReading, feature: Feature) -> bool:
    return reading.subject is None or reading.subject == feature.id


def _nights(readings: Sequence[LuxReading]) -> list[list[LuxReading]]:
    by_day: dict[date, list[LuxReading]] = {}
    for reading in readings:
        by_day.setdefault(reading.at.date(), []).append(reading)
    return list(by_day.values())


def _of_night(
    feature: Feature, readings: list[LuxReading], number: Callable[[str], float]
) -> Evidence:
    lux = np.array([r.lux for r in readings])
    enough = len(readings) >= number("lux-survey-points")
    return Evidence(
        subject=feature.id,
        quantity="mean_illuminance_lx",
        method="measured",
        value=float(lux.mean()) if enough else None,
        unit="lx",
        bounds=(float(lux.min()), float(lux.max())),
        observed_on=readings[0].at.date(),
        by=", ".join(sorted({r.meter for r in readings if r.meter})),
        source=readings[0].source,
    )
