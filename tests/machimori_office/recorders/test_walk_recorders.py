"""A recorder from the application to the letter, by keyboard, in a real Chromium."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from machimori_office.applications.models import Application
from machimori_office.applications.states import State
from machimori_office.limits import forms
from machimori_office.outbox.models import Letter
from machimori_office.public_site import texts
from machimori_office.recorders.services import add_devices
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any
MAIL = "hana@carrier.example"


def press_said(page: Page, name: str, *, role: str = "button") -> None:
    """Press what residents' pages call by a text of `words/`."""
    press(page, texts.plain(name, _variety()), role=role)


def _variety() -> Any:
    return "en" if translation.get_language() == "en" else "ja"


def open_letter(page: Page) -> None:
    """Follow the link of the newest mail."""
    link = re.findall(r"http\S+", Letter.objects.order_by("pk").last().text)[0]
    page.goto(urlsplit(link).path)


def apply(page: Page) -> None:
    page.goto(f"/{_variety()}/apply/")
    check(page, "walk-apply")
    page.goto(f"/{_variety()}/apply/recorders/")
    check(page, "walk-apply-recorders")
    page.locator("#id_name").fill("青木 ハナ")
    page.locator("#id_address").fill("ひばり市本町")
    page.locator("#id_mail").fill(MAIL)
    page.locator("#id_q_birthday").fill("1948-02-03")
    page.locator("#id_q_police-device").select_option("no")
    press_said(page, "apply.send")
    page.wait_for_url("**/done/apply/")
    open_letter(page)
    check(page, "walk-apply-confirm")
    press_said(page, "apply.confirm_button")
    page.wait_for_url("**/application/**")
    check(page, "walk-application")


def ask_for_a_correction(page: Page) -> None:
    go_in(page, "tanaka")
    page.goto("/support/recorders/")
    page.locator("tbody a").first.press("Enter")
    check(page, "walk-application-clerk")
    press(page, gettext("Ask the applicant to correct it"), role="link")
    page.locator("#id_said").fill("番地を書いてください。")
    page.locator("#id_reason").fill("番地がない")
    press(page, gettext("Ask the applicant to correct it"))
    page.get_by_text(gettext("Returned for correction.")).wait_for()


def correct(page: Page) -> None:
    open_letter(page)
    page.get_by_text("番地を書いてください。").wait_for()
    press_said(page, "apply.correct", role="link")
    page.locator("#id_address").fill("ひばり市本町2-3")
    check(page, "walk-application-correct")
    press_said(page, "apply.correct_button")
    page.get_by_text(texts.plain("apply.state_received", _variety())).wait_for()


def decide(page: Page, found: Application) -> None:
    at = f"/support/application/{found.pk}/"
    go_in(page, "suzuki")
    page.goto(f"{at}move/accept/")
    _give_reason(page, gettext("Accept it as complete"))
    for condition in ("lives-in-the-city", "about-65", "no-police-device"):
        page.goto(f"{at}condition/{condition}/")
        page.locator("input[value=met]").check()
        page.locator("#id_evidence").fill("本人確認書類")
        page.locator("main form button").first.press("Enter")
        page.wait_for_url(f"**{at}")
    page.goto(f"{at}move/grant/")
    _give_reason(page, gettext("Grant it"))
    page.locator(f"form[action='{at}letter/granted/'] button").evaluate(
        "button => button.form.removeAttribute('target')"
    )
    with page.expect_download():
        page.locator(f"form[action='{at}letter/granted/'] button").press("Enter")


def _give_reason(page: Page, button: str) -> None:
    page.locator("#id_reason").fill("書類を確かめた")
    press(page, button)
    page.locator(".notice.success").wait_for()


def lend(page: Page, found: Application) -> None:
    add_devices(["TR-1"], model="A", bought_on=None, actor="walk", at=timezone.now())
    go_in(page, "tanaka")
    page.goto(f"/support/recorders/lend/{found.pk}/")
    page.locator("#id_device").select_option(index=1)
    page.locator("#id_on").fill(timezone.localdate().isoformat())
    page.locator("main form button").first.press("Enter")
    page.wait_for_url("**/loans/*/")
    page.goto("/support/recorders/figures/")
    check(page, "walk-recorders-figures")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_recorder_from_application_to_letter(
    page: Page,
    live_server: Any,
    settings: Any,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.OFFICE_PUBLIC_ADDRESS = live_server.url
    monkeypatch.setattr(forms, "SHORTEST", forms.timedelta(0))
    page.goto("/sign-in/")
    chosen = {"name": "django_language", "value": language, "url": live_server.url}
    page.context.add_cookies([chosen])
    with translation.override(language):
        apply(page)
        found = Application.objects.get()
        ask_for_a_correction(page)
        correct(page)
        decide(page, found)
        lend(page, found)
        assert Application.objects.get().state == State.CARRIED_OUT
        open_letter(page)
        page.get_by_text("自動通話録音機貸与決定通知書").first.wait_for()
        check(page, "walk-application-letter")
