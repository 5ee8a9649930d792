"""Verdicts of those who looked at the scene and could not tell, and why."""

from __future__ import annotations

from typing import Any

from machimori.assessment.context import Context
from machimori.assessment.model import Evidence, Reason, Verdict
from machimori.guidelines.checks import Check
from machimori.scene import Feature


def undecided(
    check: Check, element: Feature, context: Context, code: str, **values: Any
) -> Verdict:
    """Say that the scene cannot tell: looked, and no value."""
    evidence = context.evidence(element, check.quantity, None)
    return open_verdict(Reason(code, values), evidence)


def unchosen(
    parameter: str, context: Context, check: Check, element: Feature
) -> Verdict:
    """Say that nobody has chosen the number to compare with."""
    label = context.parameters[parameter].label
    return undecided(check, element, context, "parameter_unchosen", parameter=label)


def open_verdict(reason: Reason, *evidence: Evidence) -> Verdict:
    """Say that it is not decided although there is evidence."""
    return Verdict(None, reason, evidence)
