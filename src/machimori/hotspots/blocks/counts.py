"""Rates of blocks, with how sure one can be of them, and how unevenly counts lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Rates:
    """Rates of n blocks.

    Parameters
    ----------
    rate, low, high : (n,) arrays
        Incidents a unit of exposure, and the ends of its interval; NaN where the
        exposure is unknown or nothing.
    """

    rate: Floats
    low: Floats
    high: Floats


def rates(counts: Ints, exposure: Floats, *, confidence: float = 0.95) -> Rates:
    """Divide counts by residents, metres of street or years, with exact intervals.

    Parameters
    ----------
    counts : (n,) array of int
    exposure : (n,) array
        In any unit; NaN where it is unknown.
    confidence : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Rates

    Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28
    (1936), pp. 437-442.
    """
    known = np.isfinite(exposure) & (exposure > 0)
    divisor = np.where(known, exposure, np.nan)
    tail = (1.0 - confidence) / 2.0
    low = np.where(counts > 0, chi2.ppf(tail, 2.0 * np.maximum(counts, 1)) / 2.0, 0.0)
    high = chi2.ppf(1.0 - tail, 2.0 * counts + 2.0) / 2.0
    return Rates(counts / divisor, low / divisor, high / divisor)


def share_in_busiest(counts: Ints, share: float) -> float:
    """Share of all incidents that lies in the busiest blocks.

    Parameters
    ----------
    counts : (n,) array of int
        Of all blocks, those without incidents included.
    share : float
        Of the blocks, between 0 and 1; rounded down to whole blocks, one at least.

    Returns
    -------
    float
        NaN where there are no incidents.

    Source: D. Weisburd, "The law of crime concentration and the criminology of place",
    Criminology 53 (2015), pp. 133-157.
    """
    if not counts.sum():
        return float("nan")
    many = max(1, int(share * len(counts) + 1e-9))
    return float(np.sort(counts)[::-1][:many].sum() / counts.sum())
