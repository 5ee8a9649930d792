"""The receiving end behind Postfix: LMTP or SMTP, on this machine alone.

A mailbox that nobody has is refused before the text is taken, so nothing of ours ever
answers a forged sender. While the database is away the answer is "later" (4xx): the
server in front keeps the mail.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import InterfaceError, OperationalError, connections

from machimori_office.mailroom import standing
from machimori_office.mailroom.models import WayIn
from machimori_office.mailroom.registry import Arrived
from machimori_office.mailroom.services import (
    LARGEST_BYTES,
    Handed,
    hand_over,
    is_ours,
)

MOST_RECIPIENTS = 100
SAID_EVERY_S = 60.0
_LONGEST_LINE = 1 << 16
_IDENT = "Machimori mailroom"
_NO_MAILBOX = "550 5.1.1 There is no such mailbox here"
_TOO_MANY = "452 4.5.3 Too many recipients at once"
_TAKEN = "250 2.0.0 Ok"
_LATER = "451 4.3.0 Please come again later"

Clock = Callable[[], datetime]


class Reception:
    """What aiosmtpd asks.

    Parameters
    ----------
    clock : callable
        Tells the time of arrival.
    is_lmtp : bool
        LMTP wants an answer for each recipient, SMTP one for all.
    """

    def __init__(self, clock: Clock, *, is_lmtp: bool) -> None:
        self._clock = clock
        self._is_lmtp = is_lmtp
        # One thread: mails are handed over one after the other, on one connection.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Refuse whom we do not know."""
        if not is_ours(address):
            return _NO_MAILBOX
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return _TOO_MANY
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Hand the mail over, then answer: never the other way round."""
        loop = asyncio.get_running_loop()
        answers = await loop.run_in_executor(self._thread, self._hand, envelope)
        if self._is_lmtp:
            return "\r\n".join(answers)
        return _LATER if _LATER in answers else _TAKEN

    async def keep_saying(self) -> None:
        """Write down again and again that mail is taken here."""
        loop = asyncio.get_running_loop()
        while True:
            await loop.run_in_executor(self._thread, self._say)
            await asyncio.sleep(SAID_EVERY_S)

    def close(self) -> None:
        """Wait for the mail that is being handed over, and leave the database."""
        self._thread.submit(connections.close_all).result()
        self._thread.shutdown()

    def _say(self) -> None:
        try:
            standing.worked(WayIn.Name.BROUGHT, at=self._clock())
        except (OperationalError, InterfaceError):
            # Mail has to wait as well until the database is back.
            connections.close_all()

    def _hand(self, envelope: Envelope) -> Sequence[str]:
        return [self._answer(envelope, to) for to in envelope.rcpt_tos]

    def _answer(self, envelope: Envelope, recipient: str) -> str:
        mail = Arrived(
            sender=(envelope.mail_from or "").strip("<>"),
            recipient=recipient,
            raw=_bytes(envelope.original_content),
            at=self._clock(),
        )
        if hand_over(mail) is not Handed.LATER:
            return _TAKEN
        # Kept open otherwise: opening anew for each mail would take longer than it.
        connections.close_all()
        return _LATER


async def listen(
    reception: Reception, endpoint: tuple[str, int], *, is_lmtp: bool
) -> asyncio.Server:
    """Open the port; refuses other machines' where the host is this one's."""
    # Each mail that somebody cut off would else be logged with its sender.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()
    protocol = _Lmtp if is_lmtp else _Smtp
    options: dict[str, Any] = {
        "data_size_limit": LARGEST_BYTES,
        "enable_SMTPUTF8": True,
        "ident": _IDENT,
        "loop": loop,
        "timeout": 120,
    }
    host, port = endpoint
    return await loop.create_server(
        lambda: protocol(reception, **options), host, port, reuse_address=True
    )


class _Smtp(SMTP):
    # Reports quote lines that are longer than the standard allows.
    line_length_limit = _LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = _LONGEST_LINE


def _bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""
