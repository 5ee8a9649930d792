"""Links by which a reader leaves with one press: nobody can forge or guess one.

A token holds the number of the address, the category that a press takes off (none means
all), and a keyed digest of both. It never expires: somebody who finds the mail of two
years ago must be able to leave by it, and cannot do more with it than leave.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from machimori_office.outbox.keys import secrets

__all__ = ["Leaving", "issue", "link", "read"]

_PURPOSE = b"machimori unsubscribe 1"
_NUMBER_BYTES, _DIGEST_BYTES = 6, 12


@dataclass(frozen=True)
class Leaving:
    """What a press of the link takes off.

    Parameters
    ----------
    address : int
        The number of the address.
    category : str
        Empty means all mails.
    """

    address: int
    category: str = ""


def issue(address: int, category: str = "") -> str:
    """Return the token of one reader and one category."""
    said = address.to_bytes(_NUMBER_BYTES) + category.encode()
    return _written(_digest(secrets(_PURPOSE)[0], said) + said)


def link(public_address: str, token: str) -> str:
    """Return the address that the token is opened under."""
    return f"{public_address}/u/{token}/"


def read(token: str) -> Leaving | None:
    """Read a token; None where it is not ours."""
    raw = _bytes(token)
    if raw is None or len(raw) < _DIGEST_BYTES + _NUMBER_BYTES:
        return None
    digest, said = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    # Every secret is compared, so that the time tells nothing of which one fits.
    fits = [
        hmac.compare_digest(_digest(secret, said), digest)
        for secret in secrets(_PURPOSE)
    ]
    if not any(fits):
        return None
    number, category = said[:_NUMBER_BYTES], said[_NUMBER_BYTES:]
    return Leaving(int.from_bytes(number), category.decode())


def _digest(secret: bytes, said: bytes) -> bytes:
    return hmac.digest(secret, said, hashlib.sha256)[:_DIGEST_BYTES]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(token: str) -> bytes | None:
    if len(token) > 200:
        return None
    try:
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    # Base64 has several spellings of the same bytes; ours is one of them.
    return raw if _written(raw) == token else None
