"""The forms: material is read, plans are asked for; what is wrong stands in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from machimori_office.patrols.models import Roster, School
from machimori_office.patrols.services import groups
from machimori_office.people.models import Role, Staff
from machimori_office.walks.models import Plan, Spot, Streets, Walk
from machimori_office.walks.services import plans
from tests.machimori_office.patrols import walking
from tests.machimori_office.walks import town
from tests.machimori_office.walks.test_plans import watch_gap

__all__ = ["watch_gap"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(
    colleague: Callable[..., Staff], signed_in: Callable[..., Client]
) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def asked(**given: object) -> dict[str, object]:
    start = Spot.objects.filter(worth=0)[0]
    return {
        "title": "計画",
        "first_on": "2026-06-01",
        "last_on": "2026-06-30",
        "weekdays": ["wed"],
        "begins": "15:00",
        "lasts_min": "45",
        "people": "4",
        "streets": str(Streets.objects.get().pk),
        "with_spots": "on",
        "start": f"spot:{start.pk}",
        **given,
    }


def test_streets_are_read_on_the_page_and_what_is_none_is_refused(
    browser: Client,
) -> None:
    address = reverse("walks:new_streets")
    bad = SimpleUploadedFile("a.geojson", b"{}")
    answer = browser.post(address, {"name": "x", "file": bad})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    lines = town.files()["watch-streets.geojson"].encode()
    good = SimpleUploadedFile("町.geojson", lines)
    assert browser.post(address, {"name": "町", "file": good}).status_code == 302
    assert Streets.objects.get().file_name == "streets.geojson"


@pytest.mark.parametrize("written", ["35.70029, 139.49948", "139.49948,35.70029"])
def test_a_place_is_entered_as_a_map_gives_it(browser: Client, written: str) -> None:
    sent = {"name": "公園", "point": written, "worth": "5", "is_current": "on"}
    browser.post(reverse("walks:new_spot"), sent)
    spot = Spot.objects.get()
    assert (spot.lon, spot.lat) == (139.49948, 35.70029)
    page = browser.get(reverse("walks:spot", args=[spot.pk])).content.decode()
    assert "35.700290, 139.499480" in page


@pytest.mark.parametrize("written", ["東京駅", "0, 0", "35.7"])
def test_what_is_no_point_in_japan_is_refused(browser: Client, written: str) -> None:
    sent = {"name": "公園", "point": written, "worth": "5"}
    assert browser.post(reverse("walks:new_spot"), sent).status_code == 200
    assert not Spot.objects.exists()


def test_a_plan_for_a_group_is_asked_for(browser: Client) -> None:
    town.streets(), town.spots()
    group = town.group()
    address = reverse("walks:new_group_plan")
    page = browser.get(f"{address}?group={group.pk}").content.decode()
    assert f'<option value="{group.pk}" selected>' in page
    nothing = asked(group=group.pk, with_spots="")
    assert browser.post(address, nothing).status_code == 200
    backwards = asked(group=group.pk, last_on="2026-05-01")
    assert browser.post(address, backwards).status_code == 200
    assert not Plan.objects.exists()
    sent = asked(group=group.pk, weeks_of_month=["1", "3"], in_area="on")
    answer = browser.post(address, sent)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("walks:one", args=[plan.pk])
    assert plan.asked["walkers"][0]["weeks_of_month"] == [1, 3]
    assert plan.asked["in_area"]


def test_plans_for_posts_and_for_cars_are_asked_for(browser: Client) -> None:
    town.streets(), town.spots()
    place = walking.school()
    cars = [walking.car(name).pk for name in ("青パト1号", "青パト2号")]
    sent = asked(school=place.pk, people="3")
    assert browser.post(reverse("walks:new_post_plan"), sent).status_code == 302
    sent = asked(cars=cars, revisit_after_min="40", has_control="on")
    assert browser.post(reverse("walks:new_car_plan"), sent).status_code == 302
    by_car = Plan.objects.get(kind="car")
    assert by_car.asked["rules"]["together"]
    assert by_car.asked["rules"]["has_control"]
    assert [one["revisit_after_min"] for one in by_car.asked["walkers"]] == [40, 40]
    assert Plan.objects.get(kind="post").school == place


def test_a_plan_is_shown_given_out_and_told_of(browser: Client) -> None:
    plan = town.computed()
    one = reverse("walks:one", args=[plan.pk])
    assert browser.get(one).status_code == 200
    reason = {"reason": "会で決めた"}
    assert (
        browser.post(reverse("walks:give", args=[plan.pk]), reason).status_code == 302
    )
    walk = plan.walks.order_by("on")[0]
    address = reverse("walks:walk", args=[plan.pk, walk.number])
    assert walk.stops[0]["name"] in browser.get(address).content.decode()
    svg = browser.get(reverse("walks:map", args=[plan.pk, walk.number]))
    assert svg["Content-Type"] == "image/svg+xml"
    assert browser.get(reverse("walks:report", args=[plan.pk])).status_code == 200
    gpx = browser.get(reverse("walks:file", args=[plan.pk, "walks.gpx"]))
    assert "attachment" in gpx["Content-Disposition"]
    told = {"weather": "fine", "seen": "nothing", "people": "3", "minutes": "45"}
    sent = {**told, "cars": "0", "visited": ["1"]}
    walked = reverse("walks:walked", args=[plan.pk, walk.number])
    assert browser.post(walked, sent).status_code == 302
    walk.refresh_from_db()
    assert (walk.state, walk.visited) == (Walk.State.WALKED, [1])
    dropped = reverse("walks:dropped", args=[plan.pk, walk.number])
    assert browser.post(dropped, reason).status_code == 200
    assert browser.get(f"{reverse('walks:list')}?told=no").status_code == 200


def test_what_nobody_told_of_stands_on_today(browser: Client) -> None:
    plan = town.computed(first_on=date(2026, 5, 1), last_on=date(2026, 5, 10))
    plans.give(plan, reason="会で決めた", **town.WHO)
    assert "?told=no" in browser.get("/").content.decode()


def test_an_empty_office_is_taught_what_comes_first(browser: Client) -> None:
    page = browser.get(reverse("walks:list")).content.decode()
    assert reverse("walks:new_streets") in page
    assert reverse("walks:new_group_plan") not in page


def test_a_rosters_gaps_are_shown_where_members_would_stand(
    browser: Client, watch_gap: object
) -> None:
    school = walking.school(name="ひばり小学校")
    shift = walking.watch(at=school, begins="15:00", ends="16:00")
    roster = Roster.objects.create(
        first_on=date(2026, 5, 1),
        last_on=date(2026, 5, 31),
        state="draft",
        asked_by="x",
        asked_at=town.NOW,
        unfilled=[{"shift": str(shift.pk), "missing": 2, "ja": "休み", "en": "away"}],
    )
    address = reverse("walks:roster_gaps", args=[roster.pk])
    picture = reverse("walks:gap_map", args=[roster.pk, 1])
    page = browser.get(address).content.decode()
    assert reverse("patrols:school", args=[school.pk]) in page
    assert browser.get(picture).status_code == 404
    school.posts = [{"name": "角", "lon": 139.4995, "lat": 35.6993}]
    groups.keep_school(school, actor="x", reason="立つ所", at=town.NOW)
    page = browser.get(address).content.decode()
    assert picture in page
    assert "延べ" in page
    assert browser.get(picture).content.startswith(b"<svg")


def test_where_members_stand_is_written_one_a_line(browser: Client) -> None:
    school = walking.school()
    address = reverse("patrols:school", args=[school.pk])
    sent = {
        "code": school.code,
        "name": school.name,
        "district": school.district,
        "is_current": "on",
        "standing": "35.69930, 139.50370 正門前\n35.6991 139.5041 さくら通りの角\n",
        "reason": "立つ所を決めた",
    }
    assert browser.post(address, {**sent, "standing": "正門前"}).status_code == 200
    assert browser.post(address, sent).status_code == 302
    posts = School.objects.get().posts
    assert [one["name"] for one in posts] == ["正門前", "さくら通りの角"]
    assert (posts[1]["lon"], posts[1]["lat"]) == (139.5041, 35.6991)


def test_weeks_are_worded_for_each_reader(browser: Client) -> None:
    address = reverse("walks:new_group_plan")
    browser.cookies["django_language"] = "en"
    assert "Week 1" in browser.get(address).content.decode()
    browser.cookies["django_language"] = "ja"
    assert "第1" in browser.get(address).content.decode()
