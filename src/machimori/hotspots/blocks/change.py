"""Whether a block changed from one period to the next, or only as chance does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, binom

from machimori.hotspots.blocks.significance import false_discovery_rate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Change:
    """Change of n blocks from one period to another.

    Parameters
    ----------
    ratio, low, high : (n,) arrays
        Later rate over earlier rate, and the ends of its interval; the ratio is NaN
        where nothing happened in either period, infinite where only the later has any.
    p : (n,) array
        Chance of a difference as great, if the rate had stayed the same; 1 where
        nothing happened at all.
    p_trend : (n,) array
        The same if the block had gone as all blocks together did.
    """

    ratio: Floats
    low: Floats
    high: Floats
    p: Floats
    p_trend: Floats

    @property
    def q(self) -> Floats:
        """Share of false alarms among the blocks that changed at least as clearly."""
        return false_discovery_rate(self.p)

    @property
    def q_trend(self) -> Floats:
        """The same against what all blocks together did."""
        return false_discovery_rate(self.p_trend)


def change(
    before: Ints,
    after: Ints,
    *,
    before_days: float,
    after_days: float,
    confidence: float = 0.95,
) -> Change:
    """Compare two periods block by block.

    Given how many incidents a block had in both periods together, those of the later
    one are so many of them by chance: no rate has to be estimated.

    Parameters
    ----------
    before, after : (n,) arrays of int
    before_days, after_days : float
        Lengths of the periods. [d]
    confidence : float

    Returns
    -------
    Change

    Source: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples
    from Poisson series", Biometrika 31 (1940), pp. 313-323; C. J. Clopper, E. S.
    Pearson, "The use of confidence or fiducial limits", Biometrika 26 (1934), pp.
    404-413.
    """
    both = before + after
    longer = before_days / after_days
    tail = (1.0 - confidence) / 2.0
    low = np.where(after > 0, beta.ppf(tail, np.maximum(after, 1), before + 1), 0.0)
    high = np.where(
        before > 0, beta.ppf(1.0 - tail, after + 1, np.maximum(before, 1)), 1.0
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(both > 0, after / before, np.nan) * longer
        odds = low / (1.0 - low) * longer, high / (1.0 - high) * longer
    trend = after.sum() / both.sum() if both.sum() else 0.5
    return Change(
        ratio,
        odds[0],
        odds[1],
        _two_sided(after, both, after_days / (before_days + after_days)),
        _two_sided(after, both, float(trend)),
    )


def _two_sided(part: Ints, whole: Ints, share: float) -> Floats:
    """Twice the smaller tail: a chance that promises nothing too much."""
    tails = binom.cdf(part, whole, share), binom.sf(part - 1, whole, share)
    return np.asarray(np.minimum(2.0 * np.minimum(*tails), 1.0))
