"""The ends of messages: sent, out of date, taken back, rehearsed."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from machimori_office.audit import services as audit
from machimori_office.outbox.models import Delivery, Message

__all__ = ["close", "ledger_sha256", "tidy"]

_STATE = Message.State
_CHUNK = 2000


def close(now: datetime) -> None:
    """End those messages of which no row is open any more."""
    rows = Delivery.objects.open().filter(message=OuterRef("pk"))
    done = Message.objects.filter(~Exists(rows), state=_STATE.SENDING)
    # Conversations are private and many; what went to many is put on record.
    talk = done.filter(purpose__in=Message.CONVERSATIONS)
    talk.update(state=_STATE.SENT, finished_at=now)
    for message in done.exclude(purpose__in=Message.CONVERSATIONS):
        _finish(message, ledger_sha256(message.pk), now)


@transaction.atomic
def _finish(message: Message, sha256: str, now: datetime) -> None:
    sending = Message.objects.filter(pk=message.pk, state=_STATE.SENDING)
    if sending.update(state=_STATE.SENT, finished_at=now) == 1:
        audit.record(
            actor=audit.SYSTEM,
            action="outbox.sent",
            object_kind="message",
            object_id=str(message.uuid),
            reason="all handed over",
            at=now,
            details={"ledger_sha256": sha256},
        )


def ledger_sha256(message_pk: int) -> str:
    """Hash when which server answered what, row by row; no address is in it."""
    digest = hashlib.sha256()
    rows = Delivery.objects.filter(message=message_pk).order_by("pk")
    for pk, answered_at, answer in rows.values_list(
        "pk", "answered_at", "answer"
    ).iterator(chunk_size=_CHUNK):
        at = f"{answered_at.timestamp():.6f}" if answered_at else ""
        digest.update(f"{pk}\t{at}\t{answer}\n".encode())
    return digest.hexdigest()


def tidy(now: datetime) -> bool:
    """Do what no single mail asks for; return whether there may be more of it."""
    _end_rehearsals(now)
    _discard_stale(now)
    close(now)
    return _strike_out(now)


def _end_rehearsals(now: datetime) -> None:
    due = Message.objects.filter(
        is_training=True, state=_STATE.QUEUED, not_before__lte=now
    )
    due.update(state=_STATE.SENT, started_at=now, finished_at=now)


def _discard_stale(now: datetime) -> None:
    waiting = (_STATE.QUEUED, _STATE.SENDING, _STATE.HELD)
    Message.objects.filter(state__in=waiting, not_after__lte=now).update(
        state=_STATE.DISCARDED
    )


def _strike_out(now: datetime) -> bool:
    """Close the rows of messages that are over, some at a time."""
    over = Message.objects.filter(
        state__in=(_STATE.CANCELLED, _STATE.DISCARDED), finished_at__isnull=True
    )
    return any(_strike_out_some(message, now) for message in over[:20])


@transaction.atomic
def _strike_out_some(message: Message, now: datetime) -> bool:
    left = Delivery.objects.open().filter(message=message)
    # What a worker holds is answered by that worker, or by the end of its lease.
    free = left.exclude(state=Delivery.State.CLAIMED, next_at__gt=now)
    ids = list(free.values_list("pk", flat=True)[:_CHUNK])
    struck = free.filter(pk__in=ids).update(
        state=Delivery.State.SKIPPED, holder="", answered_at=now, answer=message.state
    )
    same = Message.objects.filter(pk=message.pk)
    same.update(skipped=F("skipped") + struck)
    if struck == 0 and not left.exists():
        same.filter(finished_at__isnull=True).update(finished_at=now)
    return struck > 0
