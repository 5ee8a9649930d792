"""Mails handed to a real server of this machine, well-behaved and not."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori_office.audit.models import Entry
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.lanes import Retries
from machimori_office.outbox.models import Address, Delivery, Message, Rehearsal
from machimori_office.outbox.office_sender import office_sender
from machimori_office.outbox.queueing import Posting, Wording, queue
from machimori_office.outbox.sending import ledger
from machimori_office.outbox.sending.hand import Hand, Manner
from machimori_office.outbox.sending.outcomes import Fate, Outcome
from machimori_office.outbox.sending.session import Route
from machimori_office.outbox.sending.signs_of_life import SignOfLife, bury_the_dead
from machimori_office.outbox.sending.worker import send_what_is_due
from machimori_office.outbox.steering import cancel, hold, replace_texts, resume
from tests.machimori_office.outbox.sink import Sink, closed_port, listening

NOW = datetime(2026, 4, 1, 3, 30, tzinfo=UTC)
State, Purpose = Delivery.State, Message.Purpose
MANNER = Manner(idle_s=0.01, patience_s=0.02)
WISHES = ["", "rcpt450.", "rcpt550.", "data451.", "data554.", "end452.", "end552."]
WISHES += ["drop-rcpt.", "drop-data.", "drop-end.", "closing."]


@pytest.fixture
def ledger_of_its_own(db: None) -> Any:
    """A transaction for each example, undone afterwards."""

    @contextmanager
    def undone() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undone


@pytest.fixture
def sink(db: None) -> Iterator[Sink]:
    with listening() as made:
        yield made


def queued(*addresses: str, **changed: Any) -> Message:
    posting = {
        "purpose": Purpose.ALERT,
        "wordings": {"ja": Wording(subject="停電", text="…\n{{unsubscribe}}")},
        "not_before": NOW,
        "category": "city/phone",
    }
    recipients = [
        (row.pk, row.domain, "ja") for row in map(registered, addresses or ["a@x.jp"])
    ]
    return queue(Posting(**{**posting, **changed}), recipients=recipients, at=NOW)


def registered(address: str) -> Address:
    read = read_address(address)
    row, _ = Address.objects.get_or_create(
        key=read.key,
        defaults={"address": str(read), "domain": read.domain, "created_at": NOW},
    )
    return row


def send(port: int, *, after: timedelta = timedelta(), **route: Any) -> None:
    to = Route(
        **{"host": "127.0.0.1", "port": port, "hello": "x", "timeout_s": 5, **route}
    )
    send_what_is_due(clock=lambda: NOW + after, manner=MANNER, route=to)


def row(address: str) -> Delivery:
    return Delivery.objects.get(address__address=address)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


@pytest.mark.parametrize("is_pipelining", [True, False])
def test_everybody_gets_the_mail_and_the_ledger_says_who_took_it(
    db: None, is_pipelining: bool
) -> None:
    names = [f"reader{number}@x.jp" for number in range(40)]
    with listening(is_pipelining=is_pipelining) as sink:
        message = queued(*names)
        send(sink.port)
    assert sorted(sink.recipients) == sorted(names)
    rows = Delivery.objects.filter(message=message)
    assert {r.state for r in rows} == {State.ACCEPTED}
    assert all(
        r.answer.startswith("mx.sink.example 250 2.0.0 Ok: queued") for r in rows
    )
    assert len(sink.sessions) == 1
    message = fresh(message)
    assert (message.state, message.accepted) == (Message.State.SENT, 40)


def test_what_went_to_many_is_put_on_record_with_a_hash_of_its_ledger(
    sink: Sink,
) -> None:
    message = queued("a@x.jp", "b@x.jp")
    send(sink.port)
    entry = Entry.objects.get(action="outbox.sent")
    assert entry.object_id == str(message.uuid)
    assert len(entry.details["ledger_sha256"]) == 64


def test_each_mail_comes_under_a_return_path_of_its_own(sink: Sink) -> None:
    queued("a@x.jp", "b@x.jp")
    send(sink.port)
    assert len({taken.return_path for taken in sink.taken}) == 2


def test_an_answer_has_no_return_path_so_that_no_loop_begins(sink: Sink) -> None:
    queued(purpose=Purpose.ANSWER)
    send(sink.port)
    assert [taken.return_path for taken in sink.taken] == [""]


@pytest.mark.parametrize("wish", ["rcpt550", "data554", "end552"])
def test_a_refusal_for_good_is_kept_and_stops_nobody_else(
    sink: Sink, wish: str
) -> None:
    message = queued("a@x.jp", f"{wish}.b@x.jp", "c@x.jp", "d@x.jp")
    send(sink.port)
    assert sorted(sink.recipients) == ["a@x.jp", "c@x.jp", "d@x.jp"]
    refused = row(f"{wish}.b@x.jp")
    assert refused.state == State.REFUSED
    assert wish[-3:] in refused.answer
    assert fresh(message).refused == 1
    assert len(sink.sessions) == 1


@pytest.mark.parametrize("wish", ["rcpt450", "data451", "end452"])
def test_what_is_put_off_is_tried_again_later_and_not_at_once(
    db: None, wish: str
) -> None:
    name = f"{wish}.b@x.jp"
    with listening(is_forgiving=True) as sink:
        message = queued(name, "c@x.jp")
        send(sink.port)
        send(sink.port, after=timedelta(seconds=30))
        assert sink.recipients == ["c@x.jp"]
        assert row(name).state == State.DEFERRED
        assert fresh(message).state == Message.State.SENDING
        send(sink.port, after=timedelta(minutes=1))
    assert sorted(sink.recipients) == sorted(["c@x.jp", name])
    assert row(name).attempts == 2
    assert fresh(message).state == Message.State.SENT
    assert not Delivery.objects.filter(may_be_twice=True).exists()


def test_after_days_of_being_put_off_it_counts_as_refused(sink: Sink) -> None:
    message = queued("rcpt450.b@x.jp")
    Delivery.objects.update(attempts=1000)
    send(sink.port)
    assert row("rcpt450.b@x.jp").state == State.REFUSED
    assert fresh(message).state == Message.State.SENT


@pytest.mark.parametrize("is_pipelining", [True, False])
def test_a_line_that_dies_before_the_text_costs_nobody_a_mail(
    db: None, is_pipelining: bool
) -> None:
    names = ["a@x.jp", "drop-rcpt.b@x.jp", "c@x.jp", "closing.d@x.jp", "e@x.jp"]
    with listening(is_forgiving=True, is_pipelining=is_pipelining) as sink:
        queued(*names)
        send(sink.port)
        send(sink.port, after=timedelta(minutes=2))
    assert sorted(sink.recipients) == sorted(names)
    assert not Delivery.objects.filter(may_be_twice=True).exists()


@pytest.mark.parametrize(("wish", "times"), [("drop-data", 1), ("drop-end", 2)])
def test_a_mail_of_which_nobody_knows_whether_it_was_taken_is_sent_again_and_listed(
    db: None, wish: str, times: int
) -> None:
    name = f"{wish}.b@x.jp"
    with listening(is_forgiving=True) as sink:
        queued("a@x.jp", name, "c@x.jp")
        send(sink.port)
        send(sink.port, after=timedelta(minutes=2))
    assert sink.recipients.count(name) == times
    assert {sink.recipients.count(other) for other in ("a@x.jp", "c@x.jp")} == {1}
    listed = Delivery.objects.filter(may_be_twice=True)
    assert [r.address.address for r in listed if r.address] == [name]
    assert len({t.mail["Message-ID"] for t in sink.taken if t.recipient == name}) == 1


def test_a_slow_server_only_takes_its_time(sink: Sink) -> None:
    queued("slow.a@x.jp", "b@x.jp")
    send(sink.port)
    assert len(sink.taken) == 2


def test_a_server_that_answers_too_late_may_have_taken_the_mail(db: None) -> None:
    with listening(slow_s=0.6) as sink:
        queued("slow.a@x.jp")
        send(sink.port, timeout_s=0.2)
    assert row("slow.a@x.jp").may_be_twice


def test_a_server_that_is_not_there_loses_nothing(db: None) -> None:
    queued()
    send(closed_port())
    waiting = row("a@x.jp")
    assert (waiting.state, waiting.attempts) == (State.WAITING, 0)
    with listening() as sink:
        send(sink.port)
    assert sink.recipients == ["a@x.jp"]


def test_a_server_that_says_no_at_the_door_loses_nothing(db: None) -> None:
    queued()
    with listening(greeting=b"554 5.3.2 no") as sink:
        send(sink.port)
    assert row("a@x.jp").state == State.WAITING


def test_nothing_leaves_without_the_encryption_that_was_asked_for(sink: Sink) -> None:
    queued()
    send(sink.port, tls="starttls")
    send(sink.port, tls="tls")
    assert not sink.taken
    assert row("a@x.jp").state == State.WAITING


def test_a_stopped_address_gets_answers_and_no_alerts(sink: Sink) -> None:
    message = queued("a@x.jp", "b@x.jp")
    Address.objects.filter(address="b@x.jp").update(state="stopped", stopped_at=NOW)
    queued("b@x.jp", purpose=Purpose.REGISTRATION)
    send(sink.port)
    assert sorted(sink.recipients) == ["a@x.jp", "b@x.jp"]
    assert fresh(message).skipped == 1


def test_an_address_erased_meanwhile_is_written_to_no_more(sink: Sink) -> None:
    message = queued("a@x.jp", "b@x.jp")
    Address.objects.filter(address="b@x.jp").delete()
    send(sink.port)
    assert sink.recipients == ["a@x.jp"]
    assert fresh(message).skipped == 1
    assert fresh(message).state == Message.State.SENT


def test_conversations_go_before_mass_mail(sink: Sink) -> None:
    queued("a@x.jp", "b@x.jp")
    queued("c@x.jp", purpose=Purpose.REGISTRATION)
    send(sink.port)
    assert sink.recipients[0] == "c@x.jp"


def test_a_session_takes_a_hundred_recipients(db: None) -> None:
    with listening() as sink:
        for number in range(130):
            queued(f"r{number}@docomo.ne.jp", purpose=Purpose.REGISTRATION)
        send(sink.port)
    assert max(sink.sessions) <= 100
    assert sum(sink.sessions) == 130


def test_a_carrier_is_not_handed_more_than_its_pace_allows(sink: Sink) -> None:
    queued(*(f"r{number}@docomo.ne.jp" for number in range(60)))
    send(sink.port)
    # Four slots, together 600 a minute: ten in the first second.
    assert 4 <= len(sink.taken) <= 10
    send(sink.port)
    assert len(sink.taken) <= 10
    send(sink.port, after=timedelta(seconds=10))
    assert 10 < len(sink.taken) <= 24


def test_training_reaches_no_server(sink: Sink) -> None:
    message = queued("a@x.jp", is_training=True)
    send(sink.port)
    assert not sink.sessions
    assert Rehearsal.objects.filter(message=message).count() == 1
    assert fresh(message).state == Message.State.SENT


def test_a_training_message_with_rows_in_the_ledger_is_not_sent_either(
    sink: Sink,
) -> None:
    message = queued("a@x.jp")
    Message.objects.filter(pk=message.pk).update(is_training=True)
    send(sink.port)
    assert not sink.taken


def test_what_is_held_waits_and_goes_on(sink: Sink) -> None:
    message = queued()
    assert hold(message.pk, because="確かめる", at=NOW)
    send(sink.port)
    assert not sink.taken
    assert resume(message.pk, at=NOW)
    send(sink.port)
    assert sink.recipients == ["a@x.jp"]


def test_what_is_taken_back_is_struck_out(sink: Sink) -> None:
    message = queued("a@x.jp", "b@x.jp")
    assert cancel(message.pk, at=NOW)
    send(sink.port)
    message = fresh(message)
    assert not sink.taken
    assert (message.skipped, message.finished_at) == (2, NOW)
    assert {r.answer for r in Delivery.objects.all()} == {"cancelled"}


def test_what_is_out_of_date_is_discarded_and_never_sent_late(sink: Sink) -> None:
    message = queued(not_after=NOW + timedelta(hours=1))
    send(sink.port, after=timedelta(hours=1))
    assert not sink.taken
    assert fresh(message).state == Message.State.DISCARDED
    assert row("a@x.jp").answer == "discarded"


def test_nothing_leaves_before_its_time(sink: Sink) -> None:
    queued(not_before=NOW + timedelta(hours=1))
    send(sink.port)
    assert not sink.taken
    send(sink.port, after=timedelta(hours=1))
    assert len(sink.taken) == 1


def test_while_the_database_fails_no_more_is_sent_and_nobody_gets_it_twice(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = ledger.settle

    def full(*given: Any, **named: Any) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr("django.db.connection.close", lambda: None)
    names = [f"r{number}@x.jp" for number in range(15)]
    queued(*names)
    worker, never = hand(sink.port), Event()
    worker.turn(never)
    monkeypatch.setattr(ledger, "settle", full)
    assert [worker.turn(never) > 0 for _ in range(4)] == [True] * 4
    assert len(sink.taken) == 10
    monkeypatch.setattr(ledger, "settle", write)
    worker.run_dry()
    assert sorted(sink.recipients) == sorted(names)
    assert {r.state for r in Delivery.objects.all()} == {State.ACCEPTED}
    assert not Delivery.objects.filter(may_be_twice=True).exists()


def hand(port: int, holder: str = "worker/0", at: datetime = NOW) -> Hand:
    to = Route(host="127.0.0.1", port=port, hello="x", timeout_s=5)
    return Hand(holder, route=to, sender=office_sender, clock=lambda: at, manner=MANNER)


def test_an_answer_that_was_kept_and_not_known_to_be_counts_once(sink: Sink) -> None:
    message = queued("a@x.jp", "b@x.jp")
    by = ledger.Claim(holder="w/0", until=NOW + timedelta(minutes=10))
    rows = ledger.claim(by, [message.pk], lane="others", most=10, now=NOW)
    told = [Outcome(one.delivery, Fate.ACCEPTED, "mx 250 ok") for one in rows]
    for _ in range(2):
        ledger.settle(
            told,
            attempts={one.delivery: one.attempts for one in rows},
            holder="w/0",
            retries=Retries(),
            now=NOW,
        )
    assert fresh(message).accepted == 2


def test_what_a_dead_worker_had_in_the_air_is_sent_when_its_lease_is_over(
    sink: Sink,
) -> None:
    message = queued("a@x.jp", "b@x.jp")
    by = ledger.Claim(holder="dead/0", until=NOW + timedelta(minutes=10))
    ledger.claim(by, [message.pk], lane="others", most=1, now=NOW)
    send(sink.port)
    assert sink.recipients == ["b@x.jp"]
    send(sink.port, after=timedelta(minutes=10))
    assert sink.recipients == ["b@x.jp", "a@x.jp"]
    assert row("a@x.jp").may_be_twice
    assert not row("b@x.jp").may_be_twice


def test_a_worker_that_was_overtaken_can_no_longer_write(sink: Sink) -> None:
    message = queued("a@x.jp")
    first = ledger.Claim(holder="slow/0", until=NOW)
    (mine,) = ledger.claim(first, [message.pk], lane="others", most=1, now=NOW)
    later = NOW + timedelta(minutes=1)
    second = ledger.Claim(holder="fast/0", until=later)
    assert ledger.claim(second, [message.pk], lane="others", most=1, now=later)
    ledger.settle(
        [Outcome(mine.delivery, Fate.REFUSED, "mx 550 no")],
        attempts={mine.delivery: 0},
        holder="slow/0",
        retries=Retries(),
        now=later,
    )
    assert row("a@x.jp").state == State.CLAIMED


def test_a_worker_found_dead_on_this_machine_is_not_waited_for(
    db: None, tmp_path: Path
) -> None:
    message = queued("a@x.jp", "b@x.jp")
    until = NOW + timedelta(minutes=10)
    dead = subprocess.run(
        [sys.executable, "-c", _DIES, str(tmp_path)], capture_output=True, text=True
    ).stdout.strip()
    with SignOfLife(tmp_path) as living:
        for name in (dead, living.name):
            by = ledger.Claim(holder=f"{name}/0", until=until)
            ledger.claim(by, [message.pk], lane="others", most=1, now=NOW)
        bury_the_dead(tmp_path, lambda name: ledger.expire(name, now=NOW))
    assert row("a@x.jp").next_at == NOW
    assert row("b@x.jp").next_at == until
    assert not list(tmp_path.iterdir())


_DIES = """
import os, sys
from pathlib import Path
from machimori_office.outbox.sending.signs_of_life import SignOfLife
print(SignOfLife(Path(sys.argv[1])).name, flush=True)
os._exit(9)
"""


def test_rows_of_a_lane_that_the_city_gave_up_leave_with_all_others(sink: Sink) -> None:
    queued("a@x.jp")
    Delivery.objects.update(lane="phs")
    send(sink.port)
    assert sink.recipients == ["a@x.jp"]


def test_a_letter_worded_anew_leaves_so(sink: Sink) -> None:
    message = queued("a@x.jp")
    send(closed_port())
    replace_texts(message.pk, {"ja": Wording(subject="復旧", text="直りました")})
    send(sink.port)
    assert sink.taken[0].mail["Subject"] == "復旧"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(wishes=st.lists(st.sampled_from(WISHES), min_size=1, max_size=12))
def test_whatever_the_server_does_everybody_is_accounted_for(
    ledger_of_its_own: Any, wishes: list[str]
) -> None:
    with ledger_of_its_own(), listening(is_forgiving=True) as sink:
        names = [f"{wish}r{number}@x.jp" for number, wish in enumerate(wishes)]
        message = queued(*names)
        for minutes in (0, 2, 5, 10):
            send(sink.port, after=timedelta(minutes=minutes))
        rows = {r.address.address: r for r in _rows(message) if r.address}
        counts = Counter(sink.recipients)
        for name in names:
            taken, is_listed = counts[name], rows[name].may_be_twice
            assert taken == 1 or (taken == 2 and is_listed) or is_refused(rows[name])
        message = fresh(message)
        assert message.accepted + message.refused == message.total
        assert message.state == Message.State.SENT


def is_refused(one: Delivery) -> bool:
    return one.state == State.REFUSED


def _rows(message: Message) -> Any:
    return Delivery.objects.filter(message=message).select_related("address")
