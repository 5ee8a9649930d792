"""A calling off that is taken back, and marks that come too late."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.audit import models as audit
from machimori_office.contests import personal
from machimori_office.contests.models import Contest, Judge, Mark
from machimori_office.contests.services import carrying, judging, letters, planning
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Role, Staff
from machimori_office.public_site import texts
from machimori_office.web.errors import NotNow, RowChanged
from machimori_office.web.words import VARIETIES
from tests.machimori_office.contests.calling import (
    AFTER,
    STAFF,
    adult,
    asked,
    confirmed,
    entered,
    judged,
    later,
    marked,
    opened,
    planned,
    slogan,
)

pytestmark = pytest.mark.django_db
WHY: dict[str, Any] = {"actor": STAFF, "reason": "by mistake", "at": AFTER}
State = Contest.State


def without_readings(page: Any) -> str:
    return re.sub("<rt>.*?</rt>|</?ruby>", "", page.content.decode())


def called_off(contest: Contest) -> Contest:
    contest = Contest.objects.get(pk=contest.pk)
    planning.call_off(contest, **WHY)
    return contest


@pytest.mark.parametrize("made", [planned, opened])
def test_it_goes_on_where_it_was(made: Callable[[], Contest]) -> None:
    before = made()
    contest = called_off(before)
    assert planning.resume(contest, **WHY) == 0
    assert Contest.objects.get().state == before.state
    assert audit.Entry.objects.latest("pk").action == "contests.resumed"
    with pytest.raises((NotNow, RowChanged)):
        planning.resume(contest, **WHY)


def test_judges_get_their_links_again() -> None:
    contest = opened()
    entered(contest, "一つめ")
    judge, _other = judged(contest)
    Judge.objects.filter(pk=judge.pk).update(mail="s@x.example", mail_key="s@x.example")
    off = called_off(contest)
    token = letters.judge_link(judge).rstrip("/").rpartition("/")[2]
    assert letters.judge_by(token) is None
    assert planning.resume(off, **WHY) == 1
    assert letters.judge_by(token) == judge
    assert token in Letter.objects.latest("pk").text


def test_what_was_deleted_does_not_come_back() -> None:
    contest = called_off(opened())
    personal.delete_due(later(14))
    with pytest.raises(NotNow):
        planning.resume(contest, **WHY)
    assert Contest.objects.get().state == State.CALLED_OFF


def test_for_the_days_of_the_rule_nothing_is_deleted() -> None:
    contest = opened()
    entered(contest, "一つめ")
    off = called_off(contest)
    assert personal.delete_due(later(13)) == 0
    planning.resume(off, **WHY)
    assert Contest.objects.get().entrants.exists()
    assert personal.delete_due(later(15)) == 0


def test_on_the_internet_part_a_judges_own_marks_outlive_a_calling_off() -> None:
    contest = opened()
    (entry,) = entered(contest, "一つめ")
    judge, removed = judged(contest)
    marked(judge, entry, 3, 4, 5)
    carrying.end_judge(removed.pk)
    assert list(Judge.objects.all()) == [judge]
    off = called_off(contest)
    carrying.end_judge(judge.pk)
    planning.resume(off, **WHY)
    carrying.take_judge(judge.pk, {"contest": str(contest.pk)})
    (sheet,) = judging.sheets(Judge.objects.get(is_active=True))
    assert sheet.points == {"message": 3, "memorable": 4, "original": 5}


def test_who_entered_is_told_in_their_variety_once_each_time() -> None:
    contest = opened()
    for variety in VARIETIES:
        who = adult(f"{variety}@x.example", given_name=variety, reads=variety)
        confirmed(asked(contest, who, slogan(f"あいさつ {variety}")))
    before = Letter.objects.count()
    off = called_off(contest)
    assert planning.resume(off, **WHY) == 3
    told = Letter.objects.order_by("pk")[before:].values_list("subject", flat=True)
    assert sorted(told) == [
        "The contest goes on",
        "The contest is called off",
        "【コンクール】やっぱり します",
        "【コンクール】中止です",
        "【コンクール】中止のお知らせ",
        "【コンクール】中止を取り消しました",
    ]


def test_the_internet_part_writes_to_whom_it_alone_can_write() -> None:
    contest = opened()
    confirmed(asked(contest, adult(), slogan()))
    on = carrying.order(contest)
    off = {**on, "state": State.CALLED_OFF, "called_off_at": AFTER.isoformat()}
    before = Letter.objects.count()
    for said in (off, off, on, on):
        carrying.take_order(contest.pk, said, at=AFTER)
    assert Letter.objects.count() == before + 2


@pytest.mark.parametrize("variety", VARIETIES)
def test_a_judge_who_comes_late_is_told_so(client: Client, variety: str) -> None:
    contest = opened()
    judge, _other = judged(contest)
    called_off(contest)
    path = urlsplit(letters.judge_link(judge)).path.replace("/ja/", f"/{variety}/")
    page = client.get(path)
    assert page.status_code == 410
    assert texts.plain("contests.judging_called_off", variety) in without_readings(page)
    assert client.get(path.replace("/judge/", "/judge/x")).status_code == 404


def test_two_who_take_it_back_at_once_do_it_once() -> None:
    mine = called_off(opened())
    theirs = Contest.objects.get()
    planning.resume(mine, **WHY)
    with pytest.raises((NotNow, RowChanged)):
        planning.resume(theirs, **WHY)


def test_marks_that_come_after_the_judging_do_not_count_and_the_audit_says_so() -> None:
    contest = opened()
    (entry,) = entered(contest, "一つめ")
    judge, _other = judged(contest)
    called_off(contest)
    points = dict.fromkeys(("message", "memorable", "original"), 3)
    said = {"points": points}
    carrying.take_marks(f"{judge.pk}.{entry.pk}", said, at=AFTER)
    assert not Mark.objects.exists()
    assert audit.Entry.objects.latest("pk").action == "contests.marked_late"


def test_an_approver_takes_it_back_by_the_page(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> None:
    contest = called_off(opened())
    at = reverse("contests:step", args=[contest.pk, "resume"])
    assert signed_in(colleague(Role.OPERATOR)).post(at).status_code == 403
    client = signed_in(colleague(Role.APPROVER))
    page = client.get(reverse("contests:one", args=[contest.pk])).content.decode()
    assert at in page
    client.post(at, {"reason": "押し間違い"})
    assert Contest.objects.get().state == State.OPEN
