"""Stops shared out among walks by PyVRP, which is an extra."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from machimori.patrols.visit_tasks import Floats, Ints, Order, TeamTask

_ITERATIONS = 300
_PRIZE = 1_000_000
"""Of the place that is worth most: every place outweighs the way to it."""


def search_orders(task: TeamTask, *, seed: int, keeps_apart: bool) -> tuple[Order, ...]:
    """Search for orders that are worth most, by PyVRP.

    Parameters
    ----------
    task : TeamTask
    seed : int
    keeps_apart : bool
        Whether stops at one place have spans of their own, so that they keep apart,
        which may leave worth behind; else that rule is not looked at.

    Returns
    -------
    tuple of tuple of int
        One for each walk.

    Source
    ------
    N. A. Wouda, L. Lan, W. Kool, "PyVRP: a high-performance VRP solver package",
    INFORMS Journal on Computing 36 (2024) 943–955.
    """
    from pyvrp import Model
    from pyvrp.stop import MaxIterations

    first = task.walks[0]
    opens_s, closes_s = _windows(task, keeps_apart=keeps_apart)
    is_open = (first.worth > 0) & (opens_s <= closes_s)
    reached = np.any([np.isfinite(walk.travel_s[-2, :-2]) for walk in task.walks], 0)
    kept = np.flatnonzero(is_open & reached)
    if not len(kept) or not all(np.isfinite(w.travel_s[-2, -1]) for w in task.walks):
        return tuple(() for _ in task.walks)
    model = Model()
    _describe(model, task, kept, opens_s, closes_s)
    found = model.solve(
        MaxIterations(_ITERATIONS), seed=seed, collect_stats=False, display=False
    )
    orders: list[Order] = [() for _ in task.walks]
    for route in found.best.routes():
        orders[route.vehicle_type()] = tuple(_stops_of(route, kept))
    return tuple(orders)


def _describe(
    model: Any, task: TeamTask, kept: Ints, opens_s: Floats, closes_s: Floats
) -> None:
    """Tell PyVRP of a vehicle a walk, of the stops, and of the ways."""
    first, count = task.walks[0], len(task.walks)
    spots = [model.add_location(x=0, y=0) for _ in range(len(kept) + 2 * count)]
    ends = [model.add_depot(spot) for spot in spots[len(kept) :]]
    for number, (walk, begins) in enumerate(
        zip(task.walks, task.begins_s, strict=True)
    ):
        model.add_vehicle_type(
            start_depot=ends[2 * number],
            end_depot=ends[2 * number + 1],
            tw_early=int(np.ceil(begins)),
            tw_late=int(begins + walk.lasts_s),
            name=str(number),
        )
    unit = _PRIZE / first.worth.max()
    for spot, stop in zip(spots, kept.tolist(), strict=False):
        model.add_client(
            spot,
            service_duration=int(np.ceil(first.stop_s[stop])),
            tw_early=int(opens_s[stop]),
            tw_late=int(closes_s[stop]),
            prize=int(first.worth[stop] * unit),
            required=False,
        )
    for here, there, way_s in _edges(task, kept.tolist()):
        if np.isfinite(way_s):
            seconds = int(np.ceil(way_s))
            model.add_edge(
                spots[here], spots[there], distance=seconds, duration=seconds
            )


def _windows(task: TeamTask, *, keeps_apart: bool) -> tuple[Floats, Floats]:
    """Say when each stop may be made; those at one place in spans that keep apart."""
    walks, begins = task.walks, np.array(task.begins_s)
    ends = begins + [walk.lasts_s for walk in walks]
    early = np.min([b + w.opens_s for w, b in zip(walks, begins, strict=True)], axis=0)
    late = np.max([b + w.closes_s for w, b in zip(walks, begins, strict=True)], axis=0)
    late = np.minimum(late, ends.max())
    first = walks[0]
    stops_at: dict[int, list[int]] = {}
    for stop, place in enumerate(first.places):
        stops_at.setdefault(place, []).append(stop)
    several = [one for one in stops_at.values() if len(one) > 1 and keeps_apart]
    for stops in several:
        span_s = (ends.max() - begins.min() + first.apart_s) / len(stops)
        for number, stop in enumerate(stops):
            opens = begins.min() + number * span_s
            closes = opens + span_s - first.apart_s - first.stop_s[stops].max()
            early[stop], late[stop] = max(early[stop], opens), min(late[stop], closes)
    return np.ceil(early), np.floor(late)


def _edges(task: TeamTask, kept: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Yield the ways among stops, and from each walk's start and to its end."""
    first, own = task.walks[0], len(kept)
    for here, one in enumerate(kept):
        for there, other in enumerate(kept):
            if here != there:
                yield here, there, first.travel_s[one, other]
    for number, walk in enumerate(task.walks):
        start, end = own + 2 * number, own + 2 * number + 1
        yield start, end, walk.travel_s[-2, -1]
        for there, stop in enumerate(kept):
            yield start, there, walk.travel_s[-2, stop]
            yield there, end, walk.travel_s[stop, -1]


def _stops_of(route: object, kept: Ints) -> list[int]:
    visits = [stop for stop in route.schedule() if stop.is_client()]  # type: ignore[attr-defined]
    return [int(kept[stop.idx]) for stop in visits]
