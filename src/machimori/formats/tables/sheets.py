"""Headings and rows out of a file, whatever its format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode, read_bytes
from machimori.formats.scene_file import decode_json
from machimori.formats.tables.excel import read_sheets
from machimori.guidelines import load_strict
from machimori.language import Text


@dataclass(frozen=True)
class Sheet:
    """Headings and rows as they stand in a file.

    Parameters
    ----------
    heads : sequence of str
        Headings of the columns; empty where a column has none.
    rows : sequence of (Text, sequence)
        Where each row stands, and its cells in the order of the headings.
    """

    heads: Sequence[str]
    rows: Sequence[tuple[Text, Sequence[Any]]]


def sheet_of(path: Path, fits: Callable[[Sheet], bool]) -> Sheet:
    """Read the table that a file holds.

    Parameters
    ----------
    path : Path
    fits : callable
        Tells which sheet of a workbook is meant: the first that fits, else the first.

    Returns
    -------
    Sheet

    Raises
    ------
    InvalidInput
        Where the file cannot be read in the format that its ending promises.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise InvalidInput([_unknown_ending(path)])
    return read(path, fits)


def _csv(path: Path, fits: Callable[[Sheet], bool]) -> Sheet:
    content = read_bytes(path)
    text = decode(content, file=str(path), encodings=("utf-8-sig", "cp932"))
    first = text.lstrip().split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        read = list(lines)
        return _of_open_data(read) or _by_first_line(read, _ROW)
    except csv.Error as error:
        where = Text(ja=f"{lines.line_num}行目", en=f"line {lines.line_num}")
        raise InvalidInput([_broken_csv(path, where, error)]) from error


def _excel(path: Path, fits: Callable[[Sheet], bool]) -> Sheet:
    sheets = [
        _by_first_line(lines, _ROW_OF.format(sheet=name, number="{number}"))
        for name, lines in read_sheets(path).items()
    ]
    return next((s for s in sheets if fits(s)), sheets[0])


def _json(path: Path, fits: Callable[[Sheet], bool]) -> Sheet:
    return _by_keys(path, decode_json(read_bytes(path), file=str(path)))


def _yaml(path: Path, fits: Callable[[Sheet], bool]) -> Sheet:
    text = decode(read_bytes(path), file=str(path))
    return _by_keys(path, load_strict(text, file=str(path)).value)


_READERS = {
    ".csv": _csv,
    ".tsv": _csv,
    ".txt": _csv,
    ".xlsx": _excel,
    ".xlsm": _excel,
    ".json": _json,
    ".yaml": _yaml,
    ".yml": _yaml,
}

_ROW = Text(ja="{number}行目", en="row {number}")
_ROW_OF = Text(ja="シート「{sheet}」{number}行目", en="sheet {sheet}, row {number}")
_ENTRY = Text(ja="{number}件目", en="entry {number}")


_PROPERTIES = "#property"
"""Begins the line of headings in CSV of cities' open-data portals, among other lines
that begin with # and tell of the file."""


def _of_open_data(lines: list[list[str]]) -> Sheet | None:
    """Read a CSV whose headings stand in a line of their own, below remarks."""
    heads = next((line[1:] for line in lines if line[:1] == [_PROPERTIES]), None)
    if heads is None:
        return None
    rows = [
        (_ROW.format(number=n), line[1:])
        for n, line in enumerate(lines, start=1)
        if any(map(is_filled, line)) and not line[0].startswith("#")
    ]
    return Sheet([head.strip() for head in heads], rows)


def _by_first_line(lines: list[list[Any]], where: Text) -> Sheet:
    """Take the first line that is not empty for the headings."""
    filled = [n for n, line in enumerate(lines) if any(map(is_filled, line))]
    if not filled:
        return Sheet((), ())
    heads = [str(cell).strip() for cell in lines[filled[0]]]
    rows = [(where.format(number=n + 1), lines[n]) for n in filled[1:]]
    return Sheet(heads, rows)


def _by_keys(path: Path, listed: Any) -> Sheet:
    is_list = isinstance(listed, list | tuple)
    if not is_list or not all(isinstance(row, dict) for row in listed):
        raise InvalidInput([_no_list(path, listed)])
    keys = list(dict.fromkeys(key for row in listed for key in row))
    rows = [
        (_ENTRY.format(number=number), [row.get(key) for key in keys])
        for number, row in enumerate(listed, start=1)
    ]
    # YAML takes a bare ``on`` for true, and it is a column of ours.
    return Sheet(["on" if key is True else str(key) for key in keys], rows)


def is_filled(cell: Any) -> bool:
    """Tell whether a cell holds anything but blanks."""
    return cell is not None and str(cell).strip() != ""


def _unknown_ending(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="ファイル名の末尾", en="the file's ending"),
        found=path.suffix or "-",
        expected=Text.same(" / ".join(_READERS)),
        remedy=Text(
            ja="表計算ソフトで .xlsx か .csv（UTF-8）として保存し直してください。",
            en="Save it again as .xlsx, or as .csv in UTF-8.",
        ),
    )


def _broken_csv(path: Path, where: Text, error: csv.Error) -> Problem:
    return Problem(
        file=str(path),
        where=where,
        found=str(error),
        expected=Text(ja="CSVの書式", en="CSV"),
        remedy=Text(
            ja='引用符「"」が閉じているか確かめ、表計算ソフトで保存し直してください。',
            en="Check that every quotation mark is closed, and save it again.",
        ),
    )


def _no_list(path: Path, listed: Any) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="ファイル全体", en="the whole file"),
        found=type(listed).__name__,
        expected=Text(
            ja='行のリスト（例 [{"criterion": …}]）',
            en='a list of rows, such as [{"criterion": …}]',
        ),
        remedy=Text(
            ja="1行を1つのオブジェクトとして、リストに並べてください。",
            en="Write every row as an object, and all of them in one list.",
        ),
    )
