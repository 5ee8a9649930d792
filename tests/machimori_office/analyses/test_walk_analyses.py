"""The whole duty once, by keyboard, in a real Chromium: from a list to what leaves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from machimori_office.analyses import demo
from machimori_office.analyses.computing import compute_next
from tests.machimori_office.analyses.lists import map_files
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any


def file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def compute_all() -> None:
    while compute_next(timezone.now):
        pass


def read_a_list(page: Page) -> None:
    page.goto("/watch/analyses/")
    check(page, "analyses-empty")
    press(page, gettext("Lists of incidents"), role="link")
    press(page, gettext("Read a list of incidents"), role="link")
    check(page, "analyses-new-list")
    page.locator("#id_name").fill("自転車盗")
    page.locator("#id_incidents").set_input_files(file("a.csv", demo._thefts()))
    page.locator("#id_blocks").set_input_files(file("b.geojson", demo._blocks()))
    press(page, gettext("Read a list of incidents"))
    page.get_by_role("heading", name=gettext("How the files were read")).wait_for()
    check(page, "analyses-list-read")


def ask_for_counts(page: Page) -> None:
    press(page, gettext("Make counts for publication"), role="link")
    page.locator("#id_title").fill("2025年度の件数")
    page.locator("#id_incidents").select_option(index=1)
    page.locator("#id_first_on").fill("2025-04-01")
    page.locator("#id_last_on").fill("2026-03-31")
    check(page, "analyses-new-counts")
    press(page, gettext("Make counts for publication"))
    page.get_by_text(gettext("It will begin in a moment.")).wait_for()
    check(page, "analyses-waiting")


def ask_for_a_map(page: Page) -> None:
    page.goto("/watch/analyses/new/safety-map/")
    page.locator("#id_title").fill("安全マップ")
    page.locator("#id_material").set_input_files(file("map.zip", map_files()))
    check(page, "analyses-new-map")
    press(page, gettext("Make a community safety map"))
    page.get_by_text(gettext("It will begin in a moment.")).wait_for()


def forecast(page: Page) -> None:
    """Seal a forecast of the days to come, and see that nobody can know yet."""
    page.goto("/watch/analyses/forecasts/")
    check(page, "analyses-forecasts-empty")
    press(page, gettext("Forecast blocks, and seal it"), role="link")
    page.locator("#id_title").fill("来月の予測")
    page.locator("#id_incidents").select_option(index=1)
    today = timezone.localdate()
    page.locator("#id_first_on").fill(str(today + timedelta(days=1)))
    page.locator("#id_last_on").fill(str(today + timedelta(days=30)))
    check(page, "analyses-new-forecast")
    press(page, gettext("Forecast blocks, and seal it"))
    page.get_by_text(gettext("It will begin in a moment.")).wait_for()
    compute_all()
    page.goto("/watch/analyses/forecasts/")
    check(page, "analyses-forecasts")
    press(page, str(today + timedelta(days=1)), role="link")
    check(page, "analyses-forecast")


def score_a_forecast(page: Page) -> None:
    """Say what happened in March, of which the list that was read knows all."""
    page.goto("/watch/analyses/forecasts/")
    press(page, "2026-03-01", role="link")
    press(page, gettext("Hold the forecast against what happened"), role="link")
    check(page, "analyses-score")
    page.locator("#id_incidents").select_option("自転車盗")
    page.locator("#id_is_complete").press("Space")
    page.locator("#id_reason").fill("警察の月報")
    press(page, gettext("Hold the forecast against what happened"))
    page.get_by_role("region", name="自転車盗").wait_for()
    check(page, "analyses-scored")


def propose(page: Page, title: str) -> str:
    page.goto("/watch/analyses/")
    check(page, "analyses-list")
    press(page, title, role="link")
    check(page, "analyses-done")
    address = str(page.url)
    press(page, gettext("Propose to let it out"), role="link")
    page.locator("#id_reason").fill("小さな件数は出ていない")
    check(page, "analyses-propose")
    press(page, gettext("Propose to let it out"))
    page.get_by_role("heading", name=gettext("Waits for approval")).wait_for()
    check(page, "analyses-proposed")
    return address


def let_out(page: Page, address: str) -> bytes:
    go_in(page, "suzuki")
    page.get_by_role("link", name=gettext("Open the analyses")).first.wait_for()
    page.goto(address)
    press(page, gettext("Let it out"), role="link")
    page.locator("#id_reason").fill("確かめた")
    press(page, gettext("Let it out"))
    page.get_by_role("link", name="counts.csv").wait_for()
    check(page, "analyses-out")
    with page.expect_download() as kept:
        press(page, "counts.csv", role="link")
    return Path(kept.value.path()).read_bytes()


def read_in_public(page: Page, language: str) -> None:
    """What everybody reads of it, in each variety; then it is withdrawn."""
    inside = str(page.url)
    for variety in ("ja", "easy", "en") if language == "ja" else ("en",):
        page.goto(f"/{variety}/counts/")
        check(page, f"counts-{variety}")
        page.locator("main ul.alerts a").first.press("Enter")
        page.locator("main table").wait_for()
        check(page, f"count-{variety}")
    page.goto(inside)
    press(page, gettext("Withdraw it"), role="link")
    page.locator("#id_reason").fill("集計の誤りのため")
    check(page, "analyses-withdraw")
    press(page, gettext("Withdraw it"))
    page.get_by_text(gettext("Withdrawn")).first.wait_for()
    check(page, "analyses-withdrawn")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_duty(page: Page, language: str) -> None:
    page.goto("/sign-in/")
    home = page.evaluate("location.origin")
    chosen = {"name": "django_language", "value": language, "url": home}
    page.context.add_cookies([chosen])
    with translation.override(language):
        go_in(page, "tanaka")
        read_a_list(page)
        ask_for_counts(page)
        forecast(page)
        demo._forecast_march("police")
        score_a_forecast(page)
        ask_for_a_map(page)
        compute_all()
        table = let_out(page, propose(page, "2025年度の件数"))
        read_in_public(page, language)
    assert "1–2" in table.decode("utf-8-sig")
