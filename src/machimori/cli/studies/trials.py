"""A trial of patrols, counted by a list of incidents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from machimori.cli.studies.incidents import Selection
from machimori.cli.studies.real_points import real_points
from machimori.formats.patrols import TrialPlaces, read_trial
from machimori.hotspots import Trial, count_trial
from machimori.language import Text


def counted_trial(
    trial: Path, incidents: Path, selection: Selection, within_m: float
) -> tuple[Trial, list[Text]]:
    """Count a trial, and say what was left out.

    Raises
    ------
    InvalidInput
        It is no trial, or no incident has a real point.
    """
    places = read_trial(trial)
    asked = replace(selection, first_on=places.before_on, last_on=places.last_on)
    found = asked.read(incidents)
    chosen = asked.of(found)
    real_points(chosen, incidents)
    columns = chosen.incidents.columns
    known = np.isfinite(columns.xy_m).all(axis=1)
    since = np.datetime64(places.first_on)
    is_sure = known & ((columns.last_day < since) | (columns.first_day >= since))
    counts = count_trial(
        columns.xy_m[is_sure],
        columns.first_day[is_sure] >= since,
        found.blocks.frame.to_plane(places.lon_lat),
        places.is_control,
        within_m=within_m,
        around_m=2 * within_m,
    )
    left_out = len(columns) - int(is_sure.sum())
    return counts, [_counted(places), *chosen.notices, *_left_out(left_out)]


def _counted(places: TrialPlaces) -> Text:
    return _COUNTED.format(
        before=places.before_on.isoformat(),
        since=places.first_on.isoformat(),
        until=places.last_on.isoformat(),
        treated=int((~places.is_control).sum()),
        control=int(places.is_control.sum()),
    )


def _left_out(count: int) -> list[Text]:
    return [_LEFT_OUT.format(count=count)] if count else []


_COUNTED = Text(
    ja="前は{before}から、後は{since}から{until}まで。巡回した{treated}か所と"
    "対照{control}か所の、いちばん近い所へ数えました。",
    en="Before is from {before}, after from {since} to {until}; counted for the "
    "nearest of {treated} places of the plan and {control} of its control.",
)
_LEFT_OUT = Text(
    ja="地点か、前後のどちらかが分からない{count}件は除きました。",
    en="{count} are left out: their point, or whether before or after, is unknown.",
)
