"""The links by which applicants see and confirm what is theirs, and their codes."""

from __future__ import annotations

import re

from django.conf import settings

from machimori_office.applications.models import Application, Asked
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.web.tokens import code, signed, signed_id
from machimori_office.web.words import Variety
from machimori_office.web.years import reiwa

SEEING, ASKING = "application", "application.asked"
"""What links are for: seeing an application, and the press that sends it in."""

_NUMBER = re.compile(r"\A(\D{1,4})\s*(\d{1,3})[-‐－ー](\d{1,6})\Z")


def word_of(application: Application) -> str:
    """Return the word of an applicant's link."""
    return signed(SEEING, application.pk)


def by_token(token: str) -> Application | None:
    """Find the application whose link this is."""
    pk = signed_id(SEEING, token)
    if pk is None:
        return None
    found = Application.objects.filter(procedure__in=list(PROCEDURES), pk=pk)
    return found.select_related("applicant").first()


def seeing(application: Application) -> str:
    """Return the address at which an applicant sees where it stands."""
    return f"{_public(application.variety)}/application/{word_of(application)}/"


def confirming(asked: Asked) -> str:
    """Return the address of the button that sends an application in."""
    return f"{_public(asked.variety)}/apply/confirm/{signed(ASKING, asked.pk)}/"


def code_of(application: Application) -> str:
    """Return the code that stands beside the number on a printed receipt."""
    return code(SEEING, application.pk)


def by_code(number: str, typed: str) -> Application | None:
    """Find an application by what stands on its receipt."""
    matched = _NUMBER.match(number.strip())
    if matched is None:
        return None
    prefix, year, count = matched[1].strip(), int(matched[2]), int(matched[3])
    named = [p.name for p in PROCEDURES.values() if p.prefix == prefix]
    rows = Application.objects.filter(
        procedure__in=named, fiscal_year=year - reiwa(0), number=count
    )
    found = rows.first()
    is_theirs = found is not None and _plain(code_of(found)) == _plain(typed)
    return found if is_theirs else None


def fields_of(application: Application) -> dict[str, str]:
    """Return what letters by mail may name: nothing about anybody."""
    return {"number": number_of(application), "link": seeing(application)}


def _plain(typed: str) -> str:
    return re.sub(r"[^A-Z2-7]", "", typed.upper())


def _public(variety: Variety | str) -> str:
    return f"{settings.OFFICE_PUBLIC_ADDRESS}/{variety}"
