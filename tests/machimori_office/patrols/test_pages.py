from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.patrols.models import (
    Car,
    Change,
    Group,
    Member,
    PolicePaper,
    Report,
    School,
    Shift,
    Turn,
)
from machimori_office.patrols.todo import todo
from machimori_office.people.models import Role, Staff
from machimori_office.places.models import District
from tests.machimori_office.patrols.walking import (
    certified,
    member,
    school,
    turn,
    watch,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WHY = {"reason": "as it is"}


@pytest.fixture
def operator(colleague: Callable[..., Staff]) -> Staff:
    return colleague(Role.OPERATOR)


@pytest.fixture
def clerk(operator: Staff, signed_in: Callable[..., Client]) -> Client:
    return signed_in(operator)


def post(client: Client, view: str, *args: Any, **fields: Any) -> str:
    answer = client.post(reverse(view, args=args), fields)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_member_is_taken_on_certified_and_let_go(clerk: Client) -> None:
    given = {"name": "青木 明", "section": "総務課", "joined_on": "2026-04-01"}
    where = post(clerk, "patrols:enrol", **given, most_a_month=2, **WHY)
    whom = Member.objects.get()
    paper = {"kind": "certificate", "number": "実-1", "area": "市内全域"}
    post(clerk, "patrols:member_paper", whom.pk, **paper, issued_on="2026-04-10", **WHY)
    assert str(PolicePaper.objects.get().holds_until) == "2029-04-09"
    assert "実-1" in clerk.get(where).content.decode()
    post(clerk, "patrols:leave", whom.pk, on=TODAY.isoformat(), **WHY)
    assert Change.objects.filter(told_on=None).count() == 2
    change = Change.objects.order_by("pk")[0]
    post(clerk, "patrols:change", change.pk, on=TODAY.isoformat())
    assert Change.objects.filter(told_on=None).count() == 1


def test_a_link_is_shown_once_to_who_has_no_mail(clerk: Client) -> None:
    whom = member()
    where = post(clerk, "patrols:send_link", whom.pk)
    assert "/ja/patrol/" in clerk.get(where).content.decode()
    assert "/ja/patrol/" not in clerk.get(where).content.decode()


def test_a_member_with_an_account_opens_their_page_from_the_console(
    clerk: Client, operator: Staff
) -> None:
    member(staff=operator)
    address = post(clerk, "patrols:mine")
    path = f"/{address.split('/', 3)[3]}"
    assert "青木 明" in Client().get(path).content.decode()


def test_a_car_is_taken_on_and_retired(clerk: Client) -> None:
    given = {
        "name": "青パト1号",
        "number_plate": "多摩 1",
        "in_use_since": "2026-04-01",
    }
    post(clerk, "patrols:add_car", **given, **WHY)
    car = Car.objects.get()
    paper = {"kind": "plate", "number": "標-1", "area": "市内全域"}
    post(clerk, "patrols:car_paper", car.pk, **paper, issued_on="2026-04-10", **WHY)
    post(clerk, "patrols:car", car.pk, **(given | {"number_plate": "多摩 2"}), **WHY)
    post(clerk, "patrols:retire_car", car.pk, on=TODAY.isoformat(), **WHY)
    assert [c.what for c in Change.objects.order_by("pk")] == [
        "car_added",
        "car_changed",
        "car_retired",
    ]


def test_a_certificate_is_not_offered_for_a_car(clerk: Client) -> None:
    car = Car.objects.create(name="青パト1号", number_plate="x", in_use_since=TODAY)
    fields = {
        "kind": "certificate",
        "number": "1",
        "area": "x",
        "issued_on": "2026-04-10",
    }
    answer = clerk.post(reverse("patrols:car_paper", args=[car.pk]), fields | WHY)
    assert answer.status_code == 200
    assert not PolicePaper.objects.exists()


def test_a_place_a_group_and_its_walk_are_written_down(clerk: Client) -> None:
    school()
    given = {"code": "daini", "name": "第二小学校", "district": "honcho"}
    post(clerk, "patrols:new_school", **given, is_current="on", ends_tue="14:25", **WHY)
    assert School.objects.get(code="daini").ends == {"tue": "14:25"}
    group = {"name": "みまもり隊", "districts": ["honcho"], "member_count": 14}
    group |= {"counted_on": "2026-04-01", "walks_a_month": 2, "is_current": "on"}
    post(clerk, "patrols:new_group", **group, **WHY)
    told = {"weather": "fine", "seen": "greeted", "people": 4, "cars": 0, "minutes": 45}
    pk = Group.objects.get().pk
    post(clerk, "patrols:walked", pk, on=TODAY.isoformat(), **told)
    assert Report.objects.get().group_id == pk


def test_one_press_cancels_and_names_who_must_be_rung_up(clerk: Client) -> None:
    turn(watch(TODAY), member(phone="内線 2101"))
    page = clerk.get(reverse("patrols:cancel")).content.decode()
    assert "1" in page
    answer = clerk.post(
        reverse("patrols:cancel"), {"on": TODAY.isoformat(), "kind": "", "why": "rain"}
    )
    assert "内線 2101" in answer.content.decode()
    assert Shift.objects.get().cancelled_because == "rain"


def test_a_roster_goes_from_the_month_to_paper(clerk: Client) -> None:
    from machimori_office.patrols.models import Roster
    from machimori_office.patrols.services.rosters import draw_up_next

    school()
    for number in range(12):
        member(f"隊員 {number:02}", until=TODAY + timedelta(days=300), most_a_month=9)
    first_on = TODAY.replace(day=1).isoformat()
    where = post(clerk, "patrols:ask", month=first_on)
    assert 'role="status"' in clerk.get(where).content.decode()
    draw_up_next(timezone.now())
    roster = Roster.objects.get()
    assert clerk.get(where).status_code == 200
    post(clerk, "patrols:publish", roster.pk, **WHY)
    paper = clerk.get(reverse("patrols:roster_paper", args=[roster.pk]))
    assert paper.content.startswith(b"%PDF")
    assert clerk.get(f"{where}?as=excel").content[:2] == b"PK"


@pytest.mark.parametrize(
    "name",
    [
        "members",
        "papers",
        "cars",
        "changes",
        "groups",
        "schools",
        "reports",
        "cancelled",
    ],
)
def test_lists_ask_the_database_the_same_however_long(
    name: str, clerk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        whom = member(f"隊員 {number:02}")
        Group.objects.create(name=f"団体{number}", member_count=3, counted_on=TODAY)
        Change.objects.create(
            what="joined", member=whom, happened_on=TODAY, due_on=TODAY
        )
    with django_assert_max_num_queries(9):
        assert clerk.get(reverse(f"patrols:{name}")).status_code == 200
    excel = clerk.get(reverse(f"patrols:{name}") + "?as=excel")
    assert excel.content[:2] == b"PK"


def test_the_month_shows_the_rule_before_anything_is_laid_out(clerk: Client) -> None:
    school()
    page = clerk.get(reverse("patrols:month") + "?month=2026-04").content.decode()
    assert "登校の見守り 1" in page
    assert "始業式" in page
    assert "あいさつ運動推進月間" in page


@pytest.mark.parametrize("written", ["", "2026", "2026-13", "x" * 99, "9999-12"])
def test_a_month_that_nobody_can_read_is_this_one(clerk: Client, written: str) -> None:
    answer = clerk.get(reverse("patrols:month"), {"month": written})
    assert answer.status_code == 200


def test_today_says_what_waits(
    operator: Staff, colleague: Callable[..., Staff]
) -> None:
    school()
    turn(watch(TODAY - timedelta(days=2)), member())
    turn(watch(TODAY), member("上田 薫"))
    certified(Member.objects.all()[0], TODAY + timedelta(days=5), number="soon")
    Change.objects.create(what="left", happened_on=TODAY, due_on=TODAY)
    found = {task.url for task in todo(operator, timezone.now())}
    assert {
        reverse("patrols:watch"),
        reverse("patrols:unreported"),
        reverse("patrols:changes") + "?now=open",
        reverse("patrols:papers") + "?now=had",
        reverse("patrols:rosters"),
    } <= found
    assert not list(todo(colleague(Role.VIEWER), timezone.now()))


def test_an_empty_office_has_nothing_to_do(operator: Staff) -> None:
    assert list(todo(operator, timezone.now())) == []


def test_a_clerk_puts_members_on_and_takes_them_off(clerk: Client) -> None:
    shift, whom = watch(TODAY + timedelta(days=1)), member()
    post(clerk, "patrols:put_on", shift.pk, member=whom.pk)
    own = Turn.objects.get()
    post(clerk, "patrols:take_off", own.pk, **WHY)
    assert not Turn.objects.exists()


def test_days_and_lists_stand_in_order(clerk: Client) -> None:
    for days in (9, 2, 5):
        watch(TODAY + timedelta(days=days))
    page = clerk.get(reverse("patrols:watch")).context["near"]
    assert [day.on for day in page] == sorted(day.on for day in page)
    for name in ("b", "a", "c"):
        Group.objects.create(name=name, member_count=3, counted_on=TODAY)
    rows = clerk.get(reverse("patrols:groups")).context["listing"].cells
    assert [row[0][0] for row in rows] == ["a", "b", "c"]


def test_who_walked_a_watch_without_a_report_is_counted_once(clerk: Client) -> None:
    past = watch(TODAY - timedelta(days=2))
    turn(past, member())
    turn(past, member("上田 薫"))
    (found,) = clerk.get(reverse("patrols:unreported")).context["shifts"]
    assert found.taken == 2


def test_a_groups_districts_are_called_by_their_names(clerk: Client) -> None:
    District.objects.create(code="honcho", name_ja="本町")
    group = Group.objects.create(
        name="a", member_count=3, counted_on=TODAY, districts=["honcho", "gone"]
    )
    page = clerk.get(reverse("patrols:group", args=[group.pk])).content.decode()
    assert "本町, gone" in page
