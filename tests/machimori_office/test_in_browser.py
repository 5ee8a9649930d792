"""The office in a real Chromium: by keyboard alone, held against WCAG 2.2 AA.

Fields, links and buttons are reached by Tab and used by keys (`by_keyboard.py`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from machimori_office.demo import city as demo
from tests.machimori_office import screen_reader
from tests.machimori_office.browser import CHROMIUM, new_page
from tests.machimori_office.by_keyboard import leave_the_pointer

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PICTURES = os.environ.get("OFFICE_PICTURES")


@pytest.fixture
def page(
    live_server: LiveServer,
    emptied_afterwards: None,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[playwright.Page]:
    settings.SECOND_FACTOR_REQUIRED = False
    leave_the_pointer(monkeypatch)
    demo.load(timezone.now())
    with new_page(base_url=live_server.url, locale="ja-JP") as page:
        yield page


def check(page: playwright.Page, name: str) -> None:
    """Hold the page against the rules, as it is, as it is read out and at double size.

    How it looks does not hang on the database.
    """
    if connection.vendor == "postgresql":
        return
    page.wait_for_load_state()
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    found = axe.Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert screen_reader.faults(page) == [], name
    page.set_viewport_size({"width": 640, "height": 400})
    wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(wide), f"{name} must be pushed sideways at 200 %"
    page.set_viewport_size({"width": 1280, "height": 800})


def open_by_keyboard(page: playwright.Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.press("Enter")
    page.get_by_role("heading", level=1).wait_for()


def sign_in(page: playwright.Page, login_name: str) -> None:
    page.goto("/")
    check(page, "sign-in")
    page.locator("#id_login").fill(login_name)
    page.locator("#id_password").fill(demo.PASSWORD)
    page.locator("#id_password").press("Enter")
    page.get_by_role("heading", name="今日").wait_for()


def test_a_manager_walks_through_the_office_by_keyboard(page: playwright.Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, "sato")
    check(page, "today")
    open_by_keyboard(page, "設定")
    check(page, "settings")
    open_by_keyboard(page, "職員")
    check(page, "staff")
    open_by_keyboard(page, "職員を招待する")
    check(page, "invite")
    assert "次の項目を直してください" in screen_reader.of_what_is_wrong(page)
    assert page.title().startswith("エラー：")
    check(page, "invite-wrong")
    open_by_keyboard(page, "設定")
    open_by_keyboard(page, "操作記録")
    page.get_by_role("button", name="すべての記録を読んで確かめる").press("Enter")
    page.get_by_role("heading", name="記録はすべてつながっています").wait_for()
    check(page, "audit")
    home = page.url.split("/settings")[0]
    assert not [url for url in asked if not url.startswith((home, "data:"))]


def test_a_second_factor_is_set_up_from_today(page: playwright.Page) -> None:
    sign_in(page, "tanaka")
    open_by_keyboard(page, "設定する（2分）")
    check(page, "password-again")
    page.locator("#id_password").fill(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_code").wait_for()
    check(page, "second-factor")


def test_the_first_tab_leads_past_the_frame(page: playwright.Page) -> None:
    sign_in(page, "ito")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_nothing_is_lost_on_paper(page: playwright.Page) -> None:
    sign_in(page, "tanaka")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert page.get_by_role("heading", name="今日").is_visible()


def test_a_passkey_stands_for_password_and_second_factor(
    page: playwright.Page,
) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, "tanaka")
    page.goto("/second-factor/webauthn/add/")
    page.locator("#id_password").fill(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_passwordless").check()
    check(page, "add-a-passkey")
    page.locator("#mfa_webauthn_add").press("Enter")
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    page.goto("/sign-in/passkey/")
    check(page, "passkey")
    page.locator("#passkey_login").press("Enter")
    page.get_by_role("heading", name="今日").wait_for()
