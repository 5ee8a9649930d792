"""Which cases a criterion must have, and which it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from machimori.assessment import Outcome
from machimori.guidelines import Criterion
from machimori.guidelines.checks import (
    Check,
    OffenderPathSimulation,
    Recorded,
    Surveyed,
    WatchGaps,
    checks_of,
)
from machimori.guidelines.conditions import Decided, conditions_of
from tests.machimori.guidelines.casebook.form import Case
from tests.machimori.guidelines.casebook.running import findings_of

NEED = "cannot_tell (need)"
"""As needed: it is not met, and nobody has decided whether it is needed."""

_BY_WORD_ALONE = (Recorded, Surveyed, OffenderPathSimulation, WatchGaps)
"""The scene never decides these: what somebody says does."""


def asked(criterion: Criterion) -> Iterator[str]:
    """Name the sorts of case that a criterion must have."""
    yield Outcome.SATISFIED.value
    yield Outcome.NOT_SATISFIED.value
    if criterion.when is not None:
        yield Outcome.INAPPLICABLE.value
        if any(isinstance(c, Decided) for c in conditions_of(criterion.when)):
            yield NEED
    for number in range(len(criterion.otherwise)):
        yield alternative(number)


def alternative(number: int) -> str:
    """Name the case that is met by a fallback, counted from 0."""
    return f"{Outcome.SATISFIED_BY_ALTERNATIVE.value} ({number + 1})"


def lacking(criterion: Criterion, cases: Iterable[Case]) -> list[str]:
    """Name the sorts of case that a criterion lacks."""
    own = [c for c in cases if c.criterion == criterion.id and _tells(criterion, c)]
    there = {sort for case in own for sort in _sorts(criterion, case)}
    return [sort for sort in asked(criterion) if sort not in there]


def _tells(criterion: Criterion, case: Case) -> bool:
    """Whether a case shows anything: an answer alone proves no evaluator."""
    checks = checks_of(criterion.require)
    is_judged = case.outcome in (Outcome.SATISFIED, Outcome.NOT_SATISFIED)
    by_answer = case.written.answer is not None
    return not (is_judged and by_answer) or any(map(_is_told, checks))


def _is_told(check: Check) -> bool:
    return isinstance(check, _BY_WORD_ALONE)


def _sorts(criterion: Criterion, case: Case) -> Iterator[str]:
    yield case.outcome.value
    findings = findings_of(case)
    if any(f.reason.code == "need_undecided" for f in findings):
        yield NEED
    if case.outcome is Outcome.SATISFIED_BY_ALTERNATIVE:
        for number, fallback in enumerate(criterion.otherwise):
            deciding = checks_of(fallback.require)[-1]
            if any(f.results[-1].check is deciding for f in findings):
                yield alternative(number)
