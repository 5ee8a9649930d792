"""The hour comes, the ledger takes over, people step in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from machimori_office.alerts.fact_sheet import Relation
from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import outlook, sheet_of
from machimori_office.alerts.recipients import readers_of
from machimori_office.alerts.services import sending
from machimori_office.alerts.services.drafting import follow
from machimori_office.outbox.models import Delivery, Letter, Message
from machimori_office.people.models import Staff
from machimori_office.subscriptions.models import AreaChoice, Choice, Subscriber
from machimori_office.web.errors import AlertChanged
from tests.machimori_office.alerts.lives import (
    LATER,
    NOW,
    again,
    approved,
    deliver,
    drafted,
    queued,
    sent,
    subscriber,
)
from tests.machimori_office.alerts.sheets import DESCRIBED, changed

WHY = "表現の誤り"


def test_nothing_goes_before_its_hour(writer: Staff, second: Staff) -> None:
    alert = approved(writer, second)
    sending.queue_due(NOW + timedelta(seconds=119))
    assert again(alert).state == State.APPROVED
    assert not Message.objects.exists()


def test_each_reader_has_a_letter_in_the_languages_they_read(
    writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example", "ja")
    subscriber("b@x.example", "en+ja")
    alert = queued(writer, second)
    assert alert.state == State.QUEUED
    rows = Delivery.objects.filter(message=alert.message)
    assert {row.letter.key for row in rows} == {"ja", "en+ja"}
    assert Letter.objects.get(key="en+ja").text.startswith("Stranger spoke")


def test_it_goes_to_who_chose_its_kind_or_all_and_its_area_or_all(
    writer: Staff, second: Staff
) -> None:
    everything, kind, other, place, elsewhere = (
        subscriber(f"{n}@x.example") for n in range(5)
    )
    chose_kinds, chose_areas = (kind.pk, other.pk), (place.pk, elsewhere.pk)
    Subscriber.objects.filter(pk__in=chose_kinds).update(wants_all_kinds=False)
    Subscriber.objects.filter(pk__in=chose_areas).update(wants_all_areas=False)
    Choice.objects.create(subscriber=kind, category="city/child-safety")
    Choice.objects.create(subscriber=other, category="general")
    AreaChoice.objects.create(subscriber=place, district="honcho")
    AreaChoice.objects.create(subscriber=elsewhere, district="nukui")
    alert = queued(writer, second)
    got = set(Delivery.objects.filter(message=alert.message).values_list("address"))
    assert got == {(s.address_id,) for s in (everything, kind, place)}


def test_two_workers_at_once_queue_once(writer: Staff, second: Staff) -> None:
    alert = approved(writer, second)
    sending.queue_or_discard(alert, LATER)
    with pytest.raises(AlertChanged):
        sending.queue_or_discard(alert, LATER)
    assert Message.objects.count() == 1


def test_what_a_stopped_server_overslept_is_discarded_not_sent_late(
    writer: Staff, second: Staff
) -> None:
    alert = approved(writer, second, changed(category="general/weather"))
    sending.queue_due(NOW + timedelta(hours=7))
    assert again(alert).state == State.DISCARDED
    assert not Message.objects.exists()
    sending.take_note(alert=alert, by=writer, at=LATER)
    with pytest.raises(AlertChanged):
        sending.take_note(alert=alert, by=second, at=LATER)


def test_what_misses_the_hours_waits_for_the_next(writer: Staff, second: Staff) -> None:
    alert = approved(writer, second)
    sending.queue_due(NOW.replace(hour=18))
    alert = again(alert)
    assert (alert.state, alert.goes_at) == (
        State.APPROVED,
        NOW.replace(day=8, hour=9, minute=0),
    )


def test_an_approval_can_be_taken_back_while_it_counts_down(
    writer: Staff, second: Staff
) -> None:
    alert = approved(writer, second)
    back = sending.call_back(alert=alert, by=writer, at=NOW, reason=WHY)
    assert (back.state, back.approved_by, back.goes_at) == (State.DRAFT, None, None)
    assert sending.queue_due(LATER) == 0


def test_who_cancels_too_late_is_told(writer: Staff, second: Staff) -> None:
    alert = approved(writer, second)
    sending.queue_due(LATER)
    with pytest.raises(AlertChanged):
        sending.call_back(alert=alert, by=writer, at=LATER, reason=WHY)


def test_sending_is_held_goes_on_and_is_cancelled(writer: Staff, second: Staff) -> None:
    subscriber("a@x.example")
    alert = queued(writer, second)
    held = sending.hold(alert=alert, by=writer, at=LATER, reason=WHY)
    assert (held.state, held.message.state) == ("held", "held")
    on = sending.resume(alert=held, by=writer, at=LATER, reason="確認済み")
    assert (on.state, on.message.state) == ("sending", "queued")
    off = sending.cancel(alert=on, by=writer, at=LATER, reason=WHY)
    assert (off.state, off.message.state) == ("cancelled", "cancelled")
    assert off.went_out_at is None


def test_an_alert_takes_the_steps_that_its_message_takes(
    writer: Staff, second: Staff
) -> None:
    subscriber("a@x.example")
    alert = queued(writer, second)
    Message.objects.update(state="sending", started_at=LATER)
    sending.follow_deliveries(LATER)
    assert (again(alert).state, again(alert).went_out_at) == ("sending", LATER)
    deliver(alert)
    sending.follow_deliveries(LATER)
    assert again(alert).state == "sent"
    assert sending.follow_deliveries(LATER) == 0


def test_a_correction_goes_to_who_got_the_first_and_is_still_registered(
    writer: Staff, second: Staff
) -> None:
    stays, leaves = subscriber("a@x.example"), subscriber("b@x.example")
    alert = sent(writer, second)
    leaves.delete()
    subscriber("new@x.example")
    after = follow(alert=alert, relation=Relation.CORRECTS, by=writer, at=LATER)
    assert list(readers_of(again(after), sheet_of(after))) == [stays]


def test_an_exercise_says_so_and_is_posted_as_one(writer: Staff, second: Staff) -> None:
    subscriber("a@x.example")
    alert = queued(writer, second, DESCRIBED, is_training=True)
    assert Message.objects.get().is_training
    letter = Letter.objects.filter(message=alert.message).first()
    assert letter is not None
    assert letter.subject.startswith("【訓練】")
    assert letter.text.startswith("これは訓練です。")


def test_an_exercise_is_never_published(writer: Staff, second: Staff) -> None:
    sent(writer, second, is_training=True)
    assert Alert.objects.get().state == State.SENT
    assert not Alert.objects.published().exists()


def test_the_fourth_mail_of_a_day_is_told_with_who_left_last_time(
    writer: Staff, second: Staff
) -> None:
    for _ in range(3):
        sent(writer, second)
    alert = drafted(writer)
    found = {f.code: f for f in outlook(alert, LATER).findings}
    assert "0人" in found["many_today"].says.ja
