"""Entering an incident, putting it right, withdrawing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from machimori_office.audit import services as audit
from machimori_office.concerns.incidents.terms import IncidentTerms
from machimori_office.concerns.models import Incident
from machimori_office.rules.services import rule
from machimori_office.web.errors import RowChanged
from machimori_office.web.words import JST


@transaction.atomic
def enter(said: Mapping[str, Any], *, actor: str, at: datetime) -> Incident:
    """Write an incident down."""
    made = Incident.objects.create(**said, entered_by=actor, entered_at=at)
    _note(made, "incident_entered", "told by the police", actor, at)
    return made


@transaction.atomic
def correct(
    incident: Incident,
    said: Mapping[str, Any],
    *,
    actor: str,
    reason: str,
    at: datetime,
) -> None:
    """Put an incident right.

    Raises
    ------
    RowChanged
        Somebody else was faster, or it is withdrawn.
    """
    _change(incident, said)
    _note(incident, "incident_changed", reason, actor, at)


@transaction.atomic
def withdraw(incident: Incident, *, actor: str, reason: str, at: datetime) -> None:
    """Say that an incident did not happen so; it counts nowhere any more.

    Raises
    ------
    RowChanged
    """
    _change(incident, {"withdrawn_at": at})
    _note(incident, "incident_withdrawn", reason, actor, at)


@transaction.atomic
def note_export(*, count: int, actor: str, at: datetime) -> None:
    """Keep in the audit that the incidents left as a file."""
    audit.record(
        actor=actor,
        action="concerns.incidents_exported",
        object_kind="incidents",
        object_id="file",
        reason="file taken",
        at=at,
        details={"rows": str(count)},
    )


def terms_on(at: datetime) -> IncidentTerms:
    """Return how lists of incidents name the city on a day."""
    return rule(IncidentTerms, on=at.astimezone(JST).date())


def _change(incident: Incident, said: Mapping[str, Any]) -> None:
    unchanged = Incident.objects.filter(
        pk=incident.pk, version=incident.version, withdrawn_at__isnull=True
    )
    if unchanged.update(**said, version=incident.version + 1) != 1:
        raise RowChanged


def _note(incident: Incident, what: str, reason: str, actor: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=f"concerns.{what}",
        object_kind="incident",
        object_id=str(incident.pk),
        reason=reason,
        at=at,
    )
