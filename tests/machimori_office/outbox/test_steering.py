from __future__ import annotations

from datetime import UTC, datetime

from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter, Message
from machimori_office.outbox.queueing import Posting, Wording, queue_one
from machimori_office.outbox.steering import cancel, hold, replace_texts, resume

NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
State = Message.State


def message(state: State = State.QUEUED) -> Message:
    posting = Posting(
        purpose=Message.Purpose.ALERT,
        wordings={"ja": Wording(subject="停電", text="…")},
        not_before=NOW,
    )
    made = queue_one(posting, to=read_address("a@x.jp"), at=NOW)
    Message.objects.filter(pk=made.pk).update(state=state)
    return made


def state(made: Message) -> str:
    made.refresh_from_db()
    return made.state


def test_a_message_is_held_and_goes_on(db: None) -> None:
    made = message(State.SENDING)
    assert hold(made.pk, because="確かめる", at=NOW)
    assert state(made) == State.HELD
    assert made.held_because == "確かめる"
    assert resume(made.pk, at=NOW)
    assert state(made) == State.QUEUED
    assert not made.held_because


def test_what_is_over_can_neither_be_held_nor_taken_back(db: None) -> None:
    for over in (State.SENT, State.CANCELLED, State.DISCARDED):
        made = message(over)
        assert not hold(made.pk, because="確かめる", at=NOW)
        assert not cancel(made.pk, at=NOW)
        assert not resume(made.pk, at=NOW)
        assert state(made) == over


def test_a_held_message_can_be_taken_back(db: None) -> None:
    made = message(State.HELD)
    assert cancel(made.pk, at=NOW)
    assert state(made) == State.CANCELLED


def test_letters_are_worded_anew(db: None) -> None:
    made = message()
    replace_texts(made.pk, {"ja": Wording(subject="復旧", text="直りました")})
    assert Letter.objects.get(message=made).text == "直りました"
