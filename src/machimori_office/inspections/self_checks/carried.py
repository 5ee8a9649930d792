"""What two boxes say to one another of self-checks, as it stands in their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from machimori_office.exchange.bodies import CARRIED
from machimori_office.inspections.models import Answer, SelfCheck

_STRICT: ConfigDict = CARRIED
Name = Annotated[str, Field(max_length=80)]


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer to one question."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    number: Annotated[int, Field(ge=1, le=9999)]
    holds: Annotated[str, Field(pattern="^(yes|no|unknown)$")]
    note: Annotated[str, Field(max_length=400)]
    answered_at: datetime
    jpeg: bytes | None = None

    @classmethod
    def of(cls, answer: Answer, *, is_whole: bool) -> Given:
        """Lay an answer out, with its picture where all of it is to go."""
        photo = answer.photo if is_whole else None
        return cls(
            number=answer.number,
            holds=answer.holds,
            note=answer.note,
            answered_at=answer.answered_at,
            jpeg=bytes(photo.jpeg) if photo else None,
        )


@dataclass(frozen=True, kw_only=True)
class Signed:
    """All answers, and who signed them."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: Name
    at: datetime
    answers: Annotated[Sequence[Given], Field(max_length=2000)]


@dataclass(frozen=True, kw_only=True)
class AskedOf:
    """A self-check as the console has it; answers while its owner may change them."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    site_code: str
    site_name: str
    code: str
    place: str
    instrument: str
    title_ja: str
    title_en: str
    questions: Sequence[Mapping[str, Any]]
    owner: Name
    state: str
    due_on: date
    asked_at: datetime
    signed_at: datetime | None
    holds_until: date | None
    said: str
    reviewed_at: datetime | None
    answers: Sequence[Given]


SAME = (
    "code",
    "place",
    "instrument",
    "title_ja",
    "title_en",
    "owner",
    "state",
    "due_on",
    "asked_at",
    "signed_at",
    "holds_until",
    "said",
    "reviewed_at",
)


def asked_of(check: SelfCheck, answers: Iterable[Answer]) -> AskedOf:
    """Lay a self-check out."""
    return AskedOf(
        site_code=check.site.code,
        site_name=check.site.name,
        questions=check.questions,
        answers=[Given.of(answer, is_whole=False) for answer in answers],
        **{name: getattr(check, name) for name in SAME},
    )
