"""At the door: who came, who came without a sign-up, whose seat is given away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from machimori_office.seminars.errors import Full
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import seats
from machimori_office.seminars.services.changes import (
    locked,
    move_party,
    note_party,
)
from machimori_office.seminars.services.counting import refuse_elsewhere
from machimori_office.web.errors import NotNow

State, Way = Participation.State, Participation.Way


@transaction.atomic
def arrive(party: Participation, people: int, *, actor: str, at: datetime) -> None:
    """Write down that a party came, and with how many.

    Raises
    ------
    Full
        They are more than signed up, or their seats were given away, and none is free.
    SeatsElsewhere
        They are more or fewer than signed up, before the door counts.
    NotNow
        They are here already, or cancelled.
    """
    seminar = locked(party.seminar_id)
    party.refresh_from_db()
    if party.arrived is not None or people < 1:
        raise NotNow
    if people != party.seats:
        refuse_elsewhere(seminar, at)
    if not seats.take(seminar, people - party.seats):
        raise Full(free=Seminar.objects.get(pk=seminar.pk).free)
    move_party(
        party,
        frm=(State.BOOKED, State.ABSENT, State.OFFERED, State.WAITING),
        state=State.BOOKED,
        seats=people,
        arrived=people,
        answer_until=None,
    )
    note_party(party, "arrived", "at the door", actor, at)


@transaction.atomic
def take_back(party: Participation, *, actor: str, at: datetime) -> None:
    """Undo an arrival that was pressed by mistake.

    Raises
    ------
    Full, NotNow, SeatsElsewhere
    """
    seminar = locked(party.seminar_id)
    party.refresh_from_db()
    if not party.arrived:
        raise NotNow
    if party.people != party.seats:
        refuse_elsewhere(seminar, at)
    if party.way == Way.DOOR:
        seats.give_back(party, State.WITHDRAWN)
        Participation.objects.filter(pk=party.pk).update(arrived=None)
    else:
        if not seats.take(seminar, party.people - party.seats):
            raise Full(free=Seminar.objects.get(pk=seminar.pk).free)
        move_party(party, frm=(State.BOOKED,), arrived=None, seats=party.people)
    note_party(party, "not_arrived", "at the door", actor, at)


@transaction.atomic
def walk_in(
    seminar: Seminar, people: int, *, name: str, actor: str, at: datetime
) -> Participation:
    """Let in somebody who did not sign up, where a seat is free.

    Raises
    ------
    Full, SeatsElsewhere
    """
    seminar = locked(seminar.pk)
    refuse_elsewhere(seminar, at)
    if not seats.take(seminar, people):
        raise Full(free=seminar.free)
    made = Participation.objects.create(
        seminar=seminar,
        name=name,
        people=people,
        way=Way.DOOR,
        state=State.BOOKED,
        seats=people,
        arrived=people,
        asked_at=at,
    )
    note_party(made, "walked_in", "at the door", actor, at)
    return made


@transaction.atomic
def give_away(seminar: Seminar, *, actor: str, at: datetime) -> int:
    """Free the seats of who has not come since it began; who comes after all asks.

    Raises
    ------
    NotNow
        It has not begun.
    """
    seminar = locked(seminar.pk)
    if seminar.state != Seminar.State.OPEN or at < seminar.begins_at:
        raise NotNow
    held = seminar.parties.filter(state__in=(State.BOOKED, State.OFFERED))
    missing = list(held.filter(arrived__isnull=True))
    for party in missing:
        seats.give_back(party, State.ABSENT)
        note_party(party, "given_away", "at the door", actor, at)
    return len(missing)
