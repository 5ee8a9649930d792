"""LM-63's Types A and B: about which axis a goniometer turned the luminaire.

Type C needs no turning and stands in ``intensity_table``. In Types A and B horizontal
angles H run clockwise, and vertical angles V from -90 up to 90:

=====  =============================  ============  ==========================
type   half-planes                    in the plane  used for
=====  =============================  ============  ==========================
A      H, about the vertical axis     V             headlamps: (0, 0) is level
B      V, about the level axis        H             floodlights: (0, 0) is down
C      C, about the vertical axis     γ             all else: γ 0 is down
=====  =============================  ============  ==========================

So Type A is Type C with other labels, C = -H and γ = 90 + V. Type B keeps its own axis;
:mod:`machimori.scene.photometry` draws it and turns directions when they are looked up,
so that nothing is resampled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput
from machimori.formats.intensity_table import (
    STEP_INTO_DARK_DEG,
    Notes,
    WholeTable,
    from_zero,
    snapped,
)
from machimori.formats.numbers_by_line import Numbers
from machimori.language import Text

Floats = NDArray[np.float64]


def type_a(horizontal: Numbers, vertical: Numbers, table_cd: Floats) -> WholeTable:
    """Extend a table of Type A to all directions, as one of Type C.

    Parameters
    ----------
    horizontal : Numbers
        (p,) angles H: -90 to 90, 0 to 90 where left and right are alike, or all round.
        [deg]
    vertical : Numbers
        (q,) angles V: -90 to 90, or 0 to 90 where up and down are alike. [deg]
    table_cd : (p, q) array
        [cd]

    Returns
    -------
    WholeTable
        What a file leaves out, the rear for one, is dark.

    Raises
    ------
    InvalidInput
        An axis with a single angle, or angles outside these ranges.
    """
    turn = _side(horizontal, 180.0, _HORIZONTAL)
    rise = _side(vertical, 90.0, _VERTICAL)
    planes, table = _all_round(turn.angles, turn.unfolded(table_cd))
    angles, table = _pole_to_pole(rise.angles, rise.unfolded(table.T).T)
    # C runs against H.
    clockwise = from_zero(-planes[:-1], table[:-1])
    notes = (*turn.notes, *rise.notes, *_mirrored_note(vertical))
    return WholeTable(clockwise[0], angles, clockwise[1], "C", notes)


def type_b(horizontal: Numbers, vertical: Numbers, table_cd: Floats) -> WholeTable:
    """Extend a table of Type B to all directions, about its own axis.

    Parameters
    ----------
    horizontal : Numbers
        (p,) angles H: -90 to 90, or 0 to 90 where left and right are alike. [deg]
    vertical : Numbers
        (q,) angles V: -90 to 90, 0 to 90 where up and down are alike, or all round.
        [deg]
    table_cd : (p, q) array
        [cd]

    Returns
    -------
    WholeTable
        Planes V, angles 90 + H. What a file leaves out, the rear for one, is dark.

    Raises
    ------
    InvalidInput
        An axis with a single angle, or angles outside these ranges.
    """
    across = _side(horizontal, 90.0, _HORIZONTAL)
    rise = _side(vertical, 180.0, _VERTICAL)
    planes, table = _all_round(rise.angles, rise.unfolded(across.unfolded(table_cd).T))
    angles, table = _pole_to_pole(across.angles, table)
    notes = (*across.notes, *rise.notes, *_mirrored_note(vertical))
    return WholeTable(planes, angles, table, "B", notes)


@dataclass(frozen=True)
class _Side:
    """The angles along one axis, unfolded where the file holds one half of two."""

    angles: Floats
    is_mirrored: bool
    notes: Notes

    def unfolded(self, rows: Floats) -> Floats:
        return np.vstack([rows[:0:-1], rows]) if self.is_mirrored else rows


_HORIZONTAL = Text(ja="水平角", en="horizontal angles")
_VERTICAL = Text(ja="鉛直角", en="vertical angles")
_RANGES = Text(
    ja="{what}は-90〜90または0〜90（2個以上）",
    en="{what} -90 to 90 or 0 to 90, two or more",
)
_PART_NOTE = Text(
    ja="{what}は{first:g}〜{last:g}°だけです。残りは光らないものとしました",
    en="The {what} cover {first:g} to {last:g}° only; the rest counts as dark.",
)
_MIRRORED_NOTE = Text(
    ja="鉛直角が0°から始まるので、上下対称とみなしました",
    en="The vertical angles begin at 0: up and down are taken to be alike.",
)


def _side(numbers: Numbers, limit_deg: float, what: Text) -> _Side:
    angles = snapped(numbers.values)
    is_mirrored = bool(angles[0] == 0.0)
    first = -angles[-1] if is_mirrored else angles[0]
    if len(angles) < 2 or first < -limit_deg or angles[-1] > limit_deg or first > 0:
        raise InvalidInput([numbers.range_refused(_RANGES.format(what=what))])
    if is_mirrored:
        angles = np.concatenate([-angles[:0:-1], angles])
    is_whole = angles[0] <= -90.0 and angles[-1] >= 90.0
    note = _PART_NOTE.format(what=what, first=angles[0], last=angles[-1])
    return _Side(angles, is_mirrored, () if is_whole else (note,))


def _mirrored_note(vertical: Numbers) -> Notes:
    return (_MIRRORED_NOTE,) if vertical[0] == 0.0 else ()


def _all_round(angles: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """Close half-planes to a turn; where none was measured it is dark."""
    if angles[-1] - angles[0] == 360.0:
        return from_zero(angles[:-1], rows[:-1])
    return from_zero(*_between_dark(angles, rows))


def _pole_to_pole(angles: Floats, table: Floats) -> tuple[Floats, Floats]:
    """Extend angles between -90 and 90 to 0-180 from the pole."""
    dark = np.zeros((len(table), 2))
    if angles[0] > -90.0:
        angles = np.concatenate([[-90.0, angles[0] - STEP_INTO_DARK_DEG], angles])
        table = np.hstack([dark, table])
    if angles[-1] < 90.0:
        angles = np.concatenate([angles, [angles[-1] + STEP_INTO_DARK_DEG, 90.0]])
        table = np.hstack([table, dark])
    return 90.0 + angles, table


def _between_dark(angles: Floats, rows: Floats) -> tuple[Floats, Floats]:
    dark = np.zeros((1, rows.shape[1]))
    ends = (angles[0] - STEP_INTO_DARK_DEG, angles[-1] + STEP_INTO_DARK_DEG)
    padded = np.concatenate([[ends[0]], angles, [ends[1]]])
    return padded, np.vstack([dark, rows, dark])
