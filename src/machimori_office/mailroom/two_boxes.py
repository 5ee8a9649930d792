"""Mails that the internet part takes for the console: carried whole, then forgotten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import ConfigDict

from machimori_office.exchange import services
from machimori_office.exchange.bodies import CARRIED as STRICT
from machimori_office.exchange.contract import Act
from machimori_office.mailroom.registry import MAILBOXES, Arrived


@dataclass(frozen=True, kw_only=True)
class Forwarded:
    """A mail as it came, and whose it is."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    mailbox: str
    sender: str
    recipient: str
    raw: bytes
    at: datetime


def forward(arrived: Arrived, *, mailbox: str) -> None:
    """Keep a mail for the console until it has it."""
    mail = Forwarded(mailbox=mailbox, **vars(arrived))
    key = hashlib.sha256(arrived.raw).hexdigest()
    services.post("mail", key, mail, at=arrived.at)


def takes(_key: str, mail: Forwarded, _at: datetime) -> None:
    """Hand a mail to its mailbox, as if it had come here."""
    arrived = Arrived(
        sender=mail.sender, recipient=mail.recipient, raw=mail.raw, at=mail.at
    )
    MAILBOXES[mail.mailbox].takes(arrived)


CARRIED = (Act(name="mail", sender="public", takes=takes, body=Forwarded),)
