"""Mails to members: one each, none to an address that is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from machimori.errors import InvalidInput
from machimori_office.outbox import addresses
from machimori_office.outbox.models import Address, Message
from machimori_office.outbox.queueing import Posting, Wording, queue_each
from machimori_office.patrols.models import Member
from machimori_office.patrols.terms import LetterWords

PURPOSE = Message.Purpose.NOTICE


def send(
    members: Iterable[Member],
    words: LetterWords,
    *,
    about: str,
    at: datetime,
    of_each: Callable[[Member], dict[str, str]] = lambda member: {},
    lasts: timedelta | None = None,
    **fields: str,
) -> list[Member]:
    """Write to members; return those who cannot be reached by mail.

    Parameters
    ----------
    members : iterable of Member
    words : LetterWords
    about : str
        What the message is about, for who looks for it in the ledger.
    at : datetime
    of_each : callable
        What differs by member.
    lasts : timedelta, optional
        After so long it says nothing any more.
    **fields : str
        What is the same for all.
    """
    stopped = _stopped()
    postings, unreached = [], []
    for member in members:
        to = _address(member)
        if to is None or to.key in stopped:
            unreached.append(member)
            continue
        filled = {"name": member.name, **fields, **of_each(member)}
        wording = Wording(
            subject=words.subject.format_map(filled),
            text=words.text.format_map(filled),
        )
        posting = Posting(
            purpose=PURPOSE,
            wordings={"ja": wording},
            not_before=at,
            not_after=at + lasts if lasts else None,
            about=about,
        )
        postings.append((posting, to))
    if postings:
        queue_each(postings, at=at)
    return unreached


def _stopped() -> set[str]:
    stopped = Address.objects.filter(state=Address.State.STOPPED)
    return set(stopped.values_list("key", flat=True))


def _address(member: Member) -> addresses.Address | None:
    try:
        return addresses.read_address(member.mail) if member.mail else None
    except InvalidInput:
        return None
