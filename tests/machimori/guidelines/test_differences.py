"""What two guidelines, or two editions of one, ask differently."""

from __future__ import annotations

from dataclasses import replace

from machimori.guidelines import (
    Asked,
    Comparison,
    Criterion,
    Instrument,
    compare_criteria,
    shipped_catalogue,
)
from machimori.guidelines.checks import MeanIlluminance
from machimori.guidelines.model import Applies, Element

CATALOGUE = shipped_catalogue()
ROADS = CATALOGUE.instruments["jp-16/roads"]
PARKS = CATALOGUE.instruments["jp-31/parks"]


def asked(instrument: Instrument) -> list[Asked]:
    return [Asked(c, instrument) for c in CATALOGUE.criteria_of(instrument)]


def pairs(comparison: Comparison) -> set[tuple[str, str]]:
    return {(p.before.id, p.after.id) for p in comparison.counterparts}


def test_an_edition_against_itself_differs_in_nothing() -> None:
    found = compare_criteria(asked(ROADS), asked(ROADS))
    assert pairs(found) == {(a.criterion.id, a.criterion.id) for a in asked(ROADS)}
    assert not any(pair.differences for pair in found.counterparts)
    assert found.only_before == found.only_after == ()


def test_what_a_new_edition_adds_drops_and_changes_is_told() -> None:
    first, second, *rest = asked(ROADS)
    weaker = replace(second.criterion, strength="desirable")
    added = replace(first.criterion, id="jp-16/roads/brand-new")
    after = [Asked(c, ROADS) for c in (weaker, added)] + rest
    found = compare_criteria([first, second, *rest], after)
    assert [c.id for c in found.only_before] == [first.criterion.id]
    assert [c.id for c in found.only_after] == ["jp-16/roads/brand-new"]
    changed = [p for p in found.counterparts if p.differences]
    assert [p.before.id for p in changed] == [second.criterion.id]
    assert [d.aspect for d in changed[0].differences] == ["strength"]


def test_light_outdoors_in_car_parks_is_three_lux_against_two() -> None:
    found = compare_criteria(asked(ROADS), asked(PARKS))
    pair = next(
        p
        for p in found.counterparts
        if p.before.id == "jp-16/roads/car-park-outdoor-light"
    )
    numbers = [d for d in pair.differences if d.aspect == "number"]
    assert pair.after.id == "jp-31/parks/parking-light-outdoors"
    assert [(d.before, d.after) for d in numbers] == [
        ("source/lux-behaviour", "source/lux-parking-outdoor-tottori")
    ]


def test_criteria_of_other_places_are_no_counterparts() -> None:
    one = light("jp-16/roads/light", "road")
    other = light("jp-31/parks/light", "park")
    found = compare_criteria([Asked(one, ROADS)], [Asked(other, PARKS)])
    assert found.counterparts == ()
    assert (found.only_before, found.only_after) == ((one,), (other,))


def test_criteria_of_other_elements_are_no_counterparts() -> None:
    bays = Element(kind=("area",), use=("parking_bay",))
    lanes = Element(kind=("area",), use=("parking_lane",))
    one = light("jp-16/roads/light", "car_park", bays)
    other = light("jp-31/parks/light", "car_park", lanes)
    found = compare_criteria([Asked(one, ROADS)], [Asked(other, PARKS)])
    assert found.counterparts == ()


def test_nothing_against_something_is_all_on_one_side() -> None:
    found = compare_criteria([], asked(PARKS))
    assert len(found.only_after) == len(asked(PARKS))
    assert compare_criteria([], []).counterparts == ()


def light(id_: str, place: str, element: Element | None = None) -> Criterion:
    shipped = CATALOGUE.criteria["jp-16/roads/road-light"]
    return replace(
        shipped,
        id=id_,
        applies=Applies(place=(place,), element=element),
        require=MeanIlluminance(at_least="source/lux-behaviour"),
    )
