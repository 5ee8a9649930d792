"""Three-valued logic: the tables of Kleene, and the laws that follow."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.assessment.logic import Truth, all_of, any_of, negated

TRUTHS: tuple[Truth, ...] = (True, False, None)
LISTS = st.lists(st.sampled_from(TRUTHS), max_size=6)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_two_truths_combine_as_in_kleenes_tables(
    a: Truth, b: Truth, both: Truth, either: Truth
) -> None:
    assert all_of((a, b)) is all_of((b, a)) is both
    assert any_of((a, b)) is any_of((b, a)) is either


def test_nothing_holds_of_all_and_of_none() -> None:
    assert all_of(()) is True
    assert any_of(()) is False


@pytest.mark.parametrize(
    ("truth", "other"), [(True, False), (False, True), (None, None)]
)
def test_the_opposite_of_the_unknown_is_unknown(truth: Truth, other: Truth) -> None:
    assert negated(truth) is other


@given(LISTS)
def test_de_morgan_holds(truths: list[Truth]) -> None:
    assert negated(all_of(truths)) is any_of(map(negated, truths))
    assert negated(any_of(truths)) is all_of(map(negated, truths))


@given(LISTS)
def test_learning_more_never_turns_what_was_decided(truths: list[Truth]) -> None:
    before = all_of(truths), any_of(truths)
    unknown = [i for i, t in enumerate(truths) if t is None]
    for learnt in product((True, False), repeat=len(unknown)):
        known = dict(zip(unknown, learnt, strict=True))
        now = [known.get(i, t) for i, t in enumerate(truths)]
        assert before[0] in (None, all_of(now))
        assert before[1] in (None, any_of(now))
