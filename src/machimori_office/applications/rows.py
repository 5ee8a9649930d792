"""The list of a procedure's applications."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.applications.registry import Procedure
from machimori_office.applications.states import State
from machimori_office.applications.words import STATE_WORDS
from machimori_office.web.listing import Filter, Listing, year_choices
from machimori_office.web.tables import Column

Rows = QuerySet[Application]


def listing_of(request: HttpRequest, about: Procedure) -> Listing[Application]:
    """Make the list for one request: one query."""
    rows = Application.objects.filter(procedure=about.name)
    today = timezone.localdate()
    return Listing(
        request,
        _("Applications"),
        rows.select_related("applicant"),
        COLUMNS,
        search=_search,
        filters=[
            Filter("state", _("State"), [*STATE_WORDS.items()], _in_state),
            Filter("year", _("Fiscal year"), year_choices(today), _of_year),
        ],
    )


COLUMNS = [
    Column[Application](
        _("Number"), number_of, lambda a: reverse("applications:one", args=[a.pk])
    ),
    Column[Application](_("Received on"), lambda a: a.received_at),
    Column[Application](_("Applicant"), lambda a: applicant_of(a), width=28),
    Column[Application](_("State"), lambda a: str(STATE_WORDS[State(a.state)])),
    Column[Application](_("Decided on"), lambda a: a.decided_at),
]


def applicant_of(application: Application) -> str:
    """Name the applicant as long as the name is kept."""
    applicant = getattr(application, "applicant", None)
    return applicant.name if applicant else str(_("deleted"))


def _search(rows: Rows, typed: str) -> Rows:
    named = Q(applicant__name__contains=typed) | Q(applicant__kana__contains=typed)
    number = typed.rpartition("-")[2]
    numbered = Q(number=int(number)) if number.isdecimal() else Q()
    return rows.filter(named | numbered if numbered else named)


def _in_state(rows: Rows, state: str) -> Rows:
    return rows.filter(state=state)


def _of_year(rows: Rows, year: str) -> Rows:
    return rows.filter(fiscal_year=int(year))
