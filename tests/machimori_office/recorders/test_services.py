from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from machimori_office.applications.models import Application
from machimori_office.applications.states import Move, State
from machimori_office.audit.models import Entry
from machimori_office.recorders import services
from machimori_office.recorders.models import Device, Loan
from machimori_office.recorders.terms import RecorderTerms
from machimori_office.records.services import standing
from machimori_office.rules.documents import example_rule
from machimori_office.rules.services import adopt
from machimori_office.web.errors import ApplicationChanged, DeviceTaken, NotNow
from tests.machimori_office.recorders.lending import (
    NOW,
    STAFF,
    TODAY,
    accepted,
    granted,
    lent,
    moved,
    stocked,
)

pytestmark = pytest.mark.django_db


def test_lending_moves_device_application_and_record_together() -> None:
    loan = lent("A-1")
    assert Device.objects.get().state == Device.State.LENT
    assert Application.objects.get().state == State.CARRIED_OUT
    record = standing().get()
    assert (record.activity, record.about) == (
        "lend-recorder",
        str(loan.application_id),
    )
    assert [subject.subject for subject in record.subjects.all()] == ["city"]


def test_a_recorder_that_is_gone_is_not_lent_and_nothing_else_changes() -> None:
    (device,) = stocked("A-1")
    first, second = granted(), granted("別の世帯")
    services.lend(first, device, on=TODAY, actor=STAFF, at=NOW)
    with pytest.raises(DeviceTaken, match="A-1"):
        services.lend(second, device, on=TODAY, actor=STAFF, at=NOW)
    second.refresh_from_db()
    assert second.state == State.GRANTED
    assert Loan.objects.count() == 1


def test_two_clerks_cannot_lend_twice_for_one_application() -> None:
    one, other = stocked("A-1", "A-2")
    application = granted()
    same = Application.objects.get()
    services.lend(application, one, on=TODAY, actor=STAFF, at=NOW)
    with pytest.raises(ApplicationChanged):
        services.lend(same, other, on=TODAY, actor=STAFF, at=NOW)
    other.refresh_from_db()
    assert other.state == Device.State.IN_STOCK


def test_the_database_itself_keeps_a_recorder_with_one_household() -> None:
    loan = lent("A-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.create(
            application=granted("別の世帯"), device=loan.device, lent_on=TODAY
        )


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (Loan.End.RETURNED, Device.State.IN_STOCK),
        (Loan.End.LOST, Device.State.LOST),
    ],
)
def test_the_end_of_a_loan_closes_the_application(
    end: Loan.End, state: Device.State
) -> None:
    loan = lent("A-1")
    how = {"on": TODAY, "actor": STAFF, "reason": "moved away", "at": NOW}
    services.take_back(loan, end=end, **how)
    assert Device.objects.get().state == state
    assert Application.objects.get().state == State.CLOSED
    with pytest.raises(NotNow):
        services.take_back(loan, end=end, **how)


def test_a_broken_recorder_is_exchanged_and_the_loan_goes_on() -> None:
    loan = lent("A-1")
    (other,) = stocked("A-2")
    now = services.exchange(loan, other, on=TODAY, actor=STAFF, reason="broken", at=NOW)
    states = dict(Device.objects.values_list("serial", "state"))
    assert states == {"A-1": "repair", "A-2": "lent"}
    assert Application.objects.get().state == State.CARRIED_OUT
    assert (now.application_id, now.ended_on) == (loan.application_id, None)


def test_serial_numbers_that_are_there_stay_as_they_are() -> None:
    lent("A-1")
    assert [device.serial for device in stocked("A-1", "A-2", "A-2")] == ["A-2"]
    assert Device.objects.get(serial="A-1").state == Device.State.LENT


def test_a_recorder_on_loan_is_not_moved_behind_the_households_back() -> None:
    loan = lent("A-1")
    with pytest.raises(NotNow):
        services.set_state(
            loan.device, Device.State.RETIRED, actor=STAFF, reason="old", at=NOW
        )


def test_who_came_first_is_served_first() -> None:
    late = moved(accepted("後", datetime(2026, 5, 2, tzinfo=UTC)), Move.QUEUE)
    early = moved(accepted("先", datetime(2026, 5, 1, tzinfo=UTC)), Move.QUEUE)
    assert services.waiting() == [early, late]


def test_the_effect_is_asked_once() -> None:
    loan = lent("A-1")
    how = {"on": TODAY, "actor": STAFF, "at": NOW}
    services.note_effect(loan, Loan.Effect.STOPPED, **how)
    with pytest.raises(NotNow):
        services.note_effect(loan, Loan.Effect.NONE, **how)
    assert Loan.objects.get().effect == "stopped"


@pytest.mark.parametrize(
    ("lent_on", "due"),
    [(date(2026, 5, 11), date(2027, 11, 11)), (date(2026, 8, 31), date(2028, 2, 29))],
)
def test_a_city_that_lends_for_a_time_has_a_day_of_return(
    lent_on: date, due: date
) -> None:
    adopt(
        type_=RecorderTerms,
        text="conditions: []\nquestions: []\nlent_months: 18\n",
        valid_from=date(2026, 4, 1),
        actor=STAFF,
        reason="year",
        at=NOW,
    )
    (device,) = stocked("A-1")
    later = datetime.combine(lent_on, time(3), tzinfo=UTC)
    loan = services.lend(granted(), device, on=lent_on, actor=STAFF, at=later)
    assert loan.due_on == due


def test_the_example_city_says_what_the_source_says() -> None:
    terms = example_rule("recorders", RecorderTerms)
    ids = [condition.id for condition in terms.conditions]
    assert ids == ["lives-in-the-city", "about-65", "no-police-device"]


def test_the_audit_names_devices_by_id_alone() -> None:
    lent("A-1")
    assert "A-1" not in str(Entry.objects.values_list())
    assert "青木" not in str(Entry.objects.values_list())
