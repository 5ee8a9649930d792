"""Letters to one person lose text and recipient on their day; the proof stays right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from machimori.errors import InvalidInput
from machimori_office.outbox import keeping
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.lanes import Retries
from machimori_office.outbox.models import Address, Delivery, Letter, Message
from machimori_office.outbox.queueing import Posting, Wording, queue_one
from machimori_office.outbox.sending import ledger
from machimori_office.outbox.sending.closing import ledger_sha256
from machimori_office.outbox.sending.outcomes import Fate, Outcome
from machimori_office.privacy.registry import FILES
from machimori_office.rules.documents import read_rule
from tests.machimori_office.outbox.mailed import NOW

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def sent(purpose: Message.Purpose = Message.Purpose.LETTER) -> Message:
    message = single("one@x.example", purpose)
    message.deliveries.update(
        state=Delivery.State.ACCEPTED, answered_at=NOW, answer="mx 250 2.0.0 Ok"
    )
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.SENT, accepted=1, started_at=NOW, finished_at=NOW
    )
    return Message.objects.get(pk=message.pk)


def single(to: str, purpose: Message.Purpose = Message.Purpose.LETTER) -> Message:
    posting = Posting(
        purpose=purpose,
        wordings={"ja": Wording(subject="件名", text="本文")},
        not_before=NOW,
    )
    return queue_one(posting, to=read_address(to), at=NOW)


def test_text_and_recipient_go_on_their_day_and_the_proof_stays() -> None:
    letter = sent()
    before = ledger_sha256(letter.pk), letter.accepted, letter.total
    assert keeping.delete_due(NOW + YEAR - timedelta(seconds=1)) == 0
    assert keeping.delete_due(NOW + YEAR) == 1
    assert Letter.objects.get().subject == Letter.objects.get().text == "-"
    row = Delivery.objects.get()
    assert row.address is None
    assert (row.state, row.answer) == (Delivery.State.ACCEPTED, "mx 250 2.0.0 Ok")
    letter.refresh_from_db()
    assert (ledger_sha256(letter.pk), letter.accepted, letter.total) == before
    assert keeping.delete_due(NOW + YEAR) == 0


def test_mails_to_all_stay_and_what_still_leaves_is_not_touched() -> None:
    sent(Message.Purpose.ALERT)
    waiting = single("two@x.example")
    assert keeping.delete_due(NOW + YEAR) == 0
    assert not Letter.objects.filter(text="-").exists()
    assert Delivery.objects.get(message=waiting).address is not None


def test_what_was_held_all_that_time_does_not_leave_any_more() -> None:
    held = single("one@x.example")
    Message.objects.filter(pk=held.pk).update(state=Message.State.HELD)
    keeping.delete_due(NOW + YEAR)
    held.refresh_from_db()
    assert (held.state, held.finished_at) == (Message.State.CANCELLED, NOW + YEAR)
    assert Letter.objects.get().text == "-"
    assert Delivery.objects.get().address is None


def test_who_asks_learns_of_their_letters_and_has_them_erased() -> None:
    letter = sent()
    file = FILES["letters"]
    assert [kept.value[-2:] for kept in file.find("One@X.example")] == ["件名"]
    assert file.erase("one@x.example", "system", "on request", NOW) == 1
    assert file.find("one@x.example") == []
    assert Delivery.objects.get(message=letter).address is None
    assert Address.objects.exists()


def test_whoever_is_erased_as_a_reader_leaves_no_letter_behind() -> None:
    sent()
    FILES["subscribers"].erase("one@x.example", "system", "on request", NOW)
    assert Letter.objects.get().text == "-"
    assert not Address.objects.exists()


def test_a_rule_of_no_days_is_refused() -> None:
    with pytest.raises(InvalidInput):
        read_rule("kept_days: 0", keeping.LetterKeeping, file="letters.yaml")


def test_no_servers_answer_keeps_an_address() -> None:
    outcome = Outcome(1, Fate.REFUSED, "mx 550 5.1.1 <a@x.jp>: unknown")
    assert ledger._row(outcome, 0, Retries(), NOW)[-1] == "mx 550 5.1.1 <…>: unknown"
