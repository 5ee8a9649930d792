"""Choices of kinds, districts and recipients, in the reader's language."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from machimori_office.concerns.services.receiving import terms_on
from machimori_office.places.models import District
from machimori_office.places.services import current
from machimori_office.web.speaking import language, spoken_words

Choices = list[tuple[str, str]]


def kinds() -> Choices:
    """Return what can be reported today."""
    terms = terms_on(timezone.now())
    return [(kind.id, spoken_words(kind.name)) for kind in terms.kinds]


def recipients() -> Choices:
    """Return to whom a concern can be passed on today."""
    terms = terms_on(timezone.now())
    return [(whom.id, spoken_words(whom.name)) for whom in terms.recipients]


def districts() -> Choices:
    """Return the districts, none first."""
    return [("", _("Not known")), *((d.code, district_name(d)) for d in current())]


def district_names() -> dict[str, str]:
    """Return the name of every district there was, by code; one query."""
    found = District.objects.defer("boundary")
    return {district.code: district_name(district) for district in found}


def district_name(district: District) -> str:
    """Name a district; in Japanese where it has no other name."""
    return (language() == "en" and district.name_en) or district.name_ja
