"""The signed files that people or a job carry from one box to the other.

A file is text, so that whoever carries it over a border of networks can look at it: a
line that says from whom, which number, what was made when and which file of the other
box was seen last; a line for each thing; and an Ed25519 signature (RFC 8032) of all
lines before it. Lines are JSON. Numbers follow one another without a gap, but for a box
that went back to a backup and says everything anew. What says
something about people is sealed for the other box (X25519): whoever carries it sees
that there is an application, not whose.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from machimori_office.exchange.contract import Part
from machimori_office.exchange.errors import ExchangeKey, Forged, Unreadable

FORMAT = "machimori-exchange-2"
MOST_BYTES = 64_000_000
LONGEST_KEY = 120
Key = TypeVar("Key")
_Private = Ed25519PrivateKey | X25519PrivateKey
_PEM = re.compile(rb"-----BEGIN [^-]+-----.+?-----END [^-]+-----\n?", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """One thing of which something is said.

    Parameters
    ----------
    kind, key : str
    body : dict or None
        None of a thing that is no longer said.
    acts : int
        Of an act, its number among those about this thing; otherwise how many acts
        about it the writer had heard.
    """

    kind: str
    key: str
    body: dict[str, Any] | None
    acts: int = 0

    @property
    def sha256(self) -> str:
        """Changes when anything in it does."""
        return hashlib.sha256(_line([self.body, self.acts])).hexdigest()

    @property
    def line(self) -> bytes:
        """As it stands in a file."""
        return _line([self.kind, self.key, self.body, self.acts])


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
    is_anew : bool
        Whether it says all that stands, and its number need not follow the last one.
    """

    sender: Part
    sequence: int
    seen: int
    made_at: datetime
    is_anew: bool = False

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
        "anew": head.is_anew,
    }
    lines = [_line(first)]
    lines += [item.line for item in items]
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
            is_anew=first["anew"] is True,
        )
        return head, [_said(*line) for line in lines]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(file=file, said=type(error).__name__) from error


def _proven(raw: bytes, *, file: str, key: Ed25519PublicKey) -> bytes:
    text, _, signature = raw.removesuffix(b"\n").rpartition(b"\n")
    try:
        key.verify(base64.b64decode(signature, validate=True), text + b"\n")
    except (InvalidSignature, binascii.Error) as error:
        raise Forged(file=file) from error
    return text


def make_keys(folder: Path, part: Part) -> tuple[Path, Path]:
    """Write the keys of one box: one signs, one opens; return both halves' files."""
    keys: list[_Private] = [Ed25519PrivateKey.generate(), X25519PrivateKey.generate()]
    folder.mkdir(parents=True, exist_ok=True)
    private, public = (folder / f"{part}.{half}.pem" for half in ("private", "public"))
    private.touch(mode=0o600, exist_ok=False)
    private.write_bytes(b"".join([_private_half(key) for key in keys]))
    public.write_bytes(b"".join([_public_half(key) for key in keys]))
    return private, public


def own_key(file: Path) -> Ed25519PrivateKey:
    """Read the key that signs."""
    found = [k for k in _private_keys(file) if isinstance(k, Ed25519PrivateKey)]
    return _only(found, file)


def opener(file: Path) -> X25519PrivateKey:
    """Read the key that opens what was sealed for this box."""
    found = [k for k in _private_keys(file) if isinstance(k, X25519PrivateKey)]
    return _only(found, file)


def others_key(file: Path) -> Ed25519PublicKey:
    """Read the key that proves the other box's signature."""
    found = [k for k in _public_keys(file) if isinstance(k, Ed25519PublicKey)]
    return _only(found, file)


def recipient(file: Path) -> X25519PublicKey:
    """Read the key that seals for the other box."""
    found = [k for k in _public_keys(file) if isinstance(k, X25519PublicKey)]
    return _only(found, file)


def _private_half(key: _Private) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_half(key: _Private) -> bytes:
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _private_keys(file: Path) -> list[object]:
    return _read_keys(file, lambda pem: load_pem_private_key(pem, None))


def _public_keys(file: Path) -> list[object]:
    return _read_keys(file, load_pem_public_key)


def _read_keys(file: Path, read_pem: Callable[[bytes], object]) -> list[object]:
    try:
        return [read_pem(pem) for pem in _PEM.findall(file.read_bytes())]
    except (OSError, ValueError, TypeError) as error:
        raise ExchangeKey(file=file) from error


def _only(found: list[Key], file: Path) -> Key:
    if len(found) != 1:
        raise ExchangeKey(file=file)
    return found[0]


def _said(kind: str, key: str, body: dict[str, Any] | None, acts: int) -> Said:
    is_plain = isinstance(kind, str) and isinstance(key, str) and type(acts) is int
    if not is_plain or not isinstance(body, dict | None) or acts < 0:
        raise TypeError("a line says kind, key, body and a number")
    if len(key) > LONGEST_KEY:
        raise ValueError("a key is too long")
    return Said(kind, key, body, acts)


def _line(said: object) -> bytes:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()
