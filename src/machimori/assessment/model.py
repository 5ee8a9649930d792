"""What an assessment is made of: evidence, decisions, verdicts, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from machimori.guidelines import (
    Activity,
    Criterion,
    Instrument,
    ParameterTable,
    Strength,
)
from machimori.guidelines.checks import Check, Method
from machimori.language import Text
from machimori.scene import Feature, Scene


class Outcome(StrEnum):
    """What an assessment says of one criterion at one element."""

    SATISFIED = "satisfied"
    SATISFIED_BY_ALTERNATIVE = "satisfied_by_alternative"
    NOT_SATISFIED = "not_satisfied"
    INAPPLICABLE = "inapplicable"
    EXCLUDED = "excluded"
    CANNOT_TELL = "cannot_tell"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True)
class Reason:
    """Why, as a code and values; ``reasons.word`` puts it into words.

    Parameters
    ----------
    code : str
        A key of ``assessment.reasons.REASONS``.
    values : mapping
        What the words need: numbers, ids, names.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One thing that is known about one quantity of one subject.

    Parameters
    ----------
    subject : str
        Id of an element or a place.
    quantity : str
        What it is about: a check's ``quantity``, or a criterion's id for the answer of
        somebody who looked.
    method : str
        ``computed``, ``measured``, ``surveyed``, ``recorded`` or ``declared``.
    value : float, bool, str or None
        None: somebody looked and could not decide.
    unit : str or None
    bounds : tuple of float or None
        Between which the value certainly lies, where it is not certain.
    observed_on : date
    expires_on : date or None
    by : str
        Who, or which program.
    source : str
        The file, form or computation that it comes from.
    inputs_sha256 : str
        Of what it was computed from.
    """

    subject: str
    quantity: str
    method: Method
    value: float | bool | str | None
    unit: str | None = None
    bounds: tuple[float, float] | None = None
    observed_on: date
    expires_on: date | None = None
    by: str = ""
    source: str = ""
    inputs_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """Something that was done, where and when.

    Parameters
    ----------
    id : str
    activity : str
        A word of the catalogue's activities.
    subjects : tuple of str
        Ids of places or elements.
    on : date
    result : str
        ``done`` or ``not_done``, or a free remark; ``not_done`` proves nothing.
    """

    id: str
    activity: str
    subjects: tuple[str, ...]
    on: date
    result: str = "done"
    by: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision that somebody took about a criterion at a place or element.

    Parameters
    ----------
    kind : str
        ``exclude`` (it cannot be done here), ``need`` (it is needed here),
        ``no_need`` (it is not).
    criterion, subject : str
        Which criterion, at which place or element.
    ground : str
        For an exclusion ``law``, ``plan`` or ``management``; free for a need.
    reason, decided_by : str
    decided_on, review_on : date
        From ``review_on`` on it no longer counts.
    """

    kind: Literal["exclude", "need", "no_need"]
    criterion: str
    subject: str
    ground: str
    reason: str
    decided_by: str
    decided_on: date
    review_on: date | None = None
    source: str = ""

    def is_in_force(self, day: date) -> bool:
        """Whether it counts on a day."""
        due = self.review_on is not None and self.review_on <= day
        return self.decided_on <= day and not due


@dataclass(frozen=True)
class Mark:
    """Something to draw on the map for a finding: a blind spot, a dark pocket.

    Parameters
    ----------
    kind : str
        ``blind_spot``, ``dark_pocket``, ``obstacle``, ``subject``.
    geometry : shapely geometry
        In the scene's plane metres.
    note : Reason
        What to write beside it.
    """

    kind: str
    geometry: Any
    note: Reason


@dataclass(frozen=True)
class Verdict:
    """What one check says of one element.

    Parameters
    ----------
    truth : bool or None
        None: not decided. Without evidence nobody looked; with evidence somebody looked
        and could not tell.
    reason : Reason
    evidence : tuple of Evidence
    marks : tuple of Mark
    """

    truth: bool | None
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class ParameterUse:
    """A number that decided something, and whose it is.

    Parameters
    ----------
    id : str
        ``source/…`` or ``interpretation/…``.
    label : Text
    value : float or None
        None: nobody has chosen it yet.
    unit : str
    by : Text
        The document that states it, or who chose it.
    reason : Text or None
        Why this number.
    """

    id: str
    label: Text
    value: float | None
    unit: str
    by: Text
    reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """How one check of a criterion came out: what decided, and what disagreed.

    Parameters
    ----------
    check : Check
    verdict : Verdict
        Of the evidence that decided.
    method : str or None
        By which evidence.
    conflicts : tuple of Evidence
        Valid evidence that says otherwise.
    expired : tuple of Evidence
        Evidence that no longer counts.
    """

    check: Check
    verdict: Verdict
    method: Method | None = None
    conflicts: tuple[Evidence, ...] = ()
    expired: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One criterion at one element of one place.

    Parameters
    ----------
    criterion : Criterion
    instrument : Instrument
    place, element : Feature
        `element` is the place itself where the criterion speaks of the whole place.
    outcome : Outcome
    reason : Reason
    strength : Strength
        After the heading sentences.
    results : tuple of CheckResult
    parameters : tuple of ParameterUse
    decision : Decision or None
        That decided, or would have to be looked at again.
    """

    criterion: Criterion
    instrument: Instrument
    place: Feature
    element: Feature
    outcome: Outcome
    reason: Reason
    strength: Strength
    results: tuple[CheckResult, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    decision: Decision | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence that was looked at."""
        return tuple(e for r in self.results for e in r.verdict.evidence)

    @property
    def conflicts(self) -> tuple[Evidence, ...]:
        """Valid evidence that disagrees with what decided."""
        return tuple(e for r in self.results for e in r.conflicts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What to draw on the map."""
        return tuple(m for r in self.results for m in r.verdict.marks)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A scene held against instruments on a day.

    Parameters
    ----------
    scene : Scene
    instruments : tuple of Instrument
    places : tuple of Feature
    on : date
        The date of judgement.
    findings : tuple of Finding
        By place, then in the order of the instruments' provisions.
    parameters : ParameterTable
        That it was judged with.
    notices : tuple of Reason
        What the reader should know: decisions that match nothing, open scopes …
    activities : mapping of str to Activity
        The words of the catalogue for what is recorded.
    """

    scene: Scene
    instruments: tuple[Instrument, ...]
    places: tuple[Feature, ...]
    on: date
    findings: tuple[Finding, ...]
    parameters: ParameterTable
    notices: tuple[Reason, ...] = ()
    activities: Mapping[str, Activity] = field(default_factory=dict)

    def number(self, name: str) -> float:
        """Value of ``interpretation/<name>`` on the day, for maps and settings."""
        value = self.parameters[f"interpretation/{name}"].on(self.on).value
        return float("nan") if value is None else value

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """How many findings of each outcome."""
        outcomes = [f.outcome for f in self.findings]
        return {outcome: outcomes.count(outcome) for outcome in Outcome}

    def of_place(self, place: Feature) -> tuple[Finding, ...]:
        """Findings of one place."""
        return tuple(f for f in self.findings if f.place.id == place.id)
