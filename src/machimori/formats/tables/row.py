"""One row of a table, which notes what is wrong with its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from machimori.errors import Problem, did_you_mean
from machimori.formats.tables.days import read_day
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


_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?", re.ASCII | re.I)
_MINUS_SIGNS = str.maketrans("−‐–", "---")
_LONGEST_SHOWN = 80


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
    heads : mapping of column name to heading
        As the user wrote them.
    """

    file: str
    where: Text
    cells: Mapping[str, Any]
    problems: list[Problem] = field(repr=False)
    heads: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a cell as text."""
        value = self.cells.get(name, default)
        if isinstance(value, dict | list | tuple):
            self.wrong(name, value, Text(ja="1つの値", en="a single value"))
            return default
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value).strip()

    def needed(self, name: str) -> str:
        """Return a cell as text, and note a problem where it is empty."""
        value = self.text(name)
        if name not in self.cells:
            self.wrong(name, "", _A_VALUE)
        return value

    def texts(self, name: str, *, separators: str) -> tuple[str, ...]:
        """Return the parts of a cell: a list, or text between separators."""
        value = self.cells.get(name, "")
        if isinstance(value, list | tuple):
            return tuple(str(part).strip() for part in value)
        parts = re.split(f"[{re.escape(separators)}\n]", self.text(name))
        return tuple(part.strip() for part in parts if part.strip())

    def choice(self, name: str, words: Mapping[str, Any], default: str = "") -> Any:
        """Return what a cell's word stands for, noting one that is not among them."""
        word = plain(self.text(name, default))
        if word in words:
            return words[word]
        self.wrong(name, word, did_you_mean(word, words))
        return None

    def number(self, name: str) -> float | None:
        """Return a cell as a finite number; None where it is empty or wrong."""
        value = self.cells.get(name)
        if value is None:
            return None
        text = plain(str(value)).translate(_MINUS_SIGNS)
        number = float(text) if _NUMBER.fullmatch(text) else float("nan")
        if not abs(number) < float("inf"):
            self.wrong(name, value, Text(ja="数値", en="a number"))
            return None
        return number

    def day(self, name: str) -> date | None:
        """Return a cell as a date; None where it is empty or wrong."""
        value = self.cells.get(name)
        if value is None:
            return None
        day = read_day(value)
        if day is None:
            self.wrong(name, value, A_DAY)
        return day

    def needed_day(self, name: str) -> date | None:
        """Return a cell as a date, and note a problem where it is empty."""
        if name not in self.cells:
            self.wrong(name, "", A_DAY)
        return self.day(name)

    def wrong(
        self, name: str, found: object, expected: Text, remedy: Text | None = None
    ) -> None:
        """Note that a cell is wrong."""
        head = self.heads.get(name, name)
        problem = Problem(
            file=self.file,
            where=Text(
                ja=f"{self.where.ja}「{head}」列", en=f"{self.where.en}, column {head}"
            ),
            found=str(found)[:_LONGEST_SHOWN],
            expected=expected,
            remedy=remedy or _CORRECT,
        )
        if problem not in self.problems[-8:]:
            self.problems.append(problem)


def plain(text: str) -> str:
    """Make full-width and half-width, upper and lower case the same."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


A_DAY = Text(
    ja="日付（例 2026-04-01、令和8年4月1日）",
    en="a date such as 2026-04-01 or R8.4.1",
)
_A_VALUE = Text(ja="値", en="a value")
_CORRECT = Text(ja="この欄を直してください。", en="Correct this cell.")
