"""The made-up residents: their mails lie in a folder, and they can answer."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.demo import catcher, residents
from machimori_office.outbox.bounces import Kind, classify
from tests.machimori_office.mail_server import listening

TEXT = "下校の時間です。\nhttp://testserver/press/abc\nhttps://elsewhere.example/x。\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.OFFICE_FOLDER = tmp_path


def letter(text: str = TEXT) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "＜script＞声かけ<script>alert(1)</script>"
    made["To"] = "midori@docomo.example"
    made["List-Unsubscribe"] = "<http://testserver/leave/1>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(text)
    return made


def arrive(text: str = TEXT) -> catcher.Caught:
    with listening(catcher.Catcher()) as end, smtplib.SMTP(*end) as server:
        server.send_message(
            letter(text), "bounces+x1@hibari.example", ["midori@docomo.example"]
        )
    (found,) = catcher.caught()
    return found


def test_a_mail_is_kept_as_it_came() -> None:
    found = arrive()
    assert found.sender == "bounces+x1@hibari.example"
    assert found.recipient == "midori@docomo.example"
    assert "下校の時間" in found.letter.get_content()
    assert catcher.one(found.id) == found


@pytest.mark.parametrize("name", ["../secret-key", "", "x", "20260101T0-1/../.."])
def test_nothing_but_caught_mails_is_found(name: str) -> None:
    assert catcher.one(name) is None


@pytest.mark.django_db
def test_a_mail_is_shown_with_its_links_and_without_its_scripts(
    client: Client,
) -> None:
    found = arrive()
    said = client.get(reverse("demo:mail", args=[found.id])).content.decode()
    assert '<a href="http://testserver/press/abc">' in said
    assert '<a href="https://elsewhere.example/x">' in said
    assert "<script>" not in said
    assert 'action="http://testserver/leave/1"' in said
    assert found.recipient in client.get(reverse("demo:mails")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "kind"), [("bounce", "delivery-status"), ("complaint", "feedback-report")]
)
def test_a_mail_comes_back_as_a_report_to_where_it_came_from(
    client: Client, settings: Any, way: str, kind: str
) -> None:
    found = arrive()
    with listening(catcher.Catcher()) as end:
        settings.MAIL_IN = end
        client.post(reverse("demo:send_back", args=[found.id]), {"as": way})
    back = next(mail for mail in catcher.caught() if mail.id != found.id)
    assert back.sender == ""
    assert back.recipient == found.sender
    assert back.letter.get_content_type() == "multipart/report"
    assert kind in back.letter["Content-Type"]


def test_an_empty_mail_is_empty(settings: Any) -> None:
    with listening(catcher.Catcher()) as end:
        settings.MAIL_IN = end
        residents.send_empty_mail(sender="aoi@docomo.example", mailbox="touroku")
    (found,) = catcher.caught()
    assert found.recipient == "touroku@hibari.example"
    assert not found.letter.get_content().strip()
    assert found.letter["Subject"] is None


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_said(client: Client, settings: Any) -> None:
    settings.MAIL_IN = ("127.0.0.1", 9)
    found = arrive()
    page = reverse("demo:send_back", args=[found.id])
    answer = client.post(page, {"as": "bounce"}, follow=True)
    assert "Connection refused" in answer.content.decode()


@pytest.mark.parametrize(
    ("send_back", "kind"),
    [(residents.bounce, Kind.PERMANENT), (residents.complain, Kind.COMPLAINT)],
)
def test_what_comes_back_is_read_as_what_it_is(
    settings: Any, send_back: Callable[[catcher.Caught], None], kind: Kind
) -> None:
    found = arrive()
    with listening(catcher.Catcher()) as end:
        settings.MAIL_IN = end
        send_back(found)
    back = next(mail for mail in catcher.caught() if mail.id != found.id)
    report = classify(back.raw)
    assert report.kind == kind
    assert [o.address for o in report.outcomes] == ["midori@docomo.example"]
