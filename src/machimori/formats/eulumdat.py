"""EULUMDAT: the luminaire files that end in .ldt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput, Problem
from machimori.formats.intensity_table import (
    Notes,
    absolute_cd,
    finished,
    snapped,
    type_c,
    with_last_plane,
)
from machimori.formats.labels import decoded
from machimori.formats.numbers_by_line import (
    NumberReader,
    Numbers,
    raise_if_any,
    refusal,
    text_lines,
)
from machimori.language import Text
from machimori.scene.photometry import Photometry

Floats = NDArray[np.float64]

_MOST_ANGLES = 10_000
_MOST_SETS = 20
_LINES_A_SET = 6
_DIRECT_RATIOS = 10
_MM = 0.001

_SYMMETRY = Text(ja="対称性の区分（0〜4）", en="symmetry, 0 to 4")
_PLANES = Text(ja="C平面の数", en="number of C planes")
_STEP = Text(ja="C平面の間隔", en="distance between C planes")
_ANGLES = Text(ja="鉛直角の数（2以上）", en="number of γ angles, 2 or more")
_CONVERSION = Text(ja="正の光度換算係数", en="conversion factor above 0")
_SETS = Text(ja="ランプの組の数", en="number of lamp sets")
_LAMPS = Text(ja="灯数（絶対配光では負）", en="number of lamps, negative if absolute")
_FLUX = Text(ja="ランプの全光束（正）", en="total flux of the lamps, above 0")
_RATIOS = Text(ja="照明率10個", en="direct ratios")
_C = Text(ja="C角", en="C angles")
_TURN = Text(ja="0〜360のC角", en="a C angle from 0 to 360")
_GAMMA = Text(ja="γ角", en="γ angles")
_INTENSITY = Text(ja="光度（cd/klm）", en="luminous intensities in cd/klm")


@dataclass(frozen=True)
class _Head:
    """What stands before the lists of numbers."""

    symmetry: int
    planes: int
    step_deg: float
    angles: int
    factor: float
    declared_lm: float | None
    opening_m: tuple[float, float, float]
    warnings: Notes
    labels: Mapping[str, str]


def parse_eulumdat(content: bytes, name: str) -> Photometry:
    """Read a EULUMDAT file.

    Parameters
    ----------
    content : bytes
    name : str
        The file, for messages and reports.

    Returns
    -------
    Photometry
        Closed over C 0-360 and γ 0-180. Intensities are cd/klm times the flux of the
        first lamp set and the conversion factor; a negative number of lamps marks
        absolute photometry, where that flux is the luminaire's own. Of several lamp
        sets, which are alternatives, the first counts.

    Raises
    ------
    InvalidInput
        Whatever breaks the format, by line.

    Source
    ------
    A. Stockmar, EULUMDAT - ein Leuchtendatenformat für den europäischen
    Beleuchtungsplaner, Licht '90, pp. 641-644.
    """
    lines = _Lines(text_lines(content, name), name)
    head = _head(lines)
    reader = NumberReader(name, lines.left, lines.at + 1, decimal_comma=True)
    reader.take(_DIRECT_RATIOS, _RATIOS)
    c = reader.take(head.planes, _C)
    gamma = reader.take(head.angles, _GAMMA)
    outside = (c.values < 0) | (c.values > 360)
    raise_if_any([*c.problems(outside, _TURN), *c.falling(), *gamma.falling()])
    stored = _stored_planes(head.symmetry, c)
    intensities, short_notes = _intensities(reader, len(stored.values), head.angles)
    surplus, surplus_notes = reader.rest()
    raise_if_any(surplus)
    intensity_cd, noise_notes = absolute_cd(intensities, head.factor)
    rows = intensity_cd.reshape(-1, head.angles)
    if head.symmetry == 0 and stored[-1] != 360.0:
        stored, rows = with_last_plane(stored, rows)
    table = type_c(stored, gamma, rows)
    notes = (*_step_note(head, c), *short_notes, *surplus_notes, *noise_notes)
    photometry = Photometry(
        name=name,
        planes_deg=table.planes_deg,
        angles_deg=table.angles_deg,
        table_cd=table.table_cd,
        declared_lm=head.declared_lm,
        opening_m=head.opening_m,
        warnings=(*head.warnings, *notes),
        labels=head.labels,
    )
    return finished(photometry, content)


def _intensities(
    reader: NumberReader, planes: int, angles: int
) -> tuple[Numbers, Notes]:
    """Read the intensities; noughts at the end of the last plane may be missing.

    They are noughts for sure only where each plane is dark at those angles and the last
    one, as far as it goes, has gone dark before.
    """
    missing = planes * angles - reader.left
    if not 0 < missing < angles or not reader.left:
        return reader.take(planes * angles, _INTENSITY), ()
    found = reader.take(reader.left, _INTENSITY)
    padded = np.append(found.values, np.zeros(missing))
    goes_dark = padded.reshape(planes, angles)[:, -missing - 1 :]
    if np.any(goes_dark):
        raise InvalidInput([reader.too_few(planes * angles, _INTENSITY)])
    lines = np.append(found.lines, np.full(missing, found.lines[-1]))
    return Numbers(found.name, padded, lines), (_SHORT.format(count=missing),)


_SHORT = Text(
    ja="最後の光度が{count}個足りません。暗い角度なので0としました",
    en="The last {count} intensities are missing; 0, as these angles are dark.",
)


class _Lines:
    """The head of the file: one field a line."""

    def __init__(self, lines: Sequence[str], name: str) -> None:
        self._all = lines
        self._name = name
        self.at = 0
        self.problems: list[Problem] = []

    @property
    def left(self) -> Sequence[str]:
        """Lines not read yet."""
        return self._all[self.at :]

    def skip(self, count: int) -> None:
        """Pass over fields that do not matter here."""
        self.at += count

    def text(self) -> str:
        """Read a field of words."""
        field = self._all[self.at] if self.at < len(self._all) else ""
        self.at += 1
        return decoded(field.strip())

    def loosely(self) -> float:
        """Read a number that no light depends on; 0 where it is missing or odd."""
        field = self._all[self.at] if self.at < len(self._all) else ""
        self.at += 1
        try:
            return float(_first_word(field))
        except ValueError:
            return 0.0

    def number(self, expected: Text) -> float:
        """Read a number that must be there, past blank lines."""
        while self.at < len(self._all) and not self._all[self.at].strip():
            self.at += 1
        if self.at >= len(self._all):
            end = refusal(self._name, len(self._all), "EOF", expected)
            raise InvalidInput([*self.problems, end])
        reader = NumberReader(
            self._name,
            [_first_word(self._all[self.at])],
            self.at + 1,
            decimal_comma=True,
        )
        self.at += 1
        return reader.take(1, expected)[0]

    def count(self, expected: Text, at_least: int, at_most: int = _MOST_ANGLES) -> int:
        """Read a whole number within bounds."""
        value = self.number(expected)
        if value.is_integer() and at_least <= value <= at_most:
            return int(value)
        raise InvalidInput([refusal(self._name, self.at, f"{value:g}", expected)])

    def positive(self, expected: Text) -> float:
        """Read a number above 0; note it as a problem otherwise."""
        value = self.number(expected)
        if value <= 0:
            self.problems.append(refusal(self._name, self.at, f"{value:g}", expected))
        return value


def _first_word(line: str) -> str:
    words = line.replace(",", ".").split()
    return words[0] if words else ""


def _head(lines: _Lines) -> _Head:
    maker = lines.text()
    lines.skip(1)
    symmetry = lines.count(_SYMMETRY, 0, 4)
    planes = lines.count(_PLANES, 0 if symmetry == 1 else 1)
    step_deg = lines.number(_STEP)
    angles = lines.count(_ANGLES, 2)
    lines.skip(2)
    luminaire, catalogue_number = lines.text(), lines.text()
    lines.skip(2 + 3)
    opening_m = _opening(lines)
    lines.skip(1)
    output_ratio = lines.loosely() / 100
    conversion = lines.positive(_CONVERSION)
    tilt_deg = lines.loosely()
    sets = lines.count(_SETS, 1, _MOST_SETS)
    lamps = lines.count(_LAMPS, -_MOST_ANGLES)
    lines.skip(1)
    flux_lm = lines.positive(_FLUX)
    lines.skip(3 + _LINES_A_SET * (sets - 1))
    raise_if_any(lines.problems)
    return _Head(
        symmetry=symmetry,
        planes=planes,
        step_deg=step_deg,
        angles=angles,
        factor=conversion * flux_lm / 1000,
        declared_lm=flux_lm * output_ratio if lamps > 0 and output_ratio > 0 else None,
        opening_m=opening_m,
        warnings=(*_sets_note(sets), *_tilt_note(tilt_deg)),
        labels={"MANUFAC": maker, "LUMINAIRE": luminaire, "LUMCAT": catalogue_number},
    )


def _opening(lines: _Lines) -> tuple[float, float, float]:
    """Luminous opening; EULUMDAT's length lies across C 0°-180°, width 0 is round."""
    length, width = lines.loosely() * _MM, lines.loosely() * _MM
    height = max(lines.loosely() for _ in range(4)) * _MM
    return (width or length, length, height)


def _stored_planes(symmetry: int, c: Numbers) -> Numbers:
    """Which planes the intensities belong to, in the order of the file."""
    angles = snapped(c.values)
    before_zero = angles[(angles >= 270) & (angles < 360)]
    stored = {
        0: angles,
        1: np.zeros(1),
        2: angles[angles <= 180],
        # Begins at C 270 and runs through C 0 to C 90.
        3: np.concatenate([before_zero - 360, angles[angles <= 90]]),
        4: angles[angles <= 90],
    }[symmetry]
    if symmetry >= 2 and len(stored) < 2:
        raise InvalidInput([c.range_refused(_C)])
    lines = np.full(len(stored), c.lines[-1] if len(c.lines) else 0)
    return Numbers(c.name, stored, lines)


def _sets_note(sets: int) -> Notes:
    if sets == 1:
        return ()
    note = Text(
        ja="ランプの組が{sets}組あります。最初の組で計算します",
        en="The file holds {sets} alternative lamp sets; the first one counts.",
    )
    return (note.format(sets=sets),)


def _tilt_note(tilt_deg: float) -> Notes:
    if tilt_deg == 0:
        return ()
    note = Text(
        ja="測定時に{tilt:g}°傾けてあります。配光はその姿勢のものです",
        en="It was measured tilted by {tilt:g}°, and the intensities hold for that.",
    )
    return (note.format(tilt=tilt_deg),)


def _step_note(head: _Head, c: Numbers) -> Notes:
    if head.step_deg == 0 or np.allclose(np.diff(c.values), head.step_deg, atol=0.01):
        return ()
    note = Text(
        ja="C平面の間隔{step:g}°と角度の一覧が合いません。一覧に従いました",
        en="The distance of {step:g}° between planes disagrees with the list of angles;"
        " the list counts.",
    )
    return (note.format(step=head.step_deg),)
