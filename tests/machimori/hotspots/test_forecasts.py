"""Forecasts are sealed before, opened after, and held against what was possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from machimori.errors import NotItsTime
from machimori.hotspots import (
    Entry,
    Forecast,
    Outcome,
    accuracy,
    forecast_blocks,
    is_due,
    is_intact,
    name_highest,
    outcome_of,
    recent_counts,
    require_due,
    seal,
)
from machimori.incidents import Block, Incident, Incidents, When, Where, lay_out
from machimori.language import Text
from machimori.reports.hotspots.forecasts import rule_in_words

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


BLOCKS = lay_out(
    [
        Block(
            id=name,
            name=name,
            prefecture="東京都",
            municipality="小金井市",
            outline=box(west, 35.70, west + 0.003, 35.703),
        )
        for name, west in (("a", 139.500), ("b", 139.503), ("c", 139.506))
    ]
)


def thefts(*where: Any) -> Incidents:
    items = tuple(
        Incident(
            id=f"i{number}",
            kind="bicycle_theft",
            when=When(first_on=on, last_on=on),
            where=Where(municipality="小金井市", block=block),
            known_by=known_by,
        )
        for number, (block, on, known_by) in enumerate(
            (*one, "reported") if len(one) == 2 else one for one in where
        )
    )
    return Incidents(items, BLOCKS)


class TestOfBlocks:
    BEFORE = ("b", date(2026, 2, 1)), ("b", date(2026, 2, 20)), ("a", date(2026, 2, 3))
    DAYS = date(2026, 3, 1), date(2026, 3, 31)

    def test_only_what_came_before_names_a_block(self) -> None:
        later = [("a", date(2026, 3, 1))] * 9
        made = forecast_blocks(
            thefts(*self.BEFORE, *later), ["bicycle_theft"], self.DAYS, share=0.34
        )
        assert (made.named, made.places) == (("b",), ("a", "b", "c"))
        assert made.seen_until == date(2026, 2, 20)

    def test_what_patrols_found_names_no_block_and_is_no_hit(self) -> None:
        found = [("c", date(2026, 2, 5), "found_on_patrol")] * 9
        hits = ("b", date(2026, 3, 31)), ("b", date(2026, 3, 9), "found_on_patrol")
        every = thefts(*self.BEFORE, *found, *hits)
        made = forecast_blocks(every, (), self.DAYS, share=0.34)
        assert made.named == ("b",)
        by_size = outcome_of(made, every).by_size
        assert (by_size["blocks"].caught, by_size["blocks"].missed) == (1, 0)
        assert by_size["area"].share == pytest.approx(1 / 3, rel=1e-3)

    def test_a_list_that_ends_too_early_decides_nothing(self) -> None:
        short = thefts(*self.BEFORE, ("b", date(2026, 3, 30)))
        assert outcome_of(MARCH, short) == Outcome({})
        told = outcome_of(MARCH, short, complete_until=date(2026, 3, 31))
        assert told.by_size["blocks"].caught == 1

    def test_a_place_that_the_boundaries_lost_is_counted_and_told(self) -> None:
        known = replace(MARCH, places=("a", "b", "gone"), named=("b", "gone"))
        found = outcome_of(known, thefts(("a", date(2026, 3, 31))))
        assert found.lost == 1
        assert (found.by_size["blocks"].missed, found.by_size["blocks"].empty) == (1, 1)

    def test_no_boundary_left_decides_nothing(self) -> None:
        known = replace(MARCH, places=("gone",), named=("gone",))
        found = outcome_of(known, thefts(("a", date(2026, 3, 31))))
        assert found == Outcome({}, 1)


@pytest.mark.parametrize(
    ("half_life_days", "said"),
    [(None, "発生の多い順に、町丁目の5%まで"), (30.5, "30.5日で重みが半分")],
)
def test_the_rule_is_worded(half_life_days: float | None, said: str) -> None:
    days = TestOfBlocks.DAYS
    made = forecast_blocks(
        thefts(("a", date(2026, 2, 1))),
        (),
        days,
        share=0.05,
        half_life_days=half_life_days,
    )
    assert said in rule_in_words(made.rule).ja
    assert rule_in_words("another program") == Text.same("another program")
