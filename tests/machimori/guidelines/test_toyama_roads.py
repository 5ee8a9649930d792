"""Toyama's guideline on roads, parks, car parks and bicycle parks, held to its text."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import LineString, box

from machimori.assessment import Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import OffenderPathSimulation
from machimori.guidelines.conditions import Decided, Meets, conditions_of
from machimori.scene import Feature, Scene
from tests.machimori.guidelines.strengths import C, D, E, K, R

CATALOGUE = shipped_catalogue()
ROADS = CATALOGUE.instrument("jp-16/roads")
CRITERIA = CATALOGUE.criteria_of(ROADS)
ON = date(2026, 6, 1)


TABLE: tuple[tuple[str, str, Strength, Strength], ...] = (
    # 第2 1: roads and underpasses
    ("road-footway-separated", "第2 1(1)", K, K),
    ("road-plants-below-or-above-eyes", "第2 1(2)", R, E),
    ("road-plants-trimmed", "第2 1(2)", R, E),
    ("road-structures-keep-view", "第2 1(2)", R, E),
    ("road-light", "第2 1(3)", R, E),
    ("underpass-light", "第2 1(4)ア", R, E),
    ("underpass-devices", "第2 1(4)ア", R, E),
    ("underpass-drill", "第2 1(4)イ", R, E),
    ("underpass-devices-inspected", "第2 1(4)イ", R, R),
    ("underpass-cameras-sited-by-simulation", "第2 1(4)ウ", R, R),
    ("underpass-cameras-respect-privacy", "第2 1(4)ウ", R, E),
    # 第2 2: parks
    ("park-position-in-view", "第2 2(1)", D, D),
    ("park-zones", "第2 2(2)", R, E),
    ("park-play-equipment-gathered", "第2 2(2)", R, E),
    ("park-trees-gathered", "第2 2(2)", R, E),
    ("park-play-area-enclosed", "第2 2(2)", R, E),
    ("park-zones-marked", "第2 2(3)", R, E),
    ("park-play-area-open-to-eyes", "第2 2(4)", R, E),
    ("park-sports-beside-play", "第2 2(4)", D, D),
    ("park-adults-drawn-near", "第2 2(4)", D, D),
    ("park-benches-around-play", "第2 2(5)", R, E),
    ("park-benches-face-away", "第2 2(5)", R, E),
    ("park-residents-take-part", "第2 2(6)", C, E),
    ("park-refuge-near", "第2 2(6)", C, E),
    ("park-path-light", "第2 2(7)", R, E),
    ("park-lamps-inspected", "第2 2(7)", R, E),
    ("park-toilet-entrances-apart", "第2 2(8)ア", K, K),
    ("park-toilet-sexes-signed", "第2 2(8)イ", R, E),
    ("park-toilet-womens-entrance-deeper", "第2 2(8)イ", D, D),
    ("park-toilet-accessible-by-sex", "第2 2(8)ウ", D, D),
    ("park-toilet-accessible-near-entrance", "第2 2(8)ウ", R, E),
    ("park-toilet-in-view", "第2 2(8)エ", R, E),
    ("park-toilet-light", "第2 2(8)オ", R, E),
    ("park-toilet-devices", "第2 2(8)カ", R, E),
    ("park-devices", "第2 2(9)ア", R, E),
    ("park-devices-inspected", "第2 2(9)イ", R, R),
    ("park-cameras-sited-by-simulation", "第2 2(9)ウ", R, R),
    ("park-cameras-respect-privacy", "第2 2(9)ウ", R, E),
    ("park-vehicles-kept-out", "第2 2(9)エ", R, E),
    # 第2 3: car parks; light indoors branches where no law says a number
    ("car-park-in-view", "第2 3(1)", R, E),
    ("car-park-enclosed", "第2 3(2)", R, E),
    ("car-park-fence-see-through", "第2 3(2)", R, E),
    ("car-park-fence-no-foothold", "第2 3(2)", C, E),
    ("car-park-entrance-controlled", "第2 3(3)", R, E),
    ("car-park-patrolled", "第2 3(3)", R, E),
    ("car-park-devices", "第2 3(4)ア", R, E),
    ("car-park-devices-inspected", "第2 3(4)イ", R, R),
    ("car-park-cameras-sited-by-simulation", "第2 3(4)ウ", R, R),
    ("car-park-cameras-respect-privacy", "第2 3(4)ウ", R, E),
    ("car-park-lane-light", "第2 3(5)", R, E),
    ("car-park-lane-light-beyond-law", "第2 3(5)", R, E),
    ("car-park-bay-light", "第2 3(5)", R, E),
    ("car-park-bay-light-beyond-law", "第2 3(5)", R, E),
    ("car-park-outdoor-light", "第2 3(5)", R, E),
    ("car-park-lamps-inspected", "第2 3(5)", R, E),
    # 第2 4: bicycle parks
    ("bicycle-park-in-view", "第2 4(1)", R, E),
    ("bicycle-park-enclosed", "第2 4(2)", R, E),
    ("bicycle-park-fence-see-through", "第2 4(2)", R, E),
    ("bicycle-park-fence-no-foothold", "第2 4(2)", C, E),
    ("bicycle-park-watched", "第2 4(3)", R, E),
    ("bicycle-park-blind-spot-devices", "第2 4(4)", R, E),
    ("bicycle-park-racks", "第2 4(5)", R, E),
    ("bicycle-park-light", "第2 4(6)", R, E),
    # 第3: management; no heading weakens it
    ("devices-inspected", "第3 1(1)", R, R),
    ("lamps-inspected", "第3 1(1)", R, R),
    ("devices-checked-by-specialist", "第3 1(1)", D, D),
    ("cameras-sited-by-simulation", "第3 1(2)柱書", R, R),
    ("camera-light-of-place", "第3 1(2)(ア)", R, R),
    ("camera-light-of-car-park-outdoors", "第3 1(2)(ア)", R, R),
    ("camera-light-of-car-park-indoors", "第3 1(2)(ア)", R, R),
    ("camera-light-of-car-park-beyond-law", "第3 1(2)(ア)", R, R),
    ("camera-light-of-underpass", "第3 1(2)(ア)", R, R),
    ("camera-light-of-toilet", "第3 1(2)(ア)", R, R),
    ("camera-light-for-picture", "第3 1(2)(ア)", R, R),
    ("camera-rules", "第3 1(2)(イ)", E, E),
    ("camera-sign", "第3 1(2)(イ)", E, E),
    ("camera-analytics", "第3 1(2)(ウ)", D, D),
    ("blind-spot-makers-removed", "第3 1(3)", E, E),
    ("plants-species", "第3 1(4)", C, C),
    ("plants-position", "第3 1(4)", C, C),
    ("plants-pruned", "第3 1(4)", E, E),
    ("outdoor-units-no-foothold", "第3 1(5)", R, R),
    ("safety-tools-promoted", "第3 1(6)", R, R),
    ("police-liaison", "第3 2", E, E),
)
"""Criterion, leaf, strength of its own verb, strength after the heading sentence."""

AS_NEEDED = {
    "underpass-drill",
    "park-toilet-devices",
    "park-devices",
    "car-park-entrance-controlled",
    "car-park-devices",
}
"""Items with 必要に応じて, 特に必要 or 必要と認められる."""


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-16/roads/{word}")


def parts_of(asked: Criterion) -> tuple[object, ...]:
    return () if asked.when is None else conditions_of(asked.when)


def test_it_has_46_leaves_as_counted_in_the_source() -> None:
    by_part = [
        sum(leaf.path.startswith(part) for leaf in ROADS.leaves)
        for part in ("第2 1", "第2 2", "第2 3", "第2 4", "第3 1", "第3 2")
    ]
    assert by_part == [6, 17, 7, 6, 9, 1]


def test_the_table_names_every_criterion() -> None:
    assert {c.id.rsplit("/", 1)[1] for c in CRITERIA} == {row[0] for row in TABLE}


@pytest.mark.parametrize(("word", "leaf", "own", "effective"), TABLE)
def test_strengths_are_those_of_the_verb_and_of_the_heading(
    word: str, leaf: str, own: Strength, effective: Strength
) -> None:
    asked = criterion(word)
    assert asked.cites[0] == leaf
    assert asked.strength == own
    assert ROADS.effective_strength(asked) == effective


def test_criteria_come_in_the_order_of_the_guideline() -> None:
    order = [p.path for p in ROADS.provisions]
    places = [order.index(c.cites[0]) for c in CRITERIA]
    assert places == sorted(places)


def test_a_slip_of_the_source_is_cited_as_corrected_and_as_printed() -> None:
    assert ROADS.citation("第3 1(2)(イ)") == "第3 1(2)(イ)〔原文の表記は「(4)」〕"
    assert [p.path for p in ROADS.provisions if p.printed] == ["第3 1(2)(イ)"]


def test_a_need_is_decided_where_the_guideline_says_as_needed() -> None:
    waiting = {
        c.id.rsplit("/", 1)[1]
        for c in CRITERIA
        if any(isinstance(part, Decided) for part in parts_of(c))
    }
    assert waiting == AS_NEEDED


@pytest.mark.parametrize(
    ("word", "lux"),
    [
        ("road-light", 3),
        ("park-path-light", 3),
        ("park-toilet-light", 50),
        ("car-park-lane-light", 10),
        ("car-park-bay-light", 2),
        ("car-park-outdoor-light", 3),
        ("bicycle-park-light", 3),
        ("camera-light-of-toilet", 50),
    ],
)
def test_light_is_held_against_the_number_of_the_source(word: str, lux: float) -> None:
    required = criterion(word).checks[0].at_least_id
    assert required is not None
    assert required.startswith("source/")
    parameter = CATALOGUE.parameters[required]
    assert parameter.unit == "lx"
    assert parameter.on(ON).value == lux


def test_only_the_light_of_large_car_parks_in_buildings_is_law() -> None:
    lawful = {c.id for c in CRITERIA if c.law is not None}
    assert lawful == {
        "jp-16/roads/car-park-lane-light",
        "jp-16/roads/car-park-bay-light",
    }


@pytest.mark.parametrize("what", ["lane", "bay"])
def test_beyond_the_law_nobody_has_chosen_a_number(what: str) -> None:
    beyond = criterion(f"car-park-{what}-light-beyond-law")
    required = beyond.checks[0].at_least_id
    assert required == f"interpretation/lux-parking-{what}-other"
    assert CATALOGUE.parameters[required].on(ON).value is None
    assert "source/parking-area-under-law" in beyond.parameters


def test_mirrors_are_asked_for_only_where_the_view_is_poor() -> None:
    parts = parts_of(criterion("bicycle-park-blind-spot-devices"))
    assert any(isinstance(part, Meets) for part in parts)


def test_the_three_stage_simulation_stands_where_the_guideline_has_it() -> None:
    simulated = [
        c.cites[0]
        for c in CRITERIA
        if any(isinstance(check, OffenderPathSimulation) for check in c.checks)
    ]
    assert simulated == ["第2 1(4)ウ", "第2 2(9)ウ", "第2 3(4)ウ", "第3 1(2)柱書"]


def test_car_and_bicycle_parks_of_housing_come_under_housing() -> None:
    split = ROADS.splits[0]
    assert split.places == ("car_park", "bicycle_park")
    assert split.belongs_to == "jp-16/housing"


# Judged -------------------------------------------------------------------------------


def judged(kind: str, *features: Feature, **stated: object) -> dict[str, Finding]:
    """Judge a place of 30 m by 20 m; findings by the word of their criterion."""
    place = Feature("here", "place", box(0, 0, 30, 20), {"place_kind": kind, **stated})
    only = Scope(guidelines=["jp-16/roads"])
    found = assess(Scene((place, *features)), CATALOGUE, on=ON, within=only).findings
    return {f.criterion.id.rsplit("/", 1)[1]: f for f in found}


LANE = Feature("lane", "area", box(1, 1, 29, 6), {"use": "parking_lane"})
ROAD = Feature("road", "road", LineString([(-5, -3), (40, -3)]), {"width_m": 4.0})
WALL = Feature("wall", "wall", LineString([(-9, -0.5), (39, -0.5)]), {"height_m": 3.0})
LARGE: dict[str, object] = {"is_building": True, "parking_area_m2": 800.0}
SMALL: dict[str, object] = {"is_building": True, "parking_area_m2": 300.0}


def test_a_dark_lane_in_a_large_building_falls_short_of_the_law() -> None:
    surveyed = ("obstacle", "lamp")
    found = judged("car_park", LANE, setting="indoor", complete=surveyed, **LARGE)
    assert found["car-park-lane-light"].outcome is Outcome.NOT_SATISFIED
    assert found["car-park-lane-light-beyond-law"].outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize("stated", [SMALL, {"is_building": False}])
def test_where_no_number_is_stated_light_cannot_be_told(
    stated: dict[str, object],
) -> None:
    surveyed = ("obstacle", "lamp")
    found = judged("car_park", LANE, setting="indoor", complete=surveyed, **stated)
    beyond = found["car-park-lane-light-beyond-law"]
    assert found["car-park-lane-light"].outcome is Outcome.INAPPLICABLE
    assert beyond.outcome is Outcome.CANNOT_TELL
    assert beyond.reason.code == "parameter_unchosen"


def test_of_which_size_a_car_park_is_must_be_stated() -> None:
    found = judged("car_park", LANE, setting="indoor")
    for word in ("car-park-lane-light", "car-park-lane-light-beyond-law"):
        assert found[word].reason.code == "condition_unknown"


@pytest.mark.parametrize(
    ("stated", "is_asked"),
    [
        ({"status": "existing"}, False),
        ({"status": "planned", "special_purpose": True}, False),
        ({"status": "planned", "special_purpose": False}, True),
        ({"status": "new", "special_purpose": False}, True),
    ],
)
def test_only_a_new_park_for_everybody_is_asked_where_it_lies(
    stated: dict[str, object], is_asked: bool
) -> None:
    outcome = judged("park", **stated)["park-position-in-view"].outcome
    assert (outcome is not Outcome.INAPPLICABLE) == is_asked


def test_a_bicycle_park_in_view_needs_no_mirrors() -> None:
    found = judged("bicycle_park", ROAD, setting="outdoor", complete=("obstacle",))
    assert found["bicycle-park-in-view"].outcome is Outcome.SATISFIED
    assert found["bicycle-park-blind-spot-devices"].outcome is Outcome.INAPPLICABLE


def test_a_bicycle_park_behind_a_wall_needs_mirrors() -> None:
    surveyed = ("obstacle", "device")
    found = judged("bicycle_park", ROAD, WALL, setting="outdoor", complete=surveyed)
    assert found["bicycle-park-in-view"].outcome is Outcome.NOT_SATISFIED
    assert found["bicycle-park-blind-spot-devices"].outcome is Outcome.NOT_SATISFIED


def test_a_car_park_of_flats_is_judged_under_housing() -> None:
    findings = judged("car_park", attached_to="apartments").values()
    assert {f.reason.code for f in findings} == {"scope_elsewhere"}
