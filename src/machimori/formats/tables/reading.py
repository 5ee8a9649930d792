"""A file as rows whose columns are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.tables.row import Column, Row, plain
from machimori.formats.tables.sheets import Sheet, is_filled, sheet_of
from machimori.language import Text

T = TypeVar("T")


def read_each(
    path: Path,
    columns: Iterable[Column],
    read: Callable[[Row], T | None],
    *,
    reshape: Callable[[Sheet], Sheet] = lambda sheet: sheet,
) -> tuple[T, ...]:
    """Read a table row by row, and raise all problems of all rows at once.

    Parameters
    ----------
    path : Path
    columns : iterable of Column
    read : callable
        Makes something of a row, or None where the row says nothing or is wrong.
    reshape : callable
        Makes a table with the columns of one that has others.

    Returns
    -------
    tuple
        What was made of the rows.

    Raises
    ------
    InvalidInput
        Where the table cannot be read, or its rows noted problems.
    """
    rows, problems = read_table(path, columns, reshape=reshape)
    made = [read(row) for row in rows]
    if problems:
        raise InvalidInput(problems)
    return tuple(one for one in made if one is not None)


def read_table(
    path: Path,
    columns: Iterable[Column],
    *,
    reshape: Callable[[Sheet], Sheet] = lambda sheet: sheet,
) -> tuple[list[Row], list[Problem]]:
    """Read a table.

    Parameters
    ----------
    path : Path
        ``.csv`` (UTF-8 or Shift_JIS; comma or tab), ``.xlsx`` (its first sheet that has
        the columns), ``.json`` or ``.yaml`` (a list of objects). A column may carry its
        English name or the Japanese one that the forms use.
    columns : iterable of Column
        What it may hold.
    reshape : callable
        See `read_each`.

    Returns
    -------
    rows : list of Row
        Rows without any content are left out.
    problems : list of Problem
        Where the rows note what is wrong with them.

    Raises
    ------
    InvalidInput
        Where it is not such a table, a required column is missing, or one is unknown
        or stands there twice.
    """
    known = tuple(columns)
    sheet = reshape(
        sheet_of(path, lambda s: not any(_missing(str(path), reshape(s).heads, known)))
    )
    named = [_column(head, known) for head in sheet.heads]
    refused = list(_header_problems(str(path), sheet.heads, known))
    if refused:
        raise InvalidInput(refused)
    heads = {c.name: h for c, h in zip(named, sheet.heads, strict=True) if c}
    problems: list[Problem] = []
    rows = []
    for where, line in sheet.rows:
        cells = {
            column.name: cell
            for column, cell in zip(named, line, strict=False)
            if column and is_filled(cell)
        }
        row = Row(str(path), where, cells, problems, heads)
        problems += _strays(row, sheet.heads, line)
        rows += [row] if cells else []
    return rows, problems


def _column(head: str, known: Iterable[Column]) -> Column | None:
    """Find the column of a heading; a unit in brackets behind it does not matter."""
    bare = plain(re.sub(r"[(（\[［].*", "", head, flags=re.DOTALL))
    return next((c for c in known if bare in (c.name, plain(c.label))), None)


def _header_problems(
    file: str, heads: Sequence[str], known: tuple[Column, ...]
) -> Iterator[Problem]:
    if not any(heads):
        yield _header(file, "", _A_HEADER, _ADD)
        return
    names = [alias for c in known for alias in (c.name, c.label)]
    seen: set[Column] = set()
    for head in filter(None, heads):
        column = _column(head, known)
        if column is None:
            yield _header(file, head, did_you_mean(head, names), _RENAME)
        elif column in seen:
            yield _header(file, f"{head} × 2", _ONCE, _RENAME)
        else:
            seen.add(column)
    yield from _missing(file, heads, known)


def _missing(
    file: str, heads: Sequence[str], known: tuple[Column, ...]
) -> Iterator[Problem]:
    given = [_column(head, known) for head in heads]
    for column in known:
        if column.required and column not in given:
            expected = Text(ja=f"「{column.label}」列", en=f"a column {column.name}")
            yield _header(file, ", ".join(filter(None, heads)), expected, _ADD)


def _strays(row: Row, heads: Sequence[str], line: Sequence[Any]) -> list[Problem]:
    """Cells that stand under no heading: a comma too many, or a note beside."""
    ends = len(heads)
    return [
        Problem(
            file=row.file,
            where=Text(
                ja=f"{row.where.ja} {number + 1}列目",
                en=f"{row.where.en}, column {number + 1}",
            ),
            found=str(cell)[:80],
            expected=Text(ja="見出しのある欄だけ", en="cells under a heading only"),
            remedy=_STRAY,
        )
        for number, cell in enumerate(line)
        if is_filled(cell) and not (number < ends and heads[number])
    ][:1]


_RENAME = Text(
    ja="列名を直すか、列を消してください。", en="Rename the column or remove it."
)
_ADD = Text(ja="この列を加えてください。", en="Add this column.")
_ONCE = Text(ja="1度だけ現れる列", en="every column once")
_A_HEADER = Text(ja="見出しのある表", en="a table with headings")
_STRAY = Text(
    ja='余分なコンマや欄外の書き込みを消すか、文字列を「"」で囲んでください。',
    en="Remove the extra comma or the note beside the table, or quote the text.",
)


def _header(file: str, found: str, expected: Text, remedy: Text) -> Problem:
    return Problem(
        file=file,
        where=Text(ja="見出し行", en="header"),
        found=found[:80] or "-",
        expected=expected,
        remedy=remedy,
    )
