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
    audit.record(
        actor=actor,
        action=action,
        object_kind="application",
        object_id=str(application.pk),
        reason=reason,
        at=at,
        details={"procedure": application.procedure, **details},
    )
