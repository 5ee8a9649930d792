"""The lists of plans, of maps of streets, and of places that matter."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori_office.walks.models import Plan, Spot, Streets, Walk
from machimori_office.web.listing import Filter, Listing
from machimori_office.web.tables import Column

PLANS = [
    Column[Plan](
        _("Title"),
        lambda one: one.title,
        lambda one: reverse("walks:one", args=[one.pk]),
        width=40,
    ),
    Column[Plan](_("For whom"), lambda one: for_whom(one), width=30),
    Column[Plan](_("First day"), lambda one: one.first_on),
    Column[Plan](_("Last day"), lambda one: one.last_on),
    Column[Plan](_("State"), lambda one: state_of(one)),
]
STREETS = [
    Column[Streets](_("Name of the map"), lambda one: one.name, width=40),
    Column[Streets](_("Segments"), lambda one: one.segments),
    Column[Streets](_("Kilometres"), lambda one: round(one.length_km, 1)),
    Column[Streets](_("Licence"), lambda one: one.licence),
    Column[Streets](_("Read at"), lambda one: one.made_at),
]
SPOTS = [
    Column[Spot](
        _("Name of the place"),
        lambda one: one.name,
        lambda one: reverse("walks:spot", args=[one.pk]),
        width=30,
    ),
    Column[Spot](_("How much it matters"), lambda one: one.worth),
    Column[Spot](_("Why, for those who walk"), lambda one: one.reason, width=50),
    Column[Spot](_("In use"), lambda one: str(_("Yes") if one.is_current else _("No"))),
]


def for_whom(plan: Plan) -> str:
    """Name those who walk by a plan."""
    if plan.group is not None:
        return plan.group.name
    if plan.school is not None:
        return plan.school.name
    return str(plan.get_kind_display())


def state_of(plan: Plan) -> str:
    """Say how far a plan is."""
    return str(_("Given out") if plan.given_at else plan.get_state_display())


def plans(request: HttpRequest) -> Listing[Plan]:
    """Make the list of plans: one query."""
    shown = Plan.objects.select_related("group", "school").defer("asked", "notes")
    return Listing(
        request,
        _("Plans of walks"),
        shown,
        PLANS,
        search=lambda found, typed: found.filter(title__contains=typed),
        filters=[
            Filter("kind", _("Who goes"), Plan.Kind.choices, _of_kind),
            Filter(
                "told", _("Walks"), [("no", _("Over, and nobody has told"))], _untold
            ),
        ],
    )


def streets(request: HttpRequest) -> Listing[Streets]:
    """Make the list of maps of streets: one query."""
    return Listing(
        request,
        _("Maps of streets"),
        Streets.objects.defer("packed"),
        STREETS,
        search=lambda found, typed: found.filter(name__contains=typed),
    )


def spots(request: HttpRequest) -> Listing[Spot]:
    """Make the list of places that matter: one query."""
    return Listing(
        request,
        _("Places that matter"),
        Spot.objects.all(),
        SPOTS,
        search=lambda found, typed: found.filter(name__contains=typed),
    )


def _of_kind(found: QuerySet[Plan], kind: str) -> QuerySet[Plan]:
    return found.filter(kind=kind)


def _untold(found: QuerySet[Plan], _value: str) -> QuerySet[Plan]:
    open_ = Walk.objects.filter(
        plan=OuterRef("pk"), state=Walk.State.PLANNED, on__lt=timezone.localdate()
    )
    return found.filter(Exists(open_), given_at__isnull=False)
