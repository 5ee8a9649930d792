"""Applications that were carried out before the office had them: from a city's list."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from machimori_office.applications.models import Applicant, Application, Step
from machimori_office.applications.numbering import next_number
from machimori_office.applications.registry import Procedure
from machimori_office.applications.services import Who
from machimori_office.applications.states import State
from machimori_office.applications.steps import note
from machimori_office.records import services as records
from machimori_office.web.words import JST
from machimori_office.web.years import fiscal_year


@transaction.atomic
def take_over(
    procedure: Procedure,
    *,
    who: Who,
    on: date,
    result: str,
    actor: str,
    reason: str,
    at: datetime,
) -> Application:
    """Write down an application as carried out on a day that is past.

    It gets a number of that year, counts in that year's figures, and is recorded as
    done on that day; the audit says when it was taken over.

    Raises
    ------
    NotARecord
        The day lies ahead.
    """
    year, then = fiscal_year(on), datetime.combine(on, time(), JST)
    application = Application.objects.create(
        procedure=procedure.name,
        fiscal_year=year,
        number=next_number(procedure, year),
        state=State.CARRIED_OUT,
        way=Application.Way.PAPER,
        received_at=then,
        decided_at=then,
    )
    Applicant.objects.create(application=application, **vars(who))
    Step.objects.create(
        application=application,
        move="take_over",
        state=State.CARRIED_OUT,
        at=at,
        by=actor,
    )
    note(application, "applications.take_over", reason, actor, at, {})
    done = records.Done(
        activity=procedure.activity,
        subjects=[records.CITY],
        on=on,
        duty=procedure.name,
        about=str(application.pk),
        result=result,
    )
    records.append(done, actor=actor, at=at)
    return application
