"""Rules, calendar, posters and districts in a real Chromium, by keyboard."""

from __future__ import annotations

import pytest
from django.utils import timezone

from machimori_office.places import demo as places
from machimori_office.rules.models import Version
from tests.machimori_office.test_in_browser import (
    check,
    open_by_keyboard,
    playwright,
    pytestmark,
    sign_in,
)
from tests.machimori_office.test_in_browser import page as page

__all__ = ["page", "pytestmark"]


def test_an_approver_words_a_rule_anew(page: playwright.Page) -> None:
    sign_in(page, "suzuki")
    open_by_keyboard(page, "設定")
    open_by_keyboard(page, "決まり")
    check(page, "rules")
    open_by_keyboard(page, "配信の曜日と時間")
    check(page, "rule")
    open_by_keyboard(page, "この決まりを改める")
    document = page.get_by_label("決まりの文書")
    held = document.input_value()
    document.fill("hours: {fri: {opens: nine}}\nunknown: 1\n")
    page.get_by_label("理由").fill("配信要領の改正のため")
    page.get_by_role("button", name="点検して、変わる所を見る").press("Enter")
    page.get_by_role("heading", name="使えない所が").wait_for()
    check(page, "rule-problems")
    page.get_by_label("決まりの文書").fill(held.replace('"17:00"', '"18:00"', 1))
    page.get_by_role("button", name="点検して、変わる所を見る").press("Enter")
    page.get_by_role("heading", name="この文書は使えます").wait_for()
    check(page, "rule-preview")
    page.get_by_role("button", name="この決まりを").press("Enter")
    page.get_by_role("heading", name="これまでの経過").wait_for()
    assert Version.objects.count() == 1
    page.get_by_role("row", name="鈴木").get_by_role("link").press("Enter")
    page.get_by_role("heading", name="変わった所").wait_for()
    check(page, "rule-version")


@pytest.mark.parametrize("path", ["settings/calendar/", "settings/posters/", "places/"])
def test_a_page_can_be_used_by_all(page: playwright.Page, path: str) -> None:
    places.fill(timezone.now())
    sign_in(page, "suzuki")
    page.goto(f"/{path}")
    check(page, path.strip("/").replace("/", "-"))


def test_districts_are_read_from_a_file_after_a_look(page: playwright.Page) -> None:
    sign_in(page, "suzuki")
    page.goto("/places/import/")
    check(page, "places-import")
    table = {
        "name": "町.csv",
        "mimeType": "text/csv",
        "buffer": "名前\n本町\n".encode(),
    }
    page.get_by_label("ファイル").set_input_files(table)
    page.get_by_role("button", name="読み込んで").press("Enter")
    page.get_by_role("heading", name="取り込むとこうなります").wait_for()
    check(page, "places-look")
    page.get_by_label("理由").fill("町名の見直しのため")
    page.get_by_role("button", name="このとおりに取り込む").press("Enter")
    page.get_by_role("link", name="本町").wait_for()
    check(page, "places-list")
