"""One criterion at one element: from its checks to one of the seven outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from machimori.assessment.context import Context
from machimori.assessment.deciding import (
    decide,
    decide_without_map,
    reconciled,
    truth_of,
)
from machimori.assessment.decisions import Decided, Decisions
from machimori.assessment.evidence import EvidenceIndex
from machimori.assessment.logic import Truth, all_of
from machimori.assessment.model import (
    CheckResult,
    Decision,
    Finding,
    Outcome,
    Reason,
)
from machimori.assessment.naming import joined, labels, term, terms
from machimori.assessment.selection import (
    elements_of,
    exists,
    holds,
    left_open,
    missing_survey,
    silent_on,
    waits_for_need,
)
from machimori.guidelines.checks import Requirement, checks_of
from machimori.guidelines.conditions import (
    Condition,
    ElementIs,
    Exists,
    PlaceIs,
    Wanted,
    conditions_of,
    number_of,
)
from machimori.guidelines.model import Criterion, Fallback, Instrument
from machimori.language import Text
from machimori.scene import Feature


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
                yield self._finding_or_open(criterion, element)
        else:
            yield self._without_elements(criterion)

    def _finding_or_open(self, criterion: Criterion, element: Feature) -> Finding:
        silent = silent_on(criterion, element)
        if not silent:
            return self.finding(criterion, element)
        what = {"what": terms(element, silent)}
        reason = Reason("condition_unknown", what)
        return self._bare(criterion, element, Outcome.CANNOT_TELL, reason)

    def finding(self, criterion: Criterion, element: Feature) -> Finding:
        """Judge a criterion at one element."""
        with self.context.noting() as used:
            outcome, reason, results = self._judge(criterion, element)
            decision = None
            decided = self._decided(criterion, element)
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
        """Say what can be said where the map shows nothing to look at."""
        place = self.context.place
        if self._applies_nowhere(criterion):
            reason = Reason("condition_fails")
            return self._bare(criterion, place, Outcome.INAPPLICABLE, reason)
        said = self._by_word_alone(criterion)
        if said is not None:
            return said
        missing = missing_survey(criterion, self.context)
        element = criterion.applies.element
        words = (element.use or element.kind) if element else ()
        what = {"what": labels(missing or words)}
        if missing:
            reason = Reason("not_mapped", what)
            return self._bare(criterion, place, Outcome.CANNOT_TELL, reason)
        reason = Reason("none_there", what)
        return self._bare(criterion, place, Outcome.INAPPLICABLE, reason)

    def _applies_nowhere(self, criterion: Criterion) -> bool:
        """Whether the place alone, whatever stands in it, fails the condition."""
        if criterion.when is None:
            return False
        nothing = replace(self.context.place, properties={})
        return holds(criterion.when, nothing, self.context, left_open) is False

    def _by_word_alone(self, criterion: Criterion) -> Finding | None:
        """Somebody looked on site, or recorded it of the place as a whole."""
        context, outside = self.context, self.outside
        with context.noting() as used:
            results = tuple(
                decide_without_map(check, criterion, context, outside)
                for check in checks_of(criterion.require)
            )
            truth = _combined(criterion.require, results)
            parameters = context.uses(used)
        if not any(r.verdict.evidence for r in results):
            return None
        outcome, reason = _summary(truth, results)
        found = self._bare(criterion, context.place, outcome, reason)
        return replace(found, results=results, parameters=parameters)

    def _bare(
        self, criterion: Criterion, element: Feature, outcome: Outcome, reason: Reason
    ) -> Finding:
        decided = self._decided(criterion, element)
        need = decided.of("need", "no_need")
        is_needless = need is not None and need.kind == "no_need"
        decision = None
        if waits_for_need(criterion.when) and is_needless:
            outcome, reason, decision = self._by_need(outcome, reason, decided)
        outcome, reason, decision = self._unless_excluded(
            outcome, reason, decided, decision
        )
        return Finding(
            criterion=criterion,
            instrument=self.instrument,
            place=self.context.place,
            element=element,
            outcome=outcome,
            reason=reason,
            strength=self.instrument.effective_strength(criterion),
            decision=decision,
        )

    def _decided(self, criterion: Criterion, element: Feature) -> Decided:
        return self.decisions.about(criterion, element, self.context)

    def _judge(
        self, criterion: Criterion, element: Feature
    ) -> tuple[Outcome, Reason, tuple[CheckResult, ...]]:
        if criterion.when is not None:
            applies, asked = self._applies(criterion.when, element)
            if applies is False:
                return Outcome.INAPPLICABLE, Reason("condition_fails"), asked
            if applies is None:
                reason = self._open_condition(criterion.when, element, asked)
                return Outcome.CANNOT_TELL, reason, asked
        results = self._decide(criterion.require, criterion, element)
        truth = _combined(criterion.require, results)
        outcome, reason = _summary(truth, results)
        if truth is not True:
            outcome, reason, results = self._by_fallback(
                criterion, element, outcome, reason, results
            )
        if outcome in (*_MET, Outcome.NOT_SATISFIED):
            results = reconciled(results, criterion, outcome in _MET)
        return outcome, reason, results

    def _applies(
        self, condition: Condition, element: Feature
    ) -> tuple[Truth, tuple[CheckResult, ...]]:
        """Tell whether a condition holds, and by which checks that it asks."""
        asked: list[CheckResult] = []

        def meets(requirement: Requirement, element: Feature) -> Truth:
            results = self._decide(requirement, None, element)
            asked.extend(results)
            return _combined(requirement, results)

        truth = holds(condition, element, self.context, meets)
        return truth, tuple(asked)

    def _open_condition(
        self, condition: Condition, element: Feature, asked: tuple[CheckResult, ...]
    ) -> Reason:
        named = _asked(condition, element, self.context)
        open_ = [r.verdict.reason for r in asked if r.verdict.truth is None]
        if open_ and not named:
            return Reason("condition_open", {"value": open_[0]})
        return Reason("condition_unknown", {"what": joined(named)})

    def _by_fallback(
        self,
        criterion: Criterion,
        element: Feature,
        outcome: Outcome,
        reason: Reason,
        results: tuple[CheckResult, ...],
    ) -> tuple[Outcome, Reason, tuple[CheckResult, ...]]:
        for fallback in criterion.otherwise:
            may_use = self._may_use(fallback)
            if may_use is False:
                continue
            more = self._decide(fallback.require, criterion, element)
            truth = _combined(fallback.require, more)
            results = (*results, *more)
            if may_use and truth:
                value = {"value": _summary(True, more)[1]}
                met = Outcome.SATISFIED_BY_ALTERNATIVE
                return met, Reason("alternative", value), results
            if truth is not False and outcome is Outcome.NOT_SATISFIED:
                outcome, reason = self._open_alternative(fallback, truth, more)
        return outcome, reason, results

    def _open_alternative(
        self, fallback: Fallback, truth: Truth, results: tuple[CheckResult, ...]
    ) -> tuple[Outcome, Reason]:
        """The alternative might do: it is not known to hold, or not to be allowed."""
        if truth is None:
            return _summary(None, results)
        place = self.context.place
        silent = (n for n in vars(fallback.who) if place.get(n) is None)
        what = {"what": joined(term(place, name) for name in silent)}
        return Outcome.CANNOT_TELL, Reason("alternative_open", what)

    def _may_use(self, fallback: Fallback) -> Truth:
        place = self.context.place
        asked = ((n, v) for n, v in vars(fallback.who).items() if v is not None)
        return all_of(
            None if place.get(name) is None else place.get(name) == value
            for name, value in asked
        )

    def _decide(
        self, requirement: Requirement, criterion: Criterion | None, element: Feature
    ) -> tuple[CheckResult, ...]:
        return tuple(
            decide(check, criterion, element, self.context, self.outside)
            for check in checks_of(requirement)
        )

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


def _combined(requirement: Requirement, results: tuple[CheckResult, ...]) -> Truth:
    """Combine what the checks of a requirement, in order, came out as."""
    checks = checks_of(requirement)
    truths = {id(c): r.verdict.truth for c, r in zip(checks, results, strict=True)}
    return truth_of(requirement, truths)


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


def _asked(condition: Condition, element: Feature, context: Context) -> list[Text]:
    """Name what would have to be stated for a condition to be decided."""
    named: list[Text] = []
    for part in conditions_of(condition):
        if isinstance(part, Exists):
            if exists(part.exists, context, part.where) is None:
                named.append(labels((part.exists,)))
        elif isinstance(part, PlaceIs):
            named += _silent(context.place, part.place, context)
        elif isinstance(part, ElementIs):
            named += _silent(element, part.element, context)
    return named


def _silent(
    feature: Feature, asked: Mapping[str, Wanted], context: Context
) -> Iterator[Text]:
    for name, wanted in asked.items():
        if feature.get(name) is None:
            yield term(feature, name)
        elif isinstance(wanted, dict) and context.number(number_of(wanted)) is None:
            yield context.parameters[number_of(wanted)].label
