"""Taking lists in, asking for analyses, and letting out what two people agree on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from machimori.incidents import days_of
from machimori_office.analyses import publishing
from machimori_office.analyses.errors import OthersAreOut, SameHands
from machimori_office.analyses.models import Analysis, IncidentList, known_outside
from machimori_office.analyses.reading import Taken
from machimori_office.audit import services as audit
from machimori_office.web.errors import NotNow

State, Outside = Analysis.State, Analysis.Outside

FOR_THE_OFFICE = frozenset(
    {
        Analysis.Kind.HOT_BLOCKS,
        Analysis.Kind.WATCH_GAP,
        Analysis.Kind.EFFECT,
        Analysis.Kind.FORECAST,
        Analysis.Kind.TIMES,
    }
)
"""Studies that show counts which the gate has not seen, where nobody watches, or where
more is expected."""


@transaction.atomic
def keep_list(
    taken: Taken,
    *,
    name: str,
    publisher: str,
    licence: str,
    origin: IncidentList.Origin = IncidentList.Origin.FILES,
    actor: str,
    at: datetime,
) -> IncidentList:
    """Keep incidents that were read, as they were read."""
    first_on, last_on = days_of(taken.incidents) or (None, None)
    made = IncidentList.objects.create(
        name=name,
        origin=origin,
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
    why = "read from files" if origin == "files" else "taken from the register"
    _note(made, "analyses.list_kept", actor, why, at)
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
def again(analysis: Analysis, *, actor: str, at: datetime) -> Analysis:
    """Let the same be computed anew, of the same incidents as they were kept.

    Raises
    ------
    NotNow
        It was made of files, which were deleted, or it is a forecast, which is sealed.
    """
    if analysis.incidents is None or analysis.kind == Analysis.Kind.FORECAST:
        raise NotNow
    return ask(
        Analysis.Kind(analysis.kind),
        title=analysis.title,
        incidents=analysis.incidents,
        asked=analysis.asked,
        actor=actor,
        at=at,
    )


@transaction.atomic
def propose(analysis: Analysis, *, actor: str, reason: str, at: datetime) -> None:
    """Ask somebody else to let it out.

    Raises
    ------
    NotNow
        It is not done, or it is for the office.
    OthersAreOut
        It was not attacked together with all that is public by now.
    """
    ready = Analysis.objects.filter(
        pk=analysis.pk,
        state=State.DONE,
        is_forgotten=False,
        outside__in=(Outside.INSIDE, Outside.WITHDRAWN),
    )
    _refuse_unattacked(analysis)
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
    OthersAreOut
        It was not attacked together with all that is public by now.
    """
    waits = Analysis.objects.filter(pk=analysis.pk, outside=Outside.PROPOSED)
    mine = waits.filter(asked_by=actor) | waits.filter(proposed_by=actor)
    if mine.exists():
        raise SameHands
    _refuse_unattacked(analysis)
    # When it first was out stays, though it be withdrawn and let out again.
    out = {"outside": Outside.OUT, "decided_by": actor, "decided_at": at}
    if waits.update(**out, first_out_at=Coalesce("first_out_at", Value(at))) != 1:
        raise NotNow
    publishing.publish(analysis, at=at)
    _note(analysis, "analyses.let_out", actor, reason, at)


@transaction.atomic
def give_back(analysis: Analysis, *, actor: str, reason: str, at: datetime) -> None:
    """Keep it inside; it may be proposed again."""
    waits = Analysis.objects.filter(pk=analysis.pk, outside=Outside.PROPOSED)
    if waits.update(outside=Outside.INSIDE, proposed_by="") != 1:
        raise NotNow
    _note(analysis, "analyses.given_back", actor, reason, at)


@transaction.atomic
def withdraw(analysis: Analysis, *, actor: str, reason: str, at: datetime) -> None:
    """Take back what was let out: nobody outside reads it from now on.

    One person is enough. The gate still counts it as known.

    Raises
    ------
    NotNow
        It is not out.
    """
    out = Analysis.objects.filter(pk=analysis.pk, outside=Outside.OUT)
    if out.update(outside=Outside.WITHDRAWN, proposed_by="") != 1:
        raise NotNow
    publishing.take_down(analysis)
    _note(analysis, "analyses.withdrawn", actor, reason, at)


def _refuse_unattacked(analysis: Analysis) -> None:
    """Refuse counts with which something became public that they were not held against.

    All counts are locked, so that of two that never met only one gets through.
    """
    if analysis.kind != Analysis.Kind.COUNTS:
        return
    every = Analysis.objects.select_for_update().filter(kind=analysis.kind)
    list(every.order_by("pk").values_list("pk", flat=True))
    fresh = Analysis.objects.only("knew").get(pk=analysis.pk)
    others = Analysis.objects.filter(known_outside(), kind=analysis.kind)
    public = {str(pk) for pk in others.values_list("pk", flat=True)}
    if public - {str(analysis.pk)} - set(fresh.knew):
        raise OthersAreOut


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
