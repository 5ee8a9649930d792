"""IES LM-63: the luminaire files of 1986 to 2019, photometry of Type C."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.formats.intensity_table import (
    NumberReader,
    Numbers,
    finished,
    intensity_problems,
    raise_if_any,
    refusal,
    text_lines,
    whole_table,
)
from machimori.language import Text
from machimori.scene.photometry import Photometry

Floats = NDArray[np.float64]

_TILT = re.compile(r"\s*TILT\s*=\s*(.*?)\s*$", re.IGNORECASE)
_VERSION = re.compile(r"\s*IES(?:NA)?:?\s*(?:LM-63-)?(\d{4}|86|91)", re.IGNORECASE)
_YEARS = (1986, 1991, 1995, 2002, 2019)
_UNITS_M = {1.0: 0.3048, 2.0: 1.0}
_MOST_ANGLES = 10_000

_HEAD = Text(
    ja="灯数・光束・倍率・角度数・方式・単位・寸法（10個）と安定器係数・電力（3個）",
    en="lamps, lumens, multiplier, counts of angles, type, units and sizes (10), "
    "ballast factor, factor and watts (3)",
)
_VERTICAL = Text(ja="鉛直角", en="vertical angles")
_HORIZONTAL = Text(ja="水平角", en="horizontal angles")
_CANDELA = Text(ja="光度", en="candela values")


@dataclass(frozen=True)
class _Head:
    """What the thirteen numbers before the angles say."""

    factor: float
    vertical: int
    horizontal: int
    declared_lm: float | None
    opening_m: tuple[float, float, float]


def parse_ies(content: bytes, name: str) -> Photometry:
    """Read an IES LM-63 file.

    Parameters
    ----------
    content : bytes
        Of a file of 1986, 1991, 1995, 2002 or 2019.
    name : str
        The file, for messages and reports.

    Returns
    -------
    Photometry
        Closed over C 0-360 and γ 0-180; the half that a file of γ 0-90 or 90-180 leaves
        out is dark. Candela values are times multiplier and ballast factor, and in
        files of 1986 and 1991 times the ballast-lamp factor (later a reserved field).

    Raises
    ------
    InvalidInput
        Types A and B, TILT other than NONE, and whatever breaks the format, by line.

    Source
    ------
    ANSI/IES LM-63-02 (R2008) and LM-63-19, sections 5 and 6.
    """
    lines = text_lines(content, name)
    year, warnings = _year(lines)
    start = _after_tilt(lines, name)
    reader = NumberReader(name, lines[start:], start + 1, decimal_comma=False)
    head_numbers = reader.take(13, _HEAD)
    raise_if_any(_head_problems(head_numbers))
    head = _head(head_numbers, year)
    gamma = reader.take(head.vertical, _VERTICAL)
    c = reader.take(head.horizontal, _HORIZONTAL)
    candela = reader.take(head.vertical * head.horizontal, _CANDELA)
    surplus, notes = reader.rest()
    raise_if_any(
        [
            *gamma.falling(),
            *c.falling(),
            *surplus,
            *intensity_problems(candela, head.factor),
        ]
    )
    table = head.factor * candela.values.reshape(head.horizontal, head.vertical)
    notes = (*notes, *_reserved_note(head_numbers, year), *_closing_note(c, table))
    c_deg, gamma_deg, table = whole_table(c, gamma, table)
    photometry = Photometry(
        name=name,
        c_deg=c_deg,
        gamma_deg=gamma_deg,
        table_cd=table,
        declared_lm=head.declared_lm,
        opening_m=head.opening_m,
        warnings=(*warnings, *notes),
    )
    return finished(photometry, content)


def _year(lines: Sequence[str]) -> tuple[int, tuple[Text, ...]]:
    """Tell the dialect; the first has no header."""
    first = next((line for line in lines if line.strip()), "")
    match = _VERSION.match(first)
    if match is None:
        return 1986, ()
    year = int(match[1]) if len(match[1]) == 4 else 1900 + int(match[1])
    if year in _YEARS:
        return year, ()
    note = Text(
        ja="LM-63-{year}は未知の版です。2019年版として読みました",
        en="LM-63-{year} is not a version known here; read as that of 2019.",
    )
    return 2019, (note.format(year=year),)


def _after_tilt(lines: Sequence[str], name: str) -> int:
    """Find the line after ``TILT=NONE``."""
    expected = Text(ja="TILT=NONE", en="TILT=NONE")
    for index, line in enumerate(lines):
        match = _TILT.match(line)
        if match is None:
            continue
        if match[1].upper() == "NONE":
            return index + 1
        remedy = Text(
            ja="点灯姿勢の補正は扱えません。TILT=NONEで書き出し直してください",
            en="Factors for the tilt of lamps cannot be read; export with TILT=NONE.",
        )
        raise InvalidInput([refusal(name, index + 1, line, expected, remedy)])
    last = next((line for line in lines if line.strip()), "")
    raise InvalidInput([refusal(name, len(lines), last, expected)])


def _head_problems(head: Numbers) -> list[Problem]:
    types = Text(ja="1（タイプC）", en="1 (Type C)")
    type_remedy = Text(
        ja="タイプA・Bは読めません。タイプCに変換したファイルを使ってください",
        en="Types A and B cannot be read; use a file converted to Type C.",
    )
    rules = (
        (0, head[0] >= 0, Text(ja="0以上の灯数", en="a number of lamps, 0 or more")),
        (1, head[1] == -1 or head[1] >= 0, Text(ja="光束か-1", en="lumens, or -1")),
        (2, head[2] > 0, Text(ja="正の倍率", en="a multiplier above 0")),
        (3, _is_count(head[3], 2), Text(ja="鉛直角の数", en="a count, 2 or more")),
        (4, _is_count(head[4], 1), Text(ja="水平角の数", en="a count, 1 or more")),
        (6, head[6] in _UNITS_M, Text(ja="1（ft）か2（m）", en="1 (feet) or 2 (m)")),
        (10, head[10] > 0, Text(ja="正の安定器係数", en="a ballast factor above 0")),
        (11, head[11] > 0, Text(ja="正の係数", en="a factor above 0")),
    )
    refused = [
        head.problems(np.arange(13) == index, expected)
        for index, holds, expected in rules
        if not holds
    ]
    refused.append(
        head.problems((np.arange(13) == 5) & (head[5] != 1), types, type_remedy)
    )
    return [problem for problems in refused for problem in problems]


def _is_count(value: float, at_least: int) -> bool:
    return value.is_integer() and at_least <= value <= _MOST_ANGLES


def _head(head: Numbers, year: int) -> _Head:
    lamps, lumens = head[0], head[1]
    ballast_lamp = head[11] if year <= 1991 else 1.0
    to_m = _UNITS_M[head[6]]
    width, length, height = (abs(head[i]) * to_m for i in (7, 8, 9))
    return _Head(
        factor=head[2] * head[10] * ballast_lamp,
        vertical=int(head[3]),
        horizontal=int(head[4]),
        declared_lm=lamps * lumens if lamps * lumens > 0 else None,
        opening_m=(length, width, height),
    )


def _closing_note(c: Numbers, table: Floats) -> tuple[Text, ...]:
    closes = c[-1] == 360 and c[0] == 0
    if not closes or np.allclose(table[0], table[-1], rtol=0.01):
        return ()
    note = Text(
        ja="水平角0°と360°の光度が違います。0°の値を使います",
        en="The planes 0 and 360 are one, yet differ; the plane 0 counts.",
    )
    return (note,)


def _reserved_note(head: Numbers, year: int) -> tuple[Text, ...]:
    if year not in (1995, 2002) or head[11] == 1.0:
        return ()
    note = Text(
        ja="予約欄の値{value:g}は光度に掛けていません",
        en="The reserved field holds {value:g}; the intensities were not multiplied.",
    )
    return (note.format(value=head[11]),)
