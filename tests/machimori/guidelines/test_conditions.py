"""Conditions under which a criterion speaks of a place."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from machimori.guidelines.checks import EntrancesApart
from machimori.guidelines.conditions import (
    AllConditions,
    Condition,
    Decided,
    ElementIs,
    Exists,
    Meets,
    PlaceIs,
    Unless,
    checks_within,
    conditions_of,
    numbers_within,
    properties_within,
)

FORMAT: TypeAdapter[Condition] = TypeAdapter(Condition)
AREA = "source/parking-area-under-law"


def condition(value: dict[str, Any]) -> Condition:
    return FORMAT.validate_python(value)


def test_each_condition_is_told_by_its_key() -> None:
    place = condition({"place": {"setting": ("outdoor",)}})
    assert place == PlaceIs(place={"setting": ("outdoor",)})
    element = condition({"element": {"control": ("motion",)}})
    assert element == ElementIs(element={"control": ("motion",)})
    assert condition({"exists": "camera"}) == Exists(exists="camera")
    assert condition({"decision": "need"}) == Decided(decision="need")


def test_a_condition_may_ask_for_the_least_of_a_number() -> None:
    asked = condition({"place": {"parking_area_m2": {"at_least": AREA}}})
    assert isinstance(asked, PlaceIs)
    assert asked.place["parking_area_m2"] == {"at_least": AREA}
    assert numbers_within(asked) == (AREA,)


def test_a_condition_may_ask_for_the_most_of_a_number_but_not_for_both() -> None:
    asked = condition({"element": {"storey": {"at_most": AREA}}})
    assert numbers_within(asked) == (AREA,)
    with pytest.raises(ValidationError):
        condition({"element": {"storey": {"at_most": AREA, "at_least": AREA}}})


def test_what_exists_may_have_to_be_of_a_sort() -> None:
    sort = {"auto_lock_system": (True,)}
    asked = condition({"where": sort, "exists": "door"})
    assert asked == Exists(exists="door", where=sort)


def test_a_condition_may_ask_for_a_check() -> None:
    check = {"check": "entrances_apart", "at_least": "interpretation/entrances-apart"}
    asked = condition({"unless": {"meets": check}})
    (found,) = checks_within(asked)
    assert isinstance(asked, Unless)
    assert isinstance(asked.unless, Meets)
    assert isinstance(found, EntrancesApart)


def test_conditions_are_taken_apart_to_the_last() -> None:
    parts = conditions_of(
        condition(
            {
                "all": (
                    {"any": ({"exists": "camera"}, {"exists": "lamp"})},
                    {"unless": {"decision": "need"}},
                )
            }
        )
    )
    assert isinstance(parts[0], AllConditions)
    assert [p.exists for p in parts if isinstance(p, Exists)] == ["camera", "lamp"]
    assert sum(isinstance(p, Decided) for p in parts) == 1
    assert len(parts) == 6


def test_properties_are_named_with_whose_they_are() -> None:
    asked = condition(
        {"all": ({"place": {"a": (1,)}}, {"unless": {"element": {"b": (2,)}}})}
    )
    found = list(properties_within(asked))
    assert found == [("place", "a", (1,)), ("element", "b", (2,))]


@pytest.mark.parametrize(
    "value",
    [
        {"place": {"setting": "outdoor"}},
        {"place": {"area": {"as_most": AREA}}},
        {"place": {"area": {"at_least": AREA, "at_most": AREA}}},
        {"decision": "wish"},
        {"places": {"setting": ("outdoor",)}},
        {"exists": "camera", "place": {}},
        {"meets": {"check": "no_such_check"}},
    ],
)
def test_what_is_no_condition_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        condition(value)
