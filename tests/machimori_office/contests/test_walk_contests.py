"""A contest from its call to the exhibition, by keyboard, in a real Chromium."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from PIL import Image

from machimori_office.contests.models import Contest, Entry
from machimori_office.limits import forms
from machimori_office.outbox.models import Letter
from tests.machimori_office.recorders.test_walk_recorders import press_said
from tests.machimori_office.seminars.test_walk_seminars import check_narrow
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any


def _variety() -> str:
    return "en" if translation.get_language() == "en" else "ja"


def open_letter(page: Page) -> None:
    text = Letter.objects.order_by("pk").last().text
    page.goto(urlsplit(re.findall(r"http\S+", text)[0]).path)


def call(page: Page) -> Contest:
    go_in(page, "suzuki")
    page.goto("/events/contests/")
    check(page, "walk-contests-empty")
    press(page, gettext("Plan a contest"), role="link")
    today = timezone.localdate()
    page.locator("#id_title_ja").fill("標語・ポスターコンクール")
    page.locator("#id_title_en").fill("Slogans and posters")
    days = {"opens_on": -3, "closes_on": 9, "judged_until": 30, "shown_until": 90}
    for name, ahead in days.items():
        day = today + timedelta(days=ahead)
        page.locator(f"#id_{name}").fill(day.isoformat())
    check(page, "walk-contest-plan")
    press(page, gettext("Save the plan"))
    press(page, gettext("Publish the call for entries"))
    page.get_by_role("link", name=gettext("Enter a paper form")).wait_for()
    check(page, "walk-contest-open")
    return Contest.objects.get()


def enter(page: Page, contest: Contest, picture: Path) -> None:
    page.goto(f"/{_variety()}/events/contests/{contest.pk}/")
    page.locator("#id_family_name").fill("青木")
    page.locator("#id_given_name").fill("はると")
    page.locator("#id_group").select_option("elementary")
    page.locator("#id_guardian").fill("青木 ハナ")
    page.locator("#id_email").fill("hana@carrier.example")
    page.locator("#id_w_slogan_1").fill("あいさつで つながるまち")
    page.locator("#id_w_poster_1").set_input_files(picture)
    page.locator("input[value=given]").press("Space")
    check_narrow(page, "walk-contest")
    press_said(page, "contests.send")
    page.wait_for_url("**/done/asked/")
    open_letter(page)
    check_narrow(page, "walk-consent")
    press_said(page, "contests.consent_button")
    page.get_by_role("button", name=re.compile("取り下げ|Withdraw")).first.wait_for()
    check(page, "walk-entered")


def judge(page: Page, contest: Contest) -> None:
    page.goto(f"/events/contests/{contest.pk}/judges/")
    page.locator("#id_name").fill("審査員 甲")
    page.locator("#id_mail").fill("judge@carrier.example")
    check(page, "walk-judges")
    press(page, gettext("Name a judge"))
    yesterday = timezone.localdate() - timedelta(days=1)
    Contest.objects.filter(pk=contest.pk).update(closes_on=yesterday)
    page.goto(f"/events/contests/{contest.pk}/")
    page.locator("form[action$='/step/judge/'] button").press("Enter")
    page.wait_for_load_state()
    open_letter(page)
    check_narrow(page, "walk-judge")
    page.locator("main a.button").press("Enter")
    for _ in range(2):
        for name in ("message", "memorable", "original"):
            page.locator(f"input[name={name}][value='4']").press("Space")
        check_narrow(page, "walk-marks")
        before = page.url
        page.locator("main form button").first.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)


def decide(page: Page, contest: Contest) -> None:
    page.goto(f"/events/contests/{contest.pk}/outcome/")
    check(page, "walk-outcome")
    press(page, gettext("Give out the awards as they stand here"))
    page.wait_for_url(f"**/contests/{contest.pk}/")
    press(page, gettext("Announce: show the works and write to who won"))
    page.get_by_role("link", name=re.compile("賞状|certificate")).first.wait_for()
    check(page, "walk-announced")
    page.goto(f"/events/contests/{contest.pk}/entries/")
    check(page, "walk-entries")
    page.locator("tbody a").first.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    check(page, "walk-entry")
    page.goto("/events/contests/figures/")
    check(page, "walk-contests-figures")
    page.goto(f"/{_variety()}/events/contests/{contest.pk}/")
    page.locator("img.photo").wait_for()
    check_narrow(page, "walk-exhibition")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_contest_from_call_to_exhibition(
    page: Page,
    live_server: Any,
    settings: Any,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    settings.OFFICE_ADDRESS = settings.OFFICE_PUBLIC_ADDRESS = live_server.url
    monkeypatch.setattr(forms, "SHORTEST", timedelta(0))
    picture = tmp_path / "poster.png"
    Image.new("RGB", (210, 297), "teal").save(picture)
    page.goto("/sign-in/")
    chosen = {"name": "django_language", "value": language, "url": live_server.url}
    page.context.add_cookies([chosen])
    with translation.override(language):
        contest = call(page)
        enter(page, contest, picture)
        judge(page, contest)
        decide(page, contest)
    shown = Entry.objects.filter(award="best").values_list("shown_name", flat=True)
    assert list(shown) == ["はると", "はると"]
