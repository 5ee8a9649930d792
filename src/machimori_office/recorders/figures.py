"""The year's figures of lending, last year beside; each number opens its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from machimori_office.applications.models import Application
from machimori_office.applications.states import State
from machimori_office.applications.words import spoken
from machimori_office.recorders.models import Loan
from machimori_office.recorders.procedures import LOAN
from machimori_office.web.tables import Column, Sheet
from machimori_office.web.tasks import Words
from machimori_office.web.years import (
    first_day,
    fiscal_year,
    last_day,
    worded_fiscal_year,
)


@dataclass(frozen=True)
class Figure:
    """One number of the year, last year's beside, and where its rows stand."""

    label: Words
    count: int
    before: int
    rows: str


@dataclass(frozen=True)
class YearTable:
    """The figures of one year."""

    year: int
    figures: tuple[Figure, ...]

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return f"{spoken(LOAN.title)} {spoken(worded_fiscal_year(self.year))}"

    @property
    def years(self) -> list[tuple[int, str]]:
        """The years that can be chosen."""
        near = range(self.year + 1, self.year - 4, -1)
        return [(year, spoken(worded_fiscal_year(year))) for year in near]

    def sheet(self) -> Sheet[Figure]:
        """The same as an Excel sheet."""
        this, last = self.year, self.year - 1
        columns = [
            Column[Figure](_("Figure"), lambda f: str(f.label), width=30),
            Column[Figure](spoken(worded_fiscal_year(this)), lambda f: f.count),
            Column[Figure](spoken(worded_fiscal_year(last)), lambda f: f.before),
        ]
        return Sheet(self.title, columns, self.figures)


def year_asked(written: str, today: date) -> int:
    """Read the year of a request; this one where it says none that can be."""
    if written.isdecimal() and len(written) == 4:
        return max(2000, min(int(written), 2100))
    return fiscal_year(today)


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last = _counts(year), _counts(year - 1)
    rows = _rows_of(year)
    figures = (Figure(LABELS[k], this[k], last[k], rows[k]) for k in LABELS)
    return YearTable(year, tuple(figures))


LABELS: Mapping[str, Words] = {
    "applied": _("Applications"),
    "lent": _("Recorders handed over"),
    "returned": _("Recorders returned"),
    "lost": _("Recorders lost"),
    "stopped": Loan.Effect.STOPPED.label,
    "calmer": Loan.Effect.CALMER.label,
    "waiting": _("Of these applications, still on the waiting list"),
}


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
