"""The register as a list, and the sums with their steps."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machimori.language import Language
from machimori_office.camera_grants.models import Camera, Grant, Sum
from machimori_office.web.listing import Filter, Listing, years_filter
from machimori_office.web.tables import Column

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
    Column[Camera](_("Missing"), lambda c: "、".join(map(str, missing(c))), width=30),
    Column[Camera](_("Put up on"), lambda c: c.installed_on),
    Column[Camera](_("Taken down on"), lambda c: c.removed_on),
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
        ],
    )


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


def _lacking(rows: QuerySet[Camera], value: str) -> QuerySet[Camera]:
    said_no = Q(has_sign=False) | Q(has_rules=False) | Q(manager="")
    unknown = Q(has_sign=None) | Q(has_rules=None) | Q(retention_days=None)
    return rows.filter(said_no | unknown)
