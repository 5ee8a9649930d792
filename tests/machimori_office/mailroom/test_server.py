"""The receiving end, spoken to over a real connection."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from machimori_office.mailroom import server, services
from machimori_office.mailroom.registry import Arrived
from machimori_office.mailroom.services import Handed
from tests.machimori_office.mailroom.receiving import receiving_at

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
TEXT = b"From: taro@x.jp\r\nSubject: hello\r\n\r\nbody\r\n"


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[Arrived]:
    """Mails that were handed over; "later@" is told to come again."""
    settings.MAIL_DOMAIN = "city.jp"
    mails: list[Arrived] = []

    def hand_over(mail: Arrived) -> Handed:
        mails.append(mail)
        return Handed.LATER if mail.recipient.startswith("reply") else Handed.TAKEN

    monkeypatch.setattr(server, "hand_over", hand_over)
    return mails


@contextmanager
def receiving(*, is_lmtp: bool = False) -> Iterator[smtplib.SMTP]:
    with receiving_at(lambda: NOW, is_lmtp=is_lmtp) as port:
        client = (smtplib.LMTP if is_lmtp else smtplib.SMTP)(timeout=20)
        client.connect("127.0.0.1", port)
        client.ehlo_or_helo_if_needed()
        try:
            yield client
        finally:
            client.close()


def test_a_mail_is_handed_over_as_it_came(handed: list[Arrived]) -> None:
    with receiving() as client:
        client.sendmail("taro@x.jp", ["join@city.jp"], TEXT)
    assert handed == [
        Arrived(sender="taro@x.jp", recipient="join@city.jp", raw=TEXT, at=NOW)
    ]


def test_a_mailbox_that_nobody_has_is_refused_before_the_text(
    handed: list[Arrived],
) -> None:
    with receiving() as client:
        client.mail("taro@x.jp")
        assert client.rcpt("nobody@city.jp")[0] == 550
        assert client.rcpt("join@elsewhere.jp")[0] == 550
        assert client.rcpt("join@city.jp")[0] == 250
    assert not handed


def test_reports_come_without_a_sender(handed: list[Arrived]) -> None:
    with receiving() as client:
        client.sendmail("", ["bounces+abc@city.jp"], TEXT)
    assert handed[0].sender == ""
    assert handed[0].detail == "abc"


@pytest.mark.parametrize(
    "sender", ["a..b@docomo.ne.jp", '"a..b."@docomo.ne.jp', "ab.@ezweb.ne.jp"]
)
def test_an_old_address_of_a_carrier_gets_through(
    handed: list[Arrived], sender: str
) -> None:
    with receiving() as client:
        client.docmd("MAIL", f"FROM:<{sender}>")
        assert client.rcpt("join@city.jp")[0] == 250
        client.data(TEXT)
    assert handed[0].sender.replace('"', "") == sender.replace('"', "")


def test_who_cannot_be_taken_now_is_asked_to_come_again(handed: list[Arrived]) -> None:
    with receiving() as client:
        client.mail("taro@x.jp")
        client.rcpt("join@city.jp")
        client.rcpt("reply@city.jp")
        assert client.data(TEXT)[0] == 451


def test_by_lmtp_each_recipient_is_answered(handed: list[Arrived]) -> None:
    with receiving(is_lmtp=True) as client:
        client.mail("taro@x.jp")
        client.rcpt("join@city.jp")
        client.rcpt("reply@city.jp")
        assert client.data(TEXT)[0] == 250
        assert client.getreply()[0] == 451
        assert client.noop()[0] == 250


def test_what_is_too_large_is_refused(
    handed: list[Arrived], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LARGEST_BYTES", 1000)
    with receiving() as client:
        client.mail("taro@x.jp")
        client.rcpt("join@city.jp")
        assert client.data(b"x" * 100 + b"\r\n" + b"y\r\n" * 2000)[0] == 552
        assert client.docmd("MAIL", "FROM:<a@x.jp> SIZE=5000")[0] == 552
    assert not handed


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 500,
        b"Subject: " + b"x" * 40_000 + b"\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 3000,
    ],
)
def test_hostile_mail_neither_stops_nor_confuses_the_server(
    handed: list[Arrived], raw: bytes
) -> None:
    with receiving() as client:
        for _ in range(2):
            client.docmd("MAIL", "FROM:<a@x.jp>")
            client.rcpt("join@city.jp")
            client.data(raw)
        client.send(b"\x00\xff nonsense\r\n")
        assert client.getreply()[0] == 500
        assert client.noop()[0] == 250


def test_a_line_that_is_cut_off_in_the_middle_hands_nothing_over(
    handed: list[Arrived],
) -> None:
    with receiving() as client:
        client.docmd("MAIL", "FROM:<a@x.jp>")
        client.rcpt("join@city.jp")
        client.docmd("DATA")
        client.send(b"Subject: half\r\n\r\nno end")
        client.close()
    assert not handed


def test_two_mails_cannot_be_smuggled_into_one(handed: list[Arrived]) -> None:
    smuggled = b"a\n.\nMAIL FROM:<evil@x.jp>\r\nb"
    with receiving() as client:
        client.docmd("MAIL", "FROM:<a@x.jp>")
        client.rcpt("join@city.jp")
        client.docmd("DATA")
        client.send(smuggled + b"\r\n.\r\n")
        client.getreply()
    assert len(handed) <= 1


def test_so_many_recipients_at_once_are_told_to_come_in_two_parts(
    handed: list[Arrived],
) -> None:
    with receiving() as client:
        client.mail("taro@x.jp")
        answers = {client.rcpt(f"join+{n}@city.jp")[0] for n in range(101)}
    assert answers == {250, 452}


def test_largest_is_what_front_servers_take_as_well() -> None:
    assert services.LARGEST_BYTES == 25 * 1024 * 1024
