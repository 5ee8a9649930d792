"""Taking seats, freeing them, and offering what is free to who waits.

`Seminar.taken` decides: a seat is taken by one conditional update of that row, in the
transaction that writes whose it is, and the database refuses more than there are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from machimori_office.audit.services import SYSTEM
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services.changes import (
    locked,
    move_party,
    note_party,
    terms,
)
from machimori_office.seminars.services.letters import write

State = Participation.State


def take(seminar: Seminar, seats: int) -> bool:
    """Take seats, all or none; return whether there were so many."""
    roomy = Seminar.objects.filter(
        pk=seminar.pk,
        state=Seminar.State.OPEN,
        taken__lte=F("capacity") - seats,
        taken__gte=-seats,
    )
    return roomy.update(taken=F("taken") + seats) == 1


def give_back(party: Participation, to: Participation.State) -> None:
    """End a party's claim: its seats are free, whatever they were."""
    seats = party.seats
    move_party(party, frm=(State(party.state),), state=to, seats=0, answer_until=None)
    Seminar.objects.filter(pk=party.seminar_id).update(taken=F("taken") - seats)


def move_up(seminar: Seminar, *, at: datetime) -> int:
    """Offer free seats to who waits, the first who fits first; return to how many."""
    until = _answer_until(seminar, at)
    if until is None:
        return 0
    offered = 0
    for party in _waiting(seminar):
        if take(seminar, party.people):
            _offer(party, until, at)
            offered += 1
    return offered


def lapse(seminar: Seminar, *, at: datetime) -> int:
    """Take back what nobody answered in time, and offer it to the next."""
    seminar = locked(seminar.pk)
    late = seminar.parties.filter(state=State.OFFERED, answer_until__lte=at)
    lapsed = list(late.select_related("seminar"))
    for party in lapsed:
        give_back(party, State.LAPSED)
        note_party(party, "lapsed", "no answer in time", SYSTEM, at)
        write("lapsed", party, at=at)
    if seminar.state == Seminar.State.OPEN:
        move_up(seminar, at=at)
    return len(lapsed)


def _waiting(seminar: Seminar) -> list[Participation]:
    waiting = seminar.parties.filter(state=State.WAITING).select_related("seminar")
    return list(waiting.order_by("waits_since", "id"))


def _answer_until(seminar: Seminar, at: datetime) -> datetime | None:
    """Say until when an offer holds: never past the beginning."""
    until = at + timedelta(hours=terms(at).answer_h)
    until = min(until, seminar.begins_at)
    return until if until - at >= timedelta(minutes=30) else None


def _offer(party: Participation, until: datetime, at: datetime) -> None:
    move_party(
        party,
        frm=(State.WAITING,),
        state=State.OFFERED,
        seats=party.people,
        answer_until=until,
    )
    note_party(party, "offered", "a seat became free", SYSTEM, at)
    write("offered", party, at=at, until=until)
