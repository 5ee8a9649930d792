"""In which order to visit which places: prize collecting within an hour or a shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Order = tuple[int, ...]

HAS_ROUTES = find_spec("pyvrp") is not None
"""Whether the extra ``routes`` is installed."""

_ITERATIONS = 300
_PRIZE = 1_000_000
"""Of the place that is worth most: every place outweighs the way to it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class VisitTask:
    """Places that could be visited on one walk, n of them.

    Parameters
    ----------
    travel_s : (n + 2, n + 2) array
        From place to place; the last but one is the start, the last the end. [s]; inf
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
    """

    travel_s: Floats
    worth: Floats
    stop_s: Floats
    opens_s: Floats
    closes_s: Floats
    lasts_s: float

    def arrivals_s(self, order: Sequence[int]) -> list[float] | None:
        """Return when one arrives at each place and at the end; None where too late."""
        here, now, times = len(self.worth), 0.0, []
        for place in order:
            now = max(now + self.travel_s[here, place], self.opens_s[place])
            if not now <= self.closes_s[place]:
                return None
            times.append(float(now))
            now, here = now + self.stop_s[place], place
        now += self.travel_s[here, -1]
        return [*times, float(now)] if now <= self.lasts_s else None

    def worth_of(self, order: Sequence[int]) -> float:
        """Return the worth of all places of an order."""
        return float(self.worth[list(order)].sum())


@dataclass(frozen=True, kw_only=True)
class Solved:
    """An order, and how it compares.

    Parameters
    ----------
    order : tuple of int
    worth, greedy_worth : float
        Of this order, and of the plain one that always adds the next best place.
    by : "pyvrp" or "greedy"
    """

    order: Order
    worth: float
    greedy_worth: float
    by: Literal["pyvrp", "greedy"]


def best_order(task: VisitTask, *, seed: int) -> Solved:
    """Choose places and their order, so that most worth is visited.

    Parameters
    ----------
    task : VisitTask
    seed : int

    Returns
    -------
    Solved
        By PyVRP where it is installed, never worth less than the plain order; of
        orders worth the same the shorter.

    Source
    ------
    N. A. Wouda, L. Lan, W. Kool, "PyVRP: a high-performance VRP solver package",
    INFORMS Journal on Computing 36 (2024) 943–955.
    """
    plain = greedy_order(task)
    worth = task.worth_of(plain)
    searched = _by_pyvrp(task, seed) if HAS_ROUTES and len(task.worth) else ()
    if task.arrivals_s(searched) is not None and _rank(task, searched) > _rank(
        task, plain
    ):
        found = task.worth_of(searched)
        return Solved(order=searched, worth=found, greedy_worth=worth, by="pyvrp")
    by: Literal["pyvrp", "greedy"] = "pyvrp" if HAS_ROUTES else "greedy"
    return Solved(order=plain, worth=worth, greedy_worth=worth, by=by)


def greedy_order(task: VisitTask) -> Order:
    """Add the place that gives most for its time, shorten the way, and again.

    Parameters
    ----------
    task : VisitTask

    Returns
    -------
    tuple of int
    """
    order: Order = ()
    while True:
        longer = _with_one_more(task, order)
        if longer is None:
            return order
        order = _shortened(task, longer)


def _rank(task: VisitTask, order: Order) -> tuple[float, float]:
    arrivals = task.arrivals_s(order)
    ends = np.inf if arrivals is None else arrivals[-1]
    return round(task.worth_of(order), 9), -ends


def _with_one_more(task: VisitTask, order: Order) -> Order | None:
    best: tuple[float, Order] | None = None
    now = task.arrivals_s(order)
    if now is None:
        return None
    for place in np.flatnonzero(task.worth > 0).tolist():
        if place in order:
            continue
        for at in range(len(order) + 1):
            longer = (*order[:at], place, *order[at:])
            arrivals = task.arrivals_s(longer)
            if arrivals is None:
                continue
            gain = task.worth[place] / max(arrivals[-1] - now[-1], 1.0)
            if best is None or gain > best[0]:
                best = (float(gain), longer)
    return None if best is None else best[1]


def _shortened(task: VisitTask, order: Order) -> Order:
    """Turn parts of the way round while that makes it shorter (2-opt)."""
    improved = True
    while improved:
        improved = False
        for start in range(len(order) - 1):
            for end in range(start + 2, len(order) + 1):
                turned = (*order[:start], *order[start:end][::-1], *order[end:])
                if _rank(task, turned) > _rank(task, order):
                    order, improved = turned, True
    return order


def _by_pyvrp(task: VisitTask, seed: int) -> Order:
    from pyvrp import Model
    from pyvrp.stop import MaxIterations

    opens_s = np.ceil(task.opens_s)
    closes_s = np.floor(np.minimum(task.closes_s, task.lasts_s))
    is_open = (task.worth > 0) & (opens_s <= closes_s)
    kept = np.flatnonzero(is_open & np.isfinite(task.travel_s[-2, :-2]))
    if not len(kept) or not np.isfinite(task.travel_s[-2, -1]):
        return ()
    model = Model()
    numbers = [*kept.tolist(), len(task.worth), len(task.worth) + 1]
    spots = [model.add_location(x=0, y=0) for _ in numbers]
    start, end = (model.add_depot(spot) for spot in spots[-2:])
    model.add_vehicle_type(start_depot=start, end_depot=end, tw_late=int(task.lasts_s))
    unit = _PRIZE / task.worth.max()
    for spot, place in zip(spots, kept.tolist(), strict=False):
        model.add_client(
            spot,
            service_duration=int(np.ceil(task.stop_s[place])),
            tw_early=int(opens_s[place]),
            tw_late=int(closes_s[place]),
            prize=int(task.worth[place] * unit),
            required=False,
        )
    for one, here in zip(spots, numbers, strict=True):
        for other, there in zip(spots, numbers, strict=True):
            way_s = task.travel_s[here, there]
            if one is not other and np.isfinite(way_s):
                seconds = int(np.ceil(way_s))
                model.add_edge(one, other, distance=seconds, duration=seconds)
    found = model.solve(
        MaxIterations(_ITERATIONS), seed=seed, collect_stats=False, display=False
    )
    routes = found.best.routes()
    return tuple(_places_of(routes[0], kept)) if routes else ()


def _places_of(route: object, kept: NDArray[np.int64]) -> list[int]:
    visits = [stop for stop in route.schedule() if stop.is_client()]  # type: ignore[attr-defined]
    return [int(kept[stop.idx]) for stop in visits]
