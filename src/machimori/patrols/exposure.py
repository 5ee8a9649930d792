"""How evenly, and how unforeseen, places are visited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from machimori.patrols.walkers import Exposure, PlaceThatMatters, Walk


def exposure_of(
    walks: Sequence[Walk],
    places: Sequence[PlaceThatMatters],
    control: NDArray[np.bool_],
) -> Exposure:
    """Count visits, and how they are spread.

    Parameters
    ----------
    walks : sequence of Walk
    places : sequence of PlaceThatMatters
    control : (n,) bool array
        Places that are left out on purpose count for no unevenness.

    Returns
    -------
    Exposure
    """
    counts = Counter(visit.place.id for walk in walks for visit in walk.visits)
    cars = [walk for walk in walks if walk.walker.kind == "car"]
    slots = [
        (one.place.id, walk.on.weekday(), one.arrives.hour, one.arrives.minute // 30)
        for walk in cars
        for one in walk.visits
    ]
    own = [counts[p.id] for p, held in zip(places, control, strict=True) if not held]
    return Exposure(
        visits={one.id: counts[one.id] for one in places},
        gini=gini(own),
        entropy_bits=entropy_bits(Counter(slots).values()),
        entropy_most_bits=float(np.log2(len(slots))) if slots else 0.0,
        by_lot=sum(one.by_lot for one in cars) / len(cars) if cars else 0.0,
    )


def gini(counts: Sequence[int]) -> float:
    """Return the Gini coefficient of counts: 0 where all are alike.

    Source: C. Gini, "Variabilità e mutabilità" (1912), as the mean absolute difference
    over twice the mean.
    """
    values = np.sort(np.array(counts, dtype=np.float64))
    if not values.sum():
        return 0.0
    n = len(values)
    weights = 2.0 * np.arange(1, n + 1) - n - 1
    return float(weights @ values / (n * values.sum()))


def entropy_bits(counts: Iterable[int]) -> float:
    """Return the entropy of a distribution given by counts.

    Source: C. E. Shannon, "A mathematical theory of communication", Bell System
    Technical Journal 27 (1948) 379–423.
    """
    values = np.array([one for one in counts if one], dtype=np.float64)
    if not len(values):
        return 0.0
    shares = values / values.sum()
    return float(-(shares @ np.log2(shares))) + 0.0
