"""How one check is decided: by precedence, with expiry and conflict shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from machimori.assessment.context import Context, Unchosen
from machimori.assessment.evaluators import EVALUATORS
from machimori.assessment.evidence import EvidenceIndex, expires_on, read
from machimori.assessment.grounds import guessed_ground
from machimori.assessment.logic import Truth, all_of, any_of
from machimori.assessment.model import CheckResult, Evidence, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.assessment.selection import is_surveyed
from machimori.guidelines.checks import AllOf, AnyOf, Check, Method, Requirement
from machimori.guidelines.model import Criterion
from machimori.scene import Feature

_NOBODY = Verdict(None, Reason("nobody_looked"))


@dataclass(frozen=True)
class _Opinion:
    """What one piece of evidence says."""

    method: Method
    on: date
    verdict: Verdict


def decide(
    check: Check,
    criterion: Criterion | None,
    element: Feature,
    context: Context,
    outside: EvidenceIndex,
) -> CheckResult:
    """Decide one check from the scene and from outside evidence.

    Parameters
    ----------
    check : Check
    criterion : Criterion or None
        Whose answers, given by somebody who looked, count too; none count for what only
        says whether a criterion applies.
    element : Feature
    context : Context
    outside : EvidenceIndex

    Returns
    -------
    CheckResult
        The first method, in the check's own order, that has an answer decides; of one
        method the newest evidence. What else is valid and says otherwise is a conflict:
        shown, never averaged.
    """
    own = from_scene(check, element, context)
    return _weighed(check, criterion, element, context, outside, own)


def decide_without_map(
    check: Check, criterion: Criterion, context: Context, outside: EvidenceIndex
) -> CheckResult:
    """Decide one check at a place by what is said of it, where the map is silent."""
    return _weighed(check, criterion, context.place, context, outside, _NOBODY)


def reconciled(
    results: tuple[CheckResult, ...], criterion: Criterion, is_met: bool
) -> tuple[CheckResult, ...]:
    """Take answers that say what came out in the end out of the conflicts.

    An answer speaks of a whole criterion: where one of several checks holds, or an
    alternative does, it does not contradict those that do not.
    """
    return tuple(
        replace(
            r,
            conflicts=tuple(c for c in r.conflicts if not _says(c, criterion, is_met)),
        )
        for r in results
    )


def _says(evidence: Evidence, criterion: Criterion, is_met: bool) -> bool:
    return evidence.quantity == criterion.id and evidence.value is is_met


def from_scene(check: Check, element: Feature, context: Context) -> Verdict:
    """Evaluate a check on the scene; what a thin map cannot prove stays open."""
    try:
        verdict = EVALUATORS[type(check)](check, element, context)
    except Unchosen as missing:
        return _waiting_for(missing.id, check, element, context)
    if any(e.observed_on > context.on for e in verdict.evidence):
        return _NOBODY
    if verdict.truth is None:
        return verdict
    needs = check.needs.to_hold if verdict.truth else check.needs.to_fail
    missing_words = [word for word in needs if not is_surveyed(word, context)]
    if missing_words:
        return _open(verdict, Reason("thin_map", {"what": labels(missing_words)}))
    guessed = guessed_ground(check, element, context)
    if guessed:
        what = {"what": labels(f.kind for f in guessed)}
        return _open(verdict, Reason("width_guessed", what))
    return verdict


def truth_of(requirement: Requirement, truths: Mapping[int, Truth]) -> Truth:
    """Combine the checks of a requirement, given the truth of each by its ``id()``."""
    if isinstance(requirement, AllOf):
        return all_of(truth_of(part, truths) for part in requirement.all)
    if isinstance(requirement, AnyOf):
        return any_of(truth_of(part, truths) for part in requirement.any)
    return truths[id(requirement)]


def _weighed(
    check: Check,
    criterion: Criterion | None,
    element: Feature,
    context: Context,
    outside: EvidenceIndex,
    own: Verdict,
) -> CheckResult:
    about = [check.quantity, *([criterion.id] if criterion else [])]
    found = outside.about(about, element, context.place)
    valid, expired = _by_date(found, check, context)
    opinions = [_opinion(e.method, read(e, check, context)) for e in valid]
    if own.evidence:
        opinions.append(_opinion(own.evidence[0].method, own))
    newest = {m: tuple(_newest(m, opinions)) for m in check.methods}
    said = [(m, _agreed(newest[m])) for m in check.methods if newest[m]]
    decided = [(m, v) for m, v in said if v.truth is not None]
    if not said:
        return CheckResult(check=check, verdict=_stale(own, expired), expired=expired)
    method, verdict = (decided or said)[0]
    return CheckResult(
        check=check,
        verdict=verdict,
        method=method,
        conflicts=tuple(_against(verdict, newest)),
        expired=expired,
    )


def _by_date(
    found: Sequence[Sequence[Evidence]], check: Check, context: Context
) -> tuple[list[Evidence], tuple[Evidence, ...]]:
    """Sort out what counts: on the element where there is any, else on its place."""
    expired: list[Evidence] = []
    for about in found:
        known = [e for e in about if e.observed_on <= context.on]
        dated = [replace(e, expires_on=expires_on(e, check, context)) for e in known]
        valid = [e for e in dated if _counts(e, context)]
        expired += [e for e in dated if not _counts(e, context)]
        if valid:
            return valid, tuple(expired)
    return [], tuple(expired)


def _opinion(method: Method, verdict: Verdict) -> _Opinion:
    return _Opinion(method, max(e.observed_on for e in verdict.evidence), verdict)


def _newest(method: Method, opinions: Sequence[_Opinion]) -> Iterator[Verdict]:
    """All that a method says on its latest day; what came before is superseded."""
    own = [o for o in opinions if o.method == method]
    latest = max((o.on for o in own), default=None)
    return (o.verdict for o in own if o.on == latest)


def _agreed(verdicts: Sequence[Verdict]) -> Verdict:
    """Of one method and day; where these contradict each other nobody can tell."""
    decided = [v for v in verdicts if v.truth is not None]
    if len({v.truth for v in decided}) < 2:
        return (decided or verdicts)[0]
    evidence = tuple(e for v in decided for e in v.evidence)
    reason = Reason("evidence_disagrees", {"on": evidence[0].observed_on})
    return Verdict(None, reason, evidence)


def _against(
    verdict: Verdict, newest: Mapping[Method, Sequence[Verdict]]
) -> Iterator[Evidence]:
    if verdict.truth is None:
        return
    for verdicts in newest.values():
        for other in verdicts:
            if other.truth is not None and other.truth is not verdict.truth:
                yield from other.evidence


def _stale(own: Verdict, expired: tuple[Evidence, ...]) -> Verdict:
    """Somebody looked once, but too long ago."""
    if not expired:
        return own
    newest = max(expired, key=lambda e: e.observed_on)
    values = {"on": newest.observed_on, "expires": newest.expires_on}
    return Verdict(None, Reason("evidence_expired", values), (newest,))


def _waiting_for(
    parameter: str, check: Check, element: Feature, context: Context
) -> Verdict:
    context.number(parameter)
    label = context.parameters[parameter].label
    evidence = context.evidence(element, check.quantity, None)
    return Verdict(
        None, Reason("parameter_unchosen", {"parameter": label}), (evidence,)
    )


def _open(verdict: Verdict, reason: Reason) -> Verdict:
    """Keep a verdict open and show the value."""
    values = {"value": verdict.reason, **reason.values}
    return replace(verdict, truth=None, reason=Reason(reason.code, values))


def _counts(evidence: Evidence, context: Context) -> bool:
    return evidence.expires_on is None or evidence.expires_on >= context.on
