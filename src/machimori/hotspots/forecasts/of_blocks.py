"""A forecast of town blocks from what happened before, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from machimori.hotspots.forecasts.accuracy import Accuracy, accuracy
from machimori.hotspots.forecasts.ledger import Forecast
from machimori.hotspots.forecasts.naming import name_highest, recent_counts
from machimori.incidents import UNKNOWN, Incidents, choose, days_of

Days = tuple[date, date]


@dataclass(frozen=True)
class Outcome:
    """What became of a forecast, as far as anybody can tell.

    Parameters
    ----------
    by_size : mapping of str to Accuracy
        By ``blocks``, and by ``area`` where all outlines are known; empty where nobody
        knows what happened.
    lost : int
        Places of the forecast that the boundaries have no more: they count nowhere.
    """

    by_size: Mapping[str, Accuracy]
    lost: int = 0


def forecast_blocks(
    found: Incidents,
    kinds: Sequence[str],
    days: Days,
    *,
    share: float,
    half_life_days: float | None = None,
) -> Forecast:
    """Name the blocks where more is to be expected.

    Parameters
    ----------
    found : Incidents
        Those of the first day forecast and later are not looked at.
    kinds : sequence of str
        All where empty.
    days : (date, date)
        The days forecast, both included.
    share : float
        Of the blocks to name, at most.
    half_life_days : float, optional
        After how long an incident counts for half. [d]

    Returns
    -------
    Forecast

    Raises
    ------
    UnknownName
        There is no such kind.
    """
    known = choose(found, kinds, last_on=days[0] - timedelta(days=1)).incidents
    columns = known.columns
    used = (columns.block != UNKNOWN) & ~np.isnat(columns.last_day)
    ago = (np.datetime64(days[0]) - columns.last_day[used]).astype(np.float64)
    scores = recent_counts(
        columns.block[used], ago, len(known.blocks), half_life_days=half_life_days
    )
    is_named = name_highest(scores, share)
    ids = [block.id for block in known.blocks]
    return Forecast(
        first_on=days[0],
        last_on=days[1],
        kinds=tuple(kinds),
        rule=_rule(share, half_life_days),
        seen_until=(days_of(known) or (date.min, date.min))[1],
        places=tuple(ids),
        named=tuple(id_ for id_, named in zip(ids, is_named, strict=True) if named),
    )


def outcome_of(
    forecast: Forecast, found: Incidents, *, complete_until: date | None = None
) -> Outcome:
    """Hold a forecast against what happened, in the places that it spoke of.

    Parameters
    ----------
    forecast : Forecast
    found : Incidents
        Of any days and kinds.
    complete_until : date, optional
        Until when somebody says that they are complete. Without it they are taken to
        reach as far as the last of them: a list that ends earlier knows nothing.

    Returns
    -------
    Outcome
        Without any accuracy where the incidents do not reach the last day forecast.
    """
    reach = complete_until or (days_of(found) or (date.min, date.min))[1]
    index = found.blocks.index
    places = [place for place in forecast.places if place in index]
    lost = len(forecast.places) - len(places)
    if reach < forecast.last_on or not places:
        return Outcome({}, lost)
    days = {"first_on": forecast.first_on, "last_on": forecast.last_on}
    everywhere = choose(found, forecast.kinds, **days).incidents.counts_by_block()
    of_places = np.array([index[place] for place in places], dtype=np.int64)
    is_named = np.isin(np.array(places), np.array(forecast.named, dtype=str))
    counts, areas = everywhere[of_places], found.blocks.areas_m2[of_places]
    by_size = {"blocks": accuracy(is_named, counts)}
    if np.isfinite(areas).all():
        by_size["area"] = accuracy(is_named, counts, areas)
    return Outcome(by_size, lost)


def _rule(share: float, half_life_days: float | None) -> str:
    rule = "counts" if half_life_days is None else f"half-life {half_life_days:g} d"
    return f"{rule}, {share * 100:g} %"
