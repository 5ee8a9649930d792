"""A finding names every number that decided it."""

from __future__ import annotations

from datetime import date

from shapely.geometry import Point

from machimori.assessment import assess
from machimori.assessment.context import Context
from machimori.guidelines.checks import MeanIlluminance, SeenFrom
from tests.machimori.assessment.staging import (
    ON,
    SHIPPED,
    catalogue,
    criterion,
    feature,
    judged,
    lamp,
    numbers,
    park,
    scene,
    street,
)

SEEN = SeenFrom(
    watchers=("road",),
    share_at_least="interpretation/seen-share",
    target="interpretation/target-height-person",
)
LIGHT = MeanIlluminance(at_least="source/lux-behaviour")


def used(finding: object) -> set[str]:
    return {use.id for use in finding.parameters}  # type: ignore[attr-defined]


def test_sight_names_eyes_target_range_and_share() -> None:
    (found,) = judged(criterion(SEEN), park("obstacle"), street()).findings
    assert {
        "interpretation/seen-share",
        "interpretation/eye-height",
        "interpretation/target-height-person",
        "interpretation/sight-range",
        "interpretation/visible-transmission",
    } <= used(found)
    assert "interpretation/tree-opacity" not in used(found)


def test_only_what_the_scene_leaves_open_is_named() -> None:
    tree = feature("tree", "tree", Point(10, 10), height_m=5.0)
    (found,) = judged(criterion(SEEN), park("obstacle"), street(), tree).findings
    assert {"interpretation/tree-opacity", "interpretation/crown-base"} <= used(found)


def test_what_was_computed_before_names_its_numbers_again() -> None:
    first = criterion(LIGHT)
    second = criterion(LIGHT, id="jp-00/test/again")
    features = (park("obstacle", "lamp"), lamp(10, 10))
    found = assess(scene(*features), catalogue(first, second), on=ON).findings
    assert used(found[0]) == used(found[1])
    assert "interpretation/grid-spacing" in used(found[1])


def test_a_citys_own_number_is_shown_as_its_own() -> None:
    (found,) = judged(
        criterion(SEEN), park("obstacle"), street(), parameters=numbers(seen_share=0.5)
    ).findings
    (share,) = [u for u in found.parameters if u.id == "interpretation/seen-share"]
    assert (share.value, share.by.en) == (0.5, "test")


def test_a_number_that_nobody_chose_says_so() -> None:
    (found,) = judged(
        criterion(SEEN), park("obstacle"), street(), parameters=numbers(seen_share=None)
    ).findings
    (share,) = [u for u in found.parameters if u.id == "interpretation/seen-share"]
    assert (share.value, share.by.en) == (None, "test")


def test_something_is_computed_once_for_all_places_of_a_scene() -> None:
    town = scene(park(), feature("other", "place", park().geometry, place_kind="park"))
    here = Context(town, SHIPPED, SHIPPED.parameters, date(2026, 6, 1), town.places[0])
    there = here.at(town.places[1])
    counted: list[float] = []

    def compute() -> float:
        counted.append(here.known("interpretation/eye-height"))
        return counted[0]

    with here.noting() as before, there.noting() as after:
        assert here.once(("eye",), compute) == there.once(("eye",), compute) == 1.5
    assert len(counted) == 1
    assert set(before) == set(after) == {"interpretation/eye-height"}
