from __future__ import annotations

import io
from datetime import UTC, date, datetime

import openpyxl

from machimori_office.web.tables import Column, Sheet, as_excel, workbook

AT = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)
COLUMNS = [
    Column[tuple]("名前", lambda row: row[0]),
    Column[tuple]("数", lambda row: row[1]),
    Column[tuple]("日", lambda row: row[2]),
    Column[tuple]("時刻", lambda row: row[3]),
]


def cells(rows: list[tuple]) -> list[tuple]:
    written = workbook("一覧", [Sheet("一覧", COLUMNS, rows)], at=AT)
    book = openpyxl.load_workbook(io.BytesIO(written))
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]


def test_words_numbers_days_and_instants_stay_what_they_are() -> None:
    head, row = cells([("本町", 3, date(2026, 4, 1), AT)])
    assert head == ("名前", "数", "日", "時刻")
    assert row[:2] == ("本町", 3)
    assert [str(cell) for cell in row[2:]] == [
        "2026-04-01 00:00:00",
        "2026-04-01 01:30:00",
    ]


def test_what_looks_like_a_formula_is_disarmed() -> None:
    _, row = cells([('=HYPERLINK("http://x")', -3, None, None)])
    assert row == ('\'=HYPERLINK("http://x")', -3, None, None)


def test_an_empty_table_still_has_its_heads() -> None:
    assert cells([]) == [("名前", "数", "日", "時刻")]


def test_the_file_is_named_by_its_title_and_the_day_in_japan() -> None:
    answer = as_excel("配信実績", [Sheet("一覧", COLUMNS, [])], at=AT)
    name = answer["Content-Disposition"]
    assert name.endswith("''%E9%85%8D%E4%BF%A1%E5%AE%9F%E7%B8%BE_20260401.xlsx")
