"""Rows of deliveries: claimed before they are sent, written before they are believed.

A claim says in the database who hands a row over and until when. A worker that dies
leaves its claims behind; when their time is over, or when another worker on the same
machine finds it dead, they are taken anew, and marked: these, and no others, may arrive
twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from machimori_office.outbox.failing import note_refusal
from machimori_office.outbox.lanes import Retries
from machimori_office.outbox.models import (
    Address,
    Delivery,
    DeliveryQuerySet,
    Message,
)
from machimori_office.outbox.sending.outcomes import Fate, Outcome

__all__ = [
    "Claim",
    "Claimed",
    "claim",
    "due_messages",
    "expire",
    "is_due",
    "release",
    "release_all",
    "settle",
]

_STATE = Delivery.State


class Claimed(NamedTuple):
    """A row that is ours to hand over."""

    delivery: int
    letter: int
    address: int | None
    to: str | None
    is_stopped: bool
    attempts: int
    message: int


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Who claims, and until when.

    Parameters
    ----------
    holder : str
    until : datetime
        Afterwards the rows are anybody's.
    """

    holder: str
    until: datetime


def due_messages(now: datetime, *, conversations: bool) -> list[int]:
    """Return the messages that may leave now, the oldest first."""
    is_fresh = Q(not_after__isnull=True) | Q(not_after__gt=now)
    going = Message.objects.filter(
        is_fresh,
        state__in=(Message.State.QUEUED, Message.State.SENDING),
        not_before__lte=now,
        is_training=False,
    )
    is_talk = Q(purpose__in=Message.CONVERSATIONS)
    wanted = going.filter(is_talk if conversations else ~is_talk)
    limit = 200 if conversations else 20
    return list(wanted.order_by("pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def claim(
    by: Claim, messages: Sequence[int], *, lane: str, most: int, now: datetime
) -> list[Claimed]:
    """Take rows that are due; nobody else gets them while the claim lasts."""
    ids = _locked(_due(messages, lane, now), most)
    if not ids:
        return []
    taken = Delivery.objects.filter(pk__in=ids)
    taken.update(
        may_be_twice=_was_in_the_air(),
        state=_STATE.CLAIMED,
        holder=by.holder,
        next_at=by.until,
    )
    _begin(messages, now)
    rows = taken.order_by("pk").values_list(
        "pk",
        "letter_id",
        "address_id",
        "address__address",
        "address__state",
        "attempts",
        "message_id",
    )
    stopped = Address.State.STOPPED
    return [Claimed(*row[:4], row[4] == stopped, *row[5:]) for row in rows]


def is_due(messages: Sequence[int], *, lane: str, now: datetime) -> bool:
    """Whether a lane has rows to claim."""
    return _due(messages, lane, now).exists()


def _due(messages: Sequence[int], lane: str, now: datetime) -> DeliveryQuerySet:
    return Delivery.objects.open().filter(
        message__in=messages, lane=lane, next_at__lte=now
    )


def _locked(due: DeliveryQuerySet, most: int) -> list[int]:
    """On SQLite the transaction locks all; on PostgreSQL others step over our rows."""
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    ordered = due.order_by("next_at", "pk")
    return list(ordered.values_list("pk", flat=True)[:most])


def _was_in_the_air() -> Case:
    return Case(
        When(state=_STATE.CLAIMED, then=Value(True)),
        default=F("may_be_twice"),
        output_field=BooleanField(),
    )


def _begin(messages: Sequence[int], now: datetime) -> None:
    queued = Message.objects.filter(pk__in=messages, state=Message.State.QUEUED)
    began_at = Coalesce("started_at", Value(now))
    queued.update(state=Message.State.SENDING, started_at=began_at)


@transaction.atomic
def release(deliveries: Sequence[int], *, holder: str, now: datetime) -> None:
    """Give back what was claimed and not touched."""
    mine = Delivery.objects.filter(holder=holder, state=_STATE.CLAIMED)
    back = mine.filter(pk__in=deliveries)
    back.update(state=_STATE.WAITING, holder="", next_at=now)


@transaction.atomic
def release_all(holder: str, *, now: datetime) -> None:
    """Give back what a claim may have taken whose answer never came."""
    mine = Delivery.objects.filter(holder=holder, state=_STATE.CLAIMED)
    mine.update(state=_STATE.WAITING, holder="", next_at=now)


def expire(holder: str, *, now: datetime) -> int:
    """End the claims of a worker that is dead: they were in the air."""
    left = Delivery.objects.filter(
        holder__startswith=f"{holder}/", state=_STATE.CLAIMED, next_at__gt=now
    )
    return left.update(next_at=now)


@transaction.atomic
def settle(
    outcomes: Sequence[Outcome],
    *,
    attempts: Mapping[int, int],
    holder: str,
    retries: Retries,
    now: datetime,
) -> None:
    """Write what became of claimed rows.

    It may be called again with the same outcomes, when nobody knows whether the first
    time was kept: rows that are no longer ours count for nothing.

    Parameters
    ----------
    outcomes : sequence of Outcome
    attempts : mapping of int to int
        How often each delivery was tried before.
    holder : str
    retries : Retries
    now : datetime
    """
    if not outcomes:
        return
    rows = [_row(one, attempts[one.delivery], retries, now) for one in outcomes]
    changed = _write(rows, holder, now)
    _count(Counter((message, state) for _, message, state in changed))
    ours = {delivery for delivery, _, _ in changed}
    for one in outcomes:
        if one.fate is Fate.REFUSED and one.delivery in ours:
            note_refusal(delivery_pk=one.delivery, answer=one.answer, at=now)


_STATES = {
    Fate.ACCEPTED: _STATE.ACCEPTED,
    Fate.REFUSED: _STATE.REFUSED,
    Fate.SKIPPED: _STATE.SKIPPED,
    Fate.PUT_OFF: _STATE.DEFERRED,
    Fate.UNCLEAR: _STATE.DEFERRED,
}


def _row(
    outcome: Outcome, attempts: int, retries: Retries, now: datetime
) -> tuple[Any, ...]:
    state, wait = _STATES[outcome.fate], timedelta()
    if state == _STATE.DEFERRED:
        wait = retries.wait(attempts + 1)
        if attempts + 1 >= retries.most_attempts:
            state = _STATE.REFUSED
    return (
        outcome.delivery,
        int(state),
        _adapted(now + wait),
        int(outcome.fate is not Fate.SKIPPED),
        outcome.fate is Fate.UNCLEAR,
        _without_addresses(outcome.answer),
    )


def _without_addresses(answer: str) -> str:
    """Leave out whom a server named: the answer outlives the address in the proof."""
    return _ADDRESS.sub("…", answer) if "@" in answer else answer


_ADDRESS = re.compile(r"[^\s<>()\"':;,]+@[^\s<>()\"':;,]+")


@lru_cache(maxsize=64)
def _adapted(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


_VALUES = "(%s, %s, %s, %s, %s, %s)"
# A thousand rows in one statement: the ORM's own way costs more than the mail.
_WRITE = """
WITH told(id, state, next_at, tried, is_unclear, answer) AS (VALUES {values})
UPDATE outbox_delivery SET
    state = told.state,
    next_at = told.next_at,
    attempts = outbox_delivery.attempts + told.tried,
    may_be_twice = outbox_delivery.may_be_twice OR told.is_unclear,
    answer = told.answer,
    answered_at = %s,
    holder = ''
FROM told
WHERE outbox_delivery.id = told.id
    AND outbox_delivery.state = 1 AND outbox_delivery.holder = %s
RETURNING outbox_delivery.id, outbox_delivery.message_id, outbox_delivery.state
"""


def _write(
    rows: Sequence[tuple[Any, ...]], holder: str, now: datetime
) -> list[tuple[int, int, int]]:
    values = ", ".join([_VALUES] * len(rows))
    given = [value for row in rows for value in row]
    given += [_adapted(now), holder]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(values=values), given)
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


_COUNTED = {
    _STATE.ACCEPTED: "accepted",
    _STATE.REFUSED: "refused",
    _STATE.SKIPPED: "skipped",
}


def _count(changed: Counter[tuple[int, int]]) -> None:
    added: dict[int, dict[str, Any]] = defaultdict(dict)
    for (message, state), count in changed.items():
        if column := _COUNTED.get(Delivery.State(state)):
            added[message][column] = F(column) + count
    # In one order always, so that two workers never wait for each other.
    for message in sorted(added):
        Message.objects.filter(pk=message).update(**added[message])
