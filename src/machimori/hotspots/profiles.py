"""At what hours and on which days things happen, as far as the hours are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.incidents import Incident, Incidents

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HOURS_OF_DAY = 24.0
HOURS_OF_WEEK = 168.0
_FIRST_MONDAY = 1
"""The day 0001-01-01, from which dates are counted, was a Monday."""
_ROUNDING_H = 1e-9


@dataclass(frozen=True)
class Profile:
    """Incidents by parts of a day or a week.

    Parameters
    ----------
    expected : (bins,) array
        Each incident shared out evenly among the parts in which it may have happened
        (aoristic).
    at_least, at_most : (bins,) arrays of int
        Incidents that certainly happened in the part, and that may have.
    unknown : int
        Incidents that may have happened in any part: they say nothing, and are in none
        of the above.

    Source: J. H. Ratcliffe, "Aoristic signatures and the spatio-temporal analysis of
    high volume crime patterns", Journal of Quantitative Criminology 18 (2002), pp.
    23-43.
    """

    expected: Floats
    at_least: Ints
    at_most: Ints
    unknown: int


def profile(
    begin_h: Floats, end_h: Floats, *, period_h: float, bin_h: float
) -> Profile:
    """Count incidents by parts of a period that comes round.

    Parameters
    ----------
    begin_h, end_h : (n,) arrays
        Within which each happened, in hours on a running clock; NaN where nothing is
        known. [h] An incident known to the hour has a span of one hour.
    period_h : float
        24 for the day, 168 for the week. [h]
    bin_h : float
        Length of a part, of which a whole number makes the period. [h]

    Returns
    -------
    Profile
    """
    bins = round(period_h / bin_h)
    span = end_h - begin_h
    says = np.isfinite(span) & (span < period_h - _ROUNDING_H) & (span >= 0)
    begin, end = begin_h[says] / bin_h, end_h[says] / bin_h
    first = np.floor(begin + _ROUNDING_H).astype(np.int64)
    last = np.maximum(np.ceil(end - _ROUNDING_H).astype(np.int64) - 1, first)
    many = last - first + 1
    which = np.repeat(np.arange(len(many)), many)
    own = first[which] + np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
    overlap = np.minimum(end[which], own + 1) - np.maximum(begin[which], own)
    long = np.where(many > 1, end - begin, 1.0)[which]
    share = np.where(many[which] > 1, overlap / long, 1.0)
    part = own % bins
    # A span that nearly fills the period begins and ends in the same part.
    touched = np.unique(np.column_stack([which, part]), axis=0)[:, 1]
    certain = first[many == 1] % bins
    return Profile(
        np.bincount(part, weights=share, minlength=bins).astype(np.float64),
        np.bincount(certain, minlength=bins),
        np.bincount(touched, minlength=bins),
        int((~says).sum()),
    )


def spans_h(incidents: Incidents) -> tuple[Floats, Floats]:
    """Within which hours each incident happened.

    Parameters
    ----------
    incidents : Incidents

    Returns
    -------
    begin_h, end_h : (n,) arrays
        Hours since a Monday, so that weeks begin on Mondays; NaN where the day is
        unknown. [h] Where only the day is known, all of it.
    """
    spans = [_span(incident) for incident in incidents]
    both = np.array(spans, dtype=np.float64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _span(incident: Incident) -> tuple[float, float]:
    when = incident.when
    if when.first_on is None or when.last_on is None:
        return float("nan"), float("nan")
    first, last = (
        day.toordinal() - _FIRST_MONDAY for day in (when.first_on, when.last_on)
    )
    if when.hour is None:
        return first * 24.0, last * 24.0 + 24.0
    until = when.hour if when.until_hour is None else when.until_hour
    return first * 24.0 + when.hour, last * 24.0 + until + 1.0
