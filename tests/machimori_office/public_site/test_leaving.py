"""The unsubscribe link of each mail: one press of a program, or a page (RFC 8058)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.outbox import tokens
from machimori_office.subscriptions import keeping
from machimori_office.subscriptions.models import Subscriber
from tests.machimori_office.subscriptions.residents import TARO, registered

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def taro() -> Subscriber:
    return registered(TARO, at=timezone.now())


def link(taro: Subscriber, category: str = "") -> str:
    token = tokens.issue(taro.address_id, category)
    return reverse("public:unsubscribe", kwargs={"token": token})


def test_opening_the_link_takes_nobody_off(taro: Subscriber, resident: Client) -> None:
    answer = resident.get(link(taro))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert resident.head(link(taro)).status_code == 200
    assert Subscriber.objects.exists()


def test_a_mail_program_presses_without_cookie_or_form_token(taro: Subscriber) -> None:
    answer = Client(enforce_csrf_checks=True).post(link(taro), ONE_CLICK)
    assert (answer.status_code, answer.content) == (200, b"")
    assert not answer.cookies
    assert not Subscriber.objects.exists()


def test_the_body_may_be_urlencoded_too(taro: Subscriber, resident: Client) -> None:
    body, kind = "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
    assert resident.post(link(taro), body, content_type=kind).status_code == 200
    assert not Subscriber.objects.exists()


def test_a_press_about_a_kind_leaves_the_others(
    taro: Subscriber, resident: Client
) -> None:
    resident.post(link(taro, "city/phone/refund"), ONE_CLICK)
    kinds = keeping.choices_of(taro).kinds
    assert "general" in kinds
    assert not {"city", "city/phone", "city/phone/refund"} & set(kinds)


def test_the_page_offers_the_kind_and_all(taro: Subscriber, resident: Client) -> None:
    address = link(taro, "city/phone/refund")
    said = resident.get(address).content.decode()
    assert "不審電話" in said
    answer = resident.post(address, {"kind": "1"})
    assert answer["Location"] == "/ja/done/thinned/"
    assert Subscriber.objects.exists()
    assert resident.post(address, {"all": "1"})["Location"] == "/ja/done/left/"
    assert not Subscriber.objects.exists()


def test_pressing_again_is_answered_the_same(
    taro: Subscriber, resident: Client
) -> None:
    first = resident.post(link(taro), ONE_CLICK)
    second = resident.post(link(taro), ONE_CLICK)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    page = resident.get(link(taro))
    assert page.status_code == 200


def test_a_press_about_a_kind_that_is_no_more_takes_off_all(
    taro: Subscriber, resident: Client
) -> None:
    resident.post(link(taro, "gone/kind"), ONE_CLICK)
    assert not Subscriber.objects.exists()


def test_a_post_that_presses_nothing_changes_nothing(
    taro: Subscriber, resident: Client
) -> None:
    assert resident.post(link(taro)).status_code == 400
    assert resident.post(link(taro), {"List-Unsubscribe": "no"}).status_code == 400
    assert Subscriber.objects.exists()


@pytest.mark.parametrize("spoil", ["x", "A", "=", "%00"])
def test_a_spoilt_link_takes_nobody_off(
    taro: Subscriber, resident: Client, spoil: str
) -> None:
    address = link(taro).rstrip("/") + spoil + "/"
    assert resident.post(address, ONE_CLICK).status_code == 404
    assert Subscriber.objects.exists()


def test_one_readers_link_says_nothing_of_another(
    taro: Subscriber, resident: Client
) -> None:
    other = tokens.issue(taro.address_id + 999)
    address = reverse("public:unsubscribe", kwargs={"token": other})
    mine = resident.get(link(taro)).content.replace(link(taro).encode(), b"")
    theirs = resident.get(address).content.replace(address.encode(), b"")
    assert mine == theirs
    assert TARO.encode() not in mine


@pytest.mark.parametrize("variety", ["easy", "en"])
def test_the_page_speaks_what_the_reader_asks_for(
    taro: Subscriber, resident: Client, variety: str
) -> None:
    said = resident.get(f"{link(taro)}?in={variety}").content.decode()
    assert ("<ruby>" in said) == (variety == "easy")
    assert f'href="{link(taro)}?in=ja"' in said
