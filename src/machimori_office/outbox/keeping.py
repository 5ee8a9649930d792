"""Letters to one person: text and recipient go on their day, what became of them stays.

Of a letter whose time is over the ledger still says that there was one, when it left,
which server answered what, and how it ended: figures and proofs count on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.db.models import QuerySet

from machimori_office.outbox.models import Delivery, Letter, Message
from machimori_office.outbox.notices import SPENT
from machimori_office.rules.services import rule
from machimori_office.web.words import JST

_AT_ONCE = 500
_OVER = (Message.State.SENT, Message.State.CANCELLED, Message.State.DISCARDED)


@dataclass(frozen=True, kw_only=True)
class LetterKeeping:
    """The rule of one city.

    Parameters
    ----------
    kept_days : int
        After so many days a letter to one person loses text and recipient. [d]

    Raises
    ------
    ValueError
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    kept_days: int = 365

    def __post_init__(self) -> None:
        if self.kept_days < 1:
            raise ValueError("days are one or more")


def delete_due(at: datetime) -> int:
    """Take text and recipients out of letters whose time is over; count the letters."""
    kept = rule(LetterKeeping, on=at.astimezone(JST).date()).kept_days
    old = _single().filter(created_at__lte=at - timedelta(days=kept))
    # What nobody let go on in all that time does not leave any more.
    held = old.filter(state=Message.State.HELD)
    held.update(state=Message.State.CANCELLED, finished_at=at)
    over = old.filter(state__in=_OVER, finished_at__isnull=False)
    named = over.filter(deliveries__address__isnull=False)
    worded = over.exclude(letters__text=SPENT).filter(letters__isnull=False)
    forgotten = 0
    for due in (worded, named):
        while pks := list(due.values_list("pk", flat=True).distinct()[:_AT_ONCE]):
            forgotten += _forget(pks)
    return forgotten


def letters_to(key: str) -> QuerySet[Letter]:
    """Return the letters to whoever has an address, by its key."""
    theirs = Delivery.objects.filter(message__in=_single(), address__key=key)
    letters = Letter.objects.filter(pk__in=theirs.values("letter"))
    return letters.select_related("message").order_by("message__created_at")


@transaction.atomic
def forget_those_to(key: str) -> int:
    """Take text and recipient out of the letters to whoever has an address."""
    of_them = letters_to(key).values_list("message", flat=True)
    return _forget(list(of_them.order_by().distinct()))


def _single() -> QuerySet[Message]:
    return Message.objects.exclude(purpose=Message.Purpose.ALERT).order_by()


@transaction.atomic
def _forget(pks: list[int]) -> int:
    Letter.objects.filter(message__in=pks).update(subject=SPENT, text=SPENT)
    Delivery.objects.filter(message__in=pks).update(address=None)
    return len(pks)
