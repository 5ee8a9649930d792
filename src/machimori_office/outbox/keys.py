"""The outbox's own keys, each derived from the office's secret for one purpose."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from django.conf import settings

from machimori_office.outbox.verp import VerpKeys

__all__ = ["return_paths", "secrets"]


def secrets(purpose: bytes) -> tuple[bytes, ...]:
    """Return the keys of a purpose: the one that signs first, then former ones."""
    return _derived(purpose, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def return_paths() -> VerpKeys:
    """Return what signs and reads the return paths of mails."""
    return VerpKeys(secrets=secrets(b"machimori return path 1"))


@lru_cache(maxsize=16)
def _derived(purpose: bytes, *office_secrets: str) -> tuple[bytes, ...]:
    return tuple(
        hmac.digest(secret.encode(), purpose, hashlib.sha256)
        for secret in office_secrets
    )
