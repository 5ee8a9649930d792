"""What to put right first: law, what the plan can show, strength; never by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from machimori.assessment import CheckResult, Finding, Outcome
from machimori.guidelines import STRENGTHS
from machimori.guidelines.checks import Surveyed
from machimori.language import Language
from machimori.reports.digest.quantities import limit_of, shortfall
from machimori.reports.digest.rollup import Rollup
from machimori.reports.digest.themes import check_name, theme_of
from machimori.reports.remedies import REMEDIES

FIRST = 3
"""How many things the first page names."""


@dataclass(frozen=True)
class Fix:
    """One thing to put right; criteria that fail together for one cause are one.

    Parameters
    ----------
    number : int
        By which plans and items refer to it.
    rollups : tuple of Rollup
        Criterion by criterion and place by place.
    """

    number: int
    rollups: tuple[Rollup, ...]

    @property
    def lead(self) -> Rollup:
        """The rollup that speaks for it."""
        return self.rollups[0]

    @cached_property
    def failing(self) -> tuple[Finding, ...]:
        """What falls short, each element once."""
        own = [r for r in self.rollups if r.criterion.id == self.lead.criterion.id]
        return tuple(f for rollup in own for f in rollup.deciding)

    @property
    def criteria(self) -> tuple[Rollup, ...]:
        """One rollup for each criterion."""
        return tuple({r.criterion.id: r for r in self.rollups}.values())


def fixes_of(rollups: Iterable[Rollup]) -> tuple[Fix, ...]:
    """Number what falls short, the most pressing first.

    Parameters
    ----------
    rollups : iterable of Rollup
        Of all places.

    Returns
    -------
    tuple of Fix
        Law first; then what was computed and has its place on the plan; then by
        strength, number of elements and size of the shortfall. Of the rest, the first
        FIRST are of different themes: one dark street says what ten do. A remark on
        paperwork may be as strong as a wall before the slide; the plan goes first.
    """
    by_criterion: dict[str, list[Rollup]] = {}
    for rollup in rollups:
        if rollup.outcome is Outcome.NOT_SATISFIED:
            by_criterion.setdefault(rollup.criterion.id, []).append(rollup)
    joined: dict[object, list[Rollup]] = {}
    for found in by_criterion.values():
        joined.setdefault(_cause(found), []).extend(found)
    ordered = _varied(sorted(joined.values(), key=_urgency))
    return tuple(Fix(n, tuple(found)) for n, found in enumerate(ordered, start=1))


def numbers_of(fixes: Iterable[Fix]) -> Mapping[str, int]:
    """The number of each criterion that falls short."""
    return {r.criterion.id: fix.number for fix in fixes for r in fix.rollups}


def remedy_of(rollup: Rollup, language: Language) -> str:
    """Say what it would take."""
    finding = rollup.deciding[0]
    sentences = [
        REMEDIES[name]
        .format(threshold=limit_of(result.check, finding.parameters, language))
        .in_(language)
        for result in finding.results
        if result.verdict.truth is False
        and (name := check_name(result.check)) in REMEDIES
    ]
    return " ".join(dict.fromkeys(sentences))


def _cause(rollups: list[Rollup]) -> object:
    """Two guidelines may ask the same of the same elements: one thing to fix."""
    findings = [f for rollup in rollups for f in rollup.deciding]
    failed = [r.check for f in findings for r in f.results if _failed(r)]
    elements = frozenset(f.element.id for f in findings)
    if not failed or any(isinstance(check, Surveyed) for check in failed):
        return rollups[0].criterion.id
    return elements, frozenset(repr(check) for check in failed)


def _failed(result: CheckResult) -> bool:
    return result.verdict.truth is False


def _varied(ordered: list[list[Rollup]]) -> list[list[Rollup]]:
    """Let law stand, then bring the first of each theme to the front."""
    front = [found for found in ordered if _is_law(found)]
    themes = {theme_of(found[0].deciding[0]) for found in front}
    others = ordered[len(front) :]
    for found in others:
        theme = theme_of(found[0].deciding[0])
        if len(front) < FIRST and theme not in themes:
            themes.add(theme)
            front.append(found)
    return front + [found for found in others if found not in front]


def _urgency(rollups: list[Rollup]) -> tuple[bool, bool, int, int, float, str]:
    findings = [f for rollup in rollups for f in rollup.deciding]
    return (
        not _is_law(rollups),
        not any(_can_be_shown(finding) for finding in findings),
        min(STRENGTHS.index(rollup.strength) for rollup in rollups),
        -len(findings),
        -max(shortfall(finding) for finding in findings),
        rollups[0].criterion.id,
    )


def _is_law(rollups: list[Rollup]) -> bool:
    return any(rollup.criterion.law for rollup in rollups)


def _can_be_shown(finding: Finding) -> bool:
    is_computed = any(e.method == "computed" for e in finding.evidence)
    return is_computed and bool(finding.marks)
