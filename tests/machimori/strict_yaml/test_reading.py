"""YAML is read strictly, and every value knows its line."""

from __future__ import annotations

from datetime import date

import pytest

from machimori.errors import InvalidInput, Problem
from machimori.guidelines import StrictDocument, load_strict

TEXT = """\
- id: a
  says: {ja: あ, en: b}
- id: c
  list:
    - one
    - two
"""


def read(text: str) -> StrictDocument:
    return load_strict(text, file="some.yaml")


def refused(text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    return list(caught.value.problems)


def test_values_are_plain_and_lists_are_tuples() -> None:
    first, second = read(TEXT).value
    assert first == {"id": "a", "says": {"ja": "あ", "en": "b"}}
    assert second["list"] == ("one", "two")


def test_a_date_is_a_date() -> None:
    assert read("2026-04-01: 3").value == {date(2026, 4, 1): 3}


def test_an_empty_document_is_none() -> None:
    assert read("").value is None


def test_every_value_knows_its_line() -> None:
    document = read(TEXT)
    assert document.lines[(0,)] == 1
    assert document.lines[0, "says", "en"] == 2
    assert document.lines[1, "list", 1] == 6


def test_a_place_is_named_by_line_and_path_in_both_languages() -> None:
    where = read(TEXT).where((1, "list", 0))
    assert (where.ja, where.en) == ("5行目 1.list.0", "line 5 1.list.0")


def test_what_is_missing_is_named_by_the_line_that_it_should_be_under() -> None:
    assert read(TEXT).where((1, "says")).en == "line 3 1.says"


def test_a_value_is_reached_by_its_path() -> None:
    assert read(TEXT).at((1, "list", 1)) == "two"


def test_a_value_or_key_is_found_below_a_path() -> None:
    document = read(TEXT)
    assert document.find("two", (1,)) == (1, "list", 1)
    assert document.find("says", (0,)) == (0, "says")


def test_what_is_not_there_is_found_at_the_path_itself() -> None:
    assert read(TEXT).find("two", (0,)) == (0,)


def test_parts_of_a_location_that_are_no_keys_are_left_out() -> None:
    assert read(TEXT).path((1, "SomeType", "list", "tuple", 1)) == (1, "list", 1)


def test_every_repeated_key_is_reported_with_its_line() -> None:
    problems = refused("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert [(p.file, p.where.en, p.found) for p in problems] == [
        ("some.yaml", "line 4", "c"),
        ("some.yaml", "line 5", "a"),
    ]


def test_an_alias_is_refused_with_its_line() -> None:
    (problem,) = refused("a: &x [1]\nb: 2\nc: *x\n")
    assert problem.found == "&…/*…"
    assert "アンカー" in problem.expected.ja


def test_what_is_not_yaml_is_refused_with_its_line() -> None:
    (problem,) = refused("a: 1\nb: [1, 2\nc: 3\n")
    assert problem.where.ja == "3行目"
    assert problem.expected.en == "YAML"


@pytest.mark.parametrize("text", ["a: !!python/object:os.system 1", "a: !thing 1"])
def test_a_foreign_tag_is_refused(text: str) -> None:
    assert len(refused(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a: 2026-13-01",
        "a: !!timestamp soon",
        f"a: {'1' * 5000}",
        "? [a]\n: b",
        "[" * 200_000,
        "- " * 200,
    ],
)
def test_what_makes_no_sense_is_refused_and_harms_nobody(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        load_strict(text, file="city.yaml")
    assert "line 1" in refused.value.problems[0].where.en
