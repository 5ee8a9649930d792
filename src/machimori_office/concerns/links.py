"""Numbers of concerns, and the links by which reporters see them."""

from __future__ import annotations

from django.conf import settings

from machimori_office.concerns.models import Concern
from machimori_office.web.tokens import signed
from machimori_office.web.words import Variety
from machimori_office.web.years import reiwa

PREFIX = "声"
SEEING, MAIL = "concern", "concern.mail"
"""What links are for: seeing a concern, and confirming an address to answer to."""


def number_of(concern: Concern) -> str:
    """Word the number of a concern: 声8-12 is the twelfth of Reiwa 8."""
    return f"{PREFIX}{reiwa(concern.fiscal_year)}-{concern.number}"


def seeing(concern: Concern, variety: Variety) -> str:
    """Return the address at which a reporter sees what became of it."""
    return f"{_public(variety)}/concern/{signed(SEEING, concern.pk)}/"


def confirming(concern: Concern, variety: Variety) -> str:
    """Return the address of the button behind a mail address."""
    return f"{_public(variety)}/concern/mail/{signed(MAIL, concern.pk)}/"


def _public(variety: Variety) -> str:
    return f"{settings.OFFICE_PUBLIC_ADDRESS}/{variety}"
