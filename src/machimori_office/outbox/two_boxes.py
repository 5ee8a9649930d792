"""The internet part writes all mails, those of the console too, and reports on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from machimori_office.exchange import anew
from machimori_office.exchange.contract import Act, Standing
from machimori_office.exchange.models import Direction, Item
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.after_restore import BECAUSE
from machimori_office.outbox.models import Message
from machimori_office.outbox.ordered import Became, Ordered
from machimori_office.outbox.queueing import Posting, Wording, write_one
from machimori_office.outbox.standstill import standstill

REPORTED_FOR = timedelta(days=30)
"""So long after it was ordered a letter may still come back."""


def _take_order(key: str, letter: Ordered, at: datetime) -> None:
    posting = Posting(
        purpose=Message.Purpose(letter.purpose),
        wordings={letter.key: Wording(subject=letter.subject, text=letter.text)},
        not_before=letter.not_before,
        not_after=letter.not_after,
        about=letter.about,
    )
    made = write_one(posting, to=read_address(letter.to), at=at)
    broken_at = anew.broken_at()
    # Before this box went back to a backup it may have left already.
    held = broken_at is not None and letter.not_before <= broken_at
    state = {"state": Message.State.HELD, "held_because": BECAUSE} if held else {}
    Message.objects.filter(pk=made.pk).update(uuid=UUID(key), **state)


def _became(now: datetime) -> Iterator[tuple[str, Became]]:
    since = now - REPORTED_FOR
    came = Item.objects.filter(direction=Direction.IN, kind="letter", at__gte=since)
    ordered = Message.objects.filter(uuid__in=list(came.values_list("key", flat=True)))
    for message in ordered.order_by("pk"):
        said = {field.name: getattr(message, field.name) for field in fields(Became)}
        yield str(message.uuid), Became(**said)


def _take_became(key: str, said: Became, _at: datetime) -> None:
    Message.State(said.state)
    Message.objects.filter(uuid=UUID(key)).update(**vars(said))


def _standstill(now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    found = standstill(now)
    since = found and {"since": found.since.isoformat(), "trouble": found.trouble}
    yield "now", since or {}


def _keep(_key: str, said: dict[str, Any], _at: datetime) -> None:
    """Kept as it was said; only its form is looked at."""
    if said:
        datetime.fromisoformat(said["since"])


STANDSTILL = "standstill"

CARRIED = (
    Act(name="letter", sender="console", takes=_take_order, body=Ordered),
    Standing(
        name="letter", sender="public", says=_became, takes=_take_became, body=Became
    ),
    Standing(
        name=STANDSTILL,
        sender="public",
        says=_standstill,
        takes=_keep,
        is_kept=True,
    ),
)
