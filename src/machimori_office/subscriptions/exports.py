"""That a list of addresses left the office as a file, and by whom."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.audit.services import record


@transaction.atomic
def note(*, actor: str, at: datetime) -> None:
    """Keep in the audit that somebody took the list out as Excel."""
    record(
        actor=actor,
        action="subscriptions.exported",
        object_kind="subscriptions.list",
        object_id="excel",
        reason="took the list as Excel",
        at=at,
    )
