"""What the office itself knows of an applicant: each duty says its part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from machimori.language import Text
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.terms import Condition
from machimori_office.web.gathering import Registry
from machimori_office.web.words import JST


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was found, what it shows, and the page of the office that has it."""

    says: Text
    page: str
    outcome: Finding.Outcome = Finding.Outcome.UNCLEAR


Source = Callable[[str, int, date], Known | None]
"""Take an applicant's name, how often, and a day; None where nothing is known."""

SOURCES: Registry[str, Source] = Registry("evidence", "sources of evidence")
"""By the name that a condition gives; each duty names its own in its `evidence.py`."""


def known_of(application: Application, condition: Condition) -> Known | None:
    """Return what bears on a condition, as of the day the application came."""
    applicant = getattr(application, "applicant", None)
    if applicant is None or condition.known_by not in SOURCES:
        return None
    on = application.received_at.astimezone(JST).date()
    return SOURCES[condition.known_by](applicant.name, condition.at_least, on)
