"""Numbers by date, and where each of ours comes from."""

from __future__ import annotations

import ast
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
from tests.source_tree import LIBRARY, modules

CATALOGUE = shipped_catalogue()
SHIPPED = CATALOGUE.parameters

STATED_ONLY = {
    "source/late-night-from": "what a guideline calls night; hours are free text",
    "source/late-night-to": "what a guideline calls night; hours are free text",
}
"""Numbers of the source with which nothing is computed; nothing else is unused."""


def used_by_criteria() -> frozenset[str]:
    each = (c.parameters for c in CATALOGUE.criteria.values())
    return frozenset(id_ for parameters in each for id_ in parameters)


def stated_by_notes() -> frozenset[str]:
    return frozenset(id_ for t in CATALOGUE.terms.values() for id_ in t.numbers)


def used_by_the_code() -> frozenset[str]:
    """Parameters that the library reads, by whole id or by the last part of it."""
    nodes = (node for module in modules(LIBRARY) for node in ast.walk(module.tree))
    words = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return frozenset(i for i in SHIPPED.by_id if {i, i.split("/")[1]} & words)


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
    used = used_by_criteria() | used_by_the_code() | stated_by_notes()
    assert set(SHIPPED.by_id) - used == set(STATED_ONLY)
