"""The numbers of applications: 録8-12 is the twelfth of Reiwa 8."""

from __future__ import annotations

from django.db.models import F

from machimori_office.applications.models import Application, Counter
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.exchange.services import numbers_begin
from machimori_office.web.years import reiwa


def next_number(procedure: Procedure, year: int) -> int:
    """Give the next number of a fiscal year; call it inside the transaction."""
    return next_numbers(procedure, year, 1)[0]


def next_numbers(procedure: Procedure, year: int, count: int) -> range:
    """Give the next numbers of a fiscal year; call it inside the transaction."""
    begins = {"last": numbers_begin()}
    Counter.objects.get_or_create(
        procedure=procedure.name, fiscal_year=year, defaults=begins
    )
    counter = Counter.objects.filter(procedure=procedure.name, fiscal_year=year)
    counter.update(last=F("last") + count)
    last = counter.get().last
    return range(last - count + 1, last + 1)


def number_of(application: Application) -> str:
    """Word the number of an application."""
    prefix = PROCEDURES[application.procedure].prefix
    return f"{prefix}{reiwa(application.fiscal_year)}-{application.number}"
