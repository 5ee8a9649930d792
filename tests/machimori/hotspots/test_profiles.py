"""Hours and days, as far as they are known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.hotspots import HOURS_OF_DAY, HOURS_OF_WEEK, Profile, profile, spans_h
from machimori.incidents import Incident, Incidents, When, Where


def by_hour(*spans: tuple[float, float]) -> Profile:
    begin, end = np.array(spans, dtype=float).T
    return profile(begin, end, period_h=HOURS_OF_DAY, bin_h=1)


def test_a_span_is_shared_out_evenly() -> None:
    # Ratcliffe's rule: a theft between 22:00 and 02:00 is a quarter in each hour.
    found = by_hour((22, 26))
    assert found.expected[[22, 23, 0, 1]] == pytest.approx(0.25)
    assert found.expected.sum() == pytest.approx(1.0)
    assert found.at_least.sum() == 0
    assert found.at_most[[22, 23, 0, 1]].tolist() == [1, 1, 1, 1]


def test_a_span_that_begins_within_an_hour_counts_by_its_part() -> None:
    found = by_hour((9.5, 11))
    assert found.expected[9] == pytest.approx(1 / 3)
    assert found.expected[10] == pytest.approx(2 / 3)


def test_an_hour_that_is_known_is_certain() -> None:
    found = by_hour((7, 8), (31, 32), (7.25, 7.25))
    assert found.at_least[7] == found.at_most[7] == found.expected[7] == 3


def test_what_may_have_been_any_hour_says_nothing() -> None:
    found = by_hour((0, 24), (5, 60), (np.nan, np.nan), (3, 4))
    assert found.unknown == 3
    assert found.expected.sum() == 1.0


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 30)), min_size=1, max_size=20)
)
def test_nothing_is_lost_and_bounds_hold(spans: list[tuple[float, float]]) -> None:
    found = by_hour(*((begin, begin + long) for begin, long in spans))
    assert found.expected.sum() + found.unknown == pytest.approx(len(spans))
    assert (found.at_least <= found.expected + 1e-9).all()
    assert (found.expected <= found.at_most + 1e-9).all()


def happened(**when: object) -> Incident:
    return Incident(id="1", kind="bicycle_theft", when=When(**when), where=Where())


def test_weeks_begin_on_mondays() -> None:
    monday, sunday = date(2018, 12, 24), date(2018, 12, 30)
    incidents = Incidents(
        (
            happened(first_on=monday, last_on=monday, hour=7),
            happened(first_on=sunday, last_on=sunday),
            happened(first_on=monday, last_on=sunday),
            happened(),
        )
    )
    begin, end = spans_h(incidents)
    days = profile(begin, end, period_h=HOURS_OF_WEEK, bin_h=24)
    assert days.at_least.tolist() == [1, 0, 0, 0, 0, 0, 1]
    assert days.unknown == 2
    hours = profile(begin, end, period_h=HOURS_OF_DAY, bin_h=1)
    assert (hours.at_least[7], hours.unknown) == (1, 3)


def test_a_night_between_two_days_is_a_span() -> None:
    night = happened(
        first_on=date(2018, 12, 25), last_on=date(2018, 12, 26), hour=22, until_hour=6
    )
    begin, end = spans_h(Incidents((night,)))
    assert (end - begin)[0] == 9.0
    hours = profile(begin, end, period_h=HOURS_OF_DAY, bin_h=1)
    assert hours.expected[3] == pytest.approx(1 / 9)
