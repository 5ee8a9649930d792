"""Returned mails of every dialect that the office meets, built here from scratch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

RESIDENT = "resident@example.ne.jp"
OFFICE = "bounces@city.example.jp"
RETURNED = f"""Received: from mail.city.example.jp by relay.example.net; Mon, 1 Jun 2026
From: {OFFICE}
To: {RESIDENT}
Subject: safety mail

words
"""


@dataclass(frozen=True)
class Dialect:
    """How one sort of server reports, and what the report must be taken for."""

    name: str
    source: bytes
    kind: str
    recipients: tuple[str, ...] = (RESIDENT,)


def delivery_status(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    address: str = f"rfc822; {RESIDENT}",
    original: str = "",
    diagnostic: str = "smtp; 550 no such user",
    part: str = "message/delivery-status",
) -> bytes:
    """Build a notification as RFC 3464 has it."""
    original_line = f"Original-Recipient: {original}\n" if original else ""
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@relay.example.net>
To: {OFFICE}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain; charset=us-ascii

The mail could not be delivered. For help write to <help@relay.example.net>.

--=b
Content-Type: {part}

Reporting-MTA: dns; relay.example.net

{original_line}Final-Recipient: {address}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--=b
Content-Type: message/rfc822

{RETURNED}
--=b--
""".encode()


def words(
    text: str,
    *,
    sender: str = "MAILER-DAEMON@relay.example.net",
    subject: str = "Undelivered Mail Returned to Sender",
    charset: str = "us-ascii",
    encoding: str = "",
    more: str = "",
) -> bytes:
    """Build a report in plain words."""
    head = f"""From: {sender}
To: {OFFICE}
Subject: {subject}
{more}MIME-Version: 1.0
Content-Type: text/plain; charset={charset}

"""
    return head.encode() + text.encode(encoding or charset)


def complaint(kind: str, fields: str) -> bytes:
    """Build a feedback report as RFC 5965 has it."""
    return f"""From: fbl@example.net
To: {OFFICE}
Subject: FW: safety mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=f"

--=f
Content-Type: text/plain

An email abuse report.

--=f
Content-Type: message/feedback-report

Feedback-Type: {kind}
Version: 1
{fields}
--=f
Content-Type: message/rfc822

{RETURNED}
--=f--
""".encode()


QMAIL = f"""Hi. This is the qmail-send program at relay.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{RESIDENT}>:
{{reason}}

--- Below this line is a copy of the message.

{RETURNED}"""
EXIM = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {RESIDENT}
    {{reason}}

------ This is a copy of the message, including all the headers. ------

{RETURNED}"""
AU = f"""次のあて先へのメッセージはエラーのため送信できませんでした。

送信先メールアドレスが見つかりませんでした。
メールアドレスをご確認の上、再送信してください。

<{RESIDENT}>: 550 user unknown
"""
AU_DOMAIN_FILTER = f"""<{RESIDENT}>

Each of the following recipients was rejected by a remote mail server.
---------------------------------------------------
{RETURNED}"""
AU_FULL = f"""Your mail sent on: Mon, 1 Jun 2026 09:00:00 +0900
     Could not be delivered to: <{RESIDENT}>
     As their mailbox is full.
"""
SOFTBANK = f"""指定された送信先はエラーのためお届けできませんでした。

<{RESIDENT}>
宛先のメールアドレスが存在しません。
"""
DOCOMO = f"""メールを送信できませんでした。

<{RESIDENT}>:
550 Unknown user {RESIDENT}
"""
GATEWAY = b"""From: "Mail Delivery Subsystem" <MAILER-DAEMON@gateway.example.jp>
Subject: Returned mail: User unknown
Content-Type: multipart/mixed; boundary="=g"

--=g
Content-Type: text/plain

----- The following addresses had permanent delivery errors -----

--=g
Content-Type: message/rfc822

%s
--=g--
"""

JIS = {"charset": "iso-2022-jp"}
LYING = {"charset": "iso-2022-jp", "encoding": "euc_jp"}

DIALECTS = (
    Dialect("dsn", delivery_status(), "permanent"),
    Dialect("dsn-passing", delivery_status(status="4.4.1"), "temporary"),
    Dialect("dsn-delayed", delivery_status(action="delayed"), "delayed"),
    Dialect("dsn-delivered", delivery_status(action="delivered"), "delivered"),
    Dialect("dsn-relayed", delivery_status(action="relayed"), "delivered"),
    Dialect(
        "dsn-alias",
        delivery_status(
            address="rfc822; box@inside.example.net", original=f"rfc822;{RESIDENT}"
        ),
        "permanent",
    ),
    Dialect(
        "dsn-old-docomo",
        delivery_status(address='rfc822; "a..b"@docomo.ne.jp'),
        "permanent",
        ("a..b@docomo.ne.jp",),
    ),
    Dialect(
        "dsn-international",
        delivery_status(
            address=r"utf-8; \x{4F4F}\x{6C11}@example.jp",
            part="message/global-delivery-status",
        ),
        "permanent",
        ("住民@example.jp",),
    ),
    Dialect("dsn-cr", delivery_status().replace(b"\n", b"\r"), "permanent"),
    Dialect("dsn-crlf", delivery_status().replace(b"\n", b"\r\n"), "permanent"),
    Dialect(
        "dsn-boundary-that-never-occurs",
        delivery_status().replace(b'boundary="=b"', b'boundary="=other"'),
        "permanent",
    ),
    Dialect("dsn-in-a-gateway's-mail", GATEWAY % delivery_status(), "permanent"),
    Dialect(
        "dsn-for-a-pipe",
        delivery_status(address="rfc822; |/usr/bin/filter"),
        "permanent",
    ),
    Dialect("qmail", words(QMAIL.format(reason="550 5.1.1 no user")), "permanent"),
    Dialect(
        "qmail-ran-out",
        words(QMAIL.format(reason="This message has been in the queue too long.")),
        "temporary",
    ),
    Dialect(
        "exim",
        words(EXIM.format(reason="Unrouteable address")),
        "permanent",
    ),
    Dialect(
        "exim-header",
        words("See above.", more=f"X-Failed-Recipients: {RESIDENT}\n"),
        "permanent",
    ),
    Dialect(
        "exim-ran-out", words(EXIM.format(reason="retry timeout exceeded")), "temporary"
    ),
    Dialect(
        "warning",
        words(
            f"A message is delayed for more than 4 hours:\n\n{RESIDENT}: no answer\n",
            subject="Delivery status notification: warning",
        ),
        "delayed",
    ),
    Dialect("au", words(AU, sender="Postmaster@ezweb.ne.jp", **JIS), "permanent"),
    Dialect(
        "au-charset-lies",
        words(AU, sender="Postmaster@ezweb.ne.jp", **LYING),
        "permanent",
    ),
    Dialect(
        "au-domain-filter",
        words(AU_DOMAIN_FILTER, sender="Postmaster@ezweb.ne.jp", **JIS),
        "permanent",
    ),
    Dialect(
        "au-full", words(AU_FULL, sender="no-reply@nm.auone-net.jp", **JIS), "temporary"
    ),
    Dialect(
        "softbank", words(SOFTBANK, sender="noreply@softbank.ne.jp", **JIS), "permanent"
    ),
    Dialect("docomo", words(DOCOMO, sender="mail@docomo.ne.jp", **JIS), "permanent"),
    Dialect(
        "complaint",
        complaint("abuse", f"Original-Rcpt-To: {RESIDENT}\n"),
        "complaint",
    ),
    Dialect("complaint-without-field", complaint("abuse", ""), "complaint"),
    Dialect(
        "opt-out", complaint("opt-out", f"Removal-Recipient: {RESIDENT}\n"), "complaint"
    ),
    Dialect(
        "dmarc",
        complaint("auth-failure", f"Original-Rcpt-To: {RESIDENT}\n"),
        "not_a_bounce",
        (),
    ),
    Dialect(
        "out-of-office",
        words(
            "I am away. Mail that could not be delivered goes to my colleague.",
            sender=RESIDENT,
            subject="Re: safety mail",
            more="Auto-Submitted: auto-replied\n",
        ),
        "automatic_answer",
        (),
    ),
    Dialect(
        "out-of-office-ja",
        words(
            "6月5日まで不在にしております。",
            sender=RESIDENT,
            subject="=?utf-8?B?6Ieq5YuV6L+U5L+hOiDkuI3lnKg=?=",
            charset="utf-8",
        ),
        "automatic_answer",
        (),
    ),
    Dialect(
        "question",
        words("When is the patrol?", sender=RESIDENT, subject="A question"),
        "not_a_bounce",
        (),
    ),
    Dialect(
        "forwarded-by-hand",
        words(
            "> Final-Recipient: rfc822; x@example.jp\n> Action: failed\n"
            "> Status: 5.1.1\n",
            sender=RESIDENT,
            subject="Fwd: Returned mail",
        ),
        "not_a_bounce",
        (),
    ),
    Dialect("empty", b"", "unreadable", ()),
    Dialect("noise", bytes(range(256)) * 20, "unreadable", ()),
)

Build = Callable[..., bytes]
