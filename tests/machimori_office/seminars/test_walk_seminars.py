"""A seminar from its plan to the year's figure, by keyboard, in a real Chromium."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from machimori_office.limits import forms
from machimori_office.outbox.models import Letter
from machimori_office.seminars.models import Participation, Seminar
from tests.machimori_office.recorders.test_walk_recorders import press_said
from tests.machimori_office.test_in_browser import (
    PICTURES,
    check,
    page,
    pytestmark,
)
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any


def _variety() -> str:
    return "en" if translation.get_language() == "en" else "ja"


def check_narrow(page: Page, name: str) -> None:
    """Hold a resident's page against the rules, and look at it on a telephone."""
    check(page, name)
    page.set_viewport_size({"width": 320, "height": 640})
    if PICTURES:
        file = Path(PICTURES) / f"{name}-320.png"
        page.screenshot(path=file, full_page=True)
    wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(wide), f"{name} must be pushed sideways at 320"
    page.set_viewport_size({"width": 1280, "height": 800})


def plan(page: Page) -> Seminar:
    go_in(page, "tanaka")
    page.goto("/events/")
    check(page, "walk-seminars-empty")
    press(page, gettext("Plan a seminar"), role="link")
    on = timezone.localdate() + timedelta(days=9)
    page.locator("#id_title_ja").fill("市民防犯講習会")
    page.locator("#id_title_en").fill("Seminar on preventing crime")
    for name, said in {
        "on": on.isoformat(),
        "begins": "14:00",
        "ends": "16:00",
        "place_ja": "市民会館 ホール",
        "capacity": "30",
        "deadline": on.isoformat(),
        "topic0-ja": "特殊詐欺の劇",
        "topic0-en": "A play about fraud",
    }.items():
        page.locator(f"#id_{name}").fill(said)
    page.locator("#id_topic0-subject").select_option("fraud")
    check(page, "walk-seminar-plan")
    press(page, gettext("Save the plan"))
    press(page, gettext("Publish it on the residents' pages"))
    page.locator(".notice.success").wait_for()
    check(page, "walk-seminar-published")
    return Seminar.objects.get()


def sign_up(page: Page, seminar: Seminar) -> Participation:
    page.goto(f"/{_variety()}/events/")
    check_narrow(page, "walk-events")
    page.goto(f"/{_variety()}/events/seminars/{seminar.pk}/")
    page.locator("#id_name").fill("青木 ハナ")
    page.locator("#id_people").fill("2")
    page.locator("#id_email").fill("hana@carrier.example")
    check_narrow(page, "walk-seminar")
    press_said(page, "seminars.send")
    page.wait_for_url("**/done/asked/")
    link = re.findall(r"http\S+", Letter.objects.get().text)[0]
    page.goto(urlsplit(link).path)
    check(page, "walk-ticket-confirm")
    page.locator("button[name=confirm]").press("Enter")
    page.locator(".code svg").wait_for()
    check_narrow(page, "walk-ticket")
    return Participation.objects.get()


def receive(page: Page, seminar: Seminar, party: Participation) -> None:
    page.goto(f"/events/seminars/{seminar.pk}/door/")
    check_narrow(page, "walk-door")
    page.goto(f"/events/seminars/here/{party.pk}/")
    check_narrow(page, "walk-here")
    page.locator("button.large").press("Enter")
    page.locator(".notice.success").wait_for()
    page.locator("#id_people").fill("3")
    press(page, gettext("Let them in"))
    page.get_by_role("button", name=gettext("Take this back")).nth(1).wait_for()
    check(page, "walk-door-here")


def close(page: Page, seminar: Seminar) -> None:
    begun = timezone.now() - timedelta(hours=3)
    times = {"begins_at": begun, "ends_at": begun + timedelta(hours=2)}
    Seminar.objects.filter(pk=seminar.pk).update(**times, signs_up_until=begun)
    page.goto("/")
    press(page, gettext("Close it now"), role="link")
    check(page, "walk-seminar-close")
    press(page, gettext("Close it and keep the record"))
    page.locator(".notice.success").wait_for()
    check(page, "walk-seminar-held")
    page.goto("/events/figures/")
    check(page, "walk-seminars-figures")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_seminar_from_plan_to_figure(
    page: Page,
    live_server: Any,
    settings: Any,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.OFFICE_ADDRESS = settings.OFFICE_PUBLIC_ADDRESS = live_server.url
    monkeypatch.setattr(forms, "SHORTEST", timedelta(0))
    page.goto("/sign-in/")
    chosen = {"name": "django_language", "value": language, "url": live_server.url}
    page.context.add_cookies([chosen])
    with translation.override(language):
        seminar = plan(page)
        party = sign_up(page, seminar)
        receive(page, seminar, party)
        close(page, seminar)
        assert page.locator("tbody td a").nth(2).inner_text().startswith("5")
    seminar.refresh_from_db()
    assert (seminar.signed_up, seminar.came, seminar.walked_in) == (2, 5, 3)
