"""Mails as bytes: made once a letter, with only what differs by recipient put in.

What differs is To, Date, Message-ID, the return path and the link to leave by (in the
header, and in the text where the letter has a place for it). The text is UTF-8 in
base64, which passes every carrier's gateway; so no line of it begins with a dot.

The same delivery always has the same Message-ID: programs that know it show a mail
that came twice once.

Source: RFC 5322; RFC 2047 (encoded words); RFC 2369, RFC 8058 (leaving by one press);
RFC 2919 (List-Id); RFC 3834 (Auto-Submitted).
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from functools import cached_property, lru_cache
from typing import Any

from machimori_office.outbox import dkim, tokens
from machimori_office.outbox.addresses import Address
from machimori_office.outbox.models import Message
from machimori_office.outbox.verp import VerpKeys
from machimori_office.web.words import JST

__all__ = ["LEAVE_HERE", "Form", "Mail", "Sender", "recipient"]

LEAVE_HERE = "{{unsubscribe}}"
"""Stands in a text where the reader's own link to leave by belongs."""

_PLAIN = re.compile(r"[\x21-\x7e]{3,320}")
_Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Mail:
    """What is handed to a server."""

    delivery: int
    return_path: str
    recipient: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes.

    Parameters
    ----------
    name, address : str
        As they stand in From.
    domain : str
        Of return paths and Message-IDs.
    public_address : str
        Under which the residents' pages are reached.
    return_paths : VerpKeys
    signers : sequence of dkim.Signer
        None signs nothing.
    """

    name: str
    address: str
    domain: str
    public_address: str
    return_paths: VerpKeys
    signers: Sequence[dkim.Signer] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A letter but for what differs by recipient.

    Parameters
    ----------
    sender : Sender
    subject, text : str
    purpose, category : str
        Of the message: what readers subscribed to can be left by one press.
    message : str
        The message's UUID, as hexadecimal digits.
    """

    sender: Sender
    subject: str
    text: str
    purpose: str
    category: str
    message: str

    def to(self, recipient: str, *, address: int, delivery: int, at: datetime) -> Mail:
        """Make the mail of one recipient.

        Parameters
        ----------
        recipient : str
            As it stands in ``RCPT TO`` (`recipient`).
        address, delivery : int
            The numbers of their rows.
        at : datetime
        """
        sender = self.sender
        leaving = "" if self.is_conversation else tokens.issue(address, self.category)
        link = tokens.link(sender.public_address, leaving)
        fields = [
            ("To", recipient),
            ("Date", _date(int(at.timestamp()))),
            ("Message-ID", f"<{delivery:x}.{self.message}@{sender.domain}>"),
        ]
        if not self.is_conversation:
            fields.append(("List-Unsubscribe", f"<{link}>"))
        local = sender.return_paths.local_part(
            delivery, sent_on=at.astimezone(JST).date()
        )
        body = self._body(link) if self._halves else self._plain_body
        # An automatic answer to an automatic answer would go on for ever.
        is_answer = self.purpose == Message.Purpose.ANSWER
        return Mail(
            delivery,
            "" if is_answer else f"{local}@{sender.domain}",
            recipient,
            b"".join((self._head(fields, body), b"\r\n", body)),
        )

    @property
    def is_conversation(self) -> bool:
        """Whether it is between us and one person, who subscribed to nothing by it."""
        return self.purpose in Message.CONVERSATIONS

    def _head(self, fields: _Fields, body: bytes) -> bytes:
        own = "".join(f"{name}: {value}\r\n" for name, value in fields).encode()
        if not self.sender.signers:
            return self._common + own
        signed = self._common_signed.copy()
        # Written in canonical form already: one space, none at the ends.
        said = "".join(f"{name.lower()}:{value}\r\n" for name, value in fields)
        signed.update(said.encode())
        names = self._names + tuple(name for name, _ in fields) + _SIGNED_TWICE
        hashed = dkim.body_hash(body) if self._halves else self._plain_hash
        signatures = [
            signer.header(signer.tags(names, hashed), signed)
            for signer in self.sender.signers
        ]
        return b"".join((*signatures, self._common, own))

    @cached_property
    def _fields(self) -> _Fields:
        sender = self.sender
        fields = [
            ("From", _from(sender.name, sender.address)),
            ("Reply-To", f"<reply@{sender.domain}>"),
            ("Subject", _encoded("Subject", self.subject)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "base64"),
        ]
        if self.is_conversation:
            is_answer = self.purpose != Message.Purpose.LETTER
            how = "auto-replied" if is_answer else "auto-generated"
            return [*fields, ("Auto-Submitted", how)]
        return [
            *fields,
            ("Auto-Submitted", "auto-generated"),
            ("Precedence", "bulk"),
            ("List-Id", f"<mail.{sender.domain}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]

    @cached_property
    def _common(self) -> bytes:
        return "".join(f"{name}: {value}\r\n" for name, value in self._fields).encode()

    @cached_property
    def _common_signed(self) -> Any:
        said = "".join(f"{dkim.relaxed(*field)}\r\n" for field in self._fields)
        return hashlib.sha256(said.encode())

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._fields)

    @cached_property
    def _halves(self) -> list[bytes]:
        """What stands before, between and after the places for the link, if any."""
        parts = _lines(self.text).split(LEAVE_HERE)
        return [part.encode() for part in parts] if len(parts) > 1 else []

    def _body(self, link: str) -> bytes:
        return _base64(link.encode().join(self._halves))

    @cached_property
    def _plain_body(self) -> bytes:
        return _base64(_lines(self.text).encode())

    @cached_property
    def _plain_hash(self) -> str:
        return dkim.body_hash(self._plain_body)


# A second From or Subject that somebody adds on the way breaks the signature.
_SIGNED_TWICE = ("From", "Subject", "To")


def recipient(address: str) -> str | None:
    """Return an address as it stands in an envelope; None where it cannot."""
    local, _, domain = address.rpartition("@")
    written = Address(local, domain).for_smtp
    return written if _PLAIN.fullmatch(written) else None


def _from(name: str, address: str) -> str:
    return f"{_encoded('From', name)} <{address}>" if name else f"<{address}>"


def _encoded(field: str, words: str) -> str:
    """Encode a header's words; none can end the line that they stand in."""
    plain = " ".join(
        "".join(" " if _is_control(sign) else sign for sign in words).split()
    )
    made = Header(plain or "-", "utf-8", header_name=field)
    return made.encode(linesep="\r\n")


def _lines(text: str) -> str:
    """End each line as mail does; control characters are no text."""
    lines = re.split(r"\r\n|\r|\n", text.rstrip())
    return "".join(f"{_without_controls(line)}\r\n" for line in lines)


def _without_controls(line: str) -> str:
    return "".join(sign for sign in line if sign == "\t" or not _is_control(sign))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp")


def _base64(raw: bytes) -> bytes:
    return base64.encodebytes(raw).replace(b"\n", b"\r\n")


@lru_cache(maxsize=8)
def _date(second: int) -> str:
    return format_datetime(datetime.fromtimestamp(second, UTC).astimezone(JST))
