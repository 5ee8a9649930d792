"""The catalogue says everything in its own words: no sentence of a source is copied."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import pytest

from machimori.guidelines import Criterion, Instrument, Term, shipped_catalogue
from tests.machimori.conftest import REALDATA

SOURCES = REALDATA.parent / "sources"
RUN = 15
"""As many characters in a row may chance alone, or a law's name, have in common."""

CATALOGUE = shipped_catalogue()


def squeezed(text: str) -> str:
    """Leave out what a scanner adds: spaces, line breaks and widths of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def runs(text: str) -> Iterator[str]:
    plain = squeezed(text)
    return (plain[i : i + RUN] for i in range(len(plain) - RUN + 1))


@cache
def source_runs() -> frozenset[str]:
    if not SOURCES.is_dir():
        pytest.skip("needs the guidelines beside the repository (shared/sources)")
    files = SOURCES.glob("*-guidelines.txt")
    return frozenset(run for f in files for run in runs(f.read_text(encoding="utf-8")))


def copied(*texts: str) -> list[str]:
    return [run for text in texts for run in runs(text) if run in source_runs()]


@pytest.mark.parametrize("criterion", CATALOGUE.criteria.values(), ids=lambda c: c.id)
def test_a_criterion_copies_no_sentence(criterion: Criterion) -> None:
    law = criterion.law.ja if criterion.law else ""
    assert copied(criterion.says.ja, criterion.look.ja, law) == []


@pytest.mark.parametrize(
    "instrument", CATALOGUE.instruments.values(), ids=lambda i: i.id
)
def test_an_instrument_copies_no_sentence(instrument: Instrument) -> None:
    headings = [p.heading.ja for p in instrument.provisions if p.heading]
    splits = [split.says.ja for split in instrument.splits]
    reasons = [why.ja for why in instrument.not_encoded.values()]
    assert copied(instrument.purpose.ja, *headings, *splits, *reasons) == []


@pytest.mark.parametrize("term", CATALOGUE.terms.values(), ids=lambda t: t.id)
def test_a_term_copies_no_sentence(term: Term) -> None:
    assert copied(term.says.ja) == []


def test_a_copied_sentence_would_be_found_across_spaces_and_line_breaks() -> None:
    text = next(SOURCES.glob("toyama*.txt"), None) if SOURCES.is_dir() else None
    if text is None:
        pytest.skip("needs the guidelines beside the repository (shared/sources)")
    sentence = squeezed(text.read_text(encoding="utf-8"))[3000:3040]
    assert copied(" ".join(sentence)) != []
