"""The list of what was handed over."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.numbering import number_of
from machimori_office.applications.rows import applicant_of
from machimori_office.supplies.models import Supplied
from machimori_office.supplies.terms import SupplyTerms
from machimori_office.web.listing import Filter, Listing, years_filter
from machimori_office.web.speaking import spoken_words
from machimori_office.web.tables import Column


def listing(request: HttpRequest, terms: SupplyTerms) -> Listing[Supplied]:
    """Make the list for one request: one query."""
    names = {kind.id: spoken_words(kind.name) for kind in terms.kinds}
    units = {kind.id: kind.counter for kind in terms.kinds}
    columns = [
        Column[Supplied](
            _("Number"),
            lambda s: number_of(s.application),
            lambda s: reverse("applications:one", args=[s.application_id]),
        ),
        Column[Supplied](_("Group"), lambda s: applicant_of(s.application), width=28),
        Column[Supplied](_("Item"), lambda s: names.get(s.kind, s.kind)),
        Column[Supplied](_("Count"), lambda s: s.count, width=8),
        Column[Supplied](_("Unit"), lambda s: units.get(s.kind, ""), width=8),
        Column[Supplied](_("Handed over on"), lambda s: s.handed_over_on),
    ]
    today = timezone.localdate()
    return Listing(
        request,
        _("Equipment given"),
        Supplied.objects.select_related("application__applicant"),
        columns,
        search=_search,
        filters=[
            Filter("kind", _("Item"), list(names.items()), _of_kind),
            years_filter("year", _("Fiscal year"), "handed_over_on", today),
        ],
    )


def _search(rows: QuerySet[Supplied], typed: str) -> QuerySet[Supplied]:
    return rows.filter(application__applicant__name__contains=typed)


def _of_kind(rows: QuerySet[Supplied], kind: str) -> QuerySet[Supplied]:
    return rows.filter(kind=kind)
