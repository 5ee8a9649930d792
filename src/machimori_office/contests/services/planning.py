"""A contest as the office plans and publishes it, closes its entries, calls it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from machimori_office.contests.models import Contest, Entrant, Entry, Judge
from machimori_office.contests.services import handing_over
from machimori_office.contests.services.changes import locked, note
from machimori_office.contests.services.letters import tell_entrants, write_to_judge
from machimori_office.web.errors import NothingChosen, NotNow
from machimori_office.web.moving import move
from machimori_office.web.words import JST

State = Contest.State


@transaction.atomic
def plan(fields: Mapping[str, Any], *, actor: str, at: datetime) -> Contest:
    """Write down a contest that is planned; nobody sees it yet."""
    contest = Contest.objects.create(**fields)
    note(contest, "planned", "planned", actor, at)
    return contest


@transaction.atomic
def change(
    contest: Contest, fields: Mapping[str, Any], *, actor: str, at: datetime
) -> None:
    """Change a contest; once it is published, its first day stays with its rule.

    Raises
    ------
    NotNow, RowChanged
    """
    frm = State(contest.state)
    if frm not in (State.PLANNED, State.OPEN):
        raise NotNow
    if (
        frm is State.OPEN
        and fields.get("opens_on", contest.opens_on) != contest.opens_on
    ):
        raise NotNow
    move(contest, frm=frm, **fields)
    note(contest, "changed", "changed", actor, at)


@transaction.atomic
def publish(contest: Contest, *, actor: str, at: datetime) -> None:
    """Publish the call; entries are taken from its first day to its last."""
    move(contest, frm=State.PLANNED, state=State.OPEN)
    note(contest, "published", "published", actor, at)


@transaction.atomic
def begin_judging(contest: Contest, *, actor: str, at: datetime) -> None:
    """Close the entries, forget what nobody confirmed, and send the judges their links.

    Raises
    ------
    NotNow
        Entries are still taken, or wait for a guardian's consent.
    NothingChosen
        There is no judge.
    """
    locked(contest.pk)
    waiting = contest.entries.filter(state=Entry.State.WAITING)
    if at.astimezone(JST).date() <= contest.closes_on or waiting.exists():
        raise NotNow
    judges = list(Judge.objects.filter(contest=contest, is_active=True))
    if not judges:
        raise NothingChosen
    move(contest, frm=State.OPEN, state=State.JUDGING)
    forget_unconfirmed(contest)
    note(contest, "judging", "closed", actor, at)
    handing_over.show(contest.entries.filter(state=Entry.State.ENTERED), at=at)
    for judge in judges:
        judge.contest = contest
        write_to_judge(judge, at=at)


@transaction.atomic
def call_off(contest: Contest, *, actor: str, reason: str, at: datetime) -> None:
    """Call a contest off before it is decided; who entered is written to."""
    frm = State(contest.state)
    if frm not in (State.PLANNED, State.OPEN, State.JUDGING):
        raise NotNow
    off = {"called_off_from": frm, "called_off_at": at}
    move(contest, frm=frm, state=State.CALLED_OFF, **off)
    note(contest, "called_off", reason, actor, at)
    tell_entrants("called_off", contest, at=at)


@transaction.atomic
def resume(contest: Contest, *, actor: str, reason: str, at: datetime) -> int:
    """Take a calling off back: it goes on where it was; return how many are told.

    Who entered is written to again; judges, whose links had ended, get them anew.

    Raises
    ------
    NotNow
        It is not called off, or names and works were deleted already.
    RowChanged
    """
    seen = locked(contest.pk)
    back = next((s for s in State if s == seen.called_off_from), None)
    if back is None or seen.names_deleted_at is not None:
        raise NotNow
    on = {"called_off_from": "", "called_off_at": None}
    move(contest, frm=State.CALLED_OFF, state=back, **on)
    note(contest, "resumed", reason, actor, at)
    told = tell_entrants("resumed", contest, at=at)
    if back is not State.JUDGING:
        return told
    handing_over.show(contest.entries.filter(state=Entry.State.ENTERED), at=at)
    judges = list(Judge.objects.filter(contest=contest, is_active=True))
    for judge in judges:
        judge.contest = contest
        write_to_judge(judge, at=at)
    return told + sum(bool(judge.mail) for judge in judges)


def takes_entries(contest: Contest, at: datetime) -> bool:
    """Whether entries are taken on this day."""
    today = at.astimezone(JST).date()
    in_time = contest.opens_on <= today <= contest.closes_on
    return contest.state == State.OPEN and in_time


def forget_unconfirmed(contest: Contest) -> int:
    """Delete works that nobody confirmed, with whoever sent them."""
    contest.entries.filter(state=Entry.State.ASKED).delete()
    left = Entrant.objects.filter(contest=contest, entries__isnull=True)
    deleted, _ = left.delete()
    return deleted
