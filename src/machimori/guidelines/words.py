"""Words of the scene's vocabulary that a criterion uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from machimori.errors import did_you_mean
from machimori.guidelines.checks import (
    Absent,
    Check,
    Fact,
    Includes,
    Measures,
    Present,
    Stated,
)
from machimori.guidelines.conditions import (
    Exists,
    conditions_of,
    properties_within,
)
from machimori.guidelines.model import Criterion
from machimori.language import Text
from machimori.scene.vocabulary import PropertyTerm, vocabulary

Unknown = tuple[str, Text]
"""A word that nothing has, and what would be right."""

_WORD_FIELDS = ("kinds", "by", "watchers", "uses")


def unknown_words(criterion: Criterion) -> Iterator[Unknown]:
    """Yield words that the vocabulary does not have, with the closest that it has."""
    words = vocabulary().surveyable()
    for word in _words(criterion):
        if word not in words:
            yield word, did_you_mean(word, words)
    place_kinds = vocabulary().kinds["place"].properties["place_kind"].values or {}
    for word in criterion.applies.place:
        if word not in place_kinds:
            yield word, did_you_mean(word, place_kinds)
    for kinds, name, values in _properties(criterion):
        yield from _unknown_values(_terms(kinds), name, values)


def _words(criterion: Criterion) -> Iterator[str]:
    element = criterion.applies.element
    if element is not None:
        yield from element.kind
        yield from element.use
    if criterion.when is not None:
        for condition in conditions_of(criterion.when):
            if isinstance(condition, Exists):
                yield condition.exists
    for check in criterion.checks:
        yield from _words_of(check)


def _words_of(check: Check) -> Iterator[str]:
    given: dict[str, Any] = vars(check)
    for name in _WORD_FIELDS:
        yield from given.get(name, ())
    if "use" in given:
        yield given["use"]


def _properties(
    criterion: Criterion,
) -> Iterator[tuple[tuple[str, ...], str, tuple[Any, ...]]]:
    """Yield kinds, a property that one of them should have, and values of it."""
    element = criterion.applies.element
    own = element.kind if element is not None else ("place",)
    if element is not None:
        yield from ((own, name, values) for name, values in element.where.items())
    if criterion.when is not None:
        for whose, name, asked in properties_within(criterion.when):
            values = () if isinstance(asked, dict) else asked
            yield (own if whose == "element" else ("place",)), name, values
        for part in conditions_of(criterion.when):
            if isinstance(part, Exists):
                kinds = _kinds_of(part.exists)
                yield from ((kinds, name, ok) for name, ok in part.where.items())
    for check in criterion.checks:
        yield from _properties_of(check, own)


def _properties_of(
    check: Check, own: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, tuple[Any, ...]]]:
    match check:
        case Fact():
            kinds = own if check.of == "element" else ("place",)
            yield kinds, check.name, check.one_of
        case Includes():
            yield own, check.name, check.values
        case Measures():
            yield own, check.name, ()
        case Stated():
            yield from ((own, name, ()) for name in check.properties)
        case Present(where=where) | Absent(where=where) if where is not None:
            kinds = (*check.kinds, "area") if check.uses else check.kinds
            yield from ((kinds, name, values) for name, values in where.items())


def _kinds_of(word: str) -> tuple[str, ...]:
    """A kind or group; an area, where it is a use."""
    known = vocabulary()
    return (word,) if word in known.kinds or word in known.groups else ("area",)


def _terms(kinds: Iterable[str]) -> Mapping[str, tuple[PropertyTerm, ...]]:
    """Properties of kinds and groups by name; one name may differ between kinds."""
    known = vocabulary()
    each = (k for kind in kinds for k in known.groups.get(kind, (kind,)))
    terms: dict[str, tuple[PropertyTerm, ...]] = {}
    for kind in each:
        if kind in known.kinds:
            for name, term in known.kinds[kind].properties.items():
                terms[name] = (*terms.get(name, ()), term)
    return terms


def _unknown_values(
    terms: Mapping[str, tuple[PropertyTerm, ...]], name: str, values: tuple[Any, ...]
) -> Iterator[Unknown]:
    if name not in terms:
        yield name, did_you_mean(name, terms)
        return
    choices = [value for term in terms[name] for value in term.values or ()]
    for value in values:
        if choices and value not in choices:
            yield str(value), did_you_mean(str(value), choices)
        if terms[name][0].type == "boolean" and not isinstance(value, bool):
            yield str(value), Text.same("true, false")
