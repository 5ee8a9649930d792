from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice

import openpyxl
import pytest
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_lazy, override

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


def test_what_no_file_of_excel_can_hold_is_left_out() -> None:
    _, row = cells([("a\x07<b>&\ud800\uffff", 3.5, None, None)])
    assert row == ("a<b>&", 3.5, None, None)
    _, row = cells([("x" * 40_000, None, None, None)])
    assert len(row[0]) == 32_767


def test_heads_stay_in_sight_and_can_be_filtered_on_every_sheet() -> None:
    sheets = [
        Sheet("一覧", COLUMNS, [("本町", 1, None, None)]),
        Sheet("b's", COLUMNS, []),
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook("表", sheets, at=AT)))
    assert book.sheetnames == ["一覧", "b's"]
    seen = [(s.auto_filter.ref, s.freeze_panes, s.print_title_rows) for s in book]
    assert seen == [("A1:D2", "A2", "$1:$1"), ("A1:D1", "A2", "$1:$1")]
    assert book.properties.title == "表"


def test_a_long_table_begins_to_arrive_before_its_last_row_is_read() -> None:
    read: list[int] = []

    def rows() -> Iterator[tuple]:
        for number in range(20_000):
            read.append(number)
            yield (f"{number} {number * number}", number, None, AT)

    heads = [Column[tuple](gettext_lazy("Day"), lambda r: str(gettext_lazy("Day")))]
    with override("ja"):
        day = str(gettext_lazy("Day"))
        answer = as_excel("表", [Sheet("表", [*COLUMNS, *heads], rows())], at=AT)
    assert isinstance(answer, StreamingHttpResponse)
    assert len(read) < 15_000
    with override("en"):
        whole = b"".join(answer)
    sheet = openpyxl.load_workbook(io.BytesIO(whole)).active
    assert sheet.max_row == 20_001
    # In the language in which it was asked for, whatever is spoken meanwhile.
    assert {cell.value for (cell,) in sheet["E1:E20001"]} == {day}
    assert day != "Day"


@pytest.mark.django_db
@pytest.mark.parametrize("pieces_read", [0, 1, 3])
def test_a_download_that_breaks_off_lets_go_of_its_rows_at_once(
    pieces_read: int,
) -> None:
    """To leave that to the garbage collector makes PostgreSQL's connection hang."""
    are_let_go = []

    def rows() -> Iterator[tuple]:
        try:
            for n in range(1_000_000):
                yield (f"{n * 7919 % 10**9}", n, None, None)
        finally:
            are_let_go.append(True)

    gc.disable()
    try:
        answer = as_excel("一覧", [Sheet("一覧", COLUMNS, rows())], at=AT)
        assert isinstance(answer, StreamingHttpResponse)
        assert len(list(islice(answer, pieces_read))) == pieces_read
        assert not are_let_go
        answer.close()
        assert are_let_go
    finally:
        gc.enable()
