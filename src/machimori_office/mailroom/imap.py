"""Reading a mailbox by IMAP, for cities whose provider gives them nothing else.

Each mail is handed over first and deleted then, so that a break between the two reads
it twice and loses nothing. The mailbox must be the office's own: what is for none of
its mailboxes stays, marked as read.
"""

from __future__ import annotations

import email
import email.policy
import imaplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import getaddresses
from typing import Any

from machimori_office.mailroom.registry import Arrived
from machimori_office.mailroom.services import (
    LARGEST_BYTES,
    Handed,
    hand_over,
    is_ours,
)

AT_ONCE = 500
_TO = (
    "delivered-to",
    "x-original-to",
    "x-envelope-to",
    "envelope-to",
    "to",
    "cc",
)


@dataclass(frozen=True, kw_only=True)
class Account:
    """Where the mailbox is.

    Parameters
    ----------
    host : str
    port : int
    user : str
    password : str
    folder : str
    is_encrypted : bool
        False only for a server on the same machine.
    """

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    is_encrypted: bool = True


def read(account: Account, *, at: datetime) -> int:
    """Hand over every new mail; return how many.

    Raises
    ------
    OSError, imaplib.IMAP4.error
        The server is away, or refuses us.
    """
    with _opened(account) as server:
        return sum(_take(server, uid, at) for uid in _new(server))


@contextmanager
def _opened(account: Account) -> Iterator[imaplib.IMAP4]:
    server = _connected(account)
    try:
        server.login(account.user, account.password)
        _checked(server.select(f'"{account.folder}"'))
        yield server
    finally:
        server.logout()


def _connected(account: Account) -> imaplib.IMAP4:
    if not account.is_encrypted:
        return imaplib.IMAP4(account.host, account.port, timeout=60)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(
        account.host, account.port, ssl_context=context, timeout=60
    )


def _new(server: imaplib.IMAP4) -> list[bytes]:
    # What is larger stays unread: a person may look at it.
    found = _checked(server.uid("SEARCH", "UNSEEN", "SMALLER", str(LARGEST_BYTES)))
    numbers: bytes = found[0] or b""
    return numbers.split()[:AT_ONCE]


def _take(server: imaplib.IMAP4, number: bytes, at: datetime) -> bool:
    uid = number.decode()
    parts = _checked(server.uid("FETCH", uid, "(BODY.PEEK[])"))
    raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
    mail = _arrived(raw, at)
    handed = hand_over(mail) if mail else Handed.UNKNOWN
    if handed is Handed.LATER:
        return False
    if handed is Handed.TAKEN:
        _checked(server.uid("STORE", uid, "+FLAGS", r"(\Deleted)"))
        _checked(server.expunge())
        return True
    _checked(server.uid("STORE", uid, "+FLAGS", r"(\Seen)"))
    return False


def _arrived(raw: bytes, at: datetime) -> Arrived | None:
    """Rebuild the envelope from what the last server wrote above the mail."""
    head = email.message_from_bytes(_head(raw), policy=email.policy.compat32)
    recipient = next((to for to in _recipients(head) if is_ours(to)), None)
    if recipient is None:
        return None
    path = head.get("return-path")
    sender = path if path is not None else _first(head, "from")
    return Arrived(
        sender=str(sender).strip().strip("<>").strip(),
        recipient=recipient,
        raw=raw,
        at=at,
    )


def _head(raw: bytes) -> bytes:
    """Cut the head off, and no more of it than any honest mail has."""
    cut = raw[: 1 << 16]
    ends = [end for mark in (b"\r\n\r\n", b"\n\n") if (end := cut.find(mark)) >= 0]
    return cut[: min(ends)] if ends else cut


def _recipients(head: Message) -> Iterator[str]:
    for name in _TO:
        yield from _addresses(head.get_all(name, []))


def _first(head: Message, name: str) -> str:
    return next(iter(_addresses(head.get_all(name, []))), "")


def _addresses(values: Iterable[object]) -> list[str]:
    found = getaddresses([str(value) for value in values])
    return [address for _, address in found if address]


def _checked(answer: tuple[str, Any]) -> Any:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(answer[0])
    return answer[1]
