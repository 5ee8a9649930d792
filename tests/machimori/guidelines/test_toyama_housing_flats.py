"""Toyama's guideline on housing: the shared parts of flats, held to its text."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import LineString, Point, box

from machimori.assessment import Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import MeanIlluminance, checks_of
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.scene import Feature, Scene
from tests.machimori.guidelines.strengths import C, D, K, R

CATALOGUE = shipped_catalogue()
HOUSING = CATALOGUE.instrument("jp-16/housing")
FLATS = [c for c in CATALOGUE.criteria_of(HOUSING) if "/flats-" in c.id]
ON = date(2026, 6, 1)


TABLE: tuple[tuple[str, str, Strength], ...] = (
    # 第2 2(1): planning and design
    ("planned-in-view", "第2 2(1)ア", R),
    ("look-invites-care", "第2 2(1)イ", C),
    ("look-invites-meeting", "第2 2(1)イ", C),
    ("sense-of-belonging", "第2 2(1)ウ", R),
    ("shared-parts-used", "第2 2(1)エ", R),
    # 第2 2(2): the premises as one's own ground
    ("premises-enclosed", "第2 2(2)ア", D),
    ("fence-no-foothold", "第2 2(2)イ", C),
    ("fence-see-through", "第2 2(2)イ", C),
    ("few-ways-in", "第2 2(2)ウ", R),
    ("entrance-felt", "第2 2(2)エ", R),
    ("open-ground-divided", "第2 2(2)オ", R),
    ("ground-belongs-to-block", "第2 2(2)オ", D),
    ("few-share-a-corridor", "第2 2(2)オ", D),
    ("few-share-a-lift", "第2 2(2)オ", D),
    # 第2 2(3): layout and ways
    ("buildings-in-view", "第2 2(3)ア(ア)", K),
    ("devices-where-unseen", "第2 2(3)ア(イ)", R),
    ("intruders-stopped-or-noticed", "第2 2(3)イ", C),
    # 第2 2(4)ア to オ: entrances, letterboxes, lifts, caretaker
    ("entrance-in-view", "第2 2(4)ア(ア)", R),
    ("callers-checked", "第2 2(4)ア(イ)", R),
    ("side-entrances-lock-themselves", "第2 2(4)ア(ウ)", R),
    ("common-entrance-light", "第2 2(4)ア(エ)", R),
    ("side-entrance-light", "第2 2(4)ア(オ)", R),
    ("letterboxes-in-view", "第2 2(4)イ(ア)", R),
    ("letterboxes-light", "第2 2(4)イ(イ)", R),
    ("letterboxes-lockable", "第2 2(4)イ(ウ)", R),
    ("letterboxes-through-wall", "第2 2(4)イ(ウ)", D),
    ("lift-hall-in-view", "第2 2(4)ウ(ア)", R),
    ("lift-hall-light-at-entrance", "第2 2(4)ウ(イ)", R),
    ("lift-hall-light-elsewhere", "第2 2(4)ウ(イ)", R),
    ("lift-emergency-call", "第2 2(4)エ(ア)", R),
    ("lift-doors-with-windows", "第2 2(4)エ(イ)", R),
    ("lift-camera", "第2 2(4)エ(ウ)", R),
    ("lift-camera-monitored", "第2 2(4)エ(ウ)", R),
    ("lift-light", "第2 2(4)エ(エ)", R),
    ("caretaker-well-placed", "第2 2(4)オ", R),
    # 第2 2(4)カ and キ: corridors, stairs, rooftop
    ("corridor-in-view", "第2 2(4)カ(ア)", R),
    ("corridor-no-blind-spot", "第2 2(4)カ(ア)", R),
    ("corridor-devices", "第2 2(4)カ(ア)", R),
    ("corridor-light", "第2 2(4)カ(イ)", R),
    ("outdoor-stairs-in-view", "第2 2(4)カ(ウ)", R),
    ("outdoor-stairs-no-way-in", "第2 2(4)カ(ウ)", R),
    ("escape-door-locks-itself", "第2 2(4)カ(エ)", R),
    ("rooftop-door", "第2 2(4)キ(ア)", R),
    ("rooftop-door-lockable", "第2 2(4)キ(ア)", R),
    ("rooftop-not-climbed-to", "第2 2(4)キ(イ)", R),
    ("rooftop-fenced-off-balconies", "第2 2(4)キ(ウ)", R),
    # 第2 2(4)ク to コ: parking, bicycles, paths
    ("parking-in-view", "第2 2(4)ク(ア)", R),
    ("parking-light-outdoors", "第2 2(4)ク(イ)", R),
    ("parking-no-dark-pockets", "第2 2(4)ク(イ)", C),
    ("parking-light-indoors", "第2 2(4)ク(イ)", R),
    ("bicycles-in-view", "第2 2(4)ケ(ア)", R),
    ("bicycles-secured", "第2 2(4)ケ(イ)", R),
    ("bicycles-light-outdoors", "第2 2(4)ケ(ウ)", R),
    ("bicycles-no-dark-pockets", "第2 2(4)ケ(ウ)", C),
    ("bicycles-light-indoors", "第2 2(4)ケ(ウ)", R),
    ("path-in-view", "第2 2(4)コ(ア)", R),
    ("paths-gathered", "第2 2(4)コ(イ)", D),
    ("path-light", "第2 2(4)コ(ウ)", R),
    ("path-no-dark-pockets", "第2 2(4)コ(ウ)", C),
    # 第2 2(4)サ: play areas, squares, greens
    ("play-zones", "第2 2(4)サ(ア)", R),
    ("play-equipment-gathered", "第2 2(4)サ(ア)", R),
    ("play-trees-gathered", "第2 2(4)サ(ア)", R),
    ("play-enclosed", "第2 2(4)サ(ア)", R),
    ("play-marked", "第2 2(4)サ(イ)", R),
    ("play-open-to-eyes", "第2 2(4)サ(ウ)", R),
    ("play-beside-sports", "第2 2(4)サ(ウ)", D),
    ("play-adults-drawn-near", "第2 2(4)サ(ウ)", D),
    ("play-benches-outside", "第2 2(4)サ(エ)", R),
    ("play-benches-face-away", "第2 2(4)サ(エ)", R),
    ("play-light", "第2 2(4)サ(オ)", R),
    ("play-no-dark-pockets", "第2 2(4)サ(オ)", C),
    # 第2 2(4)シ and ス: rubbish, pipes, meeting halls
    ("rubbish-in-view", "第2 2(4)シ(ア)", R),
    ("rubbish-away-from-building", "第2 2(4)シ(ア)", R),
    ("rubbish-partitioned", "第2 2(4)シ(イ)", D),
    ("rubbish-lamp", "第2 2(4)シ(イ)", D),
    ("rubbish-devices", "第2 2(4)シ(ウ)", R),
    ("pipes-not-climbed", "第2 2(4)ス(ア)", C),
    ("hall-in-view", "第2 2(4)ス(イ)", R),
    ("hall-used", "第2 2(4)ス(イ)", R),
    ("hall-devices", "第2 2(4)ス(イ)", R),
)
"""Criterion, leaf, strength of its verb; no heading above it is weaker."""

LUX = {
    "common-entrance-light": 50,
    "side-entrance-light": 20,
    "letterboxes-light": 50,
    "lift-hall-light-at-entrance": 50,
    "lift-hall-light-elsewhere": 20,
    "lift-light": 50,
    "corridor-light": 20,
    "parking-light-outdoors": 3,
    "parking-light-indoors": 20,
    "bicycles-light-outdoors": 3,
    "bicycles-light-indoors": 20,
    "path-light": 3,
    "play-light": 3,
}


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-16/housing/flats-{word}")


def word_of(one: Criterion) -> str:
    return one.id.removeprefix("jp-16/housing/flats-")


def test_the_planning_and_shared_parts_of_flats_have_52_leaves() -> None:
    parts = ("第2 2(1)", "第2 2(2)", "第2 2(3)", "第2 2(4)")
    counted = [sum(p.path.startswith(part) for p in HOUSING.leaves) for part in parts]
    assert counted == [4, 5, 3, 40]


def test_each_of_these_leaves_has_a_criterion() -> None:
    cited = {path for one in FLATS for path in one.cites}
    parts = ("第2 2(1)", "第2 2(2)", "第2 2(3)", "第2 2(4)")
    assert {p.path for p in HOUSING.leaves if p.path.startswith(parts)} == cited


def test_the_table_names_every_criterion() -> None:
    assert {word_of(one) for one in FLATS} == {row[0] for row in TABLE}


@pytest.mark.parametrize(("word", "leaf", "strength"), TABLE)
def test_strengths_are_those_of_the_verb(
    word: str, leaf: str, strength: Strength
) -> None:
    asked = criterion(word)
    assert asked.cites == (leaf,)
    assert asked.strength == strength
    assert HOUSING.effective_strength(asked) == strength


@pytest.mark.parametrize(
    ("path", "printed"),
    [("第2 2(4)エ(ウ)", "(f)"), ("第2 2(4)オ", "才"), ("第2 2(4)ク(イ)", "(4)")],
)
def test_slips_of_the_source_are_cited_as_corrected_and_as_printed(
    path: str, printed: str
) -> None:
    assert HOUSING.citation(path) == f"{path}〔原文の表記は「{printed}」〕"


def test_all_that_ask_for_light_are_in_the_table_of_light() -> None:
    lit = {
        word_of(one)
        for one in FLATS
        if any(isinstance(c, MeanIlluminance) for c in checks_of(one.require))
    }
    assert lit == set(LUX)


@pytest.mark.parametrize(("word", "lux"), LUX.items())
def test_light_is_held_against_the_number_of_the_source(word: str, lux: float) -> None:
    (check,) = criterion(word).checks[:1]
    assert check.at_least_id is not None
    assert check.at_least_id.startswith("source/")
    assert CATALOGUE.parameters[check.at_least_id].on(ON).value == lux


def test_a_need_is_decided_where_the_guideline_says_as_needed() -> None:
    waiting = {
        word_of(one)
        for one in FLATS
        if one.when is not None
        and any(isinstance(part, Decided) for part in conditions_of(one.when))
    }
    assert waiting == {"corridor-devices", "rubbish-devices", "hall-devices"}


def test_only_a_path_out_of_view_may_have_something_else_instead() -> None:
    (with_instead,) = (one for one in FLATS if one.otherwise)
    assert word_of(with_instead) == "path-in-view"
    (instead,) = with_instead.otherwise
    assert instead.who.work is None


def test_row_houses_share_no_corridors_lifts_or_entrances() -> None:
    alone = {word_of(one) for one in FLATS if "row_house" not in one.applies.place}
    shared = ("entrance", "letterboxes", "lift", "corridor", "stairs", "rooftop")
    others = {"callers-checked", "caretaker-well-placed", "escape-door-locks-itself"}
    assert {w for w in alone if not any(part in w for part in shared)} == others


# Judged -------------------------------------------------------------------------------

BLOCK = Feature("block", "building", box(10, 18, 50, 30), {"height_m": 12.0})
ROAD = Feature("road", "road", LineString([(-20, -3), (80, -3)]), {"width_m": 4.0})


def judged(*features: Feature, **stated: object) -> dict[str, Finding]:
    """Judge flats on 60 m by 40 m; findings by the word of their criterion."""
    said = {"place_kind": "apartments", **stated}
    place = Feature("here", "place", box(0, 0, 60, 40), said)
    only = Scope(guidelines=["jp-16/housing"])
    found = assess(Scene((place, *features)), CATALOGUE, on=ON, within=only).findings
    return {word_of(f.criterion): f for f in found if "/flats-" in f.criterion.id}


def test_the_back_of_a_building_is_not_seen_through_it() -> None:
    found = judged(BLOCK, ROAD, complete=("obstacle", "window", "balcony", "path"))
    assert found["buildings-in-view"].reason.code == "sides_in_view"


@pytest.mark.parametrize(
    ("auto_lock", "outcome"),
    [
        (True, Outcome.NOT_SATISFIED),
        (False, Outcome.INAPPLICABLE),
        (None, Outcome.CANNOT_TELL),
    ],
)
def test_side_doors_must_lock_themselves_only_beside_an_auto_lock(
    auto_lock: bool | None, outcome: Outcome
) -> None:
    stated = {} if auto_lock is None else {"auto_lock_system": auto_lock}
    main = Feature("main", "door", Point(30, 18), {"role": "common_entrance", **stated})
    side = {"role": "side_entrance", "auto_lock": False}
    back = Feature("side", "door", Point(50, 24), side)
    found = judged(BLOCK, main, back, complete=("door",))
    assert found["side-entrances-lock-themselves"].outcome is outcome


@pytest.mark.parametrize(
    ("storey", "asked", "not_asked"),
    [
        (1, "lift-hall-light-at-entrance", "lift-hall-light-elsewhere"),
        (3, "lift-hall-light-elsewhere", "lift-hall-light-at-entrance"),
    ],
)
def test_a_lift_hall_is_brighter_on_the_storey_of_the_entrance(
    storey: int, asked: str, not_asked: str
) -> None:
    hall = {"use": "lift_hall", "storey": storey, "setting": "indoor"}
    door = {"use": "common_entrance", "storey": 1, "setting": "indoor"}
    found = judged(
        BLOCK,
        Feature("hall", "area", box(28, 21, 32, 24), hall),
        Feature("entrance", "area", box(28, 18, 32, 21), door),
        complete=("common_entrance", "obstacle", "lamp"),
    )
    assert found[asked].outcome is Outcome.NOT_SATISFIED
    assert found[not_asked].outcome is Outcome.INAPPLICABLE
    assert "interpretation/grid-spacing" in {u.id for u in found[asked].parameters}
