"""The conditions of a procedure, each decided by its evidence."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.applications.models import Application, Finding
from machimori_office.applications.proposals import proposal_of
from machimori_office.applications.registry import PROCEDURES, Procedure
from machimori_office.applications.states import IS_OPEN
from machimori_office.applications.steps import note
from machimori_office.applications.terms import Condition, Terms
from machimori_office.rules.services import rule
from machimori_office.web.errors import ConditionsOpen, DeviationUnexplained, NotNow
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
    because: str = "",
) -> None:
    """Decide one condition by its evidence, as long as the application is undecided.

    Parameters
    ----------
    because : str
        Why it is found otherwise than the application and the records show.

    Raises
    ------
    NotNow
    DeviationUnexplained
        They show the contrary, and nobody said why.
    """
    open_ = Application.objects.select_for_update().filter(
        pk=application.pk, state__in=IS_OPEN
    )
    if not open_.exists():
        raise NotNow
    terms = terms_of(PROCEDURES[application.procedure], application.received_at)
    proposal = proposal_of(application, condition, terms)
    deviates = proposal and proposal.is_certain and proposal.outcome != outcome
    if deviates and not because:
        raise DeviationUnexplained
    Finding.objects.update_or_create(
        application=application,
        condition=condition.id,
        defaults={
            "outcome": outcome,
            "evidence": evidence,
            "proposed": proposal.outcome if proposal else "",
            "because": because if deviates else "",
            "found_by": actor,
            "found_at": at,
        },
    )
    details = {"condition": condition.id, "outcome": str(outcome)}
    if deviates:
        details["deviates"] = "yes"
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
