"""Read the places of a trial that ``machimori patrol plan`` wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode, read_bytes
from machimori.language import Text

ARMS = ("treated", "control")


@dataclass(frozen=True, eq=False)
class TrialPlaces:
    """Where a measure was taken, and where it was left out by lot.

    Parameters
    ----------
    lon_lat : (k, 2) array
        [deg]
    is_control : (k,) bool array
    first_on, last_on : date
        The time of the measure.
    """

    lon_lat: NDArray[np.float64]
    is_control: NDArray[np.bool_]
    first_on: date
    last_on: date

    @property
    def before_on(self) -> date:
        """The first day of a time as long, just before."""
        return self.first_on - timedelta(days=(self.last_on - self.first_on).days + 1)


def read_trial(path: Path) -> TrialPlaces:
    """Read the places of a trial.

    Parameters
    ----------
    path : Path

    Returns
    -------
    TrialPlaces

    Raises
    ------
    InvalidInput
        Where it is no such file, or one of its two arms is empty.
    """
    try:
        content = json.loads(decode(read_bytes(path), file=str(path)))
        days = [date.fromisoformat(content[name]) for name in ("first_on", "last_on")]
        rows = [_place(one) for one in content["features"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidInput([_no_trial(path)]) from error
    held = np.array([arm == "control" for _, arm in rows], dtype=bool)
    if days[1] < days[0] or not held.any() or held.all():
        raise InvalidInput([_no_trial(path)])
    return TrialPlaces(np.array([xy for xy, _ in rows]), held, days[0], days[1])


def _place(feature: Any) -> tuple[tuple[float, float], str]:
    lon, lat = (float(one) for one in feature["geometry"]["coordinates"][:2])
    arm = feature["properties"]["arm"]
    if arm not in ARMS or not (abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError
    return (lon, lat), arm


def _no_trial(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text.same("features"),
        found="—",
        expected=Text(
            ja="machimori patrol plan --format trial が書いた、対照のある試み",
            en="a trial with a control, as machimori patrol plan --format trial writes",
        ),
        remedy=Text(
            ja="rules に has_control: true と書いた計画から作り直してください。",
            en="Make it of a plan whose rules say has_control: true.",
        ),
    )
