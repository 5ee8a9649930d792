"""Today, settings and the audit page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.applications.states import Move
from machimori_office.audit.models import Entry, Head
from machimori_office.desk.navigation import SECTIONS
from machimori_office.desk.today import grouped, season, tasks, turns
from machimori_office.jobs.models import Lease
from machimori_office.jobs.registry import JOBS
from machimori_office.jobs.services import tick
from machimori_office.people import services
from machimori_office.people.models import Role, Staff
from machimori_office.places.services import add as add_district
from machimori_office.web.tasks import Task, Urgency
from tests.machimori_office.recorders.lending import NOW, accepted, applied, moved

Browse = Callable[..., Client]


@pytest.fixture
def browser(manager: Staff, signed_in: Browse) -> Client:
    return signed_in(manager)


def page(browser: Client, name: str) -> str:
    return browser.get(reverse(name)).content.decode()


def test_today_teaches_when_nothing_waits(
    colleague: Callable[..., Staff], signed_in: Browse
) -> None:
    said = page(signed_in(colleague(Role.VIEWER)), "desk:today")
    assert "今、あなたを待っている仕事はありません" in said
    assert season(timezone.localtime()) in said


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_work(month: int) -> None:
    assert season(datetime(2026, month, 1, tzinfo=timezone.get_current_timezone()))


def test_today_says_that_nothing_runs_by_the_clock(browser: Client) -> None:
    assert "tick" in page(browser, "desk:today")


def test_today_says_what_is_late_before_all_else(manager: Staff) -> None:
    now = timezone.localtime()
    tick(worker="one", clock=lambda: now)
    Lease.objects.update(due_at=now - timedelta(days=99))
    found = tasks(manager, now)
    assert [t.urgency for t in found] == [Urgency.LATE] * len(JOBS) + [Urgency.NOW]


def test_today_shows_invitations_that_ran_out(manager: Staff, browser: Client) -> None:
    services.invite(
        by=manager,
        login_name="ito",
        display_name="伊藤",
        organisation=manager.organisation,
        role=Role.VIEWER,
        reason="新任のため",
        at=timezone.now() - timedelta(days=4),
    )
    assert "使われないまま期限が切れた招待" in page(browser, "desk:today")


def test_every_section_of_the_navigation_opens_and_marks_itself(
    browser: Client,
) -> None:
    for section in SECTIONS:
        said = page(browser, section.view)
        assert said.count('aria-current="page"') == 1
        here = rf'href="{reverse(section.view)}"[^>]*aria-current="page"'
        assert re.search(here, said), section.view


@pytest.fixture
def changed(manager: Staff, colleague: Callable[..., Staff]) -> Staff:
    tanaka = colleague(Role.OPERATOR, "tanaka")
    services.change_role(
        by=manager,
        staff=tanaka,
        role=Role.APPROVER,
        reason="<script>係長</script>",
        at=timezone.now(),
    )
    return tanaka


def test_the_audit_page_names_who_did_what_and_why(
    browser: Client, changed: Staff
) -> None:
    said = page(browser, "desk:audit")
    assert "satoさん" in said
    assert "tanakaさん" in said
    assert "&lt;script&gt;係長" in said
    assert "<script" not in said
    assert changed.display_name not in str(list(Entry.objects.values()))


def test_the_audit_page_words_what_the_chain_holds_as_codes(
    browser: Client, changed: Staff
) -> None:
    district = add_district(
        code="nakacho",
        fields={"name_ja": "中町", "position": 1},
        actor=str(changed.pk),
        reason="新しい地区",
        at=timezone.now(),
    )
    said = page(browser, "desk:audit")
    assert "地区<br>中町" in said
    district.delete()
    assert "地区<br>nakacho" in page(browser, "desk:audit")
    assert "前の役割: 担当、新しい役割: 承認者" in said
    assert "approver" not in said.split("<tbody>")[1]


@pytest.mark.usefixtures("changed")
def test_the_audit_page_verifies_the_chain(browser: Client) -> None:
    said = browser.post(reverse("desk:audit")).content.decode()
    assert Entry.objects.get().own_hash in said
    Head.objects.update(sequence=7)
    said = browser.post(reverse("desk:audit")).content.decode()
    assert "記録のつながりが切れています" in said


@pytest.mark.usefixtures("changed")
def test_a_broken_chain_stands_on_today(manager: Staff) -> None:
    Head.objects.update(sequence=7)
    now = timezone.localtime()
    tick(worker="one", clock=lambda: now)
    assert "AuditChainBroken" in str([t.why for t in tasks(manager, now)])


def test_the_audit_page_asks_the_database_a_fixed_number_of_times(
    browser: Client,
    changed: Staff,
    manager: Staff,
    django_assert_max_num_queries: Callable,
) -> None:
    for role in (Role.VIEWER, Role.OPERATOR) * 10:
        changed.refresh_from_db()
        services.change_role(
            by=manager, staff=changed, role=role, reason="試験のため", at=timezone.now()
        )
    with django_assert_max_num_queries(12):
        page(browser, "desk:audit")


@pytest.fixture
def clerk(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR, "tanaka")


def test_applications_wait_for_who_has_the_next_step(
    clerk: Staff, manager: Staff
) -> None:
    applied()
    accepted("石川 正")
    moved(applied("上野 文子"), Move.RETURN)
    now = NOW + timedelta(days=1)
    clerks = {str(t.title): t.urgency for t in tasks(clerk, now)}
    assert clerks["自動通話録音機の貸与：届いた申請の確認 1件"] is Urgency.NOW
    returned = "自動通話録音機の貸与：申請者の補正を待っているもの 1件"
    assert clerks[returned] is Urgency.WAITING
    decide = "自動通話録音機の貸与：決定を待つ申請 1件"
    assert decide not in clerks
    assert decide in [str(task.title) for task in tasks(manager, now)]


def test_today_groups_by_urgency_and_puts_waiting_last(
    clerk: Staff, signed_in: Browse
) -> None:
    moved(applied(), Move.RETURN)
    applied("石川 正", at=timezone.now())
    said = page(signed_in(clerk), "desk:today")
    assert said.index("あなたの番") < said.index("ほかの人を待っています")


def test_the_frame_counts_what_waits_and_not_what_others_have(
    clerk: Staff, signed_in: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(clerk)
    own = turns(tasks(clerk, timezone.localtime()))
    moved(applied(), Move.RETURN)
    applied("石川 正")
    page(browser, "desk:today")
    said = page(browser, "desk:settings")
    assert f'<span class="count">{own + 1}</span>' in said
    applied("上野 文子")
    accepted("近藤 茂")
    monkeypatch.setattr("machimori_office.desk.counting.FRESH_S", 0)
    assert f'<span class="count">{own + 1}</span>' in page(browser, "desk:settings")


def test_two_tasks_of_one_urgency_stand_by_their_day() -> None:
    day = timezone.localdate()
    about = {"who": "", "why": "", "button": "", "url": "/"}
    two = [
        Task(title="b", due_on=day, **about),
        Task(title="c", urgency=Urgency.WAITING, **about),
    ]
    ((_urgency, _words, first), (_, _, second)) = grouped(two)
    assert ([t.title for t in first], [t.title for t in second]) == (["b"], ["c"])
    assert turns(two) == 1
