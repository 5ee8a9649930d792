"""The pages about alerts in a real Chromium: by keyboard, against WCAG 2.2 AA."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from machimori_office.alerts import demo
from machimori_office.alerts.models import Alert
from machimori_office.alerts.services import approving, drafting, sending
from machimori_office.people.models import Staff
from tests.machimori_office.alerts.sheets import LOOKS, SHEET
from tests.machimori_office.test_in_browser import (
    check,
    open_by_keyboard,
    page,
    pytestmark,
    sign_in,
)

__all__ = ["page", "pytestmark"]

Page = Any


def address(name: str, alert: Alert, **more: str) -> str:
    return reverse(f"alerts:{name}", kwargs={"pk": alert.pk, **more})


def fugitive(by: Staff, **how: Any) -> Alert:
    at = timezone.now()
    sheet = replace(
        SHEET, category="city/crime/fugitive", written_at=at, happened_at=at
    )
    return drafting.draft(sheet=sheet, by=by, at=at, **how)


@pytest.fixture
def tanaka(page: Page) -> Staff:
    return Staff.objects.get(login_name="tanaka")


@pytest.fixture
def suzuki(page: Page) -> Staff:
    return Staff.objects.get(login_name="suzuki")


def approved(by: Staff, second: Staff) -> Alert:
    alert = approving.ask(alert=fugitive(by), version=1, by=by, at=timezone.now())
    return approving.approve(alert=alert, version=2, by=second, at=timezone.now())


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.press("Enter")


def test_an_operator_drafts_and_asks_by_keyboard(page: Page) -> None:
    sign_in(page, "tanaka")
    open_by_keyboard(page, "メール")
    check(page, "mail-empty")
    open_by_keyboard(page, "起案する")
    check(page, "mail-new")
    page.locator("#id_category").select_option("city/crime/fugitive")
    press(page, "書き始める")
    for name in ("what", "where", "details", "source"):
        page.locator(f"#id_{name}_ja").fill(getattr(SHEET, name).ja)
    page.locator("#id_to_do_ja").fill(SHEET.to_do[0].ja)
    page.locator("#id_looks_ja").fill(LOOKS.ja)
    press(page, "保存せずにメールを見る")
    page.get_by_text("特徴の期限を入れてください").first.wait_for()
    page.locator("#id_looks_until").fill(
        f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    )
    press(page, "起案を保存する")
    page.get_by_text("起案を保存しました").wait_for()
    check(page, "mail-edit")
    press(page, "保存して承認を求める")
    page.get_by_role("heading", name="承認").wait_for()
    check(page, "mail-approve-writer")
    page.get_by_text("ほかに誰もおらず、待てないとき").press("Enter")
    check(page, "mail-glass")


def test_a_second_person_sends_and_takes_back_by_keyboard(
    page: Page, tanaka: Staff
) -> None:
    approving.ask(alert=fugitive(tanaka), version=1, by=tanaka, at=timezone.now())
    sign_in(page, "suzuki")
    open_by_keyboard(page, "読んで決める")
    check(page, "mail-approve")
    press(page, "0人に今すぐ配信する")
    page.get_by_text("秒で配信されます").wait_for()
    check(page, "mail-countdown")
    page.locator("#id_reason").fill("表現の誤り")
    press(page, "取りやめて起案に戻す")
    page.get_by_text("誰にも届いていません。起案に戻しました。").wait_for()


def test_one_alert_from_sending_to_its_end(
    page: Page, tanaka: Staff, suzuki: Staff
) -> None:
    alert = approved(tanaka, suzuki)
    sending.queue_due(timezone.now() + timedelta(minutes=3))
    sign_in(page, "tanaka")
    page.goto(address("one", alert))
    check(page, "mail-one")
    for step in ("hold", "cancel"):
        page.goto(address("steer", alert, step=step))
        check(page, f"mail-{step}")
    alert.refresh_from_db()
    demo.delivered(alert, timezone.now())
    sending.follow_deliveries(timezone.now())
    page.goto(address("follow", alert, relation="all_clear"))
    check(page, "mail-follow")
    page.goto(address("one", alert))
    check(page, "mail-sent")


def test_a_manager_reviews_and_a_family_agrees(page: Page, tanaka: Staff) -> None:
    alert = fugitive(tanaka)
    approving.break_glass(
        alert=alert, version=1, by=tanaka, at=timezone.now(), reason="夜間で一人のため"
    )
    exercise = fugitive(tanaka, is_training=True)
    sign_in(page, "sato")
    check(page, "today-with-mail")
    page.goto(address("review", alert))
    check(page, "mail-review")
    page.goto(address("consent", exercise))
    check(page, "mail-consent")
    page.goto(reverse("alerts:arrivals"))
    check(page, "mail-arrivals")


def test_the_year_is_read_and_printed(page: Page, tanaka: Staff) -> None:
    demo.fill(timezone.now())
    sign_in(page, "ito")
    page.goto(reverse("alerts:list"))
    check(page, "mail-list")
    page.goto(reverse("alerts:figures"))
    check(page, "mail-figures")
    page.emulate_media(media="print")
    assert page.get_by_role("table").first.is_visible()


def test_what_somebody_else_saved_is_shown(page: Page, tanaka: Staff) -> None:
    alert = fugitive(tanaka)
    sign_in(page, "tanaka")
    page.goto(address("edit", alert))
    drafting.save(alert=alert, version=1, sheet=SHEET, by=tanaka, at=timezone.now())
    page.locator("#id_what_ja").fill("別の件名")
    press(page, "起案を保存する")
    page.get_by_role("heading", name="ほかの職員が先に").wait_for()
    check(page, "mail-clash")
