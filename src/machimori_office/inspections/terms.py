"""The city's rules of inspections: rounds with their intervals, owners' self-checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from machimori.language import Text
from machimori_office.outbox.notices import NoticeTerms
from machimori_office.records.services import activities

_STRICT: Mapping[str, str] = {"extra": "forbid"}
Takes = Literal["lux", "height_m"]
LetterName = Literal["asked", "returned", "accepted", "ends"]
LETTER_FIELDS = frozenset({"owner", "place", "link", "until", "said"})


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round: what it comes by, how often, and what is noted.

    Parameters
    ----------
    id : str
        A stable word.
    title : Text
    kinds : sequence of str
        Kinds of the scene's vocabulary that belong to it: ``lamp``.
    activity : str
        The word of the catalogue that is recorded.
    interval_months : int
    look : Text
        What to look at, in one sentence.
    takes : sequence of ``lux`` or ``height_m``
        What is measured on the way.
    repaired_by : str
        Who gets the task where something is wrong.
    repair_days : int
        By when.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    title: Text
    kinds: Sequence[str]
    activity: str
    interval_months: int
    look: Text
    takes: Sequence[Takes] = ()
    repaired_by: str
    repair_days: int = 30

    def __post_init__(self) -> None:
        if self.interval_months < 1 or self.repair_days < 1:
            raise ValueError("months and days are one or more")
        if self.activity not in activities():
            raise ValueError(f"the catalogue knows no activity {self.activity}")


@dataclass(frozen=True, kw_only=True)
class RoundTerms:
    """All rounds of a city, and by when what was found is put right.

    Parameters
    ----------
    rounds : sequence of Round
    finding_days, concern_days : int
        The usual time for a task of a finding, of a concern. [d]
    warned_days : int
        So long before its day a task is brought up. [d]
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    rounds: Sequence[Round]
    finding_days: int = 60
    concern_days: int = 14
    warned_days: int = 7

    def __post_init__(self) -> None:
        if min(self.finding_days, self.concern_days, self.warned_days) < 1:
            raise ValueError("days are one or more")
        names = [one.id for one in self.rounds]
        if len(set(names)) < len(names):
            raise ValueError("two rounds have the same id")

    def of(self, id_: str) -> Round | None:
        """Return a round by its id."""
        return next((one for one in self.rounds if one.id == id_), None)


@dataclass(frozen=True, kw_only=True)
class SelfCheckTerms:
    """How owners' self-checks are asked for, and how long they hold.

    Parameters
    ----------
    answer_days : int
        By when the owner is to answer. [d]
    holds_months : int
        For how long what was signed counts.
    remind_days : int
        So long before the end owner and staff are told. [d]
    kept_months : int
        So long after the end names, mail addresses and pictures are erased.
    most_elements : int
        An item that speaks of more elements than these (lamps, hedges) is asked once
        for all of them.
    letters : mapping
        ``asked``, ``returned``, ``accepted``, ``ends``; they may name ``{owner}``,
        ``{place}``, ``{link}``, ``{until}`` and ``{said}``.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    answer_days: int = 21
    holds_months: int = 12
    remind_days: int = 30
    kept_months: int = 12
    most_elements: int = 8
    letters: Mapping[LetterName, NoticeTerms] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spans = (self.answer_days, self.holds_months, self.remind_days)
        if min(*spans, self.kept_months, self.most_elements) < 1:
            raise ValueError("days, months and elements are one or more")
        missing = set(get_args(LetterName)) - set(self.letters)
        if missing:
            raise ValueError(f"letters are missing: {', '.join(sorted(missing))}")
        for name, letter in self.letters.items():
            letter.refuse_unknown(LETTER_FIELDS)
            if name in ("asked", "returned") and "{link}" not in letter.text.ja:
                raise ValueError(f"the letter {name} lacks {{link}}")
