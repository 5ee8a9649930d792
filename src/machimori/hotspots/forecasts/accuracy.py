"""How good a forecast of places was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Accuracy:
    """What a forecast caught and what it missed.

    Parameters
    ----------
    caught, missed : int
        Incidents in the places that were named, and elsewhere.
    empty : int
        Places that were named and saw none.
    share : float
        Of all places, by their size, that were named.
    best : float
        Incidents that the same size of places could have caught at most.
    """

    caught: int
    missed: int
    empty: int
    share: float
    best: float

    @property
    def hit_rate(self) -> float:
        """Share of all incidents that was caught; NaN where there were none."""
        return _over(self.caught, self.caught + self.missed)

    @property
    def pai(self) -> float:
        """Predictive accuracy index: hit rate over the share of places.

        Source: S. Chainey, L. Tompson, S. Uhlig, "The utility of hotspot mapping for
        predicting spatial patterns of crime", Security Journal 21 (2008), pp. 4-28.
        """
        return _over(self.hit_rate, self.share)

    @property
    def pei(self) -> float:
        """Predictive efficiency index: what was caught over what could have been.

        Source: J. M. Hunt, "Do crime hot spots move?", dissertation, American
        University (2016).
        """
        return _over(self.caught, self.best)


def accuracy(is_named: Bools, counts: Ints, sizes: Floats | None = None) -> Accuracy:
    """Hold a forecast against what happened.

    Parameters
    ----------
    is_named : (n,) array of bool
        The places that the forecast named.
    counts : (n,) array of int
        Incidents of each place in the time forecast.
    sizes : (n,) array, optional
        Area or length of street of each place, above 0; every place the same where left
        out. The best that was possible then allows part of a place, so that no forecast
        is flattered.

    Returns
    -------
    Accuracy
    """
    size = np.ones(len(counts)) if sizes is None else np.asarray(sizes, dtype=float)
    named = float(size[is_named].sum())
    order = np.argsort(-counts / size, kind="stable")
    room = np.clip((named - (np.cumsum(size[order]) - size[order])) / size[order], 0, 1)
    return Accuracy(
        caught=int(counts[is_named].sum()),
        missed=int(counts[~is_named].sum()),
        empty=int((counts[is_named] == 0).sum()),
        share=named / float(size.sum()),
        best=float((room * counts[order]).sum()),
    )


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")
