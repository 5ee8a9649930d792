"""How a city registers: the letters it writes, and how long its links last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import ClassVar, Literal, get_args

from machimori_office.web.words import Words

LetterName = Literal["join", "manage", "change_address", "done", "moved", "answer"]
Proof = Literal["asked_for_nothing", "not_failed", "proven"]
_STRICT: Mapping[str, str] = {"extra": "forbid"}
_WITH_LINK = ("join", "manage", "change_address")
_FIELDS = frozenset({"link", "until", "address"})


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """One letter; ``{link}``, ``{until}`` and ``{address}`` are filled in.

    Parameters
    ----------
    subject, text : Words
        In Japanese and English; who registers has not said what they read.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    subject: Words
    text: Words


@dataclass(frozen=True, kw_only=True)
class Registration:
    """The rule of one city.

    Parameters
    ----------
    link_lasts_h : int
        For how long the button behind a link can be pressed. [h]
    answers_h : int
        An address that writes gets one answer in so many hours. [h]
    proof : Proof
        Which empty mails are answered, by what the front server found of SPF and DKIM:
        all, all but those that failed, or only those that passed.
    kept_days : int
        For how long the address of who left is kept: reports of errors still come. [d]
    stopped_kept_days : int
        After so many days without mail a stopped registration is deleted. [d]
    letters : mapping
        ``join`` (a link for who is new), ``manage`` (for who is registered),
        ``change_address``, ``done``, ``moved`` (to the former address) and ``answer``
        (to who answers a mail that only tells).

    Raises
    ------
    ValueError
        A letter is missing, or lacks its link, or names a field that there is not.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = _STRICT

    link_lasts_h: int = 24
    answers_h: int = 1
    proof: Proof = "not_failed"
    kept_days: int = 30
    stopped_kept_days: int = 180
    letters: Mapping[LetterName, LetterWords] = field(default_factory=dict)

    def __post_init__(self) -> None:
        least = min(self.link_lasts_h, self.answers_h, self.kept_days)
        if min(least, self.stopped_kept_days) < 1:
            raise ValueError("hours and days are one or more")
        missing = set(get_args(LetterName)) - set(self.letters)
        if missing:
            raise ValueError(f"letters are missing: {', '.join(sorted(missing))}")
        for name, letter in self.letters.items():
            _refuse_wrong_fields(name, letter)


def _refuse_wrong_fields(name: str, letter: LetterWords) -> None:
    text = f"{letter.subject.ja}{letter.subject.en}{letter.text.ja}{letter.text.en}"
    fields = {found for _, found, _, _ in Formatter().parse(text) if found is not None}
    if fields - _FIELDS:
        unknown = ", ".join(sorted(fields - _FIELDS))
        raise ValueError(f"the letter {name} has unknown fields: {unknown}")
    if name in _WITH_LINK and "{link}" not in letter.text.ja:
        raise ValueError(f"the letter {name} lacks {{link}}")
