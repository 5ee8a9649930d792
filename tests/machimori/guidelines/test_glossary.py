"""Every word that a guideline explains in a note is told, and cited."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from machimori.guidelines import Term, shipped_catalogue
from machimori.guidelines.glossary import glossary_page, numbers_of

CATALOGUE = shipped_catalogue()
TERMS = list(CATALOGUE.terms.values())
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "glossary.md"

GUIDELINES = {
    "jp-16/housing",
    "jp-16/estates",
    "jp-16/roads",
    "jp-16/children",
    "jp-16/tourism",
    "jp-31/schools",
    "jp-31/school-routes",
    "jp-31/housing",
    "jp-31/parks",
    "jp-31/late-night",
}
NOTES_OF_TOTTORI = {
    "jp-31/schools": 1,
    "jp-31/school-routes": 2,
    "jp-31/housing": 13,
    "jp-31/parks": 5,
    "jp-31/late-night": 3,
}
"""How many notes each has, counted in the source; each numbers its own."""

each_term = pytest.mark.parametrize("term", TERMS, ids=lambda t: t.id)


def number(note: str) -> int:
    return int(note.removeprefix("注") or 1)


def test_the_23_notes_that_toyamas_guidelines_share_are_told_in_order() -> None:
    ours = [t for t in TERMS if t.id.startswith("jp-16/")]
    assert [{number(n) for n in t.notes.values()} for t in ours] == [
        {n} for n in range(1, 24)
    ]


@pytest.mark.parametrize(("guideline", "count"), NOTES_OF_TOTTORI.items())
def test_every_note_of_tottori_is_told(guideline: str, count: int) -> None:
    told = [t.notes[guideline] for t in TERMS if guideline in t.notes]
    assert sorted(map(number, told)) == list(range(1, count + 1))


@each_term
def test_a_term_is_cited_from_guidelines_of_its_own_prefecture(term: Term) -> None:
    assert set(term.notes) <= GUIDELINES
    assert {g.split("/")[0] for g in term.notes} == {term.id.split("/")[0]}


@each_term
def test_a_term_speaks_both_languages(term: Term) -> None:
    assert term.says.ja.endswith("。")
    assert term.says.en.endswith(".")
    assert not re.search("[ぁ-んァ-ヴ一-龠]", term.says.en + term.term.en)


@each_term
def test_what_is_the_same_idea_is_so_both_ways(term: Term) -> None:
    for other in term.same_idea:
        assert term.id in CATALOGUE.terms[other].same_idea
        assert other.split("/")[0] != term.id.split("/")[0]


@each_term
def test_a_number_of_a_note_is_a_number_of_the_source(term: Term) -> None:
    assert all(id_.startswith("source/") for id_ in term.numbers)


def test_numbers_are_told_with_their_units() -> None:
    told = [n.en for n in numbers_of(CATALOGUE.terms["jp-16/security-film"], CATALOGUE)]
    assert told == ["thickness of a security film 350 µm"]


def test_terms_stand_together_by_prefecture() -> None:
    prefectures = [p for p, _ in groupby(t.id.split("/")[0] for t in TERMS)]
    assert prefectures == ["jp-16", "jp-31"]


def test_the_page_in_the_docs_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8")
    page = glossary_page(CATALOGUE)
    assert written == page, "run python -m machimori.guidelines.glossary"
