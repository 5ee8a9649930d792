"""Stops that may be made, and walks among which they are shared out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Order = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class VisitTask:
    """Stops that could be made on one walk, n of them.

    Parameters
    ----------
    travel_s : (n + 2, n + 2) array
        From stop to stop; the last but one is the start, the last the end. [s]; inf
        where there is no way
    worth : (n,) array
        0 or above; what is worth nothing is not visited.
    stop_s : (n,) array
        How long one stays. [s]
    opens_s, closes_s : (n,) arrays
        When one may arrive, from the beginning of the walk; one waits for the opening.
        [s]
    lasts_s : float
        How long the walk may take. [s]
    place : (n,) array of int, optional
        At which place each stop is, where a place may be visited again; else each is
        one of its own.
    apart_s : float
        Between leaving a place and coming back to it. [s]
    """

    travel_s: Floats
    worth: Floats
    stop_s: Floats
    opens_s: Floats
    closes_s: Floats
    lasts_s: float
    place: Ints | None = None
    apart_s: float = 0.0

    @cached_property
    def places(self) -> list[int]:
        """The place of each stop."""
        n = len(self.worth)
        return list(range(n)) if self.place is None else self.place.tolist()

    def arrivals_s(self, order: Sequence[int]) -> list[float] | None:
        """Return when one arrives at each stop and at the end; None where too late."""
        here, now, times = len(self.worth), 0.0, []
        again_s: dict[int, float] = {}
        for stop in order:
            now = max(now + self.travel_s[here, stop], self.opens_s[stop])
            now = max(now, again_s.get(self.places[stop], 0.0))
            if not now <= self.closes_s[stop]:
                return None
            times.append(float(now))
            now, here = now + self.stop_s[stop], stop
            again_s[self.places[stop]] = now + self.apart_s
        now += self.travel_s[here, -1]
        return [*times, float(now)] if now <= self.lasts_s else None

    def worth_of(self, order: Sequence[int]) -> float:
        """Return the worth of all stops of an order."""
        return float(self.worth[list(order)].sum())


@dataclass(frozen=True, kw_only=True, eq=False)
class TeamTask:
    """Walks of one day that are planned together: each stop is made by one of them.

    Parameters
    ----------
    walks : tuple of VisitTask
        Of the same stops; starts, ends and lengths may differ.
    begins_s : tuple of float
        When each walk begins, from an instant that all share. [s]
    """

    walks: tuple[VisitTask, ...]
    begins_s: tuple[float, ...]

    def holds(self, orders: Sequence[Order]) -> bool:
        """Whether all keep their time, and come back to a place only after a while."""
        return self.end_s(orders) is not None

    def worth_of(self, orders: Sequence[Order]) -> float:
        """Return the worth of all stops of all walks."""
        return sum(
            walk.worth_of(order) for walk, order in zip(self.walks, orders, strict=True)
        )

    def end_s(self, orders: Sequence[Order]) -> float | None:
        """Return how long the walks take in all; None where they may not be so."""
        stays: dict[int, list[tuple[float, float]]] = {}
        seen: set[int] = set()
        total = 0.0
        for walk, begins, order in zip(self.walks, self.begins_s, orders, strict=True):
            arrivals = walk.arrivals_s(order)
            if arrivals is None or not seen.isdisjoint(order):
                return None
            seen.update(order)
            total += arrivals[-1]
            for stop, at in zip(order, arrivals, strict=False):
                stay = (begins + at, begins + at + float(walk.stop_s[stop]))
                stays.setdefault(walk.places[stop], []).append(stay)
        apart_s = self.walks[0].apart_s
        return (
            total if all(_are_apart(one, apart_s) for one in stays.values()) else None
        )


def _are_apart(stays: list[tuple[float, float]], apart_s: float) -> bool:
    following = pairwise(sorted(stays))
    return all(arrives >= left + apart_s for (_, left), (arrives, _) in following)
