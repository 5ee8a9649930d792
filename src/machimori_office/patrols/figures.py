"""The year's figures of patrols: each number is that of the list it opens."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from machimori_office.patrols.models import Car, Member, Report, Shift
from machimori_office.web.figures import (
    CASES,
    GROUPS,
    MACHINES,
    PEOPLE,
    TIMES,
    Figure,
    YearTable,
)
from machimori_office.web.tasks import Words
from machimori_office.web.years import first_day, last_day

LABELS: Mapping[str, Words] = {
    "members": _("Members of the patrol at the year's end"),
    "cars": _("Cars with blue lights"),
    "watches": _("Watches held"),
    "first_days": _("Of these, on first days of term"),
    "people": _("People who walked"),
    "cancelled": _("Watches cancelled"),
    "groups": _("Residents' groups that patrolled"),
    "walks": _("Patrols of residents' groups"),
    "concerns": _("Concerns that patrols brought"),
}

UNITS: Mapping[str, Words] = {
    **dict.fromkeys(("members", "people"), PEOPLE),
    **dict.fromkeys(("watches", "first_days", "cancelled", "walks"), TIMES),
    "cars": MACHINES,
    "groups": GROUPS,
    "concerns": CASES,
}


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last = _counts(year), _counts(year - 1)
    rows = _rows_of(year)
    figures = (Figure(LABELS[k], this[k], last[k], rows[k], UNITS[k]) for k in LABELS)
    return YearTable(_("Patrols"), year, tuple(figures))


def _counts(year: int) -> dict[str, int]:
    days = (first_day(year), last_day(year))
    reports = Report.objects.filter(on__range=days)
    staff = reports.filter(group=None)
    shifts = Shift.objects.between(*days)
    return {
        "members": Member.objects.there(days[1]).count(),
        "cars": Car.objects.there(days[1]).count(),
        "watches": staff.count(),
        "first_days": staff.filter(shift__is_first_day=True).count(),
        "people": int(staff.aggregate(n=Sum("people"))["n"] or 0),
        "cancelled": shifts.filter(cancelled_at__isnull=False).count(),
        "groups": reports.aggregate(n=Count("group", distinct=True))["n"],
        "walks": reports.filter(group__isnull=False).count(),
        "concerns": reports.exclude(concern="").count(),
    }


def _rows_of(year: int) -> dict[str, str]:
    reports = reverse("patrols:reports")

    def query(**parameters: str | int) -> str:
        return f"{reports}?{urlencode(parameters)}"

    return {
        "members": reverse("patrols:members") + f"?at={year}",
        "cars": reverse("patrols:cars") + f"?at={year}",
        "watches": query(year=year, whose="staff"),
        "first_days": query(year=year, whose="staff", first="yes"),
        "people": query(year=year, whose="staff"),
        "cancelled": reverse("patrols:cancelled") + f"?year={year}",
        "groups": reverse("patrols:groups") + f"?walked={year}",
        "walks": query(year=year, whose="groups"),
        "concerns": query(year=year, worry="yes"),
    }
