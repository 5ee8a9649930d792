"""Every instrument that ships is encoded to the last leaf."""

from __future__ import annotations

import re

import pytest

from machimori.guidelines import STRENGTHS, Criterion, Instrument, shipped_catalogue
from machimori.guidelines.model import split_labels

CATALOGUE = shipped_catalogue()
INSTRUMENTS = list(CATALOGUE.instruments.values())
CRITERIA = list(CATALOGUE.criteria.values())

LEAVES = {
    "jp-16/children": 68,
    "jp-16/estates": 24,
    "jp-16/housing": 115,
    "jp-16/roads": 46,
    "jp-16/tourism": 42,
    "jp-31/housing": 83,
    "jp-31/late-night": 64,
    "jp-31/parks": 31,
    "jp-31/school-routes": 20,
    "jp-31/schools": 38,
}
"""How many leaves each instrument has, counted in the sources by hand."""

KANA = re.compile("[ぁ-んァ-ヴ]")

each_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda i: i.id)
each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.id)


def test_the_instruments_are_those_that_were_counted() -> None:
    assert set(CATALOGUE.instruments) == set(LEAVES)


@each_instrument
def test_an_instrument_has_the_leaves_that_were_counted(instrument: Instrument) -> None:
    assert len(instrument.leaves) == LEAVES[instrument.id]


@each_instrument
def test_every_leaf_is_encoded_or_says_why_not(instrument: Instrument) -> None:
    coverage = CATALOGUE.coverage(instrument)
    assert [leaf.path for leaf in coverage if not leaf.is_covered] == []


@each_instrument
def test_only_leaves_without_criteria_say_why(instrument: Instrument) -> None:
    encoded = {leaf.path for leaf in CATALOGUE.coverage(instrument) if leaf.criteria}
    leaves = {leaf.path for leaf in instrument.leaves}
    assert set(instrument.not_encoded) <= leaves - encoded


@each_instrument
def test_every_provision_hangs_under_a_heading(instrument: Instrument) -> None:
    known = {p.labels for p in instrument.provisions}
    tops = {labels for labels in known if len(labels) == 1}
    assert all(labels[:-1] in known for labels in known - tops)


@each_instrument
def test_nothing_hangs_under_a_leaf(instrument: Instrument) -> None:
    parents = {p.labels[:-1] for p in instrument.provisions}
    assert [leaf.path for leaf in instrument.leaves if leaf.labels in parents] == []


@each_instrument
def test_paths_are_made_of_labels_alone_and_stand_once(instrument: Instrument) -> None:
    paths = [p.path for p in instrument.provisions]
    assert len(set(paths)) == len(paths)
    assert all("".join(split_labels(p)) == p.replace(" ", "") for p in paths)


@each_instrument
def test_every_provision_has_a_heading_in_our_words(instrument: Instrument) -> None:
    assert [p.path for p in instrument.provisions if p.heading is None] == []


@each_instrument
def test_splits_speak_of_places_of_the_instrument(instrument: Instrument) -> None:
    for split in instrument.splits:
        assert set(split.places) <= set(instrument.places)
        assert split.belongs_to != instrument.id


@each_criterion
def test_every_citation_resolves(criterion: Criterion) -> None:
    instrument = CATALOGUE.instrument(criterion.instrument)
    assert criterion.cites
    assert set(criterion.cites) <= set(instrument.by_path)


@each_criterion
def test_a_criterion_keeps_to_the_places_of_its_instrument(
    criterion: Criterion,
) -> None:
    instrument = CATALOGUE.instrument(criterion.instrument)
    assert set(criterion.applies.place) <= set(instrument.places)


@each_criterion
def test_an_effective_strength_never_exceeds_its_own(criterion: Criterion) -> None:
    instrument = CATALOGUE.instrument(criterion.instrument)
    effective = instrument.effective_strength(criterion)
    assert STRENGTHS.index(effective) >= STRENGTHS.index(criterion.strength)


@each_criterion
def test_a_criterion_speaks_both_languages(criterion: Criterion) -> None:
    for text in (criterion.says, criterion.look):
        assert text.ja.endswith(("。", "？"))
        assert text.en.endswith((".", "?"))
        assert KANA.search(text.ja)
        assert not KANA.search(text.en)


@each_criterion
def test_a_criterion_names_its_principle(criterion: Criterion) -> None:
    assert criterion.principle
