"""A city's parameters are laid over ours, by whole id and in our units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from machimori.errors import InvalidInput, Problem
from machimori.formats.parameters import read_parameters
from machimori.guidelines import ParameterTable, shipped_catalogue

EYE = "interpretation/eye-height"


def written(
    id_: str = EYE, unit: str = "m", value: str = "1.2", day: str = "2026-04-01"
) -> str:
    chosen = "chosen_by: {ja: 市, en: city}, reason: {ja: 子どもの目, en: children}"
    label = "label: {ja: 目の高さ, en: eye height}"
    values = f"values: {{{day}: {{value: {value}, {chosen}}}}}"
    return f'- {{id: {id_}, unit: "{unit}", {label}, {values}}}\n'


def read(folder: Path, content: str | bytes) -> ParameterTable:
    path = folder / "city.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_parameters(path, shipped_catalogue().parameters)


def refused(folder: Path, content: str | bytes) -> Problem:
    with pytest.raises(InvalidInput) as wrong:
        read(folder, content)
    return wrong.value.problems[0]


def test_a_citys_value_stands_in_place_of_ours(tmp_path: Path) -> None:
    table = read(tmp_path, written())
    assert table[EYE].on(date(2026, 11, 20)).value == 1.2
    assert (
        table["interpretation/sight-range"]
        == (shipped_catalogue().parameters["interpretation/sight-range"])
    )


@pytest.mark.parametrize(
    "content",
    [
        written(id_="interpretation/eye-hight"),
        written(id_="source/lux-behaviour", unit="lx", value="1"),
        written(unit="lx"),
        written(unit="cubit"),
        written(value=".nan"),
        written(value=".inf"),
        written(value="high"),
        written(value="yes"),
        written(day="2026-13-01"),
        written() + written(),
        "- {id: [1, 2\n",
        "hello",
        "{}",
        "[" * 100_000,
        b"\x00\xff\xfe",
        "防犯".encode("cp932"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(
    tmp_path: Path, content: str | bytes
) -> None:
    problem = refused(tmp_path, content)
    assert problem.file.endswith("city.yaml")
    assert problem.where.ja
    assert problem.remedy.ja


def test_an_id_that_nobody_knows_gets_the_closest(tmp_path: Path) -> None:
    problem = refused(tmp_path, written(id_="interpretation/eye-hight"))
    assert EYE in problem.expected.en
