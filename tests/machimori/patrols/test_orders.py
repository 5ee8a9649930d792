from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.patrols import (
    HAS_ROUTES,
    TeamTask,
    VisitTask,
    best_order,
    best_orders,
    greedy_order,
    greedy_orders,
)

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


def with_revisits(seed: int, n: int, *, apart_s: float = 900.0) -> VisitTask:
    """Each place twice, the second time worth half."""
    once = task_of(seed, n)
    stops = np.repeat(np.arange(n), 2)
    numbers = [*stops.tolist(), n, n + 1]
    return VisitTask(
        travel_s=once.travel_s[np.ix_(numbers, numbers)],
        worth=once.worth[stops] * np.tile([1.0, 0.5], n),
        stop_s=once.stop_s[stops],
        opens_s=once.opens_s[stops],
        closes_s=once.closes_s[stops],
        lasts_s=once.lasts_s,
        place=stops,
        apart_s=apart_s,
    )


def a_team(seed: int, n: int) -> TeamTask:
    """Two walks from ends of the same town; the second begins ten minutes later."""
    one = task_of(seed, n, lasts_s=1500.0)
    away_s = np.ceil(np.random.default_rng(seed).uniform(60, 1200, n))
    other = one.travel_s.copy()
    other[-2:, :-2], other[:-2, -2:] = away_s, away_s[:, None]
    opens_s = np.maximum(one.opens_s - 600.0, 0.0)
    second = replace(
        one, travel_s=other, opens_s=opens_s, closes_s=one.closes_s - 600.0
    )
    return TeamTask(walks=(one, second), begins_s=(0.0, 600.0))


def optimum_of_team(task: TeamTask) -> float:
    """Try every order of every choice for both walks."""
    n, best = len(task.walks[0].worth), 0.0
    for count in range(1, n + 1):
        for order in permutations(range(n), count):
            worth = task.walks[0].worth_of(order)
            if worth <= best:
                continue
            for cut in range(count + 1):
                if task.holds((order[:cut], order[cut:])):
                    best = worth
    return best


@given(seed=st.integers(0, 10**6), n=st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_one_comes_back_to_a_place_only_after_a_while(seed: int, n: int) -> None:
    task = with_revisits(seed, n)
    order = best_order(task, seed=1).order
    arrivals = task.arrivals_s(order)
    assert arrivals is not None
    left: dict[int, float] = {}
    for stop, arrives_s in zip(order, arrivals, strict=False):
        place = task.places[stop]
        assert arrives_s >= left.get(place, -np.inf) + task.apart_s
        left[place] = arrives_s + task.stop_s[stop]


@needs_routes
@pytest.mark.parametrize("seed", range(8))
def test_with_revisits_the_best_order_of_few_places_is_near(seed: int) -> None:
    task = with_revisits(seed, 3)
    assert best_order(task, seed=1).worth >= 0.9 * optimum(task)


@needs_routes
@pytest.mark.parametrize("seed", range(8))
def test_two_walks_together_find_the_best_there_is(seed: int) -> None:
    task = a_team(seed, 5)
    found = best_orders(task, seed=1)
    assert sum(one.worth for one in found) == optimum_of_team(task)


@given(seed=st.integers(0, 10**6), n=st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_walks_together_share_stops_and_keep_their_time(seed: int, n: int) -> None:
    task = a_team(seed, n)
    for orders in (
        greedy_orders(task),
        tuple(one.order for one in best_orders(task, seed=1)),
    ):
        assert task.holds(orders)
        stops = [stop for order in orders for stop in order]
        assert len(set(stops)) == len(stops)


def test_a_place_that_two_walks_visit_is_left_alone_between_them() -> None:
    walk = VisitTask(
        travel_s=np.full((4, 4), 60.0),
        worth=np.ones(2),
        stop_s=np.full(2, 60.0),
        opens_s=np.zeros(2),
        closes_s=np.full(2, 86400.0),
        lasts_s=3600.0,
        place=np.zeros(2, dtype=np.int64),
        apart_s=600.0,
    )
    at_once = TeamTask(walks=(walk, walk), begins_s=(0.0, 300.0))
    later = TeamTask(walks=(walk, walk), begins_s=(0.0, 700.0))
    assert not at_once.holds(((0,), (1,)))
    assert later.holds(((0,), (1,)))
