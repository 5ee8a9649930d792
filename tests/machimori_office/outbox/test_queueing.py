from __future__ import annotations

from datetime import UTC, datetime

from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Address, Delivery, Message
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
