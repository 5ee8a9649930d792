"""Numbers of concerns, and the links by which reporters see them."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

from machimori_office.concerns.models import Concern
from machimori_office.web.words import Variety
from machimori_office.web.years import reiwa

PREFIX = "声"


def number_of(concern: Concern) -> str:
    """Word the number of a concern: 声8-12 is the twelfth of Reiwa 8."""
    return f"{PREFIX}{reiwa(concern.fiscal_year)}-{concern.number}"


def token_of(concern: Concern) -> str:
    """Return the word of a concern's link, which only this office can make again."""
    digest = salted_hmac("concerns.link", str(concern.pk), algorithm="sha256")
    return digest.hexdigest()[:40]


def new_token() -> str:
    """Return a word that nobody can guess."""
    return secrets.token_urlsafe(24)


def seeing(concern: Concern, variety: Variety) -> str:
    """Return the address at which a reporter sees what became of it."""
    return f"{_public()}/{variety}/concern/{token_of(concern)}/"


def confirming(token: str, variety: Variety) -> str:
    """Return the address of the button behind a mail address."""
    return f"{_public()}/{variety}/concern/mail/{token}/"


def _public() -> str:
    return str(settings.OFFICE_PUBLIC_ADDRESS)
