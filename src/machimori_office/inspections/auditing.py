"""Writing what inspections change into the audit."""

from __future__ import annotations

from datetime import datetime

from machimori_office.audit import services as audit

DUTY = "inspections"
"""Under which name inspections write records."""


def note(
    kind: str, pk: object, action: str, *, actor: str, reason: str, at: datetime
) -> None:
    """Add an entry to the audit."""
    audit.record(
        actor=actor,
        action=f"inspections.{action}",
        object_kind=kind,
        object_id=str(pk),
        reason=reason,
        at=at,
    )
