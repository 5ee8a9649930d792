"""A list's file as lines of cells, whatever its encoding and separator."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import MEGABYTE, decode, read_bytes
from machimori.formats.tables.excel import read_sheets
from machimori.language import Text

LIST_LIMIT_BYTES = 200 * MEGABYTE
"""Largest list that is read: some two million incidents."""

LONGEST_CELL = 4_000
"""A longer cell is an unclosed quotation mark that has swallowed what follows."""

_MARKS = {
    b"\xef\xbb\xbf": ("UTF-8 (BOM)", "utf-8-sig"),
    b"\xff\xfe": ("UTF-16", "utf-16"),
    b"\xfe\xff": ("UTF-16", "utf-16"),
}
_PLAIN = (("UTF-8", "utf-8"), ("Shift_JIS (CP932)", "cp932"))
_SEPARATORS = {",": "comma", "\t": "tab", ";": "semicolon"}

Lines = Sequence[tuple[int, Sequence[str]]]
"""Number of each line in its file, from 1, and its cells."""


@dataclass(frozen=True)
class Listing:
    """Lines of a file.

    Parameters
    ----------
    lines : sequence of (int, sequence of str)
        Those that hold something.
    encoding, delimiter : str
        As found.
    """

    lines: Lines
    encoding: str = ""
    delimiter: str = ""


def read_listing(path: Path, content: bytes) -> Listing:
    """Split a file into lines of cells.

    Parameters
    ----------
    path : Path
    content : bytes
        CSV in UTF-8, UTF-16 or Shift_JIS, separated by commas, tabs or semicolons; or
        an Excel workbook, whose first sheet counts.

    Returns
    -------
    Listing

    Raises
    ------
    InvalidInput
        Where it is none of these.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        sheet = next(iter(read_sheets(path).values()))
        cells = enumerate(([_written(cell) for cell in row] for row in sheet), start=1)
        return Listing(_filled(cells), delimiter="Excel")
    encoding, text = decoded(path, content)
    delimiter = _delimiter(text)
    return Listing(
        _filled(_rows(path, text, delimiter)), encoding, _SEPARATORS[delimiter]
    )


def read_content(path: Path) -> bytes:
    """Read a list's file as it is."""
    return read_bytes(path, limit_bytes=LIST_LIMIT_BYTES)


def decoded(path: Path, content: bytes) -> tuple[str, str]:
    """Name the encoding of a text and decode it."""
    for mark, (name, encoding) in _MARKS.items():
        if content.startswith(mark):
            return name, decode(content, file=str(path), encodings=(encoding,))
    for name, encoding in _PLAIN:
        with suppress(UnicodeDecodeError):
            return name, content.decode(encoding)
    return "", decode(content, file=str(path), encodings=("utf-8", "cp932"))


def _delimiter(text: str) -> str:
    head = "\n".join(text.split("\n", 5)[:5])
    counts = Counter(sign for sign in head if sign in _SEPARATORS)
    return max(_SEPARATORS, key=lambda sign: counts[sign])


def _rows(path: Path, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        begins = 1
        for row in reader:
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise InvalidInput([_unclosed(path, begins)])
            rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput([_unclosed(path, reader.line_num)]) from error
    return rows


def _filled(rows: Iterable[tuple[int, list[str]]]) -> Lines:
    return [(n, cells) for n, cells in rows if any(c.strip() for c in cells)]


def _written(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _unclosed(path: Path, line: int) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja=f"{line}行目から", en=f"from line {line} on"),
        found='"',
        expected=Text(
            ja="引用符が閉じたCSV", en="CSV whose quotation marks are closed"
        ),
        remedy=Text(
            ja='引用符「"」が閉じているか確かめ、表計算ソフトで保存し直してください。',
            en="Check that every quotation mark is closed, and save it again.",
        ),
    )
