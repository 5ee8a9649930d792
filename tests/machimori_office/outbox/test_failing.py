from __future__ import annotations

import pytest

from machimori_office.audit.models import Entry
from machimori_office.outbox import failing
from machimori_office.outbox.bounces.report import Kind
from machimori_office.outbox.models import Address, Delivery, Failure, Message
from machimori_office.outbox.verp import Stamp
from tests.machimori_office.outbox.mailed import (
    DAY,
    NOW,
    accepted,
    address,
    bounce,
    report,
)

pytestmark = pytest.mark.django_db
TARO = "taro@docomo.ne.jp"


def test_a_report_moves_the_delivery_and_its_count() -> None:
    (delivery,) = accepted(TARO)
    assert bounce(delivery, NOW)
    delivery.refresh_from_db()
    message = Message.objects.get()
    assert delivery.state == Delivery.State.BOUNCED
    assert (message.accepted, message.bounced) == (0, 1)
    assert delivery.answer == "mx 250 2.0.0 Ok"


def test_the_same_report_twice_counts_once() -> None:
    (delivery,) = accepted(TARO)
    bounce(delivery, NOW)
    bounce(delivery, NOW)
    assert Message.objects.get().bounced == Failure.objects.count() == 1


def test_three_mails_of_one_day_are_one_day() -> None:
    for _ in range(3):
        (delivery,) = accepted(TARO)
        bounce(delivery, NOW + 2 * DAY)
    assert Failure.objects.get().on.isoformat() == "2026-04-01"


def test_a_report_that_comes_before_the_worker_has_written_is_kept() -> None:
    (delivery,) = accepted(TARO)
    Delivery.objects.update(state=Delivery.State.CLAIMED, answered_at=None)
    Message.objects.update(accepted=0)
    assert bounce(delivery, NOW)
    assert (Message.objects.get().accepted, Message.objects.get().bounced) == (0, 1)


@pytest.mark.parametrize("stamp", [Stamp.ABSENT, Stamp.FORGED, Stamp.EXPIRED])
def test_what_nobody_proved_changes_nothing(stamp: Stamp) -> None:
    (delivery,) = accepted(TARO)
    assert failing.note_report(report=report(delivery, stamp=stamp), at=NOW) is None
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.ACCEPTED
    assert not Failure.objects.exists()


@pytest.mark.parametrize(
    "kind",
    [Kind.DELAYED, Kind.DELIVERED, Kind.AUTOMATIC_ANSWER, Kind.NOT_A_BOUNCE],
)
def test_what_is_no_failure_leaves_the_delivery(kind: Kind) -> None:
    (delivery,) = accepted(TARO)
    failing.note_report(report=report(delivery, kind=kind, status=None), at=NOW)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.ACCEPTED
    assert not Failure.objects.exists()


def test_who_gave_up_for_a_passing_reason_is_not_counted_against_anybody() -> None:
    (delivery,) = accepted(TARO)
    given_up = report(delivery, kind=Kind.TEMPORARY, status="4.4.7")
    failing.note_report(report=given_up, at=NOW)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.BOUNCED
    assert not Failure.objects.exists()


@pytest.mark.parametrize("status", ["5.7.1", "5.7.26", "5.6.0", "5.3.4", "5.5.0"])
def test_a_refusal_by_policy_says_nothing_of_the_address(status: str) -> None:
    (delivery,) = accepted(TARO)
    failing.note_report(report=report(delivery, status=status), at=NOW)
    failing.note_refusal(delivery_pk=delivery.pk, answer=f"mx 550 {status} no", at=NOW)
    assert not Failure.objects.exists()


@pytest.mark.parametrize("answer", ["mx.x.jp 550 5.1.1 no such user", "550 Unknown"])
def test_a_refusal_while_speaking_counts_like_a_report(answer: str) -> None:
    (delivery,) = accepted(TARO)
    failing.note_refusal(delivery_pk=delivery.pk, answer=answer, at=NOW)
    failing.note_refusal(delivery_pk=delivery.pk, answer=answer, at=NOW)
    assert Failure.objects.get().address.address == TARO


def test_a_delivery_whose_address_was_erased_is_passed_over() -> None:
    (delivery,) = accepted(TARO)
    Address.objects.all().delete()
    assert bounce(delivery, NOW) is None
    failing.note_refusal(delivery_pk=delivery.pk, answer="550", at=NOW)
    failing.note_refusal(delivery_pk=10**15, answer="550", at=NOW)


def stop(pk: int) -> bool:
    return failing.stop(
        address_pk=pk,
        because=failing.BY_STAFF,
        actor="system",
        reason="for the test",
        at=NOW,
    )


def test_stopping_and_resuming_are_recorded_without_the_address() -> None:
    pk = address(TARO).pk
    assert stop(pk)
    assert not stop(pk)
    assert failing.resume(address_pk=pk, actor="system", at=NOW)
    assert not failing.resume(address_pk=pk, actor="system", at=NOW)
    entries = list(Entry.objects.values_list("action", "object_id"))
    assert entries == [("outbox.stopped", str(pk)), ("outbox.resumed", str(pk))]
    assert "docomo" not in str(list(Entry.objects.values()))
