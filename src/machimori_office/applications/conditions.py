"""The conditions of a procedure, each decided by its evidence."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.applications.models import Application, Finding
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.applications.states import IS_OPEN
from machimori_office.applications.steps import note
from machimori_office.applications.terms import Condition, Terms
from machimori_office.rules.services import rule
from machimori_office.web.errors import ConditionsOpen, NotNow
from machimori_office.web.words import JST


@transaction.atomic
def find(
    application: Application,
    condition: Condition,
    *,
    outcome: Finding.Outcome,
    evidence: str,
    actor: str,
    at: datetime,
) -> None:
    """Decide one condition by its evidence, as long as the application is undecided.

    Raises
    ------
    NotNow
    """
    open_ = Application.objects.select_for_update().filter(
        pk=application.pk, state__in=IS_OPEN
    )
    if not open_.exists():
        raise NotNow
    Finding.objects.update_or_create(
        application=application,
        condition=condition.id,
        defaults={
            "outcome": outcome,
            "evidence": evidence,
            "found_by": actor,
            "found_at": at,
        },
    )
    details = {"condition": condition.id, "outcome": str(outcome)}
    note(application, "applications.found", "condition looked at", actor, at, details)


def terms_of(procedure: Procedure, at: datetime) -> Terms:
    """Return what the procedure asks on a day."""
    return rule(procedure.terms, on=at.astimezone(JST).date())


def open_conditions(application: Application) -> list[Condition]:
    """Return the conditions that nobody found to be met, as they were asked."""
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    met = set(
        application.findings.filter(outcome=Finding.Outcome.MET).values_list(
            "condition", flat=True
        )
    )
    return [condition for condition in terms.conditions if condition.id not in met]


def refuse_while_open(application: Application) -> None:
    """Raise where a condition is not found to be met."""
    open_ = open_conditions(application)
    if open_:
        raise ConditionsOpen(count=len(open_))
