"""The lists of analyses and of incident lists."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.analyses.models import Analysis, IncidentList
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.tables import Column

ANALYSES = [
    Column[Analysis](
        _("Title"),
        lambda a: a.title,
        lambda a: reverse("analyses:one", args=[a.pk]),
        width=40,
    ),
    Column[Analysis](_("What"), lambda a: str(a.get_kind_display()), width=24),
    Column[Analysis](_("Asked for"), lambda a: a.asked_at),
    Column[Analysis](_("State"), lambda a: str(a.get_state_display())),
    Column[Analysis](_("Outside"), lambda a: str(a.get_outside_display())),
]
LISTS = [
    Column[IncidentList](
        _("Name of the list"),
        lambda one: one.name,
        lambda one: reverse("analyses:incident_list", args=[one.pk]),
        width=40,
    ),
    Column[IncidentList](_("Incidents"), lambda one: one.count),
    Column[IncidentList](_("First day"), lambda one: one.first_on),
    Column[IncidentList](_("Last day"), lambda one: one.last_on),
    Column[IncidentList](_("Published by"), lambda one: one.publisher, width=24),
]


def analyses(request: HttpRequest) -> Listing[Analysis]:
    """Make the list of analyses: one query."""
    return Listing(
        request,
        _("Analyses"),
        Analysis.objects.defer("material"),
        ANALYSES,
        search=lambda found, typed: found.filter(title__contains=typed),
        filters=[
            Filter("kind", _("What"), Analysis.Kind.choices, _of_kind),
            Filter("outside", _("Outside"), Analysis.Outside.choices, _outside),
        ],
    )


def incident_lists(request: HttpRequest) -> Listing[IncidentList]:
    """Make the list of incident lists: one query."""
    return Listing(
        request,
        _("Lists of incidents"),
        IncidentList.objects.defer("packed", "account"),
        LISTS,
        search=lambda found, typed: found.filter(name__contains=typed),
    )


def _of_kind(found: QuerySet[Analysis], kind: str) -> QuerySet[Analysis]:
    return found.filter(kind=kind)


def _outside(found: QuerySet[Analysis], outside: str) -> QuerySet[Analysis]:
    return found.filter(outside=outside)
