from __future__ import annotations

from datetime import timedelta

import pytest

from machimori_office.audit.models import Entry
from machimori_office.outbox.models import Letter
from machimori_office.seminars.models import Participation, Seminar
from machimori_office.seminars.services import letters as to_them
from machimori_office.seminars.services import planning, rounds, signing_up
from machimori_office.web.errors import LinkSpent, NotNow, TooMany, TooOften
from tests.machimori_office.seminars.holding import (
    BEGINS,
    NOW,
    STAFF,
    caller,
    entered,
    is_sound,
    letters,
    party_of,
    planned,
    published,
)

pytestmark = pytest.mark.django_db
State = Participation.State


def asked(seminar: Seminar, **how: object) -> Participation:
    signing_up.ask(seminar, party_of(**how), asked_from="192.0.2.1", at=NOW)  # type: ignore[arg-type]
    return seminar.parties.latest("asked_at", "id")


def test_nothing_is_taken_before_the_button_behind_the_link_is_pressed() -> None:
    seminar = published()
    party = asked(seminar, people=2)
    assert (party.state, seminar.parties.get().seats) == (State.ASKED, 0)
    signing_up.confirm(party, at=NOW)
    assert (party.state, party.seats) == (State.BOOKED, 2)
    assert is_sound(seminar)
    assert letters() == [
        "【講習会】申込みはまだ終わっていません",
        "【講習会】席をお取りしました",
    ]


def test_the_mailed_link_leads_to_the_party_and_nobody_else_s() -> None:
    party = asked(published())
    token = to_them.link(party).rstrip("/").rpartition("/")[2]
    assert to_them.by_token(token) == party
    assert to_them.by_token(f"{token}x") is None
    assert to_them.link(party) in Letter.objects.get().text


def test_a_link_ends_after_the_hours_of_the_rule() -> None:
    party = asked(published())
    with pytest.raises(LinkSpent):
        signing_up.confirm(party, at=NOW + timedelta(hours=24))
    rounds.move_up_everywhere(at=NOW + timedelta(hours=24))
    assert not Participation.objects.exists()


def test_pressing_twice_takes_one_seat() -> None:
    seminar = published()
    party = asked(seminar)
    signing_up.confirm(party, at=NOW)
    with pytest.raises((NotNow, LinkSpent)):
        signing_up.confirm(party, at=NOW)
    assert is_sound(seminar)
    assert seminar.taken == 1


def test_who_has_a_seat_and_asks_again_gets_the_ticket_again() -> None:
    seminar = published()
    signing_up.confirm(asked(seminar), at=NOW)
    asked(seminar)
    assert seminar.parties.count() == 1
    assert letters()[-1] == "【講習会】席をお取りしました"


def test_two_links_of_one_address_take_one_seat() -> None:
    seminar = published()
    one, other = asked(seminar), asked(seminar)
    signing_up.confirm(one, at=NOW)
    with pytest.raises(LinkSpent):
        signing_up.confirm(other, at=NOW)
    assert is_sound(seminar)


def test_letters_are_in_the_variety_of_the_page() -> None:
    asked(published(), reads="en")
    letter = Letter.objects.get()
    assert letter.key == "en"
    assert "14:00, Sat 20 Jun" in letter.text


@pytest.mark.parametrize("at", [BEGINS - timedelta(days=2), BEGINS])
def test_after_the_deadline_nobody_signs_up_by_the_page(at: object) -> None:
    seminar = published()
    with pytest.raises(NotNow):
        signing_up.ask(seminar, party_of(), asked_from="192.0.2.1", at=at)  # type: ignore[arg-type]


def test_what_is_not_published_takes_nobody() -> None:
    with pytest.raises(NotNow):
        entered(planned(), caller())


def test_a_party_larger_than_the_rule_is_refused() -> None:
    with pytest.raises(TooMany):
        asked(published(capacity=30), people=5)


def test_one_place_cannot_ask_for_ever() -> None:
    seminar = published()
    for n in range(20):
        asked(seminar, mail=f"a{n}@x.example")
    with pytest.raises(TooOften):
        asked(seminar, mail="b@x.example")


def test_one_mailbox_is_not_filled_by_others() -> None:
    seminar = published()
    for _ in range(7):
        asked(seminar)
    assert len(letters()) == 5


def test_who_finds_it_full_waits_and_is_offered_the_first_free_seats() -> None:
    seminar = published()
    first = entered(seminar, party_of(3))
    second = entered(seminar, party_of(2, "b@x.example"))
    assert second.state == State.WAITING
    signing_up.withdraw(first, at=NOW)
    second.refresh_from_db()
    assert (second.state, second.seats) == (State.OFFERED, 2)
    assert second.answer_until == NOW + timedelta(hours=24)
    assert is_sound(seminar)
    signing_up.accept(second, at=NOW + timedelta(hours=23))
    assert second.state == State.BOOKED
    assert letters()[-2:] == [
        "【講習会】席が空きました。お返事をお願いします",
        "【講習会】席をお取りしました",
    ]


def test_a_held_seat_that_nobody_answers_goes_to_the_next() -> None:
    seminar = published()
    first = entered(seminar, party_of(3))
    second, third = (
        entered(seminar, party_of(3, f"{n}@x.example"), NOW + timedelta(minutes=n))
        for n in (1, 2)
    )
    signing_up.withdraw(first, at=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=25)
    with pytest.raises(NotNow):
        signing_up.accept(Participation.objects.get(pk=second.pk), at=later)
    assert rounds.move_up_everywhere(at=later) == 1
    states = [Participation.objects.get(pk=p.pk).state for p in (second, third)]
    assert states == [State.LAPSED, State.OFFERED]
    assert is_sound(seminar)
    assert rounds.move_up_everywhere(at=later) == 0


def test_a_party_that_does_not_fit_holds_nobody_up() -> None:
    seminar = published()
    one = entered(seminar, party_of(1))
    entered(seminar, party_of(2, "b@x.example"))
    large = entered(seminar, party_of(3, "c@x.example"), NOW + timedelta(minutes=1))
    small = entered(seminar, party_of(1, "d@x.example"), NOW + timedelta(minutes=2))
    signing_up.withdraw(one, at=NOW + timedelta(minutes=3))
    assert Participation.objects.get(pk=large.pk).state == State.WAITING
    assert Participation.objects.get(pk=small.pk).state == State.OFFERED
    assert is_sound(seminar)


def test_no_seat_is_offered_so_late_that_nobody_could_answer() -> None:
    seminar = published()
    first = entered(seminar, party_of(3))
    second = entered(seminar, party_of(1, "b@x.example"))
    signing_up.withdraw(first, at=BEGINS - timedelta(minutes=20))
    assert Participation.objects.get(pk=second.pk).state == State.WAITING


def test_an_offer_ends_when_the_seminar_begins() -> None:
    seminar = published()
    first = entered(seminar, party_of(3))
    second = entered(seminar, party_of(1, "b@x.example"))
    signing_up.withdraw(first, at=BEGINS - timedelta(hours=3))
    assert Participation.objects.get(pk=second.pk).answer_until == BEGINS


def test_more_seats_are_offered_to_who_waits() -> None:
    seminar = published()
    entered(seminar, party_of(3))
    second = entered(seminar, party_of(2, "b@x.example"))
    planning.change(Seminar.objects.get(), {"capacity": 5}, (), actor=STAFF, at=NOW)
    assert Participation.objects.get(pk=second.pk).state == State.OFFERED


def test_who_left_no_address_is_to_be_called_about_a_free_seat() -> None:
    seminar = published()
    first = entered(seminar, party_of(3))
    second = entered(seminar, caller(2))
    signing_up.withdraw(first, at=NOW)
    second.refresh_from_db()
    assert second.to_call == Participation.Call.OFFERED
    signing_up.accept(second, at=NOW, actor=STAFF)
    second.refresh_from_db()
    assert (second.state, second.to_call) == (State.BOOKED, "")


def test_everybody_with_a_seat_is_reminded_once_the_day_before() -> None:
    seminar = published(capacity=9)
    entered(seminar, party_of(1))
    entered(seminar, caller())
    eve = BEGINS - timedelta(days=1)
    assert rounds.remind(at=eve.replace(hour=9)) == 0
    assert rounds.remind(at=eve - timedelta(days=1)) == 0
    assert rounds.remind(at=eve) == 1
    assert rounds.remind(at=eve + timedelta(hours=1)) == 0
    assert letters()[-1] == "【講習会】もうすぐ開催です"


def test_the_audit_holds_ids_and_numbers_alone() -> None:
    seminar = published()
    signing_up.confirm(asked(seminar), at=NOW)
    entries = Entry.objects.filter(object_kind="participation")
    assert [e.action for e in entries.order_by("sequence")] == [
        "seminars.asked",
        "seminars.booked",
    ]
    assert "山田" not in str([(e.reason, e.details) for e in entries])
