"""Numbers by date, and where each of ours comes from."""

from __future__ import annotations

from datetime import date

import pytest

from machimori.errors import InvalidInput, UnknownName
from machimori.guidelines import (
    Parameter,
    ParameterTable,
    ParameterValue,
    check_overlay,
    load_parameters,
    shipped_catalogue,
)
from machimori.language import Text

CATALOGUE = shipped_catalogue()
SHIPPED = CATALOGUE.parameters

BY_THE_ENGINES = frozenset(
    f"interpretation/{name}"
    for name in (
        # what is seen
        "eye-height",
        "sight-range",
        "viewer-spacing",
        "grid-spacing",
        "visible-transmission",
        "blind-spot-area",
        "eye-level-low",
        "eye-level-high",
        "window-sill",
        "window-eye",
        "storey-height",
        # what stands in the way and says nothing about itself
        "wall-opacity",
        "fence-opacity",
        "hedge-opacity",
        "tree-opacity",
        "bare-tree-opacity",
        "play-equipment-opacity",
        "crown-base",
        "crown-radius",
        "roof-base",
        "pile-radius",
        # how bright it is
        "about-tolerance",
        "maintenance-factor",
        "uniformity",
        "dark-pocket-area",
        "lux-survey-points",
        "lux-meter-height",
        "lux-meter-calibration",
        # what one climbs by
        "foothold-height",
        "foothold-height-low",
        "foothold-reach",
    )
)
"""Parameters that no criterion names, because the engines read them."""

AWAITING = {
    "source/lux-face": "housing, both prefectures",
    "interpretation/target-height-ground": "paths of housing and of schools",
}
"""Parameters of guidelines that are not encoded yet. This may only shrink."""


def used_by_criteria() -> frozenset[str]:
    each = (c.parameters for c in CATALOGUE.criteria.values())
    return frozenset(id_ for parameters in each for id_ in parameters)


def parameter(**values: float | None) -> Parameter:
    return Parameter(
        id="interpretation/interval",
        unit="month",
        label=Text.same("interval"),
        values={
            date.fromisoformat(day): ParameterValue(value=value)
            for day, value in values.items()
        },
    )


BY_DATE = parameter(**{"2020-04-01": 12.0, "2026-04-01": 6.0})


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2026, 3, 31), 12.0),
        (date(2026, 4, 1), 6.0),
        (date(2030, 1, 1), 6.0),
        (date(2010, 1, 1), 12.0),
    ],
)
def test_the_latest_value_not_after_the_day_holds(on: date, value: float) -> None:
    assert BY_DATE.on(on).value == value


def test_a_table_resolves_to_plain_values() -> None:
    table = ParameterTable.of([BY_DATE])
    assert table.resolved(date(2026, 4, 1)) == {"interpretation/interval": 6.0}


def test_an_unknown_parameter_is_named_with_what_was_meant() -> None:
    with pytest.raises(UnknownName, match="eye-height"):
        SHIPPED["interpretation/eye-heigth"]


def test_an_empty_table_knows_nothing() -> None:
    with pytest.raises(UnknownName):
        ParameterTable()["interpretation/eye-height"]


CITY = """
- id: {id}
  unit: {unit}
  label: {{ja: 点検の間隔, en: interval}}
  values:
    2026-04-01:
      value: 6
      chosen_by: {{ja: 緑町, en: Midori}}
      reason: {{ja: 例規, en: by-law}}
"""


def city(id_: str, unit: str) -> ParameterTable:
    return load_parameters(CITY.format(id=id_, unit=unit), file="city.yaml")


def test_a_city_lays_its_own_value_over_ours() -> None:
    own = city("interpretation/inspection-interval", "month")
    check_overlay(own, SHIPPED, file="city.yaml")
    merged = SHIPPED.overlaid(own)
    on = date(2026, 4, 1)
    assert merged["interpretation/inspection-interval"].on(on).value == 6
    assert merged["source/lux-behaviour"] is SHIPPED["source/lux-behaviour"]


@pytest.mark.parametrize(
    ("id_", "unit"),
    [
        ("interpretation/inspection-intervall", "month"),
        ("interpretation/inspection-interval", "day"),
        ("source/lux-behaviour", "lx"),
    ],
)
def test_a_city_changes_only_our_interpretations_in_their_unit(
    id_: str, unit: str
) -> None:
    with pytest.raises(InvalidInput):
        check_overlay(city(id_, unit), SHIPPED, file="city.yaml")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(InvalidInput):
        city("interpretation/inspection-interval", "fortnight")


# The tables that ship -----------------------------------------------------------------


def test_every_id_stands_in_one_of_the_two_trees() -> None:
    assert {id_.split("/")[0] for id_ in SHIPPED.by_id} == {"source", "interpretation"}


@pytest.mark.parametrize("id_", [i for i in SHIPPED.by_id if i.startswith("source/")])
def test_a_number_of_the_source_says_where_it_stands(id_: str) -> None:
    for value in SHIPPED[id_].values.values():
        assert value.value is not None
        assert value.source is not None
        assert value.chosen_by is None


@pytest.mark.parametrize(
    "id_", [i for i in SHIPPED.by_id if i.startswith("interpretation/")]
)
def test_an_interpretation_says_who_chose_it_and_why(id_: str) -> None:
    for value in SHIPPED[id_].values.values():
        assert value.reason is not None
        assert value.value is None or value.chosen_by is not None


def test_every_number_is_finite_and_not_negative() -> None:
    each = (v.value for p in SHIPPED.by_id.values() for v in p.values.values())
    assert all(v is None or 0 <= v < float("inf") for v in each)


def test_every_parameter_is_used() -> None:
    accounted = used_by_criteria() | BY_THE_ENGINES | set(AWAITING)
    assert set(SHIPPED.by_id) <= accounted


def test_what_is_said_to_be_used_elsewhere_exists() -> None:
    assert BY_THE_ENGINES | set(AWAITING) <= set(SHIPPED.by_id)


def test_what_waits_for_a_guideline_is_not_used_yet() -> None:
    assert not used_by_criteria() & set(AWAITING)
