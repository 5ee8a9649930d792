"""Mails to members: one each, none to an address that is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from machimori.errors import InvalidInput
from machimori_office.outbox import addresses, notices
from machimori_office.outbox.models import Address
from machimori_office.outbox.notices import NoticeTerms
from machimori_office.patrols.models import Member


def send(
    members: Iterable[Member],
    terms: NoticeTerms,
    *,
    about: str,
    at: datetime,
    of_each: Callable[[Member], dict[str, str]] = lambda member: {},
    **fields: str,
) -> list[Member]:
    """Write to members; return those who cannot be reached by mail.

    Parameters
    ----------
    members : iterable of Member
    terms : NoticeTerms
    about : str
        What the letters are about, for who looks for them in the ledger.
    at : datetime
    of_each : callable
        What differs by member.
    **fields : str
        What is the same for all.
    """
    stopped = _stopped()
    unreached = []
    for member in members:
        to = _address(member)
        if to is None or to.key in stopped:
            unreached.append(member)
            continue
        filled = {"name": member.name, **fields, **of_each(member)}
        notices.write(terms, to=to, variety="ja", fields=filled, about=about, at=at)
    return unreached


def _stopped() -> set[str]:
    stopped = Address.objects.filter(state=Address.State.STOPPED)
    return set(stopped.values_list("key", flat=True))


def _address(member: Member) -> addresses.Address | None:
    try:
        return addresses.read_address(member.mail) if member.mail else None
    except InvalidInput:
        return None
