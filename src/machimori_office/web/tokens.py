"""The words of links: sent once, kept as a hash alone."""

from __future__ import annotations

import hashlib


def hashed(token: str) -> str:
    """Hash the word of a link; only this is kept."""
    return hashlib.sha256(token.encode()).hexdigest()
