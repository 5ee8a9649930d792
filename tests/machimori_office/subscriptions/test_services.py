from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from machimori.errors import UnknownName
from machimori_office.audit.models import Entry
from machimori_office.outbox import failing
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Address, Delivery, Failure, Letter
from machimori_office.subscriptions import services
from machimori_office.subscriptions.answering import write_letters
from machimori_office.subscriptions.choices import EVERYTHING, Choices
from machimori_office.subscriptions.models import Movement, Request, Subscriber
from machimori_office.web.errors import LinkSpent, TooOften
from tests.machimori_office.subscriptions.residents import (
    HANAKO,
    NOW,
    TARO,
    ask,
    last_letter,
    registered,
    token_for,
    token_in,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def moved(what: str) -> dict[str, int]:
    return dict(Movement.objects.filter(what=what).values_list("way", "count"))


def test_whoever_asks_and_presses_is_registered_for_everything() -> None:
    subscriber = registered(TARO)
    assert subscriber.address.address == TARO
    assert (subscriber.wants_all_kinds, subscriber.reads) == (True, "ja")
    assert moved("joined") == {"mail": 1}


def test_asking_alone_registers_nobody() -> None:
    token = token_for(TARO)
    services.request_of(token=token, at=NOW)
    assert not Subscriber.objects.exists()
    assert Request.objects.get().pressed_at is None


def test_the_letter_holds_a_link_that_is_kept_as_a_hash_only() -> None:
    token = token_for(TARO)
    kept = Request.objects.get()
    assert token not in (kept.token_hash, kept.key)
    assert "まだ登録は終わっていません" in last_letter(TARO).text


def test_who_is_registered_gets_a_link_for_changing_instead() -> None:
    registered(TARO)
    token = token_for(TARO, NOW + DAY)
    asked = services.request_of(token=token, at=NOW + DAY)
    assert (asked.wish, asked.is_registered) == (Request.Wish.MANAGE, True)


def test_asking_does_the_same_for_who_is_registered_and_who_is_not() -> None:
    registered(TARO)
    statements = []
    for address in (TARO, HANAKO):
        with CaptureQueriesContext(connection) as seen:
            ask(address, NOW + DAY)
        statements.append([s["sql"].split('"')[0][:40] for s in seen])
    assert statements[0] == statements[1]


def test_a_link_works_once() -> None:
    token = token_for(TARO)
    services.press(token=token, at=NOW)
    with pytest.raises(LinkSpent):
        services.press(token=token, at=NOW)
    with pytest.raises(LinkSpent):
        services.leave(token=token, at=NOW)


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "é", "' OR 1=1 --"])
def test_a_link_that_was_never_given_opens_nothing(token: str) -> None:
    ask(TARO)
    with pytest.raises(LinkSpent):
        services.request_of(token=token, at=NOW)


def test_a_link_grows_old() -> None:
    token = token_for(TARO)
    with pytest.raises(LinkSpent):
        services.press(token=token, at=NOW + DAY)


def test_a_link_lasts_from_when_its_letter_was_written() -> None:
    ask(TARO)
    write_letters(NOW + 3 * HOUR)
    token = token_in(last_letter(TARO))
    assert services.press(token=token, at=NOW + DAY + HOUR)


def test_one_address_gets_one_answer_an_hour_to_its_mails() -> None:
    for minutes in (0, 1, 59):
        ask(TARO, NOW + timedelta(minutes=minutes))
    assert Request.objects.count() == 1
    ask(TARO, NOW + HOUR)
    assert Request.objects.count() == 2


def test_nobody_fills_another_ones_mailbox_by_the_form() -> None:
    for _ in range(20):
        ask(TARO, way="web")
    assert Request.objects.count() == 3


def test_a_program_that_asks_for_many_addresses_is_told_to_wait() -> None:
    def ask_from_there(n: int) -> None:
        services.ask_to_join(
            address=read_address(f"a{n}@example.jp"),
            way=Subscriber.Way.WEB,
            at=NOW,
            asked_from="192.0.2.1",
        )

    for n in range(20):
        ask_from_there(n)
    with pytest.raises(TooOften):
        ask_from_there(21)


def test_choices_are_kept_as_they_were_made() -> None:
    subscriber = registered(TARO, kinds=("city/phone",), reads="easy+ja")
    token = token_for(TARO, NOW + DAY)
    assert services.request_of(token=token, at=NOW + DAY).choices == Choices(
        kinds=("city/phone",), reads="easy+ja"
    )
    assert not subscriber.wants_all_kinds


def test_choices_change_with_a_link_and_nobody_is_counted_twice() -> None:
    registered(TARO, kinds=("city/phone",))
    token = token_for(TARO, NOW + DAY)
    services.press(token=token, at=NOW + DAY, choices=EVERYTHING)
    assert Subscriber.objects.get().wants_all_kinds
    assert moved("joined") == {"mail": 1}


def test_a_kind_that_there_is_not_registers_nobody_and_leaves_the_link() -> None:
    token = token_for(TARO)
    with pytest.raises(UnknownName):
        services.press(token=token, at=NOW, choices=Choices(kinds=("x",)))
    assert services.press(token=token, at=NOW)


def test_leaving_takes_the_subscriber_and_keeps_the_figure() -> None:
    registered(TARO)
    services.leave(token=token_for(TARO, NOW + DAY), at=NOW + DAY)
    assert not Subscriber.objects.exists()
    assert moved("left") == {"page": 1}


def test_one_click_takes_off_one_kind() -> None:
    subscriber = registered(TARO, kinds=("city/phone", "general/weather"))
    assert services.unsubscribe(
        address_pk=subscriber.address_id, category="city/phone/other", at=NOW
    )
    kinds = set(subscriber.choices.values_list("category", flat=True))
    assert kinds == {"city/phone/refund", "city/phone/card", "general/weather"}


def test_one_click_takes_off_all_and_again_does_nothing() -> None:
    address_pk = registered(TARO).address_id
    assert services.unsubscribe(address_pk=address_pk, at=NOW)
    assert not services.unsubscribe(address_pk=address_pk, at=NOW)
    assert moved("left") == {"one_click": 1}


def test_who_takes_off_the_last_kind_leaves() -> None:
    subscriber = registered(TARO, kinds=("city/missing",))
    services.unsubscribe(
        address_pk=subscriber.address_id, category="city/missing", at=NOW
    )
    assert not Subscriber.objects.exists()


def test_an_address_is_changed_by_a_button_in_the_new_mailbox() -> None:
    registered(TARO, kinds=("city/phone",))
    token = token_for(TARO, NOW + DAY)
    services.ask_to_change_address(token=token, to=read_address(HANAKO), at=NOW + DAY)
    write_letters(NOW + DAY)
    assert Subscriber.objects.get().address.address == TARO
    services.press(token=token_in(last_letter(HANAKO)), at=NOW + DAY)
    moved_there = Subscriber.objects.get()
    assert moved_there.address.address == HANAKO
    assert moved_there.choices.get().category == "city/phone"
    assert "変わりました" in last_letter(TARO).subject


def test_moving_to_an_address_that_is_registered_leaves_one_subscriber() -> None:
    registered(TARO)
    registered(HANAKO)
    token = token_for(TARO, NOW + DAY)
    services.ask_to_change_address(token=token, to=read_address(HANAKO), at=NOW + DAY)
    write_letters(NOW + DAY)
    services.press(token=token_in(last_letter(HANAKO)), at=NOW + DAY)
    assert Subscriber.objects.get().address.address == HANAKO
    assert moved("left") == {"merged": 1}


def test_who_is_not_registered_has_no_address_to_change() -> None:
    token = token_for(TARO)
    with pytest.raises(LinkSpent):
        services.ask_to_change_address(token=token, to=read_address(HANAKO), at=NOW)


def test_who_was_stopped_and_presses_again_gets_mail_again() -> None:
    address_pk = registered(TARO).address_id
    failing.stop(
        address_pk=address_pk,
        because=failing.DELIVERY_ERRORS,
        actor="system",
        reason="delivery errors",
        at=NOW,
    )
    services.press(token=token_for(TARO, NOW + DAY), at=NOW + DAY)
    assert Address.objects.get(pk=address_pk).state == Address.State.ACTIVE
    assert Failure.objects.get().what == "resumed"


def test_an_old_address_of_a_carrier_is_registered_as_its_owner_writes_it() -> None:
    old = "a..b.@docomo.ne.jp"
    assert registered(old).address.address == old


def test_the_one_that_is_done_is_told_by_mail() -> None:
    registered(TARO)
    assert write_letters(NOW) == 1
    assert "登録が終わりました" in last_letter(TARO).subject
    assert write_letters(NOW) == 0


def test_letters_for_many_are_written_in_few_statements() -> None:
    for n in range(150):
        ask(f"a{n}@example.jp")
    with CaptureQueriesContext(connection) as seen:
        assert write_letters(NOW) == 150
    assert len(seen) < 25
    assert Delivery.objects.count() == Letter.objects.count() == 150


def test_what_residents_do_is_in_the_audit_without_their_addresses() -> None:
    registered(TARO)
    services.leave(token=token_for(TARO, NOW + DAY), at=NOW + DAY)
    actions = list(Entry.objects.values_list("action", "actor"))
    assert actions == [
        ("subscriptions.joined", "resident"),
        ("subscriptions.left", "resident"),
    ]
    assert "taro" not in str(list(Entry.objects.values()))
