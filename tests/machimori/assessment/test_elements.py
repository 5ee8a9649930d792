"""Which elements are looked at, and what is said where there are none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely.geometry import LineString, Point

from machimori.assessment import Evidence, Outcome, Record, evidence_of_records
from machimori.guidelines.checks import MeanIlluminance, Recorded
from machimori.guidelines.conditions import (
    AllConditions,
    AnyCondition,
    Condition,
    ElementIs,
    Exists,
    PlaceIs,
    Unless,
)
from machimori.guidelines.model import Element
from tests.machimori.assessment.staging import (
    area,
    criterion,
    feature,
    finding,
    judged,
    numbers,
    park,
)

BENCHES = Element(kind=("bench",))
A_BENCH = feature("bench", "bench", Point(5, 5), capacity=3)


def test_there_is_one_finding_for_each_element_in_the_order_of_the_file() -> None:
    benches = [feature(f"bench-{n}", "bench", Point(n, n)) for n in (7, 3)]
    outside = feature("bench-30", "bench", Point(30, 30))
    found = judged(criterion(element=BENCHES), park(), outside, *benches).findings
    assert [f.element.id for f in found] == ["bench-7", "bench-3"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Element(kind=("area",), use=("play",)), ["play"]),
        (Element(kind=("area", "bench"), use=("play",)), ["play", "bench"]),
        (Element(kind=("area",), where={"sex": ("female", "male")}), ["toilet"]),
        (Element(kind=("device",)), ["camera"]),
        (Element(kind=("area",), where={"sex": ("male",)}), []),
    ],
)
def test_elements_are_chosen_by_kind_group_use_and_property(
    wanted: Element, ids: list[str]
) -> None:
    features = (
        area("play", 0, 0, 5, 5, sex="all"),
        area("toilet", 6, 0, 9, 5, sex="female"),
        A_BENCH,
        feature("camera", "camera", Point(1, 1)),
    )
    found = judged(criterion(element=wanted), park("area"), *features).findings
    assert [f.element.id for f in found if f.element.kind != "place"] == ids


def test_a_property_that_lists_several_things_is_matched_by_one_of_them() -> None:
    marked = area("play", 0, 0, 5, 5, marked_by=("fence", "kerb"))
    wanted = Element(kind=("area",), where={"marked_by": ("kerb",)})
    assert finding(criterion(element=wanted), park(), marked).element.id == "play"


def test_an_element_that_leaves_open_whether_it_is_meant_cannot_be_told() -> None:
    wanted = Element(kind=("area",), use=("toilet",), where={"accessible": (True,)})
    toilet = area("toilet", 0, 0, 5, 5)
    found = finding(criterion(element=wanted), park("area"), toilet)
    assert found.element.id == "toilet"
    assert (found.outcome, found.reason.code) == (
        Outcome.CANNOT_TELL,
        "condition_unknown",
    )
    assert found.reason.values["what"].en == "for people with disabilities"


# None on the map ----------------------------------------------------------------------


def test_where_all_were_mapped_and_there_is_none_it_is_inapplicable() -> None:
    found = finding(criterion(element=BENCHES), park("bench"))
    assert (found.outcome, found.reason.code) == (Outcome.INAPPLICABLE, "none_there")
    assert found.element.id == "park"


@pytest.mark.parametrize(
    ("wanted", "complete", "outcome"),
    [
        (Element(kind=("area",), use=("play",)), "play", Outcome.INAPPLICABLE),
        (Element(kind=("area",), use=("play",)), "area", Outcome.INAPPLICABLE),
        (Element(kind=("area",), use=("play",)), "toilet", Outcome.CANNOT_TELL),
        (Element(kind=("device",)), "camera", Outcome.CANNOT_TELL),
        (Element(kind=("camera",)), "device", Outcome.INAPPLICABLE),
    ],
)
def test_a_kind_a_group_or_a_use_may_be_declared_complete(
    wanted: Element, complete: str, outcome: Outcome
) -> None:
    found = finding(criterion(element=wanted), park(complete))
    assert found.outcome is outcome


def test_where_they_may_merely_be_unmapped_it_cannot_be_told() -> None:
    found = finding(criterion(element=BENCHES), park())
    assert (found.outcome, found.reason.code) == (Outcome.CANNOT_TELL, "not_mapped")
    assert found.reason.values["what"].en == "bench"


def test_an_answer_about_the_place_settles_it() -> None:
    yes = Evidence(
        subject="park",
        quantity="jp-00/test/item",
        method="surveyed",
        value=True,
        observed_on=date(2026, 5, 1),
    )
    found = finding(criterion(element=BENCHES), park(), evidence=[yes])
    assert (found.outcome, found.reason.code) == (Outcome.SATISFIED, "answered_yes")
    assert found.evidence


def test_a_record_about_the_place_settles_it_and_names_the_interval() -> None:
    record = Record(id="1", activity="prune", subjects=("park",), on=date(2026, 5, 1))
    check = Recorded(activity="prune", within="interpretation/pruning-interval")
    found = finding(
        criterion(check, element=Element(kind=("hedge",))),
        park(),
        evidence=evidence_of_records([record]),
    )
    assert (found.outcome, found.reason.code) == (Outcome.SATISFIED, "recorded")
    assert [use.id for use in found.parameters] == ["interpretation/pruning-interval"]


def test_a_condition_on_the_place_comes_first() -> None:
    indoors = PlaceIs(place={"setting": ("indoor",)})
    asked = criterion(element=BENCHES, when=indoors)
    found = finding(asked, park(setting="outdoor"))
    assert (found.outcome, found.reason.code) == (
        Outcome.INAPPLICABLE,
        "condition_fails",
    )
    assert finding(asked, park()).reason.code == "not_mapped"


def test_a_condition_on_the_element_says_nothing_where_there_is_none() -> None:
    small = ElementIs(element={"place_kind": ("road",)})
    found = finding(criterion(element=BENCHES, when=small), park())
    assert found.reason.code == "not_mapped"


# Conditions ---------------------------------------------------------------------------

LARGE = PlaceIs(
    place={"parking_area_m2": {"at_least": "source/parking-area-under-law"}}
)


@pytest.mark.parametrize(
    ("condition", "place", "outcome"),
    [
        (LARGE, {"parking_area_m2": 500.0}, Outcome.NOT_ASSESSED),
        (LARGE, {"parking_area_m2": 499.9}, Outcome.INAPPLICABLE),
        (LARGE, {}, Outcome.CANNOT_TELL),
        (Unless(unless=LARGE), {"parking_area_m2": 500.0}, Outcome.INAPPLICABLE),
        (Unless(unless=LARGE), {}, Outcome.CANNOT_TELL),
        (Exists(exists="bench"), {}, Outcome.NOT_ASSESSED),
        (Exists(exists="sign"), {}, Outcome.CANNOT_TELL),
        (Exists(exists="play"), {"complete": ("area",)}, Outcome.INAPPLICABLE),
        (Unless(unless=Exists(exists="sign")), {}, Outcome.CANNOT_TELL),
        (AllConditions(all=(LARGE, Exists(exists="play"))), {}, Outcome.CANNOT_TELL),
        (
            AllConditions(all=(LARGE, Exists(exists="play"))),
            {"complete": ("area",)},
            Outcome.INAPPLICABLE,
        ),
        (AnyCondition(any=(LARGE, Exists(exists="bench"))), {}, Outcome.NOT_ASSESSED),
        (AnyCondition(any=(LARGE, Exists(exists="sign"))), {}, Outcome.CANNOT_TELL),
    ],
)
def test_conditions_hold_in_three_values(
    condition: Condition, place: dict[str, Any], outcome: Outcome
) -> None:
    found = finding(criterion(when=condition), park(**place), A_BENCH)
    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("capacity", "outcome"), [(3, Outcome.NOT_ASSESSED), (4, Outcome.INAPPLICABLE)]
)
def test_a_condition_may_ask_about_the_element(capacity: int, outcome: Outcome) -> None:
    asked = criterion(element=BENCHES, when=ElementIs(element={"capacity": (3,)}))
    bench = feature("bench", "bench", Point(5, 5), capacity=capacity)
    assert finding(asked, park(), bench).outcome is outcome


def test_a_condition_with_a_number_that_nobody_chose_names_the_number() -> None:
    asked = criterion(
        when=PlaceIs(place={"dwellings": {"at_least": "interpretation/many"}})
    )
    found = finding(asked, park(dwellings=3), parameters=numbers(many=None))
    assert found.reason.values["what"].en == "interpretation/many"


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        (
            feature("flats", "place", park().geometry, place_kind="apartments"),
            Outcome.NOT_ASSESSED,
        ),
        (
            feature("flats", "building", park().geometry, use="shop"),
            Outcome.INAPPLICABLE,
        ),
        (feature("flats", "building", park().geometry), Outcome.CANNOT_TELL),
    ],
)
def test_what_a_place_is_attached_to_counts_as_what_that_is(
    target: Any, outcome: Outcome
) -> None:
    housing = PlaceIs(place={"attached_to": ("apartments", "house")})
    place = park(attached_to="flats")
    found = judged(criterion(when=housing), place, target).findings
    assert found[0].outcome is outcome


# A number that nobody chose -----------------------------------------------------------


def test_a_threshold_that_nobody_chose_cannot_be_held_against() -> None:
    asked = criterion(MeanIlluminance(at_least="interpretation/own"))
    found = finding(asked, park("lamp", "obstacle"), parameters=numbers(own=None))
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.reason.code == "parameter_unchosen"
    assert found.reason.values["parameter"].en == "interpretation/own"
    assert found.evidence[0].value == 0.0


def test_a_number_of_our_own_that_a_city_leaves_open_stops_nothing_else() -> None:
    asked = criterion(MeanIlluminance(at_least="source/lux-behaviour"))
    found = finding(asked, park("lamp"), parameters=numbers(grid_spacing=None))
    assert (found.outcome, found.reason.code) == (
        Outcome.CANNOT_TELL,
        "parameter_unchosen",
    )
    assert "interpretation/grid-spacing" in {use.id for use in found.parameters}


def test_a_place_along_a_line_looks_at_the_roads_that_it_has() -> None:
    line = LineString([(0, 0), (30, 0)])
    place = feature("park", "place", line, place_kind="park", complete=("lamp",))
    road = feature("road", "road", line, width_m=4.0, part_of="park")
    asked = criterion(MeanIlluminance(at_least="source/lux-behaviour"))
    assert finding(asked, place, road).outcome is Outcome.NOT_SATISFIED
    assert finding(asked, place).reason.code == "no_surface"
