"""Erasing what is kept about whoever has a mail address, on both of two boxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import uuid4

from django.db import transaction
from pydantic import ConfigDict, Field

from machimori_office.backups import diary
from machimori_office.exchange.bodies import CARRIED
from machimori_office.exchange.services import post
from machimori_office.privacy.registry import FILES
from machimori_office.subscriptions.personal import key_of


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """Who is to be forgotten, by whose order and why."""

    __pydantic_config__: ClassVar[ConfigDict] = CARRIED

    address: Annotated[str, Field(max_length=254)]
    actor: Annotated[str, Field(max_length=64)]
    reason: Annotated[str, Field(max_length=200)]


@transaction.atomic
def erase(address: str, *, actor: str, reason: str, at: datetime) -> int:
    """Erase in every file; the console has the internet part do it too."""
    order = Erasure(address=address, actor=actor, reason=reason)
    post("erasure", str(uuid4()), order, at=at)
    return take(order, at)


@transaction.atomic
def take(order: Erasure, at: datetime) -> int:
    """Erase on this box alone; return how many rows."""
    diary.note(diary.What.ERASED, key_of(order.address), at=at)
    return sum(
        file.erase(order.address, order.actor, order.reason, at)
        for file in FILES.values()
    )
