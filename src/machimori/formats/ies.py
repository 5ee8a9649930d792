"""IES LM-63: the luminaire files of 1986 to 2019, photometry of Types A, B and C."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.errors import Problem
from machimori.formats.goniometer_types import type_a, type_b
from machimori.formats.ies_tilt import (
    ReadBeside,
    find_tilt,
    read_tilt,
    read_tilt_file,
)
from machimori.formats.intensity_table import (
    Notes,
    WholeTable,
    absolute_cd,
    finished,
    lacks_last_plane,
    type_c,
    with_last_plane,
)
from machimori.formats.labels import labels_of
from machimori.formats.numbers_by_line import (
    NumberReader,
    Numbers,
    raise_if_any,
    text_lines,
)
from machimori.language import Text
from machimori.scene.photometry import Photometry, TiltFactors

Floats = NDArray[np.float64]

_VERSION = re.compile(
    r"\s*IES(?:NA)?\s*:?\s*(?:LM-63-(\d{4}|\d\d)|(19\d\d|86|91|95))\b", re.IGNORECASE
)
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
    photometric_type: int
    declared_lm: float | None
    opening_m: tuple[float, float, float]


def parse_ies(
    content: bytes, name: str, *, read_beside: ReadBeside | None = None
) -> Photometry:
    """Read an IES LM-63 file.

    Parameters
    ----------
    content : bytes
        Of a file of 1986, 1991, 1995, 2002 or 2019.
    name : str
        The file, for messages and reports.
    read_beside : callable, optional
        Reads the file that TILT may name; without it, such files are refused.

    Returns
    -------
    Photometry
        Of all directions; see ``type_c``, ``type_a`` and ``type_b`` for what a file
        leaves out. Candela values are times multiplier and ballast factor, and in
        files of 1986 and 1991 times the ballast-lamp factor (later another field).

    Raises
    ------
    InvalidInput
        Whatever breaks the format, by line.

    Source
    ------
    ANSI/IES LM-63-02 (R2008) and LM-63-19, sections 3, 5 and 6.
    """
    lines = text_lines(content, name)
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    year, version_notes = _year(lines[first])
    tilt_at, tilt_value = find_tilt(lines, name)
    reader = NumberReader(name, lines[tilt_at + 1 :], tilt_at + 2, decimal_comma=False)
    tilt, signed = _tilt(tilt_value, tilt_at + 1, name, reader, read_beside)
    head_numbers = reader.take(13, _HEAD)
    raise_if_any(_head_problems(head_numbers, year))
    head = _head(head_numbers, year)
    table, notes = _table(reader, head)
    photometry = Photometry(
        name=name,
        planes_deg=table.planes_deg,
        angles_deg=table.angles_deg,
        table_cd=table.table_cd,
        declared_lm=head.declared_lm,
        opening_m=head.opening_m,
        warnings=(
            *version_notes,
            *notes,
            *_reserved_note(head_numbers, year),
            *table.notes,
        ),
        photometric_type=table.photometric_type,
        tilt_factors=tilt,
        labels=_labels(lines[first:tilt_at]),
    )
    return finished(photometry, content + signed)


def _year(first: str) -> tuple[int, Notes]:
    """Tell the dialect; the first has no header."""
    match = _VERSION.match(first)
    if match is None:
        return 1986, ()
    digits = match[1] or match[2]
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year > 50 else 2000
    if year in _YEARS:
        return year, ()
    note = Text(
        ja="LM-63-{year}は未知の版です。2019年版として読みました",
        en="LM-63-{year} is not a version known here; read as that of 2019.",
    )
    return 2019, (note.format(year=year),)


def _labels(lines: Sequence[str]) -> Mapping[str, str]:
    has_version = bool(lines) and _VERSION.match(lines[0]) is not None
    return labels_of(lines[1:] if has_version else lines)


def _tilt(
    value: str,
    line: int,
    name: str,
    reader: NumberReader,
    read_beside: ReadBeside | None,
) -> tuple[TiltFactors | None, bytes]:
    """Factors for the tilt, and the bytes of their file where they have one."""
    if value.upper() == "NONE":
        return None, b""
    if value.upper() == "INCLUDE":
        return read_tilt(reader), b""
    return read_tilt_file(value, line, name, read_beside)


_TYPES: Mapping[int, Callable[[Numbers, Numbers, Floats], WholeTable]] = {
    1: type_c,
    2: type_b,
    3: type_a,
}


def _table(reader: NumberReader, head: _Head) -> tuple[WholeTable, Notes]:
    vertical = reader.take(head.vertical, _VERTICAL)
    horizontal = reader.take(head.horizontal, _HORIZONTAL)
    candela = reader.take(head.vertical * head.horizontal, _CANDELA)
    surplus, notes = reader.rest()
    raise_if_any([*vertical.falling(), *horizontal.falling(), *surplus])
    intensity_cd, noise_notes = absolute_cd(candela, head.factor)
    rows = intensity_cd.reshape(head.horizontal, head.vertical)
    notes = (*notes, *noise_notes, *_closing_note(horizontal, rows))
    if head.photometric_type == 1 and lacks_last_plane(horizontal):
        notes = (*notes, _UNCLOSED.format(last=horizontal[-1]))
        horizontal, rows = with_last_plane(horizontal, rows)
    return _TYPES[head.photometric_type](horizontal, vertical, rows), notes


_UNCLOSED = Text(
    ja="水平角が{last:g}°で終わり、一周していません。0°の光度で閉じました",
    en="The planes end at {last:g}°, short of 360; closed with those of plane 0.",
)


def _head_problems(head: Numbers, year: int) -> list[Problem]:
    types = Text(ja="1〜3（タイプC・B・A）", en="1 to 3 (Types C, B, A)")
    rules = (
        (0, head[0] >= 0, Text(ja="0以上の灯数", en="a number of lamps, 0 or more")),
        (1, head[1] == -1 or head[1] >= 0, Text(ja="光束か-1", en="lumens, or -1")),
        (2, head[2] > 0, Text(ja="正の倍率", en="a multiplier above 0")),
        (3, _is_count(head[3], 2), Text(ja="鉛直角の数", en="a count, 2 or more")),
        (4, _is_count(head[4], 1), Text(ja="水平角の数", en="a count, 1 or more")),
        (5, head[5] in _TYPES, types),
        (6, head[6] in _UNITS_M, Text(ja="1（ft）か2（m）", en="1 (feet) or 2 (m)")),
        (10, head[10] > 0, Text(ja="正の安定器係数", en="a ballast factor above 0")),
        (
            11,
            head[11] > 0 or not _has_ballast_lamp_factor(year),
            Text(ja="正の係数", en="a factor above 0"),
        ),
    )
    refused = [
        head.problems(np.arange(13) == index, expected)
        for index, holds, expected in rules
        if not holds
    ]
    return [problem for problems in refused for problem in problems]


def _is_count(value: float, at_least: int) -> bool:
    return value.is_integer() and at_least <= value <= _MOST_ANGLES


def _has_ballast_lamp_factor(year: int) -> bool:
    return year <= 1991


def _head(head: Numbers, year: int) -> _Head:
    lamps, lumens = head[0], head[1]
    ballast_lamp = head[11] if _has_ballast_lamp_factor(year) else 1.0
    return _Head(
        factor=head[2] * head[10] * ballast_lamp,
        vertical=int(head[3]),
        horizontal=int(head[4]),
        photometric_type=int(head[5]),
        declared_lm=lamps * lumens if lamps * lumens > 0 else None,
        opening_m=_opening_m(head),
    )


def _opening_m(head: Numbers) -> tuple[float, float, float]:
    """Length, width and height; a negative size is round.

    Until 1995 a circle is a negative width alone, which then is its length as well.
    """
    to_m = _UNITS_M[head[6]]
    width, length, height = (head[i] * to_m for i in (7, 8, 9))
    if width < 0 and length == 0:
        length = width
    return (abs(length), abs(width), abs(height))


def _closing_note(horizontal: Numbers, table: Floats) -> Notes:
    closes = horizontal[-1] == 360 and horizontal[0] == 0
    if not closes or np.allclose(table[0], table[-1], rtol=0.01):
        return ()
    note = Text(
        ja="水平角0°と360°の光度が違います。0°の値を使います",
        en="The planes 0 and 360 are one, yet differ; the plane 0 counts.",
    )
    return (note,)


# Of 2019: 1, then digits for accredited, interpolated, scaled, simulated, undefined.
_GENERATION = re.compile(r"1\.([01][01][01]0|0001)0|1\.00001")


def _reserved_note(head: Numbers, year: int) -> Notes:
    value = head[11]
    if year in (1995, 2002) and value not in (0.0, 1.0):
        return (_RESERVED.format(value=value),)
    if year == 2019 and not _GENERATION.fullmatch(f"{value:.5f}"):
        return (_UNKNOWN_GENERATION.format(value=value),)
    return ()


_RESERVED = Text(
    ja="予約欄の値{value:g}は光度に掛けていません",
    en="The reserved field holds {value:g}; the intensities were not multiplied.",
)
_UNKNOWN_GENERATION = Text(
    ja="ファイルの由来の欄の値{value:g}は規格にありません。光度には関わりません",
    en="{value:g} is no file generation type; the intensities do not depend on it.",
)
