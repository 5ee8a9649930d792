"""What Today says when mail does not leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest

from machimori_office.desk.delivery.todo import todo
from machimori_office.outbox.models import Worker
from machimori_office.outbox.sending.hand import Hand
from machimori_office.outbox.sending.reporting import EVERY, Report
from machimori_office.outbox.sending.session import Route
from machimori_office.outbox.sending.worker import HandLost, work
from machimori_office.people.models import Role, Staff
from tests.machimori_office.outbox.sink import closed_port, listening
from tests.machimori_office.outbox.test_sending import MANNER, NOW, queued, send

LATER = timedelta(minutes=5)


@pytest.fixture
def operator(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR)


def reasons(staff: Staff, after: timedelta = LATER) -> list[str]:
    return [str(task.why) for task in todo(staff, NOW + after)]


def test_mail_that_no_program_sends_is_told_after_two_minutes(operator: Staff) -> None:
    assert reasons(operator) == []
    queued("a@x.jp")
    assert reasons(operator, timedelta(minutes=1)) == []
    (said,) = reasons(operator)
    assert "send_mail" in said


def test_when_the_program_was_last_seen_is_told(operator: Staff) -> None:
    queued("a@x.jp")
    Report("gone").renew("", at=NOW)
    (said,) = reasons(operator)
    assert f"{NOW:%Y-%m-%d}" in said


def test_a_server_that_cannot_be_reached_is_told_with_its_words(
    operator: Staff,
) -> None:
    queued("a@x.jp")
    send(closed_port())
    Report("alive").renew("ConnectionRefusedError: [Errno 111] 100% no", at=NOW)
    Worker.objects.update(seen_at=NOW + LATER, stuck_since=NOW)
    (said,) = reasons(operator)
    assert "ConnectionRefusedError" in said


def test_nothing_is_told_while_one_program_gets_mail_through(operator: Staff) -> None:
    queued("a@x.jp")
    Report("stuck").renew("timed out", at=NOW)
    Report("well").renew("", at=NOW + LATER)
    Worker.objects.update(seen_at=NOW + LATER)
    assert reasons(operator) == []


def test_exercises_and_mail_of_the_other_box_are_not_waited_for(
    operator: Staff, settings: Any
) -> None:
    queued("a@x.jp", is_training=True)
    assert reasons(operator) == []
    queued("b@x.jp")
    settings.OFFICE_PART = "console"
    assert reasons(operator) == []


def test_a_disk_that_is_nearly_full_is_told(
    operator: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = SimpleNamespace(free=12_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    (said,) = reasons(operator)
    assert "12 MB" in said


@pytest.mark.django_db
def test_a_report_is_written_when_it_is_news_and_from_time_to_time() -> None:
    report = Report("w")
    report.renew("", at=NOW)
    report.renew("", at=NOW + EVERY / 2)
    assert Worker.objects.get().seen_at == NOW
    report.renew("refused", at=NOW + EVERY / 2)
    report.renew("refused", at=NOW + 2 * EVERY)
    row = Worker.objects.get()
    assert row.stuck_since == NOW + EVERY / 2
    report.renew("", at=NOW + 2 * EVERY)
    assert Worker.objects.get().stuck_since is None
    report.withdraw()
    assert not Worker.objects.exists()


@pytest.fixture
def broken_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    def turn(hand: Hand, stop: Event) -> float:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr(Hand, "turn", turn)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_program_whose_hand_is_lost_ends_so_that_it_is_started_anew(
    broken_hands: None, transactional_db: None, emptied_afterwards: None
) -> None:
    with listening() as sink:
        route = Route(host="127.0.0.1", port=sink.port, hello="x")
        ended: list[type[Exception]] = []

        def run() -> None:
            try:
                work(Event(), hands=1, manner=MANNER, route=route)
            except HandLost:
                ended.append(HandLost)

        thread = Thread(target=run)
        thread.start()
        thread.join(60)
    assert ended == [HandLost]
    assert not Worker.objects.exists()
