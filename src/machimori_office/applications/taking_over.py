"""Applications that were carried out before the office had them: from a city's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from machimori_office.applications.models import Applicant, Application, Step
from machimori_office.applications.numbering import next_numbers
from machimori_office.applications.registry import Procedure
from machimori_office.applications.services import Who
from machimori_office.applications.states import State
from machimori_office.applications.steps import happening
from machimori_office.audit import services as audit
from machimori_office.records import services as records
from machimori_office.web.words import JST
from machimori_office.web.years import fiscal_year


@dataclass(frozen=True, kw_only=True)
class Past:
    """What was applied for and carried out on one day."""

    who: Who
    on: date
    result: str


@transaction.atomic
def take_over(
    procedure: Procedure,
    past: Sequence[Past],
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> list[Application]:
    """Write down applications as carried out on days that are past: few queries.

    Each gets a number of its year, counts in that year's figures, and is recorded as
    done on that day; the audit says when it was taken over.

    Raises
    ------
    NotARecord
        A day lies ahead.
    """
    made = Application.objects.bulk_create(_applications(procedure, past))
    Applicant.objects.bulk_create(
        Applicant(application=application, **vars(each.who))
        for application, each in zip(made, past, strict=True)
    )
    Step.objects.bulk_create(_step(application, actor, at) for application in made)
    taken = [happening(each, "applications.take_over", reason, {}) for each in made]
    audit.record_all(taken, actor=actor, at=at)
    done = [
        _done(procedure, application, each)
        for application, each in zip(made, past, strict=True)
    ]
    records.append_all(done, actor=actor, at=at)
    return made


def _applications(procedure: Procedure, past: Sequence[Past]) -> list[Application]:
    years = [fiscal_year(each.on) for each in past]
    numbers = {
        year: iter(next_numbers(procedure, year, years.count(year)))
        for year in sorted(set(years))
    }
    return [
        _application(procedure, each, year, next(numbers[year]))
        for each, year in zip(past, years, strict=True)
    ]


def _application(
    procedure: Procedure, past: Past, year: int, number: int
) -> Application:
    then = datetime.combine(past.on, time(), JST)
    return Application(
        procedure=procedure.name,
        fiscal_year=year,
        number=number,
        state=State.CARRIED_OUT,
        way=Application.Way.PAPER,
        received_at=then,
        decided_at=then,
    )


def _step(application: Application, actor: str, at: datetime) -> Step:
    return Step(
        application=application,
        move="take_over",
        state=State.CARRIED_OUT,
        at=at,
        by=actor,
    )


def _done(procedure: Procedure, application: Application, past: Past) -> records.Done:
    return records.Done(
        activity=procedure.activity,
        subjects=[records.CITY],
        on=past.on,
        duty=procedure.name,
        about=str(application.pk),
        result=past.result,
    )
