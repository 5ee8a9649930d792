"""Toyama's guideline on housing estates, held to its text."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import LineString, Point, box

from machimori.assessment import Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.conditions import Decided, PlaceIs, conditions_of
from machimori.scene import Feature, Scene
from tests.machimori.guidelines.strengths import C, D, E, K, R

CATALOGUE = shipped_catalogue()
ESTATES = CATALOGUE.instrument("jp-16/estates")
CRITERIA = CATALOGUE.criteria_of(ESTATES)
ON = date(2026, 6, 1)


TABLE: tuple[tuple[str, str, Strength], ...] = (
    # 第2 1: lots; what the source gives as an example binds nobody
    ("lot-enclosed", "第2 1(1)", D),
    ("lot-fence-no-foothold", "第2 1(2)", C),
    ("lot-fence-see-through", "第2 1(2)", C),
    ("lot-few-ways-in", "第2 1(3)", R),
    ("lot-entrance-felt", "第2 1(4)", R),
    ("open-ground-divided", "第2 1(5)", R),
    ("ground-belongs-to-block", "第2 1(5)", D),
    ("few-share-a-corridor", "第2 1(5)", D),
    ("few-share-a-lift", "第2 1(5)", D),
    # 第2 2: roads
    ("road-plants-clear-of-eyes", "第2 2(1)", R),
    ("road-structures-keep-view", "第2 2(1)", R),
    ("road-light", "第2 2(2)", R),
    ("road-footway-separated", "第2 2(3)", K),
    ("entrance-marked", "第2 2(4)", D),
    ("cul-de-sac", "第2 2(4)", D),
    # 第2 3: parks and squares
    ("park-in-view", "第2 3(1)", R),
    ("park-zones", "第2 3(2)", R),
    ("park-equipment-gathered", "第2 3(2)", R),
    ("park-trees-gathered", "第2 3(2)", R),
    ("park-enclosed", "第2 3(2)", R),
    ("park-marked", "第2 3(3)", R),
    ("park-open-to-eyes", "第2 3(4)", R),
    ("park-beside-sports", "第2 3(4)", D),
    ("park-adults-drawn-near", "第2 3(4)", D),
    ("park-benches-outside", "第2 3(5)", R),
    ("park-benches-face-away", "第2 3(5)", R),
    ("park-light", "第2 3(6)", R),
    ("park-no-dark-pockets", "第2 3(6)", C),
    # 第3: management
    ("devices-inspected", "第3 1(1)", R),
    ("lamps-inspected", "第3 1(1)", R),
    ("blind-spot-makers-removed", "第3 1(2)", E),
    ("plants-species", "第3 1(3)", C),
    ("plants-position", "第3 1(3)", C),
    ("plants-pruned", "第3 1(3)", E),
    ("rubbish-hides-nobody", "第3 1(4)ア", R),
    ("rubbish-no-foothold", "第3 1(4)ア", R),
    ("rubbish-devices", "第3 1(4)ア", R),
    ("rubbish-nothing-left-to-burn", "第3 1(4)イ", R),
    ("hall-safety-tools", "第3 1(5)", R),
    ("residents-upkeep", "第3 2(1)", R),
    ("residents-watch", "第3 2(2)", R),
    ("hot-spot-patrol", "第3 2(2)", K),
    ("police-liaison", "第3 2(3)", E),
)
"""Criterion, leaf, strength of its verb; no heading above it is weaker."""


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-16/estates/{word}")


def word_of(one: Criterion) -> str:
    return one.id.rsplit("/", 1)[1]


def test_it_has_24_leaves_as_counted_in_the_source() -> None:
    parts = ("第2 1", "第2 2", "第2 3", "第3 1", "第3 2")
    counted = [sum(p.path.startswith(part) for p in ESTATES.leaves) for part in parts]
    assert counted == [5, 4, 6, 6, 3]


def test_the_table_names_every_criterion() -> None:
    assert {word_of(one) for one in CRITERIA} == {row[0] for row in TABLE}


@pytest.mark.parametrize(("word", "leaf", "strength"), TABLE)
def test_strengths_are_those_of_the_verb(
    word: str, leaf: str, strength: Strength
) -> None:
    asked = criterion(word)
    assert asked.cites == (leaf,)
    assert asked.strength == strength
    assert ESTATES.effective_strength(asked) == strength


def test_a_need_is_decided_where_the_guideline_says_as_needed() -> None:
    waiting = {
        word_of(one)
        for one in CRITERIA
        if one.when is not None
        and any(isinstance(part, Decided) for part in conditions_of(one.when))
    }
    assert waiting == {"entrance-marked", "cul-de-sac", "rubbish-devices"}


def test_management_is_asked_only_where_there_is_a_manager() -> None:
    for one in CRITERIA:
        parts = () if one.when is None else conditions_of(one.when)
        asks = any(isinstance(p, PlaceIs) and "has_manager" in p.place for p in parts)
        assert asks == one.cites[0].startswith("第3")


@pytest.mark.parametrize("word", ["road-light", "park-light"])
def test_light_is_held_against_the_number_of_the_source(word: str) -> None:
    assert criterion(word).parameters == ("source/lux-behaviour",)


# Judged -------------------------------------------------------------------------------


def judged(*features: Feature, **stated: object) -> dict[str, Finding]:
    """Judge an estate of 100 m by 60 m; findings by the word of their criterion."""
    said = {"place_kind": "housing_estate", **stated}
    place = Feature("here", "place", box(0, 0, 100, 60), said)
    only = Scope(guidelines=["jp-16/estates"])
    found = assess(Scene((place, *features)), CATALOGUE, on=ON, within=only).findings
    return {word_of(f.criterion): f for f in found}


def test_an_estate_without_a_manager_is_asked_nothing_of_management() -> None:
    found = judged(has_manager=False)
    asked = {w for w, f in found.items() if f.outcome is not Outcome.INAPPLICABLE}
    assert asked == {row[0] for row in TABLE if not row[1].startswith("第3")}


def test_trees_outside_the_park_do_not_count_among_those_of_the_park() -> None:
    play = Feature("play", "area", box(2, 3, 14, 13), {"use": "play"})
    adult = Feature("adult", "area", box(17, 3, 27, 13), {"use": "adult"})
    street_tree = Feature("street", "tree", Point(60, 40), {})
    park_tree = Feature("park", "tree", Point(22, 8), {})
    surveyed = ("tree", "area", "play_equipment")
    found = judged(play, adult, street_tree, park_tree, complete=surveyed)
    assert found["park-trees-gathered"].outcome is Outcome.SATISFIED


def test_a_lane_far_from_a_hedge_asks_nothing_of_it() -> None:
    lane = Feature("lane", "road", LineString([(0, 10), (80, 10)]), {"width_m": 5.0})
    line = LineString([(10, 50), (40, 50)])
    hedge = Feature("hedge", "hedge", line, {"height_m": 2.0})
    found = judged(lane, hedge, complete=("road",))
    assert found["road-plants-clear-of-eyes"].outcome is Outcome.INAPPLICABLE
