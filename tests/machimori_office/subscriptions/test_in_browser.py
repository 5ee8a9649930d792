"""The pages about subscribers in a real Chromium: by keyboard, against WCAG 2.2 AA."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from machimori_office.outbox.models import Address
from machimori_office.subscriptions import demo
from machimori_office.subscriptions.errors import stop_after_errors
from tests.machimori_office.outbox.mailed import accepted, bounce
from tests.machimori_office.test_in_browser import (
    check,
    open_by_keyboard,
    page,
    pytestmark,
    sign_in,
)

__all__ = ["page", "pytestmark"]
Page = Any


def with_errors() -> None:
    now = timezone.now()
    addresses = list(Address.objects.values_list("address", flat=True)[:3])
    for days_ago in (5, 4, 3):
        at = now - timedelta(days=days_ago)
        for delivery in accepted(*addresses[: days_ago - 2], at=at):
            bounce(delivery, at)
    stop_after_errors(now)


def test_subscribers_are_looked_at_and_resumed_by_keyboard(page: Page) -> None:
    demo.fill(timezone.now())
    with_errors()
    sign_in(page, "tanaka")
    page.goto(reverse("subscriptions:subscribers"))
    check(page, "subscribers")
    open_by_keyboard(page, "届かないアドレス")
    check(page, "subscribers-errors")
    stopped = Address.objects.get(state="stopped")
    open_by_keyboard(page, stopped.address)
    check(page, "subscriber")
    open_by_keyboard(page, "もう一度配信する")
    check(page, "subscriber-resume")
    page.locator("#id_reason").fill("本人から連絡があった")
    page.keyboard.press("Enter")
    page.get_by_text("このアドレスへの配信を再開しました").wait_for()
    open_by_keyboard(page, "登録を解除する")
    check(page, "subscriber-take-off")


def test_an_empty_list_says_how_people_come(page: Page) -> None:
    sign_in(page, "tanaka")
    page.goto(reverse("subscriptions:subscribers"))
    check(page, "subscribers-none")
    page.goto(reverse("subscriptions:errors"))
    check(page, "subscribers-errors-none")
