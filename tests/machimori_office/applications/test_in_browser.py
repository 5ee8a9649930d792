"""Support and places in a real Chromium: by keyboard, against WCAG 2.2 AA."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.utils import timezone

from machimori_office.applications.models import Application
from machimori_office.camera_grants import demo as cameras
from machimori_office.inspections import services
from machimori_office.inspections.models import Site
from machimori_office.recorders import demo as recorders
from machimori_office.supplies import demo as supplies
from tests.machimori_office.inspections.park import scene
from tests.machimori_office.test_in_browser import (
    check,
    open_by_keyboard,
    page,
    pytestmark,
    sign_in,
)

__all__ = ["page", "pytestmark"]

Page = Any


def test_every_page_of_support_is_reached_by_keyboard(page: Page) -> None:
    for duty in (recorders, supplies, cameras):
        duty.fill(timezone.now())
    sign_in(page, "suzuki")
    open_by_keyboard(page, "支援")
    check(page, "support")
    open_by_keyboard(page, "自動通話録音機の貸与")
    check(page, "support-applications")
    open_by_keyboard(page, "紙の申請書を入力する")
    check(page, "support-enter")
    page.go_back()
    page.locator("tbody a").first.press("Enter")
    page.get_by_role("heading", name="これまでの経過").wait_for()
    check(page, "support-application")
    page.get_by_role("link", name="確認する").first.press("Enter")
    page.get_by_role("heading", name="要件を確認する").wait_for()
    check(page, "support-condition")
    asked = Application.objects.get(applicant__name="緑町三丁目町会")
    page.goto(f"{_origin(page)}/support/application/{asked.pk}/")
    open_by_keyboard(page, "書類を確認する")
    check(page, "support-papers")
    page.go_back()
    open_by_keyboard(page, "紙をスキャンまたは撮影して付ける")
    check(page, "support-attach")
    page.goto(f"{_origin(page)}/support/application/{asked.pk}/papers/")
    page.locator("input[value=plan]").press("Space")
    page.get_by_role("button", name="そろった書類を登録する").press("Enter")
    page.get_by_text("紙で受領").first.wait_for()
    assert page.get_by_text("未提出").count() == 2


def test_stock_loans_and_figures_are_read_by_everybody(page: Page) -> None:
    for duty in (recorders, supplies, cameras):
        duty.fill(timezone.now())
    sign_in(page, "suzuki")
    for number, path in enumerate(
        (
            "recorders/devices/",
            "recorders/loans/",
            "recorders/figures/",
            "supplies/stock/",
            "supplies/given/",
            "supplies/figures/",
            "cameras/register/",
            "cameras/explained/",
            "cameras/figures/",
        )
    ):
        page.goto(f"{_origin(page)}/support/{path}")
        check(page, f"support-list-{number}")


def test_a_place_is_assessed_and_a_finding_made_a_task(page: Page) -> None:
    at = timezone.now()
    site = Site(code="momiji", name="もみじ公園", keeper="公園係")
    services.register(site, scene(), actor="0f0f", reason="mapped", at=at)
    sign_in(page, "tanaka")
    open_by_keyboard(page, "場所")
    check(page, "sites")
    open_by_keyboard(page, "もみじ公園")
    check(page, "site")
    page.get_by_role("button", name="いま指針に照らす").press("Enter")
    page.get_by_role("link", name="どこまで進んだか見る").wait_for()
    check(page, "site-waiting")
    call_command("assess_places", once=True)
    open_by_keyboard(page, "どこまで進んだか見る")
    check(page, "site-assessment")
    page.get_by_role("link", name="やることにする").first.press("Enter")
    page.locator("#id_who").fill("公園係")
    page.locator("#id_due_on").fill(f"{timezone.localdate():%Y-%m-%d}")
    check(page, "site-new-task")
    page.get_by_role("button", name="やることにする").press("Enter")
    page.get_by_role("link", name="実施したことを記録する").press("Enter")
    page.locator("#id_by").wait_for()
    check(page, "site-finish")


def _origin(page: Page) -> str:
    scheme, _, rest = page.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
