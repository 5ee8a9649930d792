"""The whole duty once, by keyboard, in a real Chromium: from registration to figures.

Real mails go over real sockets: out of the ledger into the catcher, and back in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext

from machimori_office.demo import catcher
from machimori_office.demo import city as demo
from machimori_office.jobs.services import tick
from machimori_office.mailroom.server import Reception
from machimori_office.outbox.models import Failure, Message
from machimori_office.outbox.sending.hand import Manner
from machimori_office.outbox.sending.session import Route
from machimori_office.outbox.sending.worker import send_what_is_due
from machimori_office.subscriptions.audience import recipients
from tests.machimori_office.alerts.sheets import SHEET
from tests.machimori_office.mail_server import listening
from tests.machimori_office.test_in_browser import check, page, pytestmark

__all__ = ["page", "pytestmark"]

Page = Any
FUGITIVE = "city/crime/fugitive"
AOI, HARU = "aoi@docomo.example", "haru@au.example"


@pytest.fixture
def later(
    page: Page, settings: Any, live_server: Any, tmp_path: Path
) -> Iterator[Callable[[timedelta], None]]:
    """Let time pass: the clock ticks, and what is due leaves."""
    settings.OFFICE_ADDRESS = settings.OFFICE_PUBLIC_ADDRESS = live_server.url
    settings.OFFICE_FOLDER = tmp_path
    reception = Reception(timezone.now, is_lmtp=False)
    with listening(catcher.Catcher()) as out, listening(reception) as into:
        settings.MAIL_OUT, settings.MAIL_IN = out, into
        past = [timedelta()]

        def pass_(time: timedelta) -> None:
            past[0] += time
            clock = lambda: timezone.now() + past[0]  # noqa: E731
            route = Route(host=out[0], port=out[1], hello="hibari.example")
            for _ in range(2):
                tick(worker="walk", clock=clock)
                send_what_is_due(clock=clock, manner=Manner(idle_s=0.01), route=route)
                past[0] += timedelta(seconds=15)

        yield pass_
        reception.close()


def wanting(category: str) -> set[str]:
    found = recipients(category=category, areas=frozenset())
    return set(found.values_list("address__address", flat=True))


def go_in(page: Page, login_name: str) -> None:
    page.context.clear_cookies(name="sessionid")
    page.goto("/sign-in/")
    page.locator("#id_login").fill(login_name)
    page.locator("#id_password").fill(demo.PASSWORD)
    page.locator("#id_password").press("Enter")
    page.get_by_role("heading", name=gettext("Today")).first.wait_for()


def press(page: Page, name: str, *, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).first.press("Enter")


def caught(address: str) -> catcher.Caught:
    return next(mail for mail in catcher.caught() if mail.recipient == address)


def open_mail(page: Page, address: str) -> None:
    page.goto(f"/demo/mail/{caught(address).id}/")


def register(page: Page, address: str, later: Callable[[timedelta], None]) -> None:
    page.goto("/demo/mail/write/")
    page.locator("#id_sender").fill(address)
    page.locator("#id_mailbox").select_option("join")
    press(page, gettext("Send the empty mail"))
    page.get_by_text(gettext("Sent to the office.")).wait_for()
    later(timedelta(seconds=10))
    open_mail(page, address)
    page.locator(".letter a").first.press("Enter")
    page.locator("main form button").last.press("Enter")
    page.wait_for_url("**/done/**")


def draft(page: Page) -> None:
    go_in(page, "tanaka")
    page.goto("/mail/new/")
    page.locator("#id_category").select_option(FUGITIVE)
    press(page, gettext("Begin to write"))
    for name in ("what", "where", "details", "source"):
        page.locator(f"#id_{name}_ja").fill(getattr(SHEET, name).ja)
    page.locator("#id_to_do_ja").fill(SHEET.to_do[0].ja)
    press(page, gettext("Save and ask for approval"))
    page.get_by_role("heading", name=gettext("Approve")).first.wait_for()


def approve(page: Page) -> None:
    go_in(page, "suzuki")
    press(page, gettext("Read it and decide"), role="link")
    check(page, "walk-approve")
    page.locator("form.decide button").first.press("Enter")
    page.wait_for_url("**/countdown/")


def printed_figures(page: Page) -> bytes:
    go_in(page, "sato")
    page.goto("/mail/figures/")
    check(page, "walk-figures")
    with page.expect_download() as printed:
        press(page, gettext("PDF to print"), role="link")
    return Path(printed.value.path()).read_bytes()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_duty(
    page: Page, later: Callable[[timedelta], None], language: str
) -> None:
    page.goto("/sign-in/")
    home = page.evaluate("location.origin")
    chosen = {"name": "django_language", "value": language, "url": home}
    page.context.add_cookies([chosen])
    with translation.override(language):
        register(page, AOI, later)
        register(page, HARU, later)
        assert wanting(FUGITIVE) == {AOI, HARU}
        draft(page)
        approve(page)
        later(timedelta(minutes=3))
        assert SHEET.what.ja in caught(AOI).letter["Subject"]
        alert = Message.objects.get(purpose="alert")
        assert (alert.total, alert.accepted) == (2, 2)

        open_mail(page, AOI)
        check(page, "walk-mail")
        press(page, gettext("Unsubscribe with the mail program's button"))
        page.wait_for_url("**/u/**")
        assert wanting(FUGITIVE) == {HARU}

        open_mail(page, HARU)
        press(page, gettext("Let it bounce: the mailbox is gone"))
        page.get_by_text(gettext("Sent to the office.")).wait_for()
        later(timedelta(minutes=1))
        alert.refresh_from_db()
        assert (alert.accepted, alert.bounced) == (1, 1)
        assert Failure.objects.get().address.address == HARU

        assert printed_figures(page).startswith(b"%PDF")
