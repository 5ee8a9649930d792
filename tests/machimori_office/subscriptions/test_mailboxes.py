from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from machimori_office.mailroom.registry import Arrived, mailbox_of
from machimori_office.outbox.keys import return_paths
from machimori_office.outbox.models import Address, Delivery, Letter, Message
from machimori_office.outbox.queueing import Posting, Wording, queue
from machimori_office.rules.services import adopt
from machimori_office.subscriptions.answering import write_letters
from machimori_office.subscriptions.audience import recipients
from machimori_office.subscriptions.errors import stop_after_errors
from machimori_office.subscriptions.models import Movement, Request, Subscriber
from machimori_office.subscriptions.registration import Registration
from machimori_office.web.words import JST
from tests.machimori_office.subscriptions.residents import (
    NOW,
    TARO,
    last_letter,
    registered,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
EMPTY = b"From: taro@docomo.ne.jp\r\nSubject: \r\n\r\n"
REPORT = b"""From: MAILER-DAEMON@docomo.ne.jp\r
Subject: Undelivered Mail Returned to Sender\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.docomo.ne.jp\r
\r
Final-Recipient: rfc822; taro@docomo.ne.jp\r
Action: failed\r
Status: 5.1.1\r
\r
--b--\r
"""
COMPLAINT = b"""From: abuse@docomo.ne.jp\r
Subject: complaint\r
Content-Type: multipart/report; report-type=feedback-report; boundary=b\r
\r
--b\r
Content-Type: message/feedback-report\r
\r
Feedback-Type: abuse\r
User-Agent: x/1\r
Version: 1\r
\r
--b--\r
"""


@pytest.fixture(autouse=True)
def our_domain(settings: Any) -> None:
    settings.MAIL_DOMAIN, settings.MAIL_FRONT = "city.jp", "mx.city.jp"


def arrive(to: str, raw: bytes = EMPTY, sender: str = TARO, day: float = 0) -> None:
    box = mailbox_of(to)
    assert box
    at = NOW + day * DAY
    box.takes(Arrived(sender=sender, recipient=to, raw=raw, at=at))


def sent(day: int) -> Delivery:
    at = NOW + day * DAY
    posting = Posting(
        purpose=Message.Purpose.ALERT,
        wordings={"ja": Wording(subject="停電", text="…")},
        not_before=at,
    )
    to = recipients(category="general/weather")
    message = queue(posting, recipients=to, at=at)
    message.deliveries.update(state=Delivery.State.ACCEPTED, answered_at=at)
    Message.objects.filter(pk=message.pk).update(accepted=1, finished_at=at)
    return message.deliveries.get()


def path_of(delivery: Delivery, day: int) -> str:
    on = (NOW + day * DAY).astimezone(JST).date()
    return return_paths().local_part(delivery.pk, sent_on=on) + "@city.jp"


def test_an_empty_mail_is_answered_once_with_a_link() -> None:
    arrive("join@city.jp")
    arrive("join@city.jp")
    assert write_letters(NOW) == 1
    assert "/ja/confirm/" in last_letter(TARO).text


@pytest.mark.parametrize("sender", ["", "mailer-daemon@x.jp", "not an address", "a@b"])
def test_who_cannot_be_answered_is_not(sender: str) -> None:
    arrive("join@city.jp", sender=sender)
    arrive("reply@city.jp", sender=sender)
    assert not Request.objects.exists()
    assert not Letter.objects.exists()


def test_a_sender_that_the_front_server_found_forged_is_not_answered() -> None:
    forged = b"Authentication-Results: mx.city.jp; spf=fail\r\n" + EMPTY
    arrive("join@city.jp", raw=forged)
    assert not Request.objects.exists()


def test_a_city_may_ask_for_proof() -> None:
    text = open_rule().replace("proof: not_failed", "proof: proven")
    adopt(
        type_=Registration,
        text=text,
        valid_from=NOW.date(),
        actor="system",
        reason="for the test",
        at=NOW,
    )
    arrive("join@city.jp")
    assert not Request.objects.exists()
    arrive("join@city.jp", b"Authentication-Results: mx.city.jp; dkim=pass\r\n" + EMPTY)
    assert Request.objects.exists()


def open_rule() -> str:
    from importlib import resources

    folder = resources.files("machimori_office").joinpath("koganei")
    return folder.joinpath("registration.yaml").read_text(encoding="utf-8")


def test_who_answers_a_sent_mail_is_told_politely_once_a_day() -> None:
    for hours in (0, 1, 23):
        arrive("reply@city.jp", b"Subject: Re: x\r\n\r\nhelp", day=hours / 24)
    assert Message.objects.filter(purpose="answer").count() == 1
    arrive("reply@city.jp", day=1)
    assert Message.objects.filter(purpose="answer").count() == 2
    assert "配信専用" in last_letter(TARO).text


def test_an_answer_is_not_kept() -> None:
    arrive("reply@city.jp", b"Subject: secret words\r\n\r\nmore secret words")
    assert "secret" not in str(list(Letter.objects.values())) + str(
        list(Request.objects.values())
    )


def test_two_offices_that_answer_each_other_stop_at_once() -> None:
    ours = b"Auto-Submitted: auto-replied\r\nSubject: no\r\n\r\n"
    arrive("reply@city.jp", ours, sender="reply@other.jp")
    assert not Letter.objects.exists()


def test_reports_of_three_days_stop_an_address() -> None:
    registered(TARO)
    for day in range(3):
        delivery = sent(day)
        arrive(path_of(delivery, day), REPORT, sender="", day=day)
        stopped = stop_after_errors(NOW + day * DAY + timedelta(hours=1))
        assert stopped == (day == 2)
    assert Address.objects.get().state == Address.State.STOPPED
    assert Movement.objects.get(what="stopped").count == 1
    assert Subscriber.objects.count() == 1
    assert not recipients(category="general/weather").exists()


@pytest.mark.parametrize("to", ["bounces@city.jp", f"bounces+{'a' * 32}@city.jp"])
def test_a_report_to_no_return_path_of_ours_changes_nothing(to: str) -> None:
    registered(TARO)
    sent(0)
    arrive(to, REPORT, sender="")
    assert Delivery.objects.filter(state=Delivery.State.BOUNCED).count() == 0


def test_a_report_is_never_answered() -> None:
    registered(TARO)
    written = Letter.objects.count()
    arrive(path_of(sent(0), 0), REPORT, sender="postmaster@docomo.ne.jp")
    arrive(path_of(sent(0), 0), b"Subject: out of office\r\n\r\n", sender=TARO)
    assert Letter.objects.exclude(message__purpose="alert").count() == written


def test_who_complains_is_taken_off() -> None:
    registered(TARO)
    delivery = sent(0)
    arrive(path_of(delivery, 0), COMPLAINT, sender="")
    arrive(path_of(delivery, 0), COMPLAINT, sender="")
    assert not Subscriber.objects.exists()
    assert Address.objects.get().stopped_because == "complaint"
    assert Movement.objects.get(what="left").way == "complaint"
