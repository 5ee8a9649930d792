"""Excel workbooks, read without being harmed by them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import read_zip
from machimori.language import Text

MOST_CELLS = 5_000_000
"""Largest sheet, corner to corner, that is read."""

# A sheet is laid out from corner to corner before anybody can ask how large it is, and
# two cells at opposite corners of a sheet take half a terabyte: so they are looked for
# in the file itself.
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,7})[\"']")
_CHUNK_BYTES = 1 << 20
_LONGEST_REFERENCE = 64


def read_sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Read every sheet of a workbook.

    Parameters
    ----------
    path : Path
        ``.xlsx`` or ``.xlsm``. Formulas give the values that were saved with them.

    Returns
    -------
    dict of str to list of lists
        The cells of every sheet by its name, from its first row and column on.

    Raises
    ------
    InvalidInput
        Where it is no workbook, or one that would take too much memory.
    """
    content = read_zip(path)
    _refuse_vast(path, content)
    try:
        sheets = _sheets(content)
    except BaseException as error:
        if not _is_broken(error):
            raise
        raise InvalidInput([_broken(path, error)]) from error
    if not sheets:
        raise InvalidInput([_broken(path, ValueError("no sheets"))])
    return sheets


def _sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: _cells(book, name) for name in book.sheet_names}


def _is_broken(error: BaseException) -> bool:
    """Whether the reader gave up on a file; that it panics, it tells by no Exception.

    The class of a panic cannot be imported: pyo3 makes it at run time.
    """
    is_panic = type(error).__name__ == "PanicException"
    return is_panic or isinstance(error, CalamineError | ValueError | OSError)


def _cells(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    cells: list[list[Any]] = book.get_sheet_by_name(name).to_python(
        skip_empty_area=False
    )
    return cells


def _refuse_vast(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            rows, columns = _extent(archive, member)
            if rows * columns > MOST_CELLS:
                raise InvalidInput([_vast(path, member, rows, columns)])


def _extent(archive: zipfile.ZipFile, member: str) -> tuple[int, int]:
    """Find the last row and column that a member refers to."""
    rows = columns = 1
    tail = b""
    with archive.open(member) as opened:
        while chunk := opened.read(_CHUNK_BYTES):
            for letters, digits in set(_REFERENCE.findall(tail + chunk)):
                rows = max(rows, int(digits))
                columns = max(columns, _column_number(letters))
            tail = chunk[-_LONGEST_REFERENCE:]
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _vast(path: Path, member: str, rows: int, columns: int) -> Problem:
    return Problem(
        file=str(path),
        where=Text.same(member),
        found=f"{rows:,} × {columns:,}",
        expected=Text(
            ja=f"全体で{MOST_CELLS:,}セル以内の表", en=f"at most {MOST_CELLS:,} cells"
        ),
        remedy=Text(
            ja="表の外の離れたセルに何か入っていれば消し、必要な行だけを残してください。",
            en="Clear what stands far outside the table, and keep the rows needed.",
        ),
    )


def _broken(path: Path, error: BaseException) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="ファイル全体", en="the whole file"),
        found=str(error)[:80],
        expected=Text(ja="Excelブック（.xlsx）", en="an Excel workbook (.xlsx)"),
        remedy=Text(
            ja="Excelで開き、.xlsx として保存し直してください。",
            en="Open it in Excel and save it again as .xlsx.",
        ),
    )
