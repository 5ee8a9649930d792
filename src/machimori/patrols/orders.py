"""In which order to visit which places: prize collecting within an hour or a shift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

import numpy as np

from machimori.patrols.route_search import search_orders
from machimori.patrols.visit_tasks import Order, TeamTask, VisitTask

By = Literal["pyvrp", "greedy"]

HAS_ROUTES = find_spec("pyvrp") is not None
"""Whether the extra ``routes`` is installed."""


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
    by: By


def best_order(task: VisitTask, *, seed: int) -> Solved:
    """Choose stops and their order, so that most worth is visited.

    Parameters
    ----------
    task : VisitTask
    seed : int

    Returns
    -------
    Solved
        By PyVRP where it is installed, never worth less than the plain order; of
        orders worth the same the shorter.
    """
    return best_orders(TeamTask(walks=(task,), begins_s=(0.0,)), seed=seed)[0]


def best_orders(task: TeamTask, *, seed: int) -> tuple[Solved, ...]:
    """Share stops out among walks, so that together they visit most worth.

    Parameters
    ----------
    task : TeamTask
    seed : int

    Returns
    -------
    tuple of Solved
        One for each walk, as `best_order` finds it for one alone.
    """
    plain = greedy_orders(task)
    tried = [plain]
    if HAS_ROUTES and len(task.walks[0].worth):
        has_revisits = task.walks[0].place is not None
        for keeps_apart in (True, False) if has_revisits else (False,):
            searched = search_orders(task, seed=seed, keeps_apart=keeps_apart)
            tried.append(_filled(task, _without_what_breaks(task, searched)))
    found = max(tried, key=lambda orders: _rank(task, orders))
    by: By = "pyvrp" if HAS_ROUTES else "greedy"
    return tuple(
        Solved(
            order=order,
            worth=walk.worth_of(order),
            greedy_worth=walk.worth_of(simple),
            by=by,
        )
        for walk, order, simple in zip(task.walks, found, plain, strict=True)
    )


def greedy_order(task: VisitTask) -> Order:
    """Add the stop that gives most for its time, shorten the way, and again.

    Parameters
    ----------
    task : VisitTask

    Returns
    -------
    tuple of int
    """
    return greedy_orders(TeamTask(walks=(task,), begins_s=(0.0,)))[0]


def greedy_orders(task: TeamTask) -> tuple[Order, ...]:
    """Add the stop that gives most for its time to any walk, shorten, and again.

    Parameters
    ----------
    task : TeamTask

    Returns
    -------
    tuple of tuple of int
    """
    return _filled(task, tuple(() for _ in task.walks))


def _filled(task: TeamTask, orders: tuple[Order, ...]) -> tuple[Order, ...]:
    while True:
        longer = _with_one_more(task, orders)
        if longer is None:
            return orders
        orders = _shortened(task, longer)


def _without_what_breaks(
    task: TeamTask, orders: tuple[Order, ...]
) -> tuple[Order, ...]:
    """Leave the stops worth least out until the rest keeps every rule."""
    while not task.holds(orders):
        worth = task.walks[0].worth
        least = min((stop for order in orders for stop in order), key=worth.item)
        orders = tuple(tuple(s for s in order if s != least) for order in orders)
    return orders


def _rank(task: TeamTask, orders: Sequence[Order]) -> tuple[float, float]:
    end_s = task.end_s(orders)
    return round(task.worth_of(orders), 9), -np.inf if end_s is None else -end_s


def _with_one_more(
    task: TeamTask, orders: tuple[Order, ...]
) -> tuple[Order, ...] | None:
    best: tuple[float, tuple[Order, ...]] | None = None
    now = [w.arrivals_s(o) for w, o in zip(task.walks, orders, strict=True)]
    made = {stop for order in orders for stop in order}
    for number, (walk, order) in enumerate(zip(task.walks, orders, strict=True)):
        before = now[number]
        if before is None:
            return None
        for stop in np.flatnonzero(walk.worth > 0).tolist():
            if stop in made:
                continue
            for at in range(len(order) + 1):
                longer = (*order[:at], stop, *order[at:])
                arrivals = walk.arrivals_s(longer)
                if arrivals is None:
                    continue
                gain = float(walk.worth[stop]) / max(arrivals[-1] - before[-1], 1.0)
                if best is not None and gain <= best[0]:
                    continue
                all_ = (*orders[:number], longer, *orders[number + 1 :])
                if len(orders) == 1 or walk.place is None or task.holds(all_):
                    best = (gain, all_)
    return None if best is None else best[1]


def _shortened(task: TeamTask, orders: tuple[Order, ...]) -> tuple[Order, ...]:
    """Turn parts of the ways round while that makes them shorter (2-opt)."""
    improved = True
    while improved:
        improved = False
        for turned in _turned(orders):
            if _rank(task, turned) > _rank(task, orders):
                orders, improved = turned, True
                break
    return orders


def _turned(orders: tuple[Order, ...]) -> Iterator[tuple[Order, ...]]:
    for number, order in enumerate(orders):
        for start in range(len(order) - 1):
            for end in range(start + 2, len(order) + 1):
                turned = (*order[:start], *order[start:end][::-1], *order[end:])
                yield (*orders[:number], turned, *orders[number + 1 :])
