"""The year's figures of lending: each number is that of the list it opens."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application
from machimori_office.applications.states import State
from machimori_office.recorders.models import Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.web.figures import CASES, MACHINES, Figure, YearTable
from machimori_office.web.speaking import spoken
from machimori_office.web.tasks import Words
from machimori_office.web.years import first_day, last_day


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last = _counts(year), _counts(year - 1)
    rows = _rows_of(year)
    figures = (Figure(LABELS[k], this[k], last[k], rows[k], _unit(k)) for k in LABELS)
    return YearTable(spoken(LOAN.title), year, tuple(figures))


LABELS: Mapping[str, Words] = {
    "applied": _("Applications"),
    "lent": _("Recorders handed over"),
    "returned": _("Recorders returned"),
    "lost": _("Recorders lost"),
    "stopped": Loan.Effect.STOPPED.label,
    "calmer": Loan.Effect.CALMER.label,
    "waiting": _("Of these applications, still on the waiting list"),
}


def _unit(key: str) -> Words:
    return MACHINES if key in ("lent", "returned", "lost") else CASES


def _counts(year: int) -> dict[str, int]:
    days = (first_day(year), last_day(year))
    applied = Application.objects.filter(procedure=LOAN.name, fiscal_year=year)
    ended = Loan.objects.filter(ended_on__range=days)
    asked = Loan.objects.filter(effect_asked_on__range=days)
    return {
        "applied": applied.count(),
        "lent": Loan.objects.filter(lent_on__range=days).count(),
        "returned": ended.filter(end=Loan.End.RETURNED).count(),
        "lost": ended.filter(end=Loan.End.LOST).count(),
        "stopped": asked.filter(effect=Loan.Effect.STOPPED).count(),
        "calmer": asked.filter(effect=Loan.Effect.CALMER).count(),
        "waiting": applied.filter(state=State.WAITING).count(),
    }


def _rows_of(year: int) -> dict[str, str]:
    loans = reverse("recorders:loans")
    applications = reverse("applications:procedure", args=[LOAN.name])

    def query(address: str, **parameters: str | int) -> str:
        return f"{address}?{urlencode(parameters)}"

    return {
        "applied": query(applications, year=year),
        "lent": query(loans, lent=year),
        "returned": query(loans, ended=year, now=Loan.End.RETURNED.value),
        "lost": query(loans, ended=year, now=Loan.End.LOST.value),
        "stopped": query(loans, asked=year, effect=Loan.Effect.STOPPED.value),
        "calmer": query(loans, asked=year, effect=Loan.Effect.CALMER.value),
        "waiting": query(applications, year=year, state=State.WAITING.value),
    }
