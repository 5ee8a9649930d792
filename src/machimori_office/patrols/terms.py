"""The city's rule of patrols: when watches are, what the police ask, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from machimori.language import Text
from machimori.patrols import WatchCalendar
from machimori_office.outbox.notices import NoticeTerms
from machimori_office.web.words import Words

_STRICT: Mapping[str, str] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Police:
    """What the police ask of who patrols with a certificate and a blue light.

    Parameters
    ----------
    certificate_months, car_months : int
        How long the police's papers hold, where the paper itself does not say.
    warned_days : int
        So long before its end a paper is brought up.
    told_within_days : int
        Within so many days the police are told of a change.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    certificate_months: int
    car_months: int
    warned_days: int
    told_within_days: int


@dataclass(frozen=True, kw_only=True)
class Letters:
    """What is written: links, and to members about watches, turns and presses."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    link: NoticeTerms
    group_link: NoticeTerms
    cancelled: NoticeTerms
    held: NoticeTerms
    published: NoticeTerms
    refused: NoticeTerms


@dataclass(frozen=True, kw_only=True)
class PatrolRule:
    """The rule of patrols.

    Parameters
    ----------
    calendar : WatchCalendar
        When watches are, first days of term, school holidays.
    first_day_with : Text
        Who takes part on a first day of term.
    campaign_months : tuple of int
        Months of the greeting campaign, for who reads the calendar.
    drawn_up_days : int
        So many days before a month begins its roster should be published.
    police : Police
    equipment, guidance : tuple of Words
        What to take along; how to walk.
    letters : Letters
    link_days : int
        For so long a member's or a group's link holds.
    kept_years : int
        Years after leaving until when a member's data are deleted.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    calendar: WatchCalendar
    first_day_with: Text
    campaign_months: tuple[int, ...]
    drawn_up_days: int
    police: Police
    equipment: tuple[Words, ...]
    guidance: tuple[Words, ...]
    letters: Letters
    link_days: int
    kept_years: int

    def __post_init__(self) -> None:
        """Refuse hours without quotes, which YAML takes for numbers to base 60."""
        for watch in self.calendar.rules:
            for at in (watch.begins, watch.earliest, watch.latest):
                if at is not None and at.second:
                    raise ValueError('write hours in quotes: "07:30"')
        self.letters.link.refuse_unknown({"name", "link", "until"})
        self.letters.group_link.refuse_unknown({"name", "link", "until"})
        self.letters.cancelled.refuse_unknown({"name", "day", "shifts", "why"})
        self.letters.held.refuse_unknown({"name", "day", "shifts"})
        self.letters.published.refuse_unknown({"name", "month", "shifts"})
        self.letters.refused.refuse_unknown({"name", "what", "why"})
