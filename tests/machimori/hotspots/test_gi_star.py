"""Gi* weighs every permutation, and equal sums are equal."""

from __future__ import annotations

import warnings
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.hotspots import (
    Neighbours,
    excess,
    false_discovery_rate,
    gi_star,
    neighbours_of_pairs,
)
from tests.machimori.hotspots.lattices import board

RNG = np.random.default_rng


def by_hand(values: np.ndarray, near: Neighbours, block: int) -> tuple[float, float]:
    """Try every choice of the other blocks."""
    others = np.delete(values, block)
    sums = [sum(some) for some in combinations(others, near.counts[block])]
    seen = near.sums(values)[block]
    return float(np.mean(sums >= seen)), float(np.mean(sums <= seen))


@given(
    st.lists(st.integers(-3, 6), min_size=8, max_size=11),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=9),
)
def test_all_permutations_are_weighed_exactly(
    counts: list[int], pairs: list[tuple[int, int]]
) -> None:
    values = np.array(counts)
    near = neighbours_of_pairs(np.array(pairs), len(values))
    found = gi_star(values, near, rng=RNG(1))
    if found.draws is not None:  # more than half of all are neighbours
        return
    for block in np.flatnonzero(near.counts):
        high, low = by_hand(values, near, block)
        assert found.p_high[block] == pytest.approx(high, abs=1e-12)
        assert found.p_low[block] == pytest.approx(low, abs=1e-12)


def test_draws_come_near_what_all_permutations_give() -> None:
    values = RNG(2).poisson(1.5, 20 * 20)
    exact = gi_star(values, board(20))
    drawn = gi_star(values, board(20), permutations=200_000, rng=RNG(3))
    assert (exact.draws, drawn.draws) == (None, 200_000)
    assert np.abs(exact.p_high - drawn.p_high).max() < 0.005
    assert np.abs(exact.p_low - drawn.p_low).max() < 0.005


def test_a_drawn_block_does_not_bring_its_own_value_along() -> None:
    # With five blocks every draw of four holds most blocks: an error would be plain.
    values = np.array([9, 0, 0, 1, 2])
    near = neighbours_of_pairs(np.array([(0, 1), (2, 3), (3, 4), (1, 4)]), 5)
    drawn = gi_star(values, near, permutations=20_000, rng=RNG(4))
    for block in range(5):
        assert drawn.p_high[block] == pytest.approx(
            by_hand(values, near, block)[0], abs=0.02
        )


def test_broken_numbers_that_add_up_to_the_same_are_ties() -> None:
    values = RNG(5).poisson(1.0, 400)
    whole = gi_star(values, board(20), permutations=999, rng=RNG(6))
    tenths = gi_star(values / 10.0, board(20), permutations=999, rng=RNG(6))
    np.testing.assert_array_equal(whole.p_high, tenths.p_high)
    np.testing.assert_array_equal(whole.p_low, tenths.p_low)


def test_a_block_without_neighbours_is_undecided() -> None:
    found = gi_star(np.array([5, 1, 1, 0]), neighbours_of_pairs(np.array([(0, 1)]), 4))
    assert np.isnan(found.p_high[2:]).all()
    assert np.isfinite(found.p_high[:2]).all()


def test_values_all_alike_are_nowhere_high() -> None:
    found = gi_star(np.full(16, 3), board(4))
    assert np.isnan(found.z).all()
    np.testing.assert_allclose(found.p_high, 1.0)


def test_scores_are_those_of_the_definition() -> None:
    # Ord and Getis (1995), equation 5, with weights of one, the block's own included.
    values, near = RNG(7).poisson(2.0, 144), board(12)
    weights = np.eye(144)
    weights[tuple(near.pairs.T)] = 1.0
    reach = weights.sum(axis=1)
    spread = values.std() * np.sqrt(
        (144 * (weights**2).sum(axis=1) - reach**2) / (144 - 1)
    )
    expected = (weights @ values - reach * values.mean()) / spread
    np.testing.assert_allclose(gi_star(values, near).z, expected)


@pytest.mark.prove
def test_scores_are_those_of_esda() -> None:
    esda = pytest.importorskip("esda", reason="needs esda (extra: bench)")
    import libpysal

    values, near = RNG(7).poisson(2.0, 144), board(12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = libpysal.weights.W(
            {n: near.others[near.starts[n] : near.starts[n + 1]] for n in range(144)}
        )
        theirs = esda.G_Local(values.astype(float), weights, transform="B", star=True)
    np.testing.assert_allclose(gi_star(values, near).z, theirs.Zs, rtol=1e-9)


def test_excess_is_measured_against_residents() -> None:
    near = neighbours_of_pairs(np.array([(0, 1), (2, 3)]), 4)
    counts, residents = np.array([8, 2, 5, 5]), np.array([100.0, 100.0, 400.0, 400.0])
    expected, p = excess(counts, residents, near)
    np.testing.assert_allclose(expected, [4.0, 4.0, 16.0, 16.0])
    # P(X ≥ 10), X binomial of 20 with 1/5.
    assert p[0] == pytest.approx(0.0025948, abs=1e-7)


def test_unknown_residents_leave_only_their_own_neighbours_undecided() -> None:
    near = neighbours_of_pairs(np.array([(0, 1), (2, 3)]), 4)
    residents = np.array([9.0, np.nan, 5.0, 5.0])
    expected, p = excess(np.array([1, 2, 3, 4]), residents, near)
    np.testing.assert_array_equal(np.isnan(expected), [True, True, False, False])
    np.testing.assert_array_equal(np.isnan(p), [True, True, False, False])


def test_false_discovery_rates_of_the_first_example() -> None:
    # Y. Benjamini, Y. Hochberg (1995), table 1: four of fifteen pass at 0.05.
    small = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    large = [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    p = np.array([*small, *large])
    assert (false_discovery_rate(p) <= 0.05).sum() == 4
    assert np.isnan(false_discovery_rate(np.array([np.nan, 0.5]))[0])
