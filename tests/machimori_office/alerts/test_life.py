"""Whatever people and servers do in whatever order: nothing unapproved goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from machimori_office.alerts.life import STEPS, UNSENT, Move, State, may_move
from machimori_office.alerts.models import Alert, Arrival, Consent, Person
from machimori_office.alerts.services import approving, drafting, persons, sending
from machimori_office.audit.models import Entry, Head
from machimori_office.audit.services import verify
from machimori_office.outbox.models import Delivery, Letter, Message
from machimori_office.people.models import Organisation, Role, Staff
from machimori_office.web.errors import AlertError, OfficeError
from tests.machimori_office.alerts.lives import FUGITIVE, NOW
from tests.machimori_office.alerts.sheets import DESCRIBED
from tests.machimori_office.cast import make_staff

REASON = "試験のため"


def test_nothing_reaches_the_ledger_but_from_approved() -> None:
    into = {step for step, how in STEPS.items() if how.leads_to == State.QUEUED}
    assert into == {Move.QUEUE}
    assert STEPS[Move.QUEUE].origins == {State.APPROVED}


def test_only_a_person_approves() -> None:
    into = {step for step, how in STEPS.items() if how.leads_to == State.APPROVED}
    assert into == {Move.APPROVE, Move.BREAK_GLASS, Move.POSTPONE}
    assert STEPS[Move.POSTPONE].origins == {State.APPROVED}


def test_what_is_sent_can_never_be_changed() -> None:
    assert not any(may_move(State.SENT, step) for step in Move)
    assert not any(may_move(State.CANCELLED, step) for step in Move)


class Lives(RuleBasedStateMachine):
    """One severe alert, three people, a worker, a ledger and a clock."""

    cast: tuple[Staff, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.released: set[Any] = set()
        sheet = replace(DESCRIBED, category=FUGITIVE.category)
        self.pk = drafting.draft(sheet=sheet, by=self.cast[0], at=NOW).pk

    def try_(self, act: Callable[..., Any], **how: Any) -> None:
        alert = Alert.objects.filter(pk=self.pk).first()
        if alert is None:
            return
        try:
            act(alert=alert, at=self.now, **how)
        except (AlertError, OfficeError):
            return

    @rule(who=st.sampled_from([0, 1, 2]))
    def save(self, who: int) -> None:
        def saved(alert: Alert, at: datetime) -> None:
            sheet = replace(FUGITIVE, areas=frozenset())
            drafting.save(
                alert=alert,
                version=alert.version,
                sheet=sheet,
                by=self.cast[who],
                at=at,
            )

        self.try_(saved)

    @rule(who=st.sampled_from([0, 1, 2]), lag=st.sampled_from([0, 0, 1]))
    def ask(self, who: int, lag: int) -> None:
        self.versioned(approving.ask, who, lag)

    @rule(who=st.sampled_from([0, 1, 2]), lag=st.sampled_from([0, 0, 1]))
    def approve(self, who: int, lag: int) -> None:
        self.versioned(approving.approve, who, lag, stands_because=REASON)

    @rule()
    def break_glass(self) -> None:
        self.versioned(approving.break_glass, 0, 0, reason=REASON)

    def versioned(
        self, act: Callable[..., Any], who: int, lag: int, **how: Any
    ) -> None:
        def acted(alert: Alert, at: datetime) -> None:
            version = alert.version - lag
            act(alert=alert, version=version, by=self.cast[who], at=at, **how)

        self.try_(acted)

    @rule(step=st.sampled_from(["take_back", "send_back"]))
    def give_back(self, step: str) -> None:
        how = {"reason": REASON} if step == "send_back" else {}
        self.try_(getattr(approving, step), by=self.cast[1], **how)

    @rule(step=st.sampled_from(["call_back", "hold", "resume", "cancel"]))
    def step_in(self, step: str) -> None:
        self.try_(getattr(sending, step), by=self.cast[0], reason=REASON)

    @rule(minutes=st.sampled_from([1, 3, 60, 60 * 24 * 4]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def worker_comes_by(self) -> None:
        sending.queue_due(self.now)
        sending.follow_deliveries(self.now)
        persons.delete_expired(self.now)

    @rule(state=st.sampled_from(["sending", "sent"]))
    def ledger_goes_on(self, state: str) -> None:
        going = Message.objects.filter(state__in=("queued", "sending"))
        ended = self.now if state == "sent" else None
        going.update(state=state, started_at=self.now, finished_at=ended)

    @invariant()
    def nothing_unapproved_has_a_message(self) -> None:
        for alert in Alert.objects.filter(message__isnull=False):
            assert alert.state not in UNSENT
            assert alert.approved_by_id is not None

    @invariant()
    def two_people_or_a_broken_glass(self) -> None:
        for alert in Alert.objects.exclude(approved_by=None):
            wrote = approving.writers(alert)
            assert alert.glass_reason or alert.approved_by_id not in wrote

    @invariant()
    def one_message_at_most(self) -> None:
        assert Message.objects.count() <= 1

    @invariant()
    def nothing_waits_that_would_come_too_late(self) -> None:
        for message in Message.objects.all():
            assert message.not_after is not None
            assert message.created_at < message.not_after

    def teardown(self) -> None:
        Delivery.objects.all().delete()
        Consent.objects.all().delete()
        Arrival.objects.all().delete()
        Alert.objects.all().delete()
        Letter.objects.all().delete()
        Message.objects.all().delete()


@pytest.fixture
def cast(db: None) -> Iterator[None]:
    division = Organisation.objects.create(name="ひばり市 地域安全課")
    roles = (Role.OPERATOR, Role.APPROVER, Role.MANAGER)
    Lives.cast = tuple(make_staff(str(role), role, division) for role in roles)
    yield
    Lives.cast = ()


def test_no_path_sends_without_approval(cast: None) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    how = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=quiet,
    )
    run_state_machine_as_test(Lives, settings=how)
    assert not verify().faults
    assert not Person.objects.exists()
    assert Head.objects.get().sequence == Entry.objects.count()
