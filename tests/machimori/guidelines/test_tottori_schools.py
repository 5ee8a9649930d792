"""Tottori's guideline on schools, held to its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from shapely.geometry import LineString, Point, box

from machimori.assessment import Evidence, Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, shipped_catalogue
from machimori.guidelines.checks import CoveredByCamera, Recorded, checks_of
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.guidelines.model import Who
from machimori.scene import Feature, Scene

CATALOGUE = shipped_catalogue()
SCHOOLS = CATALOGUE.instrument("jp-31/schools")
CRITERIA = CATALOGUE.criteria_of(SCHOOLS)
ON = date(2026, 6, 1)

CLAUSE_OF = {
    # 第2 1: how the school is organised
    "crisis-manual": "第2 1(1)",
    "safety-committee": "第2 1(2)",
    "safety-volunteers": "第2 1(2)",
    "staff-training": "第2 1(3)",
    "staff-drill": "第2 1(3)",
    "safety-review": "第2 1(4)",
    # 第2 2: keeping intruders out
    "few-ways-in": "第2 2(1)",
    "gates-and-doors-locked": "第2 2(2)",
    "rounds": "第2 2(3)",
    "visitors-entrance": "第2 2(4)",
    "reception-signed": "第2 2(4)",
    "visitors-checked": "第2 2(5)",
    "visitors-greeted": "第2 2(6)",
    "devices-against-intruders": "第2 2(7)",
    # 第2 3: together with others
    "watch-shared": "第2 3(1)",
    "school-is-told": "第2 3(2)",
    "schools-tell-each-other": "第2 3(3)",
    "warnings-passed-on": "第2 3(4)",
    "refuges-in-touch": "第2 3(5)",
    # 第2 4: ready for an emergency
    "police-called-out": "第2 4(1)",
    "parents-told-at-once": "第2 4(1)",
    "way-home-decided": "第2 4(1)",
    "roles-in-emergency": "第2 4(2)",
    "lines-of-communication": "第2 4(3)",
    "counselling-ready": "第2 4(4)",
    "joint-drill": "第2 4(5)",
    # 第2 5: what children learn
    "childrens-drill": "第2 5(1)",
    "reporting-taught": "第2 5(2)",
    "escape-taught": "第2 5(2)",
    "refuges-taught": "第2 5(3)",
    "dangerous-spots-told": "第2 5(3)",
    "safety-map": "第2 5(4)",
    "buzzer-taught": "第2 5(5)",
    # 第2 6: inspection and upkeep
    "openings-inspected": "第2 6(1)",
    "blind-spots-looked-for": "第2 6(2)",
    "nothing-hides": "第2 6(2)",
    "devices-inspected": "第2 6(3)",
    # 第2 7: grounds and buildings
    "staff-room-overlooks-grounds": "第2 7(1)ア",
    "lamp-at-gate": "第2 7(1)イ",
    "lamp-around-building": "第2 7(1)イ",
    "parking-in-view": "第2 7(1)ウ",
    "grounds-enclosed": "第2 7(2)ア",
    "gate-in-view": "第2 7(2)イ",
    "enclosure-see-through": "第2 7(2)ウ",
    "reception-findable": "第2 7(3)ア",
    "staff-room-glass-clear": "第2 7(3)イ",
    "ground-floor-openings": "第2 7(3)ウ",
}

ORGANISATION = [w for w, c in CLAUSE_OF.items() if c[3] in "1345"]
"""What only records can prove: the items of 第2 1, 3, 4 and 5."""


def criterion(word: str) -> Criterion:
    return CATALOGUE.criterion(f"jp-31/schools/{word}")


def words(criteria: Iterable[Criterion]) -> set[str]:
    return {c.id.removeprefix("jp-31/schools/") for c in criteria}


# What the text asks -------------------------------------------------------------------


def test_it_has_38_leaves_as_counted_in_the_source() -> None:
    paths = [leaf.path for leaf in SCHOOLS.leaves]
    by_part = [sum(p.startswith(f"第2 {part}") for p in paths) for part in range(1, 8)]
    assert by_part == [4, 7, 5, 5, 5, 3, 9]


def test_the_clauses_name_every_criterion() -> None:
    assert words(CRITERIA) == set(CLAUSE_OF)
    assert len(CRITERIA) == 47


@pytest.mark.parametrize("word", CLAUSE_OF)
def test_every_heading_asks_for_an_effort_only(word: str) -> None:
    asked = criterion(word)
    assert asked.cites == (CLAUSE_OF[word],)
    assert asked.strength == "required"
    assert SCHOOLS.effective_strength(asked) == "effort"


def test_it_is_fitted_to_the_school_and_prints_its_labels_without_a_slip() -> None:
    assert SCHOOLS.exclusion == "to_suit"
    assert SCHOOLS.splits == ()
    assert [p.path for p in SCHOOLS.provisions if p.printed] == []


def test_it_speaks_of_schools_nurseries_and_clubs_alike() -> None:
    assert {c.applies.place for c in CRITERIA} == {SCHOOLS.places}


def test_lamps_stand_where_they_are_needed() -> None:
    waiting = [
        c
        for c in CRITERIA
        if c.when and any(isinstance(p, Decided) for p in conditions_of(c.when))
    ]
    assert words(waiting) == {"lamp-at-gate", "lamp-around-building"}


def test_anybody_may_use_cameras_instead_of_the_staff_rooms_view() -> None:
    instead = {c.id: c.otherwise for c in CRITERIA if c.otherwise}
    assert {CLAUSE_OF[i.rsplit("/", 1)[1]] for i in instead} == {
        "第2 7(1)ア",
        "第2 7(2)イ",
    }
    for (fallback,) in instead.values():
        (filmed,) = checks_of(fallback.require)
        assert fallback.who == Who()
        assert isinstance(filmed, CoveredByCamera)
        assert filmed.beside == ("staff_room",)


@pytest.mark.parametrize("word", ORGANISATION)
def test_what_is_organised_is_shown_by_a_record(word: str) -> None:
    (check,) = criterion(word).checks
    assert isinstance(check, Recorded)
    assert check.within is not None or word == "crisis-manual"


def test_each_activity_proves_one_thing_only() -> None:
    named = [
        c.activity for one in CRITERIA for c in one.checks if isinstance(c, Recorded)
    ]
    assert len(set(named)) == len(named)


# Judged -------------------------------------------------------------------------------

MAPPED = ("obstacle", "window", "staff_room", "camera", "barrier", "door", "area")

BUILDING = Feature("main", "building", box(0, 40, 60, 55), {"height_m": 9.0})
STAFF_ROOM = Feature("staff", "staff_room", box(10, 42, 20, 48), {})
WINDOW = Feature(
    "pane",
    "window",
    LineString([(12, 40), (18, 40)]),
    {"part_of": "staff", "sill_m": 0.9},
)
YARD = Feature("yard", "area", box(5, 5, 55, 35), {"use": "school_yard"})
GATE = Feature("gate", "gate", LineString([(20, 0), (25, 0)]), {"role": "main"})
SCREEN = Feature("screen", "wall", LineString([(0, 38), (60, 38)]), {"height_m": 3.0})
CAMERA = Feature("eye", "camera", Point(30, 37), {"height_m": 3.0})
ROOM = (BUILDING, STAFF_ROOM, WINDOW)


def judged(
    word: str,
    *features: Feature,
    evidence: Iterable[Evidence] = (),
    **stated: object,
) -> Finding:
    """Judge a school of 60 m by 60 m by one criterion; the first finding."""
    said = {"place_kind": "school", **stated}
    place = Feature("here", "place", box(0, 0, 60, 60), said)
    only = Scope(guidelines=["jp-31/schools"])
    scene = Scene((place, *features))
    found = assess(scene, CATALOGUE, on=ON, evidence=evidence, within=only).findings
    return next(f for f in found if f.criterion.id == f"jp-31/schools/{word}")


def answer(word: str, value: bool, subject: str = "here") -> Evidence:
    return Evidence(
        subject=subject,
        quantity=f"jp-31/schools/{word}",
        method="surveyed",
        value=value,
        observed_on=ON,
        by="school board",
        source="self-check",
    )


def record(activity: str, on: date) -> Evidence:
    return Evidence(
        subject="here",
        quantity=f"activity:{activity}",
        method="recorded",
        value=True,
        observed_on=on,
        by="school",
        source="log",
    )


@pytest.mark.parametrize("word", ["staff-room-overlooks-grounds", "gate-in-view"])
def test_from_a_staff_room_with_a_window_one_sees_yard_and_gate(word: str) -> None:
    finding = judged(word, *ROOM, YARD, GATE, complete=MAPPED)
    assert finding.outcome is Outcome.SATISFIED


@pytest.mark.parametrize("word", ["staff-room-overlooks-grounds", "gate-in-view"])
def test_a_wall_before_its_window_hides_yard_and_gate(word: str) -> None:
    finding = judged(word, *ROOM, YARD, GATE, SCREEN, complete=MAPPED)
    assert finding.outcome is Outcome.NOT_SATISFIED


@pytest.mark.parametrize("word", ["staff-room-overlooks-grounds", "gate-in-view"])
def test_a_camera_makes_up_for_it_once_somebody_saw_its_picture(word: str) -> None:
    town = (*ROOM, YARD, GATE, SCREEN, CAMERA)
    open_ = judged(word, *town, complete=MAPPED)
    told = judged(word, *town, complete=MAPPED, evidence=[answer(word, True)])
    assert (open_.outcome, open_.reason.code) == (Outcome.CANNOT_TELL, "camera_blind")
    assert told.outcome is Outcome.SATISFIED_BY_ALTERNATIVE
    assert not told.conflicts


@pytest.mark.parametrize("word", ["staff-room-overlooks-grounds", "gate-in-view"])
def test_a_camera_whose_angle_is_known_makes_up_for_it(word: str) -> None:
    said = {"horizontal_fov_deg": 120.0, "azimuth_deg": 180.0, "range_m": 60.0}
    camera = replace(CAMERA, properties={**CAMERA.properties, **said})
    found = judged(word, *ROOM, YARD, GATE, SCREEN, camera, complete=MAPPED)
    assert found.outcome is Outcome.SATISFIED_BY_ALTERNATIVE


def test_a_room_whose_windows_are_not_mapped_may_well_look_out() -> None:
    mapped = tuple(word for word in MAPPED if word != "window")
    finding = judged("gate-in-view", BUILDING, STAFF_ROOM, GATE, complete=mapped)
    assert finding.outcome is Outcome.CANNOT_TELL
    assert finding.reason.code == "window_unknown"


RING = LineString([(0, 0), (60, 0), (60, 60), (0, 60), (0, 0)])
FENCE = Feature("ring", "fence", RING, {"height_m": 1.8})


def test_a_fence_all_around_is_half_of_few_ways_in() -> None:
    fenced = judged("few-ways-in", FENCE, complete=MAPPED)
    told = judged(
        "few-ways-in", FENCE, complete=MAPPED, evidence=[answer("few-ways-in", True)]
    )
    assert judged("grounds-enclosed", FENCE).outcome is Outcome.SATISFIED
    assert fenced.outcome is Outcome.NOT_ASSESSED
    assert told.outcome is Outcome.SATISFIED


def test_open_ground_has_ways_in_everywhere() -> None:
    mapped = ("fence", "wall", "hedge", "planting", "building", "gate")
    for word in ("few-ways-in", "grounds-enclosed"):
        assert judged(word, complete=mapped).outcome is Outcome.NOT_SATISFIED


def door(**stated: object) -> Feature:
    return Feature("door", "door", Point(30, 40), stated)


LINE = Feature("line", "visitor_line", LineString([(22, 0), (30, 41)]), {})
DESK = Feature("desk", "reception", Point(30, 42), {"signed_clearly": True})


@pytest.mark.parametrize(
    ("word", "things", "outcome"),
    [
        ("visitors-entrance", [door(role="visitor")], Outcome.SATISFIED),
        ("visitors-entrance", [door(role="school")], Outcome.NOT_SATISFIED),
        ("visitors-entrance", [door()], Outcome.CANNOT_TELL),
        ("reception-signed", [DESK], Outcome.SATISFIED),
        ("reception-findable", [DESK, LINE], Outcome.SATISFIED),
        ("reception-findable", [DESK], Outcome.CANNOT_TELL),
        (
            "gates-and-doors-locked",
            [door(role="school", lockable=True, locked_hours="08:40-15:00")],
            Outcome.SATISFIED,
        ),
        (
            "gates-and-doors-locked",
            [door(role="school", lockable=False)],
            Outcome.NOT_SATISFIED,
        ),
        ("gates-and-doors-locked", [door(role="classroom")], Outcome.INAPPLICABLE),
        ("gates-and-doors-locked", [door()], Outcome.CANNOT_TELL),
        ("ground-floor-openings", [door(storey=2)], Outcome.INAPPLICABLE),
        ("ground-floor-openings", [door()], Outcome.CANNOT_TELL),
        (
            "ground-floor-openings",
            [door(storey=1, certified_parts=("lock",))],
            Outcome.SATISFIED,
        ),
        (
            "ground-floor-openings",
            [
                door(
                    storey=1,
                    sensor_fitted=False,
                    certified_parts=(),
                    glass="ordinary",
                    shutter=False,
                )
            ],
            Outcome.NOT_SATISFIED,
        ),
        ("devices-inspected", [], Outcome.CANNOT_TELL),
    ],
)
def test_what_a_school_states_decides(
    word: str, things: list[Feature], outcome: Outcome
) -> None:
    assert judged(word, *things, complete=MAPPED).outcome is outcome


@pytest.mark.parametrize(
    ("glazing", "outcome"),
    [
        ("clear", Outcome.SATISFIED),
        ("covered", Outcome.NOT_SATISFIED),
        (None, Outcome.NOT_ASSESSED),
    ],
)
def test_posters_over_clear_glass_count_as_no_view(
    glazing: str | None, outcome: Outcome
) -> None:
    said = {} if glazing is None else {"glazing": glazing}
    room = Feature("staff", "staff_room", box(10, 42, 20, 48), said)
    assert judged("staff-room-glass-clear", room).outcome is outcome


@pytest.mark.parametrize(
    ("word", "activity", "months"),
    [
        ("safety-review", "safety-review", 4),
        ("visitors-checked", "visitor-check", 4),
        ("joint-drill", "joint-drill", 12),
        ("safety-map", "safety-map", 12),
    ],
)
def test_a_record_holds_for_as_long_as_somebody_chose(
    word: str, activity: str, months: int
) -> None:
    fresh = ON - timedelta(days=30 * months - 10)
    stale = ON - timedelta(days=31 * months + 10)
    held = judged(word, evidence=[record(activity, fresh)])
    gone = judged(word, evidence=[record(activity, stale)])
    assert held.outcome is Outcome.SATISFIED
    assert gone.outcome is Outcome.CANNOT_TELL


def test_a_manual_once_drawn_up_holds() -> None:
    long_ago = record("crisis-manual", date(2010, 4, 1))
    assert judged("crisis-manual", evidence=[long_ago]).outcome is Outcome.SATISFIED


def test_an_owners_self_check_answers_for_the_whole_school() -> None:
    told = judged("roles-in-emergency", evidence=[answer("roles-in-emergency", False)])
    assert told.outcome is Outcome.NOT_SATISFIED
