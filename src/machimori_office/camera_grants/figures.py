"""The year's figures of cameras, as the city reports them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count
from django.db.models import Sum as Total
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application
from machimori_office.camera_grants.models import Camera, Disclosure, Grant, Sum
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.camera_grants.rows import standing_at_the_end_of
from machimori_office.camera_grants.sums import GROUP
from machimori_office.web.figures import CASES, MACHINES, YEN, Figure, YearTable
from machimori_office.web.speaking import spoken
from machimori_office.web.tasks import Words
from machimori_office.web.years import first_day, last_day

_STANDING = "standing."


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last, rows = _counts(year), _counts(year - 1), _rows_of(year)
    units = dict.fromkeys(_standing(), MACHINES)
    units |= {"granted": YEN, "put_up": MACHINES}
    figures = [
        Figure(label, this[key], last[key], rows[key], units.get(key, CASES))
        for key, label in {**LABELS, **_standing()}.items()
    ]
    return YearTable(spoken(GRANT.title), year, figures)


LABELS: Mapping[str, Words] = {
    "applied": _("Applications"),
    "paid": _("Grants paid"),
    "granted": _("Sum of the grants paid, without the groups' own shares"),
    "put_up": _("Cameras put up"),
    "pictures": _("Requests for pictures"),
}


def _standing() -> dict[str, Words]:
    """Label the cameras that stand at the year's end, by whose they are."""
    said = _("At the year's end or now: %(whose)s")
    return {
        f"{_STANDING}{owner.value}": str(said) % {"whose": owner.label}
        for owner in Camera.Owner
    }


def _counts(year: int) -> dict[str, int]:
    days = (first_day(year), last_day(year))
    paid = Grant.objects.filter(paid_on__range=days)
    theirs = Sum.objects.filter(grant__in=paid).exclude(payer=GROUP)
    applied = Application.objects.filter(procedure=GRANT.name, fiscal_year=year)
    there = standing_at_the_end_of(Camera.objects.all(), str(year)).order_by()
    by_owner = dict(there.values_list("owner").annotate(n=Count("pk")))
    return {
        "applied": applied.count(),
        "paid": paid.count(),
        "granted": theirs.aggregate(yen=Total("yen"))["yen"] or 0,
        "put_up": Camera.objects.filter(installed_on__range=days).count(),
        "pictures": Disclosure.objects.filter(asked_on__range=days).count(),
        **{f"{_STANDING}{o.value}": by_owner.get(o.value, 0) for o in Camera.Owner},
    }


def _rows_of(year: int) -> dict[str, str]:
    register = reverse("camera_grants:cameras")
    applied = reverse("applications:procedure", args=[GRANT.name])
    paid = f"{reverse('camera_grants:grants')}?paid={year}"
    standing = {
        f"{_STANDING}{owner.value}": f"{register}?owner={owner.value}&end_of={year}"
        for owner in Camera.Owner
    }
    return {
        "applied": f"{applied}?year={year}",
        "paid": paid,
        "granted": paid,
        "put_up": f"{register}?year={year}",
        "pictures": f"{reverse('camera_grants:disclosures')}?year={year}",
        **standing,
    }
