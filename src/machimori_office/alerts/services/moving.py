"""One step of an alert's life: conditional, counted, and in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from machimori_office.alerts.life import STEPS, Move
from machimori_office.alerts.models import Alert
from machimori_office.audit.services import SYSTEM, record
from machimori_office.people.models import Staff
from machimori_office.web.errors import AlertChanged

KIND = "alerts.alert"


@transaction.atomic
def move(
    alert: Alert,
    step: Move,
    *,
    by: Staff | None,
    at: datetime,
    reason: str,
    details: Mapping[str, str] | None = None,
    **fields: Any,
) -> Alert:
    """Let an alert take a step, if it still is as the caller saw it.

    Raises
    ------
    AlertChanged
        It has another state or version by now; nothing was changed.
    """
    leads_to = STEPS[step].leads_to
    unchanged = Alert.objects.filter(
        pk=alert.pk, version=alert.version, state__in=STEPS[step].origins
    )
    if leads_to is None:
        moved = min(1, unchanged.delete()[0])
    else:
        moved = unchanged.update(
            state=leads_to, version=alert.version + 1, changed_at=at, **fields
        )
    if moved != 1:
        raise AlertChanged
    note(alert, step.value, by=by, at=at, reason=reason, details=details)
    return alert if leads_to is None else Alert.objects.get(pk=alert.pk)


def note(
    alert: Alert,
    action: str,
    *,
    by: Staff | None,
    at: datetime,
    reason: str,
    details: Mapping[str, str] | None = None,
) -> None:
    """Write into the audit what happened to an alert."""
    record(
        actor=str(by.pk) if by else SYSTEM,
        action=action,
        object_kind=KIND,
        object_id=str(alert.pk),
        reason=reason,
        at=at,
        details=details,
    )
