"""Handing a mail to its mailbox: in one transaction, and never losing one."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from machimori_office.mailroom.registry import Arrived, mailbox_of

LARGEST_BYTES = 25 * 1024 * 1024
_LOG = logging.getLogger(__name__)
_SENDER, _RECIPIENT = b"X-Machimori-Sender: ", b"X-Machimori-Recipient: "


class Handed(Enum):
    """What became of a mail that came in."""

    TAKEN = "taken"
    LATER = "later"
    UNKNOWN = "unknown"


def is_ours(recipient: str) -> bool:
    """Whether there is such a mailbox under our domain."""
    domain = recipient.rpartition("@")[2].lower()
    return domain == settings.MAIL_DOMAIN and mailbox_of(recipient) is not None


def hand_over(mail: Arrived) -> Handed:
    """Hand a mail to its mailbox, wholly or not at all.

    Returns
    -------
    Handed
        ``LATER`` where it could neither be taken nor laid aside: whoever brought it
        must keep it and come again.
    """
    box = mailbox_of(mail.recipient)
    if box is None:
        return Handed.UNKNOWN
    try:
        with transaction.atomic():
            box.takes(mail)
    except (OperationalError, InterfaceError) as error:
        _LOG.warning("mail to %s has to wait: %s", box.name, type(error).__name__)
        return Handed.LATER
    except Exception:  # anything may stand in a mail, and others wait behind it
        _LOG.exception("mail to %s could not be read: it is laid aside", box.name)
        return Handed.TAKEN if _lay_aside(mail) else Handed.LATER
    return Handed.TAKEN


def lie_aside() -> Iterator[Path]:
    """Yield the files of mails that were laid aside, the oldest first."""
    yield from sorted(_folder().glob("*.eml"))


def take_again(file: Path, mail: Arrived) -> bool:
    """Hand a mail over once more that was laid aside; True where it is gone now."""
    box = mailbox_of(mail.recipient)
    if box is None:
        return False
    with transaction.atomic():
        box.takes(mail)
    file.unlink()
    return True


def read_aside(file: Path, like: Arrived) -> Arrived:
    """Read a mail that was laid aside, with the envelope it had."""
    sender, recipient, raw = file.read_bytes().split(b"\r\n", 2)
    return replace(
        like,
        sender=sender.removeprefix(_SENDER).decode("utf-8", "replace"),
        recipient=recipient.removeprefix(_RECIPIENT).decode("utf-8", "replace"),
        raw=raw,
    )


def _folder() -> Path:
    return Path(settings.OFFICE_FOLDER) / "mail-aside"


def _lay_aside(mail: Arrived) -> bool:
    """Keep what nobody could read, so that it can be looked at and taken again."""
    head = [_SENDER + mail.sender.encode(), _RECIPIENT + mail.recipient.encode()]
    try:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        half = _folder() / f"{mail.at:%Y%m%dT%H%M%S}-{secrets.token_hex(8)}.half"
        half.touch(mode=0o600)
        half.write_bytes(b"\r\n".join([*head, mail.raw]))
        half.rename(half.with_suffix(".eml"))
    except OSError:
        _LOG.exception("the mail could not be laid aside either")
        return False
    return True
