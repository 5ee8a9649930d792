"""The pages about deliveries in a real Chromium."""

from __future__ import annotations

from datetime import timedelta

import pytest

pytest.importorskip("playwright.sync_api")

from machimori_office.outbox.models import Message
from machimori_office.outbox.sending.closing import close
from tests.machimori_office.outbox.sink import listening
from tests.machimori_office.outbox.test_sending import NOW, queued, send
from tests.machimori_office.test_in_browser import (
    check,
    open_by_keyboard,
    page,
    playwright,
    pytestmark,
    sign_in,
)

__all__ = ["page", "pytestmark"]


def test_a_delivery_is_followed_by_keyboard(page: playwright.Page) -> None:
    with listening() as sink:
        names = [f"r{number}@x.jp" for number in range(6)]
        queued(*names, "rcpt550.b@x.jp", *(f"d{n}@docomo.ne.jp" for n in range(40)))
        send(sink.port)
    Message.objects.update(created_at=NOW - timedelta(minutes=5))
    close(NOW)
    sign_in(page, "tanaka")
    open_by_keyboard(page, "設定")
    open_by_keyboard(page, "配信の記録")
    check(page, "deliveries")
    open_by_keyboard(page, "停電")
    check(page, "delivery")
    open_by_keyboard(page, "宛先を調べる・全件のExcel")
    check(page, "delivery-recipients")
    open_by_keyboard(page, "停電")
    open_by_keyboard(page, "配信の記録")
    open_by_keyboard(page, "メールは届きますか。ドメインのレコードを確かめる")
    page.locator("#id_zone").fill('@ TXT "v=spf1 +all"')
    page.locator("#id_server_ip").fill("192.0.2.25")
    page.get_by_role("button", name="このレコードを確かめる").press("Enter")
    page.get_by_role("heading", name="確かめた結果").wait_for()
    check(page, "delivery-domain")
