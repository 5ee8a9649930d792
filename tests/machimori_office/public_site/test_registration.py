"""Registering by web: one field, one button, and nothing told to others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.limits import forms as limits
from machimori_office.places.models import District
from machimori_office.public_site import texts
from machimori_office.subscriptions import keeping
from machimori_office.subscriptions.answering import write_letters
from machimori_office.subscriptions.choices import Choices
from machimori_office.subscriptions.models import Request, Subscriber
from machimori_office.web.words import VARIETIES
from tests.machimori_office.subscriptions.residents import (
    HANAKO,
    TARO,
    last_letter,
    registered,
    token_for,
    token_in,
)

pytestmark = pytest.mark.django_db
EVERY_KIND = {"kinds": ["city/phone/refund", "general/weather"], "reads": ["ja"]}


def url(name: str, variety: str = "ja", **where: str) -> str:
    return reverse(f"public:{name}", kwargs={"variety": variety, **where})


def typed(email: str, **more: str) -> dict[str, str]:
    return {"email": email, "opened": limits.opened_now(), **more}


def link_of(address: str, variety: str = "ja") -> str:
    token = token_for(address, timezone.now(), "web")
    return url("confirm", variety, token=token)


def test_an_address_alone_is_enough_for_a_link(resident: Client) -> None:
    answer = resident.post(url("register"), typed(TARO), follow=True)
    assert answer.redirect_chain == [(url("done", what="asked"), 302)]
    assert not answer.cookies
    write_letters(timezone.now())
    letter = last_letter(TARO)
    assert url("confirm", token=token_in(letter)) in letter.text
    assert not Subscriber.objects.exists()


def test_known_and_unknown_addresses_get_the_same_answer(resident: Client) -> None:
    registered(TARO, at=timezone.now())
    answers = [resident.post(url("register"), typed(a)) for a in (TARO, HANAKO)]
    seen = [(a.status_code, a.headers["Location"], a.content) for a in answers]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("variety", VARIETIES)
@pytest.mark.parametrize("email", ["", "taro", "a@b\nBcc: c@d.jp", "@", "x" * 400])
def test_what_is_no_address_is_refused_in_words(
    resident: Client, variety: str, email: str
) -> None:
    answer = resident.post(url("register", variety), typed(email))
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    first = texts.plain("frame.error_first", variety)
    assert f"<title>{first}" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert not Request.objects.exists()


def test_old_addresses_of_carriers_are_taken(resident: Client) -> None:
    answer = resident.post(url("register"), typed("a..b.@docomo.ne.jp"))
    assert answer.status_code == 302
    assert Request.objects.get().address == "a..b.@docomo.ne.jp"


def test_what_fills_in_the_unseen_field_is_no_person(resident: Client) -> None:
    answer = resident.post(url("register"), typed(TARO, website="http://x.example"))
    assert answer.status_code == 400
    assert not Request.objects.exists()


def test_a_form_without_its_time_can_be_sent_once_more(resident: Client) -> None:
    answer = resident.post(url("register"), {"email": TARO})
    said = answer.content.decode()
    assert "もう一度ボタンを押してください" in said
    opened = re.search(r'name="opened" value="([^"]+)"', said)
    assert opened
    again = {"email": TARO, "opened": opened[1]}
    assert resident.post(url("register"), again).status_code == 302


def test_who_sends_the_form_again_and_again_is_held_up(resident: Client) -> None:
    numbers = range(25)
    answers = [resident.post(url("register"), typed(f"a{n}@b.jp")) for n in numbers]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert "1時間ほど" in answers[-1].content.decode()


def test_one_household_counts_as_one_in_ipv6(resident: Client) -> None:
    answers = [
        resident.post(
            url("register"), typed(f"a{n}@b.jp"), REMOTE_ADDR=f"2001:db8::{n}"
        )
        for n in range(1, 25)
    ]
    assert answers[-1].status_code == 429


def test_a_scanner_that_opens_the_link_registers_nobody(resident: Client) -> None:
    link = link_of(TARO)
    for _ in range(3):
        assert resident.get(link).status_code == 200
        assert resident.head(link).status_code == 200
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("variety", VARIETIES)
def test_the_button_registers_with_what_was_chosen(
    resident: Client, variety: str
) -> None:
    District.objects.create(code="honcho", name_ja="本町")
    link = link_of(TARO, variety)
    answer = resident.post(link, {**EVERY_KIND, "areas": ["honcho"]})
    assert answer["Location"] == url("done", variety, what="registered")
    chosen = keeping.choices_of(Subscriber.objects.get())
    assert chosen.kinds == ("city/phone/refund", "general/weather")
    assert (chosen.areas, chosen.reads) == (("honcho",), "ja")
    assert resident.post(link, EVERY_KIND).status_code == 404


def boxes(said: str) -> dict[str, list[str]]:
    return {
        "kinds": re.findall(r'name="kinds" value="([^"]+)" checked', said),
        "reads": re.findall(r'name="reads" value="([^"]+)" checked', said),
    }


def test_who_changes_nothing_on_the_page_gets_everything(resident: Client) -> None:
    link = link_of(TARO, "en")
    ticked = boxes(resident.get(link).content.decode())
    assert ticked["reads"] == ["en"]
    resident.post(link, ticked)
    assert keeping.choices_of(Subscriber.objects.get()) == Choices(reads="en")


@pytest.mark.parametrize("lacking", ["kinds", "reads"])
def test_none_is_not_taken_for_all(resident: Client, lacking: str) -> None:
    link = link_of(TARO)
    answer = resident.post(link, {**EVERY_KIND, lacking: []})
    assert answer.status_code == 400
    assert f'href="#id_{lacking}"' in answer.content.decode()
    assert not Subscriber.objects.exists()
    assert resident.post(link, EVERY_KIND).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"kinds": ["none"]}, {"reads": ["fr"]}, {"areas": ["<script>"]}]
)
def test_what_is_not_offered_is_refused(
    resident: Client, wrong: dict[str, Any]
) -> None:
    answer = resident.post(link_of(TARO), {**EVERY_KIND, **wrong})
    assert answer.status_code == 400
    assert "<script" not in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_a_subscriber_finds_and_changes_their_choices(resident: Client) -> None:
    registered(TARO, at=timezone.now(), kinds=("city/phone",), reads="easy+en")
    link = link_of(TARO)
    ticked = boxes(resident.get(link).content.decode())
    assert ticked["reads"] == ["easy", "en"]
    assert set(ticked["kinds"]) == {
        f"city/phone/{k}" for k in ("refund", "card", "other")
    }
    answer = resident.post(link, {"kinds": ["general/weather"], "reads": ["ja", "en"]})
    assert answer["Location"] == url("done", what="changed")
    chosen = keeping.choices_of(Subscriber.objects.get())
    assert (chosen.kinds, chosen.reads) == (("general/weather",), "ja+en")


def test_a_subscriber_leaves_by_the_button_of_the_page(resident: Client) -> None:
    registered(TARO, at=timezone.now())
    answer = resident.post(link_of(TARO), {"leave": "1"})
    assert answer["Location"] == url("done", what="left")
    assert not Subscriber.objects.exists()


def test_who_is_new_cannot_be_led_to_leave_or_move(resident: Client) -> None:
    link = link_of(TARO)
    assert resident.post(link, {"leave": "1"}).status_code == 400
    assert resident.post(link, {"move": "1", "email": HANAKO}).status_code == 400


def test_an_address_is_changed_by_a_button_in_the_new_mailbox(
    resident: Client,
) -> None:
    registered(TARO, at=timezone.now())
    answer = resident.post(link_of(TARO), {"move": "1", "email": HANAKO})
    assert answer["Location"] == url("done", what="asked")
    write_letters(timezone.now())
    link = url("confirm", token=token_in(last_letter(HANAKO)))
    assert HANAKO in resident.get(link).content.decode()
    assert str(Subscriber.objects.get().address) == TARO
    assert resident.post(link)["Location"] == url("done", what="moved")
    assert str(Subscriber.objects.get().address) == HANAKO


def test_a_wrong_new_address_spends_no_link(resident: Client) -> None:
    registered(TARO, at=timezone.now())
    link = link_of(TARO)
    assert resident.post(link, {"move": "1", "email": "no"}).status_code == 400
    assert resident.get(link).status_code == 200


@pytest.mark.parametrize("variety", VARIETIES)
def test_a_link_that_was_used_says_what_to_do(resident: Client, variety: str) -> None:
    answer = resident.get(url("confirm", variety, token="never-given"))
    assert answer.status_code == 404
    assert url("ask", variety) in answer.content.decode()


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example/"])
def test_no_parameter_leads_to_another_host(resident: Client, next_: str) -> None:
    given = {**typed(TARO), "next": next_}
    answer = resident.post(f"{url('register')}?next={next_}", given)
    assert answer["Location"].startswith("/ja/")
    assert answer["Location"].endswith("/done/asked/")


def test_an_address_with_two_slashes_leads_to_no_other_host(
    resident: Client, settings: Any
) -> None:
    settings.OFFICE_PART = "public"
    answer = resident.get("/", PATH_INFO="//evil.example/ja/")
    assert answer.status_code == 404
    assert 'href="//' not in answer.content.decode()


def test_what_was_typed_comes_back_harmless(resident: Client) -> None:
    bad = '"><script>alert(1)</script>@x'
    said = resident.post(url("register"), typed(bad)).content.decode()
    assert "<script" not in said
