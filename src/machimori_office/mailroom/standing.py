"""Whether mail comes in: what the ways say of themselves, and what that means.

A mailbox in which nothing lies and one that nobody reads look the same from inside, so
whoever reads writes down each time that it could.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from machimori_office.mailroom.models import WayIn

PATIENCE = timedelta(minutes=15)
"""A server may start anew, or a line break, without anybody hearing of it."""


@dataclass(frozen=True, kw_only=True)
class Silence:
    """No mail comes in.

    Parameters
    ----------
    name : WayIn.Name
    since : datetime or None
        When the way last worked; None where it never did.
    trouble : str
        One of `WayIn.Trouble`; empty where no program tries.
    """

    name: str
    since: datetime | None
    trouble: str = ""


def silence(now: datetime) -> Silence | None:
    """Say whether the way by which mail should come in has failed for a while."""
    name = WayIn.Name.FETCHED if settings.MAIL_IMAP else WayIn.Name.BROUGHT
    way = WayIn.objects.filter(name=name).first()
    if way is None:
        return Silence(name=name, since=None)
    if way.worked_at and way.worked_at >= now - PATIENCE:
        return None
    return Silence(name=name, since=way.worked_at, trouble=way.trouble)


def worked(name: str, *, at: datetime) -> None:
    """Write down that mail could be taken by this way."""
    said = {"worked_at": at, "trouble": ""}
    WayIn.objects.update_or_create(name=name, defaults=said)


def failed(name: str, error: Exception) -> None:
    """Write down why it could not; when it last could stays."""
    WayIn.objects.update_or_create(name=name, defaults={"trouble": trouble_of(error)})


def trouble_of(error: Exception) -> WayIn.Trouble:
    """Name what is wrong, without a word of the server's, which may hold the account.

    Parameters
    ----------
    error : Exception
        What `imap.read` raised.
    """
    if isinstance(error, imaplib.IMAP4.abort):
        return WayIn.Trouble.AWAY
    if isinstance(error, imaplib.IMAP4.error):
        return WayIn.Trouble.REFUSED
    return next((t for kind, t in _TROUBLES if isinstance(error, kind)), _OTHER)


_OTHER = WayIn.Trouble.AWAY
_TROUBLES: tuple[tuple[type[Exception], WayIn.Trouble], ...] = (
    (ssl.SSLCertVerificationError, WayIn.Trouble.CERTIFICATE),
    (socket.gaierror, WayIn.Trouble.NO_NAME),
    (ConnectionRefusedError, WayIn.Trouble.CLOSED),
)
