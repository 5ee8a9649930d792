"""One place under two guidelines: the answers that differ, and why."""

from __future__ import annotations

from machimori.assessment import Outcome, Scope, assess
from machimori.assessment.flips import Flip, Flips, flips_between
from machimori.guidelines import shipped_catalogue
from machimori.scene import Feature, Scene
from tests.machimori.assessment.staging import ON, lamp, park

CATALOGUE = shipped_catalogue()
TOYAMA = CATALOGUE.instruments["jp-16/roads"]
TOTTORI = CATALOGUE.instruments["jp-31/parks"]


def car_park(**properties: object) -> Feature:
    said = {"place_kind": "car_park", "setting": "outdoor", **properties}
    return park("obstacle", "lamp", "area", **said)


def flips(*features: Feature) -> Flips:
    scene = Scene(features)
    both = (TOYAMA.id, TOTTORI.id)
    assessment = assess(scene, CATALOGUE, on=ON, within=Scope(guidelines=both))
    return flips_between(assessment, CATALOGUE, [TOYAMA], [TOTTORI])


def light(found: Flips) -> list[Flip]:
    return [f for f in found.flips if "outdoor-light" in f.before.criterion.id]


def test_two_lux_are_enough_in_one_prefecture_and_not_in_the_other() -> None:
    found = flips(car_park(), lamp(10, 10, luminous_flux_lm=3250.0))
    (flip,) = light(found)
    assert flip.before.outcome is Outcome.NOT_SATISFIED
    assert flip.after.outcome is Outcome.SATISFIED
    numbers = [d for d in flip.differences if d.aspect == "number"]
    assert [(d.before, d.after) for d in numbers] == [
        ("source/lux-behaviour", "source/lux-parking-outdoor-tottori")
    ]


def test_what_both_say_alike_is_only_counted() -> None:
    found = flips(car_park(), lamp(10, 10, luminous_flux_lm=32500.0))
    assert light(found) == []
    assert found.agreeing > 0


def test_a_park_of_another_guideline_is_no_flip() -> None:
    found = flips(park("obstacle", "lamp", used_daily_by_children=True))
    assert (found.flips, found.agreeing) == ((), 0)
