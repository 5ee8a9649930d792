"""Files that one key opens and another, which may lie on the server, closes.

The layout of a sealed file: one line ``MACHIMORI-SEALED-1``, 32 bytes of a public key
made for this file alone, then pieces of 1 MiB, each encrypted with AES-256-GCM (RFC
5116) and longer by its tag of 16 bytes. The key of the pieces is derived (HKDF,
SHA-256) from X25519 (RFC 7748) of that key and the recipient's; the number of a piece,
and whether it is the last, are its nonce, so that none can be left out, moved or cut
off unnoticed.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from typing_extensions import Buffer

from machimori_office.backups.errors import KeyUnusable, SealBroken

MAGIC = b"MACHIMORI-SEALED-1\n"
_PIECE = 1 << 20
_TAG = 16
_KEY = 32


class Sealing(io.RawIOBase):
    """A file to write to; what reaches `out` is encrypted."""

    def __init__(self, out: BinaryIO, recipient: X25519PublicKey) -> None:
        once = X25519PrivateKey.generate()
        self._out, self._waiting, self._number = out, bytearray(), 0
        public = once.public_key().public_bytes_raw()
        self._cipher = _cipher(once.exchange(recipient), public, recipient)
        out.write(MAGIC + public)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Buffer, /) -> int:
        """Take bytes; whole pieces go out at once."""
        taken = bytes(data)
        self._waiting += taken
        # The last piece is known as such only at the end: hence more than, not as many.
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(taken)

    def close(self) -> None:
        """Write the last piece; `out` stays open."""
        if not self.closed:
            self._put(bytes(self._waiting), is_last=True)
        super().close()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, piece, MAGIC))
        self._number += 1


class Opening(io.RawIOBase):
    """A sealed file to read from.

    Raises
    ------
    SealBroken
        Not such a file, not for this key, or not as it was written.
    """

    def __init__(self, source: BinaryIO, key: X25519PrivateKey) -> None:
        head = source.read(len(MAGIC) + _KEY)
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + _KEY:
            raise SealBroken
        public = head[len(MAGIC) :]
        shared = key.exchange(X25519PublicKey.from_public_bytes(public))
        self._cipher = _cipher(shared, public, key.public_key())
        self._source, self._number, self._ready = source, 0, b""
        self._ahead = source.read(_PIECE + _TAG)
        if not self._ahead:
            raise SealBroken

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Give the next bytes that were proven; none at the end."""
        view = memoryview(buffer).cast("B")
        if not self._ready and self._ahead:
            self._ready = self._next()
        given = self._ready[: len(view)]
        view[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)

    def _next(self) -> bytes:
        piece, self._ahead = self._ahead, self._source.read(_PIECE + _TAG)
        nonce = _nonce(self._number, is_last=not self._ahead)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, piece, MAGIC)
        except InvalidTag as error:
            raise SealBroken from error


def make_keys(folder: Path) -> tuple[Path, Path]:
    """Write a pair of keys; return the private and the public file."""
    key = X25519PrivateKey.generate()
    private, public = folder / "backup.private.pem", folder / "backup.public.pem"
    folder.mkdir(parents=True, exist_ok=True)
    private.touch(mode=0o600, exist_ok=False)
    private.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    public.write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return private, public


def recipient(file: Path) -> X25519PublicKey:
    """Read the key that seals."""
    try:
        found = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyUnusable(file=file) from error
    if not isinstance(found, X25519PublicKey):
        raise KeyUnusable(file=file)
    return found


def opener(file: Path) -> X25519PrivateKey:
    """Read the key that opens."""
    try:
        found = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise KeyUnusable(file=file) from error
    if not isinstance(found, X25519PrivateKey):
        raise KeyUnusable(file=file)
    return found


def _cipher(shared: bytes, public: bytes, recipient: X25519PublicKey) -> AESGCM:
    salt = public + recipient.public_bytes_raw()
    derivation = HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC)
    return AESGCM(derivation.derive(shared))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
