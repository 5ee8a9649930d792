"""Telegrams and mails of the police: drafts, once each, whatever comes."""

from __future__ import annotations

import tarfile
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from machimori_office.alerts.models import Alert, Arrival
from machimori_office.alerts.police_mail import PoliceRule, read_police_mail
from machimori_office.alerts.reading import sheet_of
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.alerts.services.arriving import (
    Came,
    take_police_mail,
    take_telegrams,
)
from machimori_office.alerts.telegram_folder import take_folder
from machimori_office.mailroom.registry import Arrived, mailbox_of
from machimori_office.people.models import Staff
from machimori_office.rules.documents import example_rule
from tests.machimori.conftest import REALDATA
from tests.machimori_office.alerts.lives import LATER, NOW, again, deliver
from tests.machimori_office.alerts.telegrams.weather import Made

POLICE = "mail-keishicho@police.example"
RULE = example_rule("police", PoliceRule)


def come(*made: Made) -> list[str]:
    came = [Came(f"{n}.xml", m.xml().encode()) for n, m in enumerate(made)]
    return [arrival.outcome for arrival in take_telegrams(came, at=NOW)]


def at(hour: int, **how: Any) -> Made:
    return Made(reported_at=f"2026-06-05T{hour:02}:00:00+09:00", **how)


def send_on(alert: Alert, writer: Staff, second: Staff) -> Alert:
    alert = approving.ask(alert=alert, version=1, by=writer, at=NOW)
    approving.approve(alert=alert, version=2, by=second, at=NOW)
    sending.queue_due(LATER)
    deliver(again(alert))
    sending.follow_deliveries(LATER)
    return again(alert)


def test_a_telegram_becomes_one_draft_however_often_it_comes(db: None) -> None:
    assert come(at(9)) == ["drafted"]
    assert come(at(9), at(9)) == ["drafted", "drafted"]
    alert = Alert.objects.get()
    assert (alert.state, alert.drafted_by) == ("draft", None)
    assert alert.subject == "大雨警報"


def test_a_telegram_of_an_exercise_drafts_an_exercise(db: None) -> None:
    assert come(at(9, status="訓練")) == ["drafted"]
    assert Alert.objects.get().is_training


def test_a_telegram_of_a_test_drafts_nothing(db: None) -> None:
    assert come(at(9, status="試験")) == ["test"]
    assert not Alert.objects.exists()


def test_a_withdrawal_of_what_was_never_sent_drops_it(db: None) -> None:
    assert come(at(9), at(10, info_type="取消")) == ["drafted", "dropped"]
    assert not Alert.objects.exists()


def test_a_withdrawal_takes_even_an_approved_draft_back(
    writer: Staff, second: Staff
) -> None:
    come(at(9))
    alert = approving.ask(alert=Alert.objects.get(), version=1, by=writer, at=NOW)
    approving.approve(alert=alert, version=2, by=second, at=NOW)
    assert come(at(10, info_type="取消")) == ["dropped"]
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("info_type", "relation"), [("取消", "withdraws"), ("訂正", "corrects")]
)
def test_what_is_about_a_sent_alert_follows_it(
    info_type: str, relation: str, writer: Staff, second: Staff
) -> None:
    come(at(9))
    alert = send_on(Alert.objects.get(), writer, second)
    assert come(at(10, info_type=info_type)) == ["drafted"]
    after = Alert.objects.get(refers_to=alert)
    assert (after.relation, after.line) == (relation, alert.pk)


def test_a_lifted_warning_drafts_the_all_clear(writer: Staff, second: Staff) -> None:
    come(at(9))
    send_on(Alert.objects.get(), writer, second)
    lifted = (("市町村等", "1321000", "大雨警報", "解除"),)
    assert come(at(12, states=lifted)) == ["drafted"]
    assert Alert.objects.get(state="draft").relation == "all_clear"


def test_a_newer_telegram_replaces_what_nobody_touched(writer: Staff) -> None:
    raised = (("市町村等", "1321000", "大雨特別警報", "引上げ"),)
    come(at(9), at(10, states=raised))
    assert Alert.objects.get().subject == "大雨特別警報"


def test_a_draft_that_somebody_works_on_stays_beside_the_new_one(
    writer: Staff,
) -> None:
    come(at(9))
    alert = Alert.objects.get()
    drafting.save(alert=alert, version=1, sheet=sheet_of(alert), by=writer, at=NOW)
    raised = (("市町村等", "1321000", "大雨特別警報", "引上げ"),)
    come(at(10, states=raised))
    assert Alert.objects.count() == 2


def test_telegrams_are_taken_in_the_order_of_their_issue(db: None) -> None:
    assert come(at(10, info_type="取消"), at(9)) == ["drafted", "dropped"]
    assert come(at(8)) == ["late"]


def test_the_series_of_a_typhoon_ends_as_it_should(
    writer: Staff, second: Staff
) -> None:
    one = ("市町村等", "1321000", "大雨警報")
    come(at(6, states=((*one, "発表"),)))
    send_on(Alert.objects.get(), writer, second)
    assert come(at(7, states=((*one, "継続"),))) == ["nothing_new"]
    assert come(at(8, states=((*one, "解除"),))) == ["drafted"]
    send_on(Alert.objects.get(state="draft"), writer, second)
    assert come(at(9, info_type="取消")) == ["dropped"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_hostile_and_broken_telegrams_are_refused_once(
    content: bytes, db: None
) -> None:
    for _ in range(2):
        (arrival,) = take_telegrams([Came("x.xml", content)], at=NOW)
        assert arrival.outcome == "refused"
    assert Arrival.objects.count() == 1


def test_a_watched_folder_is_emptied_into_done(tmp_path: Path, db: None) -> None:
    (tmp_path / "a.xml").write_text(at(9).xml(), encoding="utf-8")
    (tmp_path / "half.xml.part").write_text("<Rep", encoding="utf-8")
    assert [a.outcome for a in take_folder(tmp_path, at=NOW)] == ["drafted"]
    assert (tmp_path / "done" / "a.xml").exists()
    assert take_folder(tmp_path, at=NOW) == []
    assert take_folder(tmp_path / "nothing", at=NOW) == []


def test_the_command_says_what_became_of_each(tmp_path: Path, db: None) -> None:
    (tmp_path / "a.xml").write_text(at(9).xml(), encoding="utf-8")
    said = StringIO()
    call_command("read_telegrams", str(tmp_path), stdout=said)
    assert said.getvalue().startswith("drafted")
    assert (tmp_path / "a.xml").exists()


@pytest.mark.skipif(
    not (REALDATA / "jma-xml" / "sample_xmls.tar.xz").exists(),
    reason="needs the agency's samples in shared/realdata",
)
def test_all_samples_of_the_agency_are_taken_without_a_fault(db: None) -> None:
    with tarfile.open(REALDATA / "jma-xml" / "sample_xmls.tar.xz") as archive:
        named = [m for m in archive if m.isfile() and m.name.endswith(".xml")]
        came = [Came(m.name, archive.extractfile(m).read()) for m in named]  # type: ignore[union-attr]
    arrivals = take_telegrams(came, at=NOW)
    assert len(arrivals) == len(came) > 200
    assert "refused" not in {a.outcome for a in arrivals}


def mail(subject: str, text: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, POLICE
    message.set_content(text)
    return message.as_bytes()


FORWARDED = mail("Fwd: 不審電話について", "> 市内に還付金詐欺の電話が入っています。\n")


def test_a_mail_of_the_police_becomes_a_draft_once(db: None) -> None:
    box = mailbox_of("police@hibari.example")
    assert box is not None
    for _ in range(2):
        box.takes(Arrived(sender=POLICE, recipient="police@x", raw=FORWARDED, at=NOW))
    alert = Alert.objects.get()
    assert (alert.category, alert.origin) == ("city/phone/refund", "police")
    assert alert.subject == "不審電話について"
    assert sheet_of(alert).details.ja == "市内に還付金詐欺の電話が入っています。"


def test_of_a_strangers_mail_nothing_is_kept(db: None) -> None:
    assert take_police_mail(FORWARDED, sender="x@evil.example", at=NOW) is None
    assert take_police_mail(FORWARDED, sender="", at=NOW) is None
    assert not Arrival.objects.exists()


def test_a_sender_is_trusted_by_address_or_by_the_whole_domain() -> None:
    of_all = PoliceRule(
        senders=frozenset({"@police.example"}),
        source=RULE.source,
        category=RULE.category,
    )
    assert of_all.trusts("Any@Police.example")
    assert not of_all.trusts("any@evil-police.example")
    assert not of_all.trusts("police.example")


@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_read_or_left(raw: bytes) -> None:
    sheet = read_police_mail(b"Subject: x\r\n" + raw, RULE, at=NOW)
    assert sheet is None or "\x00" not in sheet.what.ja + sheet.details.ja


@given(st.text(max_size=200))
def test_signs_that_turn_writing_round_are_left_out(text: str) -> None:
    sheet = read_police_mail(
        mail("件名", "\u202e" + text.encode(errors="ignore").decode()), RULE, at=NOW
    )
    assert sheet is not None
    assert "\u202e" not in sheet.details.ja


def test_an_unread_draft_from_outside_is_forgotten_in_time(db: None) -> None:
    take_police_mail(FORWARDED, sender=POLICE, at=NOW)
    drafting.drop_forgotten(at=NOW + timedelta(days=15))
    assert Arrival.objects.get().alert is None
