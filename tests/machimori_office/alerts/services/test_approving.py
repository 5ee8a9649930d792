"""Two people, the broken glass, and findings that a reason lets stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError

from machimori_office.alerts.life import State
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import approving, drafting
from machimori_office.audit.models import Entry
from machimori_office.outbox.models import Message
from machimori_office.people.models import Staff
from machimori_office.web.errors import (
    AlertChanged,
    ConsentMissing,
    FindingsStand,
    GoesStale,
    NotFitToSend,
    NotYours,
    SecondPersonNeeded,
)
from machimori_office.web.words import Words
from tests.machimori_office.alerts.lives import FUGITIVE, NOW, drafted, waiting
from tests.machimori_office.alerts.sheets import DESCRIBED, changed

WHY = "夜間で一人のため"


def approve(alert: Alert, by: Staff, **how: object) -> Alert:
    return approving.approve(alert=alert, version=alert.version, by=by, at=NOW, **how)


def test_one_approver_is_enough_for_a_plain_alert(second: Staff) -> None:
    alert = approve(waiting(second), second)
    assert (alert.state, alert.needs_two) == (State.APPROVED, False)
    assert alert.goes_at == NOW + timedelta(minutes=2)


def test_a_severe_kind_needs_somebody_who_did_not_write_it(second: Staff) -> None:
    with pytest.raises(SecondPersonNeeded):
        approve(waiting(second, FUGITIVE), second)


def test_a_wide_alert_needs_two_whatever_its_kind(
    second: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "machimori_office.alerts.approval_rule.ApprovalRule.why_two",
        lambda *_, **__: ("wide",),
    )
    with pytest.raises(SecondPersonNeeded):
        approve(waiting(second), second)


def test_who_changed_it_is_no_second_person(writer: Staff, second: Staff) -> None:
    alert = drafted(writer, FUGITIVE)
    alert = drafting.save(alert=alert, version=1, sheet=FUGITIVE, by=second, at=NOW)
    alert = approving.ask(alert=alert, version=2, by=writer, at=NOW)
    with pytest.raises(SecondPersonNeeded):
        approve(alert, second)


def test_the_database_refuses_the_writer_as_second_person(second: Staff) -> None:
    alert = waiting(second, FUGITIVE)
    with pytest.raises(IntegrityError):
        Alert.objects.filter(pk=alert.pk).update(
            state="approved", approved_by=second, approved_at=NOW, needs_two=True
        )


def test_the_database_lets_nothing_on_without_approval(writer: Staff) -> None:
    alert = drafted(writer)
    with pytest.raises(IntegrityError):
        Alert.objects.filter(pk=alert.pk).update(state="queued")


def test_an_approver_approves_what_was_read(writer: Staff, second: Staff) -> None:
    read = waiting(writer)
    back = approving.take_back(alert=read, by=writer, at=NOW)
    approving.ask(alert=back, version=back.version, by=writer, at=NOW)
    with pytest.raises(AlertChanged):
        approve(read, second)


def test_breaking_the_glass_is_possible_alone_and_waits_for_review(
    writer: Staff,
) -> None:
    alert = drafted(writer, FUGITIVE)
    alert = approving.break_glass(alert=alert, version=1, by=writer, at=NOW, reason=WHY)
    assert (alert.state, alert.waits_for_review) == (State.APPROVED, True)
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.reason) == ("alerts.glass_broken", WHY)


def test_nobody_reviews_their_own_broken_glass(
    writer: Staff, second: Staff, manager: Staff
) -> None:
    alert = drafted(manager, FUGITIVE)
    alert = approving.break_glass(
        alert=alert, version=1, by=manager, at=NOW, reason=WHY
    )
    with pytest.raises(NotYours):
        approving.review(alert=alert, by=manager, at=NOW, reason=WHY)
    with pytest.raises(IntegrityError):
        Alert.objects.update(reviewed_by=manager, reviewed_at=NOW)


def test_a_broken_glass_is_reviewed_once(writer: Staff, manager: Staff) -> None:
    alert = drafted(writer, FUGITIVE)
    approving.break_glass(alert=alert, version=1, by=writer, at=NOW, reason=WHY)
    alert.refresh_from_db()
    approving.review(alert=alert, by=manager, at=NOW, reason="やむを得ない")
    with pytest.raises(AlertChanged):
        approving.review(alert=alert, by=manager, at=NOW, reason="やむを得ない")


def test_findings_that_stop_need_the_approvers_reason(
    writer: Staff, second: Staff
) -> None:
    alert = waiting(writer, changed(to_do=()))
    with pytest.raises(FindingsStand):
        approve(alert, second)
    alert = approve(alert, second, stands_because="対策は本文にある")
    assert alert.stands_because == "対策は本文にある"


def test_no_reason_replaces_what_the_mail_is_about(
    writer: Staff, second: Staff
) -> None:
    alert = waiting(writer, changed(what=Words("")))
    with pytest.raises(NotFitToSend):
        approve(alert, second, stands_because="急ぐため")


def test_what_would_be_stale_is_refused_before_the_button(
    writer: Staff, second: Staff
) -> None:
    old = changed(category="general/weather", written_at=NOW - timedelta(hours=7))
    with pytest.raises(GoesStale, match="stale"):
        approve(waiting(writer, old), second)


def test_a_missing_person_is_sought_with_the_familys_consent_only(
    writer: Staff, second: Staff
) -> None:
    alert = waiting(writer, replace(DESCRIBED, category="city/missing"))
    with pytest.raises(ConsentMissing):
        approve(alert, second)
    drafting.record_consent(
        alert=alert, giver="child", way="telephone", given_at=NOW, by=writer, at=NOW
    )
    assert approve(alert, second).state == State.APPROVED
    assert not Message.objects.exists()


def test_the_description_ends_the_sending_too(writer: Staff, second: Staff) -> None:
    alert = approve(waiting(writer, DESCRIBED), second)
    assert DESCRIBED.description is not None
    assert alert.not_after == DESCRIBED.description.expires_at
