"""Links in letters, and the words in them that prove who got the letter."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings

PATH = "/mail/register/{token}/"
"""Where the public site shows what a link is for, with a button."""


def new_token() -> str:
    """Return a word that nobody can guess, for one link."""
    return secrets.token_urlsafe(24)


def hashed(token: str) -> str:
    """Hash the word of a link; only this is kept with the request."""
    return hashlib.sha256(token.encode()).hexdigest()


def link(token: str) -> str:
    """Return the address of the page for a word."""
    return str(settings.OFFICE_ADDRESS) + PATH.format(token=token)
