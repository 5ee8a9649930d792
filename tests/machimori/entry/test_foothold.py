"""Whether a thing is a step up to an opening or a roof."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box

from machimori.entry import ClimbingReach, Goal, goals_within_reach

REACH = ClimbingReach(step_low_m=0.3, pull_up_m=2.0, across_m=1.0)
THING = box(0, 0, 1, 1)


def goal(bottom_m: float | None, x: float = 1.5) -> Goal:
    return Goal("goal", Point(x, 0.5), bottom_m)


@pytest.mark.parametrize(
    ("top_m", "bottom_m", "is_step"),
    [
        (1.0, 3.0, True),
        (1.0, 3.01, False),
        (1.0, 2.01, True),
        (1.0, 2.0, False),
        (0.3, 2.3, True),
        (0.29, 2.2, False),
        (2.0, 4.0, True),
        (2.01, 4.0, False),
    ],
)
def test_a_step_brings_a_goal_within_reach_that_the_ground_does_not(
    top_m: float, bottom_m: float, is_step: bool
) -> None:
    certain, unsure = goals_within_reach(THING, top_m, [goal(bottom_m)], REACH)
    assert (len(certain), unsure) == (int(is_step), ())


@pytest.mark.parametrize(("x", "is_near"), [(2.0, True), (2.01, False), (0.5, True)])
def test_a_goal_must_be_within_arms_reach(x: float, is_near: bool) -> None:
    certain, _ = goals_within_reach(THING, 1.0, [goal(3.0, x)], REACH)
    assert bool(certain) is is_near


def test_a_goal_of_unknown_height_may_be_within_reach() -> None:
    near, far = goal(None), goal(None, x=9.0)
    assert goals_within_reach(THING, 1.0, [near, far], REACH) == ((), (near,))
    assert goals_within_reach(THING, 0.1, [near], REACH) == ((), ())


def test_without_goals_nothing_is_reached() -> None:
    assert goals_within_reach(THING, 1.0, [], REACH) == ((), ())


@given(st.floats(0, 5), st.floats(0, 10), st.floats(0.1, 3))
def test_a_longer_reach_never_loses_a_goal_but_to_the_ground(
    top_m: float, bottom_m: float, across_m: float
) -> None:
    short = ClimbingReach(step_low_m=0.3, pull_up_m=2.0, across_m=across_m)
    long = ClimbingReach(step_low_m=0.3, pull_up_m=2.0, across_m=across_m + 1.0)
    one = [goal(bottom_m)]
    found, more = (goals_within_reach(THING, top_m, one, r)[0] for r in (short, long))
    assert set(found) <= set(more)
