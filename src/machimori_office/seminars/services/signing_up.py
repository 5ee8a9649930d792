"""Signing up: by the public page and a mailed link, or at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from machimori_office.audit.services import SYSTEM
from machimori_office.limits.services import Limit
from machimori_office.limits.services import take as take_from
from machimori_office.outbox.addresses import Address
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import counting, seats, wishes
from machimori_office.seminars.services.changes import (
    PERSON,
    locked,
    move_party,
    note_party,
    terms,
)
from machimori_office.seminars.services.letters import write
from machimori_office.web.errors import LinkSpent, NotNow, TooMany, TooOften
from machimori_office.web.words import Variety

State, Wish = Participation.State, Participation.Wish

_FROM_ONE_PLACE = Limit(name="seminar.place", times=20, within=timedelta(hours=1))
_TO_ONE_ADDRESS = Limit(name="seminar.mail", times=5, within=timedelta(hours=3))


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who signs up, as the form gives them."""

    name: str
    people: int
    mail: Address | None = None
    phone: str = ""
    reads: Variety = "ja"


@transaction.atomic
def ask(seminar: Seminar, party: Party, *, asked_from: str, at: datetime) -> None:
    """Write down who asks, and send them a link; nothing is taken before it is pressed.

    Raises
    ------
    NotNow
        Nobody can sign up (any more).
    TooMany
        More people than one may sign up for.
    TooOften
    """
    if not is_open(seminar, at):
        raise NotNow
    _refuse_too_many(party, at)
    if party.mail is None:
        raise NotNow
    if not take_from(_FROM_ONE_PLACE, asked_from, at=at):
        raise TooOften
    if not take_from(_TO_ONE_ADDRESS, party.mail.key, at=at):
        return
    live = seminar.parties.filter(mail_key=party.mail.key, state__in=Participation.LIVE)
    if known := live.select_related("seminar").first():
        write(_letter_of(known), known, at=at, until=known.answer_until)
        return
    made = _made(seminar, party, Participation.Way.WEB, at)
    note_party(made, "asked", "asked for without an account", PERSON, at)
    write("confirm", made, at=at, until=at + timedelta(hours=terms(at).link_lasts_h))


@transaction.atomic
def confirm(party: Participation, *, at: datetime) -> None:
    """Press the button behind the link: take the seats, or join the waiting list.

    Raises
    ------
    LinkSpent
        Too late, or the same address has signed up meanwhile.
    NotNow
    """
    seminar = locked(party.seminar_id)
    if not is_open(seminar, at):
        raise NotNow
    ends_at = party.asked_at + timedelta(hours=terms(at).link_lasts_h)
    same = seminar.parties.filter(mail_key=party.mail_key, state__in=Participation.LIVE)
    if ends_at <= at or same.exists():
        raise LinkSpent
    seat_or_wait(seminar, party, "by the person's link", PERSON, at)


@transaction.atomic
def enter(seminar: Seminar, party: Party, *, actor: str, at: datetime) -> Participation:
    """Write down who signs up at the counter or by telephone.

    Where the internet part counts the seats, it is asked by the next file.

    Raises
    ------
    NotNow
        It is not published, has begun, or the same address has signed up.
    TooMany
    """
    seminar = locked(seminar.pk)
    if seminar.state != Seminar.State.OPEN or at >= seminar.begins_at:
        raise NotNow
    _refuse_too_many(party, at)
    live = seminar.parties.filter(state__in=Participation.LIVE)
    if party.mail and live.filter(mail_key=party.mail.key).exists():
        raise NotNow
    made = _made(seminar, party, Participation.Way.COUNTER, at)
    if counting.is_counted_here(seminar, at):
        seat_or_wait(seminar, made, "entered at the counter", actor, at)
    else:
        wishes.wish(seminar, made, Wish.ENTER, actor, at)
    return made


@transaction.atomic
def accept(party: Participation, *, at: datetime, actor: str = PERSON) -> None:
    """Take the seats that were offered, while they are held.

    Raises
    ------
    NotNow, SeatsElsewhere
    """
    seminar = locked(party.seminar_id)
    if not counting.is_counted_here(seminar, at):
        wishes.wish(seminar, party, Wish.TAKE, actor, at)
        return
    if party.answer_until is None or party.answer_until <= at:
        raise NotNow
    changes: dict[str, Any] = {"state": State.BOOKED, "answer_until": None}
    move_party(party, frm=(State.OFFERED,), to_call="", **changes)
    note_party(party, "booked", _why(actor), actor, at)
    write("booked", party, at=at)


@transaction.atomic
def withdraw(party: Participation, *, at: datetime, actor: str = PERSON) -> None:
    """Cancel a party; what it held goes to who waits.

    Raises
    ------
    NotNow
        It is over, or somebody arrived.
    SeatsElsewhere
    """
    seminar = locked(party.seminar_id)
    party.refresh_from_db()
    if party.state not in (*Participation.LIVE, State.ASKED) or party.arrived:
        raise NotNow
    if not counting.is_counted_here(seminar, at):
        wishes.wish(seminar, party, Wish.CANCEL, actor, at)
        return
    seats.give_back(party, State.WITHDRAWN)
    note_party(party, "withdrawn", _why(actor), actor, at)
    if seminar.state == Seminar.State.OPEN:
        seats.move_up(seminar, at=at)


@transaction.atomic
def note_called(party: Participation, *, actor: str, at: datetime) -> None:
    """Write down that somebody without a mail address was told by telephone."""
    uncalled = Participation.objects.filter(pk=party.pk).exclude(to_call="")
    if uncalled.update(to_call="") != 1:
        raise NotNow
    note_party(party, "called", "by telephone", actor, at)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete who never pressed the link."""
    since = at - timedelta(hours=terms(at).link_lasts_h)
    old = Participation.objects.filter(
        state=State.ASKED, asked_at__lte=since, way=Participation.Way.WEB
    )
    deleted, _ = old.delete()
    return deleted


def is_open(seminar: Seminar, at: datetime) -> bool:
    """Whether residents can sign up."""
    in_time = at < seminar.signs_up_until and counting.is_counted_here(seminar, at)
    return seminar.state == Seminar.State.OPEN and in_time


def seat_or_wait(
    seminar: Seminar, party: Participation, reason: str, actor: str, at: datetime
) -> None:
    """Give a party its seats, or a place on the waiting list."""
    # Whoever waits longer and fits has been offered every free seat already.
    if seats.take(seminar, party.people):
        changes: dict[str, Any] = {"state": State.BOOKED, "seats": party.people}
        word = "booked"
    else:
        changes = {"state": State.WAITING, "waits_since": at}
        word = "waiting"
    move_party(party, frm=(State.ASKED,), **changes)
    note_party(party, word, reason, actor, at)
    write(_letter_of(party), party, at=at)


def _letter_of(party: Participation) -> Any:
    return {State.WAITING: "waiting", State.OFFERED: "offered"}.get(
        State(party.state), "booked"
    )


def _made(
    seminar: Seminar, party: Party, way: Participation.Way, at: datetime
) -> Participation:
    return Participation.objects.create(
        seminar=seminar,
        name=party.name,
        people=party.people,
        mail=str(party.mail) if party.mail else "",
        mail_key=party.mail.key if party.mail else "",
        phone=party.phone,
        reads=party.reads,
        way=way,
        asked_at=at,
    )


def _refuse_too_many(party: Party, at: datetime) -> None:
    most = terms(at).people_at_most
    if party.people > most:
        raise TooMany(most=most)


def _why(actor: str) -> str:
    return "by the person's link" if actor in (PERSON, SYSTEM) else "by telephone"
