"""The way of a mail through a real Postfix and a real Dovecot, and back."""

from __future__ import annotations

import imaplib
import re
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest

from machimori_office.mailroom import imap
from machimori_office.outbox.models import Address, Delivery, Message
from machimori_office.outbox.queueing import Posting, Wording, queue
from machimori_office.outbox.sending.hand import Manner
from machimori_office.outbox.sending.worker import office_route, send_what_is_due
from machimori_office.subscriptions import services
from machimori_office.subscriptions.answering import write_letters
from machimori_office.subscriptions.audience import recipients
from machimori_office.subscriptions.errors import stop_after_errors
from machimori_office.subscriptions.models import Request
from tests.machimori_office.mail_hosts import (
    PASSWORD,
    Hosts,
    mail_hosts,
    needs_mail_hosts,
    until,
)
from tests.machimori_office.mailroom.receiving import receiving_at

pytestmark = [
    needs_mail_hosts,
    pytest.mark.usefixtures("emptied_afterwards", "our_domain"),
]
BEGIN = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TARO = "taro@mail.example.jp"
EMPTY = b"From: taro@mail.example.jp\r\nTo: join@city.test\r\nSubject:\r\n\r\n"


@pytest.fixture
def our_domain(settings: Any) -> None:
    settings.MAIL_DOMAIN = "city.test"


class Clock:
    """Stands still until somebody moves it."""

    now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hosts(clock: Clock) -> Iterator[Hosts]:
    with (
        receiving_at(clock, is_lmtp=True) as port,
        mail_hosts(office_at=port, aliases={}) as hosts,
    ):
        hosts.open_mailbox("taro")
        yield hosts


def write(hosts: Hosts, to: str, raw: bytes = EMPTY) -> None:
    with smtplib.SMTP("127.0.0.1", hosts.smtp, timeout=20) as front:
        front.sendmail(TARO, [to], raw)


def mails_of(hosts: Hosts, name: str = "taro") -> list[EmailMessage]:
    with imaplib.IMAP4("127.0.0.1", hosts.imap, timeout=20) as mailbox:
        mailbox.login(f"{name}@mail.example.jp", PASSWORD)
        mailbox.select()
        numbers = mailbox.search(None, "ALL")[1][0].split()
        found = [mailbox.fetch(n.decode(), "(BODY.PEEK[])")[1][0] for n in numbers]
    raws = [cast(tuple[bytes, bytes], part)[1] for part in found]
    return [
        cast(EmailMessage, message_from_bytes(raw, policy=policy.default))
        for raw in raws
    ]


def letter_to_taro(hosts: Hosts, words: str) -> EmailMessage:
    """Wait for the mail whose subject holds these words."""

    def arrived() -> list[EmailMessage]:
        return [mail for mail in mails_of(hosts) if words in mail["subject"]]

    until(arrived, f"a mail about {words}", hosts.log)
    return arrived()[0]


def test_a_mailbox_that_nobody_has_is_refused_at_the_door(hosts: Hosts) -> None:
    with smtplib.SMTP("127.0.0.1", hosts.smtp, timeout=20) as front:
        front.ehlo()
        front.mail(TARO)
        assert front.rcpt("nobody@city.test")[0] == 550
        assert front.rcpt("join@city.test")[0] == 250
    assert "bounce" not in hosts.log()


def test_while_the_office_is_away_postfix_keeps_the_mail(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from machimori_office.subscriptions import mailboxes

    def away(**_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(mailboxes.services, "ask_to_join", away)
        write(hosts, "join@city.test")
        until(lambda: "451 4.3.0" in hosts.log(), "a mail put off", hosts.log)
        assert not Request.objects.exists()
    until(Request.objects.exists, "the mail to come again", hosts.log)


def test_an_old_address_of_a_carrier_comes_through_postfix(hosts: Hosts) -> None:
    old = "a..b.@docomo.ne.jp"
    with smtplib.SMTP("127.0.0.1", hosts.smtp, timeout=20) as front:
        front.ehlo()
        front.docmd("MAIL", f"FROM:<{old}>")
        front.rcpt("join@city.test")
        front.data(EMPTY)
    until(Request.objects.exists, "the request", hosts.log)
    assert Request.objects.get().key == old


def test_a_mailbox_is_read_by_imap_and_emptied() -> None:
    aliases = {"join@city.test": "office@mail.example.jp"}
    with mail_hosts(office_at=None, aliases=aliases) as hosts:
        hosts.open_mailbox("office")
        write(hosts, "join@city.test")
        write(hosts, "office@mail.example.jp", EMPTY.replace(b"join@", b"who@"))
        until(lambda: len(mails_of(hosts, "office")) == 2, "both mails", hosts.log)
        account = imap.Account(
            host="127.0.0.1",
            port=hosts.imap,
            user="office@mail.example.jp",
            password=PASSWORD,
            is_encrypted=False,
        )
        assert imap.read(account, at=BEGIN) == 1
        assert imap.read(account, at=BEGIN) == 0
        # What is for none of our mailboxes stays where it is.
        (left,) = mails_of(hosts, "office")
        assert left["to"] == "who@city.test"
    assert Request.objects.get().address == TARO


def test_from_the_empty_mail_to_the_third_day_of_errors(
    hosts: Hosts, clock: Clock, settings: Any
) -> None:
    settings.MAIL_OUT = ("127.0.0.1", hosts.smtp)
    register(hosts, clock)
    alert("大雪のお知らせ", hosts, clock)
    assert "general/weather" not in letter_to_taro(hosts, "大雪").as_string()
    hosts.close_mailbox("taro")
    for day in (1, 2, 3):
        clock.now = BEGIN + day * DAY
        alert(f"{day}日目", hosts, clock)
        until(lambda d=day: came_back() == d, f"bounce {day}", hosts.log)
        assert stop_after_errors(clock.now + HOUR) == (day == 3)
    assert Address.objects.get().stopped_because == "delivery_errors"
    assert not recipients(category="general/weather").exists()


def came_back() -> int:
    return Delivery.objects.filter(state=Delivery.State.BOUNCED).count()


def register(hosts: Hosts, clock: Clock) -> None:
    write(hosts, "join@city.test")
    until(Request.objects.exists, "the request", hosts.log)
    write_letters(clock.now)
    send(clock)
    letter = letter_to_taro(hosts, "登録用")
    assert letter["auto-submitted"] == "auto-replied"
    link = re.search(r"/ja/\w+/([\w-]+)/", letter.get_content())
    assert link
    services.press(token=link[1], at=clock.now)
    write_letters(clock.now)
    send(clock)
    letter_to_taro(hosts, "登録が終わりました")


def alert(subject: str, hosts: Hosts, clock: Clock) -> None:
    posting = Posting(
        purpose=Message.Purpose.ALERT,
        wordings={"ja": Wording(subject=subject, text="気をつけてください。")},
        not_before=clock.now,
        category="general/weather",
    )
    to = recipients(category="general/weather")
    assert queue(posting, recipients=to, at=clock.now).total == 1
    send(clock)


def send(clock: Clock) -> None:
    send_what_is_due(clock=clock, manner=Manner(idle_s=0.01), route=office_route())
