"""How many of many small chances are chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def false_discovery_rate(p: Floats) -> Floats:
    """Share of false alarms to expect among all that are at least as striking.

    Parameters
    ----------
    p : (n,) array
        Chances; NaN where there is none.

    Returns
    -------
    (n,) array
        NaN where `p` is.

    Source: Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal
    of the Royal Statistical Society B 57 (1995), pp. 289-300.
    """
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known])[::-1]]
    ranks = np.arange(len(order), 0, -1)
    rate = np.full(len(p), np.nan)
    rate[order] = np.minimum.accumulate(p[order] * len(order) / ranks)
    return np.asarray(np.minimum(rate, 1.0))
