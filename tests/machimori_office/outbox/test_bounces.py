"""Every dialect is told apart, on mails that were built here."""

from __future__ import annotations

import pytest

pytest.importorskip("flufl.bounce", reason="needs machimori[office]")

from datetime import date

from machimori_office.outbox.bounces import BounceReport, Kind, Rule, classify
from machimori_office.outbox.verp import Stamp, VerpKeys
from tests.machimori_office.outbox.dialects import (
    DIALECTS,
    RESIDENT,
    Dialect,
    delivery_status,
    words,
)

DAY = date(2026, 6, 1)
KEYS = VerpKeys(secrets=[b"a secret of the tests, 32 bytes."])


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_dialect_is_taken_for_what_it_says(dialect: Dialect) -> None:
    report = classify(dialect.source)
    assert (report.kind, report.recipients) == (dialect.kind, dialect.recipients)


def test_the_gravest_of_several_recipients_is_the_kind() -> None:
    late = (
        b"\nFinal-Recipient: rfc822; late@example.jp\nAction: delayed\nStatus: 4.0.0\n"
    )
    source = delivery_status().replace(b"\n--=b\nContent-Type: message/rfc822", late)
    report = classify(source)
    assert report.recipients == (RESIDENT,)
    assert [outcome.kind for outcome in report.outcomes] == ["permanent", "delayed"]


def test_two_recipients_without_an_empty_line_between_are_two() -> None:
    second = (
        b"550 no such user\nFinal-Recipient: rfc822; b@example.jp\n"
        b"Action: failed\nStatus: 5.1.1\n"
    )
    source = delivery_status().replace(b"550 no such user\n", second)
    assert classify(source).recipients == (RESIDENT, "b@example.jp")


@pytest.mark.parametrize(
    ("status", "diagnostic", "kind"),
    [
        ("5.0.0", "smtp; 450 try later", "permanent"),
        ("4.0.0", "smtp; 554 blocked", "temporary"),
        ("", "smtp; 550 5.1.1 nobody", "permanent"),
        ("", "smtp; 451 later", "temporary"),
        ("", "", "temporary"),
        ("2.0.0", "", "temporary"),
    ],
)
def test_the_status_goes_before_the_diagnostic_and_the_unknown_does_not_count(
    status: str, diagnostic: str, kind: str
) -> None:
    assert classify(delivery_status(status=status, diagnostic=diagnostic)).kind == kind


def test_a_resident_who_writes_fields_into_a_mail_bounces_nobody() -> None:
    fields = f"\nFinal-Recipient: rfc822; {RESIDENT}\nAction: failed\nStatus: 5.1.1\n"
    report = classify(words(fields, sender="anybody@example.jp", subject="hello"))
    assert report.kind is Kind.NOT_A_BOUNCE


def test_the_return_path_says_which_delivery_and_proves_it() -> None:
    came_to = KEYS.local_part(12_300, sent_on=DAY) + "@city.example.jp"
    report = classify(delivery_status(), came_to=came_to, on=DAY, keys=KEYS)
    assert report.is_proven
    assert report.token.delivery == 12_300


def test_a_report_to_a_guessed_return_path_proves_nothing() -> None:
    came_to = KEYS.local_part(1, sent_on=DAY).replace("+aaaaa", "+aaaab")
    report = classify(delivery_status(), came_to=came_to, on=DAY, keys=KEYS)
    assert report.kind is Kind.PERMANENT
    assert report.token.stamp is Stamp.FORGED
    assert not report.is_proven


def test_an_unknown_mail_without_sender_to_a_return_path_failed_for_now() -> None:
    source = words("?", sender="x@example.jp", subject="?", more="Return-Path: <>\n")
    came_to = KEYS.local_part(1, sent_on=DAY)
    report = classify(source, came_to=came_to, on=DAY, keys=KEYS)
    assert (report.kind, report.rule) == (Kind.TEMPORARY, Rule.RETURN_PATH)


def test_an_automatic_answer_to_a_return_path_stays_an_answer() -> None:
    source = words("away", sender="x@example.jp", more="Auto-Submitted: auto-replied\n")
    came_to = KEYS.local_part(1, sent_on=DAY)
    report = classify(source, came_to=came_to, on=DAY, keys=KEYS)
    assert report.kind is Kind.AUTOMATIC_ANSWER


def test_the_reason_is_said_in_both_languages_with_the_code_explained() -> None:
    reason = classify(delivery_status(status="5.2.2")).reason
    assert "受信箱がいっぱい" in reason.ja
    assert "the mailbox is full" in reason.en
    assert "5.2.2" in reason.ja


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words(kind: Kind) -> None:
    reason = BounceReport(kind=kind, rule=Rule.NONE).reason
    assert reason.ja
    assert reason.en


def test_what_only_flufl_knows_is_asked_last() -> None:
    text = (
        "------ Failed Recipients ------\n"
        f"  <{RESIDENT}>\n"
        "-------- Returned Mail --------\n"
    )
    report = classify(words(text, sender="robot@example.net", more="Return-Path: <>\n"))
    assert report.rule is Rule.FLUFL
    assert report.recipients == (RESIDENT,)
