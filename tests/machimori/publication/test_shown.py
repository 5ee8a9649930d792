from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.publication import (
    CLASSES,
    Shown,
    colour_class,
    rate,
    shown_count,
    shown_sum,
)
from machimori.publication.shown import A_FEW, WITHHELD


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0"), (1, "1-2"), (2, "1-2"), (3, "3"), (1234, "1,234")]
)
def test_small_counts_are_shown_as_a_range(count: int, words: str) -> None:
    assert shown_count(count).words == words


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        shown_count(-1)


def test_a_sum_tells_no_more_than_its_parts() -> None:
    five, zero = shown_count(5), shown_count(0)
    assert shown_sum([five, zero], 5).words == "5"
    assert shown_sum([five, A_FEW, A_FEW], 7).words == "7-9"
    assert shown_sum([zero, A_FEW], 1).words == "1-2"
    assert shown_sum([five, WITHHELD], 9).words == "…"


@given(st.lists(st.integers(0, 6), min_size=1, max_size=5))
def test_how_a_sum_is_shown_depends_on_its_parts_alone(counts: list[int]) -> None:
    parts = [shown_count(count) for count in counts]
    shown = shown_sum(parts, sum(counts))
    flipped = [3 - count if count in (1, 2) else count for count in counts]
    assert shown == shown_sum(parts, sum(flipped))


@pytest.mark.parametrize(
    ("shown", "residents", "expected"),
    [
        (shown_count(5), 1000, 5.0),
        (shown_count(0), 500, 0.0),
        (shown_count(5), 499, None),
        (shown_count(5), None, None),
        (shown_count(2), 1000, None),
        (WITHHELD, 1000, None),
        (Shown("range", 7, 9), 1000, None),
    ],
)
def test_rates_need_a_count_and_500_residents(
    shown: Shown, residents: int | None, expected: float | None
) -> None:
    assert rate(shown, residents) == expected


def test_classes_begin_at_three_and_leave_no_gap() -> None:
    assert CLASSES[0].low == 3
    for one, after in pairwise(CLASSES):
        assert one.high is not None
        assert after.low == one.high + 1
    assert CLASSES[-1].high is None


@pytest.mark.parametrize(
    ("shown", "id_"),
    [
        (shown_count(0), "0"),
        (shown_count(2), "1-2"),
        (shown_count(3), "3-5"),
        (shown_count(21), "21-50"),
        (shown_count(999), "51-"),
        (WITHHELD, "withheld"),
        (Shown("range", 7, 9), "6-10"),
        (Shown("range", 5, 7), "withheld"),
        (Shown("range", 2, 4), "withheld"),
    ],
)
def test_the_class_of_a_count_is_the_same_on_every_map(shown: Shown, id_: str) -> None:
    assert colour_class(shown).id == id_
