"""Finding a list in a file: what stands under which heading, and what it says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.formats.tables import Sheet, sheet_of
from machimori.language import Text
from machimori_office.web.errors import CellWrong
from machimori_office.web.lists import ListColumn, plain

MOST_ROWS = 5_000
ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv")
_TITLES_ABOVE = 20


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a cell, or with the whole row, and what to do."""

    column: str
    found: str
    expected: Text
    remedy: Text


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row of the file.

    Parameters
    ----------
    where : Text
    says : mapping
        By column; None where the cell is empty or wrong.
    faults : tuple of Fault
    """

    where: Text
    says: Mapping[str, Any]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, kw_only=True)
class ReadList:
    """All rows, and the headings of the file that nobody asks for."""

    rows: Sequence[ReadRow]
    ignored: Sequence[str]


def read_list(content: bytes, *, name: str, columns: Sequence[ListColumn]) -> ReadList:
    """Read a file as it was uploaded.

    Raises
    ------
    InvalidInput
        It is no table, lacks a heading that is needed, or is too long.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise InvalidInput([_problem(name, ending or "-", _ENDINGS, _SAVE)])
    sheet = _sheet(content, name, ending, columns)
    heads, lines = _headed(sheet, columns)
    placed = _placed(heads, columns)
    lacking = [c.heads[0] for c in columns if c.is_needed and c.name not in placed]
    if lacking:
        expected = Text.same("、".join(lacking))
        found = "、".join(filter(None, heads))[:120] or "-"
        raise InvalidInput([_problem(name, found, expected, _HEADINGS)])
    filled = [(where, line) for where, line in lines if any(map(_is_filled, line))]
    if len(filled) > MOST_ROWS:
        raise InvalidInput([_problem(name, str(len(filled)), _MOST, _SPLIT)])
    used = set(placed.values())
    return ReadList(
        rows=[_row(where, line, placed, columns) for where, line in filled],
        ignored=[h for n, h in enumerate(heads) if h and n not in used],
    )


def _sheet(
    content: bytes, name: str, ending: str, columns: Sequence[ListColumn]
) -> Sheet:
    with tempfile.TemporaryDirectory(prefix="list-") as folder:
        file = Path(folder) / f"list{ending}"
        file.write_bytes(content)
        try:
            return sheet_of(file, lambda sheet: _fits(sheet, columns))
        except InvalidInput as error:
            named = [replace(problem, file=name) for problem in error.problems]
            raise InvalidInput(named) from error


def _fits(sheet: Sheet, columns: Sequence[ListColumn]) -> bool:
    placed = _placed(_headed(sheet, columns)[0], columns)
    return all(c.name in placed for c in columns if c.is_needed)


def _headed(
    sheet: Sheet, columns: Sequence[ListColumn]
) -> tuple[list[str], Sequence[tuple[Text, Sequence[Any]]]]:
    """Find the line of headings: cities write a title above it."""
    above = [sheet.heads, *(line for _, line in sheet.rows[:_TITLES_ABOVE])]
    best = max(range(len(above)), key=lambda n: (len(_placed(above[n], columns)), -n))
    return [_head(cell) for cell in above[best]], sheet.rows[best:]


def _placed(heads: Sequence[Any], columns: Sequence[ListColumn]) -> dict[str, int]:
    """Say in which place each column stands; of two with the same heading the first."""
    there: dict[str, int] = {}
    for number, head in enumerate(heads):
        there.setdefault(_head(head), number)
    found = {}
    for column in columns:
        place = next((there[h] for h in column.heads if h in there), None)
        if place is not None:
            found[column.name] = place
    return found


def _head(cell: Any) -> str:
    """Read a heading: blanks, breaks and a remark in brackets do not matter."""
    bare = plain(cell).replace(" ", "").partition("(")[0] if cell is not None else ""
    return bare.strip("*※:")


def _row(
    where: Text,
    line: Sequence[Any],
    placed: Mapping[str, int],
    columns: Sequence[ListColumn],
) -> ReadRow:
    says: dict[str, Any] = {column.name: None for column in columns}
    faults = []
    for column in columns:
        place = placed.get(column.name)
        cell = line[place] if place is not None and place < len(line) else None
        try:
            says[column.name] = _said(cell, column)
        except CellWrong as wrong:
            letter = _letter(place) if place is not None else ""
            faults.append(fault(column.heads[0], cell, wrong, letter))
    return ReadRow(where=where, says=says, faults=tuple(faults))


def _said(cell: Any, column: ListColumn) -> Any:
    if _is_filled(cell):
        return column.reads(cell)
    if column.is_needed:
        raise CellWrong(_A_VALUE, _FILL)
    return None


def fault(head: str, cell: Any, wrong: CellWrong, letter: str = "") -> Fault:
    """Word what is wrong with a cell."""
    return Fault(
        column=f"{head} ({letter})" if letter else head,
        found=plain(cell)[:60] if _is_filled(cell) else "",
        expected=wrong.expected,
        remedy=wrong.remedy,
    )


def _letter(place: int) -> str:
    """Name a column as Excel does: A, B, … Z, AA."""
    return "".join(_letters(place))


def _letters(place: int) -> Iterator[str]:
    if place >= 26:
        yield from _letters(place // 26 - 1)
    yield chr(ord("A") + place % 26)


def _is_filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _problem(file: str, found: str, expected: Text, remedy: Text) -> Problem:
    return Problem(
        file=file, where=_FILE, found=found, expected=expected, remedy=remedy
    )


_FILE = Text(ja="ファイル", en="the file")
_ENDINGS = Text.same(" / ".join(ENDINGS))
_SAVE = Text(
    ja="Excelで開き、.xlsx として保存し直してください。",
    en="Open it in Excel and save it as .xlsx.",
)
_HEADINGS = Text(
    ja="見出しの行にこれらの列を加えてください。見本の様式もあります。",
    en="Add these headings. There is an example sheet.",
)
_MOST = Text(ja=f"{MOST_ROWS:,}行まで", en=f"at most {MOST_ROWS:,} rows")
_SPLIT = Text(ja="いくつかのファイルに分けてください。", en="Split it into several.")
_A_VALUE = Text(ja="入力が必要です", en="something must stand here")
_FILL = Text(ja="この欄を書いてください。", en="Fill this cell in.")
