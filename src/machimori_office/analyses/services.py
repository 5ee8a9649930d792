"""Taking lists in, asking for analyses, and letting out what two people agree on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from machimori_office.analyses.errors import SameHands
from machimori_office.analyses.models import Analysis, IncidentList
from machimori_office.analyses.reading import Taken, days_of
from machimori_office.audit import services as audit
from machimori_office.web.errors import NotNow

State, Outside = Analysis.State, Analysis.Outside

FOR_THE_OFFICE = frozenset({Analysis.Kind.HOT_BLOCKS, Analysis.Kind.WATCH_GAP})
"""Studies that show counts which the gate has not seen, or where nobody watches."""


@transaction.atomic
def keep_list(
    taken: Taken,
    *,
    name: str,
    publisher: str,
    licence: str,
    actor: str,
    at: datetime,
) -> IncidentList:
    """Keep incidents that were read."""
    first_on, last_on = days_of(taken.incidents)
    made = IncidentList.objects.create(
        name=name,
        publisher=publisher,
        licence=licence,
        first_on=first_on,
        last_on=last_on,
        packed=taken.packed,
        count=len(taken.incidents),
        account=taken.account,
        made_by=actor,
        made_at=at,
    )
    _note(made, "analyses.list_kept", actor, "read from files", at)
    return made


@transaction.atomic
def ask(
    kind: Analysis.Kind,
    *,
    title: str,
    incidents: IncidentList | None = None,
    asked: Mapping[str, Any] | None = None,
    material: bytes = b"",
    actor: str,
    at: datetime,
) -> Analysis:
    """Let something be computed in the background."""
    made = Analysis.objects.create(
        kind=kind,
        title=title,
        incidents=incidents,
        asked=dict(asked or {}),
        material=material,
        outside=Outside.NEVER if kind in FOR_THE_OFFICE else Outside.INSIDE,
        asked_by=actor,
        asked_at=at,
    )
    _note(made, "analyses.asked", actor, "asked for", at)
    return made


@transaction.atomic
def propose(analysis: Analysis, *, actor: str, reason: str, at: datetime) -> None:
    """Ask somebody else to let it out."""
    ready = Analysis.objects.filter(
        pk=analysis.pk, state=State.DONE, outside=Outside.INSIDE
    )
    if ready.update(outside=Outside.PROPOSED, proposed_by=actor) != 1:
        raise NotNow
    _note(analysis, "analyses.proposed", actor, reason, at)


@transaction.atomic
def let_out(analysis: Analysis, *, actor: str, reason: str, at: datetime) -> None:
    """Let it out: never by whoever asked for it or proposed it.

    Raises
    ------
    SameHands
        The second person is missing.
    NotNow
        It does not wait for that.
    """
    waits = Analysis.objects.filter(pk=analysis.pk, outside=Outside.PROPOSED)
    mine = waits.filter(asked_by=actor) | waits.filter(proposed_by=actor)
    if mine.exists():
        raise SameHands
    if waits.update(outside=Outside.OUT, decided_by=actor, decided_at=at) != 1:
        raise NotNow
    _note(analysis, "analyses.let_out", actor, reason, at)


@transaction.atomic
def give_back(analysis: Analysis, *, actor: str, reason: str, at: datetime) -> None:
    """Keep it inside; it may be proposed again."""
    waits = Analysis.objects.filter(pk=analysis.pk, outside=Outside.PROPOSED)
    if waits.update(outside=Outside.INSIDE, proposed_by="") != 1:
        raise NotNow
    _note(analysis, "analyses.given_back", actor, reason, at)


def _note(
    about: Analysis | IncidentList, action: str, actor: str, reason: str, at: datetime
) -> None:
    audit.record(
        actor=actor,
        action=action,
        object_kind="analysis" if isinstance(about, Analysis) else "incident_list",
        object_id=str(about.pk),
        reason=reason,
        at=at,
    )
