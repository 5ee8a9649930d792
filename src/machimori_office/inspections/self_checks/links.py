"""The owner's link, and the word on paper that leads to the same form."""

from __future__ import annotations

import secrets

from django.conf import settings

from machimori_office.inspections.models import SelfCheck
from machimori_office.web.tokens import signed, signed_id

_PURPOSE = "self-check"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are mistaken for one another."""


def new_code() -> str:
    """Return a word for paper: ``7K3F-92QM``."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def token_of(check: SelfCheck) -> str:
    """Return the word in the owner's link."""
    return signed(_PURPOSE, check.pk)


def link_of(check: SelfCheck, variety: str = "ja") -> str:
    """Return the address of the owner's page."""
    public = str(settings.OFFICE_PUBLIC_ADDRESS)
    return f"{public}/{variety}/check/{token_of(check)}/"


def check_of(token: str) -> SelfCheck | None:
    """Return the self-check that a link leads to; None where it is not ours."""
    pk = signed_id(_PURPOSE, token)
    if pk is None:
        return None
    return SelfCheck.objects.select_related("site").filter(pk=pk).first()
