"""The list of concerns."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns import fields
from machimori_office.concerns.links import number_of
from machimori_office.concerns.models import Concern
from machimori_office.concerns.services.receiving import terms_on
from machimori_office.concerns.states import IS_OPEN, State
from machimori_office.concerns.words import STATE_WORDS
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.speaking import spoken, spoken_words
from machimori_office.web.tables import Column
from machimori_office.web.years import fiscal_year, worded_fiscal_year

Rows = QuerySet[Concern]
OPEN = "open"


def listing_of(request: HttpRequest) -> Listing[Concern]:
    """Make the list for one request: two queries, and the city's rule."""
    states = [(OPEN, _("Open")), *((s.value, w) for s, w in STATE_WORDS.items())]
    return Listing(
        request,
        _("Concerns"),
        Concern.objects.all(),
        _columns(),
        search=_search,
        filters=[
            Filter("state", _("State"), states, _in_state),
            Filter("kind", _("Kind"), fields.kinds(), _of_kind),
            Filter("by", _("Reported by"), Concern.By.choices, _by),
            Filter("year", _("Fiscal year"), _years(), _of_year),
        ],
    )


def _columns() -> list[Column[Concern]]:
    terms, districts = terms_on(timezone.now()), fields.district_names()
    whom = {w.id: spoken_words(w.name) for w in terms.recipients}
    return [
        Column(_("Number"), number_of, lambda c: reverse("concerns:one", args=[c.pk])),
        Column(_("Received on"), lambda c: c.received_at),
        Column(_("Kind"), lambda c: spoken_words(terms.kind(c.kind).name), width=28),
        Column(_("District"), lambda c: districts.get(c.district, "")),
        Column(_("Reported by"), lambda c: str(c.get_by_display())),
        Column(_("State"), lambda c: str(STATE_WORDS[State(c.state)])),
        Column(_("Passed on to"), lambda c: whom.get(c.with_whom, c.with_whom)),
        Column(_("Answered on"), lambda c: c.answered_at),
    ]


def _search(rows: Rows, typed: str) -> Rows:
    written = Q(text__contains=typed) | Q(place_text__contains=typed)
    number = typed.rpartition("-")[2]
    numbered = Q(number=int(number)) if number.isdecimal() else Q()
    return rows.filter(written | numbered if numbered else written)


def _in_state(rows: Rows, state: str) -> Rows:
    return rows.filter(state__in=IS_OPEN) if state == OPEN else rows.filter(state=state)


def _of_kind(rows: Rows, kind: str) -> Rows:
    return rows.filter(kind=kind)


def _by(rows: Rows, by: str) -> Rows:
    return rows.filter(by=by)


def _of_year(rows: Rows, year: str) -> Rows:
    return rows.filter(fiscal_year=int(year))


def _years() -> list[tuple[str, str]]:
    this = fiscal_year(timezone.localdate())
    return [(str(y), spoken(worded_fiscal_year(y))) for y in range(this, this - 12, -1)]
