from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import UnknownName
from machimori_office.rules.documents import example_rule
from machimori_office.subscriptions.choices import (
    Choices,
    above,
    checked,
    covering,
    without,
)
from machimori_office.subscriptions.kinds import Kinds, is_below

KINDS = example_rule("kinds", Kinds)
SOME = st.sets(st.sampled_from(KINDS.categories()), min_size=1)


def expanded(kinds: tuple[str, ...]) -> set[str]:
    return {c for c in KINDS.categories() if not kinds or is_below(c, kinds)}


@given(SOME)
def test_the_fewest_kinds_mean_exactly_what_was_wanted(wanted: set[str]) -> None:
    assert expanded(covering(wanted, KINDS)) == wanted


@given(SOME, st.sampled_from(KINDS.categories()))
def test_taking_a_kind_off_leaves_all_others(wanted: set[str], off: str) -> None:
    left = without(Choices(kinds=covering(wanted, KINDS)), off, KINDS)
    assert (expanded(left.kinds) if left else set()) == wanted - {off}


def test_a_whole_branch_is_named_by_its_head() -> None:
    branch = [c for c in KINDS.categories() if c.startswith("city/phone")]
    assert covering(branch, KINDS) == ("city/phone",)


def test_who_has_all_and_takes_one_off_keeps_the_rest() -> None:
    left = without(Choices(), "city/phone/other", KINDS)
    assert left
    assert "city/phone/refund" in left.kinds
    assert "general" in left.kinds


def test_who_takes_off_the_last_has_nothing_left() -> None:
    assert without(Choices(kinds=("city/missing",)), "city/missing", KINDS) is None


def test_choices_are_kept_without_repeating() -> None:
    given = Choices(kinds=("city/phone/other", "city/phone"), areas=("b", "a", "b"))
    kept = checked(given, KINDS, areas={"a", "b"})
    assert kept == Choices(kinds=("city/phone",), areas=("a", "b"))


def test_choosing_every_kind_is_choosing_all() -> None:
    given = Choices(kinds=tuple(kind.id for kind in KINDS.kinds))
    assert checked(given, KINDS, areas=()).kinds == ()


@pytest.mark.parametrize(
    "wrong",
    [
        Choices(kinds=("city/nothing",)),
        Choices(areas=("nowhere",)),
        Choices(reads="fr"),
        Choices(reads="ja+ja"),
        Choices(reads=""),
    ],
)
def test_what_there_is_not_is_refused(wrong: Choices) -> None:
    with pytest.raises(UnknownName):
        checked(wrong, KINDS, areas={"a"})


def test_a_category_lies_below_all_its_beginnings() -> None:
    assert above("a/b/c") == ("a", "a/b", "a/b/c")
