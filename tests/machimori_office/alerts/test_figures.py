"""The year's deliveries: 全40件, by kind, as the document has them."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from machimori_office.alerts.figures import by_row, table_of
from machimori_office.alerts.models import Alert
from machimori_office.alerts.storing import sheet_to_json
from machimori_office.outbox.models import Message
from machimori_office.people.models import Role, Staff
from machimori_office.rules.documents import example_rule
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.words import JST
from tests.machimori_office.alerts.sheets import SHEET

KINDS = example_rule("kinds", Kinds)
DOCUMENT = {"crime": 19, "weather": 13, "infection": 2, "j-alert": 4, "other": 2}
OF_ROW = {
    "crime": "city/phone/refund",
    "weather": "general/weather",
    "infection": "general/infection",
    "j-alert": "general/j-alert",
    "other": "general/other",
}


@pytest.fixture
def year(second: Staff) -> None:
    """The forty mails of the document's year, and three of the one before."""
    at = datetime(2019, 4, 1, 0, 0, tzinfo=JST)
    for row, number in DOCUMENT.items():
        for _ in range(number):
            out(OF_ROW[row], at, second)
            at += timedelta(days=9)
    for _ in range(3):
        out("city/crime/burglary", datetime(2019, 3, 31, 23, 59, tzinfo=JST), second)


def out(category: str, at: datetime, by: Staff, **how: Any) -> Alert:
    message = Message.objects.create(
        purpose="alert", created_at=at, not_before=at, accepted=100, total=100
    )
    return Alert.objects.create(
        state="sent",
        category=category,
        sheet=sheet_to_json(SHEET),
        line="00000000-0000-0000-0000-000000000000",
        created_at=at,
        changed_at=at,
        approved_by=by,
        approved_at=at,
        message=message,
        went_out_at=at,
        **how,
    )


def counts(year: int) -> dict[str, int | None]:
    return {str(figure.label): figure.count for figure in table_of(year).figures}


def test_the_documents_year_counts_as_the_document_counts_it(year: None) -> None:
    names = KINDS.figures
    of_rows = {names[row].ja: number for row, number in DOCUMENT.items()}
    whole = {"全件": 40, "受信側のサーバーが受け取った通数": 4000}
    assert counts(2019) == of_rows | whole
    assert table_of(2019).figures[0].before == 3
    assert sum(table_of(2019).months) == 40


def test_exercises_do_not_count(year: None, second: Staff) -> None:
    out("city/phone/card", datetime(2019, 6, 1, tzinfo=JST), second, is_training=True)
    assert table_of(2019).figures[0].count == 40


def test_a_kind_that_is_no_more_counts_as_other() -> None:
    assert by_row(["gone/kind", "general/weather"], KINDS) == {"other": 1, "weather": 1}


def test_a_year_costs_five_queries(year: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        table_of(2019)


def test_page_excel_and_pdf_say_the_same(
    year: None, signed_in: Any, colleague: Any
) -> None:
    browser: Client = signed_in(colleague(Role.VIEWER))
    address = reverse("alerts:figures") + "?year=2019"
    page = browser.get(address).content.decode()
    assert "?year=2019&amp;row=crime" in page
    assert "令和元年度" in page
    book = load_workbook(io.BytesIO(browser.get(address + "&as=excel").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[1][1:3] == (40, 3)
    assert rows[2][:3] == ("犯罪情報", 19, 3)
    assert browser.get(address + "&as=pdf").content.startswith(b"%PDF")


def test_each_number_opens_its_alerts(
    year: None, signed_in: Any, colleague: Any
) -> None:
    browser: Client = signed_in(colleague(Role.VIEWER))
    query = "?as=excel&year=2019&row=j-alert"
    answer = browser.get(reverse("alerts:list") + query)
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet.max_row == 1 + DOCUMENT["j-alert"]
