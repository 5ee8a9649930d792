"""Conditions in words, for whoever fills in a form."""

from __future__ import annotations

import pytest

from machimori.guidelines import Criterion, shipped_catalogue
from machimori.guidelines.checks import ParameterId
from machimori.guidelines.conditions import Condition, Exists, PlaceIs
from machimori.reports.structure import condition_words

CATALOGUE = shipped_catalogue()
LIMIT = ParameterId("interpretation/intrusion-storey")
VALUES = dict.fromkeys(CATALOGUE.parameters.by_id, (2.0, "count"))
UNDER_CONDITION = [c for c in CATALOGUE.criteria.values() if c.when is not None]


@pytest.mark.parametrize("criterion", UNDER_CONDITION, ids=lambda c: c.id)
def test_every_condition_has_words_in_both_languages(criterion: Criterion) -> None:
    assert criterion.when is not None
    said = condition_words(criterion.when, VALUES)
    assert said.ja
    assert said.en


@pytest.mark.parametrize(
    ("condition", "ja", "en"),
    [
        (
            Exists(exists="door", where={"auto_lock_system": (True,)}),
            "扉（オートロックシステムがあり）がある",
            "there is door (residents unlock it by intercom is yes)",
        ),
        (Exists(exists="lift"), "エレベーターのかごがある", "there is lift car"),
        (PlaceIs(place={"dwellings": {"at_most": LIMIT}}), "以下", "or less"),
        (PlaceIs(place={"dwellings": {"at_least": LIMIT}}), "以上", "or more"),
    ],
)
def test_what_must_be_there_is_told_with_what_it_must_be_like(
    condition: Condition, ja: str, en: str
) -> None:
    said = condition_words(condition, VALUES)
    assert said.ja.endswith(ja)
    assert said.en.endswith(en)
