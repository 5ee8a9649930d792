"""What counts as an incident, and how long what was made is shown and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from machimori.incidents import incident_vocabulary
from machimori.language import Text
from machimori_office.rules.services import rule
from machimori_office.web.words import JST


@dataclass(frozen=True, kw_only=True)
class AnalysisTerms:
    """The rule of one city.

    Parameters
    ----------
    publisher : Text
        Who publishes what is let out.
    licence, licence_link : str
        Under which everybody may use it, and where that is written.
    counts_as : mapping of str to str
        Kinds of concerns, and the kind of incident that each counts as; the others
        count as none.
    public_months : int
        So long what was let out is public.
    homes_kept_months : int
        So long a safety map that shows homes is kept after it was made.

    Raises
    ------
    ValueError
        A concern counts as no known kind, or a time is shorter than a month.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    publisher: Text
    licence: str
    licence_link: str = ""
    counts_as: Mapping[str, str] = field(default_factory=dict)
    public_months: int = 36
    homes_kept_months: int = 14

    def __post_init__(self) -> None:
        unknown = set(self.counts_as.values()) - set(incident_vocabulary().kinds)
        if unknown:
            raise ValueError(f"no kinds of incident: {', '.join(sorted(unknown))}")
        if min(self.public_months, self.homes_kept_months) < 1:
            raise ValueError("nothing is kept for less than a month")
        if self.licence_link and not self.licence_link.startswith("https://"):
            raise ValueError(f"{self.licence_link} does not begin with https://")


def terms_on(at: datetime) -> AnalysisTerms:
    """Return the rule as it holds at an instant."""
    return rule(AnalysisTerms, on=at.astimezone(JST).date())
