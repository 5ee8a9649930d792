"""Search, a list taken over with an error and its repair, and the year: by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext

from machimori_office.recorders.models import Loan
from tests.machimori_office.desk.test_lists import HANA, HEADS, TADASHI, workbook
from tests.machimori_office.test_in_browser import check, page, pytestmark
from tests.machimori_office.test_walk import go_in, press

__all__ = ["page", "pytestmark"]

Page = Any


def choose(page: Page, file: Path, *lines: list[str]) -> None:
    file.write_bytes(workbook(*lines))
    page.locator("#id_file").set_input_files(file)
    press(page, gettext("Read it and show what would happen"))


def take_over(page: Page, folder: Path) -> None:
    go_in(page, "tanaka")
    page.goto("/settings/")
    press(page, gettext("Take over lists"), role="link")
    check(page, "desk-lists")
    press(page, gettext("Recorders and who has them"), role="link")
    check(page, "desk-list")
    file = folder / "名簿.xlsx"
    choose(page, file, HEADS, HANA, [*TADASHI[:3], "5月1日"])
    page.get_by_text("5月1日").first.wait_for()
    check(page, "desk-list-refused")
    assert not Loan.objects.exists()
    choose(page, file, HEADS, HANA, TADASHI)
    page.locator("#id_reason").fill("以前の名簿から移すため")
    check(page, "desk-list-right")
    press(page, gettext("Take all of it over"))
    page.get_by_role("heading", name=gettext("Loans"), exact=True).wait_for()
    assert Loan.objects.count() == 2


def search(page: Page) -> None:
    page.locator("#find-everything").fill("青木はな")
    page.locator("#find-everything").press("Enter")
    page.wait_for_url("**/search/")
    check(page, "desk-search")
    page.locator("main .rows a").first.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    assert "青木 ハナ" in page.locator("main").inner_text()


def tell_the_year(page: Page) -> bytes:
    go_in(page, "sato")
    press(page, gettext("The year"), role="link")
    page.goto("/year/?year=2024")
    page.locator('a[href$="/note/recorders/"]').press("Enter")
    page.locator("#id_text").fill("貸与を始めた年度。")
    check(page, "desk-year-note")
    press(page, gettext("Keep the note"))
    page.goto("/year/?year=2024")
    press(page, gettext("Close the year"), role="link")
    page.locator("#id_reason").fill("議会に報告したため")
    check(page, "desk-year-close")
    press(page, gettext("Close the year"))
    page.get_by_text(gettext("Nothing changed since.")).wait_for()
    check(page, "desk-year")
    with page.expect_download() as printed:
        press(page, gettext("PDF to print"), role="link")
    return Path(printed.value.path()).read_bytes()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_clerk_takes_over_finds_and_reports(
    page: Page, tmp_path: Path, language: str
) -> None:
    page.goto("/sign-in/")
    home = page.evaluate("location.origin")
    chosen = {"name": "django_language", "value": language, "url": home}
    page.context.add_cookies([chosen])
    with translation.override(language):
        take_over(page, tmp_path)
        search(page)
        assert tell_the_year(page).startswith(b"%PDF")
