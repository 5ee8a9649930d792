"""Mail that has to be fetched, and mail that was laid aside, by the clock."""

from __future__ import annotations

import imaplib
from datetime import datetime, timedelta

from django.conf import settings

from machimori.language import Text
from machimori_office.jobs.registry import periodic
from machimori_office.mailroom import imap, services, standing
from machimori_office.mailroom.models import WayIn
from machimori_office.mailroom.registry import Arrived
from machimori_office.web.errors import MailAside


@periodic(
    "mailroom.fetch",
    title=Text(ja="メールボックスを読む（IMAP）", en="Read the mailbox (IMAP)"),
    every=timedelta(seconds=30),
    late_after=timedelta(minutes=15),
)
def fetch(now: datetime) -> None:
    """Read the mailbox, where the city has one, and write down whether it could."""
    if not settings.MAIL_IMAP:
        return
    try:
        imap.read(imap.Account(**settings.MAIL_IMAP), at=now)
    except (OSError, imaplib.IMAP4.error) as error:
        standing.failed(WayIn.Name.FETCHED, error)
        raise
    standing.worked(WayIn.Name.FETCHED, at=now)


@periodic(
    "mailroom.aside",
    title=Text(
        ja="読めずに取りのけたメールをもう一度読む",
        en="Read again the mails that were laid aside",
    ),
    every=timedelta(hours=1),
    late_after=timedelta(hours=6),
)
def take_aside_again(now: datetime) -> None:
    """Try again what could not be read; Today shows it while any is left."""
    like = Arrived(sender="", recipient="", raw=b"", at=now)
    left = 0
    for file in services.lie_aside():
        try:
            is_gone = services.take_again(file, services.read_aside(file, like))
        except Exception:  # it was laid aside because reading it fails
            is_gone = False
        left += not is_gone
    if left:
        raise MailAside(count=left)
