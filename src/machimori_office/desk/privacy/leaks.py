"""A leak's report, prepared from the ledger: how many, when, what, and until when.

Act on the Protection of Personal Information, Art. 68, and its ordinance, Arts. 43 and
44: a city reports at once (three to five days are meant) and again within 30 days, or
60 where it may have been done on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from machimori.language import Text
from machimori_office.outbox.models import Address, Delivery, Message
from machimori_office.privacy.registry import FILES
from machimori_office.web.words import JST

MANY = 100
"""A leak about more people than this is reported in any case."""

FIRST_WITHIN = timedelta(days=5)
FULL_WITHIN = timedelta(days=30)
FULL_WITHIN_IF_MALICIOUS = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Leak:
    """What the ledger says about a span of time.

    Parameters
    ----------
    began_at, ended_at, noticed_at : datetime
    addresses : int
        Addresses that stood in the database in that time.
    written_to : int
        Of these, those to which something was sent in that time.
    messages : sequence of Message
    items : sequence of (Text, sequence of Text)
        Each file of personal information, and what it holds about a person.
    first_due, full_due : datetime
    """

    began_at: datetime
    ended_at: datetime
    noticed_at: datetime
    addresses: int
    written_to: int
    messages: tuple[Message, ...]
    items: tuple[tuple[Text, tuple[Text, ...]], ...]
    first_due: datetime
    full_due: datetime

    @property
    def is_many(self) -> bool:
        """Whether the number alone makes it one to report."""
        return self.addresses > MANY


def leak(
    *, began_at: datetime, ended_at: datetime, noticed_at: datetime, is_malicious: bool
) -> Leak:
    """Look at the ledger as it was between two instants."""
    sent = Message.objects.filter(started_at__lte=ended_at).filter(
        Q(finished_at__gte=began_at) | Q(finished_at=None)
    )
    full = FULL_WITHIN_IF_MALICIOUS if is_malicious else FULL_WITHIN
    return Leak(
        began_at=began_at,
        ended_at=ended_at,
        noticed_at=noticed_at,
        addresses=affected(ended_at).count(),
        written_to=_written_to(began_at, ended_at),
        messages=tuple(sent.order_by("started_at")[:200]),
        items=tuple((file.title, tuple(file.items)) for file in FILES.values()),
        first_due=noticed_at + FIRST_WITHIN,
        full_due=noticed_at + full,
    )


def affected(until: datetime) -> QuerySet[Address]:
    """Return the addresses that stood in the database by then and still do."""
    return Address.objects.filter(created_at__lte=until).order_by("pk")


def rows(until: datetime) -> Iterator[tuple[str, str]]:
    """Yield each affected address and since when it was there, to inform them."""
    told = affected(until).values_list("address", "created_at")
    for address, since in told.iterator(chunk_size=5000):
        yield address, f"{since.astimezone(JST):%Y-%m-%d}"


def _written_to(began_at: datetime, ended_at: datetime) -> int:
    answered = Delivery.objects.filter(answered_at__range=(began_at, ended_at))
    return answered.values("address").distinct().count()
