"""A calling off that is taken back, and marks that come too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from machimori_office.audit import models as audit
from machimori_office.contests import personal
from machimori_office.contests.models import Contest, Judge, Mark
from machimori_office.contests.services import carrying, letters, planning
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Role, Staff
from machimori_office.web.errors import NotNow, RowChanged
from tests.machimori_office.contests.calling import (
    AFTER,
    STAFF,
    entered,
    judged,
    opened,
    planned,
)

pytestmark = pytest.mark.django_db
WHY: dict[str, Any] = {"actor": STAFF, "reason": "by mistake", "at": AFTER}
State = Contest.State


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
    personal.delete_due(AFTER)
    with pytest.raises(NotNow):
        planning.resume(contest, **WHY)
    assert Contest.objects.get().state == State.CALLED_OFF


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
