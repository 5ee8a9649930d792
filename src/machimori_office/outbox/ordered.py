"""A letter that the console has the internet part write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from machimori_office.exchange.bodies import CARRIED


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """One letter to one address; its key is that of the console's message."""

    __pydantic_config__: ClassVar[ConfigDict] = CARRIED

    to: Annotated[str, Field(max_length=254)]
    key: Annotated[str, Field(max_length=16)]
    subject: Annotated[str, Field(max_length=400)]
    text: str
    purpose: str
    about: Annotated[str, Field(max_length=64)]
    not_before: datetime
    not_after: datetime | None


@dataclass(frozen=True, kw_only=True)
class Became:
    """What became of it."""

    __pydantic_config__: ClassVar[ConfigDict] = CARRIED

    state: str
    started_at: datetime | None
    finished_at: datetime | None
    accepted: int
    refused: int
    bounced: int
    skipped: int
