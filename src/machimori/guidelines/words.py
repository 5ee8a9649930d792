"""Words of the scene's vocabulary that a criterion uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from machimori.errors import did_you_mean
from machimori.guidelines.checks import Check, checks_of
from machimori.guidelines.conditions import Exists, conditions_of
from machimori.guidelines.model import Criterion
from machimori.language import Text
from machimori.scene.vocabulary import vocabulary

_WORD_FIELDS = ("kinds", "by", "watchers", "uses")


def unknown_words(criterion: Criterion) -> Iterator[tuple[str, Text]]:
    """Words that the vocabulary does not have, each with the closest that it has."""
    words = vocabulary().surveyable()
    for word in _words(criterion):
        if word not in words:
            yield word, did_you_mean(word, words)
    place_kinds = vocabulary().kinds["place"].properties["place_kind"].values or {}
    for word in criterion.applies.place:
        if word not in place_kinds:
            yield word, did_you_mean(word, place_kinds)


def _words(criterion: Criterion) -> Iterator[str]:
    element = criterion.applies.element
    if element is not None:
        yield from element.kind
        yield from element.use
    if criterion.when is not None:
        for condition in conditions_of(criterion.when):
            if isinstance(condition, Exists):
                yield condition.exists
    requirements = [criterion.require, *(f.require for f in criterion.otherwise)]
    for requirement in requirements:
        for check in checks_of(requirement):
            yield from _words_of(check)


def _words_of(check: Check) -> Iterator[str]:
    given: dict[str, Any] = vars(check)
    for name in _WORD_FIELDS:
        yield from given.get(name, ())
    if "use" in given:
        yield given["use"]
