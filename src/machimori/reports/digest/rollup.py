"""Findings of one criterion taken together: worst first, never an average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from machimori.assessment import Finding, Outcome
from machimori.guidelines import Criterion, Instrument, Strength
from machimori.scene import Feature

WORST_FIRST: tuple[Outcome, ...] = (
    Outcome.NOT_SATISFIED,
    Outcome.CANNOT_TELL,
    Outcome.NOT_ASSESSED,
    Outcome.SATISFIED_BY_ALTERNATIVE,
    Outcome.SATISFIED,
    Outcome.EXCLUDED,
    Outcome.INAPPLICABLE,
)
"""One element that falls short decides for its place; what does not concern decides
last."""

OPEN = (Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED)
MET = (Outcome.SATISFIED, Outcome.SATISFIED_BY_ALTERNATIVE)
APART = (Outcome.EXCLUDED, Outcome.INAPPLICABLE)


@dataclass(frozen=True)
class Rollup:
    """One criterion at one place, or at several places with the same result.

    Parameters
    ----------
    criterion : Criterion
    instrument : Instrument
    findings : tuple of Finding
        One for each element; at least one.
    """

    criterion: Criterion
    instrument: Instrument
    findings: tuple[Finding, ...]

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """How many elements came out each way."""
        return Counter(finding.outcome for finding in self.findings)

    @property
    def outcome(self) -> Outcome:
        """The worst outcome of its elements."""
        return next(outcome for outcome in WORST_FIRST if self.counts[outcome])

    @property
    def strength(self) -> Strength:
        """After the heading sentences."""
        return self.findings[0].strength

    @property
    def deciding(self) -> tuple[Finding, ...]:
        """The findings that made the outcome what it is."""
        return tuple(f for f in self.findings if f.outcome is self.outcome)

    @property
    def places(self) -> tuple[Feature, ...]:
        """The places that it speaks of."""
        return tuple({f.place.id: f.place for f in self.findings}.values())

    @property
    def citation(self) -> str:
        """The clauses that it stands on."""
        return "、".join(self.instrument.citation(c) for c in self.criterion.cites)


def roll_up(findings: Iterable[Finding]) -> tuple[Rollup, ...]:
    """Take the findings of each criterion together.

    Parameters
    ----------
    findings : iterable of Finding
        Of one place, or of places that are shown as one.

    Returns
    -------
    tuple of Rollup
        In the order in which the criteria first occur.
    """
    by_criterion: dict[str, list[Finding]] = {}
    for finding in findings:
        by_criterion.setdefault(finding.criterion.id, []).append(finding)
    return tuple(
        Rollup(found[0].criterion, found[0].instrument, tuple(found))
        for found in by_criterion.values()
    )


def roll_up_by_place(findings: Iterable[Finding]) -> tuple[Rollup, ...]:
    """Take the findings of each criterion together, place by place."""
    by_place: dict[str, list[Finding]] = {}
    for finding in findings:
        by_place.setdefault(finding.place.id, []).append(finding)
    return tuple(rollup for found in by_place.values() for rollup in roll_up(found))
