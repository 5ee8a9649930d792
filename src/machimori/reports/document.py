"""An assessment for machines: plain values, sentences in one language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from machimori.assessment import (
    Assessment,
    Decision,
    Evidence,
    Finding,
    Outcome,
    ParameterUse,
    word,
)
from machimori.language import Language
from machimori.reports.content.appendix import inputs_of, parameters_used
from machimori.scene import Assumption


def assessment_document(
    assessment: Assessment, *, language: Language
) -> dict[str, Any]:
    """Write an assessment as values that JSON can hold.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"
        Of sentences and titles; codes and ids are the same in both.

    Returns
    -------
    dict
        ``places``, ``guidelines``, ``on``, ``findings``, ``summary``, ``notices``,
        ``parameters``, ``assumptions``, ``inputs``. Numbers are finite.
    """
    return {
        "places": [
            {"id": p.id, "name": p.name, "place_kind": p.get("place_kind")}
            for p in assessment.places
        ],
        "guidelines": [
            {"id": i.id, "title": i.title.in_(language)} for i in assessment.instruments
        ],
        "on": assessment.on.isoformat(),
        "findings": [_finding(f, language) for f in assessment.findings],
        "summary": _summary(assessment.findings),
        "notices": [word(notice).in_(language) for notice in assessment.notices],
        "parameters": [_parameter(p, language) for p in parameters_used(assessment)],
        "assumptions": [_assumption(a, language) for a in assessment.scene.assumptions],
        "inputs": [{"file": f, "sha256": sha} for f, sha in inputs_of(assessment)],
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    cites = (finding.instrument.citation(c) for c in finding.criterion.cites)
    strength = {"own": finding.criterion.strength, "effective": finding.strength}
    return {
        "criterion": finding.criterion.id,
        "guideline": finding.instrument.id,
        "citation": "、".join(cites),
        "strength": strength,
        "place": finding.place.id,
        "element": finding.element.id,
        "outcome": finding.outcome.value,
        "reason": word(finding.reason).in_(language),
        "reason_code": finding.reason.code,
        "look": finding.criterion.look.in_(language),
        "evidence": [_evidence(e) for e in finding.evidence],
        "conflicts": [_evidence(e) for e in finding.conflicts],
        "parameters": [_parameter(p, language) for p in finding.parameters],
        "decision": _decision(finding.decision) if finding.decision else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    bounds = evidence.bounds
    expires_on = evidence.expires_on
    return {
        "method": evidence.method,
        "quantity": evidence.quantity,
        "value": _plain(evidence.value),
        "unit": evidence.unit,
        "bounds": [_plain(b) for b in bounds] if bounds else None,
        "subject": evidence.subject,
        "observed_on": evidence.observed_on.isoformat(),
        "expires_on": expires_on.isoformat() if expires_on else None,
        "by": evidence.by,
        "source": evidence.source,
        "inputs_sha256": evidence.inputs_sha256,
    }


def _parameter(use: ParameterUse, language: Language) -> dict[str, Any]:
    by = use.by.in_(language)
    return {"id": use.id, "value": _plain(use.value), "unit": use.unit, "by": by}


def _decision(decision: Decision) -> dict[str, Any]:
    review_on = decision.review_on
    return {
        "kind": decision.kind,
        "subject": decision.subject,
        "ground": decision.ground,
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "decided_on": decision.decided_on.isoformat(),
        "review_on": review_on.isoformat() if review_on else None,
    }


def _assumption(assumption: Assumption, language: Language) -> dict[str, Any]:
    return {
        "kind": assumption.kind,
        "property": assumption.property,
        "value": _plain(assumption.value),
        "reason": assumption.reason.in_(language),
        "features": list(assumption.features),
    }


def _summary(findings: Iterable[Finding]) -> dict[str, Any]:
    counts = Counter(finding.outcome for finding in findings)
    by_strength: dict[str, Counter[Outcome]] = {}
    for finding in findings:
        by_strength.setdefault(finding.strength, Counter())[finding.outcome] += 1
    return {
        "counts": {outcome.value: counts[outcome] for outcome in Outcome},
        "by_strength": {
            strength: {outcome.value: own[outcome] for outcome in Outcome}
            for strength, own in by_strength.items()
        },
    }


def _plain(value: Any) -> Any:
    """What JSON can hold: no NaN, no infinity, no number of another library."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else None
