"""Tasks: from findings, rounds and concerns; handed on, late, and filtered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from machimori_office.concerns.models import Concern
from machimori_office.concerns.services.receiving import Report, receive
from machimori_office.inspections.models import Task
from machimori_office.inspections.tasks import services
from machimori_office.inspections.tasks.from_concerns import (
    done_and_untold,
    open_task_of,
)
from machimori_office.inspections.tasks.services import Wanted, open_task_about
from machimori_office.inspections.todo import todo
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import standing
from machimori_office.web.errors import NotNow
from tests.machimori_office.inspections.park import NOW, STAFF, TODAY

pytestmark = pytest.mark.django_db

WHO = {"actor": STAFF, "at": NOW}


def task(number: int = 1, **other: object) -> Task:
    wanted = {"what": f"直す{number}", "who": "公園係", "due_on": TODAY, **other}
    about = f"fixture.{number}"
    return open_task_about(Task.Origin.ROUND, about, Wanted(**wanted), **WHO)


def concern() -> Concern:
    report = Report(
        kind="lamp", text="灯が\n切れている", by=Concern.By.STAFF, place_text="駅前の角"
    )
    return receive(report, actor=STAFF, at=NOW)


def test_a_concern_becomes_one_task_with_its_place() -> None:
    told = {"what": "灯を替える", "who": "道路管理課", "due_on": TODAY}
    first = open_task_of(concern(), **told, **WHO)
    assert (first.origin, first.where, first.site) == ("concern", "駅前の角", None)
    same = open_task_of(Concern.objects.get(), **told, **WHO)
    assert same == first


def test_a_task_goes_to_somebody_else_unless_it_changed_meanwhile() -> None:
    made = task()
    later = TODAY + timedelta(days=9)
    how = {"reason": "担当が違う", **WHO}
    services.reassign(made, who="道路係", due_on=later, **how)
    with pytest.raises(NotNow):
        services.reassign(made, who="総務係", due_on=later, **how)
    made.refresh_from_db()
    assert (made.who, made.due_on) == ("道路係", later)


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def shown(clerk: Client, **asked: str) -> list[str]:
    page = clerk.get(reverse("inspections:tasks"), asked)
    return [str(row[0][0]) for row in page.context["listing"].cells]


def test_the_list_is_narrowed_by_who_late_and_whence(clerk: Client) -> None:
    today = timezone.localdate()
    task(1, due_on=today - timedelta(days=1))
    task(2, due_on=today + timedelta(days=5), who="道路係")
    assert shown(clerk, state="late") == ["直す1"]
    assert shown(clerk, who="道路係") == ["直す2"]
    assert shown(clerk, q="直す2") == ["直す2"]
    assert shown(clerk, **{"from": "concern"}) == []


def test_a_task_at_no_registered_place_is_closed_by_a_record(clerk: Client) -> None:
    made = task(due_on=timezone.localdate())
    done = {"activity": "inspect-lamps", "by": "道路係", "result": "交換"}
    path = reverse("inspections:finish", args=[made.pk])
    clerk.post(path, {**done, "on": str(timezone.localdate())})
    made.refresh_from_db()
    assert (made.state, made.record) == (Task.State.DONE, standing().get())


def test_a_clerk_hands_a_task_on_and_makes_one_of_a_concern(clerk: Client) -> None:
    made = task(due_on=timezone.localdate())
    told = {"who": "道路係", "due_on": "2027-01-10", "reason": "担当が違う"}
    clerk.post(reverse("inspections:reassign", args=[made.pk]), told)
    made.refresh_from_db()
    assert made.who == "道路係"
    path = reverse("inspections:task_of_concern", args=[concern().pk])
    assert clerk.get(path).context["form"].initial["what"] == "灯が 切れている"


def finished(clerk: Client) -> tuple[Concern, Task]:
    found = concern()
    told = {"what": "灯を替える", "who": "道路管理課", "due_on": timezone.localdate()}
    made = open_task_of(found, **told, actor=STAFF, at=timezone.now())
    done = {"activity": "inspect-lamps", "by": "道路係", "result": "電球を交換"}
    path = reverse("inspections:finish", args=[made.pk])
    clerk.post(path, {**done, "on": str(timezone.localdate())})
    return found, made


def test_a_concern_whose_task_is_done_is_offered_to_be_closed(clerk: Client) -> None:
    found, made = finished(clerk)
    found.refresh_from_db()
    assert found.state == "received"
    close = reverse("concerns:take", args=[found.pk, "close"])
    task_page = clerk.get(reverse("inspections:task", args=[made.pk]))
    assert close in task_page.content.decode()
    page = clerk.get(reverse("concerns:one", args=[found.pk])).context["page"]
    assert (page.is_done, page.onward) == (True, "close")
    assert [one.page for one in page.work] == [f"/sites/tasks/{made.pk}/"]
    begun = clerk.get(close).context["form"].initial
    assert begun["result"] == "電球を交換"
    assert "対応が終わりました" in begun["said"]
    form = clerk.get(close).context["form"]
    activity = form.fields["activity"].choices[0][0]
    said = {"activity": activity, "on": str(begun["on"])}
    clerk.post(close, {**said, "result": "done", "said": begun["said"]})
    found.refresh_from_db()
    assert found.state == "closed"
    assert done_and_untold() == []


def test_today_brings_up_what_is_seen_to_and_what_comes_soon(clerk: Client) -> None:
    finished(clerk)
    today = timezone.localdate()
    task(7, due_on=today + timedelta(days=3))
    task(8, due_on=today + timedelta(days=80))
    found = list(todo(Staff.objects.get(), timezone.now()))
    near = next(one for one in found if one.url.endswith("?state=near"))
    assert near.due_on == today + timedelta(days=3)
    assert any("/concerns/" in one.url for one in found)
    assert shown(clerk, state="near") == ["直す7"]


def test_while_a_task_is_open_the_concern_is_not_offered(clerk: Client) -> None:
    found, _made = finished(clerk)
    told = {"what": "もう一度", "who": "道路管理課", "due_on": timezone.localdate()}
    open_task_of(found, **told, actor=STAFF, at=timezone.now())
    page = clerk.get(reverse("concerns:one", args=[found.pk])).context["page"]
    assert not page.is_done
    assert done_and_untold() == []


def test_the_usual_day_comes_from_the_rule(clerk: Client) -> None:
    path = reverse("inspections:task_of_concern", args=[concern().pk])
    usual = timezone.localdate() + timedelta(days=14)
    assert clerk.get(path).context["form"].initial["due_on"] == usual


def test_the_list_asks_as_often_for_many_as_for_few(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        task(number)
    shown(clerk)
    with django_assert_max_num_queries(8):
        assert len(shown(clerk)) == 50
