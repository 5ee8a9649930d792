"""One step of an alert's life: conditional, counted, and in the audit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from machimori.language import Text
from machimori_office.alerts.life import STEPS, Move
from machimori_office.alerts.models import Alert, Person
from machimori_office.audit.services import SYSTEM, record
from machimori_office.people.models import Staff
from machimori_office.web.errors import AlertChanged, NotRecordable
from machimori_office.web.private_words import names_in
from machimori_office.web.reasons import WITHOUT_NAMES

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
    """Write into the audit what happened to an alert.

    Raises
    ------
    NotRecordable
        The reason names somebody, whom nobody could erase from there.
    """
    if by and _names_somebody(reason, alert):
        raise NotRecordable(field=_REASON, expected=WITHOUT_NAMES)
    record(
        actor=str(by.pk) if by else SYSTEM,
        action=action,
        object_kind=KIND,
        object_id=str(alert.pk),
        reason=reason,
        at=at,
        details=details,
    )


def _names_somebody(reason: str, alert: Alert) -> bool:
    """Whether a reason names whom the alert names, if only by a part of the name."""
    person = Person.objects.filter(alert=alert).first()
    looks = [person.looks_ja, person.looks_easy, person.looks_en] if person else []
    text = "\n".join([json.dumps(alert.sheet, ensure_ascii=False), *looks])
    words = [word for name in names_in(text) for word in name.split()]
    parts = {*words, *(found[0] for word in words if (found := _FAMILY.match(word)))}
    return any(part in reason for part in parts if len(part) > 1)


_FAMILY = re.compile("[一-龯々]*")
_REASON = Text(ja="理由", en="The reason")
