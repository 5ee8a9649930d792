"""The year's figures of inspections: each number is that of the list it opens."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from machimori_office.inspections.models import SelfCheck, Task
from machimori_office.records.models import Record
from machimori_office.records.services import activities
from machimori_office.web.figures import CASES, Figure, YearTable
from machimori_office.web.speaking import spoken
from machimori_office.web.tasks import Words
from machimori_office.web.years import first_day, last_day, span_of

INSPECTED = ("inspect-lamps", "inspect-security-devices", "inspect-blind-spots")


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last, rows = _counts(year), _counts(year - 1), _rows_of(year)
    labels = {**LABELS, **{id_: _activity(id_) for id_ in INSPECTED}}
    figures = (Figure(labels[k], this[k], last[k], rows[k], CASES) for k in this)
    return YearTable(gettext("Places and inspections"), year, tuple(figures))


LABELS: Mapping[str, Words] = {
    "opened": _("Tasks opened"),
    "done": _("Tasks done"),
    "checked": _("Self-checks signed by owners"),
}


def _counts(year: int) -> dict[str, int]:
    days, span = (first_day(year), last_day(year)), span_of(year)
    closed = Q(closed_at__range=span, state=Task.State.DONE)
    held = Record.objects.standing().filter(on__range=days, activity__in=INSPECTED)
    by_activity = held.order_by().values_list("activity").annotate(n=Count("pk"))
    counts = {
        "opened": Task.objects.filter(opened_at__range=span).count(),
        "done": Task.objects.filter(closed).count(),
        "checked": SelfCheck.objects.filter(signed_at__range=span).count(),
    }
    return counts | dict.fromkeys(INSPECTED, 0) | dict(by_activity)


def _rows_of(year: int) -> dict[str, str]:
    tasks, checks = reverse("inspections:tasks"), reverse("inspections:self_checks")
    records = reverse("records:records")

    def query(address: str, **parameters: str | int) -> str:
        return f"{address}?{urlencode(parameters)}"

    rows = {
        "opened": query(tasks, opened=year),
        "done": query(tasks, closed=year, state=Task.State.DONE.value),
        "checked": query(checks, signed=year),
    }
    for id_ in INSPECTED:
        rows[id_] = query(records, activity=id_, year=year, now="standing")
    return rows


def _activity(id_: str) -> str:
    return spoken(activities()[id_])
