"""One case of a check: what is asked, of what, in which scene, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

from machimori.assessment.logic import Truth
from machimori.guidelines.checks import Check
from machimori.scene import Feature

HOLDS, FAILS, THIN, STANDS, OPEN = "holds", "fails", "thin", "stands", "open"
"""Sorts of case; STANDS and THIN only where a check needs a survey."""


@dataclass(frozen=True)
class Case:
    sort: str
    check: Check
    element: str
    features: tuple[Feature, ...]
    truth: Truth
    code: str
    value: object = None

    def __str__(self) -> str:
        return f"{self.check.check}-{self.sort}"  # type: ignore[attr-defined]


def case(
    sort: str,
    check: Check,
    element: str,
    *features: Feature,
    code: str,
    value: object = None,
) -> Case:
    truth = {HOLDS: True, FAILS: False, STANDS: check_stands(check)}.get(sort)
    return Case(sort, check, element, features, truth, code, value)


def check_stands(check: Check) -> Truth:
    """A failure that needs no survey, or else a success."""
    return bool(check.needs.to_fail)
