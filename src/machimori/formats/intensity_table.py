"""What readers of luminaire files share: numbers with their lines, the table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.language import Text
from machimori.scene.photometry import Photometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PEAK_LIMIT_CD = 1e9
"""No luminaire is brighter; a larger number is a slip. [cd]"""

_MOST_PROBLEMS = 20
_SAME_ANGLE_DEG = 1e-6
_STEP_DEG = 1e-6
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
    content = content.removeprefix(b"\xef\xbb\xbf").split(b"\x1a", 1)[0]
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
        return self.problems(np.diff(self.values, prepend=-np.inf) <= 0, RISING)

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

    def take(self, count: int, what: Text) -> Numbers:
        """Read the next `count` numbers, or say which is missing or none."""
        span = slice(self._next, self._next + count)
        words, lines = self._words[span], self._lines[span]
        wrong = [i for i, word in enumerate(words) if not _NUMBER.fullmatch(word)]
        if wrong:
            listed = wrong[:_MOST_PROBLEMS]
            raise InvalidInput(
                refusal(self._name, lines[i], words[i], _number(what)) for i in listed
            )
        if len(words) < count:
            raise InvalidInput([self._too_few(count, len(words), what)])
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
        if _NUMBER.fullmatch(word):
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

    def _too_few(self, count: int, found: int, what: Text) -> Problem:
        line = int(self._lines[-1]) if len(self._lines) else 1
        expected = Text(ja="{what}が{count}個", en="{count} numbers: {what}")
        shown = f"{found} / {count} (EOF)"
        return refusal(self._name, line, shown, expected.format(what=what, count=count))


def _number(what: Text) -> Text:
    return Text(ja="{what}の数値", en="a number: {what}").format(what=what)


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Refuse the file where there is a problem."""
    listed = list(problems)
    if listed:
        raise InvalidInput(listed[:_MOST_PROBLEMS])


def intensity_problems(intensities: Numbers, factor: float) -> list[Problem]:
    """Refuse intensities below zero, beyond all measure, or nowhere above zero."""
    negative = Text(ja="0以上の光度", en="a luminous intensity of 0 or more")
    huge = Text(ja=f"{PEAK_LIMIT_CD:g} cd 以下", en=f"{PEAK_LIMIT_CD:g} cd or less")
    none = Text(ja="0より大きい光度", en="an intensity above 0 somewhere")
    with np.errstate(over="ignore", invalid="ignore"):
        intensity_cd = intensities.values * factor
    is_dark = np.zeros(len(intensity_cd), dtype=bool)
    is_dark[0] = not np.any(intensity_cd > 0)
    return [
        *intensities.problems(intensity_cd < 0, negative),
        *intensities.problems(intensity_cd > PEAK_LIMIT_CD, huge),
        *intensities.problems(is_dark, none),
    ]


def whole_table(
    c: Numbers, gamma: Numbers, table_cd: Floats
) -> tuple[Floats, Floats, Floats]:
    """Extend a table to all directions: C 0-360, γ 0-180 and the intensities.

    Planes are mirrored as their range says: one plane stands for all; 0-90, 0-180,
    90-270 and -90-90 are parts of a symmetric whole. Where γ covers 0-90 or 90-180
    only, the other half is dark.
    """
    around = _whole_turn(c.values, table_cd)
    sphere = None if around is None else _whole_sphere(gamma.values, around[1])
    if around is None:
        raise InvalidInput([c.range_refused(_C_RANGES)])
    if sphere is None:
        raise InvalidInput([gamma.range_refused(_GAMMA_RANGES)])
    return around[0], *sphere


_C_RANGES = Text(
    ja="水平角は0のみ、0〜90、0〜180、0〜360、90〜270のいずれか",
    en="horizontal angles 0 alone, 0-90, 0-180, 0-360 or 90-270",
)
_GAMMA_RANGES = Text(
    ja="鉛直角は0〜90、90〜180、0〜180のいずれか",
    en="vertical angles 0-90, 90-180 or 0-180",
)


def _whole_sphere(gamma_deg: Floats, table_cd: Floats) -> tuple[Floats, Floats] | None:
    gamma = _snapped(gamma_deg)
    dark = np.zeros((len(table_cd), 2))
    match (float(gamma[0]), float(gamma[-1])):
        case (0.0, 180.0):
            return gamma, table_cd
        case (0.0, 90.0):
            above = [90.0 + _STEP_DEG, 180.0]
            return np.append(gamma, above), np.hstack([table_cd, dark])
        case (90.0, 180.0):
            below = [0.0, 90.0 - _STEP_DEG]
            return np.concatenate([below, gamma]), np.hstack([dark, table_cd])
    return None


_MIRRORS: Mapping[tuple[float, float], tuple[float, ...]] = {
    (0.0, 360.0): (),
    (0.0, 180.0): (180.0,),
    (0.0, 90.0): (90.0, 180.0),
    (90.0, 270.0): (270.0,),
    (-90.0, 90.0): (90.0,),
}
"""First and last plane, and the planes about which the rest is mirrored. [deg]"""


def _whole_turn(c_deg: Floats, table_cd: Floats) -> tuple[Floats, Floats] | None:
    if len(c_deg) == 1:
        return np.array([0.0, 360.0]), np.vstack([table_cd, table_cd])
    c = _snapped(c_deg)
    mirrors = _MIRRORS.get((float(c[0]), float(c[-1])))
    if mirrors is None:
        return None
    for plane in mirrors:
        c = np.concatenate([c, 2 * plane - c[-2::-1]])
        table_cd = np.vstack([table_cd, table_cd[-2::-1]])
    return _from_zero(c[:-1], table_cd[:-1])


def _from_zero(c_deg: Floats, table_cd: Floats) -> tuple[Floats, Floats]:
    """Let planes all round, each once, begin at C = 0 and close at 360."""
    c = np.mod(c_deg, 360.0)
    order = np.argsort(c)
    c, table_cd = c[order], table_cd[order]
    if c[0] > 0.0:
        share = c[0] / (c[0] + 360.0 - c[-1])
        at_zero = (1.0 - share) * table_cd[0] + share * table_cd[-1]
        c, table_cd = np.insert(c, 0, 0.0), np.vstack([at_zero, table_cd])
    return np.append(c, 360.0), np.vstack([table_cd, table_cd[:1]])


def _snapped(angles: Floats) -> Floats:
    """Take away what rounding left of multiples of 90°."""
    nearest = 90.0 * np.round(angles / 90.0)
    return np.where(np.abs(angles - nearest) < _SAME_ANGLE_DEG, nearest, angles)


def finished(photometry: Photometry, content: bytes) -> Photometry:
    """Sign a photometry with its bytes, and note where it outshines its lamps."""
    warnings = photometry.warnings
    flux = photometry.luminous_flux_lm()
    declared = photometry.declared_lm
    if declared is not None and flux > 1.05 * declared:
        note = Text(
            ja="配光の光束{flux:.0f} lmがランプの光束{declared:.0f} lmを超えます",
            en="The intensities add up to {flux:.0f} lm, but its lamps give only"
            " {declared:.0f} lm.",
        )
        warnings = (*warnings, note.format(flux=flux, declared=declared))
    sha256 = hashlib.sha256(content).hexdigest()
    return replace(photometry, sha256=sha256, warnings=warnings)
