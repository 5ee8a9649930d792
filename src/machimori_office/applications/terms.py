"""What a city asks of applicants, as dated data: conditions, questions, letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from machimori.language import Text
from machimori_office.applications.signs import Sign
from machimori_office.web.words import UNWRITTEN, Words


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition, and what shows that it is met.

    Parameters
    ----------
    id : str
        A stable word.
    says : Text
        The condition in our own words.
    evidence : Text
        What shows it: the group's records, minutes of a meeting, a register.
    cites : str
        Where the city's rule says it.
    known_by : str
        A source of evidence within the office that bears on it: ``group-walks``.
    at_least : int
        How often, where the source counts by month.
    shown_by : tuple of Sign
        What in the application shows it: the office proposes, a clerk decides.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    says: Text
    evidence: Text
    cites: str = ""
    known_by: str = ""
    at_least: int = 1
    shown_by: tuple[Sign, ...] = ()


class Asks(StrEnum):
    """What kind of answer a question takes."""

    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    YEN = "yen"
    DAY = "day"
    YES = "yes"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a form, on the screen as on paper.

    Parameters
    ----------
    id : str
        A stable word.
    asks : Asks
    label, hint : Words
        In Japanese, plain Japanese and English.
    choices : mapping of str to Words
    is_needed : bool
    is_personal : bool
        Whether the answer says something about a person: it is deleted with them.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    asks: Asks
    label: Words
    hint: Words = field(default_factory=lambda: Words(""))
    choices: Mapping[str, Words] = field(default_factory=dict)
    is_needed: bool = True
    is_personal: bool = False


class Due(StrEnum):
    """Up to which step an application may go without a paper."""

    CHECK = "check"
    DECISION = "decision"
    DOING = "doing"


@dataclass(frozen=True, kw_only=True)
class DemandedPaper:
    """A paper that an applicant has to hand in.

    Parameters
    ----------
    id : str
        A stable word.
    name, hint : Words
    due : Due
        Without it the application is not complete (``check``), not granted
        (``decision``), or not carried out (``doing``).
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: Words
    hint: Words = field(default_factory=lambda: Words(""))
    due: Due = Due.CHECK


@dataclass(frozen=True, kw_only=True)
class LetterTerms:
    """A letter: heading and paragraphs, with ``{fields}`` that the procedure fills."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a procedure asks in a fiscal year.

    Parameters
    ----------
    conditions : tuple of Condition
    questions : tuple of Question
    letters : mapping of str to LetterTerms
        By occasion: ``granted``, ``refused``, …
    about : Words
        What it is for, before anybody applies.
    brings : tuple of Words
        What the applicant shows or brings.
    papers : tuple of DemandedPaper
        What the applicant hands in, on the web or on paper; it is checked one by one.
    decided_days : int
        The usual time from an application's arrival to its decision. [d]
    kept_years : int
        Years after the end until when the applicant's data are deleted.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    conditions: tuple[Condition, ...]
    questions: tuple[Question, ...]
    letters: Mapping[str, LetterTerms] = field(default_factory=dict)
    about: Words = UNWRITTEN
    brings: tuple[Words, ...] = ()
    papers: tuple[DemandedPaper, ...] = ()
    decided_days: int = 30
    kept_years: int = 5

    def __post_init__(self) -> None:
        named = [paper.id for paper in self.papers]
        if len(set(named)) < len(named):
            raise ValueError("two papers have the same id")
        asked = {question.id for question in self.questions}
        read = {sign.question for one in self.conditions for sign in one.shown_by}
        if read - asked:
            raise ValueError(f"no question is called {min(read - asked)}")
        if self.decided_days < 1:
            raise ValueError("an application takes a day or more")
