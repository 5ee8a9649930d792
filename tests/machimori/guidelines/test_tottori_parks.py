"""Tottori's guideline on parks, roads, car parks and bicycle parks."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import Point, box

from machimori.assessment import Outcome, Scope, assess
from machimori.assessment.context import Context
from machimori.assessment.logic import Truth
from machimori.assessment.selection import splits_at
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.scene import Feature, Scene

CATALOGUE = shipped_catalogue()
PARKS = CATALOGUE.instrument("jp-31/parks")
ON = date(2026, 6, 1)

# Criterion, clause, its own verb, and the verb after the heading sentence.
REQUIRED, LIMITED = "required", "as_far_as_possible"
STRENGTH_OF: dict[str, tuple[str, str, str]] = {
    "park-planting-in-view": ("第2 1(1)ア", REQUIRED, LIMITED),
    "park-pruning": ("第2 1(1)ア", REQUIRED, LIMITED),
    "park-fence-see-through": ("第2 1(1)イ", REQUIRED, LIMITED),
    "park-play-equipment-open-build": ("第2 1(1)ウ", REQUIRED, LIMITED),
    "park-play-equipment-in-view": ("第2 1(1)ウ", REQUIRED, LIMITED),
    "park-play-light": ("第2 1(2)", REQUIRED, LIMITED),
    "park-no-dark-pockets": ("第2 1(2)", REQUIRED, LIMITED),
    "park-toilet-in-view": ("第2 1(3)ア", REQUIRED, LIMITED),
    "park-toilet-light": ("第2 1(3)イ", REQUIRED, LIMITED),
    "park-alarm": ("第2 1(4)", REQUIRED, LIMITED),
    "park-refuge": ("第2 1(5)", REQUIRED, LIMITED),
    "road-footway-separated": ("第2 2(1)", REQUIRED, LIMITED),
    "road-structures-clear-of-view": ("第2 2(2)ア", REQUIRED, LIMITED),
    "road-pruning": ("第2 2(2)イ", REQUIRED, LIMITED),
    "road-light": ("第2 2(3)", REQUIRED, LIMITED),
    "road-lamp-placement": ("第2 2(3)", REQUIRED, LIMITED),
    "road-underpass-devices": ("第2 2(4)", REQUIRED, LIMITED),
    "parking-enclosed": ("第2 3(1)", REQUIRED, LIMITED),
    "parking-fence-in-view": ("第2 3(2)ア", REQUIRED, LIMITED),
    "parking-mirror": ("第2 3(2)イ", REQUIRED, LIMITED),
    "parking-camera": ("第2 3(2)ウ", REQUIRED, LIMITED),
    "parking-bay-light-indoors": ("第2 3(3)", REQUIRED, LIMITED),
    "parking-lane-light-indoors": ("第2 3(3)", REQUIRED, LIMITED),
    "parking-light-outdoors": ("第2 3(3)", REQUIRED, LIMITED),
    "parking-gate-or-attendant": ("第2 3(4)ア", REQUIRED, LIMITED),
    "parking-closed-after-hours": ("第2 3(4)イ", REQUIRED, LIMITED),
    "parking-watched-over": ("第2 3(5)ア", REQUIRED, LIMITED),
    "parking-caretaker-room-view": ("第2 3(5)イ", REQUIRED, LIMITED),
    "parking-racks": ("第2 3(6)", REQUIRED, LIMITED),
    "parking-publicity": ("第2 3(7)", REQUIRED, LIMITED),
    "parking-police-information": ("第2 3(8)ア", "effort", LIMITED),
    "parking-information-used": ("第2 3(8)ア", REQUIRED, LIMITED),
    "parking-police-advice": ("第2 3(8)イ", "consideration", LIMITED),
    "residents-in-planning": ("第2 4(1)", LIMITED, LIMITED),
    "residents-cleaning-up": ("第2 4(1)", REQUIRED, REQUIRED),
    "camera-siting": ("第2 4(2)ア(ア)", REQUIRED, LIMITED),
    "camera-light": ("第2 4(2)ア(イ)", REQUIRED, LIMITED),
    "camera-sign": ("第2 4(2)イ(ア)", REQUIRED, LIMITED),
    "camera-privacy": ("第2 4(2)イ(イ)", REQUIRED, LIMITED),
}


def criterion(name: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-31/parks/{name}")


def test_there_is_one_criterion_for_each_thing_that_is_asked() -> None:
    names = {c.id.removeprefix("jp-31/parks/") for c in CATALOGUE.criteria_of(PARKS)}
    assert names == set(STRENGTH_OF)
    assert len(names) == 39


@pytest.mark.parametrize("name", STRENGTH_OF)
def test_a_heading_weakens_the_verb_of_its_items(name: str) -> None:
    clause, own, effective = STRENGTH_OF[name]
    asked = criterion(name)
    assert asked.cites == (clause,)
    assert (asked.strength, PARKS.effective_strength(asked)) == (own, effective)


def test_only_headings_on_parks_roads_parking_and_cameras_weaken() -> None:
    headings = {p.path: p.strength for p in PARKS.provisions if p.strength}
    weak: dict[str, Strength] = dict.fromkeys(
        ("第2 1", "第2 2", "第2 3", "第2 4(2)"), "as_far_as_possible"
    )
    assert headings == weak


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("park-play-light", "source/lux-behaviour"),
        ("park-toilet-light", "source/lux-face-clear"),
        ("road-light", "source/lux-behaviour"),
        ("parking-bay-light-indoors", "source/lux-parking-bay"),
        ("parking-lane-light-indoors", "source/lux-parking-lane"),
        ("parking-light-outdoors", "source/lux-parking-outdoor-tottori"),
    ],
)
def test_light_is_held_against_the_numbers_of_the_source(
    name: str, parameter: str
) -> None:
    assert criterion(name).parameters == (parameter,)


@pytest.mark.parametrize(
    ("parameter", "lux"),
    [
        ("source/lux-behaviour", 3),
        ("source/lux-face-clear", 50),
        ("source/lux-parking-bay", 2),
        ("source/lux-parking-lane", 10),
        ("source/lux-parking-outdoor-tottori", 2),
    ],
)
def test_the_numbers_are_those_of_the_source(parameter: str, lux: float) -> None:
    assert CATALOGUE.parameters[parameter].on(ON).value == lux


AS_NEEDED = {
    "park-alarm",
    "road-underpass-devices",
    "parking-mirror",
    "parking-camera",
    "parking-light-outdoors",
    "parking-gate-or-attendant",
    "parking-racks",
    "parking-publicity",
}


def test_what_is_asked_as_needed_waits_for_a_decision() -> None:
    def waits(one: Criterion) -> bool:
        parts = conditions_of(one.when) if one.when is not None else ()
        return any(isinstance(part, Decided) for part in parts)

    names = {n for n in STRENGTH_OF if waits(criterion(n))}
    assert names == AS_NEEDED


# Scope --------------------------------------------------------------------------------


def elsewhere(kind: str, **properties: object) -> tuple[str, Truth]:
    """Which guideline takes over a place of this kind, and whether it does."""
    here = place("here", kind, **properties)
    scene = Scene((here, place("flats", "apartments"), place("store", "shop")))
    context = Context(scene, CATALOGUE, CATALOGUE.parameters, ON, here)
    (split, truth), _ = splits_at(PARKS, context)
    return split.belongs_to, truth


def place(id_: str, kind: str, **properties: object) -> Feature:
    return Feature(id_, "place", box(0, 0, 10, 10), {"place_kind": kind, **properties})


@pytest.mark.parametrize("kind", ["park", "road", "underpass"])
@pytest.mark.parametrize("daily", [True, False, None])
def test_what_children_use_daily_comes_under_school_routes(
    kind: str, daily: bool | None
) -> None:
    stated = {} if daily is None else {"used_daily_by_children": daily}
    assert elsewhere(kind, **stated) == ("jp-31/school-routes", daily)


@pytest.mark.parametrize("kind", ["car_park", "bicycle_park"])
@pytest.mark.parametrize(
    ("owner", "is_housing"),
    [("flats", True), ("row_house", True), ("store", False), (None, None)],
)
def test_parking_that_goes_with_housing_comes_under_housing(
    kind: str, owner: str | None, is_housing: Truth
) -> None:
    stated = {} if owner is None else {"attached_to": owner}
    assert elsewhere(kind, **stated) == ("jp-31/housing", is_housing)


def test_findings_on_a_park_of_children_say_that_it_is_judged_elsewhere() -> None:
    scene = Scene((place("here", "park", used_daily_by_children=True),))
    only = Scope(guidelines=["jp-31/parks"])
    found = assess(scene, CATALOGUE, on=ON, within=only).findings
    assert {f.outcome for f in found} == {Outcome.INAPPLICABLE}
    assert {f.reason.code for f in found} == {"scope_elsewhere"}


def point(id_: str, kind: str, **properties: object) -> Feature:
    return Feature(id_, kind, Point(5, 5), properties)


BAR = point("bar", "rack", type="bar")
HOOK = point("hook", "rack", type="other")
GATE = point("gate", "gate", type="sliding")
GAP = point("gap", "gate", type="open")
CAMERA = point("camera", "camera", sign=False)
SIGN = point("sign", "sign", role="camera")


@pytest.mark.parametrize(
    ("name", "stated", "things", "outcome"),
    [
        ("parking-watched-over", {"has_manager": True}, [], "satisfied"),
        ("parking-watched-over", {"has_manager": False}, [CAMERA], "satisfied"),
        ("parking-closed-after-hours", {"opening_hours": "24/7"}, [], "inapplicable"),
        ("parking-closed-after-hours", {"opening_hours": "8-20"}, [GATE], "satisfied"),
        ("parking-closed-after-hours", {"opening_hours": "8-20"}, [GAP], "cannot_tell"),
        ("parking-police-advice", {"status": "planned"}, [], "not_assessed"),
        (
            "parking-police-advice",
            {"status": "existing", "work": "none"},
            [],
            "inapplicable",
        ),
        ("parking-racks", {}, [BAR], "satisfied"),
        ("parking-racks", {"complete": ("rack",)}, [HOOK], "cannot_tell"),
        ("parking-camera", {"complete": ("camera",)}, [], "cannot_tell"),
        ("camera-sign", {}, [CAMERA, SIGN], "satisfied"),
        ("camera-sign", {"complete": ("camera", "sign")}, [CAMERA], "not_satisfied"),
        ("camera-sign", {"complete": ("camera",)}, [], "inapplicable"),
        ("camera-siting", {}, [CAMERA], "not_assessed"),
    ],
)
def test_what_a_bicycle_park_states_decides(
    name: str, stated: dict[str, object], things: list[Feature], outcome: str
) -> None:
    scene = Scene((place("here", "bicycle_park", **stated), *things))
    only = Scope(guidelines=["jp-31/parks"])
    found = assess(scene, CATALOGUE, on=ON, within=only).findings
    [finding] = [f for f in found if f.criterion.id == f"jp-31/parks/{name}"]
    assert finding.outcome.value == outcome
