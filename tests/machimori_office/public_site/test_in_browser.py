"""Residents' pages in a real Chromium: on a telephone, at double size, by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from machimori_office.alerts.models import Alert
from machimori_office.outbox import tokens
from machimori_office.people.models import Staff
from machimori_office.places import services as places
from machimori_office.places.boundaries import Outline
from machimori_office.subscriptions.answering import write_letters
from machimori_office.subscriptions.models import Subscriber
from machimori_office.web.words import VARIETIES
from tests.machimori_office import screen_reader
from tests.machimori_office.alerts.lives import sent
from tests.machimori_office.alerts.sheets import SHEET
from tests.machimori_office.browser import CHROMIUM, new_page
from tests.machimori_office.by_keyboard import leave_the_pointer
from tests.machimori_office.subscriptions.residents import (
    TARO,
    last_letter,
    registered,
    token_for,
    token_in,
)

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PICTURES = os.environ.get("OFFICE_PICTURES")
WIDE, TELEPHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 640}
DISTRICTS = ("東町", "梶野町", "緑町", "本町", "桜町", "貫井北町", "貫井南町", "前原町")


@pytest.fixture
def page(
    live_server: LiveServer, emptied_afterwards: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[playwright.Page]:
    leave_the_pointer(monkeypatch)
    with new_page(base_url=live_server.url, viewport=TELEPHONE) as page:
        yield page


@pytest.fixture
def town(emptied_afterwards: None) -> None:
    outlines = [Outline(code="", name=name) for name in DISTRICTS]
    now = timezone.now()
    proposal, _ = places.propose(outlines=outlines, actor="1", at=now)
    places.apply(
        proposal_id=proposal.pk,
        retires_missing=False,
        actor="1",
        reason="試験のため",
        at=now,
    )


@pytest.fixture
def alerts(town: None, writer: Staff, second: Staff) -> list[Alert]:
    now = timezone.now()
    found = [
        sent(writer, second, sheet)
        for sheet in (SHEET, replace(SHEET, category="general/weather"))
    ]
    for n, alert in enumerate(found):
        Alert.objects.filter(pk=alert.pk).update(went_out_at=now - timedelta(hours=n))
    return found


def check(page: playwright.Page, name: str) -> None:
    """Hold the page against the rules on a telephone, a desk and at double size."""
    for size, word in ((TELEPHONE, "telephone"), (WIDE, "desk")):
        page.set_viewport_size(size)
        if PICTURES:
            file = Path(PICTURES) / f"residents-{name}-{word}.png"
            page.screenshot(path=file, full_page=True)
        found = axe.Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        assert screen_reader.faults(page) == [], name
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 400})
        wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert not page.evaluate(wide), f"{name} must be pushed sideways at {width}"
    page.set_viewport_size(TELEPHONE)


@pytest.mark.parametrize("variety", VARIETIES)
def test_every_page_that_shows_something_can_be_used_by_all(
    page: playwright.Page, alerts: list[Alert], variety: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    one = f"alerts/{alerts[0].pk}/"
    rest = ("register/", "change/", "done/asked/", "mail-filters/", "privacy/")
    for path in ("", "alerts/", one, *rest, "accessibility/", "nothing/"):
        page.goto(f"/{variety}/{path}")
        name = "alert" if path == one else path.strip("/").replace("/", "-") or "home"
        check(page, f"{variety}-{name}")
    home = page.url.split(f"/{variety}/")[0]
    assert not [url for url in asked if not url.startswith(home)]
    assert not page.context.cookies()


def test_a_resident_registers_changes_and_leaves_by_keyboard_alone(
    page: playwright.Page, town: None
) -> None:
    page.goto("/ja/")
    page.wait_for_timeout(1600)
    assert "メールアドレス" in screen_reader.of_what_is_wrong(page)
    assert page.title().startswith("エラー：")
    page.goto("/ja/")
    page.wait_for_timeout(1600)
    page.get_by_label("メールアドレス").fill(TARO)
    page.get_by_label("メールアドレス").press("Enter")
    page.get_by_role("heading", name="メールをお送りしました").wait_for()
    write_letters(timezone.now())
    page.goto(f"/ja/confirm/{token_in(last_letter(TARO))}/")
    check(page, "ja-confirm")
    page.get_by_label("本町").press("Space")
    page.get_by_role("button", name="この内容で登録する").press("Enter")
    page.get_by_role("heading", name="登録が終わりました").wait_for()
    assert Subscriber.objects.get().areas.count() == 1
    page.goto(f"/ja/manage/{token_for(TARO, timezone.now())}/")
    check(page, "ja-manage")
    page.get_by_role("button", name="配信をすべて解除する").press("Enter")
    page.get_by_role("heading", name="配信を解除しました").wait_for()
    assert not Subscriber.objects.exists()


def test_the_pages_behind_links_can_be_used_by_all(
    page: playwright.Page, town: None
) -> None:
    taro = registered(TARO, at=timezone.now())
    token = tokens.issue(taro.address_id, "city/phone/refund")
    for variety in VARIETIES:
        page.goto(f"/u/{token}/?in={variety}")
        check(page, f"{variety}-leave")
        page.goto(f"/{variety}/confirm/spent/")
        check(page, f"{variety}-spent")


def test_on_paper_an_alert_stands_alone(
    page: playwright.Page, alerts: list[Alert]
) -> None:
    page.goto(f"/ja/alerts/{alerts[0].pk}/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.get_by_role("heading", level=1).is_visible()
