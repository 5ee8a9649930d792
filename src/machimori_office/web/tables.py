"""Rows as every list shows them: on a page, and as an Excel sheet of the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from machimori_office.web.tasks import Words
from machimori_office.web.words import JST

Row = TypeVar("Row")
Value = str | int | float | date | datetime | None

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its head, what a row has there, and where that leads.

    Parameters
    ----------
    head : str
    value : callable
        A word, number, day, instant or nothing.
    link : callable, optional
        The address that the value opens.
    width : float
        In letters, on paper.
    """

    head: Words
    value: Callable[[Row], Value]
    link: Callable[[Row], str] | None = None
    width: float = 16


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A named table."""

    name: Words
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]


def disarmed(value: str) -> str:
    """Keep what somebody wrote from being taken for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def workbook(title: str, sheets: Sequence[Sheet[Any]], *, at: datetime) -> bytes:
    """Write an Excel workbook in which no cell holds a formula."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    options |= {"strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    created = at.astimezone(JST).replace(tzinfo=None)
    book.set_properties({"title": title, "author": "Machimori", "created": created})
    looks = _looks(book)
    for sheet in sheets:
        _fill(book.add_worksheet(str(sheet.name)[:31]), sheet, looks)
    book.close()
    return target.getvalue()


def as_excel(title: str, sheets: Sequence[Sheet[Any]], *, at: datetime) -> HttpResponse:
    """Answer with a workbook, named by its title and day."""
    name = f"{title}_{at.astimezone(JST):%Y%m%d}.xlsx"
    return as_file(workbook(title, sheets, at=at), name=name, content_type=EXCEL)


def as_file(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Answer with a file to keep; its name may be Japanese."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _looks(book: Workbook) -> dict[str, Any]:
    font = {"font_name": "Meiryo", "font_size": 10, "valign": "top"}
    head = {**font, "bold": True, "bottom": 1, "bg_color": "#F1F1F3"}
    return {
        "head": book.add_format({**head, "text_wrap": True}),
        "cell": book.add_format({**font, "text_wrap": True}),
        "day": book.add_format({**font, "num_format": "yyyy-mm-dd"}),
        "instant": book.add_format({**font, "num_format": "yyyy-mm-dd hh:mm"}),
    }


def _fill(page: Worksheet, sheet: Sheet[Any], looks: dict[str, Any]) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, str(column.head), looks["head"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for number, column in enumerate(sheet.columns):
            _write(page, last, number, column.value(row), looks)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write(
    page: Worksheet, row: int, column: int, value: Value, looks: dict[str, Any]
) -> None:
    if isinstance(value, datetime):
        there = value.astimezone(JST).replace(tzinfo=None)
        page.write_datetime(row, column, there, looks["instant"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, looks["day"])
    elif isinstance(value, int | float):
        page.write_number(row, column, value, looks["cell"])
    elif value is not None:
        page.write_string(row, column, disarmed(str(value)), looks["cell"])
