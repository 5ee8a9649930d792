"""Forecasts are sealed before, opened after, and held against what was possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import NotItsTime
from machimori.hotspots import (
    Entry,
    Forecast,
    accuracy,
    is_due,
    is_intact,
    name_highest,
    recent_counts,
    require_due,
    seal,
)

JAPAN = timezone(timedelta(hours=9))
MARCH = Forecast(
    first_on=date(2026, 3, 1),
    last_on=date(2026, 3, 31),
    kinds=("bicycle_theft",),
    rule="counts 365 d, 5 %",
    seen_until=date(2026, 2, 20),
    places=("a", "b", "c"),
    named=("b",),
)
EVE = datetime(2026, 2, 28, 23, 59, tzinfo=JAPAN)


class TestAccuracy:
    def test_a_quarter_caught_in_a_tenth_is_an_index_of_two_and_a_half(self) -> None:
        # Chainey, Tompson and Uhlig's own way: 25 % of crimes in 10 % of the area.
        named = np.arange(10) == 0
        found = accuracy(named, np.array([5, 3, 2, 2, 2, 2, 2, 1, 1, 0]))
        assert (found.hit_rate, found.pai, found.pei) == (0.25, 2.5, 1.0)
        assert (found.caught, found.missed, found.empty) == (5, 15, 0)

    def test_sizes_change_what_was_possible(self) -> None:
        named = np.array([True, False, False])
        found = accuracy(named, np.array([4, 3, 3]), np.array([400.0, 100.0, 500.0]))
        # 100 m with 3 first, then 300 of the 400 m with 4.
        assert found.best == pytest.approx(6.0)
        assert found.share == pytest.approx(0.4)
        assert found.pei == pytest.approx(4 / 6)

    def test_nothing_named_caught_nothing(self) -> None:
        found = accuracy(np.zeros(3, dtype=bool), np.array([1, 2, 3]))
        assert found.hit_rate == 0.0
        assert np.isnan(found.pai)
        assert np.isnan(found.pei)

    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=1))
    def test_no_forecast_is_better_than_the_best(
        self, places: list[tuple[bool, int]]
    ) -> None:
        named = np.array([place[0] for place in places])
        counts = np.array([place[1] for place in places])
        found = accuracy(named, counts)
        assert found.caught <= found.best + 1e-9
        assert found.caught + found.missed == counts.sum()


class TestNaming:
    def test_the_highest_are_named_and_equal_ones_together(self) -> None:
        scores = np.array([5.0, 3.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
        assert np.flatnonzero(name_highest(scores, 0.1)).tolist() == [0]
        assert np.flatnonzero(name_highest(scores, 0.3)).tolist() == [0]
        assert np.flatnonzero(name_highest(scores, 0.4)).tolist() == [0, 1, 2, 3]
        assert np.flatnonzero(name_highest(scores, 1.0)).tolist() == [0, 1, 2, 3]

    def test_what_is_long_ago_may_count_less(self) -> None:
        blocks, ago = np.array([0, 0, 1]), np.array([60.0, 60.0, 0.0])
        assert recent_counts(blocks, ago, 2).tolist() == [2.0, 1.0]
        assert recent_counts(blocks, ago, 2, half_life_days=30).tolist() == [0.5, 1.0]


class TestLedger:
    def test_a_forecast_is_sealed_before_its_first_day_only(self) -> None:
        entry = seal(MARCH, (), now=EVE)
        assert entry.number == 1
        with pytest.raises(NotItsTime):
            seal(MARCH, (), now=EVE + timedelta(minutes=1))

    def test_a_rule_that_knew_the_days_forecasts_nothing(self) -> None:
        knowing = replace(MARCH, seen_until=date(2026, 3, 1))
        with pytest.raises(NotItsTime):
            seal(knowing, (), now=EVE)

    def test_a_forecast_is_opened_after_its_last_day_only(self) -> None:
        last_minute = datetime(2026, 3, 31, 23, 59, tzinfo=JAPAN)
        assert not is_due(MARCH, now=last_minute)
        with pytest.raises(NotItsTime):
            require_due(MARCH, now=last_minute)
        require_due(MARCH, now=last_minute + timedelta(minutes=1))

    def test_every_change_shows(self) -> None:
        ledger = self._three()
        assert is_intact(ledger) == (True, True, True)
        second = replace(ledger[1], forecast=replace(MARCH, named=("a",)))
        assert is_intact((ledger[0], second, ledger[2])) == (True, False, False)
        assert is_intact((ledger[0], ledger[2])) == (True, False)
        assert is_intact(ledger[1:]) == (False, False)
        late = replace(ledger[0], sealed_at=EVE - timedelta(days=1))
        assert not any(is_intact((late, *ledger[1:])))

    def _three(self) -> tuple[Entry, ...]:
        ledger: tuple[Entry, ...] = ()
        for share in ("1 %", "5 %", "10 %"):
            ledger = (*ledger, seal(replace(MARCH, rule=share), ledger, now=EVE))
        return ledger
