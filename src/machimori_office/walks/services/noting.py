"""Entries in the audit."""

from __future__ import annotations

from datetime import datetime

from machimori_office.audit import services as audit


def note(
    action: str, kind: str, id_: object, *, actor: str, at: datetime, reason: str
) -> None:
    """Write an entry into the audit: ids and words of the code only."""
    audit.record(
        actor=actor,
        action=f"walks.{action}",
        object_kind=kind,
        object_id=str(id_),
        reason=reason,
        at=at,
    )
