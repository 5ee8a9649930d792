"""How a city holds seminars: how long a link or an answer has time, and the letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from machimori_office.outbox.notices import NoticeTerms
from machimori_office.web.words import Words

LetterName = Literal[
    "confirm",
    "booked",
    "waiting",
    "offered",
    "lapsed",
    "reminder",
    "changed",
    "called_off",
    "held_after_all",
]
FIELDS = frozenset(
    {
        "name",
        "people",
        "title",
        "topics",
        "when",
        "place",
        "link",
        "until",
        "reason",
        "contact",
    }
)
_WITH_LINK: tuple[LetterName, ...] = (
    "confirm",
    "booked",
    "waiting",
    "offered",
    "reminder",
    "changed",
    "held_after_all",
)
_STRICT: Mapping[str, str] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A field that topics belong to, by which the year's people are counted."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words


@dataclass(frozen=True, kw_only=True)
class SeminarTerms:
    """The rule of seminars.

    Parameters
    ----------
    activity : str
        The word of the catalogue's activities under which a seminar is recorded.
    people_at_most : int
        How many one person may sign up for.
    link_lasts_h : int
        For how long a sign-up can be confirmed. [h]
    answer_h : int
        How long somebody from the waiting list has to take a seat. [h]
    reminder_days, reminder_hour : int
        So many days before, from this hour on, everybody is reminded.
    door_h : int
        On two boxes: so long before it begins the door counts the seats. [h]
    kept_days : int
        So many days after the seminar who took part is deleted. [d]
    contact : Words
        Whom to ask, where a seminar names nobody else.
    subjects : tuple of Subject
    letters : mapping
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    activity: str
    people_at_most: int = 4
    link_lasts_h: int = 24
    answer_h: int = 24
    reminder_days: int = 1
    reminder_hour: int = 10
    door_h: int = 1
    kept_days: int = 30
    contact: Words
    subjects: tuple[Subject, ...]
    letters: Mapping[LetterName, NoticeTerms]

    def __post_init__(self) -> None:
        numbers = (self.people_at_most, self.link_lasts_h, self.answer_h)
        if min(*numbers, self.reminder_days, self.kept_days) < 1:
            raise ValueError("people, hours and days are one or more")
        if self.door_h < 0:
            raise ValueError("the hours before the door opens are none or more")
        if not 0 <= self.reminder_hour < 24:
            raise ValueError("the hour of the reminder is from 0 to 23")
        if missing := set(get_args(LetterName)) - set(self.letters):
            raise ValueError(f"letters are missing: {', '.join(sorted(missing))}")
        for letter in self.letters.values():
            letter.refuse_unknown(FIELDS)
        for name in _WITH_LINK:
            if "{link}" not in self.letters[name].text.ja:
                raise ValueError(f"the letter {name} lacks {{link}}")

    def subject(self, id_: str) -> Words:
        """Name a subject; its id where the rule no longer has it."""
        known = (s.name for s in self.subjects if s.id == id_)
        return next(known, Words(id_))
