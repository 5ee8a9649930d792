"""Sheets of a workbook that look alike, and hold no formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from machimori.language import Language, Text
from machimori.reports import wording

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its head and width in letters."""

    head: str
    width: float


def workbook(
    title: str, on: date, language: Language, fill: Callable[[Sheets], None]
) -> bytes:
    """Write a workbook in which no cell holds a formula.

    Parameters
    ----------
    title : str
    on : date
        Of the workbook, which is the same for the same content.
    language : "ja" or "en"
    fill : callable
        Adds the sheets.

    Returns
    -------
    bytes
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    options |= {"strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    created = datetime.combine(on, datetime.min.time())
    book.set_properties({"title": title, "author": "Machimori", "created": created})
    fill(Sheets(book, language))
    book.close()
    return target.getvalue()


def as_text(value: str) -> str:
    """Keep what somebody wrote from being taken for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


class Sheets:
    """Makes sheets that look alike."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self.book = book
        self.language = language
        font = {"font_name": "Meiryo", "font_size": 10, "valign": "top"}
        self.cell = book.add_format({**font, "text_wrap": True})
        self.strong = book.add_format({**font, "bold": True, "text_wrap": True})
        self.title = book.add_format({**font, "bold": True, "font_size": 16})
        self.date = book.add_format({**font, "num_format": "yyyy-mm-dd"})
        self.head = book.add_format(
            {
                **font,
                "bold": True,
                "text_wrap": True,
                "bottom": 1,
                "bg_color": "#F1F1F3",
            }
        )
        self.entry = book.add_format({**font, "border": 1, "bg_color": "#FFFDE7"})

    def say(self, text: Text) -> str:
        """Word a text in the workbook's language."""
        return text.in_(self.language)

    def sheet(self, name: str, columns: Sequence[Column]) -> Worksheet:
        """Add an empty sheet."""
        made = self.book.add_worksheet(self.say(wording.SHEETS[name]))
        made.set_paper(9)
        made.set_landscape()
        made.fit_to_pages(1, 0)
        for index, column in enumerate(columns):
            made.set_column(index, index, column.width)
        return made

    def table(
        self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]
    ) -> Worksheet:
        """Add a sheet with a head and rows."""
        made = self.sheet(name, columns)
        self.write(made, 0, [column.head for column in columns], self.head)
        for number, row in enumerate(rows, start=1):
            self.write(made, number, row, self.cell)
        made.freeze_panes(1, 0)
        made.repeat_rows(0)
        if rows:
            made.autofilter(0, 0, len(rows), len(columns) - 1)
        return made

    def write(
        self, sheet: Worksheet, row: int, values: Iterable[Any], look: Format
    ) -> None:
        """Fill a row: words as words, numbers as numbers, nothing where None."""
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, as_text(value), look)
            elif value is not None:
                sheet.write_number(row, column, value, look)
