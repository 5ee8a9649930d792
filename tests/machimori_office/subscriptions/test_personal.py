from __future__ import annotations

from datetime import timedelta

import pytest

from machimori_office.audit.models import Entry
from machimori_office.backups.registry import calms
from machimori_office.outbox.models import Address, Letter
from machimori_office.privacy.registry import FILES
from machimori_office.subscriptions import services
from machimori_office.subscriptions.models import Movement, Request, Subscriber
from tests.machimori_office.outbox.mailed import accepted
from tests.machimori_office.subscriptions.residents import (
    HANAKO,
    NOW,
    TARO,
    ask,
    registered,
    token_for,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FILE = FILES["subscribers"]


def test_a_request_that_nobody_pressed_is_gone_after_a_day() -> None:
    token_for(TARO)
    FILE.delete_due(NOW + DAY - timedelta(minutes=1))
    assert Request.objects.exists()
    FILE.delete_due(NOW + DAY)
    assert not Request.objects.exists()


def test_no_link_outlives_its_time_in_a_letter() -> None:
    token = token_for(TARO)
    FILE.delete_due(NOW + DAY)
    assert not Letter.objects.filter(text__contains=token).exists()


def test_who_asked_and_never_registered_is_forgotten() -> None:
    token_for(TARO)
    registered(HANAKO)
    FILE.delete_due(NOW + 31 * DAY)
    assert Address.objects.get().address == HANAKO


def test_who_left_is_forgotten_after_what_could_come_back() -> None:
    address_pk = registered(TARO, at=NOW - 60 * DAY).address_id
    accepted(TARO, at=NOW)
    services.unsubscribe(address_pk=address_pk, at=NOW)
    FILE.delete_due(NOW + 29 * DAY)
    assert Address.objects.exists()
    FILE.delete_due(NOW + 31 * DAY)
    assert not Address.objects.exists()


def test_who_is_registered_stays_however_long() -> None:
    registered(TARO, at=NOW - 4000 * DAY)
    FILE.delete_due(NOW)
    assert Subscriber.objects.exists()


def test_who_gets_no_mail_for_long_is_deleted_and_not_counted_as_leaving() -> None:
    registered(TARO, at=NOW - 400 * DAY)
    registered(HANAKO, at=NOW - 400 * DAY)
    Address.objects.filter(address=TARO).update(state="stopped", stopped_at=NOW)
    FILE.delete_due(NOW + 179 * DAY)
    assert Subscriber.objects.count() == 2
    FILE.delete_due(NOW + 181 * DAY)
    assert Subscriber.objects.get().address.address == HANAKO
    assert not Movement.objects.filter(what="left").exists()


def test_a_person_is_told_all_that_is_kept() -> None:
    registered(TARO, kinds=("city/phone",))
    ask(TARO, NOW + DAY)
    kept = {item.label.en: item.value for item in FILE.find(TARO.upper())}
    assert kept["Mail address"] == TARO
    assert kept["Kinds"] == "city/phone"
    assert "Request" in kept
    assert FILE.find(HANAKO) == []
    assert FILE.find("no address") == []


def test_erasing_leaves_nothing_but_the_figures() -> None:
    registered(TARO)
    accepted(TARO)
    assert FILE.erase(TARO, "system", "asked for by letter", NOW)
    assert FILE.find(TARO) == []
    assert Movement.objects.get(what="erased").count == 1
    assert Entry.objects.filter(action="subscriptions.erased").exists()
    assert FILE.erase(TARO, "system", "asked for by letter", NOW) == 0


def test_after_a_restore_nobody_gets_an_old_link() -> None:
    token_for(TARO)
    for calm in calms():
        calm(NOW)
    assert not Request.objects.exists()
