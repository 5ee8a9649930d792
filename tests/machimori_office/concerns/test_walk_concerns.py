"""A concern from the resident to the public answer, by keyboard, in a real Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from PIL import Image

from machimori_office.concerns.models import Concern
from machimori_office.limits import forms
from machimori_office.outbox.models import Letter
from machimori_office.places import demo as places
from machimori_office.records.models import Record
from tests.machimori_office.recorders.test_walk_recorders import press_said
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any


def _variety() -> str:
    return "en" if translation.get_language() == "en" else "ja"


def report(page: Page, picture: Path) -> None:
    page.goto(f"/{_variety()}/concerns/")
    check(page, "walk-concerns")
    page.locator(".kinds a").nth(3).press("Enter")
    check(page, "walk-concern-person")
    page.goto(f"/{_variety()}/concerns/new/hedge/")
    page.locator("#id_text").fill("公園の生け垣が高くて、中が見えません。")
    page.locator("#id_district").select_option("honcho")
    page.locator("#id_place_text").fill("公園の北側の入口")
    check(page, "walk-concern-report")
    press_said(page, "concerns.next")
    page.locator("#id_picture_1").set_input_files(picture)
    page.locator("#id_mail").fill("hana@carrier.example")
    check(page, "walk-concern-check")
    press_said(page, "concerns.send")
    page.wait_for_url("**/concern/**")
    check(page, "walk-concern-sent")
    page.goto(urlsplit(re.findall(r"http\S+", Letter.objects.get().text)[0]).path)
    check(page, "walk-concern-mail")
    press_said(page, "concerns.mail_button")
    page.wait_for_url("**/concern/**")


def mark_on_the_plan(page: Page) -> None:
    """With a pointer: the plan comes closer, and what was written stays."""
    page.goto(f"/{_variety()}/concerns/new/lamp/")
    page.locator("#id_text").fill("街灯が切れています。")
    plan = page.locator("input.plan")
    plan.scroll_into_view_if_needed()
    box = plan.bounding_box()
    with page.expect_navigation():
        page.mouse.click(box["x"] + 150, box["y"] + 120)
    page.locator("#plan [role=status]").wait_for()
    check(page, "walk-concern-plan")
    assert page.locator("#id_text").input_value() == "街灯が切れています。"
    assert page.locator("#id_lon").input_value().startswith("139.")


def see_to_it(page: Page, found: Concern) -> None:
    go_in(page, "tanaka")
    page.goto("/concerns/")
    check(page, "walk-concerns-clerk")
    page.locator("tbody a").first.press("Enter")
    check(page, "walk-concern-clerk")
    press(page, gettext("Answer it"), role="link")
    page.locator("main a[href='?template=passed-on']").press("Enter")
    check(page, "walk-concern-answer")
    press(page, gettext("Answer it"))
    press(page, gettext("Pass it on"), role="link")
    press(page, gettext("Pass it on"))
    press(page, gettext("Close it with a record"), role="link")
    page.locator("#id_activity").select_option("prune")
    page.locator("#id_said").fill("生け垣を切りました。")
    press(page, gettext("Close it with a record"))
    press(page, gettext("Publish it with the answer"), role="link")
    page.locator("#id_text").fill("公園の生け垣が高く、見通しが悪い。")
    page.locator("#id_answer").fill("生け垣を切りました。")
    press(page, gettext("Publish it with the answer"))
    page.get_by_text(gettext("Published.")).wait_for()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_concern_from_resident_to_answer(
    page: Page,
    live_server: Any,
    settings: Any,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.OFFICE_PUBLIC_ADDRESS = live_server.url
    monkeypatch.setattr(forms, "SHORTEST", forms.timedelta(0))
    Image.new("RGB", (400, 300), "green").save(tmp_path / "hedge.jpg")
    places.fill(timezone.now())
    page.goto("/sign-in/")
    chosen = {"name": "django_language", "value": language, "url": live_server.url}
    page.context.add_cookies([chosen])
    with translation.override(language):
        report(page, tmp_path / "hedge.jpg")
        mark_on_the_plan(page)
        see_to_it(page, Concern.objects.get())
        assert Record.objects.get().activity == "prune"
        link = re.findall(r"http\S+", Letter.objects.order_by("pk").last().text)[0]
        page.goto(urlsplit(link).path)
        page.get_by_text("生け垣を切りました。").wait_for()
        check(page, "walk-concern-answered")
        page.goto(f"/{_variety()}/concerns/")
        page.get_by_text("公園の生け垣が高く、見通しが悪い。").wait_for()
