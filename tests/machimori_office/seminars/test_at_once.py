"""Several people at the same instant, each by a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.db import connection

from machimori_office.audit.models import Entry
from machimori_office.outbox.models import Message
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import rounds, signing_up
from machimori_office.web.errors import OfficeError
from tests.machimori_office.seminars.holding import (
    NOW,
    STAFF,
    entered,
    is_sound,
    party_of,
    published,
)

State = Participation.State


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    gate = threading.Barrier(len(acts))
    ended: list[str] = []

    def do(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            ended.append("done")
        except OfficeError as error:
            ended.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(ended)


def test_twelve_who_press_at_once_take_no_more_seats_than_there_are(
    emptied_afterwards: None,
) -> None:
    seminar = published(capacity=10)
    for n in range(12):
        party = party_of(1 + n % 2, f"a{n}@x.example")
        signing_up.ask(seminar, party, asked_from=f"192.0.2.{n}", at=NOW)
    parties = list(seminar.parties.all())
    acts = [lambda p=p: signing_up.confirm(p, at=NOW) for p in parties]
    assert at_once(acts) == ["done"] * 12
    assert is_sound(seminar)
    assert seminar.taken >= 9
    booked = seminar.parties.filter(state=State.BOOKED)
    assert booked.count() + seminar.parties.filter(state=State.WAITING).count() == 12


def test_one_link_pressed_four_times_at_once_takes_one_seat(
    emptied_afterwards: None,
) -> None:
    seminar = published()
    signing_up.ask(seminar, party_of(), asked_from="192.0.2.1", at=NOW)
    pk = seminar.parties.get().pk

    def press() -> None:
        signing_up.confirm(Participation.objects.get(pk=pk), at=NOW)

    assert at_once([press] * 4).count("done") == 1
    assert (is_sound(seminar), seminar.taken) == (True, 1)


def test_the_last_seat_goes_to_one_of_counter_and_page(
    emptied_afterwards: None,
) -> None:
    seminar = published(capacity=1)
    signing_up.ask(seminar, party_of(), asked_from="192.0.2.1", at=NOW)
    party = seminar.parties.get()
    counter = lambda: entered(seminar, party_of(1, "b@x.example"))  # noqa: E731
    page = lambda: signing_up.confirm(party, at=NOW)  # noqa: E731
    assert at_once([counter, page]) == ["done", "done"]
    states = sorted(seminar.parties.values_list("state", flat=True))
    assert states == ["booked", "waiting"]


def test_of_accepting_and_lapsing_at_once_one_happens(
    emptied_afterwards: None,
) -> None:
    seminar = published(capacity=1)
    first = entered(seminar, party_of())
    second = entered(seminar, party_of(1, "b@x.example"))
    third = entered(seminar, party_of(1, "c@x.example"), NOW + timedelta(minutes=1))
    signing_up.withdraw(first, at=NOW)
    second.refresh_from_db()
    before, after = NOW + timedelta(hours=23), NOW + timedelta(hours=25)
    at_once(
        [
            lambda: signing_up.accept(second, at=before, actor=STAFF),
            lambda: rounds.move_up_everywhere(at=after),
            lambda: rounds.move_up_everywhere(at=after),
        ]
    )
    assert is_sound(seminar)
    found = dict(Participation.objects.values_list("pk", "state"))
    assert (found[second.pk], found[third.pk]) in [
        (State.BOOKED, State.WAITING),
        (State.LAPSED, State.OFFERED),
    ]


def test_two_workers_remind_everybody_once(emptied_afterwards: None) -> None:
    seminar = published()
    entered(seminar, party_of(2))
    eve = Seminar.objects.get().begins_at - timedelta(days=1)
    before = Message.objects.count()
    at_once([lambda: rounds.remind(at=eve)] * 3)
    assert Message.objects.count() == before + 1
    assert Entry.objects.exists()
