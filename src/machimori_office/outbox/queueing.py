"""Putting messages into the ledger: the one way in which mail leaves the office.

A training message gets rows of another table (`Rehearsal`), which no worker reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from machimori_office.exchange.services import post
from machimori_office.outbox import addresses
from machimori_office.outbox.lanes import CONVERSATION, OTHERS, Lanes
from machimori_office.outbox.models import (
    Address,
    Delivery,
    Letter,
    Message,
    Rehearsal,
)
from machimori_office.outbox.ordered import Ordered
from machimori_office.rules.services import rule
from machimori_office.web.words import JST

Recipients = Iterable[tuple[int, str, str]]
Given = list[Any]
_CHUNK = 1000


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
def queue(posting: Posting, *, recipients: Recipients, at: datetime) -> Message:
    """Write a message and a row for each recipient.

    Parameters
    ----------
    posting : Posting
    recipients : iterable of (address pk, domain, key of the wording)
        A queryset's `values_list` does, and is by far the fastest: the database copies
        it without the rows passing through here. Stopped addresses must not be among
        them.
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
    lanes = rule(Lanes, on=at.astimezone(JST).date())
    if isinstance(recipients, QuerySet):
        message.total = _copy(message, letters, lanes, recipients)
    else:
        message.total = _write(message, letters, lanes, recipients)
    message.save(update_fields=["total"])
    return message


def queue_one(posting: Posting, *, to: addresses.Address, at: datetime) -> Message:
    """Write a message for one address, which need not be registered.

    In the console of two boxes it goes to the internet part, which writes the mails;
    the address does not stay here.
    """
    if settings.OFFICE_PART == "console":
        return _ordered(posting, to=to, at=at)
    return write_one(posting, to=to, at=at)


@transaction.atomic
def write_one(posting: Posting, *, to: addresses.Address, at: datetime) -> Message:
    """Write a message for one address into the ledger of this box."""
    address, _ = Address.objects.get_or_create(
        key=to.key,
        defaults={"address": str(to), "domain": to.domain, "created_at": at},
    )
    (key,) = posting.wordings
    return queue(posting, recipients=[(address.pk, address.domain, key)], at=at)


def _ordered(posting: Posting, *, to: addresses.Address, at: datetime) -> Message:
    """Have the internet part write; here stay the wording and what becomes of it."""
    message = queue(posting, recipients=[], at=at)
    ((key, wording),) = posting.wordings.items()
    order = Ordered(
        to=str(to),
        key=key,
        subject=wording.subject,
        text=wording.text,
        purpose=posting.purpose.value,
        about=posting.about,
        not_before=posting.not_before,
        not_after=posting.not_after,
    )
    post("letter", str(message.uuid), order, at=at)
    Message.objects.filter(pk=message.pk).update(total=1)
    return message


@transaction.atomic
def queue_each(
    postings: Sequence[tuple[Posting, addresses.Address]], *, at: datetime
) -> None:
    """Write a message of its own for each address, in as few statements for many."""
    if any(posting.is_training for posting, _ in postings):
        raise ValueError("training goes through queue(), which keeps it from servers")
    known = _rows_of([to for _, to in postings], at)
    messages = Message.objects.bulk_create(
        Message(
            purpose=posting.purpose,
            about=posting.about,
            category=posting.category,
            is_training=posting.is_training,
            created_at=at,
            not_before=posting.not_before,
            not_after=posting.not_after,
            total=1,
        )
        for posting, _ in postings
    )
    letters = Letter.objects.bulk_create(
        Letter(message=message, key=key, subject=wording.subject, text=wording.text)
        for message, (posting, _) in zip(messages, postings, strict=True)
        for key, wording in posting.wordings.items()
    )
    lanes = rule(Lanes, on=at.astimezone(JST).date())
    Delivery.objects.bulk_create(
        Delivery(
            message=message,
            letter=letter,
            address_id=known[to.key],
            domain=to.domain,
            **_starting(message, lanes, to.domain),
        )
        for message, letter, (_, to) in zip(messages, letters, postings, strict=True)
    )


def _rows_of(read: Iterable[addresses.Address], at: datetime) -> dict[str, int]:
    """Return the key of the row of each address; write those that are not there."""
    by_key = {address.key: address for address in read}
    Address.objects.bulk_create(
        (
            Address(key=key, address=str(to), domain=to.domain, created_at=at)
            for key, to in by_key.items()
        ),
        ignore_conflicts=True,
    )
    rows = Address.objects.filter(key__in=by_key)
    return dict(rows.values_list("key", "pk"))


def active_addresses() -> QuerySet[Address, Any]:
    """Return the addresses that mails go to."""
    return Address.objects.filter(state=Address.State.ACTIVE)


def _write(
    message: Message,
    letters: Mapping[str, Letter],
    lanes: Lanes,
    recipients: Recipients,
) -> int:
    table: type[Model] = Rehearsal if message.is_training else Delivery
    rows = (
        table(
            message=message,
            letter=letters[key],
            address_id=pk,
            domain=domain,
            **_starting(message, lanes, domain),
        )
        for pk, domain, key in recipients
    )
    written = 0
    while chunk := list(islice(rows, _CHUNK)):
        table._default_manager.bulk_create(chunk)
        written += len(chunk)
    return written


def _starting(message: Message, lanes: Lanes, domain: str) -> dict[str, Any]:
    if message.is_training:
        return {}
    is_conversation = message.purpose in Message.CONVERSATIONS
    lane = CONVERSATION if is_conversation else lanes.of(domain)
    return {"lane": lane, "next_at": message.not_before}


def _copy(
    message: Message,
    letters: Mapping[str, Letter],
    lanes: Lanes,
    recipients: QuerySet[Any, tuple[int, str, str]],
) -> int:
    """Let the database itself copy the recipients into rows."""
    try:
        asked, parameters = recipients.query.sql_with_params()
    except EmptyResultSet:
        return 0
    whose, given = _letter_of(letters)
    columns = ["message_id", "letter_id", "address_id", "domain"]
    values = ["%s", whose, "r.address_id", "r.domain"]
    given = [*parameters, message.pk, *given]
    table = Rehearsal._meta.db_table
    if not message.is_training:
        table = Delivery._meta.db_table
        lane, lane_given = _lane_of(message, lanes)
        columns += ["lane", "next_at", "state", "attempts", "holder", "answer"]
        columns += ["may_be_twice"]
        values += [lane, "%s", "0", "0", "''", "''", "false"]
        next_at = connection.ops.adapt_datetimefield_value(message.not_before)
        given += [*lane_given, next_at]
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"WITH r(address_id, domain, wording) AS ({asked}) "
        f"SELECT {', '.join(values)} FROM r"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return int(cursor.rowcount)


def _letter_of(letters: Mapping[str, Letter]) -> tuple[str, Given]:
    """A key that no letter has becomes NULL, which the table refuses."""
    cases = " ".join("WHEN %s THEN %s" for _ in letters)
    given = [value for key, letter in letters.items() for value in (key, letter.pk)]
    return f"CASE r.wording {cases} END", given


def _lane_of(message: Message, lanes: Lanes) -> tuple[str, Given]:
    if message.purpose in Message.CONVERSATIONS:
        return "%s", [CONVERSATION]
    cases, given = "", Given()
    for lane in lanes.lanes:
        for domain in lane.domains:
            cases += " WHEN r.domain = %s OR r.domain LIKE %s THEN %s"
            given += [domain, f"%.{domain}", lane.name]
    if not cases:
        return "%s", [OTHERS]
    return f"CASE{cases} ELSE %s END", [*given, OTHERS]
