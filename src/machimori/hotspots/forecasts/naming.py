"""Forecasts by simple rules: the bar that any cleverer rule must clear."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def recent_counts(
    blocks: Ints, days_ago: Floats, count: int, *, half_life_days: float | None = None
) -> Floats:
    """Count incidents of each block, recent ones for more where asked.

    Parameters
    ----------
    blocks : (n,) array of int
        Number of each incident's block.
    days_ago : (n,) array
        How long before the forecast it happened. [d]
    count : int
        Number of blocks.
    half_life_days : float, optional
        After how long an incident counts for half. [d] Without, all count alike: where
        most happened, most is expected.

    Returns
    -------
    (count,) array
    """
    if half_life_days is None:
        return np.bincount(blocks, minlength=count).astype(np.float64)
    worth = 0.5 ** (days_ago / half_life_days)
    return np.bincount(blocks, weights=worth, minlength=count).astype(np.float64)


def name_highest(scores: Floats, share: float) -> Bools:
    """Name the blocks with the highest scores.

    Parameters
    ----------
    scores : (n,) array
    share : float
        Of all blocks, at most; blocks without any score are never named, and of equal
        ones either all or none are: no order of the list may decide.

    Returns
    -------
    (n,) array of bool
    """
    room = int(share * len(scores) + 1e-9)
    levels = np.unique(scores[scores > 0])[::-1]
    for level in levels[::-1]:
        if (scores >= level).sum() <= room:
            return np.asarray(scores >= level)
    return np.zeros(len(scores), dtype=bool)
