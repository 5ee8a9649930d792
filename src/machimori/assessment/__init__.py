"""A place held against criteria: evidence in, findings out."""

from machimori.assessment.assess import Scope, assess
from machimori.assessment.evidence import evidence_of_records
from machimori.assessment.model import (
    Assessment,
    CheckResult,
    Decision,
    Evidence,
    Finding,
    Mark,
    Outcome,
    ParameterUse,
    Reason,
    Record,
    Verdict,
)
from machimori.assessment.reasons import word

__all__ = [
    "Assessment",
    "CheckResult",
    "Decision",
    "Evidence",
    "Finding",
    "Mark",
    "Outcome",
    "ParameterUse",
    "Reason",
    "Record",
    "Scope",
    "Verdict",
    "assess",
    "evidence_of_records",
    "word",
]
