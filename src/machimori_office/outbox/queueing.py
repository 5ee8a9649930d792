"""Putting messages into the ledger: the one way in which mail leaves the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from machimori_office.outbox import addresses
from machimori_office.outbox.models import Address, Delivery, Letter, Message


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Subject and text of one letter, without what differs by recipient."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A message to be queued.

    Parameters
    ----------
    purpose : Message.Purpose
    wordings : mapping of str to Wording
        By key of varieties ("ja", "ja+en", …).
    not_before : datetime
        From when it may leave.
    not_after : datetime or None
        After this it says nothing any more: what has not left is discarded, and said.
    about, category : str
        See `Message`.
    is_training : bool
        A training message is never handed to a server.
    """

    purpose: Message.Purpose
    wordings: Mapping[str, Wording]
    not_before: datetime
    not_after: datetime | None = None
    about: str = ""
    category: str = ""
    is_training: bool = False


@transaction.atomic
def queue(
    posting: Posting, *, recipients: Iterable[tuple[int, str, str]], at: datetime
) -> Message:
    """Write a message and a row for each recipient.

    Parameters
    ----------
    posting : Posting
    recipients : iterable of (address pk, domain, key of the wording)
        A queryset's `values_list` does. Stopped addresses must not be among them.
    at : datetime
    """
    message = Message.objects.create(
        purpose=posting.purpose,
        about=posting.about,
        category=posting.category,
        is_training=posting.is_training,
        created_at=at,
        not_before=posting.not_before,
        not_after=posting.not_after,
    )
    letters = {
        key: Letter.objects.create(
            message=message, key=key, subject=wording.subject, text=wording.text
        )
        for key, wording in posting.wordings.items()
    }
    rows = (
        Delivery(
            message=message,
            letter=letters[key],
            address_id=pk,
            domain=domain,
            next_at=posting.not_before,
        )
        for pk, domain, key in recipients
    )
    written = Delivery.objects.bulk_create(rows, batch_size=1000)
    message.total = len(written)
    message.save(update_fields=["total"])
    return message


def queue_one(posting: Posting, *, to: addresses.Address, at: datetime) -> Message:
    """Write a message for one address, which need not be registered."""
    address, _ = Address.objects.get_or_create(
        key=to.key,
        defaults={"address": str(to), "domain": to.domain, "created_at": at},
    )
    (key,) = posting.wordings
    return queue(posting, recipients=[(address.pk, address.domain, key)], at=at)


def active_addresses() -> QuerySet[Address, Any]:
    """Return the addresses that mails go to."""
    return Address.objects.filter(state=Address.State.ACTIVE)
