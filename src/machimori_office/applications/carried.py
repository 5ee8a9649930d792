"""What two boxes say to one another of applications, as it stands in their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from machimori_office.applications.models import Applicant
from machimori_office.applications.services import Who
from machimori_office.applications.states import State
from machimori_office.exchange.bodies import CARRIED
from machimori_office.web.words import Variety

Word = Annotated[str, Field(max_length=40)]
Line = Annotated[str, Field(max_length=200)]
Answers = Mapping[Word, Annotated[str, Field(max_length=4000)] | bool | int | None]
_STRICT: ConfigDict = CARRIED


@dataclass(frozen=True, kw_only=True)
class Written:
    """Who applies, and all their answers."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: Annotated[str, Field(max_length=80)]
    kana: Annotated[str, Field(max_length=80)]
    spokesperson: Annotated[str, Field(max_length=80)]
    postal_code: Annotated[str, Field(max_length=8)]
    address: Line
    phone: Annotated[str, Field(max_length=20)]
    mail: Annotated[str, Field(max_length=254)]
    answers: Answers

    @classmethod
    def by(cls, who: Who | Applicant, answers: Answers) -> Written:
        """Lay out an applicant."""
        said = {name: getattr(who, name) for name in Who.__dataclass_fields__}
        return cls(**said, answers=dict(answers))

    def who(self) -> Who:
        """Return who applies."""
        return Who(**{name: getattr(self, name) for name in Who.__dataclass_fields__})


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """An application that somebody sent in."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    procedure: Annotated[str, Field(max_length=24)]
    fiscal_year: Annotated[int, Field(ge=2019, le=2999)]
    number: Annotated[int, Field(ge=1, le=999_999)]
    variety: Variety
    written: Written


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A paper that was sent along."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    kind: Word
    name: Annotated[str, Field(max_length=120)]
    content_type: Word
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One thing that an applicant did; without any part: they withdrew.

    Parameters
    ----------
    at : datetime
    seen : int
        Which version they had before them.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    at: datetime
    seen: int = 0
    arrived: Arrived | None = None
    corrected: Written | None = None
    enclosed: Enclosed | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """A step, and what the applicant was told at it."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    move: Annotated[str, Field(max_length=12)]
    state: State
    at: datetime
    said: str


@dataclass(frozen=True, kw_only=True)
class Lettered:
    """A letter as it went out."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    pk: int
    occasion: Annotated[str, Field(max_length=24)]
    title: Annotated[str, Field(max_length=120)]
    paragraphs: Sequence[str]
    dated_on: date
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class Paperwork:
    """That a paper is in the office; it stays there."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    kind: Word
    name: Annotated[str, Field(max_length=120)]
    content_type: Word
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class Stands:
    """Where an application stands in the console: what its applicant may see.

    Parameters
    ----------
    written : Written or None
        Only while the applicant may correct it.
    is_crossed : bool
        What the applicant did last reached an office that had gone on: somebody looks.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    procedure: Annotated[str, Field(max_length=24)]
    fiscal_year: int
    number: int
    state: State
    way: Annotated[str, Field(max_length=8)]
    variety: Variety
    version: int
    received_at: datetime
    decided_at: datetime | None
    ended_at: datetime | None
    written: Written | None
    told: Sequence[Told]
    letters: Sequence[Lettered]
    papers: Sequence[Paperwork]
    is_crossed: bool
