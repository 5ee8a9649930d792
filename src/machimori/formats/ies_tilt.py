"""LM-63's TILT: how much a lamp gives when it burns tilted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np

from machimori.errors import InvalidInput
from machimori.formats.labels import decoded
from machimori.formats.numbers_by_line import (
    NumberReader,
    raise_if_any,
    refusal,
    text_lines,
)
from machimori.language import Text
from machimori.scene.photometry import LampGeometry, TiltFactors

TILT_LINE = re.compile(r"\s*TILT\s*=\s*(.*?)\s*$", re.IGNORECASE)

ReadBeside = Callable[[str], bytes | None]
"""Reads a file beside the photometric file by its name; None where there is none."""

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_MOST_PAIRS = 1_000
_MOST_FACTOR = 10.0

_HEAD = Text(ja="ランプの姿勢と組の数", en="lamp geometry and number of pairs")
_GEOMETRY = Text(ja="ランプの姿勢（1〜3）", en="lamp geometry, 1 to 3")
_PAIRS = Text(ja="角度と係数の組の数", en="number of pairs of angle and factor")
_ANGLES = Text(ja="傾きの角度（0から）", en="tilt angles, from 0 on")
_FACTORS = Text(ja="傾きの係数", en="factors for the tilt")
_FACTOR_RANGE = Text(ja="0〜10の係数", en="a factor from 0 to 10")


def find_tilt(lines: Sequence[str], name: str) -> tuple[int, str]:
    """Find the TILT line.

    Returns
    -------
    index : int
        Of that line.
    value : str
        What it says: NONE, INCLUDE or a file's name.
    """
    for index, line in enumerate(lines):
        match = TILT_LINE.match(line)
        if match is not None:
            return index, match[1]
    last = next((line for line in lines if line.strip()), "")
    expected = Text(
        ja="TILT=NONE・TILT=INCLUDE・TILT=ファイル名のいずれか",
        en="TILT=NONE, TILT=INCLUDE or TILT=<file>",
    )
    raise InvalidInput([refusal(name, len(lines), last, expected)])


def read_tilt(reader: NumberReader) -> TiltFactors:
    """Read the four items of TILT=INCLUDE, or of a TILT file.

    Raises
    ------
    InvalidInput
        The lamp's geometry is not 1, 2 or 3, the angles do not rise from 0, or a factor
        cannot be one.
    """
    head = reader.take(2, _HEAD)
    is_count = head[1].is_integer() and 1 <= head[1] <= _MOST_PAIRS
    raise_if_any(
        [
            *head.problems(np.array([head[0] not in (1, 2, 3), False]), _GEOMETRY),
            *head.problems(np.array([False, not is_count]), _PAIRS),
        ]
    )
    angles = reader.take(int(head[1]), _ANGLES)
    factors = reader.take(int(head[1]), _FACTORS)
    is_first = np.arange(len(angles.values)) == 0
    outside = (factors.values < 0) | (factors.values > _MOST_FACTOR)
    raise_if_any(
        [
            *angles.falling(),
            *angles.problems(is_first & (angles.values != 0.0), _ANGLES),
            *factors.problems(outside, _FACTOR_RANGE),
        ]
    )
    return TiltFactors(cast(LampGeometry, int(head[0])), angles.values, factors.values)


def read_tilt_file(
    value: str, line: int, name: str, read_beside: ReadBeside | None
) -> tuple[TiltFactors, bytes]:
    """Read the file that a TILT line names.

    Parameters
    ----------
    value : str
        The name, as the line gives it.
    line : int
        Of the photometric file.
    name : str
        The photometric file, for messages.
    read_beside : callable or None
        None where there is no folder to look in.

    Returns
    -------
    TiltFactors, bytes
        What it says, and its bytes.

    Raises
    ------
    InvalidInput
        The name leads out of the folder, or the file there is missing or broken.
    """
    wanted = decoded(value)
    is_plain = wanted not in ("", ".", "..") and not _NO_NAME.search(wanted)
    content = read_beside(wanted) if read_beside is not None and is_plain else None
    if content is None:
        raise InvalidInput([refusal(name, line, f"TILT={wanted}", _BESIDE, _PUT)])
    reader = NumberReader(wanted, text_lines(content, wanted), 1, decimal_comma=False)
    return read_tilt(reader), content


_BESIDE = Text(
    ja="配光ファイルと同じフォルダーにあるファイルの名前だけ",
    en="only the name of a file in the folder of the photometric file",
)
_PUT = Text(
    ja="傾きの係数のファイルを配光ファイルと同じフォルダーに置いてください",
    en="Put the file of tilt factors beside the photometric file.",
)
