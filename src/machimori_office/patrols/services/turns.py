"""Who walks: signing up, giving a turn to somebody else, being there, being done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from machimori_office.patrols.models import Car, Member, Shift, Swap, Turn
from machimori_office.patrols.services.noting import note
from machimori_office.web.errors import (
    NoCertificate,
    NotNow,
    TurnsMeet,
    WatchFull,
)
from machimori_office.web.words import JST

QUARTER = timedelta(minutes=15)


@transaction.atomic
def sign_up(shift: Shift, member: Member, *, actor: str, at: datetime) -> Turn:
    """Give a member a turn at a watch that still needs somebody.

    Raises
    ------
    NotNow
        It was cancelled, or is over.
    WatchFull
        Enough walk there already.
    NoCertificate
        The member has no certificate of the police that holds on the day.
    TurnsMeet
        The member walks elsewhere at that hour.
    """
    locked = _locked(shift, at)
    if locked.turns.count() >= locked.walkers:
        raise WatchFull
    _refuse_unless_fit(locked, member)
    turn = Turn.objects.create(shift=locked, member=member)
    _note(turn, "signed_up", actor, at, reason="signed up")
    return turn


@transaction.atomic
def take_off(turn: Turn, *, actor: str, reason: str, at: datetime) -> None:
    """Take a member off a watch where nobody checked in yet."""
    _locked(turn.shift, at)
    deleted, _ = Turn.objects.filter(pk=turn.pk, here_at=None).delete()
    if not deleted:
        raise NotNow
    _note(turn, "taken_off", actor, at, reason=reason)


@transaction.atomic
def ask_for_swap(turn: Turn, *, actor: str, at: datetime) -> Swap:
    """Ask others to take a turn over; until somebody does, it stays the member's."""
    _locked(turn.shift, at)
    swap, is_new = Swap.objects.get_or_create(turn=turn, defaults={"asked_at": at})
    if is_new:
        _note(turn, "swap_asked", actor, at, reason="asked for a swap")
    return swap


@transaction.atomic
def keep_turn(turn: Turn, *, actor: str, at: datetime) -> None:
    """Stop asking: the member walks after all."""
    if not Swap.objects.filter(turn=turn).delete()[0]:
        raise NotNow
    _note(turn, "swap_ended", actor, at, reason="walks after all")


@transaction.atomic
def take_over(swap: Swap, member: Member, *, actor: str, at: datetime) -> Turn:
    """Take over the turn of somebody who asked: one of two who press at once does."""
    turn = Turn.objects.select_related("shift").get(pk=swap.turn_id)
    shift = _locked(turn.shift, at)
    _refuse_unless_fit(shift, member)
    if not Swap.objects.filter(pk=swap.pk).delete()[0]:
        raise NotNow
    moved = Turn.objects.filter(pk=turn.pk, member=turn.member_id, here_at=None)
    if moved.update(member=member, is_drafted=False) != 1:
        raise NotNow
    turn.member = member
    _note(turn, "taken_over", actor, at, reason="taken over")
    return turn


@transaction.atomic
def check_in(turn: Turn, *, actor: str, at: datetime) -> None:
    """Say "I am here": the quarter of the hour is kept, the place is not asked."""
    shift = turn.shift
    if shift.cancelled_at or shift.on != at.astimezone(JST).date():
        raise NotNow
    came = Turn.objects.filter(pk=turn.pk, here_at=None)
    if came.update(here_at=rounded(at)) != 1:
        raise NotNow
    Swap.objects.filter(turn=turn).delete()
    _note(turn, "here", actor, at, reason="checked in")


@transaction.atomic
def check_out(turn: Turn, *, actor: str, at: datetime) -> None:
    """Say "done"."""
    there = Turn.objects.filter(pk=turn.pk, here_at__isnull=False, done_at=None)
    if there.update(done_at=rounded(at)) != 1:
        raise NotNow
    _note(turn, "done", actor, at, reason="finished")


@transaction.atomic
def give_car(turn: Turn, car: Car | None, *, actor: str, at: datetime) -> None:
    """Say which car a member takes."""
    _locked(turn.shift, at)
    taken = Turn.objects.filter(shift=turn.shift, car=car).exclude(pk=turn.pk)
    if car and (car.retired_on or taken.exists()):
        raise NotNow
    Turn.objects.filter(pk=turn.pk).update(car=car)
    _note(turn, "car_given", actor, at, reason="car chosen")


def rounded(at: datetime) -> datetime:
    """Round an instant to the quarter of the hour: enough for a report."""
    past = timedelta(
        minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond
    )
    down = at - past
    return down + QUARTER if past >= QUARTER / 2 else down


def _locked(shift: Shift, at: datetime) -> Shift:
    """Hold the watch, so that two who press at once come one after the other."""
    locked = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    ends_at = datetime.combine(locked.on, locked.ends, tzinfo=JST)
    if locked.cancelled_at or ends_at < at:
        raise NotNow
    return locked


def _refuse_unless_fit(shift: Shift, member: Member) -> None:
    if not Member.objects.certified(shift.on).filter(pk=member.pk).exists():
        raise NoCertificate
    meeting = Turn.objects.filter(
        member=member,
        shift__on=shift.on,
        shift__begins__lt=shift.ends,
        shift__ends__gt=shift.begins,
        shift__cancelled_at=None,
    )
    if meeting.exists():
        raise TurnsMeet


def _note(turn: Turn, action: str, actor: str, at: datetime, *, reason: str) -> None:
    note(
        action,
        "watch",
        turn.shift_id,
        actor=actor,
        at=at,
        reason=reason,
        member=str(turn.member_id),
    )
