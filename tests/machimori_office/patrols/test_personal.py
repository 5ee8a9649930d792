from __future__ import annotations

from datetime import timedelta

import pytest

from machimori_office.outbox.models import Letter
from machimori_office.patrols import personal
from machimori_office.patrols.models import Link, Member, Report, Turn
from machimori_office.patrols.services import members
from machimori_office.patrols.services.reports import report
from tests.machimori_office.patrols.walking import (
    FINE,
    NOW,
    STAFF,
    TODAY,
    member,
    turn,
    watch,
)

pytestmark = pytest.mark.django_db


def test_who_left_is_deleted_after_the_years_of_the_rule_and_figures_stay() -> None:
    whom = member()
    shift = watch(TODAY)
    turn(shift, whom)
    report(shift, FINE, actor=STAFF, at=NOW + timedelta(hours=8))
    members.leave(whom, on=TODAY, actor=STAFF, reason="moved", at=NOW)
    personal.delete_due(NOW + timedelta(days=360))
    assert Member.objects.exists()
    assert personal.delete_due(NOW + timedelta(days=367)) == 1
    assert not Member.objects.exists()
    assert not Turn.objects.exists()
    assert Report.objects.get().people == 2


def test_links_that_are_over_and_letters_that_hold_one_are_emptied() -> None:
    members.send_link(member(mail="aoki@city.example"), actor=STAFF, at=NOW)
    assert "/patrol/" in Letter.objects.get().text
    personal.delete_due(NOW + timedelta(days=401))
    assert not Link.objects.exists()
    assert "/patrol/" not in Letter.objects.get().text


def test_who_asks_gets_what_is_kept_and_a_former_member_is_erased() -> None:
    whom = member(mail="Aoki@city.example")
    assert any("青木" in kept.value for kept in personal.find("aoki@city.example"))
    assert personal.erase("aoki@city.example", STAFF, "asked for it", NOW) == 0
    members.leave(whom, on=TODAY, actor=STAFF, reason="moved", at=NOW)
    assert personal.erase("aoki@city.example", STAFF, "asked for it", NOW) == 1
    assert not personal.find("aoki@city.example")
    assert not personal.find("")
