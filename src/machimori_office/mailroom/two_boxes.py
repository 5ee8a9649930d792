"""The internet part takes mail for the console, and says when none comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import ConfigDict

from machimori_office.exchange import services
from machimori_office.exchange.bodies import CARRIED as STRICT
from machimori_office.exchange.contract import Act, Standing
from machimori_office.mailroom.models import WayIn
from machimori_office.mailroom.registry import MAILBOXES, Arrived
from machimori_office.mailroom.standing import Silence, silence


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


def _silence(now: datetime) -> Iterator[tuple[str, dict[str, str]]]:
    found = silence(now)
    since = found.since.isoformat() if found and found.since else ""
    said = found and {"name": found.name, "since": since, "trouble": found.trouble}
    yield "now", said or {}


def _keep(_key: str, said: dict[str, str], _at: datetime) -> None:
    """Kept as it was said; only its form is looked at."""
    read_silence(said)


def read_silence(said: dict[str, str]) -> Silence | None:
    """Read what the internet part said last of mail that should come in."""
    if not said:
        return None
    return Silence(
        name=WayIn.Name(said["name"]),
        since=datetime.fromisoformat(said["since"]) if said["since"] else None,
        trouble=WayIn.Trouble(said["trouble"]) if said["trouble"] else "",
    )


MAIL_IN = "mail_in"

CARRIED = (
    Act(name="mail", sender="public", takes=takes, body=Forwarded),
    Standing(name=MAIL_IN, sender="public", says=_silence, takes=_keep, is_kept=True),
)
