"""Mails that the internet part takes for the console: kept until they were carried."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from machimori_office.mailroom.registry import Arrived


def keep(arrived: Arrived, *, mailbox: str) -> None:
    """Keep a mail for the console; the same twice is kept once."""
    _folder().mkdir(parents=True, exist_ok=True)
    said = {
        "mailbox": mailbox,
        "sender": arrived.sender,
        "recipient": arrived.recipient,
        "raw": arrived.raw.decode("latin-1"),
        "at": arrived.at.isoformat(),
    }
    name = hashlib.sha256(arrived.raw).hexdigest()
    half = _folder() / f"{name}.half"
    half.write_text(json.dumps(said), encoding="utf-8")
    half.rename(_folder() / f"{name}.json")


def kept() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what waits: a name and what was said."""
    for file in sorted(_folder().glob("*.json")):
        yield file.stem, json.loads(file.read_text(encoding="utf-8"))


def forget(name: str) -> None:
    """Delete one that was carried."""
    (_folder() / f"{name}.json").unlink(missing_ok=True)


def arrived(said: dict[str, str]) -> Arrived:
    """Return the mail as it came."""
    return Arrived(
        sender=said["sender"],
        recipient=said["recipient"],
        raw=said["raw"].encode("latin-1"),
        at=datetime.fromisoformat(said["at"]),
    )


def _folder() -> Path:
    return Path(settings.OFFICE_FOLDER) / "for-the-console"
