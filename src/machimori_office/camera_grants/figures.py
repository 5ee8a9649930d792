"""The year's figures of cameras, as the city reports them."""

from __future__ import annotations

from django.db.models import Sum as Total
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application
from machimori_office.camera_grants.models import Camera, Disclosure, Grant, Sum
from machimori_office.camera_grants.procedures import GRANT
from machimori_office.camera_grants.sums import GROUP
from machimori_office.web.figures import Figure, YearTable
from machimori_office.web.speaking import spoken
from machimori_office.web.years import first_day, last_day


def figures_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last = _counts(year), _counts(year - 1)
    register = reverse("camera_grants:cameras")
    applications = reverse("applications:procedure", args=[GRANT.name])
    rows = {
        "applied": f"{applications}?year={year}",
        "put_up": f"{register}?year={year}",
    }
    yen = {"granted": "円"}
    figures = [
        Figure(label, this[key], last[key], rows.get(key, ""), yen.get(key, ""))
        for key, label in LABELS.items()
    ]
    return YearTable(spoken(GRANT.title), year, figures)


LABELS = {
    "applied": _("Applications"),
    "paid": _("Grants paid"),
    "granted": _("Sum of the grants paid, without the groups' own shares"),
    "put_up": _("Cameras put up"),
    "standing": _("Cameras in the register at the year's end"),
    "pictures": _("Requests for pictures"),
}


def _counts(year: int) -> dict[str, int]:
    days = (first_day(year), last_day(year))
    paid = Grant.objects.filter(paid_on__range=days)
    theirs = Sum.objects.filter(grant__in=paid).exclude(payer=GROUP)
    applied = Application.objects.filter(procedure=GRANT.name, fiscal_year=year)
    there = Camera.objects.filter(installed_on__lte=days[1])
    return {
        "applied": applied.count(),
        "paid": paid.count(),
        "granted": theirs.aggregate(yen=Total("yen"))["yen"] or 0,
        "put_up": Camera.objects.filter(installed_on__range=days).count(),
        "standing": there.exclude(removed_on__lte=days[1]).count(),
        "pictures": Disclosure.objects.filter(asked_on__range=days).count(),
    }
