"""Numbers of luminaire files, each with its line: where makers' habits end."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.language import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SMALLEST_STEP_DEG = 1e-5
"""Angles that lie closer are the same, but for rounding. [deg]"""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_PROBLEMS = 20
_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d{1,3})?")

RISING = Text(ja="前より大きい角度", en="an angle above the one before")
_AGAIN = Text(
    ja="メーカーから入手し直すか、元のソフトで書き出し直してください",
    en="Get the file again from its maker, or export it again.",
)


def refusal(
    name: str, line: int, found: object, expected: Text, remedy: Text = _AGAIN
) -> Problem:
    """Say what is wrong on a line of a luminaire file."""
    where = Text(ja=f"{line}行目", en=f"line {line}")
    shown = "".join(c if c.isprintable() else "?" for c in str(found)[:60])
    return Problem(
        file=name, where=where, found=shown, expected=expected, remedy=remedy
    )


def text_lines(content: bytes, name: str) -> list[str]:
    """Cut the bytes of a luminaire file into lines.

    One character a byte, because these files declare no encoding: makers write names in
    UTF-8 or Shift_JIS, and everything that counts is ASCII. Ends at ^Z.
    """
    if content.startswith(_UTF_16):
        content = content.decode("utf-16", errors="replace").encode()
    content = content.removeprefix(codecs.BOM_UTF8).split(b"\x1a", 1)[0]
    if not content.strip():
        expected = Text(ja="配光のデータ", en="photometric data")
        raise InvalidInput([refusal(name, 1, "", expected)])
    if b"\x00" in content:
        expected = Text(ja="文字だけのファイル", en="a plain text file")
        raise InvalidInput([refusal(name, 1, content[:16], expected)])
    return re.split(r"\r?\r\n|\n|\r", content.decode("latin-1"))


@dataclass(frozen=True)
class Numbers:
    """Numbers of a file, each with the line it stands on."""

    name: str
    values: Floats
    lines: Ints

    def __getitem__(self, index: int) -> float:
        return float(self.values[index])

    def problems(
        self, is_wrong: NDArray[np.bool_], expected: Text, remedy: Text = _AGAIN
    ) -> list[Problem]:
        """Refuse the numbers that are marked."""
        wrong = np.flatnonzero(is_wrong)[:_MOST_PROBLEMS]
        return [
            refusal(
                self.name, self.lines[i], f"{self.values[i]:.15g}", expected, remedy
            )
            for i in wrong
        ]

    def falling(self) -> list[Problem]:
        """Refuse angles that are not above the one before."""
        step = np.diff(self.values, prepend=-np.inf)
        return self.problems(step < SMALLEST_STEP_DEG, RISING)

    def range_refused(self, expected: Text) -> Problem:
        """Refuse angles for where they begin or end."""
        found = f"{self.values[0]:g} … {self.values[-1]:g}"
        return refusal(self.name, int(self.lines[-1]), found, expected)


class NumberReader:
    """Reads numbers in their order, wherever the lines break.

    Parameters
    ----------
    name : str
        The file, for messages.
    lines : sequence of str
    first_line : int
        Number of the first of them in the file.
    decimal_comma : bool
        Whether a comma is a decimal point; otherwise it separates.
    """

    def __init__(
        self, name: str, lines: Sequence[str], first_line: int, *, decimal_comma: bool
    ) -> None:
        self._name = name
        mark = "." if decimal_comma else " "
        words = [line.replace(",", mark).split() for line in lines]
        self._words = [word for row in words for word in row]
        self._lines = np.repeat(
            np.arange(first_line, first_line + len(words)), [len(row) for row in words]
        )
        self._next = 0

    @property
    def left(self) -> int:
        """How many numbers follow before the end or the first word."""
        words = enumerate(self._words[self._next :])
        stop = next((i for i, word in words if not is_number(word)), None)
        return len(self._words) - self._next if stop is None else stop

    def take(self, count: int, what: Text) -> Numbers:
        """Read the next `count` numbers, or say which is missing or none."""
        span = slice(self._next, self._next + count)
        words, lines = self._words[span], self._lines[span]
        wrong = [i for i, word in enumerate(words) if not is_number(word)]
        if wrong:
            listed = wrong[:_MOST_PROBLEMS]
            raise InvalidInput(
                refusal(self._name, lines[i], words[i], _number(what)) for i in listed
            )
        if len(words) < count:
            raise InvalidInput([self.too_few(count, what)])
        self._next += count
        values = [float(word.upper().replace("D", "E")) for word in words]
        numbers = Numbers(self._name, np.array(values, dtype=np.float64), lines)
        raise_if_any(numbers.problems(~np.isfinite(numbers.values), _number(what)))
        return numbers

    def rest(self) -> tuple[list[Problem], tuple[Text, ...]]:
        """Judge what follows the last number: more numbers are refused, words noted."""
        if self._next >= len(self._words):
            return [], ()
        word, line = self._words[self._next], int(self._lines[self._next])
        if is_number(word):
            expected = Text(
                ja="ファイルの終わり（角度の数と光度の数が合っていない）",
                en="the end of the file: the counts of angles and intensities disagree",
            )
            return [refusal(self._name, line, word, expected)], ()
        note = Text(
            ja="{line}行目以降の余分な文字を無視しました",
            en="Ignored surplus text from line {line} on.",
        )
        return [], (note.format(line=line),)

    def too_few(self, count: int, what: Text) -> Problem:
        """Say that fewer than `count` numbers are left."""
        found = len(self._words) - self._next
        line = int(self._lines[-1]) if len(self._lines) else 1
        expected = Text(ja="{what}が{count}個", en="{count} numbers: {what}")
        shown = f"{found} / {count} (EOF)"
        return refusal(self._name, line, shown, expected.format(what=what, count=count))


def is_number(word: str) -> bool:
    """Whether a word is a number as luminaire files write them: 1.e3, +5, 1D3."""
    return len(word) <= _LONGEST_NUMBER and _NUMBER.fullmatch(word) is not None


def _number(what: Text) -> Text:
    return Text(ja="{what}の数値", en="a number: {what}").format(what=what)


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Refuse the file where there is a problem."""
    listed = list(problems)
    if listed:
        raise InvalidInput(listed[:_MOST_PROBLEMS])
