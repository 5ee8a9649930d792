from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.patrols import HAS_ROUTES, VisitTask, best_order, greedy_order

needs_routes = pytest.mark.skipif(
    not HAS_ROUTES, reason="the extra routes (pyvrp) is not installed"
)


def task_of(seed: int, n: int, *, lasts_s: float = 3600.0) -> VisitTask:
    """Places by lot in a square of 2 km, some of them open for a part of the hour."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, 2000, (n + 2, 2))
    spots[-1] = spots[-2]
    way_m = np.abs(spots[:, None] - spots).sum(axis=2)
    opens_s = np.where(rng.random(n) < 0.3, 1200.0, 0.0)
    return VisitTask(
        travel_s=np.ceil(way_m / 1.25),
        worth=rng.integers(1, 20, n).astype(float),
        stop_s=np.full(n, 240.0),
        opens_s=opens_s,
        closes_s=np.where(rng.random(n) < 0.3, 1500.0, 86400.0) + opens_s,
        lasts_s=lasts_s,
    )


def optimum(task: VisitTask) -> float:
    """Try every order of every choice."""
    best = 0.0
    for count in range(1, len(task.worth) + 1):
        for order in permutations(range(len(task.worth)), count):
            if task.worth_of(order) > best and task.arrivals_s(order) is not None:
                best = task.worth_of(order)
    return best


@given(seed=st.integers(0, 10**6), n=st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_every_order_keeps_its_hour_and_visits_nothing_twice(seed: int, n: int) -> None:
    task = task_of(seed, n)
    order = greedy_order(task)
    assert task.arrivals_s(order) is not None
    assert len(set(order)) == len(order)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_a_plain_order_is_near_the_best_of_few_places(seed: int) -> None:
    task = task_of(seed, 5)
    assert task.worth_of(greedy_order(task)) >= 0.6 * optimum(task)


@needs_routes
@pytest.mark.parametrize("seed", range(12))
def test_of_few_places_the_best_order_there_is_is_found(seed: int) -> None:
    task = task_of(seed, 6)
    assert best_order(task, seed=1).worth == optimum(task)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_the_search_is_never_worse_than_the_plain_order(seed: int) -> None:
    solved = best_order(task_of(seed, 15), seed=1)
    assert solved.worth >= solved.greedy_worth


def test_a_place_that_opens_later_is_waited_for() -> None:
    task = VisitTask(
        travel_s=np.full((3, 3), 60.0),
        worth=np.array([1.0]),
        stop_s=np.array([60.0]),
        opens_s=np.array([600.0]),
        closes_s=np.array([900.0]),
        lasts_s=1000.0,
    )
    assert task.arrivals_s((0,)) == [600.0, 720.0]


def test_what_no_street_leads_to_is_not_visited() -> None:
    travel_s = np.full((4, 4), 60.0)
    travel_s[1], travel_s[:, 1] = np.inf, np.inf
    open_ = {"opens_s": np.zeros(2), "closes_s": np.full(2, 1e5), "lasts_s": 3600.0}
    task = VisitTask(travel_s=travel_s, worth=np.ones(2), stop_s=np.zeros(2), **open_)
    assert best_order(task, seed=1).order == (0,)


def test_what_is_over_or_opens_too_late_is_not_visited() -> None:
    task = VisitTask(
        travel_s=np.full((5, 5), 60.0),
        worth=np.ones(3),
        stop_s=np.full(3, 60.0),
        opens_s=np.array([0.0, 0.0, 9000.0]),
        closes_s=np.array([86400.0, -600.0, 86400.0]),
        lasts_s=3600.0,
    )
    assert best_order(task, seed=1).order == (0,)
