"""A mail server that delivers to nobody: what it takes lies in a folder, to be read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Caught:
    """One mail as it was handed over.

    Parameters
    ----------
    id : str
        Sorts by time.
    sender, recipient : str
        From the envelope.
    at : datetime
    raw : bytes
    """

    id: str
    sender: str
    recipient: str
    at: datetime
    raw: bytes

    @property
    def letter(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(self.raw, policy=policy.default)


def folder() -> Path:
    """Return where caught mails lie."""
    return Path(settings.OFFICE_FOLDER) / "caught"


def keep(*, sender: str, recipient: str, raw: bytes, at: datetime) -> str:
    """Write one mail down; it is there wholly or not at all."""
    folder().mkdir(parents=True, exist_ok=True)
    name = f"{at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    (folder() / f"{name}.eml").write_bytes(raw)
    said = {"sender": sender, "recipient": recipient, "at": at.isoformat()}
    half = folder() / f"{name}.half"
    half.write_text(json.dumps(said), encoding="utf-8")
    half.rename(folder() / f"{name}.json")
    return name


def caught(*, newest: int = 500) -> Iterator[Caught]:
    """Yield the newest mails, newest first."""
    for file in sorted(folder().glob("*.json"), reverse=True)[:newest]:
        yield _read(file)


def one(name: str) -> Caught | None:
    """Find a mail by its id."""
    file = folder() / f"{name}.json"
    is_ours = file.parent == folder() and set(name) <= _NAME
    return _read(file) if is_ours and file.exists() else None


_NAME = set("0123456789abcdefT-")


def _read(file: Path) -> Caught:
    said = json.loads(file.read_text(encoding="utf-8"))
    return Caught(
        id=file.stem,
        sender=said["sender"],
        recipient=said["recipient"],
        at=datetime.fromisoformat(said["at"]),
        raw=file.with_suffix(".eml").read_bytes(),
    )


class Catcher:
    """What aiosmtpd asks."""

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail, once for each recipient."""
        raw = cast(bytes, envelope.original_content)
        for recipient in envelope.rcpt_tos:
            name = keep(
                sender=(envelope.mail_from or "").strip("<>"),
                recipient=recipient,
                raw=raw,
                at=timezone.now(),
            )
        return f"250 2.0.0 Ok: kept as {name}"
