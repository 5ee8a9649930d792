"""Rounds: due by a dated rule, noted once, and known to the next assessment."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from machimori.guidelines import shipped_catalogue
from machimori_office.inspections import scenes, services
from machimori_office.inspections.assessing import assess_next
from machimori_office.inspections.models import Fixture, Site, Task, Visit
from machimori_office.inspections.rounds.due import due_fixtures, standings
from machimori_office.inspections.rounds.measured import is_dark, lux_evidence
from machimori_office.inspections.rounds.services import Seen, add, take_out, visit
from machimori_office.inspections.terms import RoundTerms
from machimori_office.inspections.todo import todo
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import standing
from machimori_office.rules.services import adopt
from machimori_office.web.errors import NotNow
from tests.machimori_office.inspections.park import (
    NOW,
    STAFF,
    TODAY,
    TOO_HIGH,
    feature,
    registered,
    scene,
)

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)
WHO = {"actor": STAFF, "at": NOW}


def lamps(count: int = 5) -> bytes:
    document = json.loads(scene())
    for number in range(count):
        at = {"type": "Point", "coordinates": [4 + 8 * number, 15]}
        document["features"].append(
            feature(f"lamp-{number}", "lamp", at, height_m=4.5, lit=True)
        )
    return json.dumps(document).encode()


def with_lamps() -> Site:
    site = Site(code="momiji", name="もみじ公園", places=["park"])
    services.register(site, lamps(), actor=STAFF, reason="mapped", at=NOW)
    return site


def fixture(code: str = "hedge") -> Fixture:
    return Fixture.objects.get(code=code)


def seen(found: str = "fine", **more: object) -> Seen:
    return Seen(key=uuid.uuid4(), found=found, by_name="地域安全課", **more)


def test_what_a_scene_holds_comes_onto_the_rounds() -> None:
    with_lamps()
    assert Fixture.objects.filter(round="lamps").count() == 5
    assert fixture().round == "hedges"
    assert due_fixtures(TODAY).count() == 6


def test_what_a_newer_scene_lost_is_gone_and_comes_back() -> None:
    site = with_lamps()
    how = {"actor": STAFF, "reason": "mapped anew", "at": NOW}
    services.replace_scene(site, lamps(4), **how)
    assert not fixture("lamp-4").is_current
    services.replace_scene(site, lamps(5), **how)
    assert fixture("lamp-4").is_current


def test_it_is_due_again_after_the_interval_of_its_round() -> None:
    registered()
    visit(fixture(), seen(), **WHO)
    assert not due_fixtures(TODAY).exists()
    assert not due_fixtures(TODAY + timedelta(days=120)).exists()
    assert due_fixtures(TODAY + timedelta(days=124)).count() == 1


def test_a_city_changes_the_interval_from_a_day_on() -> None:
    registered()
    visit(fixture(), seen(), **WHO)
    text = """
rounds:
  - {id: hedges, title: {ja: 生け垣, en: Hedges}, kinds: [hedge], activity: prune,
     interval_months: 1, look: {ja: 高さ, en: height}, repaired_by: 公園係}
"""
    begins = TODAY + timedelta(days=40)
    adopt(
        type_=RoundTerms,
        text=text,
        valid_from=begins,
        actor=STAFF,
        reason="x x",
        at=NOW,
    )
    assert not due_fixtures(begins - timedelta(days=1)).exists()
    assert due_fixtures(begins).count() == 1


def test_a_press_that_is_sent_twice_counts_once() -> None:
    registered()
    told = seen("broken", note="高すぎる")
    first, second = visit(fixture(), told, **WHO), visit(fixture(), told, **WHO)
    assert first == second
    assert (standing().count(), Task.objects.count()) == (1, 1)


def test_what_is_broken_becomes_one_task_for_who_mends_it() -> None:
    registered()
    visit(fixture(), seen("broken", note="高すぎる"), **WHO)
    visit(fixture(), seen("broken"), actor=STAFF, at=NOW + timedelta(days=1))
    task = Task.objects.get()
    assert (task.who, task.origin, task.element) == ("公園緑地課", "round", "hedge")
    assert task.due_on == TODAY + timedelta(days=30)


def test_what_was_sent_late_does_not_undo_what_was_seen_later() -> None:
    registered()
    visit(fixture(), seen("fine"), actor=STAFF, at=NOW + timedelta(days=1))
    visit(fixture(), seen("broken"), **WHO)
    assert fixture().condition == Fixture.Condition.FINE


def test_a_measured_height_reaches_the_next_assessment() -> None:
    site = registered()
    visit(fixture(), seen(height_m=0.7), **WHO)
    services.ask_for_assessment(site, **WHO)
    found = assess_next(lambda: NOW)
    assert found is not None
    assert found.results.get(criterion=TOO_HIGH, element="hedge").outcome == "satisfied"
    assert site.scenes.count() == 2
    assert not Visit.objects.filter(is_in_scene=False).exists()
    services.ask_for_assessment(site, actor=STAFF, at=NOW + timedelta(days=1))
    assert site.scenes.count() == 2


def test_a_lamp_that_is_out_is_out_in_the_next_scene() -> None:
    site = with_lamps()
    visit(fixture("lamp-0"), seen("broken"), **WHO)
    services.ask_for_assessment(site, **WHO)
    document = json.loads(scenes.content_of(site.scenes.latest("number")))
    lit = {f["id"]: f["properties"].get("lit") for f in document["features"]}
    assert (lit["lamp-0"], lit["lamp-1"]) == (False, True)


def illuminance(site: Site, at: datetime, count: int) -> list[float | None]:
    for number in range(count):
        visit(fixture(f"lamp-{number}"), seen(lux=3.0 + number), actor=STAFF, at=at)
    read = scenes.read(lamps())
    found = lux_evidence(
        read, site, on=at.date(), parameters=shipped_catalogue().parameters
    )
    return [e.value for e in found if e.subject == "path"]


def test_lux_values_after_dark_make_a_mean_where_there_are_enough() -> None:
    assert illuminance(with_lamps(), NIGHT, 5) == [5.0]


def test_too_few_lux_values_decide_nothing() -> None:
    assert illuminance(with_lamps(), NIGHT, 3) == [None]


def test_lux_values_by_daylight_say_nothing() -> None:
    assert not is_dark(NOW)
    assert illuminance(with_lamps(), NOW, 5) == []


def test_the_last_lamp_of_a_place_records_the_place_too() -> None:
    with_lamps()
    for number in range(5):
        visit(fixture(f"lamp-{number}"), seen(), **WHO)
    about = [{s.subject for s in record.subjects.all()} for record in standing()]
    assert sum("park" in subjects for subjects in about) == 1


def test_something_no_scene_holds_is_added_and_taken_out() -> None:
    bell = Fixture(code="B-1", round="bells", name="駅前ベル", where="駅前広場")
    how = {"actor": STAFF, "reason": "新設した", "at": NOW}
    add(bell, **how)
    visit(bell, seen("broken"), **WHO)
    assert Task.objects.get().site is None
    take_out(bell, **how)
    assert not due_fixtures(TODAY, "bells").exists()
    with pytest.raises(NotNow):
        take_out(bell, **how)


def test_today_counts_what_is_due(colleague: Callable[..., Staff]) -> None:
    registered()
    urls = [task.url for task in todo(colleague(Role.OPERATOR), NOW)]
    assert reverse("inspections:rounds") + "?now=due" in urls
    assert not list(todo(colleague(Role.VIEWER), NOW))


@pytest.fixture
def clerk(colleague: Callable[..., Staff], signed_in: Callable[..., Client]) -> Client:
    return signed_in(colleague(Role.OPERATOR))


def press(client: Client, one: Fixture, **fields: object) -> object:
    path = reverse("inspections:visit", args=[one.round, one.pk])
    return client.post(path, {"key": str(uuid.uuid4()), "found": "fine", **fields})


def test_the_page_for_the_field_leads_from_one_to_the_next(clerk: Client) -> None:
    with_lamps()
    walk = reverse("inspections:walk", args=["lamps"])
    page = clerk.get(walk)
    assert (page.context["count"], len(page.context["stops"])) == (5, 5)
    first = page.context["stops"][0].fixture
    answer = press(clerk, first)
    assert answer["Location"] == f"{walk}?"
    after = clerk.get(walk)
    assert after.context["count"] == 4
    passed = after.context["stops"][0].fixture
    round_ = clerk.get(walk, {"after": passed.pk})
    assert round_.context["stops"][-1].fixture == passed


def test_what_a_telephone_kept_is_taken_with_its_time(clerk: Client) -> None:
    registered()
    one, key = fixture(), str(uuid.uuid4())
    path = reverse("inspections:visit", args=[one.round, one.pk])
    pressed = timezone.now() - timedelta(hours=3)
    kept = {"key": key, "found": "fine", "pressed_at": pressed.isoformat()}
    for _ in range(2):
        answer = clerk.post(path, kept, headers={"X-Kept": "1"})
        assert answer.status_code == 204
    made = Visit.objects.get()
    assert abs(made.at - pressed) < timedelta(seconds=1)


def test_only_this_page_runs_our_script(clerk: Client) -> None:
    registered()
    page = clerk.get(reverse("inspections:walk", args=["hedges"]))
    assert "script-src 'self'" in page["Content-Security-Policy"]
    other = clerk.get(reverse("inspections:rounds"))
    assert "script-src" not in other["Content-Security-Policy"]


def test_the_list_asks_as_often_for_many_as_for_few(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with_lamps()
    path = reverse("inspections:rounds")
    clerk.get(path)
    with django_assert_max_num_queries(14):
        page = clerk.get(path, {"now": "due", "round": "lamps"})
    assert len(page.context["listing"].cells) == 5
    assert standings(TODAY)[0].due == 5
