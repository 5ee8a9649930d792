"""Lists that a city keeps in Excel and can hand over; each duty has a `lists.py`.

A duty names its lists there as ``LISTS``. The desk reads the file, shows row by row
what would happen, and only then lets the duty write, all rows or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from machimori.formats.tables import read_day
from machimori.language import Text
from machimori_office.web.errors import CellWrong, OfficeError, RowRefused
from machimori_office.web.searching import comparable
from machimori_office.web.tasks import Words

Row = Mapping[str, Any]
"""What a row says, by the names of its columns; an empty cell is None."""


Reads = Callable[[Any], Any]
"""Makes something of what stands in a cell that is not empty, or raises `CellWrong`."""


def plain(cell: Any) -> str:
    """Write a cell as a person reads it: full width and half width alike."""
    is_whole = isinstance(cell, float) and cell.is_integer()
    return comparable(str(int(cell) if is_whole else cell))


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """A column of a list.

    Parameters
    ----------
    name : str
        By which the duty asks for it.
    heads : tuple of str
        Headings under which cities have it; the first stands on the example sheet.
    reads : callable
    example : str
        Made up.
    is_needed : bool
        Whether every row must have it.
    """

    name: str
    heads: tuple[str, ...]
    reads: Reads
    example: str
    is_needed: bool = False


@dataclass(frozen=True, kw_only=True)
class How:
    """By whom, why and when rows are taken over; what the services ask for."""

    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A row that is to be written.

    Parameters
    ----------
    where : Text
    says : mapping
    known : mapping, optional
        What the office has of it.
    """

    where: Text
    says: Row
    known: Row | None

    @contextmanager
    def named(self) -> Iterator[None]:
        """Say of a refusal which row it is about.

        Raises
        ------
        RowRefused
        """
        try:
            yield
        except OfficeError as error:
            why = Text(ja=error.message("ja"), en=error.message("en"))
            raise RowRefused(where=self.where, why=why) from error


@dataclass(frozen=True, kw_only=True)
class ListImport:
    """A list that can be taken over.

    Parameters
    ----------
    name : str
        A stable word, in the address of its page.
    title : str
    explains : str
        What a row is, and what taking it over does.
    is_for : callable
        Whether a member of staff may take it over.
    columns : callable
        They may hang on the city's rules.
    key : tuple of str
        Columns that together tell one row from another.
    known : callable
        Takes the rows, and returns what the office has of them: for each key (a tuple)
        the fields as the columns name them. A fixed number of queries.
    put : callable
        Writes the rows by the duty's services: new ones by a fixed number of queries,
        changed ones by a few each.
    refuses : callable
        Says why a row whose cells are all right is refused; None where it is not.
    home : str
        The name of the page that shows the rows afterwards.
    """

    name: str
    title: Words
    explains: Words
    is_for: Callable[[Any], bool]
    columns: Callable[[], Sequence[ListColumn]]
    key: tuple[str, ...]
    known: Callable[[Sequence[Row]], Mapping[tuple[Any, ...], Row]]
    put: Callable[[Sequence[Taken], How], None]
    refuses: Callable[[Row, Row | None, date], CellWrong | None]
    home: str


def words(most: int) -> Reads:
    """Read words, full-width letters and digits made plain."""

    def read(cell: Any) -> str:
        said = plain(cell)
        if len(said) > most:
            raise CellWrong(
                Text(ja="{n}字以内", en="at most {n} letters").format(n=str(most)),
                Text(ja="短くしてください。", en="Make it shorter."),
            )
        return said

    return read


def day(cell: Any) -> date:
    """Read a day, Western or Japanese, or the number that Excel makes of one."""
    # A column that is formatted as text holds Excel's number as digits.
    read = read_day(cell) or read_day(float(plain(cell)) if _is_number(cell) else cell)
    if read is None:
        raise CellWrong(
            Text(
                ja="日付（例 2026-04-01、令和8年4月1日、R8.4.1）",
                en="a day such as 2026-04-01 or R8.4.1",
            ),
            Text(
                ja="元号か4けたの年を付けて書き直してください。",
                en="Write it again with its era or a year of four digits.",
            ),
        )
    return read


def _is_number(cell: Any) -> bool:
    return plain(cell).isdecimal() and len(plain(cell)) == 5


def whole_number(most: int) -> Reads:
    """Read a number that counts something."""

    def read(cell: Any) -> int:
        digits = plain(cell).replace(",", "").rstrip("台個着本枚組人名日 ")
        if not digits.isdecimal() or int(digits) > most:
            expected = Text(ja="0から{n}までの整数", en="a whole number up to {n}")
            raise CellWrong(expected.format(n=f"{most:,}"))
        return int(digits)

    return read


def degrees(most: float) -> Reads:
    """Read a longitude (180) or a latitude (90)."""

    def read(cell: Any) -> float:
        try:
            number = float(plain(cell))
        except ValueError:
            number = most + 1
        if not abs(number) <= most:
            raise CellWrong(Text(ja="度の数値（例 139.5）", en="degrees such as 139.5"))
        return number

    return read


def one_of(choices: Mapping[str, Any]) -> Reads:
    """Read one of several words, each with what it stands for."""

    def read(cell: Any) -> Any:
        word = plain(cell)
        if word not in choices:
            named = "・".join(choices)
            raise CellWrong(Text(ja=f"次のどれか：{named}", en=f"one of {named}"))
        return choices[word]

    return read


yes_or_no = one_of(
    {"有": True, "あり": True, "○": True, "〇": True, "はい": True, "済": True}
    | {"無": False, "なし": False, "×": False, "いいえ": False, "未": False}
)
"""Read whether there is something (有・無, ○・×)."""
