"""What a study makes: files, and what to know before they leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from machimori.errors import InvalidInput
from machimori.incidents import Incidents
from machimori.language import Language, Text
from machimori_office.analyses.models import Analysis
from machimori_office.analyses.reading import incidents_of
from machimori_office.web.words import JST

Tell = Callable[[int, int], None]
LANGUAGES: tuple[Language, ...] = ("ja", "en")
HTML, GEOJSON, CSV, PDF = (
    "text/html",
    "application/geo+json",
    "text/csv",
    "application/pdf",
)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SVG, JSON = "image/svg+xml", "application/json"
RELEASE = "counts.csv"
"""The open data of a release."""


@dataclass(frozen=True)
class Made:
    """One file."""

    name: str
    type: str
    content: bytes
    leaves: bool = False
    is_public: bool = False


@dataclass(frozen=True)
class Found:
    """All that an analysis made.

    Parameters
    ----------
    files : tuple of Made
    notes : tuple of Text
        What to know before they leave.
    knew : tuple of str
        Ids of the analyses that are public, or wait to be, with which it was attacked.
    shows_homes : bool
        Whether its files show homes that agreed: then they are deleted in time.
    """

    files: tuple[Made, ...]
    notes: tuple[Text, ...] = ()
    knew: tuple[str, ...] = ()
    shows_homes: bool = False


def chosen(analysis: Analysis) -> Incidents:
    """Return the incidents of the kinds that a study is about."""
    if analysis.incidents is None:
        raise InvalidInput([])
    found = incidents_of(analysis.incidents)
    kinds: Sequence[str] = analysis.asked.get("kinds", ())
    return found.of_kinds(kinds) if kinds else found


def days(analysis: Analysis) -> tuple[date, date]:
    """Return the first and the last day that a study is about."""
    first, last = analysis.asked["first_on"], analysis.asked["last_on"]
    return date.fromisoformat(first), date.fromisoformat(last)


def on_day(at: datetime) -> date:
    """Return the day by which what is made at an instant is dated."""
    return at.astimezone(JST).date()
