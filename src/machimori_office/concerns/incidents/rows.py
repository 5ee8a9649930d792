"""The list of incidents."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.incidents import incident_vocabulary
from machimori_office.concerns.models import Incident
from machimori_office.web.listing import Filter, Listing, years_filter
from machimori_office.web.speaking import spoken
from machimori_office.web.tables import Column


def kind_name(incident: Incident) -> str:
    """Word the kind of an incident."""
    return spoken(incident_vocabulary().kinds[incident.kind].label)


COLUMNS = [
    Column[Incident](
        _("Kind"),
        kind_name,
        lambda i: reverse("concerns:incident", args=[i.pk]),
        width=28,
    ),
    Column[Incident](_("It happened on"), lambda i: i.happened_on),
    Column[Incident](_("Hour"), lambda i: i.hour),
    Column[Incident](_("Town block"), lambda i: i.block, width=24),
    Column[Incident](_("It stayed an attempt"), lambda i: "✓" if i.is_attempt else ""),
    Column[Incident](_("Source"), lambda i: i.source, width=24),
]


def listing_of(request: HttpRequest) -> Listing[Incident]:
    """Make the list for one request: one query."""
    used = incident_vocabulary().kinds.items()
    kinds = [(id_, spoken(kind.label)) for id_, kind in used]
    return Listing(
        request,
        _("Incidents from the police"),
        Incident.objects.filter(withdrawn_at__isnull=True),
        COLUMNS,
        search=lambda rows, typed: rows.filter(block__contains=typed),
        filters=[
            Filter("kind", _("Kind"), kinds, _of_kind),
            years_filter("year", _("Fiscal year"), "happened_on", timezone.localdate()),
        ],
    )


def _of_kind(rows: QuerySet[Incident], kind: str) -> QuerySet[Incident]:
    return rows.filter(kind=kind)
