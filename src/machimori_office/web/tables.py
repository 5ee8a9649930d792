"""Rows as every list shows them: on a page, and as an Excel sheet of the same."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override

from machimori_office.web.tasks import Words
from machimori_office.web.words import JST
from machimori_office.web.workbook import Cell, Page, disarmed, pieces

__all__ = ["EXCEL", "Column", "Sheet", "as_excel", "as_file", "disarmed", "workbook"]

Row = TypeVar("Row")
Answer = TypeVar("Answer", bound=HttpResponseBase)

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    value: Callable[[Row], Cell]
    link: Callable[[Row], str] | None = None
    width: float = 16


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """A named table."""

    name: Words
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]


def workbook(title: str, sheets: Sequence[Sheet[Any]], *, at: datetime) -> bytes:
    """Write an Excel workbook in which no cell holds a formula."""
    return b"".join(pieces(title, [_page(sheet) for sheet in sheets], at=at))


def as_excel(title: str, sheets: Sequence[Sheet[Any]], *, at: datetime) -> HttpResponse:
    """Answer with a workbook, named by its title and day.

    A long one begins to arrive while its rows are read: a hundred thousand never stand
    in memory together.
    """
    name = f"{title}_{at.astimezone(JST):%Y%m%d}.xlsx"
    written = _spoken_as_now(pieces(title, [_page(s) for s in sheets], at=at))
    first, second = next(written), next(written, None)
    if second is None:
        return as_file(first, name=name, content_type=EXCEL)
    streamed = StreamingHttpResponse(
        _Begun((first, second), written), content_type=EXCEL
    )
    # Views only pass it on; Django's two kinds of answers have no common name there.
    return cast(HttpResponse, _named(streamed, name))


class _Begun:
    """A workbook of which some pieces are there; broken off, it reads no more rows.

    The server closes what it cannot deliver to its end. A cursor of PostgreSQL that is
    left to the garbage collector instead may be closed while its connection waits for
    another answer: that thread would then wait for itself, for ever.
    """

    def __init__(
        self, there: Iterable[bytes], rest: Generator[bytes, None, None]
    ) -> None:
        self._pieces, self.close = chain(there, rest), rest.close

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces


def as_file(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Answer with a file to keep; its name may be Japanese."""
    return _named(HttpResponse(content, content_type=content_type), name)


def _named(response: Answer, name: str) -> Answer:
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _spoken_as_now(written: Iterator[bytes]) -> Generator[bytes, None, None]:
    """Go on in the reader's language after the answer has begun."""
    language = get_language()
    while True:
        with override(language):
            piece = next(written, None)
        if piece is None:
            return
        yield piece


def _page(sheet: Sheet[Any]) -> Page:
    columns = sheet.columns
    return Page(
        name=str(sheet.name)[:31],
        heads=[str(column.head) for column in columns],
        widths=[column.width for column in columns],
        rows=([column.value(row) for column in columns] for row in sheet.rows),
    )
