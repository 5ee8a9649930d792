"""What the made-up residents can do with a mail that reached them."""

from __future__ import annotations

import re
import smtplib
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.utils import timezone

from machimori_office.demo.catcher import Caught

CARRIER = "mx.carrier.example"
"""Who answers for the residents' addresses."""

_REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@{carrier}>
To: {recipient}
Subject: Undelivered Mail Returned to Sender
Date: {on}
Message-ID: {id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="came-back"

--came-back
Content-Type: text/plain; charset=us-ascii

This is the mail system at {carrier}.

--came-back
Content-Type: message/{kind}

{said}
--came-back
Content-Type: text/rfc822-headers

{headers}
--came-back--
"""
_ONE_CLICK = re.compile(r"<(https?://[^>]+)>")


def send_empty_mail(*, sender: str, mailbox: str) -> None:
    """Send what a resident's telephone sends: no subject, no text."""
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = f"{mailbox}@{settings.MAIL_DOMAIN}"
    letter["Date"] = format_datetime(timezone.localtime())
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    _deliver(letter.as_bytes(), sender=sender, recipient=str(letter["To"]))


def bounce(mail: Caught) -> None:
    """Send a mail back as a carrier does whose customer is gone (RFC 3464)."""
    _report(
        mail,
        kind="delivery-status",
        said=(
            f"Reporting-MTA: dns; {CARRIER}\n"
            f"Arrival-Date: {format_datetime(mail.at)}\n"
            "\n"
            f"Final-Recipient: rfc822; {mail.recipient}\n"
            "Action: failed\n"
            "Status: 5.1.1\n"
            f"Diagnostic-Code: smtp; 550 5.1.1 <{mail.recipient}>: User unknown\n"
        ),
    )


def complain(mail: Caught) -> None:
    """Report a mail as unwanted, as a carrier's button does (RFC 5965)."""
    _report(
        mail,
        kind="feedback-report",
        said=(
            "Feedback-Type: abuse\n"
            "User-Agent: Machimori-Demo/1\n"
            "Version: 1\n"
            f"Original-Mail-From: <{mail.sender}>\n"
            f"Original-Rcpt-To: <{mail.recipient}>\n"
        ),
    )


def one_click_address(mail: Caught) -> str | None:
    """Return where a mail program's own button unsubscribes (RFC 8058)."""
    if "List-Unsubscribe-Post" not in mail.letter:
        return None
    found = _ONE_CLICK.search(str(mail.letter["List-Unsubscribe"] or ""))
    return found.group(1) if found else None


def _report(mail: Caught, *, kind: str, said: str) -> None:
    raw = _REPORT.format(
        carrier=CARRIER,
        recipient=mail.sender,
        on=format_datetime(timezone.localtime()),
        id=make_msgid(domain=CARRIER),
        kind=kind,
        said=said,
        headers=_headers(mail),
    ).encode()
    _deliver(raw, sender="", recipient=mail.sender)


def _headers(mail: Caught) -> str:
    head = re.split(rb"\r?\n\r?\n", mail.raw, maxsplit=1)[0]
    return head.decode("ascii", "replace").replace("\r\n", "\n") + "\n"


def _deliver(raw: bytes, *, sender: str, recipient: str) -> None:
    with smtplib.SMTP(*settings.MAIL_IN, timeout=10) as server:
        server.sendmail(sender, [recipient], raw.replace(b"\n", b"\r\n"))
