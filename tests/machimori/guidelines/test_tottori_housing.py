"""Tottori's guideline on housing, held to its text."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import LineString, box

from machimori.assessment import Finding, Outcome, Scope, assess
from machimori.assessment.context import Context
from machimori.assessment.logic import Truth
from machimori.assessment.selection import splits_at
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import MeanIlluminance, Recorded, checks_of
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.guidelines.model import Who
from machimori.scene import Feature, Scene

CATALOGUE = shipped_catalogue()
HOUSING = CATALOGUE.instrument("jp-31/housing")
CRITERIA = CATALOGUE.criteria_of(HOUSING)
ON = date(2026, 6, 1)

CLAUSES: dict[str, tuple[str, ...]] = {
    "common-entrance-in-view": (
        "第2 1(1)ア(ア)・1",
        "第2 1(1)ア(ア)・2",
    ),
    "common-entrance-door": ("第2 1(1)ア(イ)・1",),
    "common-entrance-door-see-through": ("第2 1(1)ア(イ)・1",),
    "common-entrance-auto-lock": ("第2 1(1)ア(イ)・2",),
    "side-entrance-self-locking": ("第2 1(1)ア(イ)・2",),
    "common-entrance-light": ("第2 1(1)ア(ウ)・1",),
    "side-entrance-light": ("第2 1(1)ア(ウ)・2",),
    "entrance-lamp-at-night": ("第2 1(1)ア(ウ)・3",),
    "caretaker-room-at-entrance": ("第2 1(1)イ(ア)",),
    "caretaker-room-at-letterboxes": ("第2 1(1)イ(ア)",),
    "caretaker-room-at-lift-hall": ("第2 1(1)イ(ア)",),
    "caretaker-window": ("第2 1(1)イ(イ)",),
    "letterboxes-in-view": (
        "第2 1(1)ウ(ア)・1",
        "第2 1(1)ウ(ア)・2",
    ),
    "letterboxes-light": ("第2 1(1)ウ(イ)",),
    "letterbox-lockable": ("第2 1(1)ウ(ウ)・1",),
    "lift-hall-in-view": (
        "第2 1(1)エ(ア)・1",
        "第2 1(1)エ(ア)・2",
    ),
    "lift-hall-light-at-entrance": ("第2 1(1)エ(イ)・1",),
    "lift-hall-light-elsewhere": ("第2 1(1)エ(イ)・2",),
    "lift-door-window": ("第2 1(1)オ(ア)",),
    "lift-light": ("第2 1(1)オ(イ)",),
    "lift-camera": ("第2 1(1)オ(ウ)",),
    "lift-camera-sign": ("第2 1(1)オ(ウ)",),
    "lift-camera-sees-all": ("第2 1(1)オ(ウ)",),
    "lift-call-for-help": ("第2 1(1)オ(エ)",),
    "corridor-in-view": ("第2 1(1)カ(ア)・1",),
    "balcony-beside-corridor": ("第2 1(1)カ(ア)・1",),
    "corridor-outdoors-in-view": ("第2 1(1)カ(ア)・2",),
    "stairs-open-to-corridor": ("第2 1(1)カ(ア)・2",),
    "corridor-light": ("第2 1(1)カ(イ)",),
    "corridor-even-light": ("第2 1(1)カ(イ)",),
    "parking-in-view": ("第2 1(1)キ(ア)・1",),
    "parking-roof-no-foothold": (
        "第2 1(1)キ(ア)・1",
        "第2 1(1)ク(ア)",
    ),
    "parking-mirrors": ("第2 1(1)キ(ア)・2",),
    "parking-light": ("第2 1(1)キ(イ)",),
    "parking-even-light": ("第2 1(1)キ(イ)",),
    "bicycles-in-view": ("第2 1(1)ク(ア)",),
    "bicycles-indoors-open": ("第2 1(1)ク(ア)",),
    "bicycle-racks": ("第2 1(1)ク(イ)",),
    "bicycle-light": ("第2 1(1)ク(ウ)",),
    "bicycle-even-light": ("第2 1(1)ク(ウ)",),
    "flats-fence-view": ("第2 1(1)ケ",),
    "flats-fence-no-foothold": ("第2 1(1)ケ",),
    "flats-road-around-in-view": ("第2 1(1)ケ",),
    "flats-road-around-lit": ("第2 1(1)ケ",),
    "rooftop-door": ("第2 1(1)コ",),
    "rooftop-door-lockable": ("第2 1(1)コ",),
    "rubbish-in-view": ("第2 1(1)サ(ア)",),
    "rubbish-away-from-building": ("第2 1(1)サ(ア)",),
    "rubbish-closed-off": ("第2 1(1)サ(イ)",),
    "rubbish-light": ("第2 1(1)サ(イ)",),
    "meeting-hall-in-view": ("第2 1(1)シ(ア)",),
    "meeting-hall-light": ("第2 1(1)シ(イ)",),
    "camera-siting": ("第2 1(1)ス(ア)・1",),
    "camera-recording": ("第2 1(1)ス(ア)・1",),
    "camera-light": ("第2 1(1)ス(ア)・2",),
    "camera-sign": ("第2 1(1)ス(イ)・1",),
    "camera-privacy": ("第2 1(1)ス(イ)・2",),
    "path-in-view": ("第2 1(1)セ(ア)",),
    "paths-converge": ("第2 1(1)セ(ア)",),
    "path-light": ("第2 1(1)セ(イ)",),
    "path-even-light": ("第2 1(1)セ(イ)",),
    "open-ground-in-view": ("第2 1(1)ソ(ア)",),
    "open-ground-light": ("第2 1(1)ソ(イ)",),
    "open-ground-even-light": ("第2 1(1)ソ(イ)",),
    "flat-door-in-view": ("第2 1(2)ア(ア)・1",),
    "flat-lock": (
        "第2 1(2)ア(ア)・2",
        "第2 1(2)ア(ア)・3",
    ),
    "flat-door": (
        "第2 1(2)ア(ア)・2",
        "第2 1(2)ア(ア)・3",
    ),
    "flat-door-pane": ("第2 1(2)ア(ア)・4",),
    "flat-door-viewer": ("第2 1(2)ア(イ)",),
    "flat-door-chain": ("第2 1(2)ア(イ)",),
    "flat-intercom": ("第2 1(2)ア(ウ)",),
    "flat-entrance-light": ("第2 1(2)ア(エ)",),
    "flat-entrance-lamp-at-night": ("第2 1(2)ア(エ)",),
    "flat-window-at-corridor": ("第2 1(2)イ(ア)",),
    "flat-window-at-balcony": ("第2 1(2)イ(イ)",),
    "flat-balcony-hard-to-climb-to": ("第2 1(2)ウ(ア)",),
    "flat-balcony-railing": ("第2 1(2)ウ(イ)",),
    "house-door-in-view": ("第2 2(1)ア(ア)",),
    "house-lock": (
        "第2 2(1)ア(イ)",
        "第2 2(1)ア(ウ)",
    ),
    "house-door": (
        "第2 2(1)ア(イ)",
        "第2 2(1)ア(ウ)",
    ),
    "house-door-pane": ("第2 2(1)ア(エ)",),
    "house-sliding-door": ("第2 2(1)ア(オ)",),
    "house-letter-slot-box": ("第2 2(1)ア(カ)",),
    "house-letter-slot-out-of-reach": ("第2 2(1)ア(カ)",),
    "house-door-viewer": ("第2 2(1)イ",),
    "house-door-chain": ("第2 2(1)イ",),
    "house-intercom": ("第2 2(1)ウ",),
    "house-entrance-light": ("第2 2(1)エ",),
    "house-entrance-lamp-at-night": ("第2 2(1)エ",),
    "house-ground-floor-window": ("第2 2(2)ア",),
    "house-window-at-balcony": ("第2 2(2)イ",),
    "house-balcony-hard-to-climb-to": ("第2 2(3)ア",),
    "house-balcony-railing": ("第2 2(3)イ",),
    "garage-in-view": ("第2 2(4)ア",),
    "garage-closed": ("第2 2(4)イ",),
    "garage-roof-no-foothold": ("第2 2(4)ウ",),
    "garage-light": ("第2 2(4)エ",),
    "garage-even-light": ("第2 2(4)エ",),
    "house-fence-view": ("第2 2(5)",),
    "house-fence-no-foothold": ("第2 2(5)",),
    "house-shed-in-view": ("第2 2(6)",),
    "house-shed-no-foothold": ("第2 2(6)",),
    "house-aircon-no-foothold": ("第2 2(7)",),
    "house-pipes-guarded": ("第2 2(7)",),
    "devices-inspected": ("第3 1(1)",),
    "flats-nothing-hides": ("第3 1(2)・1",),
    "house-nothing-hides-door": ("第3 1(2)・2",),
    "house-nothing-hides-window": ("第3 1(2)・2",),
    "planting-species": ("第3 1(3)",),
    "planting-position": ("第3 1(3)",),
    "planting-pruned": ("第3 1(3)",),
    "outdoor-equipment-no-foothold": ("第3 1(4)",),
    "nothing-to-burn": ("第3 1(4)",),
    "lamps-inspected": ("第3 1(5)",),
    "residents-prevent-crime": ("第3 2(1)",),
    "police-liaison": ("第3 2(2)",),
}

CAREFUL = {
    "lift-camera-sees-all",
    "corridor-even-light",
    "parking-even-light",
    "bicycle-even-light",
    "flats-road-around-in-view",
    "flats-road-around-lit",
    "path-even-light",
    "open-ground-even-light",
    "garage-even-light",
    "planting-species",
    "planting-position",
}
"""Asked with consideration (配慮); the rest as something to do, but for two."""

ON_CAMERAS = {
    "camera-siting": "as_far_as_possible",
    "camera-recording": "desirable",
    "camera-light": "as_far_as_possible",
    "camera-sign": "as_far_as_possible",
    "camera-privacy": "as_far_as_possible",
}
"""What the heading sentence on cameras leaves of the verb."""


def criterion(name: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-31/housing/{name}")


def name_of(one: Criterion) -> str:
    return one.id.rsplit("/", 1)[1]


def test_each_criterion_cites_its_clauses() -> None:
    assert {name_of(c): c.cites for c in CRITERIA} == CLAUSES
    assert len(CRITERIA) == 116


def test_flats_houses_and_upkeep_have_the_leaves_that_were_counted() -> None:
    leaves = [leaf.labels[:2] for leaf in HOUSING.leaves]
    assert leaves.count(("第2", "1")) == 55
    assert leaves.count(("第2", "2")) == 20
    assert leaves.count(("第3", "1")) + leaves.count(("第3", "2")) == 8
    assert len(leaves) == 83


def test_the_paragraphs_without_a_label_say_so() -> None:
    assert HOUSING.citation("第3 1(2)・2").endswith("（記号なし、2段落目）」〕")


def test_only_the_heading_on_cameras_weakens() -> None:
    weak = {p.path: p.strength for p in HOUSING.provisions if p.strength}
    assert weak == {"第2 1(1)ス": "as_far_as_possible"}
    own = [c for c in CRITERIA if any("ス" in path for path in c.cites)]
    effective = {name_of(c): HOUSING.effective_strength(c) for c in own}
    assert effective == ON_CAMERAS


@pytest.mark.parametrize("asked", CRITERIA, ids=name_of)
def test_the_verb_is_that_of_the_source(asked: Criterion) -> None:
    own: dict[str, Strength] = dict.fromkeys(CAREFUL, "consideration")
    own |= {"camera-recording": "desirable", "police-liaison": "effort"}
    assert asked.strength == own.get(name_of(asked), "required")


LUX = {
    "source/lux-face-clear": {
        "common-entrance-light",
        "letterboxes-light",
        "lift-hall-light-at-entrance",
        "lift-light",
        "flat-entrance-light",
        "house-entrance-light",
    },
    "source/lux-face": {
        "side-entrance-light",
        "lift-hall-light-elsewhere",
        "corridor-light",
    },
    "source/lux-behaviour": {
        "parking-light",
        "bicycle-light",
        "rubbish-light",
        "meeting-hall-light",
        "path-light",
        "open-ground-light",
        "garage-light",
    },
}


@pytest.mark.parametrize("parameter", LUX)
def test_light_is_held_against_the_number_of_its_note(parameter: str) -> None:
    lit = {
        name_of(c)
        for c in CRITERIA
        for check in checks_of(c.require)
        if isinstance(check, MeanIlluminance) and check.at_least == parameter
    }
    assert lit == LUX[parameter]


@pytest.mark.parametrize(
    ("parameter", "lux"),
    [
        ("source/lux-face-clear", 50),
        ("source/lux-face", 20),
        ("source/lux-behaviour", 3),
    ],
)
def test_the_numbers_are_those_of_the_source(parameter: str, lux: float) -> None:
    assert CATALOGUE.parameters[parameter].on(ON).value == lux


WITH_FALLBACK = {
    "common-entrance-in-view",
    "letterboxes-in-view",
    "lift-hall-in-view",
    "flat-lock",
    "flat-door",
    "flat-door-pane",
    "flat-window-at-corridor",
    "flat-window-at-balcony",
    "flat-balcony-hard-to-climb-to",
    "house-lock",
    "house-door",
    "house-door-pane",
    "house-sliding-door",
    "house-ground-floor-window",
    "house-window-at-balcony",
    "house-balcony-hard-to-climb-to",
}


def test_fallbacks_are_open_to_anybody() -> None:
    assert {name_of(c) for c in CRITERIA if c.otherwise} == WITH_FALLBACK
    assert {f.who for c in CRITERIA for f in c.otherwise} == {Who()}


@pytest.mark.parametrize("whose", ["flat", "house"])
def test_a_door_without_certified_parts_is_asked_six_things(whose: str) -> None:
    parts = (criterion(f"{whose}-{part}") for part in ("lock", "door"))
    asked = [c.otherwise[0].require for c in parts]
    names = {vars(check)["name"] for r in asked for check in checks_of(r)}
    # Of the two last, either hides the gap.
    either = {"gap_hidden", "guard_plate"}
    assert either < names
    assert names - either == {
        "pick_resistant",
        "hard_lock",
        "auxiliary_lock",
        "hard_material",
        "deadbolt_hidden",
    }


def test_only_contact_with_the_police_waits_for_a_need() -> None:
    conditions = [(c, conditions_of(c.when)) for c in CRITERIA if c.when is not None]
    waits = {name_of(c) for c, parts in conditions if Decided(decision="need") in parts}
    assert waits == {"police-liaison"}


def test_only_rules_and_studies_hold_for_good() -> None:
    checks = [check for c in CRITERIA for check in checks_of(c.require)]
    records = [c for c in checks if isinstance(c, Recorded)]
    lasting = {c.activity for c in records if c.within is None}
    assert lasting == {"camera-siting-study", "camera-rules"}


# Scope --------------------------------------------------------------------------------


def place(id_: str, kind: str, **properties: object) -> Feature:
    return Feature(id_, "place", box(0, 0, 10, 10), {"place_kind": kind, **properties})


def elsewhere(kind: str, **properties: object) -> Truth:
    """Whether the guideline on parks takes over a place of this kind."""
    here = place("here", kind, **properties)
    scene = Scene((here, place("flats", "apartments"), place("store", "shop")))
    context = Context(scene, CATALOGUE, CATALOGUE.parameters, ON, here)
    [(split, truth)] = splits_at(HOUSING, context)
    assert split.belongs_to == "jp-31/parks"
    return truth


@pytest.mark.parametrize("kind", ["car_park", "bicycle_park"])
@pytest.mark.parametrize(
    ("owner", "truth"),
    [("flats", False), ("row_house", False), ("store", True), (None, None)],
)
def test_parking_of_its_own_comes_under_parks(
    kind: str, owner: str | None, truth: Truth
) -> None:
    stated = {} if owner is None else {"attached_to": owner}
    assert elsewhere(kind, **stated) is truth


ROAD = Feature("road", "road", LineString([(-20, -3), (30, -3)]), {"width_m": 4.0})


def judged(kind: str, *things: Feature, **stated: object) -> dict[str, Finding]:
    """First finding of each criterion of both guidelines of the prefecture."""
    here = place("here", kind, **stated)
    only = Scope(guidelines=["jp-31/parks", "jp-31/housing"], places=["here"])
    scene = Scene((here, ROAD, *things))
    found = assess(scene, CATALOGUE, on=ON, within=only).findings
    return {f.criterion.id: f for f in reversed(found)}


BAYS = Feature("bays", "area", box(1, 1, 9, 9), {"use": "parking_bay"})


def test_a_car_park_of_flats_is_judged_as_part_of_the_flats() -> None:
    surveyed = ("obstacle", "lamp", "mirror")
    said = {"attached_to": "apartments", "setting": "outdoor", "complete": surveyed}
    found = judged("car_park", BAYS, **said)
    parks = [f for id_, f in found.items() if id_.startswith("jp-31/parks")]
    assert {f.outcome for f in parks} == {Outcome.INAPPLICABLE}
    outcomes = {
        "parking-in-view": Outcome.SATISFIED,
        "parking-light": Outcome.NOT_SATISFIED,
        "parking-mirrors": Outcome.INAPPLICABLE,
        "garage-in-view": Outcome.INAPPLICABLE,
    }
    for name, outcome in outcomes.items():
        assert found[f"jp-31/housing/{name}"].outcome is outcome


def test_a_garage_of_a_house_is_judged_as_part_of_the_house() -> None:
    said = {"attached_to": "detached_house", "complete": ("obstacle", "gate", "door")}
    found = judged("car_park", BAYS, **said)
    assert found["jp-31/housing/garage-in-view"].outcome is Outcome.SATISFIED
    assert found["jp-31/housing/parking-in-view"].outcome is Outcome.INAPPLICABLE


@pytest.mark.parametrize("kind", HOUSING.places)
def test_a_bare_map_proves_nothing_about_a_place(kind: str) -> None:
    stated = {"attached_to": "apartments"} if kind.endswith("park") else {}
    found = judged(kind, **stated)
    ours = {f.outcome for id_, f in found.items() if id_.startswith("jp-31/housing")}
    closed = {Outcome.INAPPLICABLE} if stated else set()
    assert ours <= {Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED} | closed
    assert ours
