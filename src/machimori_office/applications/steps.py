"""What the audit holds of an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from machimori_office.applications.models import Application
from machimori_office.audit import services as audit


def note(
    application: Application,
    action: str,
    reason: str,
    actor: str,
    at: datetime,
    details: Mapping[str, str],
) -> None:
    """Add to the audit, with the procedure beside it."""
    happened = happening(application, action, reason, details)
    audit.record_all([happened], actor=actor, at=at)


def happening(
    application: Application, action: str, reason: str, details: Mapping[str, str]
) -> audit.Happening:
    """Return what the audit is to say."""
    return audit.Happening(
        action=action,
        object_kind="application",
        object_id=str(application.pk),
        reason=reason,
        details={"procedure": application.procedure, **details},
    )
