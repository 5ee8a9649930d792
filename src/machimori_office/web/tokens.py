"""The words of links: sent once and kept as a hash alone, or signed and not kept."""

from __future__ import annotations

import base64
import binascii
import hashlib
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac


def hashed(token: str) -> str:
    """Hash the word of a link; only this is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed(purpose: str, id_: UUID) -> str:
    """Return the word of a link that leads to a row as long as the row exists."""
    said = base64.urlsafe_b64encode(id_.bytes).rstrip(b"=").decode()
    return _signer(purpose).sign(said)


def code(purpose: str, id_: UUID) -> str:
    """Return a short word beside a row's number, for who copies it from paper."""
    digest = salted_hmac(
        f"machimori.{purpose}", id_.hex, settings.OFFICE_LINK_KEY, algorithm="sha256"
    )
    letters = base64.b32encode(digest.digest()).decode()[:10]
    return f"{letters[:5]}-{letters[5:]}"


def signed_id(purpose: str, token: str) -> UUID | None:
    """Return the id in such a word; None where it is not ours."""
    try:
        said = _signer(purpose).unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(f"{said}=="))
    except (BadSignature, binascii.Error, ValueError):
        return None


def _signer(purpose: str) -> Signer:
    """Sign with what both of two boxes have, so that either's links hold."""
    return Signer(
        key=settings.OFFICE_LINK_KEY,
        fallback_keys=[],
        sep=".",
        salt=f"machimori.{purpose}",
    )
