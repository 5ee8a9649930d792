"""Rosters: asked for on a page, drawn up in the background, put right, published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from machimori_office.audit.services import SYSTEM
from machimori_office.patrols.drawing import Drawn, drawn
from machimori_office.patrols.models import Member, Roster, Shift, Turn
from machimori_office.patrols.services import letters
from machimori_office.patrols.services.calendar import last_of_month, lay_out
from machimori_office.patrols.services.noting import note, patrol_rule
from machimori_office.patrols.worded import worded_shift
from machimori_office.web.errors import NotNow

LEASE = timedelta(minutes=10)
ABOUT = "patrols.roster"


@transaction.atomic
def ask(first_on: date, *, actor: str, at: datetime) -> Roster:
    """Ask for the roster of a month; one that is there is drawn up again.

    Turns that somebody chose, and all turns once they were published, stay.
    """
    found, _ = Roster.objects.get_or_create(
        first_on=first_on,
        defaults={
            "last_on": last_of_month(first_on),
            "asked_by": actor,
            "asked_at": at,
        },
    )
    lay_out(found.first_on, found.last_on, actor=actor, at=at)
    again = {"state": Roster.State.WAITING, "asked_by": actor, "asked_at": at}
    Roster.objects.filter(pk=found.pk).update(**again, held_until=None)
    note("roster_asked", "roster", found.pk, actor=actor, at=at, reason="by the rule")
    found.refresh_from_db()
    return found


def draw_up_next(now: datetime) -> Roster | None:
    """Draw up the roster that waits longest; return it, or None where none waits."""
    waiting = Roster.objects.filter(state=Roster.State.WAITING).order_by("asked_at")
    for found in waiting.exclude(held_until__gt=now):
        mine = Roster.objects.filter(pk=found.pk, held_until=found.held_until)
        if mine.update(held_until=now + LEASE) == 1:
            _keep(found, drawn(found), now)
            return found
    return None


@transaction.atomic
def publish(roster: Roster, *, actor: str, reason: str, at: datetime) -> list[Member]:
    """Publish a draft: members see their turns and are written to.

    Returns
    -------
    list of Member
        Those whom no mail reaches.
    """
    draft = Roster.objects.filter(pk=roster.pk, state=Roster.State.DRAFT)
    change = {"state": Roster.State.PUBLISHED, "published_at": at}
    if draft.update(**change) != 1:
        raise NotNow
    of_month = Turn.objects.filter(shift__on__range=(roster.first_on, roster.last_on))
    of_month.update(is_drafted=False)
    note("roster_published", "roster", roster.pk, actor=actor, at=at, reason=reason)
    return _tell(roster, at)


def _keep(roster: Roster, found: Drawn, at: datetime) -> None:
    """Put the drafted turns in the place of those drafted before."""
    with transaction.atomic():
        state = Roster.State.PUBLISHED if roster.published_at else Roster.State.DRAFT
        mine = Roster.objects.filter(pk=roster.pk, state=Roster.State.WAITING)
        kept = {"state": state, "unfilled": found.unfilled, "held_until": None}
        if mine.update(**kept) != 1:
            return
        days = (roster.first_on, roster.last_on)
        Turn.objects.filter(shift__on__range=days, is_drafted=True).delete()
        is_drafted = roster.published_at is None
        Turn.objects.bulk_create(
            Turn(shift_id=s, member_id=m, car_id=c, is_drafted=is_drafted)
            for s, m, c in found.new
        )
        note(
            "roster_drawn",
            "roster",
            roster.pk,
            actor=SYSTEM,
            at=at,
            reason="drawn up",
            turns=str(len(found.new)),
        )


def _tell(roster: Roster, at: datetime) -> list[Member]:
    shifts = Shift.objects.standing().between(roster.first_on, roster.last_on)
    theirs: dict[int, list[str]] = {}
    for shift in shifts.select_related("school").prefetch_related("turns"):
        for turn in shift.turns.all():
            theirs.setdefault(turn.member_id, []).append(worded_shift(shift))
    return letters.send(
        Member.objects.filter(pk__in=theirs),
        patrol_rule(at).letters.published,
        about=f"{ABOUT}:{roster.pk}",
        at=at,
        of_each=lambda member: {"shifts": _lines(theirs[member.pk])},
        month=f"{roster.first_on.year}年{roster.first_on.month}月",
    )


def _lines(shifts: Sequence[str]) -> str:
    return "\n".join(f"・{shift}" for shift in shifts)
