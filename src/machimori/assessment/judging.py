"""One criterion at one element: from its checks to one of the seven outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from machimori.assessment.context import Context
from machimori.assessment.deciding import decide, truth_of
from machimori.assessment.evidence import EvidenceIndex
from machimori.assessment.logic import Truth, all_of
from machimori.assessment.model import (
    CheckResult,
    Decision,
    Finding,
    Outcome,
    Reason,
    Verdict,
)
from machimori.assessment.naming import joined, labels, term
from machimori.assessment.selection import (
    elements_of,
    holds,
    missing_survey,
    waits_for_need,
)
from machimori.guidelines.checks import Check, Requirement, Surveyed, checks_of
from machimori.guidelines.conditions import (
    Condition,
    ElementIs,
    Exists,
    PlaceIs,
    conditions_of,
)
from machimori.guidelines.model import Criterion, Fallback, Instrument
from machimori.language import Text
from machimori.scene import Feature


@dataclass
class Decisions:
    """Decisions by criterion and subject; remembers which were matched."""

    given: tuple[Decision, ...] = ()
    matched: set[int] = field(default_factory=set)

    def about(self, criterion: Criterion, element: Feature, place: Feature) -> Decided:
        """Find the decisions on a criterion at an element or its place."""
        own = [
            d
            for d in self.given
            if d.criterion == criterion.id and d.subject in (element.id, place.id)
        ]
        self.matched |= {id(d) for d in own}
        return Decided(tuple(own))

    @property
    def unmatched(self) -> tuple[Decision, ...]:
        """Decisions that no finding asked for."""
        return tuple(d for d in self.given if id(d) not in self.matched)


@dataclass(frozen=True)
class Decided:
    """The decisions that concern one finding."""

    decisions: tuple[Decision, ...]

    def of(self, *kinds: str) -> Decision | None:
        """Return the newest of these kinds."""
        own = [d for d in self.decisions if d.kind in kinds]
        return max(own, key=lambda d: d.decided_on, default=None)


@dataclass
class Judge:
    """Judges criteria of one instrument at one place.

    Parameters
    ----------
    instrument : Instrument
    context : Context
    outside : EvidenceIndex
    decisions : Decisions
    """

    instrument: Instrument
    context: Context
    outside: EvidenceIndex
    decisions: Decisions

    def findings(self, criterion: Criterion) -> Iterable[Finding]:
        """Judge a criterion at every element of the place that it looks at."""
        elements = elements_of(criterion, self.context)
        if elements:
            for element in elements:
                yield self.finding(criterion, element)
        else:
            yield self._without_elements(criterion)

    def finding(self, criterion: Criterion, element: Feature) -> Finding:
        """Judge a criterion at one element."""
        with self.context.noting() as used:
            outcome, reason, results = self._judge(criterion, element)
            decision = None
            decided = self.decisions.about(criterion, element, self.context.place)
            if waits_for_need(criterion.when):
                outcome, reason, decision = self._by_need(outcome, reason, decided)
            outcome, reason, decision = self._unless_excluded(
                outcome, reason, decided, decision
            )
            parameters = self.context.uses(used)
        return Finding(
            criterion=criterion,
            instrument=self.instrument,
            place=self.context.place,
            element=element,
            outcome=outcome,
            reason=reason,
            strength=self.instrument.effective_strength(criterion),
            results=results,
            parameters=parameters,
            decision=decision,
        )

    def inapplicable(self, criterion: Criterion, reason: Reason) -> Finding:
        """Say that a criterion does not concern the place at all."""
        place = self.context.place
        return self._bare(criterion, place, Outcome.INAPPLICABLE, reason)

    def _without_elements(self, criterion: Criterion) -> Finding:
        place = self.context.place
        if place.id in self.outside.subjects(criterion.id):
            return self._by_answer_alone(criterion)
        missing = missing_survey(criterion, self.context)
        element = criterion.applies.element
        words = (element.use or element.kind) if element else ()
        named = labels(missing or words)
        if missing:
            reason = Reason("not_mapped", {"what": named})
            return self._bare(criterion, place, Outcome.CANNOT_TELL, reason)
        reason = Reason("none_there", {"what": named})
        return self._bare(criterion, place, Outcome.INAPPLICABLE, reason)

    def _by_answer_alone(self, criterion: Criterion) -> Finding:
        """Somebody looked on site at what the map does not show."""
        place = self.context.place
        result = decide(Surveyed(), criterion, place, self.context, self.outside)
        outcome = _outcome(result.verdict)
        reason = result.verdict.reason
        return self._bare(criterion, place, outcome, reason, (result,))

    def _bare(
        self,
        criterion: Criterion,
        element: Feature,
        outcome: Outcome,
        reason: Reason,
        results: tuple[CheckResult, ...] = (),
    ) -> Finding:
        decided = self.decisions.about(criterion, element, self.context.place)
        outcome, reason, decision = self._unless_excluded(
            outcome, reason, decided, None
        )
        return Finding(
            criterion=criterion,
            instrument=self.instrument,
            place=self.context.place,
            element=element,
            outcome=outcome,
            reason=reason,
            strength=self.instrument.effective_strength(criterion),
            results=results,
            decision=decision,
        )

    def _judge(
        self, criterion: Criterion, element: Feature
    ) -> tuple[Outcome, Reason, tuple[CheckResult, ...]]:
        if criterion.when is not None:
            meets = partial(self._meets, criterion)
            applies = holds(criterion.when, element, self.context, meets)
            if applies is False:
                return Outcome.INAPPLICABLE, Reason("condition_fails"), ()
            if applies is None:
                what = {"what": _asked(criterion.when, element, self.context)}
                return Outcome.CANNOT_TELL, Reason("condition_unknown", what), ()
        results, truth = self._decide(criterion.require, criterion, element)
        outcome, reason = _summary(truth, results)
        if truth is True:
            return outcome, reason, results
        return self._by_fallback(criterion, element, outcome, reason, results)

    def _by_fallback(
        self,
        criterion: Criterion,
        element: Feature,
        outcome: Outcome,
        reason: Reason,
        results: tuple[CheckResult, ...],
    ) -> tuple[Outcome, Reason, tuple[CheckResult, ...]]:
        for fallback in criterion.otherwise:
            if self._may_use(fallback) is not True:
                continue
            more, truth = self._decide(fallback.require, criterion, element)
            results = (*results, *more)
            if truth is True:
                met = Outcome.SATISFIED_BY_ALTERNATIVE
                return met, Reason("alternative"), results
            if truth is None and outcome is Outcome.NOT_SATISFIED:
                outcome, reason = _summary(None, more)
        return outcome, reason, results

    def _may_use(self, fallback: Fallback) -> Truth:
        place = self.context.place
        asked = ((n, v) for n, v in vars(fallback.who).items() if v is not None)
        return all_of(
            None if place.get(name) is None else place.get(name) == value
            for name, value in asked
        )

    def _meets(
        self, criterion: Criterion, requirement: Requirement, element: Feature
    ) -> Truth:
        return self._decide(requirement, criterion, element)[1]

    def _decide(
        self, requirement: Requirement, criterion: Criterion, element: Feature
    ) -> tuple[tuple[CheckResult, ...], Truth]:
        checks: tuple[Check, ...] = checks_of(requirement)
        results = tuple(
            decide(check, criterion, element, self.context, self.outside)
            for check in checks
        )
        truths: Mapping[int, Truth] = {
            id(check): result.verdict.truth
            for check, result in zip(checks, results, strict=True)
        }
        return results, truth_of(requirement, truths)

    def _by_need(
        self, outcome: Outcome, reason: Reason, decided: Decided
    ) -> tuple[Outcome, Reason, Decision | None]:
        """As needed: met is met; otherwise somebody must say that it is needed."""
        decision = decided.of("need", "no_need")
        if outcome in (*_MET, Outcome.INAPPLICABLE):
            return outcome, reason, decision
        if decision is None:
            return Outcome.CANNOT_TELL, Reason("need_undecided"), None
        if not decision.is_in_force(self.context.on):
            return Outcome.CANNOT_TELL, _due(decision), decision
        if decision.kind == "no_need":
            return Outcome.INAPPLICABLE, _told("no_need", decision), decision
        return outcome, reason, decision

    def _unless_excluded(
        self,
        outcome: Outcome,
        reason: Reason,
        decided: Decided,
        decision: Decision | None,
    ) -> tuple[Outcome, Reason, Decision | None]:
        """An exclusion counts until its review, and never hides what holds anyway."""
        exclusion = decided.of("exclude")
        if exclusion is None or outcome in (*_MET, Outcome.INAPPLICABLE):
            return outcome, reason, decision or exclusion
        if not exclusion.is_in_force(self.context.on):
            return outcome, reason, exclusion
        return Outcome.EXCLUDED, _told("excluded", exclusion), exclusion


_MET = (Outcome.SATISFIED, Outcome.SATISFIED_BY_ALTERNATIVE)


def _summary(truth: Truth, results: tuple[CheckResult, ...]) -> tuple[Outcome, Reason]:
    """Name the outcome, and the reason of the first check that made it so."""
    decisive = next((r for r in results if r.verdict.truth is truth), results[0])
    if truth is not None:
        met = Outcome.SATISFIED if truth else Outcome.NOT_SATISFIED
        return met, decisive.verdict.reason
    open_ = [r for r in results if r.verdict.truth is None]
    looked = [r for r in open_ if r.verdict.evidence]
    if looked:
        return Outcome.CANNOT_TELL, looked[0].verdict.reason
    return Outcome.NOT_ASSESSED, decisive.verdict.reason


def _outcome(verdict: Verdict) -> Outcome:
    if verdict.truth is not None:
        return Outcome.SATISFIED if verdict.truth else Outcome.NOT_SATISFIED
    return Outcome.CANNOT_TELL if verdict.evidence else Outcome.NOT_ASSESSED


def _told(code: str, decision: Decision) -> Reason:
    return Reason(
        code,
        {
            "decided_by": decision.decided_by,
            "decided_on": decision.decided_on,
            "reason": decision.reason,
        },
    )


def _due(decision: Decision) -> Reason:
    return Reason("decision_expired", {"review_on": decision.review_on})


def _asked(condition: Condition, element: Feature, context: Context) -> Text:
    """Name what would have to be stated for a condition to be decided."""
    named: list[Text] = []
    for part in conditions_of(condition):
        if isinstance(part, Exists):
            named.append(labels((part.exists,)))
        elif isinstance(part, PlaceIs):
            named += _silent(context.place, part.place)
        elif isinstance(part, ElementIs):
            named += _silent(element, part.element)
    return joined(named)


def _silent(feature: Feature, asked: Mapping[str, object]) -> list[Text]:
    return [term(feature, name) for name in asked if feature.get(name) is None]
