"""Where neighbouring blocks are high or low together: the local statistic Gi*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from machimori.hotspots.blocks.neighbours import Neighbours
from machimori.hotspots.blocks.significance import false_discovery_rate
from machimori.hotspots.permutation_kernels import exact_tails

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Values = NDArray[Any]

MOST_STEPS = 2e9
"""More steps than this the whole distribution does not take: draws are taken."""
DRAWS = 99_999
"""Draws where the whole distribution would take too long."""
_ROUNDING = 1e-9
"""Sums of broken numbers that differ by this share of the largest value are equal."""


@dataclass(frozen=True)
class LocalSums:
    """Gi* of each of n blocks.

    Parameters
    ----------
    z : (n,) array
        Standard score; NaN where all values are the same.
    p_high, p_low : (n,) array
        Chance of a sum as high, or as low, if the other blocks' values lay anywhere
        else. Equal sums count as high and as low. NaN for a block without neighbours,
        of which nothing can be said.
    draws : int or None
        Permutations that were drawn; None where all there are were weighed.

    Source: J. K. Ord, A. Getis, "Local spatial autocorrelation statistics",
    Geographical Analysis 27 (1995), pp. 286-306; L. Anselin, "Local indicators of
    spatial association", ibid., pp. 93-115 (conditional permutation).
    """

    z: Floats
    p_high: Floats
    p_low: Floats
    draws: int | None

    @property
    def q_high(self) -> Floats:
        """Share of false alarms among the blocks that are at least as striking."""
        return false_discovery_rate(self.p_high)

    @property
    def q_low(self) -> Floats:
        """The same for low sums."""
        return false_discovery_rate(self.p_low)


def gi_star(
    values: Values,
    neighbours: Neighbours,
    *,
    permutations: int | None = None,
    rng: np.random.Generator | None = None,
) -> LocalSums:
    """Compute Gi* with conditional permutations and exact ties.

    Each block keeps its own value while those of all others change places. Whole
    numbers are added as whole numbers, so that equal sums are equal.

    Parameters
    ----------
    values : (n,) array of int or float
        Counts, or any other quantity.
    neighbours : Neighbours
        Of n blocks.
    permutations : int, optional
        How many to draw. Without it, counts get the chance over *all* permutations, by
        adding up their distribution; where that would take too long, and for broken
        numbers, `DRAWS` are drawn.
    rng : numpy.random.Generator, optional
        For drawing; seeded with 0 where none is given.

    Returns
    -------
    LocalSums
    """
    rng = np.random.default_rng(0) if rng is None else rng
    if permutations is None and _is_summable(values, neighbours):
        high, low = _all_permutations(values.astype(np.int64), neighbours)
    else:
        permutations = permutations or DRAWS
        high, low = _drawn(values, neighbours, permutations, rng)
    alone = neighbours.counts == 0
    high[alone], low[alone] = np.nan, np.nan
    return LocalSums(_scores(values, neighbours), high, low, permutations)


def excess(
    counts: Ints, exposure: Floats, neighbours: Neighbours
) -> tuple[Floats, Floats]:
    """Compare each block and its neighbours with their share of an exposure.

    Rates of small blocks jump; this asks instead how likely so many of all incidents
    would fall on a block and its neighbours, if each fell on residents, households or
    metres of street alike.

    Parameters
    ----------
    counts : (n,) array of int
    exposure : (n,) array
        Residents, metres …; NaN where it is unknown.
    neighbours : Neighbours

    Returns
    -------
    expected : (n,) array
        Incidents on the block and its neighbours; NaN where any exposure is unknown.
    p_high : (n,) array
        Chance of as many as there were, or more.
    """
    known = np.isfinite(exposure)
    filled = np.where(known, exposure, 0.0)
    reach = filled + neighbours.sums(filled)
    gaps = ~known | (neighbours.sums((~known).astype(np.int64)) > 0)
    reach[gaps] = np.nan
    total = int(counts[known].sum())
    share = np.minimum(reach / filled.sum(), 1.0)
    seen = counts + neighbours.sums(counts)
    return np.asarray(total * share), np.asarray(binom.sf(seen - 1, total, share))


def _scores(values: Values, neighbours: Neighbours) -> Floats:
    n, reach = len(values), neighbours.counts + 1.0
    x: Floats = values.astype(np.float64)
    spread = x.std() * np.sqrt((n * reach - reach**2) / (n - 1.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = (x + neighbours.sums(x) - reach * x.mean()) / spread
    return np.asarray(np.where(spread > 0, scores, np.nan))


def _is_summable(values: Values, neighbours: Neighbours) -> bool:
    if not np.issubdtype(values.dtype, np.integer) or len(values) == 0:
        return False
    most = int(neighbours.counts.max(initial=0))
    kinds, span = len(np.unique(values)), int(np.ptp(values))
    # Each kind of value is merged, and then each is taken out once.
    steps = kinds * (most**2 / 2 + most) * (most * span + 1)
    return 2 * most <= len(values) and steps <= MOST_STEPS


def _all_permutations(values: Ints, neighbours: Neighbours) -> tuple[Floats, Floats]:
    least = int(values.min())
    above = values - least
    kinds, own, many = np.unique(above, return_inverse=True, return_counts=True)
    sums = neighbours.sums(above)
    order = np.argsort(own, kind="stable")
    most = int(neighbours.counts.max())
    largest = np.sort(above)[::-1][:most].sum()
    high, low = np.ones(len(values)), np.ones(len(values))
    first = np.searchsorted(own[order], np.arange(len(kinds) + 1))
    exact_tails(
        (kinds, many, first),
        (order, neighbours.counts, sums),
        (most, int(largest) + 1),
        high,
        low,
    )
    return high, low


def _drawn(
    values: Values,
    neighbours: Neighbours,
    permutations: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Draw once for all blocks, and put right what holds a block's own value.

    The sum over k others is the same for every block but those that were drawn
    themselves: these pass to the next one drawn.
    """
    reach = neighbours.counts
    most = min(int(reach.max(initial=0)) + 1, len(values))
    drawn = _different(len(values), most, permutations, rng)
    is_whole = np.issubdtype(values.dtype, np.integer)
    exact: Any = values.astype(np.int64 if is_whole else np.float64)
    slack = 0 if is_whole else _ROUNDING * np.abs(exact).max(initial=0.0)
    running = exact[drawn].cumsum(axis=1)
    seen = neighbours.sums(exact)
    high, low = np.zeros(len(values)), np.zeros(len(values))
    for k in np.unique(reach[reach > 0]):
        some, sums = np.flatnonzero(reach == k), np.sort(running[:, k - 1])
        high[some] = permutations - np.searchsorted(sums, seen[some] - slack)
        low[some] = np.searchsorted(sums, seen[some] + slack, side="right")
    row, place = np.nonzero(np.arange(most - 1) < reach[drawn[:, : most - 1]])
    own = drawn[row, place]
    before, after = running[row, reach[own] - 1], running[row, reach[own]] - exact[own]
    for tail, sign in ((high, 1), (low, -1)):
        as_far = [sign * (sums - seen[own]) >= -slack for sums in (before, after)]
        np.add.at(tail, own, as_far[1].astype(float) - as_far[0])
    return (high + 1) / (permutations + 1), (low + 1) / (permutations + 1)


def _different(n: int, k: int, rows: int, rng: np.random.Generator) -> Ints:
    """Draw k different numbers below n, rows times."""
    if n < 4 * k * k:
        return rng.permuted(np.tile(np.arange(n), (rows, 1)), axis=1)[:, :k]
    drawn = rng.integers(n, size=(rows, k))
    while True:
        again = np.flatnonzero((np.diff(np.sort(drawn, axis=1), axis=1) == 0).any(1))
        if not len(again):
            return drawn
        drawn[again] = rng.integers(n, size=(len(again), k))
