"""One place under two guidelines: where the answer flips, and by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from machimori.assessment.model import Assessment, Finding
from machimori.guidelines import (
    Asked,
    Catalogue,
    Comparison,
    Counterpart,
    Difference,
    Instrument,
    compare_criteria,
)
from machimori.scene import Feature


@dataclass(frozen=True)
class Flip:
    """Two guidelines that say different things of the same element.

    Parameters
    ----------
    before, after : Finding
        What either says; of the same place and element.
    differences : tuple of Difference
        In what the two criteria differ. None: they ask the same, and the guidelines
        differ in whom they speak to.
    """

    before: Finding
    after: Finding
    differences: tuple[Difference, ...]

    @property
    def place(self) -> Feature:
        """The place."""
        return self.before.place

    @property
    def element(self) -> Feature:
        """The element, or the place itself."""
        return self.before.element


@dataclass(frozen=True)
class Flips:
    """A scene under two sets of guidelines.

    Parameters
    ----------
    flips : tuple of Flip
        In the order of the places and of the first set's provisions.
    agreeing : int
        How many pairs of findings say the same.
    comparison : Comparison
        The criteria themselves.
    """

    flips: tuple[Flip, ...]
    agreeing: int
    comparison: Comparison


def asked_by(catalogue: Catalogue, instruments: Iterable[Instrument]) -> list[Asked]:
    """All criteria of some instruments, in their order."""
    return [
        Asked(criterion, instrument)
        for instrument in instruments
        for criterion in catalogue.criteria_of(instrument)
    ]


def flips_between(
    assessment: Assessment,
    catalogue: Catalogue,
    before: Sequence[Instrument],
    after: Sequence[Instrument],
) -> Flips:
    """Find where two sets of guidelines say different things of one scene.

    Parameters
    ----------
    assessment : Assessment
        Of the scene, under both.
    catalogue : Catalogue
        That holds them.
    before, after : sequence of Instrument

    Returns
    -------
    Flips
        A place that comes under another guideline of the same prefecture is not
        compared under this one.
    """
    comparison = compare_criteria(
        asked_by(catalogue, before), asked_by(catalogue, after)
    )
    findings = _by_criterion(assessment)
    pairs = [
        (pair, one, other)
        for pair in comparison.counterparts
        for one, other in _of_the_same(findings, pair)
    ]
    flips = [
        Flip(one, other, pair.differences)
        for pair, one, other in pairs
        if one.outcome is not other.outcome
    ]
    order = {place.id: number for number, place in enumerate(assessment.places)}
    flips.sort(key=lambda flip: order[flip.place.id])
    return Flips(tuple(flips), len(pairs) - len(flips), comparison)


Findings = dict[str, dict[tuple[str, str], Finding]]


def _by_criterion(assessment: Assessment) -> Findings:
    found: Findings = defaultdict(dict)
    for one in assessment.findings:
        if one.reason.code == "scope_elsewhere":
            continue
        found[one.criterion.id][one.place.id, one.element.id] = one
    return found


def _of_the_same(
    findings: Findings, pair: Counterpart
) -> Iterator[tuple[Finding, Finding]]:
    others = findings.get(pair.after.id, {})
    for subject, one in findings.get(pair.before.id, {}).items():
        if subject in others:
            yield one, others[subject]
