"""The letters of registration, written in batches for all who asked meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction

from machimori_office.outbox import addresses
from machimori_office.outbox.models import Message
from machimori_office.outbox.queueing import Posting, Wording, queue_each
from machimori_office.rules.services import rule
from machimori_office.subscriptions import links
from machimori_office.subscriptions.models import Request, Subscriber
from machimori_office.subscriptions.registration import (
    LetterName,
    LetterWords,
    Registration,
)
from machimori_office.web.tokens import hashed
from machimori_office.web.words import JST, Words, worded_instant

BATCH = 200
Letter = tuple[Posting, addresses.Address]


def write_letters(at: datetime) -> int:
    """Write every letter that is owed; return how many."""
    written = 0
    while batch := _write_batch(at):
        written += batch
    return written


@transaction.atomic
def _write_batch(at: datetime) -> int:
    owed = Request.objects.exclude(owed="").order_by("pk")
    batch = list(owed.select_for_update(skip_locked=True)[:BATCH])
    if not batch:
        return 0
    city = rule(Registration, on=at.astimezone(JST).date())
    known = _registered(request.key for request in batch)
    letters = [_letter(request, city, known, at) for request in batch]
    Request.objects.bulk_update(batch, ["owed", "wish", "token_hash", "expires_at"])
    queue_each(letters, at=at)
    return len(batch)


def _letter(
    request: Request, city: Registration, known: set[str], at: datetime
) -> Letter:
    to = addresses.read_address(request.address)
    is_link = request.owed == Request.Owed.LINK
    request.owed = Request.Owed.NOTHING
    if not is_link:
        words = filled(city.letters["done"], address=request.address)
        return posting(words, Message.Purpose.REGISTRATION, at), to
    if request.wish == Request.Wish.JOIN and request.key in known:
        request.wish = Request.Wish.MANAGE
    token = links.new_token()
    request.token_hash = hashed(token)
    # From now on, however long the letter had to wait.
    request.expires_at = at + timedelta(hours=city.link_lasts_h)
    name = cast(LetterName, request.wish)
    words = filled(
        city.letters[name],
        address=request.address,
        link=links.link(Request.Wish(request.wish), token),
        until=worded_instant(request.expires_at),
    )
    until = request.expires_at
    return posting(words, Message.Purpose.REGISTRATION, at, not_after=until), to


def filled(
    letter: LetterWords, *, address: str, link: str = "", until: Words | None = None
) -> Wording:
    """Fill a letter in, in Japanese and English below each other."""
    end = until or Words("")
    ja = {"address": address, "link": link, "until": end.ja}
    en = {**ja, "until": end.en}
    parts = [
        letter.text.ja.strip().format_map(ja),
        letter.text.en.strip().format_map(en),
    ]
    return Wording(
        subject=letter.subject.ja.format_map(ja).strip(),
        text=_RULE.join(part for part in parts if part) + "\n",
    )


def posting(
    words: Wording,
    purpose: Message.Purpose,
    at: datetime,
    *,
    not_after: datetime | None = None,
) -> Posting:
    """Make a posting of a letter that leaves at once."""
    return Posting(
        purpose=purpose, wordings={"ja": words}, not_before=at, not_after=not_after
    )


_RULE = "\n\n----------------------------------------\n"


def _registered(keys: Iterable[str]) -> set[str]:
    found = Subscriber.objects.filter(address__key__in=list(keys))
    return set(found.values_list("address__key", flat=True))
