from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from pydantic import ConfigDict
from typing_extensions import TypedDict

from machimori.errors import InvalidInput, Problem
from machimori.strict_yaml import fitted, load_strict


class Colour(TypedDict):
    shade: str


@dataclass(frozen=True, kw_only=True)
class Bench:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    width_m: float
    colours: tuple[Colour, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Park:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    benches: tuple[Bench, ...] = ()


def problems(text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        fitted(load_strict(text, file="park.yaml"), Park)
    return list(refused.value.problems)


def test_what_fits_becomes_a_value_of_the_type() -> None:
    text = "name: 中央\nbenches:\n- width_m: 1.5\n  colours: [{shade: 緑}]\n"
    assert fitted(load_strict(text, file="park.yaml"), Park) == Park(
        name="中央", benches=(Bench(width_m=1.5, colours=(Colour(shade="緑"),)),)
    )


def test_a_part_of_a_document_can_be_fitted() -> None:
    document = load_strict("- name: a\n- nmae: b\n", file="parks.yaml")
    assert fitted(document, Park, (0,)) == Park(name="a")
    with pytest.raises(InvalidInput) as refused:
        fitted(document, Park, (1,))
    assert {p.where.en for p in refused.value.problems} == {
        "line 2 1.name",
        "line 2 1.nmae",
    }


def test_an_unknown_key_is_compared_with_the_keys_of_this_type_alone() -> None:
    (problem,) = problems("name: a\nbenchs: []\n")
    assert problem.expected.en == "Did you mean: benches?"
    (problem,) = problems("name: a\nqqqq: []\n")
    assert problem.expected.en == "Known: benches, colours, name, shade, width_m"


def test_every_fault_is_told_with_its_line() -> None:
    found = problems("name: 3\nbenches:\n- width_m: wide\n- {}\n")
    assert [p.where.en for p in found] == [
        "line 1 name",
        "line 3 benches.0.width_m",
        "line 4 benches.1.width_m",
    ]
    assert (
        found[1].expected.en == "Input should be a valid number, unable to parse "
        "string as a number"
    )
