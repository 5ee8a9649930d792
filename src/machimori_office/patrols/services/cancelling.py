"""One press that cancels the watches of a day and tells everybody who would come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation

from machimori_office.patrols.models import Member, Shift
from machimori_office.patrols.services import letters
from machimori_office.patrols.services.noting import note, patrol_rule
from machimori_office.patrols.worded import worded_date, worded_shift
from machimori_office.web.errors import NotNow
from machimori_office.web.words import JST


@dataclass(frozen=True)
class Told:
    """What a press did.

    Parameters
    ----------
    shifts : int
        Watches that were cancelled.
    members : int
        Who would have come.
    unreached : sequence of Member
        Those without a mail address that works: somebody has to ring them up.
    """

    shifts: int
    members: int
    unreached: Sequence[Member]


@transaction.atomic
def cancel(on: date, *, kind: str, why: Shift.Why, actor: str, at: datetime) -> Told:
    """Cancel the watches of a day, or one kind of them, and mail who signed up.

    Raises
    ------
    NotNow
        There is none that could be cancelled.
    """
    standing = Shift.objects.standing().filter(on=on, report=None)
    if kind:
        standing = standing.filter(kind=kind)
    pks = list(standing.values_list("pk", flat=True))
    free = Shift.objects.filter(pk__in=pks, cancelled_at=None)
    cancelled = free.update(cancelled_at=at, cancelled_because=why)
    if not cancelled:
        raise NotNow
    note(
        "cancelled",
        "day",
        on.isoformat(),
        actor=actor,
        at=at,
        reason=f"cancelled: {why}",
        watches=str(cancelled),
    )
    return _tell(pks, on, why, at)


@transaction.atomic
def hold_after_all(shift: Shift, *, actor: str, reason: str, at: datetime) -> Told:
    """Take back that a watch was cancelled, and mail who signed up that it is held.

    Raises
    ------
    NotNow
        It is not cancelled.
    """
    gone = Shift.objects.filter(pk=shift.pk, cancelled_at__isnull=False)
    if gone.update(cancelled_at=None, cancelled_because="") != 1:
        raise NotNow
    note("held", "watch", shift.pk, actor=actor, at=at, reason=reason)
    members = _members([shift.pk])
    ends_at = datetime.combine(shift.on, shift.ends, tzinfo=JST)
    if ends_at <= at:
        return Told(shifts=1, members=0, unreached=[])
    unreached = letters.send(
        members,
        patrol_rule(at).letters.held,
        about=f"patrols.held:{shift.pk}",
        at=at,
        day=worded_date(shift.on),
        shifts=worded_shift(shift),
    )
    return Told(shifts=1, members=len(members), unreached=unreached)


def _members(pks: Sequence[UUID]) -> list[Member]:
    """Return who has a turn at one of these watches and would come."""
    return list(Member.objects.filter(turns__shift__in=pks).distinct())


def _tell(pks: Sequence[UUID], on: date, why: Shift.Why, at: datetime) -> Told:
    members = _members(pks)
    theirs = _shifts_of(pks)
    # Letters are Japanese, whatever the clerk reads.
    with translation.override("ja"):
        because = str(why.label)
    unreached = letters.send(
        members,
        patrol_rule(at).letters.cancelled,
        about=f"patrols.cancelled:{on.isoformat()}",
        at=at,
        of_each=lambda member: {"shifts": "\n".join(theirs[member.pk])},
        day=worded_date(on),
        why=because,
    )
    return Told(shifts=len(pks), members=len(members), unreached=unreached)


def _shifts_of(pks: Sequence[UUID]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    shifts = Shift.objects.filter(pk__in=pks).select_related("school")
    for shift in shifts.prefetch_related("turns"):
        for turn in shift.turns.all():
            found.setdefault(turn.member_id, []).append(worded_shift(shift))
    return found
