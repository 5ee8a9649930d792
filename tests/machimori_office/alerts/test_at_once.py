"""Two people, or a person and a worker, at the same instant."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.audit.models import Entry
from machimori_office.outbox.models import Message
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.web.errors import AlertChanged
from tests.machimori_office.alerts.lives import LATER, NOW, subscriber
from tests.machimori_office.alerts.sheets import SHEET
from tests.machimori_office.cast import make_staff

Act = Callable[[Alert], object]


@pytest.fixture
def people(emptied_afterwards: None) -> tuple[Staff, Staff, Staff]:
    division = Organisation.objects.create(name="ひばり市 地域安全課")
    return (
        make_staff("tanaka", Role.OPERATOR, division),
        make_staff("suzuki", Role.APPROVER, division),
        make_staff("sato", Role.MANAGER, division),
    )


def at_once(alert: Alert, *acts: Act) -> list[str]:
    """Do all of it at once, each from its own connection; say how each ended."""
    gate = threading.Barrier(len(acts))
    ended: list[str] = []

    def do(act: Act) -> None:
        own = Alert.objects.get(pk=alert.pk)
        gate.wait()
        try:
            act(own)
            ended.append("done")
        except AlertChanged:
            ended.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(ended)


def asked(writer: Staff) -> Alert:
    alert = drafting.draft(sheet=SHEET, by=writer, at=NOW)
    return approving.ask(alert=alert, version=1, by=writer, at=NOW)


def approve_by(staff: Staff) -> Act:
    return lambda alert: approving.approve(
        alert=alert, version=alert.version, by=staff, at=NOW
    )


def test_of_two_approvers_at_once_one_approves(
    people: tuple[Staff, Staff, Staff],
) -> None:
    writer, one, other = people
    alert = asked(writer)
    assert at_once(alert, approve_by(one), approve_by(other)) == ["done", "told"]
    assert Entry.objects.filter(action="alerts.approved").count() == 1


def test_of_approving_and_taking_back_one_happens(
    people: tuple[Staff, Staff, Staff],
) -> None:
    writer, one, _ = people
    alert = asked(writer)
    back: Act = lambda a: approving.take_back(alert=a, by=writer, at=NOW)  # noqa: E731
    assert at_once(alert, approve_by(one), back) == ["done", "told"]


def test_of_two_editors_at_once_one_saves(people: tuple[Staff, Staff, Staff]) -> None:
    writer, one, _ = people
    alert = drafting.draft(sheet=SHEET, by=writer, at=NOW)

    def save_by(staff: Staff) -> Act:
        return lambda a: drafting.save(
            alert=a, version=1, sheet=SHEET, by=staff, at=NOW
        )

    assert at_once(alert, save_by(writer), save_by(one)) == ["done", "told"]
    assert Alert.objects.get().version == 2


def test_of_taking_back_and_sending_one_happens(
    people: tuple[Staff, Staff, Staff],
) -> None:
    writer, one, _ = people
    subscriber("a@x.example")
    alert = approve_by(one)(asked(writer))
    assert isinstance(alert, Alert)
    stop: Act = lambda a: sending.call_back(  # noqa: E731
        alert=a, by=writer, at=LATER, reason="表現の誤り"
    )
    go: Act = lambda a: sending.queue_or_discard(a, LATER)  # noqa: E731
    assert at_once(alert, stop, go) == ["done", "told"]
    is_out = Alert.objects.get().state == State.QUEUED
    assert Message.objects.exists() == is_out


def test_four_workers_queue_an_alert_once(people: tuple[Staff, Staff, Staff]) -> None:
    writer, one, _ = people
    subscriber("a@x.example")
    alert = approve_by(one)(asked(writer))
    assert isinstance(alert, Alert)
    go: Act = lambda a: sending.queue_or_discard(a, LATER)  # noqa: E731
    assert at_once(alert, go, go, go, go) == ["done", "told", "told", "told"]
    assert Message.objects.count() == 1
