"""The signed files that people or a job carry from one box to the other.

A file is text, so that whoever carries it over a border of networks can look at it: a
line that says from whom, which number, what was made when and which file of the other
box was seen last; a line for each thing; and an Ed25519 signature (RFC 8032) of all
lines before it. Lines are JSON. Numbers follow one another without a gap.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from machimori_office.exchange.errors import ExchangeKey, Forged, Unreadable

Part = Literal["console", "public"]
FORMAT = "machimori-exchange-1"
MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class Said:
    """One thing of which something is said."""

    kind: str
    key: str
    body: dict[str, Any]

    @property
    def sha256(self) -> str:
        """Changes when anything in it does."""
        return hashlib.sha256(_line(self.body)).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Head:
    """The first line of a file.

    Parameters
    ----------
    sender : str
    sequence : int
        From 1.
    seen : int
        The last number that the sender had taken from the other box; 0 for none.
    made_at : datetime
    """

    sender: Part
    sequence: int
    seen: int
    made_at: datetime

    @property
    def name(self) -> str:
        """What the file is called."""
        return parcel_name(self.sender, self.sequence)


def parcel_name(sender: Part, sequence: int) -> str:
    """Name a file so that names sort as numbers do."""
    return f"machimori-{sender}-{sequence:08d}.parcel"


def write(head: Head, items: Iterable[Said], key: Ed25519PrivateKey) -> bytes:
    """Lay a file out and sign it."""
    first = {
        "format": FORMAT,
        "sender": head.sender,
        "sequence": head.sequence,
        "seen": head.seen,
        "made_at": head.made_at.isoformat(),
    }
    lines = [_line(first)]
    lines += [_line([item.kind, item.key, item.body]) for item in items]
    text = b"\n".join(lines) + b"\n"
    return text + base64.b64encode(key.sign(text)) + b"\n"


def read(
    raw: bytes, *, file: str, sender: Part, key: Ed25519PublicKey
) -> tuple[Head, list[Said]]:
    """Prove who signed a file, then read it.

    Raises
    ------
    Forged
        Another signature, another sender, or not as it was written.
    Unreadable
        Signed, and yet of a form that is not known here.
    """
    text = _proven(raw, file=file, key=key)
    try:
        first, *lines = map(json.loads, text.splitlines())
        if first["format"] != FORMAT or first["sender"] != sender:
            raise Forged(file=file)
        head = Head(
            sender=sender,
            sequence=int(first["sequence"]),
            seen=int(first["seen"]),
            made_at=datetime.fromisoformat(first["made_at"]),
        )
        return head, [Said(str(kind), str(key), body) for kind, key, body in lines]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(file=file, said=type(error).__name__) from error


def _proven(raw: bytes, *, file: str, key: Ed25519PublicKey) -> bytes:
    text, _, signature = raw.removesuffix(b"\n").rpartition(b"\n")
    try:
        key.verify(base64.b64decode(signature, validate=True), text + b"\n")
    except (InvalidSignature, binascii.Error) as error:
        raise Forged(file=file) from error
    return text


def make_keys(folder: Path, part: Part) -> tuple[Path, Path]:
    """Write the pair of keys of one box; return the private and the public file."""
    key = Ed25519PrivateKey.generate()
    folder.mkdir(parents=True, exist_ok=True)
    private, public = (folder / f"{part}.{half}.pem" for half in ("private", "public"))
    private.touch(mode=0o600, exist_ok=False)
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    public.write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return private, public


def own_key(file: Path) -> Ed25519PrivateKey:
    """Read the key that signs."""
    try:
        found = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise ExchangeKey(file=file) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise ExchangeKey(file=file)
    return found


def others_key(file: Path) -> Ed25519PublicKey:
    """Read the key that proves the other box's signature."""
    try:
        found = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise ExchangeKey(file=file) from error
    if not isinstance(found, Ed25519PublicKey):
        raise ExchangeKey(file=file)
    return found


def _line(said: object) -> bytes:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()
