"""Toyama's guideline on the safety of children, held to its text."""

from __future__ import annotations

from datetime import date

import pytest
from shapely.geometry import LineString, box

from machimori.assessment import Finding, Outcome, Scope, assess
from machimori.guidelines import Criterion, Strength, shipped_catalogue
from machimori.guidelines.checks import Recorded
from machimori.guidelines.conditions import Decided, conditions_of
from machimori.scene import Feature, Scene

CATALOGUE = shipped_catalogue()
CHILDREN = CATALOGUE.instrument("jp-16/children")
CRITERIA = CATALOGUE.criteria_of(CHILDREN)
ON = date(2026, 6, 1)

WORD_OF = {c.id.rsplit("/", 1)[1]: c for c in CRITERIA}

STRONGER: dict[str, tuple[Strength, Strength]] = {
    "crisis-manual": ("required", "required"),
    "safety-plan": ("required", "required"),
    "no-block-walls": ("desirable", "desirable"),
    "dangerous-walls-removed": ("as_far_as_possible", "as_far_as_possible"),
    "walls-become-fences": ("desirable", "desirable"),
}
"""Own and effective strength of those that differ from the rest (required, effort)."""

TWICE = {
    "crisis-manual": ("第2 柱書", "第3 柱書"),
    "no-entry-signs": ("第2 1(1)イ", "第2 3(3)"),
    "locks-managed": ("第2 3(2)", "第2 3(5)"),
    "route-inspected": ("第2 4(1)イ", "第3 2(1)オ"),
    "route-patrolled": ("第2 4(1)エ", "第3 2(1)ア"),
}
"""What the guideline says in two places, and where."""


def parts_of(asked: Criterion) -> tuple[object, ...]:
    return () if asked.when is None else conditions_of(asked.when)


def test_it_has_68_leaves_as_counted_in_the_source() -> None:
    parts = (
        "第2 柱書",
        "第2 1",
        "第2 2",
        "第2 3",
        "第2 4",
        "第2 5",
        "第3 柱書",
        "第3 1",
        "第3 2",
    )
    counted = [sum(p.path.startswith(part) for p in CHILDREN.leaves) for part in parts]
    assert counted == [1, 9, 6, 10, 12, 8, 1, 7, 14]


def test_only_what_is_said_twice_cites_two_places() -> None:
    twice = {word: c.cites for word, c in WORD_OF.items() if len(c.cites) > 1}
    assert twice == TWICE


@pytest.mark.parametrize("word", WORD_OF)
def test_the_headings_ask_for_an_effort(word: str) -> None:
    asked = WORD_OF[word]
    own, effective = STRONGER.get(word, ("required", "effort"))
    assert asked.strength == own
    assert CHILDREN.effective_strength(asked) == effective


def test_block_walls_may_be_secured_instead() -> None:
    (asked,) = (c for c in CRITERIA if c.otherwise)
    assert asked is WORD_OF["no-block-walls"]
    assert asked.otherwise[0].who.work is None


def test_a_need_is_decided_where_danger_is_particularly_great() -> None:
    waiting = {
        word
        for word, asked in WORD_OF.items()
        if any(isinstance(part, Decided) for part in parts_of(asked))
    }
    assert waiting == {"devices-where-dangerous"}


@pytest.mark.parametrize("word", ["grounds-light", "way-light"])
def test_light_is_held_against_the_number_of_the_source(word: str) -> None:
    assert WORD_OF[word].parameters == ("source/lux-behaviour",)


def test_what_a_school_does_is_proven_by_records() -> None:
    recorded = {
        c.cites[0]
        for c in CRITERIA
        if any(isinstance(check, Recorded) for check in c.checks)
    }
    lessons = {p.path for p in CHILDREN.leaves if p.path.startswith(("第2 2", "第2 5"))}
    assert lessons <= recorded


# Judged -------------------------------------------------------------------------------


def judged(kind: str, *features: Feature, **stated: object) -> dict[str, Finding]:
    """Judge a place of 80 m by 60 m; findings by the word of their criterion."""
    place = Feature("here", "place", box(0, 0, 80, 60), {"place_kind": kind, **stated})
    only = Scope(guidelines=["jp-16/children"])
    found = assess(Scene((place, *features)), CATALOGUE, on=ON, within=only).findings
    return {f.criterion.id.rsplit("/", 1)[1]: f for f in found}


def test_a_park_that_children_seldom_use_comes_under_roads_and_parks() -> None:
    findings = judged("park", used_daily_by_children=False).values()
    assert {f.reason.code for f in findings} == {"scope_elsewhere"}


def test_a_narrow_road_is_asked_for_no_footway() -> None:
    line = LineString([(0, 30), (80, 30)])
    road = Feature("road", "road", line, {"width_m": 4.0, "separation": "none"})
    found = judged("school_route", road)
    assert found["footway-separated"].outcome is Outcome.INAPPLICABLE
