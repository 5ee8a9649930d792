from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Value

from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Address, Delivery, Message, Rehearsal
from machimori_office.outbox.queueing import (
    Posting,
    Wording,
    active_addresses,
    queue,
    queue_one,
)

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
BOTH = {"ja": Wording(subject="停電", text="…"), "en": Wording(subject="Out", text="…")}


def test_each_recipient_has_a_row_with_the_letter_of_its_languages(db: None) -> None:
    readers = {"ja": address("a@x.jp"), "en": address("b@y.jp")}
    message = queue(
        posting(), recipients=[(a.pk, a.domain, k) for k, a in readers.items()], at=NOW
    )
    rows = Delivery.objects.filter(message=message).select_related("letter")
    assert {row.letter.key: row.address_id for row in rows} == {
        key: reader.pk for key, reader in readers.items()
    }
    assert message.total == 2


def test_an_answer_to_a_stranger_is_written_to_an_address_of_its_own(db: None) -> None:
    to = read_address("Taro@Example.jp")
    queue_one(posting("ja"), to=to, at=NOW)
    queue_one(posting("ja"), to=to, at=NOW)
    assert Address.objects.get().key == "taro@example.jp"
    assert Delivery.objects.count() == 2


def test_a_stopped_address_is_not_among_the_active(db: None) -> None:
    address("a@x.jp")
    Address.objects.update(state=Address.State.STOPPED, stopped_at=NOW)
    assert not active_addresses().exists()


def test_erasing_an_address_leaves_the_row_of_its_delivery(db: None) -> None:
    reader = address("a@x.jp")
    queue(posting(), recipients=[(reader.pk, "x.jp", "ja")], at=NOW)
    reader.delete()
    assert Delivery.objects.get().address_id is None


def test_a_queryset_of_recipients_is_copied_by_the_database_itself(db: None) -> None:
    here, carrier = address("a@x.jp"), address("b@mail.docomo.ne.jp")
    readers = Address.objects.annotate(reads=Value("en"))
    message = queue(
        posting(), recipients=readers.values_list("pk", "domain", "reads"), at=NOW
    )
    rows = Delivery.objects.filter(message=message).order_by("address_id")
    assert [(r.address_id, r.domain, r.lane) for r in rows] == [
        (here.pk, "x.jp", "others"),
        (carrier.pk, "mail.docomo.ne.jp", "docomo"),
    ]
    assert {r.letter.key for r in rows} == {"en"}
    assert {r.next_at for r in rows} == {NOW}
    assert message.total == 2


def test_the_copied_rows_are_the_written_ones(db: None) -> None:
    for name in ("a@x.jp", "b@docomo.ne.jp", "c@ezweb.ne.jp", "d@y.softbank.ne.jp"):
        address(name)
    readers = Address.objects.annotate(reads=Value("ja"))
    asked = readers.values_list("pk", "domain", "reads")
    copied = queue(posting("ja"), recipients=asked, at=NOW)
    written = queue(posting("ja"), recipients=list(asked), at=NOW)
    columns = ["address_id", "domain", "lane", "next_at", "state", "attempts", "holder"]
    rows = [
        list(Delivery.objects.filter(message=m).order_by("address_id").values(*columns))
        for m in (copied, written)
    ]
    assert rows[0] == rows[1]


def test_nobody_to_write_to_makes_no_rows(db: None) -> None:
    nobody = Address.objects.none().values_list("pk", "domain", "key")
    assert queue(posting(), recipients=nobody, at=NOW).total == 0


def test_a_reader_of_a_wording_that_nobody_wrote_stops_it_all(db: None) -> None:
    address("a@x.jp")
    readers = Address.objects.annotate(reads=Value("en"))
    asked = readers.values_list("pk", "domain", "reads")
    with pytest.raises(IntegrityError), transaction.atomic():
        queue(posting("ja"), recipients=asked, at=NOW)
    assert not Message.objects.exists()


@pytest.mark.parametrize("copied", [True, False])
def test_training_makes_rows_that_no_worker_reads(db: None, copied: bool) -> None:
    address("a@docomo.ne.jp")
    asked = Address.objects.annotate(reads=Value("ja")).values_list(
        "pk", "domain", "reads"
    )
    message = queue(
        replace(posting("ja"), is_training=True),
        recipients=asked if copied else list(asked),
        at=NOW,
    )
    assert not Delivery.objects.exists()
    assert Rehearsal.objects.get().message_id == message.pk
    assert message.total == 1


def test_conversations_have_a_lane_of_their_own(db: None) -> None:
    answer = replace(posting("ja"), purpose=Message.Purpose.ANSWER)
    queue_one(answer, to=read_address("a@docomo.ne.jp"), at=NOW)
    queue(
        answer,
        recipients=Address.objects.annotate(reads=Value("ja")).values_list(
            "pk", "domain", "reads"
        ),
        at=NOW,
    )
    assert set(Delivery.objects.values_list("lane", flat=True)) == {"conversation"}


def posting(*keys: str) -> Posting:
    return Posting(
        purpose=Message.Purpose.ALERT,
        wordings={key: BOTH[key] for key in keys or BOTH},
        not_before=NOW,
    )


def address(text: str) -> Address:
    read = read_address(text)
    return Address.objects.create(
        address=str(read), key=read.key, domain=read.domain, created_at=NOW
    )
