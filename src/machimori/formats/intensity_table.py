"""From the angles and intensities of a file to a table of all directions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from machimori.errors import InvalidInput
from machimori.formats.numbers_by_line import Numbers, raise_if_any
from machimori.language import Text
from machimori.scene.photometry import PhotometricType, Photometry

Floats = NDArray[np.float64]
Notes = tuple[Text, ...]

PEAK_LIMIT_CD = 1e9
"""No luminaire is brighter; a larger number is a slip. [cd]"""

NOISE = 1e-3
"""Share of the peak below zero that is a goniometer's noise and not a slip."""

STEP_INTO_DARK_DEG = 1e-6
"""From the last angle of a measurement to where it counts as dark. [deg]"""

# Less than half the smallest step between angles, more than two steps into the dark.
_SAME_ANGLE_DEG = 4e-6


@dataclass(frozen=True)
class WholeTable:
    """Planes 0-360, angles 0-180 and the intensities, about the axis of a type."""

    planes_deg: Floats
    angles_deg: Floats
    table_cd: Floats
    photometric_type: PhotometricType = "C"
    notes: Notes = ()


def absolute_cd(intensities: Numbers, factor: float) -> tuple[Floats, Notes]:
    """Multiply intensities, and refuse what no goniometer measures.

    Refused are values clearly below zero, beyond all measure, or nowhere above zero.
    """
    negative = Text(ja="0以上の光度", en="a luminous intensity of 0 or more")
    huge = Text(ja=f"{PEAK_LIMIT_CD:g} cd 以下", en=f"{PEAK_LIMIT_CD:g} cd or less")
    none = Text(ja="0より大きい光度", en="an intensity above 0 somewhere")
    with np.errstate(over="ignore", invalid="ignore"):
        intensity_cd = intensities.values * factor
    peak_cd = intensity_cd.max()
    is_dark = np.zeros(len(intensity_cd), dtype=bool)
    is_dark[0] = not peak_cd > 0
    raise_if_any(
        [
            *intensities.problems(intensity_cd < -NOISE * max(peak_cd, 0.0), negative),
            *intensities.problems(intensity_cd > PEAK_LIMIT_CD, huge),
            *intensities.problems(is_dark, none),
        ]
    )
    below = int(np.count_nonzero(intensity_cd < 0))
    notes = (_NOISE_NOTE.format(count=below),) if below else ()
    return np.maximum(intensity_cd, 0.0), notes


_NOISE_NOTE = Text(
    ja="わずかに負の光度が{count}個あります。0としました",
    en="{count} intensities lie slightly below 0; they count as 0.",
)


def type_c(c: Numbers, gamma: Numbers, table_cd: Floats) -> WholeTable:
    """Extend a table of Type C to all directions.

    Planes are mirrored as their range says: one plane stands for all; 0-90, 0-180,
    90-270 and -90-90 are parts of a symmetric whole. Where γ covers 0-90 or 90-180
    only, the other half is dark.

    Parameters
    ----------
    c : Numbers
        (p,) planes. [deg]
    gamma : Numbers
        (q,) angles. [deg]
    table_cd : (p, q) array
        [cd]

    Raises
    ------
    InvalidInput
        The ranges are none of these.
    """
    around = _whole_turn(c.values, table_cd)
    sphere = None if around is None else _whole_sphere(gamma.values, around[1])
    if around is None:
        raise InvalidInput([c.range_refused(_C_RANGES)])
    if sphere is None:
        raise InvalidInput([gamma.range_refused(_GAMMA_RANGES)])
    return WholeTable(around[0], *sphere)


_C_RANGES = Text(
    ja="水平角は0のみ、0〜90、0〜180、0〜360、90〜270のいずれか",
    en="horizontal angles 0 alone, 0-90, 0-180, 0-360 or 90-270",
)
_GAMMA_RANGES = Text(
    ja="鉛直角は0〜90、90〜180、0〜180のいずれか",
    en="vertical angles 0-90, 90-180 or 0-180",
)


def _whole_sphere(gamma_deg: Floats, table_cd: Floats) -> tuple[Floats, Floats] | None:
    gamma = snapped(gamma_deg)
    dark = np.zeros((len(table_cd), 2))
    match (float(gamma[0]), float(gamma[-1])):
        case (0.0, 180.0):
            return gamma, table_cd
        case (0.0, 90.0):
            above = [90.0 + STEP_INTO_DARK_DEG, 180.0]
            return np.append(gamma, above), np.hstack([table_cd, dark])
        case (90.0, 180.0):
            below = [0.0, 90.0 - STEP_INTO_DARK_DEG]
            return np.concatenate([below, gamma]), np.hstack([dark, table_cd])
    return None


_MIRRORS: Mapping[tuple[float, float], tuple[float, ...]] = {
    (0.0, 360.0): (),
    (-180.0, 180.0): (),
    (0.0, 180.0): (180.0,),
    (0.0, 90.0): (90.0, 180.0),
    (90.0, 270.0): (270.0,),
    (-90.0, 90.0): (90.0,),
}
"""First and last plane, and the planes about which the rest is mirrored. [deg]"""


def _whole_turn(c_deg: Floats, table_cd: Floats) -> tuple[Floats, Floats] | None:
    if len(c_deg) == 1:
        return np.array([0.0, 360.0]), np.vstack([table_cd, table_cd])
    c = snapped(c_deg)
    mirrors = _MIRRORS.get((float(c[0]), float(c[-1])))
    if mirrors is None:
        return None
    for plane in mirrors:
        c = np.concatenate([c, 2 * plane - c[-2::-1]])
        table_cd = np.vstack([table_cd, table_cd[-2::-1]])
    return from_zero(c[:-1], table_cd[:-1])


def from_zero(planes_deg: Floats, table_cd: Floats) -> tuple[Floats, Floats]:
    """Let planes all round, each once, begin at 0 and close at 360."""
    planes = np.mod(planes_deg, 360.0)
    order = np.argsort(planes)
    planes, table_cd = planes[order], table_cd[order]
    if planes[0] > 0.0:
        share = planes[0] / (planes[0] + 360.0 - planes[-1])
        at_zero = (1.0 - share) * table_cd[0] + share * table_cd[-1]
        planes = np.insert(planes, 0, 0.0)
        table_cd = np.vstack([at_zero, table_cd])
    return np.append(planes, 360.0), np.vstack([table_cd, table_cd[:1]])


def lacks_last_plane(c: Numbers) -> bool:
    """Whether planes go all round, but the last, which repeats the first, is missing.

    The gap up to 360 is then no wider than those between the planes.
    """
    planes = snapped(c.values)
    if len(planes) < 3 or planes[0] != 0.0 or planes[-1] <= 180.0:
        return False
    return bool(0.0 < 360.0 - planes[-1] <= np.diff(planes).max() + _SAME_ANGLE_DEG)


def with_last_plane(c: Numbers, table_cd: Floats) -> tuple[Numbers, Floats]:
    """Repeat the first plane at 360."""
    closed = replace(
        c, values=np.append(c.values, 360.0), lines=np.append(c.lines, c.lines[-1])
    )
    return closed, np.vstack([table_cd, table_cd[:1]])


def snapped(angles: Floats) -> Floats:
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
