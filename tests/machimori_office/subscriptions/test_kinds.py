"""Kinds of alerts in three levels."""

from __future__ import annotations

import pytest

from machimori.errors import UnknownName
from machimori_office.rules.documents import example_rule
from machimori_office.subscriptions.kinds import LEVELS, Kinds, is_below, unnamed

KINDS = example_rule("kinds", Kinds)


def test_a_category_is_named_with_all_its_levels() -> None:
    assert (
        KINDS.label("outside/child-safety/other", "ja") == "市外－子どもの安全－その他"
    )
    assert KINDS.label("city/phone/other", "ja") == "市内－不審電話－その他"
    assert KINDS.label("general/weather", "ja") == "一般－気象情報"
    assert KINDS.label("city/phone/other", "en") == (
        "In the city – Suspicious calls – Other"
    )


def test_all_kinds_of_the_example_are_named_in_all_varieties() -> None:
    assert unnamed(KINDS) == ()
    assert all(len(c.split("/")) <= LEVELS for c in KINDS.categories())


def test_each_category_counts_in_a_row_of_the_years_figures() -> None:
    rows = {c: KINDS.figure(c) for c in KINDS.categories()}
    assert set(rows.values()) == set(KINDS.figures)
    assert rows["city/crime/fugitive"] == "crime"
    assert rows["city/missing"] == "other"


def test_an_unknown_category_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownName):
        KINDS.path("city/phone/cart")


def test_some_kinds_need_two_people_or_may_name_a_person() -> None:
    assert KINDS.needs_two("general/j-alert")
    assert not KINDS.needs_two("city/phone/card")
    assert KINDS.may_name("city/missing")
    assert not KINDS.may_name("city/crime/other")


def test_a_kind_is_below_itself_and_those_above_by_whole_words() -> None:
    assert is_below("city/phone/card", ["city/phone"])
    assert is_below("city", ["city"])
    assert not is_below("city/phones", ["city/phone"])
