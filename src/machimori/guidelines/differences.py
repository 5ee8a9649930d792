"""Where two guidelines, or two editions of one, ask for different things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import product
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from machimori.guidelines.checks import Check, checks_of, parameters_of
from machimori.guidelines.model import Criterion, Instrument

Aspect = Literal[
    "number", "rule", "strength", "condition", "fallback", "elements", "law"
]
"""In what two criteria differ."""

SUBJECTS = ("name", "kinds", "uses", "use", "activity", "properties")
"""Fields that say what a check is about; all others say how much of it is asked."""

_UNSPECIFIC = ("surveyed",)
"""Checks that say nothing of what they are about."""


_LIKE = 0.25
"""From which share on in what they ask two criteria count as counterparts."""


@dataclass(frozen=True)
class Difference:
    """One thing in which two criteria differ.

    Parameters
    ----------
    aspect : str
    check : str or None
        The kind of check that differs; None where it is not about a check.
    before, after : object
        What either asks: the id of a parameter, a strength, a condition, the fields of
        a check; None where it asks nothing of the kind.
    """

    aspect: Aspect
    check: str | None
    before: Any
    after: Any


@dataclass(frozen=True)
class Counterpart:
    """Two criteria that ask for the same kind of thing, and in what they differ."""

    before: Criterion
    after: Criterion
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """Two sets of criteria held against each other.

    Parameters
    ----------
    counterparts : tuple of Counterpart
        In the order of the first set; a criterion may have several.
    only_before, only_after : tuple of Criterion
        Those for which no counterpart was found.
    """

    counterparts: tuple[Counterpart, ...]
    only_before: tuple[Criterion, ...]
    only_after: tuple[Criterion, ...]


@dataclass(frozen=True)
class Asked:
    """A criterion together with the instrument that it belongs to."""

    criterion: Criterion
    instrument: Instrument


def compare_criteria(before: Iterable[Asked], after: Iterable[Asked]) -> Comparison:
    """Hold the criteria of two guidelines, or of two editions, against each other.

    Parameters
    ----------
    before, after : iterable of Asked

    Returns
    -------
    Comparison
        Criteria of one id are counterparts. Those of two instruments are where they
        look at the same kinds of place and element, a check of each is about the same
        thing, and none is closer to one of them; what only somebody on site can judge
        has a counterpart by the last word of its id alone.
    """
    first, second = tuple(before), tuple(after)
    likeness = np.array([[_likeness(one, other) for other in second] for one in first])
    pairs = _closest(likeness.reshape(len(first), len(second)))
    counterparts = tuple(
        Counterpart(
            first[row].criterion,
            second[column].criterion,
            tuple(_differences(first[row], second[column])),
        )
        for row, column in pairs
    )
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return Comparison(
        counterparts,
        tuple(a.criterion for n, a in enumerate(first) if n not in rows),
        tuple(a.criterion for n, a in enumerate(second) if n not in columns),
    )


def _closest(likeness: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs of which either has no closer counterpart than the other."""
    if not likeness.size:
        return []
    closest = (likeness == likeness.max(axis=1, keepdims=True)) | (
        likeness == likeness.max(axis=0, keepdims=True)
    )
    like = closest & (likeness >= _LIKE)
    return [(int(row), int(column)) for row, column in np.argwhere(like)]


def _likeness(one: Asked, other: Asked) -> float:
    """How much two criteria are about the same thing; 0 where they are not."""
    a, b = one.criterion, other.criterion
    if one.instrument.id == other.instrument.id:
        return float(a.id == b.id)
    if set(a.applies.place).isdisjoint(b.applies.place) or not _same_elements(a, b):
        return 0.0
    shared = sum(_overlap(*pair) for pair in _common(a, b))
    checks = max(len(checks_of(a.require)), len(checks_of(b.require)))
    return shared / checks + (_word(a) == _word(b))


def _word(criterion: Criterion) -> str:
    return criterion.id.rsplit("/", 1)[1]


def _same_elements(a: Criterion, b: Criterion) -> bool:
    """Whether both look at the place as a whole, or at things that some are both."""
    one, other = a.applies.element, b.applies.element
    if one is None or other is None:
        return one is other
    if set(one.kind).isdisjoint(other.kind):
        return False
    is_open = not one.use or not other.use or set(one.kind) & set(other.kind) - {"area"}
    return bool(is_open) or not set(one.use).isdisjoint(other.use)


def _common(a: Criterion, b: Criterion) -> Iterator[tuple[Check, Check]]:
    """Pair the checks of two criteria that are about the same, each once."""
    mine, theirs = list(checks_of(a.require)), list(checks_of(b.require))
    while mine and theirs:
        one, other = max(product(mine, theirs), key=lambda pair: _closeness(*pair))
        if not _closeness(one, other):
            return
        yield one, other
        mine.remove(one)
        theirs.remove(other)


def _closeness(one: Check, other: Check) -> float:
    """How close two checks are: the same one closest, those about the same next."""
    return 2.0 if one == other else _overlap(one, other)


def _overlap(one: Check, other: Check) -> float:
    """Share of what two checks are about that both name."""
    if _kind(one) != _kind(other) or _kind(one) in _UNSPECIFIC:
        return 0.0
    named, others = _subjects(one), _subjects(other)
    together = named | others
    return len(named & others) / len(together) if together else 1.0


def _subjects(check: Check) -> frozenset[str]:
    values = (getattr(check, name, ()) for name in SUBJECTS)
    return frozenset(
        word
        for value in values
        for word in ((value,) if isinstance(value, str) else value)
    )


def _kind(check: Check) -> str:
    return str(vars(check)["check"])


def _differences(one: Asked, other: Asked) -> Iterator[Difference]:
    a, b = one.criterion, other.criterion
    for check, counterpart in _common(a, b):
        yield from _between(check, counterpart)
    yield from _unmatched_checks(a, b)
    strengths = (
        one.instrument.effective_strength(a),
        other.instrument.effective_strength(b),
    )
    yield from _unlike("strength", *strengths)
    yield from _unlike("condition", a.when, b.when)
    yield from _unlike("fallback", a.otherwise, b.otherwise)
    yield from _unlike("elements", a.applies.element, b.applies.element)
    yield from _unlike("law", a.law, b.law)


def _between(one: Check, other: Check) -> Iterator[Difference]:
    """In which numbers, and in what else, two checks of a kind differ."""
    numbers = (*parameters_of(one), *parameters_of(other))
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "methods" or _plain(mine) == _plain(theirs):
            continue
        is_number = mine in numbers or theirs in numbers
        yield Difference("number" if is_number else "rule", _kind(one), mine, theirs)


def _plain(value: Any) -> Any:
    """Take words as what they are, whatever their order."""
    return frozenset(value) if isinstance(value, tuple) else value


def _unmatched_checks(a: Criterion, b: Criterion) -> Iterator[Difference]:
    """What one asks besides, of which the other says nothing."""
    pairs = list(_common(a, b))
    for check in checks_of(a.require):
        if not any(check is one for one, _ in pairs):
            yield Difference("rule", _kind(check), check, None)
    for check in checks_of(b.require):
        if not any(check is other for _, other in pairs):
            yield Difference("rule", _kind(check), None, check)


def _unlike(aspect: Aspect, before: Any, after: Any) -> Iterator[Difference]:
    if before != after:
        yield Difference(aspect, None, before or None, after or None)
