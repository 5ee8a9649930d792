from __future__ import annotations

from datetime import timedelta

import pytest

from machimori_office.outbox.models import Address, Letter
from machimori_office.patrols.models import Shift
from machimori_office.patrols.services.cancelling import cancel, hold_after_all
from machimori_office.web.errors import NotNow
from tests.machimori_office.patrols.walking import (
    NOW,
    STAFF,
    TODAY,
    TOMORROW,
    member,
    school,
    turn,
    watch,
)

pytestmark = pytest.mark.django_db
RAIN = Shift.Why.RAIN


def test_one_press_cancels_the_day_and_tells_everybody_who_would_come() -> None:
    aoki = member("青木 明", mail="aoki@city.example")
    ueda = member("上田 薫")
    shift = watch(TODAY)
    other = watch(TODAY, at=school("daini"))
    turn(shift, aoki)
    turn(other, aoki)
    turn(other, ueda)
    told = cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    assert (told.shifts, told.members, told.unreached) == (2, 2, [ueda])
    letter = Letter.objects.get()
    assert letter.message.total == 1
    assert "中止" in letter.subject
    assert letter.text.count("小学校") == 2
    assert "雨" in letter.text


def test_only_one_kind_can_be_cancelled_and_other_days_stand() -> None:
    morning, afternoon = watch(TODAY, kind="morning"), watch(TODAY)
    tomorrow = watch(TOMORROW)
    cancel(TODAY, kind="morning", why=RAIN, actor=STAFF, at=NOW)
    assert set(Shift.objects.standing()) == {afternoon, tomorrow}
    assert Shift.objects.get(pk=morning.pk).cancelled_because == "rain"


def test_nobody_is_told_twice() -> None:
    turn(watch(TODAY), member(mail="aoki@city.example"))
    cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    with pytest.raises(NotNow):
        cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    assert Letter.objects.count() == 1


def test_a_stopped_address_is_rung_up_instead() -> None:
    whom = member(mail="aoki@city.example")
    Address.objects.create(
        address=whom.mail,
        key=whom.mail,
        domain="city.example",
        state=Address.State.STOPPED,
        stopped_at=NOW,
        created_at=NOW,
    )
    turn(watch(TODAY), whom)
    told = cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    assert told.unreached == [whom]
    assert not Letter.objects.exists()


def test_a_cancellation_is_taken_back_once() -> None:
    shift = watch(TODAY)
    cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    hold_after_all(shift, actor=STAFF, reason="it cleared up", at=NOW)
    assert Shift.objects.standing().count() == 1
    with pytest.raises(NotNow):
        hold_after_all(shift, actor=STAFF, reason="it cleared up", at=NOW)


def test_who_was_told_that_it_is_off_is_told_that_it_is_on_again() -> None:
    shift = watch(TODAY)
    by_mail, by_telephone = member(mail="aoki@city.example"), member("上田 薫")
    for whom in (by_mail, by_telephone):
        turn(shift, whom)
    cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    told = hold_after_all(shift, actor=STAFF, reason="it cleared up", at=NOW)
    assert (told.members, told.unreached) == (2, [by_telephone])
    assert "行うことになりました" in Letter.objects.latest("pk").text


def test_what_is_over_is_put_right_without_a_letter() -> None:
    shift = watch(TODAY)
    turn(shift, member(mail="aoki@city.example"))
    cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=NOW)
    late = NOW + timedelta(days=1)
    hold_after_all(shift, actor=STAFF, reason="it was held", at=late)
    assert Letter.objects.count() == 1


def test_what_was_walked_and_reported_is_not_cancelled_later() -> None:
    from machimori_office.patrols.services.reports import report
    from tests.machimori_office.patrols.walking import FINE

    shift = watch(TODAY)
    after = NOW + timedelta(hours=8)
    report(shift, FINE, actor=STAFF, at=after)
    with pytest.raises(NotNow):
        cancel(TODAY, kind="", why=RAIN, actor=STAFF, at=after)
