"""Tables that users fill in: CSV, Excel, JSON or YAML, all read as rows of cells.

A column may carry its English name or the Japanese one that the printed forms use.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.opening import decode, read_bytes, read_zip
from machimori.guidelines import load_strict
from machimori.language import Text


@dataclass(frozen=True)
class Column:
    """A column that a table may have.

    Parameters
    ----------
    name : str
        English name, by which code asks for it.
    label : str
        Japanese name, as on the forms.
    required : bool
        Whether every table must have it.
    """

    name: str
    label: str
    required: bool = False


@dataclass
class Row:
    """One row; asking it for a cell notes what is wrong with it.

    Parameters
    ----------
    file : str
    where : Text
    cells : mapping of column name to value
        Empty cells are left out.
    problems : list of Problem
        Shared by all rows of a table.
    """

    file: str
    where: Text
    cells: Mapping[str, Any]
    problems: list[Problem] = field(repr=False)

    def text(self, name: str, default: str = "") -> str:
        """Return a cell as text."""
        value = self.cells.get(name, default)
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value).strip()

    def needed(self, name: str) -> str:
        """Return a cell as text, and note a problem where it is empty."""
        value = self.text(name)
        if not value:
            self.wrong(name, "", Text(ja="値", en="a value"))
        return value

    def number(self, name: str) -> float | None:
        """Return a cell as a finite number; None where it is empty or wrong."""
        value = self.cells.get(name)
        if value is None:
            return None
        try:
            number = float(str(value).strip())
        except ValueError:
            number = float("nan")
        if not abs(number) < float("inf"):
            self.wrong(name, value, Text(ja="数値", en="a number"))
            return None
        return number

    def day(self, name: str) -> date | None:
        """Return a cell as a date (2026-04-01 or 2026/4/1); None where empty."""
        value = self.cells.get(name)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        parts = str(value).strip().replace("/", "-").split("-")
        try:
            year, month, day = (int(part) for part in parts)
            return date(year, month, day)
        except ValueError:
            expected = Text(ja="日付（例 2026-04-01）", en="a date such as 2026-04-01")
            self.wrong(name, value, expected)
            return None

    def wrong(
        self, name: str, found: object, expected: Text, remedy: Text | None = None
    ) -> None:
        """Note that a cell is wrong."""
        self.problems.append(
            Problem(
                file=self.file,
                where=Text(
                    ja=f"{self.where.ja} {name}列", en=f"{self.where.en} column {name}"
                ),
                found=str(found)[:80],
                expected=expected,
                remedy=remedy or _CORRECT,
            )
        )


_CORRECT = Text(ja="この欄を直してください。", en="Correct this cell.")


def read_table(path: Path, columns: Iterable[Column]) -> list[Row]:
    """Read a table.

    Parameters
    ----------
    path : Path
        ``.csv`` (UTF-8 or Shift_JIS; comma or tab), ``.xlsx`` (its first sheet that has
        the columns), ``.json`` or ``.yaml`` (a list of objects).
    columns : iterable of Column
        What it may hold.

    Returns
    -------
    list of Row
        Rows without any content are left out.

    Raises
    ------
    InvalidInput
        Where it is not such a table, a required column is missing or one is unknown.
    """
    known = tuple(columns)
    readers = {".xlsx": _excel, ".json": _json, ".yaml": _yaml, ".yml": _yaml}
    header, raw = readers.get(path.suffix.lower(), _csv)(path, known)
    problems = list(_header_problems(str(path), header, known))
    if problems:
        raise InvalidInput(problems)
    names = {alias: c.name for c in known for alias in (c.name, c.label)}
    shared: list[Problem] = []
    return [
        Row(str(path), where, {names[k]: v for k, v in cells.items()}, shared)
        for where, cells in raw
        if cells
    ]


def finish(rows: list[Row]) -> None:
    """Raise everything that was noted while the rows were read."""
    if rows and rows[0].problems:
        raise InvalidInput(rows[0].problems)


_Raw = tuple[set[str], list[tuple[Text, dict[str, Any]]]]
"""Names of the columns, and the filled cells of each row."""


def _csv(path: Path, known: tuple[Column, ...]) -> _Raw:
    content = read_bytes(path)
    text = decode(content, file=str(path), encodings=("utf-8-sig", "cp932"))
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _by_header(list(lines), lambda n: Text(f"{n}行目", f"line {n}"))
    except csv.Error as error:
        raise InvalidInput([_broken(path, 1, str(error), "CSV")]) from error


def _excel(path: Path, known: tuple[Column, ...]) -> _Raw:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(read_zip(path)))
        sheets = [book.get_sheet_by_name(n).to_python() for n in book.sheet_names]
    except CalamineError as error:
        raise InvalidInput([_broken(path, 1, str(error), "Excel")]) from error
    fitting = [s for s in sheets if s and _has_columns(s[0], known)]
    chosen = (fitting or sheets or [[]])[0]
    return _by_header(chosen, lambda n: Text(f"{n}行目", f"row {n}"))


def _json(path: Path, known: tuple[Column, ...]) -> _Raw:
    text = decode(read_bytes(path), file=str(path))
    try:
        listed = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InvalidInput([_broken(path, line, str(error), "JSON")]) from error
    return _objects(path, listed)


def _yaml(path: Path, known: tuple[Column, ...]) -> _Raw:
    text = decode(read_bytes(path), file=str(path))
    return _objects(path, load_strict(text, file=str(path)).value)


def _objects(path: Path, listed: Any) -> _Raw:
    is_list = isinstance(listed, list | tuple)
    rows: list[Any] = list(listed) if is_list else [None]
    if not all(isinstance(row, dict) for row in rows):
        expected = "a list of objects"
        raise InvalidInput([_broken(path, 1, type(listed).__name__, expected)])
    return {str(key) for row in rows for key in row}, [
        (
            Text(ja=f"{number}件目", en=f"entry {number}"),
            {str(k): v for k, v in row.items() if v not in (None, "")},
        )
        for number, row in enumerate(rows, start=1)
    ]


def _by_header(lines: list[list[Any]], where: Callable[[int], Text]) -> _Raw:
    header = [str(cell).strip() for cell in lines[0]] if lines else []
    return {name for name in header if name}, [
        (
            where(number),
            {
                name: cell
                for name, cell in zip(header, line, strict=False)
                if name and cell not in (None, "")
            },
        )
        for number, line in enumerate(lines[1:], start=2)
    ]


def _has_columns(header: list[Any], known: tuple[Column, ...]) -> bool:
    given = {str(cell).strip() for cell in header}
    return all({c.name, c.label} & given for c in known if c.required)


def _header_problems(
    file: str, given: set[str], known: tuple[Column, ...]
) -> Iterator[Problem]:
    names = {alias for c in known for alias in (c.name, c.label)}
    for name in sorted(given - names):
        yield _header(file, name, did_you_mean(name, names), _RENAME)
    for column in known:
        if column.required and not {column.name, column.label} & given:
            expected = Text(ja=f"{column.label}（{column.name}）列", en=column.name)
            yield _header(file, "", expected, _ADD)


_RENAME = Text(
    ja="列名を直すか、列を消してください。", en="Rename the column or remove it."
)
_ADD = Text(ja="この列を加えてください。", en="Add this column.")


def _header(file: str, found: str, expected: Text, remedy: Text) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="見出し行", en="header"),
        found=found,
        expected=expected,
        remedy=remedy,
    )


def _broken(path: Path, line: int, found: str, expected: str) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja=f"{line}行目", en=f"line {line}"),
        found=found[:80],
        expected=Text.same(expected),
        remedy=Text(
            ja="もとのソフトで開き、形式を確かめて保存し直してください。",
            en="Open it in the program it came from, check the format and save again.",
        ),
    )
