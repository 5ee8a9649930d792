"""The register as a list, and the sums with their steps."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.db.models import Sum as Total
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.language import Language
from machimori_office.applications.numbering import number_of
from machimori_office.applications.rows import applicant_of
from machimori_office.applications.states import State
from machimori_office.camera_grants.models import Camera, Disclosure, Grant, Sum
from machimori_office.camera_grants.sums import GROUP
from machimori_office.web.listing import Filter, Listing, year_choices, years_filter
from machimori_office.web.speaking import joined
from machimori_office.web.tables import Column
from machimori_office.web.years import last_day

COLUMNS = [
    Column[Camera](
        _("Code"),
        lambda c: c.code,
        lambda c: reverse("camera_grants:camera", args=[c.pk]),
    ),
    Column[Camera](_("Whose"), lambda c: str(c.get_owner_display()), width=24),
    Column[Camera](_("Group"), lambda c: c.group, width=28),
    Column[Camera](_("Where it hangs"), lambda c: c.place, width=30),
    Column[Camera](_("Who manages it"), lambda c: c.manager),
    Column[Camera](_("Missing"), lambda c: joined(map(str, missing(c))), width=30),
    Column[Camera](_("Put up on"), lambda c: c.installed_on),
    Column[Camera](_("Taken down on"), lambda c: c.removed_on),
]


GRANTS = [
    Column[Grant](
        _("Number"),
        lambda g: number_of(g.application),
        lambda g: reverse("camera_grants:grant", args=[g.application_id]),
    ),
    Column[Grant](_("Applicant"), lambda g: applicant_of(g.application), width=28),
    Column[Grant](_("Cameras"), lambda g: g.cameras, width=8),
    Column[Grant](_("Cost that counts"), lambda g: g.final_cost_yen or g.cost_yen),
    Column[Grant](_("Granted (yen)"), lambda g: g.granted_yen),  # type: ignore[attr-defined]
    Column[Grant](_("Completed on"), lambda g: g.completed_on),
    Column[Grant](_("Paid on"), lambda g: g.paid_on),
    Column[Grant](_("Upkeep until"), lambda g: g.upkeep_until),
]
DISCLOSURES = [
    Column[Disclosure](
        _("Asked on"),
        lambda d: d.asked_on,
        lambda d: reverse("camera_grants:camera", args=[d.camera_id]),
    ),
    Column[Disclosure](_("Camera"), lambda d: d.camera.code),
    Column[Disclosure](_("Asked by (office)"), lambda d: d.asked_by, width=24),
    Column[Disclosure](_("Legal ground"), lambda d: d.ground, width=28),
    Column[Disclosure](_("Pictures from"), lambda d: d.pictures_from),
    Column[Disclosure](_("Pictures to"), lambda d: d.pictures_to),
    Column[Disclosure](_("Decided"), lambda d: str(d.get_outcome_display())),
    Column[Disclosure](_("Decided on"), lambda d: d.decided_on),
]


def missing(camera: Camera) -> list[object]:
    """Say what a camera lacks of what makes it one for preventing crime."""
    asked = {
        _("sign"): camera.has_sign,
        _("rules of use"): camera.has_rules,
        _("who manages it"): bool(camera.manager),
        _("how long pictures are kept"): camera.retention_days is not None,
    }
    return [label for label, there in asked.items() if not there]


def cameras(request: HttpRequest) -> Listing[Camera]:
    """Make the list for one request: one query."""
    today = timezone.localdate()
    return Listing(
        request,
        _("Register of cameras"),
        Camera.objects.all(),
        COLUMNS,
        search=_search,
        filters=[
            Filter("owner", _("Whose"), Camera.Owner.choices, _of_owner),
            Filter("now", _("Now"), [("up", _("Up")), ("down", _("Taken down"))], _now),
            Filter("lacks", _("Missing"), [("something", _("Something"))], _lacking),
            years_filter("year", _("Fiscal year put up"), "installed_on", today),
            Filter(
                "end_of",
                _("Up at the end of the year"),
                year_choices(today),
                standing_at_the_end_of,
            ),
        ],
    )


def grants(request: HttpRequest) -> Listing[Grant]:
    """Make the list of grants whose sums were decided: one query."""
    today = timezone.localdate()
    of_the_city = Total("sums__yen", filter=~Q(sums__payer=GROUP))
    return Listing(
        request,
        _("Grants"),
        Grant.objects.select_related("application__applicant")
        .annotate(granted_yen=of_the_city)
        .order_by("-application__received_at", "-pk"),
        GRANTS,
        search=lambda rows, typed: rows.filter(
            application__applicant__name__contains=typed
        ),
        filters=[
            Filter("now", _("Now"), _GRANTS_NOW, _grants_now),
            years_filter("paid", _("Fiscal year paid"), "paid_on", today),
        ],
    )


def disclosures(request: HttpRequest) -> Listing[Disclosure]:
    """Make the list of requests for pictures: one query."""
    today = timezone.localdate()
    return Listing(
        request,
        _("Requests for pictures"),
        Disclosure.objects.select_related("camera"),
        DISCLOSURES,
        search=lambda rows, typed: rows.filter(
            Q(asked_by__contains=typed) | Q(camera__code__contains=typed)
        ),
        filters=[
            Filter("outcome", _("Decided"), Disclosure.Outcome.choices, _decided),
            years_filter("year", _("Fiscal year"), "asked_on", today),
        ],
    )


_GRANTS_NOW = [
    ("completed", _("Completed, not paid")),
    ("over", _("Upkeep is over")),
]


def counts_by_owner() -> Mapping[str, int]:
    """Count the cameras that hang, as the city reports them."""
    up = Camera.objects.filter(removed_on__isnull=True)
    counted = dict(up.order_by().values_list("owner").annotate(n=Count("pk")))
    return {str(owner.label): counted.get(owner.value, 0) for owner in Camera.Owner}


def sums(grant: Grant, reader: Language) -> list[tuple[Sum, str, list[str]]]:
    """Return the sums, each payer named, with the steps in the reader's language."""
    return [
        (each, each.name or str(_("The group")), [step[reader] for step in each.steps])
        for each in grant.sums.all()
    ]


def _search(rows: QuerySet[Camera], typed: str) -> QuerySet[Camera]:
    named = Q(code__contains=typed) | Q(place__contains=typed)
    return rows.filter(named | Q(group__contains=typed) | Q(manager__contains=typed))


def _of_owner(rows: QuerySet[Camera], owner: str) -> QuerySet[Camera]:
    return rows.filter(owner=owner)


def _now(rows: QuerySet[Camera], value: str) -> QuerySet[Camera]:
    return rows.filter(removed_on__isnull=value == "up")


def standing_at_the_end_of(rows: QuerySet[Camera], year: str) -> QuerySet[Camera]:
    """Keep the cameras that hung when a fiscal year ended."""
    end = last_day(int(year))
    there = rows.filter(installed_on__lte=end)
    return there.filter(Q(removed_on__isnull=True) | Q(removed_on__gt=end))


def _decided(rows: QuerySet[Disclosure], outcome: str) -> QuerySet[Disclosure]:
    return rows.filter(outcome=outcome)


def lacking() -> Q:
    """Tell which cameras lack something of what `missing` names."""
    said_no = Q(has_sign=False) | Q(has_rules=False) | Q(manager="")
    unknown = Q(has_sign=None) | Q(has_rules=None) | Q(retention_days=None)
    return said_no | unknown


def _lacking(rows: QuerySet[Camera], value: str) -> QuerySet[Camera]:
    return rows.filter(lacking())


def _grants_now(rows: QuerySet[Grant], value: str) -> QuerySet[Grant]:
    if value == "over":
        over = {"upkeep_until__lt": timezone.localdate()}
        return rows.filter(application__state=State.CARRIED_OUT, **over)
    return rows.filter(completed_on__isnull=False, paid_on__isnull=True)
