"""Toyama's guideline on places for tourists, held to its text."""

from __future__ import annotations

from datetime import date

import pytest

from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import MeanIlluminance, checks_of
from machimori.guidelines.conditions import Decided, conditions_of
from tests.machimori.guidelines.strengths import C, D, E, K, R

CATALOGUE = shipped_catalogue()
TOURISM = CATALOGUE.instrument("jp-16/tourism")
CRITERIA = CATALOGUE.criteria_of(TOURISM)
ON = date(2026, 6, 1)


TABLE: tuple[tuple[str, tuple[str, ...], Strength, Strength], ...] = (
    ("lodging-lit-around", ("第2 1(1)",), R, R),
    ("lodging-reception-in-view", ("第2 1(2)",), R, R),
    ("lodging-reception-side-door", ("第2 1(2)",), R, R),
    ("lodging-staff-rooms-lockable", ("第2 1(3)",), R, R),
    ("lodging-guest-safe", ("第2 1(4)",), R, R),
    ("lodging-guest-doors-lock-themselves", ("第2 1(5)",), R, R),
    ("lodging-bath-lockers", ("第2 1(6)",), R, R),
    ("lodging-sign", ("第2 1(7)",), R, R),
    ("shop-lit-around", ("第2 2(1)",), R, R),
    ("shop-entrance-devices", ("第2 2(2)",), R, R),
    ("shop-counter-in-view", ("第2 2(3)",), R, R),
    ("shop-counter-side-door", ("第2 2(3)",), R, R),
    ("shop-staff-rooms-lockable", ("第2 2(4)",), R, R),
    ("shop-tidy", ("第2 2(5)",), R, R),
    ("shop-aisles-clear", ("第2 2(5)",), R, R),
    ("shop-alarm", ("第2 2(6)",), R, R),
    ("shop-alarm-switches", ("第2 2(6)",), R, R),
    ("shop-devices-inside", ("第2 2(7)",), R, R),
    ("parking-in-view", ("第2 3(1)ア",), R, C),
    ("parking-enclosed", ("第2 3(1)イ",), R, C),
    ("parking-watched", ("第2 3(1)ウ",), R, C),
    ("parking-mirrors", ("第2 3(1)エ",), R, C),
    ("parking-entrance-controlled", ("第2 3(1)オ",), R, C),
    ("parking-lane-light", ("第2 3(1)カ",), R, C),
    ("parking-lane-light-beyond-law", ("第2 3(1)カ",), R, C),
    ("parking-bay-light", ("第2 3(1)カ",), R, C),
    ("parking-bay-light-beyond-law", ("第2 3(1)カ",), R, C),
    ("garden-plants", ("第2 3(2)ア",), C, C),
    ("garden-lower-branches", ("第2 3(2)ア",), R, C),
    ("garden-play-equipment", ("第2 3(2)イ",), K, K),
    ("garden-devices", ("第2 3(2)ウ",), R, C),
    ("garden-light", ("第2 3(2)エ",), R, C),
    ("garden-toilet-entrances-apart", ("第2 3(2)オ(ア)",), K, K),
    ("garden-toilet-sexes-signed", ("第2 3(2)オ(イ)",), R, C),
    ("garden-toilet-womens-entrance-deeper", ("第2 3(2)オ(イ)",), D, D),
    ("garden-toilet-accessible-by-sex", ("第2 3(2)オ(ウ)",), D, D),
    ("garden-toilet-accessible-near-entrance", ("第2 3(2)オ(ウ)",), R, C),
    ("garden-toilet-in-view", ("第2 3(2)カ", "第2 3(2)ク(ア)"), R, C),
    ("garden-toilet-light", ("第2 3(2)キ", "第2 3(2)ク(イ)"), R, C),
    ("garden-toilet-devices", ("第2 3(2)ク柱書", "第2 3(2)ク(ウ)"), R, C),
    ("staff-trained", ("第3 1",), E, E),
    ("guests-advised", ("第3 2",), E, E),
    ("guests-advised-in-other-languages", ("第3 2",), K, K),
    ("entrances-watched", ("第3 3",), E, E),
    ("visitors-greeted", ("第3 3",), R, R),
    ("entrances-locked", ("第3 4",), R, R),
    ("plants-species", ("第3 5",), C, C),
    ("plants-position", ("第3 5",), C, C),
    ("plants-pruned", ("第3 5",), R, R),
    ("devices-inspected", ("第3 6",), R, R),
    ("cameras-sited-by-simulation", ("第3 7",), R, R),
    ("cameras-respect-privacy", ("第3 7",), C, C),
    ("guest-register-kept", ("第3 8",), R, R),
    ("guest-register-protected", ("第3 8",), C, C),
    ("police-liaison", ("第3 9",), E, E),
    ("police-information-used", ("第3 9",), R, R),
)
"""Criterion, leaves, strength of its verb, and after the heading of 第2 3 (配慮)."""

LUX = {
    "parking-lane-light": 10,
    "parking-bay-light": 2,
    "garden-light": 3,
    "garden-toilet-light": 50,
}


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-16/tourism/{word}")


def word_of(one: Criterion) -> str:
    return one.id.removeprefix("jp-16/tourism/")


def test_its_42_leaves_are_spread_as_counted_in_the_source() -> None:
    parts = ("第2 1", "第2 2", "第2 3(1)", "第2 3(2)", "第3")
    counted = [sum(p.path.startswith(part) for p in TOURISM.leaves) for part in parts]
    assert counted == [7, 7, 6, 13, 9]


def test_the_table_names_every_criterion() -> None:
    assert {word_of(one) for one in CRITERIA} == {row[0] for row in TABLE}


@pytest.mark.parametrize(("word", "leaves", "own", "effective"), TABLE)
def test_strengths_are_those_of_verb_and_heading(
    word: str, leaves: tuple[str, ...], own: Strength, effective: Strength
) -> None:
    asked = criterion(word)
    assert asked.cites == leaves
    assert asked.strength == own
    assert TOURISM.effective_strength(asked) == effective


@pytest.mark.parametrize(
    ("first", "again"),
    [("カ", "ク(ア)"), ("キ", "ク(イ)"), ("ク柱書", "ク(ウ)")],
)
def test_what_the_source_says_twice_is_asked_once(first: str, again: str) -> None:
    paths = {f"第2 3(2){first}", f"第2 3(2){again}"}
    citing = [one for one in CRITERIA if paths & set(one.cites)]
    assert [set(one.cites) for one in citing] == [paths]


def test_the_slip_of_the_scanner_is_cited() -> None:
    assert TOURISM.citation("第2 3(2)ク(イ)").endswith("〔原文の表記は「(4)」〕")


@pytest.mark.parametrize(("word", "lux"), LUX.items())
def test_light_is_held_against_the_number_of_the_source(word: str, lux: float) -> None:
    (check,) = checks_of(criterion(word).require)
    assert isinstance(check, MeanIlluminance)
    assert CATALOGUE.parameters[check.at_least].on(ON).value == lux


def test_where_the_law_is_silent_only_the_city_can_choose() -> None:
    for word in ("parking-lane-light-beyond-law", "parking-bay-light-beyond-law"):
        (check,) = checks_of(criterion(word).require)
        assert isinstance(check, MeanIlluminance)
        assert CATALOGUE.parameters[check.at_least].on(ON).value is None
        assert criterion(word).law is None


def test_only_the_light_of_large_car_parks_is_law() -> None:
    by_law = {word_of(one) for one in CRITERIA if one.law is not None}
    assert by_law == {"parking-lane-light", "parking-bay-light"}


def test_a_need_is_decided_where_the_guideline_says_as_needed() -> None:
    waiting = {
        word_of(one)
        for one in CRITERIA
        if one.when is not None
        and any(isinstance(part, Decided) for part in conditions_of(one.when))
    }
    assert waiting == {
        "lodging-guest-doors-lock-themselves",
        "garden-devices",
        "garden-toilet-devices",
        "entrances-locked",
    }
