"""A mail opened with care: whatever the bytes are, there is something to read.

What comes to a bounce mailbox is written by every mail server since 1990: boundaries
that never occur, charsets that lie, headers in raw eight bits, reports wrapped in
reports. The standard library's parser reads most of it; what it cannot is read as plain
text, and never more than the first megabyte.
"""

from __future__ import annotations

import copy
import email
import email.header
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

__all__ = ["Letter", "Part", "open_letter"]

LARGEST_READ = 1 << 20
_MOST_PARTS = 200
_DEEPEST = 12
_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers")
_NOT_A_TYPE = re.compile(r"[\s;]")
_TAG = re.compile(r"<[^>]{0,2000}>")
_ENVELOPE_LINE = re.compile(rb"\A\s*From [^\n]*\n")
_NEXT_IN_MAILBOX = re.compile(rb"\n\nFrom [^\n]+ \d{4}\n(?=[A-Za-z-]+:)")


@dataclass(frozen=True)
class Part:
    """One part of a mail: its type, and its text.

    A returned message stays closed; its text is its source.
    """

    content_type: str
    text: str

    @property
    def is_returned_message(self) -> bool:
        """Whether this is the mail that came back, or its headers."""
        return self.content_type.startswith(_RETURNED)


@dataclass(frozen=True)
class Letter:
    """A mail, opened.

    Parameters
    ----------
    headers : dict
        Values by lower-case name, in their order, unfolded and decoded.
    parts : tuple of Part
        In their order.
    message : email.message.Message
        The same for libraries that want it.
    """

    headers: dict[str, list[str]]
    parts: tuple[Part, ...]
    message: Message = field(repr=False, compare=False)

    def header(self, name: str) -> str:
        """Return the first value of a header; empty where there is none."""
        return self.headers.get(name.lower(), [""])[0]

    @property
    def content_type(self) -> str:
        """The media type, with its parameters."""
        return self.header("content-type").lower()

    @property
    def report_text(self) -> str:
        """What the sender says in plain words; the returned message left out."""
        plain = [p.text for p in self.parts if p.content_type == "text/plain"]
        if any(text.strip() for text in plain):
            return "\n".join(plain)
        return "\n".join(
            _TAG.sub(" ", p.text) for p in self.parts if p.content_type == "text/html"
        )

    @property
    def returned_message(self) -> str:
        """The source of the mail that came back; empty where it is not enclosed."""
        return next((p.text for p in self.parts if p.is_returned_message), "")

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read."""
        has_text = any(part.text.strip() for part in self.parts)
        return not self.headers and not has_text


def open_letter(source: bytes) -> Letter:
    """Open a mail, whatever its bytes are.

    Parameters
    ----------
    source : bytes
        As it came, with any line ends; of a mailbox file, its first mail.
    """
    lines = source[:LARGEST_READ].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = _ENVELOPE_LINE.sub(b"", lines)
    lines = _NEXT_IN_MAILBOX.split(lines, maxsplit=1)[0]
    message = _parsed(lines)
    headers = _headers(message)
    parts = tuple(part for part in _parts(message) if part is not None)
    return Letter(headers, parts, message)


def _parsed(lines: bytes) -> Message:
    try:
        return email.message_from_bytes(lines)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        # Thousands of mails within mails, or a header that trips the parser.
        text = Message()
        text.set_payload(lines.decode("latin-1"))
        return text


def _headers(message: Message) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in message.items():
        headers.setdefault(name.lower(), []).append(_decoded_header(str(value)))
    return headers


def _decoded_header(value: str) -> str:
    unfolded = re.sub(r"\s*\n\s*", " ", value).strip()
    if "=?" not in unfolded:
        return unfolded
    try:
        return str(email.header.make_header(email.header.decode_header(unfolded)))
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return unfolded


def _parts(message: Message) -> Iterator[Part]:
    waiting: list[tuple[Message, int]] = [(message, 0)]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part, depth = waiting.pop()
        kind = _NOT_A_TYPE.split(part.get_content_type())[0]
        inside = _inside(part)
        if inside and kind.startswith("multipart/"):
            if depth < _DEEPEST:
                waiting += [(p, depth + 1) for p in reversed(inside)]
        elif inside:
            yield Part(kind, "\n\n".join(_source(p) for p in inside))
        else:
            yield Part(_readable_kind(part, kind), _text(part))


def _inside(part: Message) -> list[Message]:
    # Asking a single text for its payload may raise where its charset is none.
    payload = part.get_payload() if part.is_multipart() else []
    return [p for p in payload if isinstance(p, Message)]


def _readable_kind(part: Message, kind: str) -> str:
    # A multipart whose boundary never occurs is one text; so is a type nobody wrote.
    if kind.startswith("multipart/") or "content-type" not in part:
        return "text/plain"
    return kind


def _source(part: Message, depth: int = 0) -> str:
    head = "\n".join(f"{name}: {value}" for name, value in part.items())
    inside = _inside(part)[:_MOST_PARTS] if depth < _DEEPEST else []
    each = [_source(p, depth + 1) for p in inside]
    body = "\n\n".join(each) if inside else _text(part)
    return f"{head}\n\n{body}" if head else body


def _text(part: Message) -> str:
    raw = _raw(part)
    if raw is None:
        bare = copy.copy(part)
        del bare["content-type"]
        raw = _raw(bare)
    return _decoded(raw, _charset(part)) if raw is not None else ""


def _raw(part: Message) -> bytes | None:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return raw if isinstance(raw, bytes) else None


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _decoded(raw: bytes, declared: str) -> str:
    # Carriers write ISO-2022-JP and declare another, or the other way round.
    guesses = ["iso-2022-jp"] if b"\x1b$" in raw else []
    for charset in (*guesses, declared, "utf-8", "euc_jp", "cp932"):
        try:
            return raw.decode(charset or "ascii")
        except (UnicodeError, LookupError, ValueError):
            continue
    return raw.decode("latin-1")
