"""A residents' group tells its walks and its number of members by its own link."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from machimori_office.applications import services as applications
from machimori_office.applications.models import Application
from machimori_office.outbox.addresses import read_address
from machimori_office.outbox.models import Letter
from machimori_office.patrols import evidence, personal
from machimori_office.patrols.figures import LABELS, table_of
from machimori_office.patrols.models import Group, GroupLink, Report
from machimori_office.patrols.regularity import months_with, past_months
from machimori_office.patrols.services import group_links
from machimori_office.people.models import Role, Staff
from machimori_office.public_site import group_page, groups, two_boxes
from machimori_office.records.services import standing
from machimori_office.supplies.procedures import SUPPLY
from machimori_office.web.errors import LinkSpent, NotNow
from machimori_office.web.years import fiscal_year, months_after
from tests.machimori_office.patrols.walking import STAFF

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def a_group(name: str = "本町防犯会", **given: object) -> Group:
    fields = {"member_count": 12, "counted_on": TODAY, **given}
    return Group.objects.create(name=name, **fields)


def link_of(group: Group) -> str:
    address = group_links.give_link(group, actor=STAFF, at=timezone.now())
    return f"/{address.split('/', 3)[3]}"


def told(group: Group, on: date = TODAY, people: int = 4) -> Report:
    return group_links.tell_walk(group, on=on, people=people, at=timezone.now())


def test_one_press_tells_a_walk_and_it_stands_in_the_records(client: Client) -> None:
    group = a_group()
    where = link_of(group)
    walk = {"do": "walk", "on": str(TODAY), "people": 5}
    assert client.post(where, walk)["Location"] == where
    client.post(where, walk)
    found = Report.objects.get()
    assert (found.group, found.people, found.weather) == (group, 5, "")
    assert standing().get() == found.record


def test_what_lies_ahead_is_refused_in_the_readers_language(client: Client) -> None:
    where = link_of(a_group()).replace("/ja/", "/en/")
    ahead = str(TODAY + timedelta(days=2))
    page = client.post(where, {"do": "walk", "on": ahead, "people": 5})
    assert page.status_code == 400
    assert "This day lies ahead." in page.content.decode()
    assert not Report.objects.exists()


def test_a_mistake_is_taken_back_within_a_day_and_not_later(client: Client) -> None:
    group = a_group()
    one = told(group)
    client.post(link_of(group), {"do": "back", "pk": one.pk})
    assert not Report.objects.exists()
    assert not standing().exists()
    other = told(group)
    late = timezone.now() + timedelta(days=2)
    with pytest.raises(NotNow):
        group_links.take_walk_back(group, other.pk, at=late)


def test_nobody_takes_back_the_walk_of_another_group(client: Client) -> None:
    one = told(a_group("東町会"))
    answer = client.post(link_of(a_group()), {"do": "back", "pk": one.pk})
    assert answer.status_code == 400
    assert Report.objects.exists()


def test_a_changed_number_of_members_is_told(client: Client) -> None:
    group = a_group(counted_on=TODAY - timedelta(days=90))
    client.post(link_of(group), {"do": "count", "members": 15})
    group.refresh_from_db()
    assert (group.member_count, group.counted_on) == (15, TODAY)


@pytest.mark.parametrize("variety", ["ja", "easy", "en"])
def test_the_page_shows_applications_and_sets_no_cookie(
    client: Client, variety: str
) -> None:
    group = a_group()
    who = applications.Who(name=group.name, address="本町1-1")
    way = Application.Way.PAPER
    applications.receive(SUPPLY, who=who, answers={}, way=way, at=timezone.now())
    page = client.get(link_of(group).replace("/ja/", f"/{variety}/"))
    assert "資" in page.content.decode()
    assert "本町1-1" not in page.content.decode()
    assert not page.cookies


def test_the_next_link_ends_the_one_before_and_so_does_the_end() -> None:
    group, now = a_group(), timezone.now()
    first, second = link_of(group).split("/")[-2], link_of(group).split("/")[-2]
    with pytest.raises(LinkSpent):
        group_links.group_of(first, at=now)
    assert group_links.group_of(second, at=now) == group
    with pytest.raises(LinkSpent):
        group_links.group_of(second, at=now + timedelta(days=4000))
    group_links.end_link(group, actor=STAFF, at=now)
    with pytest.raises(LinkSpent):
        group_links.group_of(second, at=now)
    with pytest.raises(NotNow):
        group_links.end_link(group, actor=STAFF, at=now)


def test_a_group_that_stopped_has_no_way_in() -> None:
    group, now = a_group(), timezone.now()
    token = link_of(group).split("/")[-2]
    Group.objects.update(is_current=False)
    with pytest.raises(LinkSpent):
        group_links.group_of(token, at=now)
    with pytest.raises(NotNow):
        group_links.give_link(group, actor=STAFF, at=now)


def test_without_the_link_nobody_finds_the_page(client: Client) -> None:
    assert client.get("/ja/group/guessed/").status_code == 404
    assert client.post("/ja/group/guessed/", {"do": "walk"}).status_code == 404


def test_months_are_counted_whole_and_the_running_one_not() -> None:
    group, this = a_group(), TODAY.replace(day=1)
    for back in (1, 1, 2):
        told(group, on=months_after(this, -back), people=back + len(standing()))
    told(group, on=this)
    months = past_months(group, TODAY)
    assert [m.walks for m in months] == [0] * 10 + [1, 2]
    assert (months_with(months, 1), months_with(months, 2)) == (2, 1)
    known = evidence.walks(" 本町防犯会 ", 2, TODAY)
    assert known is not None
    assert "12か月のうち1か月で月2回以上" in known.says.ja
    assert evidence.walks("知らない会", 2, TODAY) is None


def test_the_address_of_who_speaks_is_found_and_erased() -> None:
    group, now = a_group(), timezone.now()
    mail = read_address("kaicho@example.jp")
    group_links.give_link(group, mail=mail, actor=STAFF, at=now)
    assert "/ja/group/" in Letter.objects.get().text
    assert [kept.value for kept in personal.find("kaicho@example.jp")] == [group.name]
    assert personal.erase("kaicho@example.jp", STAFF, "asked", now) == 1
    assert not GroupLink.objects.exists()


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def test_staff_hand_a_link_over_once_and_end_it(clerk: Client) -> None:
    group = a_group()
    page = reverse("patrols:group", args=[group.pk])
    clerk.post(reverse("patrols:group_link", args=[group.pk]), {"mail": ""})
    assert "/ja/group/" in clerk.get(page).content.decode()
    assert "/ja/group/" not in clerk.get(page).content.decode()
    clerk.post(reverse("patrols:end_group_link", args=[group.pk]))
    assert not GroupLink.objects.exists()
    wrong = clerk.post(reverse("patrols:group_link", args=[group.pk]), {"mail": "x"})
    assert wrong.context["form"].errors


def test_the_year_counts_groups_that_walked_in_it(clerk: Client) -> None:
    told(a_group())
    a_group("東町会")
    year = fiscal_year(TODAY)
    label = str(LABELS["groups"])
    figures = {str(f.label): f for f in table_of(year).figures}
    assert (figures[label].count, figures[label].before) == (1, 0)
    listing = clerk.get(figures[label].rows).context["listing"]
    assert [str(row[0][0]) for row in listing.cells] == ["本町防犯会"]


def test_what_is_pressed_on_the_internet_part_is_kept_by_the_console(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, posted = a_group(), []
    where = link_of(group)
    told(group, people=7)
    standing_, act = two_boxes.CARRIED
    (said,) = [body for _key, body in standing_.says(timezone.now())]
    settings.OFFICE_PART = "public"
    monkeypatch.setattr(groups, "post", lambda *sent, at: posted.append(sent))
    monkeypatch.setattr(group_page, "last_of", lambda kind, key: said)
    walk = {"do": "walk", "on": str(TODAY), "people": 5}
    assert client.post(where, walk)["Location"] == f"{where}?sent=1"
    page = client.get(f"{where}?sent=1").content.decode()
    assert "7人" in page
    assert "受け取りました" in page
    assert Report.objects.count() == 1
    ((_kind, key, body),) = posted
    act.takes(key, body, timezone.now())
    assert sorted(r.people for r in Report.objects.all()) == [5, 7]


def test_the_internet_part_knows_a_group_by_its_link_and_forgets_it() -> None:
    group = a_group()
    token = link_of(group).split("/")[-2]
    standing_, act = two_boxes.CARRIED
    ((key, said),) = standing_.says(timezone.now())
    assert json.loads(json.dumps(said)) == said
    Group.objects.all().delete()
    standing_.takes(key, said, timezone.now())
    standing_.takes(key, {**said, "member_count": 20}, timezone.now())
    found = group_links.group_of(token, at=timezone.now())
    assert (found.name, found.member_count) == ("本町防犯会", 20)
    assert standing_.ends is not None
    standing_.ends(key, timezone.now())
    assert not GroupLink.objects.exists()
    act.takes(
        key, {"do": "count", "members": 3, "at": f"{timezone.now()}"}, timezone.now()
    )


def test_what_can_no_longer_be_done_is_left(client: Client) -> None:
    group = a_group()
    act = two_boxes.CARRIED[1]
    now = timezone.now()
    act.takes(str(group.pk), {"do": "back", "pk": 12, "at": f"{now}"}, now)
    act.takes(str(group.pk), {"do": "other", "at": f"{now}"}, now)
    assert not Report.objects.exists()


@pytest.mark.parametrize(("do", "kept"), [("back", 1), ("odd", 0)])
def test_only_what_the_page_has_words_for_is_told_to_be_undone(
    client: Client, do: str, kept: int
) -> None:
    group = a_group()
    where, at = link_of(group), timezone.now()
    two_boxes._take_press(
        str(group.pk), {"do": do, "pk": 99999, "at": at.isoformat()}, at
    )
    assert len(group_links.refused_lately(group, at)) == kept
    assert client.get(where).status_code == 200
