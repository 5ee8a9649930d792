"""Which mailboxes there are: each app names its own in its `mailboxes.py`.

A mail to a mailbox that nobody has is refused before its text is taken, so that no
answer ever goes to a forged sender.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from machimori.language import Text
from machimori_office.web.gathering import Registry


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A mail as the receiving server had it.

    Parameters
    ----------
    sender : str
        From the envelope; empty for reports of errors.
    recipient : str
        From the envelope.
    raw : bytes
        The mail itself, as it came.
    at : datetime
    """

    sender: str
    recipient: str
    raw: bytes
    at: datetime

    @property
    def detail(self) -> str:
        """What stands behind the ``+`` of the local part."""
        return self.recipient.rpartition("@")[0].partition("+")[2]


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """A local part, and what becomes of the mail to it.

    Parameters
    ----------
    name : str
        The part before ``+`` and ``@``.
    title : Text
    takes : callable
        Takes the mail. It must bear being called twice with the same one: a server
        that does not hear our answer sends again.
    """

    name: str
    title: Text
    takes: Callable[[Arrived], None]


MAILBOXES: Registry[str, Mailbox] = Registry("mailboxes", "mailboxes")


def mailbox(
    name: str, *, title: Text
) -> Callable[[Callable[[Arrived], None]], Callable[[Arrived], None]]:
    """Register who takes the mail to a mailbox."""

    def register(takes: Callable[[Arrived], None]) -> Callable[[Arrived], None]:
        MAILBOXES.add(name, Mailbox(name=name, title=title, takes=takes))
        return takes

    return register


def mailbox_of(recipient: str) -> Mailbox | None:
    """Find the mailbox of an address; None where there is none."""
    local = recipient.rpartition("@")[0]
    return MAILBOXES.get(local.partition("+")[0].lower())
