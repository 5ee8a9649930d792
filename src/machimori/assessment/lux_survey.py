"""Lux-meter readings as measured evidence for the ground that they were taken on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import shapely

from machimori.assessment.evidence import months_later
from machimori.assessment.model import Evidence
from machimori.scene import Feature, Scene

_TO_NOON = timedelta(hours=12)
"""A night runs from noon to noon; what is read after midnight belongs to it."""


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
        One a surface and night; without a value where the readings do not suffice. A
        reading that names a feature counts for that one alone, any other for all ground
        that it was taken on. Upright readings say nothing of the ground.
    """
    level = [r for r in readings if r.plane == "horizontal"]
    if not level:
        return ()
    tree = shapely.STRtree(shapely.points([(r.x_m, r.y_m) for r in level]))
    found: list[Evidence] = []
    for feature in scene.features:
        own = [r for r in level if r.subject == feature.id]
        if feature.surface is not None:
            inside = tree.query(feature.surface, predicate="intersects")
            around = (level[i] for i in np.sort(inside))
            own += [r for r in around if r.subject not in scene.by_id]
        found += [_of_night(feature, night, number) for night in _nights(own)]
    return tuple(found)


def _nights(readings: Sequence[LuxReading]) -> list[list[LuxReading]]:
    """Sort readings by the evening on which their night began."""
    by_evening: dict[date, list[LuxReading]] = {}
    for reading in readings:
        by_evening.setdefault(_evening(reading), []).append(reading)
    return [by_evening[evening] for evening in sorted(by_evening)]


def _evening(reading: LuxReading) -> date:
    return (reading.at - _TO_NOON).date()


def _of_night(
    feature: Feature, readings: list[LuxReading], number: Callable[[str], float]
) -> Evidence:
    sound = [r for r in readings if _is_sound(r, number)]
    lux = np.array([r.lux for r in sound])
    enough = len(sound) >= number("lux-survey-points")
    return Evidence(
        subject=feature.id,
        quantity="mean_illuminance_lx",
        method="measured",
        value=float(lux.mean()) if enough else None,
        unit="lx",
        bounds=(float(lux.min()), float(lux.max())) if enough else None,
        observed_on=_evening(readings[0]),
        by=", ".join(sorted({r.meter for r in readings if r.meter})),
        source=readings[0].source,
    )


def _is_sound(reading: LuxReading, number: Callable[[str], float]) -> bool:
    """Whether the meter lay on the ground and was calibrated not too long ago."""
    if reading.height_m > number("lux-meter-height"):
        return False
    if reading.calibrated_on is None:
        return True
    taken_on = reading.at.date()
    due = months_later(reading.calibrated_on, number("lux-meter-calibration"))
    return reading.calibrated_on <= taken_on <= due
