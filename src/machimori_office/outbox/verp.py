"""Return paths that say which delivery a bounce is about, and that nobody can forge.

Each mail leaves with a return path of its own (a variable envelope return path, VERP):
``bounces+<token>@city.example``. The token holds the number of the delivery, the day it
was sent, and a keyed digest of both. A bounce that comes back to it names the delivery
better than any text in it could, and an address can be stopped only by somebody who
has seen that token: the receiving servers.

The token is lower-case letters and digits alone: some servers change the case of a
local part, and RFC 5321 (4.5.3.1.1) gives it 64 characters in all.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["MAX_LOCAL_PART", "NO_TOKEN", "Stamp", "Token", "VerpKeys"]

MAX_LOCAL_PART = 64
_EPOCH = date(2020, 1, 1)
_NUMBER_BYTES, _DAY_BYTES, _DIGEST_BYTES = 8, 2, 10
_TOKEN_LENGTH = (_NUMBER_BYTES + _DAY_BYTES + _DIGEST_BYTES) * 8 // 5
_PURPOSE = b"machimori bounce 1"


class Stamp(StrEnum):
    """What a return path proves."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    FORGED = "forged"
    ABSENT = "absent"


@dataclass(frozen=True)
class Token:
    """What was read from the address to which a bounce came.

    Parameters
    ----------
    stamp : Stamp
        Whether the token is ours and still in time.
    delivery : int or None
        The number of the delivery; only where the token is genuine.
    """

    stamp: Stamp
    delivery: int | None = None


NO_TOKEN = Token(Stamp.ABSENT)


@dataclass(frozen=True, kw_only=True)
class VerpKeys:
    """The secrets that sign return paths.

    Parameters
    ----------
    secrets : sequence of bytes
        The first signs; all are accepted, so that a secret can be changed while
        bounces of the last days are still on their way. At least 16 bytes each.
    mailbox : str
        The local part before the ``+``.
    lifetime_days : int
        For how long a token counts. Servers give up after five days or so.

    Raises
    ------
    ValueError
        A secret is too short, there is none, the lifetime is none, or the local part
        would be longer than 64 characters.
    """

    secrets: Sequence[bytes]
    mailbox: str = "bounces"
    lifetime_days: int = 14

    def __post_init__(self) -> None:
        if not self.secrets or any(len(secret) < 16 for secret in self.secrets):
            raise ValueError("each secret needs 16 bytes or more, and there is one")
        if self.lifetime_days < 1:
            raise ValueError("a token that never counts proves nothing")
        if len(self.mailbox) + 1 + _TOKEN_LENGTH > MAX_LOCAL_PART:
            raise ValueError(f"{self.mailbox!r} leaves no room for the token")

    def local_part(self, delivery: int, *, sent_on: date) -> str:
        """Return the local part of the return path of one delivery.

        Raises
        ------
        ValueError
            The number is negative or needs more than 8 bytes, or the day cannot be
            written in two bytes from 2020 on.
        """
        day = (sent_on - _EPOCH).days
        if not (0 <= delivery < 1 << 64 and 0 <= day < 1 << 16):
            raise ValueError("the number of a delivery or its day is out of range")
        said = delivery.to_bytes(_NUMBER_BYTES) + day.to_bytes(_DAY_BYTES)
        token = base64.b32encode(said + _digest(self.secrets[0], said))
        return f"{self.mailbox}+{token.decode().lower()}"

    def read(self, address: str, *, on: date) -> Token:
        """Read the address to which a mail came.

        Parameters
        ----------
        address : str
            The recipient in the envelope, with or without its domain.
        on : date
            The day on which it came.

        Returns
        -------
        Token
            Genuine with the number of the delivery; expired; forged (it looks like a
            token and is not ours); or absent.
        """
        raw = self._token_bytes(address)
        if raw is None:
            return NO_TOKEN
        said, digest = raw[:-_DIGEST_BYTES], raw[-_DIGEST_BYTES:]
        # Every secret is compared, so that the time tells nothing of which one fits.
        fits = [
            hmac.compare_digest(_digest(secret, said), digest)
            for secret in self.secrets
        ]
        if not any(fits):
            return Token(Stamp.FORGED)
        sent_on = _EPOCH + timedelta(days=int.from_bytes(said[_NUMBER_BYTES:]))
        # One day early is the same moment in another time zone.
        if not -1 <= (on - sent_on).days <= self.lifetime_days:
            return Token(Stamp.EXPIRED)
        return Token(Stamp.GENUINE, int.from_bytes(said[:_NUMBER_BYTES]))

    def _token_bytes(self, address: str) -> bytes | None:
        local = address.strip().strip("<>").partition("@")[0]
        mailbox, plus, token = local.rpartition("+")
        if not plus or mailbox.lower() != self.mailbox.lower():
            return None
        if len(token) != _TOKEN_LENGTH:
            return None
        try:
            return base64.b32decode(token.upper().encode("ascii"))
        except (binascii.Error, UnicodeEncodeError):
            return None


def _digest(secret: bytes, said: bytes) -> bytes:
    return hmac.digest(secret, _PURPOSE + said, hashlib.sha256)[:_DIGEST_BYTES]
