"""What an importer put in decides nothing by itself."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, box

from machimori.assessment import Finding, Outcome
from machimori.assessment.certainty import (
    open_obstacles,
    with_least_buildings,
    without_guessed_heights,
)
from machimori.guidelines.checks import (
    Check,
    ClearOfEyeLevel,
    MeanIlluminance,
    NoFoothold,
    SeenFrom,
    SeeThrough,
)
from machimori.guidelines.model import Element
from tests.machimori.assessment.staging import (
    building,
    criterion,
    feature,
    finding,
    guessed,
    judged,
    lamp,
    park,
    scene,
    street,
    wall,
)

SEEN = SeenFrom(
    watchers=("road",),
    share_at_least="interpretation/seen-share",
    target="interpretation/target-height-person",
)
LIGHT = MeanIlluminance(at_least="source/lux-behaviour")


def of(check: Check, kind: str, *features: Any, **given: Any) -> Finding:
    return finding(criterion(check, element=Element(kind=(kind,))), *features, **given)


# Heights ------------------------------------------------------------------------------


def test_a_guessed_height_is_unknown_again() -> None:
    house = building(0, 0, 5, 5, base_m=1.0, name="House")
    town = scene(house, assumptions=(guessed("building", "height_m", 3.0, "building"),))
    (judged_house,) = without_guessed_heights(town).features
    assert judged_house.properties == {"base_m": 1.0, "name": "House"}
    assert town.features[0].get("height_m") == 3.0


def test_a_scene_without_guesses_is_judged_as_it_is() -> None:
    town = scene(building(0, 0, 5, 5))
    assert without_guessed_heights(town) is town


def test_the_scene_of_an_assessment_is_the_one_that_was_judged() -> None:
    assumptions = (guessed("building", "height_m", 3.0, "building"),)
    features = (park(), building(0, 0, 5, 5))
    assessment = judged(criterion(), *features, assumptions=assumptions)
    assert assessment.scene.by_id["building"].get("height_m") is None
    assert assessment.scene.assumptions == assumptions


def test_a_building_stands_a_storey_high_unless_it_may_hover() -> None:
    assumptions = (
        guessed("building", "height_m", 6.0, "house", "bridge"),
        guessed("building", "base_m", 6.0, "bridge"),
    )
    town = without_guessed_heights(
        scene(
            building(0, 0, 5, 5, id="house", height_m=6.0),
            building(5, 0, 9, 5, id="bridge", height_m=6.0, base_m=6.0),
            building(9, 0, 12, 5, id="tower", height_m=30.0),
            assumptions=assumptions,
        )
    )
    least = with_least_buildings(town, 2.5).by_id
    heights = {id_: f.get("height_m") for id_, f in least.items()}
    assert heights == {"house": 2.5, "bridge": None, "tower": 30.0}


@pytest.mark.parametrize(
    ("said", "is_open"),
    [({}, True), ({"height_m": 2.0}, False)],
)
def test_what_states_no_height_leaves_the_scene_open(
    said: dict[str, float], is_open: bool
) -> None:
    fence = feature("fence", "fence", LineString([(0, 0), (5, 0)]), **said)
    assert bool(open_obstacles(scene(fence))) is is_open


@pytest.mark.parametrize("check", [SeeThrough, ClearOfEyeLevel, NoFoothold])
def test_an_elements_own_guessed_height_does_not_decide(check: type[Check]) -> None:
    asked = (
        check(opacity_at_most="interpretation/fence-opacity-limit")  # type: ignore[call-arg]
        if check is SeeThrough
        else check()
    )
    hedge = feature("hedge", "hedge", LineString([(0, 5), (5, 5)]), height_m=0.5)
    place = park("building", "window", "balcony")
    stated = of(asked, "hedge", place, hedge)
    assert stated.outcome is Outcome.SATISFIED
    guess = (guessed("hedge", "height_m", 0.5, "hedge"),)
    found = of(asked, "hedge", place, hedge, assumptions=guess)
    assert found.outcome is Outcome.CANNOT_TELL


def test_a_guessed_wall_leaves_the_view_open_and_a_guessed_house_does_not() -> None:
    low = wall((-200, 10), (220, 10), height_m=0.3, id="low")
    assumptions = (guessed("wall", "height_m", 0.3, "low"),)
    found = finding(
        criterion(SEEN), park("obstacle"), street(), low, assumptions=assumptions
    )
    assert (found.outcome, found.reason.code) == (
        Outcome.CANNOT_TELL,
        "heights_unknown",
    )
    house = building(-200, 10, 220, 11, id="low", height_m=6.0)
    hidden = finding(
        criterion(SEEN),
        park("obstacle"),
        street(),
        house,
        assumptions=(guessed("building", "height_m", 6.0, "low"),),
    )
    assert hidden.outcome is Outcome.NOT_SATISFIED
    used = {use.id for use in hidden.parameters}
    assert "interpretation/building-height-least" in used


# Widths -------------------------------------------------------------------------------


def lit_road(**said: Any) -> Finding:
    road = feature("road", "road", LineString([(0, 5), (20, 5)]), width_m=4.0)
    lamps = [lamp(x, 5) for x in (2, 10, 18)]
    return of(LIGHT, "road", park("lamp", "obstacle"), road, *lamps, **said)


def test_a_guessed_width_gives_a_value_and_no_verdict() -> None:
    assert lit_road().outcome is Outcome.SATISFIED
    found = lit_road(assumptions=(guessed("road", "width_m", 4.0, "road"),))
    assert (found.outcome, found.reason.code) == (Outcome.CANNOT_TELL, "width_guessed")
    assert found.reason.values["value"].code == "mean_illuminance"
    assert found.evidence[0].value == lit_road().evidence[0].value


def test_a_place_along_a_line_stands_on_the_widths_of_its_roads() -> None:
    line = LineString([(0, 5), (20, 5)])
    place = feature(
        "park", "place", line, place_kind="park", complete=("lamp", "obstacle")
    )
    road = feature("road", "road", line, width_m=4.0, part_of="park")
    guess = (guessed("road", "width_m", 4.0, "road"),)
    asked = criterion(LIGHT)
    assert finding(asked, place, road).outcome is Outcome.NOT_SATISFIED
    found = finding(asked, place, road, assumptions=guess)
    assert found.reason.code == "width_guessed"


def test_a_guessed_width_of_something_else_does_not_matter() -> None:
    other = feature("other", "road", LineString([(0, 30), (20, 30)]), width_m=4.0)
    found = finding(
        criterion(LIGHT),
        park("lamp"),
        other,
        assumptions=(guessed("road", "width_m", 4.0, "other"),),
    )
    assert found.outcome is Outcome.NOT_SATISFIED
    assert box(0, 0, 20, 20).disjoint(other.geometry)
