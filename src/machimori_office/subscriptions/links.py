"""Links in letters, and the words in them that prove who got the letter."""

from __future__ import annotations

import secrets

from django.conf import settings

from machimori_office.subscriptions.models import Request

PATHS = {
    Request.Wish.JOIN: "/ja/confirm/{token}/",
    Request.Wish.MANAGE: "/ja/manage/{token}/",
    Request.Wish.CHANGE_ADDRESS: "/ja/change/{token}/",
}
"""Where the public site shows what a link is for, with a button."""


def new_token() -> str:
    """Return a word that nobody can guess, for one link."""
    return secrets.token_urlsafe(24)


def link(wish: Request.Wish, token: str) -> str:
    """Return the address of the page for what was asked for."""
    return str(settings.OFFICE_PUBLIC_ADDRESS) + PATHS[wish].format(token=token)
