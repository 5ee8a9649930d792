from __future__ import annotations

import numpy as np
import pytest

from machimori.publication import Knowledge, Shown, given_away
from machimori.publication.shown import A_FEW, WITHHELD


def exactly(count: int) -> Shown:
    return Shown("exact", count, count)


def known(size: int, *statements: tuple[tuple[int, ...], Shown]) -> Knowledge:
    knowledge = Knowledge(size)
    for cells, shown in statements:
        knowledge.learn(cells, shown)
    return knowledge


def test_the_last_part_of_a_sum_is_given_away() -> None:
    parts = known(3, ((0,), exactly(5)), ((1,), A_FEW), ((0, 1), exactly(6)))
    assert given_away(parts, np.array([5, 1, 0]), [(1,)]) == (0,)


def test_two_ones_that_sum_to_two_are_given_away() -> None:
    parts = known(2, ((0,), A_FEW), ((1,), A_FEW), ((0, 1), exactly(2)))
    assert given_away(parts, np.array([1, 1]), [(0,), (1,)]) == (0, 1)


def test_a_one_and_a_two_that_sum_to_three_are_safe() -> None:
    parts = known(2, ((0,), A_FEW), ((1,), A_FEW), ((0, 1), exactly(3)))
    assert given_away(parts, np.array([1, 2]), [(0,), (1,)]) == ()


def test_a_withheld_neighbour_makes_a_small_count_safe() -> None:
    parts = known(2, ((0,), WITHHELD), ((1,), A_FEW), ((0, 1), exactly(6)))
    assert given_away(parts, np.array([5, 1]), [(1,)]) == ()


def test_a_withheld_neighbour_of_three_helps_nobody_who_knows_it_is_three() -> None:
    parts = known(2, ((0,), WITHHELD), ((1,), A_FEW), ((0, 1), exactly(4)))
    assert given_away(parts, np.array([3, 1]), [(1,)]) == (0,)


def test_a_window_that_grew_gives_its_growth_away() -> None:
    grown = known(2, ((0,), exactly(5)), ((0, 1), exactly(6)))
    assert given_away(grown, np.array([5, 1]), [(1,)]) == (0,)


def test_a_window_that_slid_does_not() -> None:
    slid = known(3, ((0, 1), exactly(5)), ((1, 2), exactly(6)))
    assert given_away(slid, np.array([2, 3, 3]), [(0,)]) == ()


def test_three_sums_in_a_ring_give_all_their_parts_away() -> None:
    ring = known(3, ((0, 1), exactly(3)), ((1, 2), exactly(4)), ((0, 2), exactly(3)))
    assert given_away(ring, np.array([1, 2, 2]), [(0,), (1,), (2,)]) == (0, 1, 2)


def test_half_an_incident_is_no_witness() -> None:
    # Fractions would allow 0.5 and 1.5; whole numbers leave one solution only.
    odd = known(3, ((0, 1), exactly(2)), ((1, 2), exactly(2)), ((0, 2), exactly(2)))
    assert given_away(odd, np.array([1, 1, 1]), [(0,)]) == (0,)


def test_what_is_not_small_may_be_known() -> None:
    exact = known(2, ((0,), exactly(3)), ((1,), exactly(0)))
    assert given_away(exact, np.array([3, 0]), [(0,), (1,)]) == ()


def test_nothing_asked_is_nothing_given() -> None:
    assert given_away(known(2), np.array([1, 1]), []) == ()


def test_what_is_false_is_refused() -> None:
    with pytest.raises(ValueError, match="not true"):
        given_away(known(1, ((0,), exactly(3))), np.array([1]), [(0,)])


def test_a_thousand_ones_with_a_single_two_are_decided_at_once() -> None:
    counts = np.ones(1000, dtype=np.int64)
    counts[7] = 2
    parts = [((n,), A_FEW) for n in range(1000)]
    total = (tuple(range(1000)), exactly(1001))
    secrets = [(n,) for n in range(1000)]
    assert given_away(known(1000, *parts, total), counts, secrets) == ()
    counts[7] = 1
    total = (tuple(range(1000)), exactly(1000))
    assert len(given_away(known(1000, *parts, total), counts, secrets)) == 1000
