"""Entries in the audit, and the rule that holds."""

from __future__ import annotations

from datetime import datetime

from machimori_office.audit import services as audit
from machimori_office.patrols.models import Member
from machimori_office.patrols.terms import PatrolRule
from machimori_office.rules.services import rule
from machimori_office.web.words import JST


def note(
    action: str,
    kind: str,
    id_: object,
    *,
    actor: str,
    at: datetime,
    reason: str,
    **details: str,
) -> None:
    """Write an entry into the audit: ids and words of the code only."""
    happened = happening(action, kind, id_, reason=reason, **details)
    audit.record_all([happened], actor=actor, at=at)


def happening(
    action: str, kind: str, id_: object, *, reason: str, **details: str
) -> audit.Happening:
    """Return what the audit is to say."""
    return audit.Happening(
        action=f"patrols.{action}",
        object_kind=kind,
        object_id=str(id_),
        reason=reason,
        details=details,
    )


def patrol_rule(at: datetime) -> PatrolRule:
    """Return the city's rule of patrols as it holds at an instant."""
    return rule(PatrolRule, on=at.astimezone(JST).date())


def by_link(member: Member) -> str:
    """Name a member as the actor of what they do on their own page."""
    return f"member:{member.pk}"
