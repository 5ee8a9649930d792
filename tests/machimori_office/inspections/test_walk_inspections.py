"""The duty once, by keyboard, in a real Chromium: the loop, a self-check, a round."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from PIL import Image

from machimori.demo import demo_town
from machimori.scene import scene_document
from machimori_office.inspections.assessing import assess_next
from machimori_office.inspections.models import Fixture, SelfCheck, Site, Task
from machimori_office.inspections.self_checks import answering
from machimori_office.inspections.self_checks.links import token_of
from machimori_office.inspections.services import ask_for_assessment, register
from machimori_office.outbox.models import Letter
from machimori_office.people.models import Role, Staff
from machimori_office.records.services import standing
from tests.machimori_office.inspections.park import TOO_HIGH, scene
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def open_in(page: Page, settings: Any, live_server: Any) -> Callable[[str], None]:
    settings.OFFICE_ADDRESS = settings.OFFICE_PUBLIC_ADDRESS = live_server.url

    def choose(language: str) -> None:
        page.goto("/sign-in/")
        home = page.evaluate("location.origin")
        chosen = {"name": "django_language", "value": language, "url": home}
        page.context.add_cookies([chosen])

    return choose


def demo_park() -> Site:
    """Hibari park of the demo town: its hedge along the street is too high."""
    town = json.dumps(scene_document(demo_town()), ensure_ascii=False).encode()
    return in_register("ひばり公園", "park-hibari", town)


def small_park() -> Site:
    return in_register("もみじ公園", "park", scene())


def in_register(name: str, place: str, content: bytes) -> Site:
    actor, now = str(Staff.objects.get(login_name="tanaka").pk), timezone.now()
    site = Site(code="the-park", name=name, keeper="公園緑地課", places=[place])
    register(site, content, actor=actor, reason="mapped", at=now)
    ask_for_assessment(site, actor=actor, at=now)
    assess_next(timezone.now)
    return site


def send(page: Page) -> None:
    """Press the button of the page's own form."""
    page.locator("main form button").first.press("Enter")


def make_a_task(page: Page, site: Site, element: str) -> Task:
    newest = site.assessments.latest("asked_at")
    result = newest.results.get(criterion=TOO_HIGH, element=element)
    assert result.outcome == "not_satisfied"
    page.goto(f"/sites/assessments/{newest.pk}/")
    check(page, "inspections-assessment")
    page.locator(f"a[href$='/findings/{result.pk}/task/']").press("Enter")
    page.locator("#id_who").fill("公園緑地課")
    page.locator("#id_due_on").fill(str(timezone.localdate()))
    check(page, "inspections-new-task")
    send(page)
    page.wait_for_url("**/tasks/*/")
    return Task.objects.get()


def trim(page: Page, task: Task) -> None:
    page.goto("/sites/tasks/")
    check(page, "inspections-tasks")
    press(page, task.what, role="link")
    check(page, "inspections-task")
    press(page, gettext("It was done: record it"), role="link")
    page.locator("#id_activity").select_option("prune")
    page.locator("#id_by").fill("公園緑地課")
    page.locator("#id_m_height_m").fill("0.7")
    check(page, "inspections-finish")
    send(page)
    page.wait_for_url("**/sites/the-park/")


def the_next_assessment_says_so(page: Page, site: Site, element: str) -> None:
    assess_next(timezone.now)
    newest = site.assessments.latest("asked_at")
    result = newest.results.get(criterion=TOO_HIGH, element=element)
    assert result.outcome == "satisfied"
    page.reload()
    page.locator(f"a[href$='/assessments/{newest.pk}/']").press("Enter")
    changed = page.get_by_role("table", name=gettext("Came out otherwise than before"))
    changed.get_by_text(gettext("Holds"), exact=True).first.wait_for()
    record = standing().get()
    page.goto("/records/")
    check(page, "records")
    page.goto(f"/records/{record.pk}/")
    check(page, "record")


def ask_the_owner(page: Page, place: str) -> SelfCheck:
    page.goto("/sites/the-park/check/")
    page.locator("#id_form").select_option(f"{place}|jp-31/parks")
    page.locator("#id_owner").fill("もみじ管理組合")
    page.locator("#id_mail").fill("kumiai@example.jp")
    check(page, "inspections-ask")
    send(page)
    page.wait_for_url("**/checks/**")
    made = SelfCheck.objects.get()
    check(page, "inspections-self-check")
    assert token_of(made) in Letter.objects.get().text
    return made


def the_owner_answers(page: Page, made: SelfCheck, variety: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"/{variety}/check/{token_of(made)}/")
    check(page, "self-check-home")
    page.set_viewport_size(PHONE)
    page.locator("main a.button").press("Enter")
    page.locator(".three button").first.wait_for()
    check(page, "self-check-item")
    last = len(made.questions)
    of_elements = [n for n, q in enumerate(made.questions, 1) if q["element"]]
    by_hand = {1, 2, of_elements[0], last}
    for number in set(range(1, last + 1)) - by_hand:
        answering.answer(
            made, number, holds="yes", note="", picture=None, at=timezone.now()
        )
    for number in sorted(by_hand):
        page.set_viewport_size(PHONE)
        page.goto(f"/{variety}/check/{token_of(made)}/{number}/")
        page.locator(".three button").nth(number % 3).press("Enter")
        page.wait_for_url(re.compile(rf"/check/[^/]+/((?!{number}/)\d+/)?$"))
    check(page, "self-check-after-the-last")
    page.locator("main a.button").press("Enter")
    page.locator("#id_name").fill("山田 花子（理事長）")
    page.locator("[name=agrees]").press("Space")
    check(page, "self-check-sign")
    page.locator("main form button").press("Enter")
    page.wait_for_url(re.compile(r"/check/[^/]+/$"))
    check(page, "self-check-done")
    page.set_viewport_size(DESK)


def accept(page: Page, made: SelfCheck) -> None:
    page.goto("/")
    press(page, gettext("Open the self-checks"), role="link")
    check(page, "inspections-self-checks")
    page.goto(f"/sites/checks/{made.pk}/")
    press(page, gettext("Accept it, and assess the place again"))
    made.refresh_from_db()
    assert made.state == SelfCheck.State.ACCEPTED


def walk_a_round(page: Page) -> None:
    page.goto("/sites/rounds/")
    check(page, "rounds")
    page.set_viewport_size(PHONE)
    page.goto("/sites/rounds/hedges/")
    check(page, "rounds-walk")
    page.set_viewport_size(PHONE)
    wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(wide)
    first = page.locator("details.stop").first
    first.locator("[name=height_m]").fill("0.9")
    left = Fixture.objects.filter(round="hedges", seen_on__isnull=True).count()
    first.locator("button[value=fine]").press("Enter")
    page.wait_for_load_state()
    page.locator("#main").wait_for()
    assert Fixture.objects.filter(round="hedges", seen_on__isnull=True).count() < left


def jpeg() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(target, "JPEG")
    return target.getvalue()


def without_a_line(page: Page) -> None:
    """What is pressed without a line is kept, and sent once the line is back."""
    fixture = Fixture.objects.filter(round="hedges").order_by("pk").last()
    Fixture.objects.update(seen_on=None, condition="unseen")
    page.goto("/sites/rounds/hedges/")
    before = Fixture.objects.filter(seen_on__isnull=False).count()
    page.context.set_offline(True)
    first = page.locator("details.stop").first
    first.locator("details.more summary").press("Enter")
    picture = {"name": "hedge.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    first.locator("input[type=file]").set_input_files([picture])
    first.locator("button[value=broken]").press("Enter")
    page.locator("#kept").wait_for(state="visible")
    page.context.set_offline(False)
    page.locator("#kept").wait_for(state="hidden")
    assert fixture is not None
    assert Fixture.objects.filter(seen_on__isnull=False).count() == before + 1
    assert Task.objects.get(origin="round").photo is not None
    page.set_viewport_size(DESK)


@pytest.mark.parametrize(
    ("language", "park", "place", "element"),
    [
        ("ja", demo_park, "park-hibari", "hedge-hibari-street"),
        ("en", small_park, "park", "hedge"),
    ],
)
def test_the_whole_duty(
    page: Page,
    open_in: Callable[[str], None],
    language: str,
    park: Callable[[], Site],
    place: str,
    element: str,
) -> None:
    assert Staff.objects.filter(role=Role.OPERATOR).exists()
    site = park()
    open_in(language)
    with translation.override(language):
        go_in(page, "tanaka")
        task = make_a_task(page, site, element)
        trim(page, task)
        the_next_assessment_says_so(page, site, element)
        made = ask_the_owner(page, place)
        the_owner_answers(page, made, language)
        accept(page, made)
        walk_a_round(page)
        without_a_line(page)
