"""What the search finds among applications: numbers, and names where they are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from machimori_office.applications.models import Applicant, Application
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import PROCEDURES
from machimori_office.applications.rows import applicant_of
from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.web.searching import Hit, Sought, closed_up
from machimori_office.web.speaking import spoken
from machimori_office.web.words import JST
from machimori_office.web.years import of_reiwa

_NUMBER = re.compile(r"(\D?) ?(\d{1,3})-(\d{1,6})")


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the applications of a number, or of whose name has all the words."""
    if not may(staff, Act.HANDLE_SUPPORT):
        return
    known = Application.objects.filter(procedure__in=list(PROCEDURES))
    number = _NUMBER.fullmatch(sought.text)
    found = known.filter(_numbered(*number.groups()) if number else Q())
    if number is None:
        names = {"named": closed_up("name"), "read": closed_up("kana")}
        names["for_them"] = closed_up("spokesperson")
        applicants = Applicant.objects.alias(**names).filter(sought.within(*names))
        found = found.filter(pk__in=applicants.values("application"))
    for application in found.select_related("applicant")[:limit]:
        yield Hit(
            title=f"{number_of(application)} {applicant_of(application)}",
            what=spoken(PROCEDURES[application.procedure].title),
            url=reverse("applications:one", args=[application.pk]),
            on=application.received_at.astimezone(JST).date(),
            among=reverse("applications:procedure", args=[application.procedure]),
        )


def _numbered(prefix: str, year: str, number: str) -> Q:
    exact = Q(fiscal_year=of_reiwa(int(year)), number=int(number))
    meant = [p.name for p in PROCEDURES.values() if p.prefix == prefix or not prefix]
    return exact & Q(procedure__in=meant)
