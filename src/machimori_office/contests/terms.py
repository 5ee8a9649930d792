"""What a city calls for: categories, who may enter what, criteria, awards, letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from machimori_office.outbox.notices import NoticeTerms
from machimori_office.web.words import Words

Works = Literal["text", "picture"]
LetterName = Literal[
    "confirm", "consent", "entered", "awarded", "judge", "called_off", "resumed"
]
_LATER: frozenset[LetterName] = frozenset({"called_off", "resumed"})
"""Letters that an older rule lacks; under it nobody gets them."""
FIELDS = frozenset({"name", "title", "works", "link", "until", "award", "contact"})
_WITH_LINK = ("confirm", "consent", "entered", "judge")
_STRICT: Mapping[str, str] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Group:
    """Who somebody is by age; a minor needs a guardian's consent."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words
    is_minor: bool = True


@dataclass(frozen=True, kw_only=True)
class Category:
    """What can be entered.

    Parameters
    ----------
    works : Works
        A text, or a picture.
    at_most : int
        How many a person may enter.
    longest : int
        Characters of a text.
    groups : tuple of str
        Who may enter; all where none is named.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words
    works: Works
    at_most: int = 1
    longest: int = 40
    groups: tuple[str, ...] = ()

    def is_open_to(self, group: str) -> bool:
        """Whether a group may enter."""
        return not self.groups or group in self.groups


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What judges look at, with marks from 1 to `most`."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words
    most: int = 5


@dataclass(frozen=True, kw_only=True)
class Award:
    """An award, and how many get it in each category."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class ContestTerms:
    """The rule of contests; the one that holds on its first day governs a contest.

    Parameters
    ----------
    activity : str
        The word of the catalogue's activities under which a contest is recorded.
    interval_years : int
        A contest is held every so many years.
    link_lasts_h : int
        For how long an entry can be confirmed. [h]
    kept_days : int
        So many days after the announcement all that won nothing is deleted. [d]
    kept_days_called_off : int
        So many days after a calling off it can be taken back; then all is deleted. [d]
    groups, categories, criteria, awards
        Criteria in the order in which they decide between equals; awards, the highest
        first.
    ties : Words
        How equals are told apart, as judges and residents read it.
    certificate : str
        The sentence on a certificate, in Japanese.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    activity: str
    interval_years: int = 3
    link_lasts_h: int = 72
    kept_days: int = 60
    kept_days_called_off: int = 14
    groups: tuple[Group, ...]
    categories: tuple[Category, ...]
    criteria: tuple[Criterion, ...]
    awards: tuple[Award, ...]
    ties: Words
    certificate: str
    contact: Words
    letters: Mapping[LetterName, NoticeTerms]

    def __post_init__(self) -> None:
        if min(self.interval_years, self.link_lasts_h, *self._kept()) < 1:
            raise ValueError("years, hours and days are one or more")
        if not (self.groups and self.categories and self.criteria and self.awards):
            raise ValueError("groups, categories, criteria and awards are needed")
        self._refuse_wrong_categories()
        if missing := set(get_args(LetterName)) - _LATER - set(self.letters):
            raise ValueError(f"letters are missing: {', '.join(sorted(missing))}")
        for name, letter in self.letters.items():
            letter.refuse_unknown(FIELDS)
            if name in _WITH_LINK and "{link}" not in letter.text.ja:
                raise ValueError(f"the letter {name} lacks {{link}}")

    def _kept(self) -> tuple[int, int]:
        return self.kept_days, self.kept_days_called_off

    def _refuse_wrong_categories(self) -> None:
        known = {group.id for group in self.groups}
        for category in self.categories:
            if unknown := set(category.groups) - known:
                raise ValueError(f"unknown groups: {', '.join(sorted(unknown))}")
            if not 1 <= category.at_most <= 9:
                raise ValueError("a person enters from 1 to 9 works of a category")

    def category(self, id_: str) -> Category | None:
        """Find a category."""
        return next((c for c in self.categories if c.id == id_), None)

    def is_minor(self, group: str) -> bool:
        """Whether a group needs a guardian's consent; who is unknown does."""
        return next((g.is_minor for g in self.groups if g.id == group), True)

    def name_of(
        self, kind: Literal["groups", "categories", "awards"], id_: str
    ) -> Words:
        """Name a group, category or award; its id where the rule no longer has it."""
        listed: Iterable[Group | Category | Award] = getattr(self, kind)
        return next((each.name for each in listed if each.id == id_), Words(id_))
