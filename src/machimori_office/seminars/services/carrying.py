"""Seminars on two boxes: planned in the console, signed up for on the internet part.

Who counts the seats is said in `counting`. Addresses stay on the internet part, which
writes all letters; the console has names and numbers, for the list at the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from machimori.errors import InvalidInput
from machimori_office.outbox.addresses import read_address
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import planning, signing_up
from machimori_office.seminars.services.changes import (
    locked,
    move_party,
    note,
    note_party,
)
from machimori_office.seminars.services.counting import is_counted_here
from machimori_office.seminars.services.planning import Part
from machimori_office.seminars.services.wishes import ASKED, ASKED_ELSEWHERE
from machimori_office.web.errors import OfficeError
from machimori_office.web.words import VARIETIES, Words

CONSOLE, INTERNET_PART = "console", "internet-part"
"""The actors of what one box does because the other said so."""

TOLD = "told by the internet part"

State, Wish, Call = Participation.State, Participation.Wish, Participation.Call
_NAMES = ("title", "about", "place")
_WORDS = tuple(f"{name}_{variety}" for name in _NAMES for variety in VARIETIES)
_SEMINAR = (
    *_WORDS,
    "capacity",
    "contact",
    "materials",
    "state",
    "version",
    "called_off_because",
    "came",
)
_TIMES = ("begins_at", "ends_at", "signs_up_until")
_PARTY = ("name", "people", "phone", "reads", "way", "state", "seats")
_PARTY_TIMES = ("asked_at", "waits_since", "answer_until")
_CALLED = (State.BOOKED, State.WAITING, State.OFFERED, State.REFUSED)


def order(seminar: Seminar) -> dict[str, Any]:
    """Say what residents may read of a seminar that was published."""
    said = {name: getattr(seminar, name) for name in _SEMINAR}
    topics = seminar.topics.values_list("subject", "title_ja", "title_easy", "title_en")
    return {**said, **_instants(seminar, _TIMES), "topics": [*map(list, topics)]}


@transaction.atomic
def take_order(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Bring a seminar up to date; who signed up is told of what concerns them."""
    before = Seminar.objects.select_for_update().filter(pk=pk).first()
    fields = {name: said[name] for name in _SEMINAR} | _read(said, _TIMES)
    # Seats that were taken meanwhile stay taken: the console hears how many.
    fields["capacity"] = max(said["capacity"], before.taken if before else 0)
    seminar, _made = Seminar.objects.update_or_create(pk=pk, defaults=fields)
    parts = [Part(subject=s, title=Words(*words)) for s, *words in said["topics"]]
    planning.write_topics(seminar, parts)
    if before is not None:
        _tell_what_became(before, seminar, at)


def _tell_what_became(before: Seminar, seminar: Seminar, at: datetime) -> None:
    """Write to who signed up that it is off, on after all, or on another day."""
    was, is_ = Seminar.State(before.state), Seminar.State(seminar.state)
    if (was, is_) == (Seminar.State.OPEN, Seminar.State.CALLED_OFF):
        because = Words(seminar.called_off_because)
        planning.tell(seminar, "called_off", at, reason=because)
    elif (was, is_) == (Seminar.State.CALLED_OFF, Seminar.State.OPEN):
        planning.tell(seminar, "held_after_all", at)
    elif (was, is_) == (Seminar.State.OPEN, Seminar.State.OPEN):
        planning.tell_what_moved(before, seminar, at)


@transaction.atomic
def take_wish(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Do what the console asks, as far as it still can be; the state is the answer."""
    if said["wish"] == Wish.ENTER:
        _enter(pk, said, at)
        return
    party = Participation.objects.filter(pk=pk).select_related("seminar").first()
    if party is None:
        return
    act = {Wish.CANCEL: signing_up.withdraw, Wish.TAKE: signing_up.accept}
    try:
        with transaction.atomic():
            act[Wish(said["wish"])](party, at=at, actor=CONSOLE)
    except OfficeError:
        # The person acted before, or its time was over: what holds is reported.
        return


def _enter(pk: UUID, said: dict[str, Any], at: datetime) -> None:
    """Give who telephoned a seat, a place on the waiting list, or neither; once."""
    seminar = Seminar.objects.select_for_update().filter(pk=said["seminar"]).first()
    if seminar is None or Participation.objects.filter(pk=pk).exists():
        return
    mail = _address(said["mail"])
    party = Participation.objects.create(
        pk=pk,
        seminar=seminar,
        way=Participation.Way.COUNTER,
        asked_at=at,
        **{name: said[name] for name in ASKED} | mail,
    )
    live = seminar.parties.filter(state__in=Participation.LIVE, **mail)
    is_open = seminar.state == Seminar.State.OPEN and is_counted_here(seminar, at)
    if is_open and not (mail["mail"] and live.exists()):
        signing_up.seat_or_wait(seminar, party, ASKED_ELSEWHERE, CONSOLE, at)
        return
    move_party(party, frm=(State.ASKED,), state=State.REFUSED)
    note_party(party, "refused", ASKED_ELSEWHERE, CONSOLE, at)


def seats(seminar: Seminar) -> dict[str, Any]:
    """Say how many seats are taken."""
    return {"taken": seminar.taken}


@transaction.atomic
def take_seats(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Make room for what was taken before the console's fewer seats were heard of."""
    short = Seminar.objects.filter(pk=pk, capacity__lt=said["taken"])
    if short.update(capacity=said["taken"]):
        seminar = Seminar.objects.get(pk=pk)
        note(seminar, "changed", TOLD, INTERNET_PART, at)


def report(party: Participation) -> dict[str, Any]:
    """Say who takes part; not where they are written to."""
    said = {name: getattr(party, name) for name in _PARTY}
    whose = {"seminar": str(party.seminar_id), "is_written_to": bool(party.mail)}
    return {**said, **_instants(party, _PARTY_TIMES), **whose}


@transaction.atomic
def take_report(pk: UUID, said: dict[str, Any], *, at: datetime) -> None:
    """Write down who takes part, as the answer; what the door wrote stays."""
    if not Seminar.objects.filter(pk=said["seminar"]).exists():
        return
    seminar = locked(UUID(said["seminar"]))
    there = Participation.objects.filter(pk=pk).first()
    if seminar.names_deleted_at or (there and _is_at_the_door(there)):
        return
    fields = {name: said[name] for name in _PARTY} | _read(said, _PARTY_TIMES)
    fields |= {"mail": "", "mail_key": "", "is_written_to": said["is_written_to"]}
    fields["wish"] = Wish.NOTHING
    if _overflows(seminar, pk, fields["seats"]):
        # Walked in on their seats, before this was heard of: the door decides.
        fields |= {"state": State.ABSENT, "seats": 0, "answer_until": None}
    party, _made = Participation.objects.update_or_create(
        pk=pk, seminar=seminar, defaults=fields
    )
    _count(seminar)
    if there is None or there.state != party.state:
        _note_what_became(party, at)


@transaction.atomic
def take_end(pk: UUID, *, at: datetime) -> None:
    """Forget who was forgotten on the internet part; once it has begun, they count."""
    party = Participation.objects.filter(pk=pk).select_related("seminar").first()
    if party is None:
        return
    if party.seminar.begins_at <= at:
        nameless = {"name": "", "mail": "", "mail_key": "", "phone": ""}
        Participation.objects.filter(pk=pk).update(**nameless)
        return
    party.delete()
    _count(party.seminar)


def _note_what_became(party: Participation, at: datetime) -> None:
    """Write a change into the audit, and have somebody called who gets no mail."""
    word = "given_away" if party.state == State.ABSENT else str(party.state)
    note_party(party, word, TOLD, INTERNET_PART, at)
    was_asked = party.way == Participation.Way.COUNTER and party.state in _CALLED
    if was_asked and not party.is_written_to:
        party.to_call = Call(party.state)
        Participation.objects.filter(pk=party.pk).update(to_call=party.to_call)


def _is_at_the_door(party: Participation) -> bool:
    return party.arrived is not None or party.state == State.ABSENT


def _overflows(seminar: Seminar, pk: UUID, wanted: int) -> bool:
    return _held(seminar.parties.exclude(pk=pk)) + wanted > seminar.capacity


def _count(seminar: Seminar) -> None:
    Seminar.objects.filter(pk=seminar.pk).update(taken=_held(seminar.parties.all()))


def _held(parties: Any) -> int:
    return int(parties.aggregate(n=Sum("seats"))["n"] or 0)


def _address(written: str) -> dict[str, str]:
    try:
        found = read_address(written)
    except InvalidInput:
        return {"mail": "", "mail_key": ""}
    return {"mail": str(found), "mail_key": found.key}


def _instants(row: Any, names: Iterable[str]) -> dict[str, str | None]:
    found = {name: getattr(row, name) for name in names}
    return {name: at.isoformat() if at else None for name, at in found.items()}


def _read(said: dict[str, Any], names: Iterable[str]) -> dict[str, datetime | None]:
    written = {name: said[name] for name in names}
    return {n: datetime.fromisoformat(at) if at else None for n, at in written.items()}
