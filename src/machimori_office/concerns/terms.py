"""What can be reported, to whom it belongs, and how it is answered: dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from machimori.language import Text
from machimori_office.outbox.notices import NoticeTerms
from machimori_office.web.words import UNWRITTEN, Words

_STRICT: Mapping[str, str] = {"extra": "forbid"}

LetterName = Literal["confirm", "answered", "closed"]
SEE_TO_CONCERN = "see-to-concern"
"""The catalogue's activity under which a concern is recorded that names no other."""


@dataclass(frozen=True, kw_only=True)
class ConcernKind:
    """Something that can be reported.

    Parameters
    ----------
    id : str
        A stable word.
    name, hint : Words
        What the reporter chooses, and what helps to write it.
    is_for_110 : bool
        Whether the police must be rung first where it is happening now.
    needs_place : bool
        Whether it happens somewhere: a telephone call does not.
    goes_to : str
        The recipient to whom it usually belongs; empty for the division itself.
    activity : str
        The word of the catalogue under which what was done is recorded.
    alike_within_m : float
        Reports of this kind so near each other may be about the same. [m]
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words
    hint: Words = UNWRITTEN
    is_for_110: bool = False
    needs_place: bool = True
    goes_to: str = ""
    activity: str = SEE_TO_CONCERN
    alike_within_m: float = 50.0


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody to whom a concern is passed on: a division, the police station.

    Parameters
    ----------
    id : str
    name : Words
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    name: Words


@dataclass(frozen=True, kw_only=True)
class AnswerTemplate:
    """Words to begin an answer with.

    Parameters
    ----------
    id : str
    title : Text
        What staff choose it by.
    text : Words
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    id: str
    title: Text
    text: Words


@dataclass(frozen=True, kw_only=True)
class ConcernTerms:
    """The rule of one city.

    Parameters
    ----------
    kinds : tuple of ConcernKind
    recipients : tuple of Recipient
    answers : tuple of AnswerTemplate
    letters : mapping of str to NoticeTerms
        By mail to who left an address: ``confirm``, ``answered`` and ``closed``, with
        the fields ``{number}`` and ``{link}``.
    answered_within_days : int
        After so many days without an answer a concern is late. [d]
    alike_within_days : int
        How far back similar concerns are looked for. [d]
    kept_months : int
        Months after its end until text, place, pictures and address are deleted.

    Raises
    ------
    ValueError
        A kind or recipient stands twice, a kind goes to nobody known, a letter is
        missing or has an unknown field.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    kinds: tuple[ConcernKind, ...]
    recipients: tuple[Recipient, ...] = ()
    answers: tuple[AnswerTemplate, ...] = ()
    letters: Mapping[LetterName, NoticeTerms] = field(default_factory=dict)
    answered_within_days: int = 7
    alike_within_days: int = 60
    kept_months: int = 12

    def __post_init__(self) -> None:
        _refuse_twice("kinds", [kind.id for kind in self.kinds])
        known = [recipient.id for recipient in self.recipients]
        _refuse_twice("recipients", known)
        for kind in self.kinds:
            if kind.goes_to and kind.goes_to not in known:
                raise ValueError(f"{kind.id} goes to an unknown {kind.goes_to}")
        missing = set(get_args(LetterName)) - set(self.letters)
        if missing:
            raise ValueError(f"letters are missing: {', '.join(sorted(missing))}")
        for letter in self.letters.values():
            letter.refuse_unknown({"number", "link"})

    def kind(self, id_: str) -> ConcernKind:
        """Return a kind; one that the city has no more keeps its word as its name."""
        found = (kind for kind in self.kinds if kind.id == id_)
        return next(found, ConcernKind(id=id_, name=Words(id_)))

    def recipient(self, id_: str) -> Recipient:
        """Return a recipient, likewise."""
        found = (recipient for recipient in self.recipients if recipient.id == id_)
        return next(found, Recipient(id=id_, name=Words(id_)))


def _refuse_twice(what: str, ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        raise ValueError(f"{what} with the same id")
