"""What every change of a seminar shares: the lock, the party's step, the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from machimori_office.audit import services as audit
from machimori_office.rules.services import rule
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.terms import SeminarTerms
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST

PERSON = "participant"
"""The actor of what somebody does by their own link."""


def terms(at: datetime) -> SeminarTerms:
    """Return the city's rule of seminars."""
    return rule(SeminarTerms, on=at.astimezone(JST).date())


def locked(pk: UUID) -> Seminar:
    """Return a seminar that nobody else changes before this transaction ends."""
    return Seminar.objects.select_for_update().get(pk=pk)


def move_party(
    party: Participation, *, frm: tuple[Participation.State, ...], **changes: Any
) -> None:
    """Change a party where it still is in one of these states.

    Raises
    ------
    NotNow
    """
    unchanged = Participation.objects.filter(pk=party.pk, state__in=frm)
    if unchanged.update(**changes) != 1:
        raise NotNow
    for name, value in changes.items():
        setattr(party, name, value)


def note(seminar: Seminar, word: str, reason: str, actor: str, at: datetime) -> None:
    """Write a change of a seminar into the audit."""
    audit.record(
        actor=actor,
        action=f"seminars.{word}",
        object_kind="seminar",
        object_id=str(seminar.pk),
        reason=reason,
        at=at,
    )


def note_party(
    party: Participation, word: str, reason: str, actor: str, at: datetime
) -> None:
    """Write a change of a party into the audit: ids and numbers alone."""
    audit.record(
        actor=actor,
        action=f"seminars.{word}",
        object_kind="participation",
        object_id=str(party.pk),
        reason=reason,
        at=at,
        details={"seminar": str(party.seminar_id), "people": str(party.people)},
    )
