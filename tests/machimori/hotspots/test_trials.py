"""Counting for a trial: each incident once, for the place it is nearest to."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from machimori.hotspots import Trial, count_trial

PLACES = np.array([[0.0, 0.0], [1000.0, 0.0]])
HELD = np.array([False, True])
REACH = {"within_m": 100.0, "around_m": 200.0}


def test_incidents_count_for_the_nearest_place_before_and_after() -> None:
    points = np.array([[10.0, 0], [90, 0], [150, 0], [950, 0], [1150, 0], [500, 0]])
    is_after = np.array([False, True, True, False, True, True])
    found = count_trial(points, is_after, PLACES, HELD, **REACH)
    assert found == Trial(
        treated=(1, 1), control=(1, 0), around_treated=(0, 1), around_control=(0, 1)
    )


def test_where_nothing_happened_nothing_is_counted() -> None:
    nothing = np.zeros((0, 2))
    found = count_trial(nothing, np.zeros(0, bool), PLACES, HELD, **REACH)
    assert found == Trial(treated=(0, 0), control=(0, 0))


@given(seed=st.integers(0, 10**6), n=st.integers(1, 60))
def test_no_incident_counts_twice(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-300, 1300, (n, 2)) * [1.0, 0.3]
    found = count_trial(points, rng.random(n) < 0.5, PLACES, HELD, **REACH)
    arms = (found.treated, found.control, found.around_treated, found.around_control)
    assert sum(sum(one) for one in arms) <= n
