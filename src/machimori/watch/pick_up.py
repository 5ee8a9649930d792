"""Where groups of pupils gather before they walk on together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.streets import (
    Positions,
    StreetGraph,
    positions_at,
    walking_distances_m,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

COVERED = 0.95
"""Points are added until this share of the children has one near."""


@dataclass(frozen=True)
class PickUpPoint:
    """A place to gather.

    Parameters
    ----------
    node : int
        Of the graph.
    children : float
        How many gather there.
    farthest_m : float
        Longest way that one of them walks alone. [m]
    """

    node: int
    children: float
    farthest_m: float


def pick_up_points(
    graph: StreetGraph,
    homes: Positions,
    children: Floats,
    *,
    candidates: Ints,
    alone_m: float,
    least: float = 0.0,
) -> tuple[PickUpPoint, ...]:
    """Choose few places to gather, so that nobody walks far alone.

    Parameters
    ----------
    graph : StreetGraph
    homes : Positions
        k of them.
    children : (k,) array
    candidates : (c,) array
        Nodes at which a group can stand safely.
    alone_m : float
        Farthest that a child walks alone. [m]
    least : float
        Fewer children are no group.

    Returns
    -------
    tuple of PickUpPoint
        In the order in which they take most children who have none yet, until 95 %
        have one; then each child goes to the nearest. Fewer where the candidates do
        not reach them, or reach too few at a time.

    Source
    ------
    V. Chvátal, "A greedy heuristic for the set-covering problem", Mathematics of
    Operations Research 4 (1979) 233–235.
    """
    if not len(candidates) or not len(homes):
        return ()
    spots = positions_at(graph, candidates)
    away = walking_distances_m(graph, spots, homes, limit_m=alone_m)
    reaches = np.isfinite(away)
    left = children.astype(np.float64).copy()
    chosen: list[int] = []
    while left.sum() > (1.0 - COVERED) * children.sum():
        gained = reaches @ left
        best = int(gained.argmax())
        if gained[best] <= max(least, 1e-9):
            break
        chosen.append(best)
        left[reaches[best]] = 0.0
    return _gathered(candidates, away, children, chosen)


def _gathered(
    candidates: Ints, away: Floats, children: Floats, chosen: list[int]
) -> tuple[PickUpPoint, ...]:
    if not chosen:
        return ()
    own = away[chosen]
    nearest = own.argmin(axis=0)
    served = np.isfinite(own.min(axis=0))
    points = []
    for place, candidate in enumerate(chosen):
        mine = served & (nearest == place)
        if mine.any():
            farthest = float(own[place, mine].max())
            count = float(children[mine].sum())
            points.append(PickUpPoint(int(candidates[candidate]), count, farthest))
    return tuple(points)
