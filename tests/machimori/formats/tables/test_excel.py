"""Excel workbooks are read as Excel means them, and never harm their reader."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import MEGABYTE
from machimori.formats.tables import Column, excel, read_each, read_table

COLUMNS = (
    Column("place", "場所", required=True),
    Column("on", "確認日"),
    Column("lux", "照度"),
)

Fill = Callable[[xlsxwriter.Workbook], None]


def workbook(path: Path, fill: Fill) -> Path:
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def sheet(*rows: list[Any], name: str | None = None) -> Fill:
    def fill(book: xlsxwriter.Workbook) -> None:
        written = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy/m/d"})
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                written.write(r, c, cell, day if isinstance(cell, date) else None)

    return fill


def days(path: Path) -> tuple[date | None, ...]:
    return read_each(path, COLUMNS, lambda row: row.day("on"))


def refused(path: Path) -> Problem:
    with pytest.raises(InvalidInput) as wrong:
        read_table(path, COLUMNS)
    (problem,) = wrong.value.problems
    return problem


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "table.xlsx"


def test_dates_come_as_dates_as_numbers_and_as_text(book: Path) -> None:
    rows = [["場所", "確認日"], ["a", date(2026, 4, 1)], ["b", 46113]]
    rows += [["c", datetime.fromisoformat("2026-04-01T09:00")], ["d", "令和8年4月1日"]]
    assert days(workbook(book, sheet(*rows))) == (date(2026, 4, 1),) * 4


def test_a_number_that_is_whole_is_text_without_a_point(book: Path) -> None:
    workbook(book, sheet(["place", "lux"], [12, 3.5]))
    (row,), _ = read_table(book, COLUMNS)
    assert row.text("place") == "12"
    assert row.number("lux") == 3.5


def test_a_formula_gives_the_value_that_was_saved(book: Path) -> None:
    def fill(opened: xlsxwriter.Workbook) -> None:
        written = opened.add_worksheet()
        written.write_row(0, 0, ["place", "lux"])
        written.write_formula(1, 0, '="a"&"b"', None, "ab")
        written.write_formula(1, 1, "=1+2", None, 3)

    (row,), _ = read_table(workbook(book, fill), COLUMNS)
    assert (row.text("place"), row.number("lux")) == ("ab", 3.0)


def test_a_formula_that_failed_leaves_its_cell_empty(book: Path) -> None:
    def fill(opened: xlsxwriter.Workbook) -> None:
        written = opened.add_worksheet()
        written.write_row(0, 0, ["place", "lux"])
        written.write(1, 0, "a")
        written.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    with pytest.raises(InvalidInput) as wrong:
        read_each(workbook(book, fill), COLUMNS, lambda row: row.needed("lux"))
    assert wrong.value.problems[0].expected.en == "a value"


def test_the_first_sheet_that_fits_is_read(book: Path) -> None:
    def fill(opened: xlsxwriter.Workbook) -> None:
        sheet(["説明"], ["この表は…"], name="はじめに")(opened)
        sheet(["場所", "照度"], ["a", "x"], name="測定")(opened)
        sheet(["場所"], ["b"], name="控え")(opened)

    (row,), problems = read_table(workbook(book, fill), COLUMNS)
    assert row.text("place") == "a"
    row.number("lux")
    assert problems[0].where.en == "sheet 測定, row 2, column 照度"


def test_rows_are_numbered_as_excel_shows_them(book: Path) -> None:
    workbook(book, sheet([], [], ["", "場所", "照度"], [], ["", "a", "x"]))
    (row,), _ = read_table(book, COLUMNS)
    assert row.where.en.endswith("row 5")


def test_where_no_sheet_fits_the_first_is_explained(book: Path) -> None:
    assert refused(workbook(book, sheet(["照度"]))).where.en == "header"


def test_two_cells_in_opposite_corners_do_not_take_half_a_terabyte(book: Path) -> None:
    def fill(opened: xlsxwriter.Workbook) -> None:
        written = opened.add_worksheet()
        written.write(0, 0, "place")
        written.write(1_048_575, 16_383, "x")

    problem = refused(workbook(book, fill))
    assert problem.found == "1,048,576 × 16,384"


def test_a_bomb_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60 * MEGABYTE))
    assert "bomb" in refused(book).remedy.en


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"place,lux\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # as Excel encrypts
    ],
)
def test_what_is_no_workbook_is_refused(book: Path, content: bytes) -> None:
    book.write_bytes(content)
    assert "password" in refused(book).expected.en


def test_a_zip_file_without_a_workbook_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "workbook" in refused(book).expected.en


def raising(error: BaseException) -> SimpleNamespace:
    def from_filelike(_: io.BytesIO) -> None:
        raise error

    return SimpleNamespace(from_filelike=from_filelike)


def members(fill: Fill) -> dict[str, bytes]:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as opened:
        fill(opened)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


WHOLE = members(sheet(["場所", "確認日", "照度"], ["a", date(2026, 4, 1), 3.5]))


def test_a_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for member, whole in WHOLE.items():
            archive.writestr(member, re.sub(rb"<sheets>.*</sheets>", b"", whole))
    assert refused(path).found == "no sheets"


def test_a_workbook_at_which_the_reader_panics_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panic = type("PanicException", (BaseException,), {})("index out of bounds")
    path = workbook(tmp_path / "a.xlsx", sheet(["場所"], ["a"]))
    monkeypatch.setattr(excel, "CalamineWorkbook", raising(panic))
    assert refused(path).found == "index out of bounds"


def test_that_somebody_stops_the_reader_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet(["場所"], ["a"]))
    monkeypatch.setattr(excel, "CalamineWorkbook", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        read_table(path, COLUMNS)


@given(st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    content = bytearray(WHOLE[name])
    at = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(0, 40))
    content[at : at + length] = data.draw(st.binary(max_size=8))
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for member, whole in WHOLE.items():
            archive.writestr(member, bytes(content) if member == name else whole)
    with suppress(InvalidInput):
        days(path)
