"""How one check is decided: by precedence, with expiry and conflict shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from machimori.assessment.context import Context
from machimori.assessment.evaluators import EVALUATORS
from machimori.assessment.evidence import EvidenceIndex, by_method, expires_on, read
from machimori.assessment.logic import Truth, all_of, any_of
from machimori.assessment.model import CheckResult, Evidence, Reason, Verdict
from machimori.assessment.naming import labels
from machimori.assessment.selection import is_surveyed
from machimori.guidelines.checks import AllOf, AnyOf, Check, Method, Requirement
from machimori.guidelines.model import Criterion
from machimori.scene import Feature


def decide(
    check: Check,
    criterion: Criterion,
    element: Feature,
    context: Context,
    outside: EvidenceIndex,
) -> CheckResult:
    """Decide one check from the scene and from outside evidence.

    Parameters
    ----------
    check : Check
    criterion : Criterion
        Whose answers, given by somebody who looked, count too.
    element : Feature
    context : Context
    outside : EvidenceIndex

    Returns
    -------
    CheckResult
        The first method, in the check's own order, that has an answer decides. What
        else is valid and says otherwise is a conflict: shown, never averaged.
    """
    about = (check.quantity, criterion.id)
    found = outside.about(about, element, context.place)
    seen = [e for e in found if e.observed_on <= context.on]
    dated = [replace(e, expires_on=expires_on(e, check, context)) for e in seen]
    expired = tuple(e for e in dated if not _counts(e, context))
    verdicts: dict[Method, Verdict] = {
        method: read(one, check, context)
        for method, one in by_method(e for e in dated if _counts(e, context)).items()
    }
    own = from_scene(check, element, context)
    verdicts.setdefault(_method_of(own), own)
    return _first(check, verdicts, own, expired)


def from_scene(check: Check, element: Feature, context: Context) -> Verdict:
    """Evaluate a check on the scene; what a thin map cannot prove stays open."""
    verdict = EVALUATORS[type(check)](check, element, context)
    if verdict.truth is None:
        return verdict
    needs = check.needs.to_hold if verdict.truth else check.needs.to_fail
    missing = [word for word in needs if not is_surveyed(word, context)]
    if not missing:
        return verdict
    values = {"value": verdict.reason, "what": labels(missing)}
    return replace(verdict, truth=None, reason=Reason("thin_map", values))


def truth_of(requirement: Requirement, truths: Mapping[int, Truth]) -> Truth:
    """Combine the checks of a requirement, given the truth of each by its ``id()``."""
    if isinstance(requirement, AllOf):
        return all_of(truth_of(part, truths) for part in requirement.all)
    if isinstance(requirement, AnyOf):
        return any_of(truth_of(part, truths) for part in requirement.any)
    return truths[id(requirement)]


def _first(
    check: Check,
    verdicts: dict[Method, Verdict],
    own: Verdict,
    expired: tuple[Evidence, ...],
) -> CheckResult:
    ordered = [(m, verdicts[m]) for m in check.methods if m in verdicts]
    decided = [(m, v) for m, v in ordered if v.truth is not None]
    looked = [(m, v) for m, v in ordered if v.evidence]
    if not decided and not looked:
        return CheckResult(check=check, verdict=_stale(own, expired), expired=expired)
    method, verdict = (decided or looked)[0]
    against = [v for _, v in decided if v.truth is not verdict.truth]
    return CheckResult(
        check=check,
        verdict=verdict,
        method=method,
        conflicts=tuple(e for v in against for e in v.evidence),
        expired=expired,
    )


def _stale(own: Verdict, expired: tuple[Evidence, ...]) -> Verdict:
    """Somebody looked once, but too long ago."""
    if not expired:
        return own
    values: dict[str, Any] = {
        "on": expired[0].observed_on,
        "expires": expired[0].expires_on,
    }
    return Verdict(None, Reason("evidence_expired", values), expired[:1])


def _counts(evidence: Evidence, context: Context) -> bool:
    return evidence.expires_on is None or evidence.expires_on >= context.on


def _method_of(verdict: Verdict) -> Method:
    return verdict.evidence[0].method if verdict.evidence else "computed"
