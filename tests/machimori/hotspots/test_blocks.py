"""Rates, changes and courses of blocks."""

from __future__ import annotations

import numpy as np
import pytest

from machimori.hotspots import Course, change, classify, rates, share_in_busiest


def test_intervals_of_rates_are_the_published_limits() -> None:
    # Garwood's 95 % limits of a Poisson mean for 0, 1, 10 and 100 events.
    found = rates(np.array([0, 1, 10, 100]), np.ones(4))
    np.testing.assert_allclose(found.low, [0.0, 0.02532, 4.79539, 81.36395], atol=1e-4)
    np.testing.assert_allclose(
        found.high, [3.68888, 5.57164, 18.39036, 121.62679], atol=1e-4
    )


def test_a_rate_needs_a_known_exposure() -> None:
    found = rates(np.array([3, 3, 3]), np.array([1500.0, 0.0, np.nan]))
    assert found.rate[0] == pytest.approx(0.002)
    assert np.isnan(found.rate[1:]).all()
    assert np.isnan(found.high[1:]).all()


def test_the_busiest_blocks_hold_a_share() -> None:
    counts = np.array([0, 0, 10, 1, 1, 0, 5, 1, 1, 1])
    assert share_in_busiest(counts, 0.1) == 0.5
    assert share_in_busiest(counts, 0.2) == 0.75
    assert np.isnan(share_in_busiest(np.zeros(5, dtype=int), 0.1))


def test_twice_as_many_in_half_the_time_is_four_times_the_rate() -> None:
    found = change(
        np.array([10, 0, 0, 8]),
        np.array([20, 0, 3, 0]),
        before_days=200,
        after_days=100,
    )
    np.testing.assert_allclose(found.ratio, [4.0, np.nan, np.inf, 0.0])
    assert found.low[0] < 4.0 < found.high[0]
    assert found.p[0] < 0.001
    assert found.p[1] == 1.0


def test_what_all_blocks_did_is_no_change_of_one() -> None:
    before, after = np.array([20, 20, 20]), np.array([10, 10, 10])
    found = change(before, after, before_days=365, after_days=365)
    np.testing.assert_allclose(found.p_trend, 1.0)
    assert (found.p < 0.11).all()


def test_the_chance_of_a_change_is_that_of_a_fair_coin() -> None:
    found = change(np.array([1]), np.array([9]), before_days=1, after_days=1)
    assert found.p[0] == pytest.approx(2 * 11 / 1024)


@pytest.mark.parametrize(
    ("hot", "course"),
    [
        ("11111", Course.PERSISTENT),
        ("10111", Course.PERSISTENT),
        ("00001", Course.NEW),
        ("11110", Course.FADING),
        ("10001", Course.RECURRING),
        ("00000", Course.NEVER),
    ],
)
def test_hot_spots_have_courses(hot: str, course: Course) -> None:
    assert classify(np.array([[mark == "1" for mark in hot]])) == (course,)
