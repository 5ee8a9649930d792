"""Luminaire files made from formulas: every dialect × symmetry × photometric type.

A :class:`Specimen` is a file in memory and the law that it holds, so that what a reader
makes of it can be held against the law itself in any direction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PEAK_CD = 100.0


@dataclass(frozen=True)
class Law:
    """Intensity by direction, with its exact flux.

    Directions are unit vectors (n, 3): their parts along γ = 0 (down), along C = 0
    (forward) and along C = 90 (left).
    """

    intensity_cd: Callable[[Floats, Floats, Floats], Floats]
    flux_lm: float
    symmetries: frozenset[str]
    is_dark_above: bool = False
    is_dark_behind: bool = False

    def at(self, directions: Floats) -> Floats:
        down, forward, left = np.moveaxis(directions, -1, 0)
        return PEAK_CD * self.intensity_cd(down, forward, left)


def _positive(values: Floats) -> Floats:
    return np.maximum(values, 0.0)


def _towards(c_deg: float, gamma_deg: float) -> Floats:
    return toward(np.float64(c_deg), np.float64(gamma_deg))


def toward(c_deg: Floats, gamma_deg: Floats) -> Floats:
    """Unit vectors of directions in the C-γ system."""
    c, gamma = np.radians(c_deg), np.radians(gamma_deg)
    level = np.sin(gamma)
    return np.stack(
        np.broadcast_arrays(np.cos(gamma), level * np.cos(c), level * np.sin(c)),
        axis=-1,
    )


def _beam(c_deg: float, gamma_deg: float) -> Callable[[Floats, Floats, Floats], Floats]:
    a, b, c = _towards(c_deg, gamma_deg)
    return lambda d, f, s: _positive(a * d + b * f + c * s) ** 8


_ANY = frozenset({"rotational", "quadrant", "about 0-180", "about 90-270", "none"})
_BOTH = _ANY - {"rotational"}
_FORWARD = frozenset({"about 0-180", "none"})

# ∫ cosⁿ over a hemisphere is 2π / (n + 1); ∫ cos γ s⁴ over it is π / 8.
LAWS: Mapping[str, Law] = {
    "isotropic": Law(lambda d, f, s: np.ones_like(d), 4 * np.pi * PEAK_CD, _ANY),
    "lambertian": Law(
        lambda d, f, s: _positive(d), np.pi * PEAK_CD, _ANY, is_dark_above=True
    ),
    "narrow": Law(
        lambda d, f, s: _positive(d) ** 6, 2 / 7 * np.pi * PEAK_CD, _ANY, True
    ),
    "uplight": Law(lambda d, f, s: _positive(-d), np.pi * PEAK_CD, _ANY),
    "batwing": Law(
        lambda d, f, s: _positive(d) * (0.25 + s**4),
        0.375 * np.pi * PEAK_CD,
        _BOTH,
        True,
    ),
    "road": Law(
        lambda d, f, s: _positive(d) * (0.25 + s**4) * (1 + 0.8 * f),
        0.375 * np.pi * PEAK_CD,
        _FORWARD,
        is_dark_above=True,
    ),
    "across": Law(
        lambda d, f, s: _positive(d) * (1 + 0.6 * s),
        np.pi * PEAK_CD,
        frozenset({"about 90-270", "none"}),
        is_dark_above=True,
    ),
    "tilted floodlight": Law(_beam(0, 35), 2 / 9 * np.pi * PEAK_CD, _FORWARD),
    "askew floodlight": Law(
        _beam(70, 50), 2 / 9 * np.pi * PEAK_CD, frozenset({"none"})
    ),
    "headlamp": Law(
        _beam(0, 90), 2 / 9 * np.pi * PEAK_CD, _FORWARD, is_dark_behind=True
    ),
}


@dataclass(frozen=True)
class Form:
    """How an LM-63 file lays out its angles."""

    name: str
    photometric_type: int
    symmetry: str
    horizontal: tuple[float, float]
    vertical: tuple[float, float]
    warnings: int = 0

    def holds(self, law: Law) -> bool:
        if self.symmetry not in law.symmetries:
            return False
        reaches = {1: self.vertical == (0, 180), 2: self.vertical == (-180, 180)}
        if self.photometric_type == 3:
            is_dark_behind = law.is_dark_behind or abs(self.horizontal[1]) == 180
            return is_dark_behind and (law.is_dark_above or self.vertical[1] == 90)
        return law.is_dark_above or reaches[self.photometric_type]

    def directions(self, h_deg: Floats, v_deg: Floats) -> Floats:
        """Unit vectors of all pairs of angles: (h, v, 3)."""
        h, v = np.radians(h_deg)[:, None], np.radians(v_deg)[None, :]
        if self.photometric_type == 1:
            return toward(h_deg[:, None], v_deg[None, :])
        if self.photometric_type == 2:
            parts = (np.cos(h) * np.cos(v), np.cos(h) * np.sin(v), -np.sin(h))
        else:
            parts = (-np.sin(v), np.cos(v) * np.cos(h), -np.cos(v) * np.sin(h))
        return np.stack(np.broadcast_arrays(*parts), axis=-1)


FORMS = (
    Form("C rotational", 1, "rotational", (0, 0), (0, 180)),
    Form("C lower half", 1, "rotational", (0, 0), (0, 90)),
    Form("C quadrant", 1, "quadrant", (0, 90), (0, 180)),
    Form("C bilateral", 1, "about 0-180", (0, 180), (0, 180)),
    Form("C bilateral, lower half", 1, "about 0-180", (0, 180), (0, 90)),
    Form("C about 90-270", 1, "about 90-270", (90, 270), (0, 180)),
    Form("C whole", 1, "none", (0, 360), (0, 180)),
    Form("C from -180", 1, "none", (-180, 180), (0, 180)),
    Form("C unclosed", 1, "none", (0, 357.5), (0, 180), warnings=1),
    Form("B front", 2, "none", (-90, 90), (-90, 90)),
    Form("B front, right half", 2, "about 0-180", (0, 90), (-90, 90)),
    Form("B front, quarter", 2, "quadrant", (0, 90), (0, 90), warnings=1),
    Form("B all round", 2, "none", (-90, 90), (-180, 180)),
    Form("A front", 3, "none", (-90, 90), (-90, 90)),
    Form("A front, right half", 3, "about 0-180", (0, 90), (-90, 90)),
    Form("A all round", 3, "none", (-180, 180), (-90, 90)),
    Form("A all round, lower half", 3, "none", (-180, 180), (-90, 0), warnings=1),
)

HEADERS: Mapping[int, str] = {
    1986: "A luminaire of no maker\n",
    1991: "IESNA91\n[TEST] 1\n[MANUFAC] Example\n[MORE] Works\n",
    1995: "IESNA:LM-63-1995\n[TEST] 1\n[DATE] 2026\n",
    2002: "IESNA:LM-63-2002\n[TEST] 1\n[_OWN] any\n",
    2019: "IES:LM-63-2019\n[TEST] 1\n[FILEGENINFO] none\n",
}

WRITINGS: Mapping[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "LF": lambda text: text.encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "CRCRLF": lambda text: text.replace("\n", "\r\r\n").encode(),
    "commas": lambda text: text.replace(" ", ", ").encode(),
    "tabs": lambda text: text.replace(" ", "\t").encode(),
    "one a line": lambda text: text.replace(" ", "\n").encode(),
    "^Z": lambda text: text.encode() + b"\x1a\x00\x00",
    "BOM": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Shift_JIS": lambda text: text.replace("luminaire", "防犯灯").encode("cp932"),
    "spaced tilt": lambda text: text.replace("TILT=", " tilt = ").encode(),
    "no last line end": lambda text: text.rstrip().encode(),
    "blank lines": lambda text: text.replace("\n", "\n\n").encode(),
}


@dataclass(frozen=True)
class Specimen:
    """A file, and what is true of it."""

    name: str
    write: Callable[[], bytes]
    law: Law
    warnings: int = 0

    @property
    def content(self) -> bytes:
        return self.write()


def steps(ends: tuple[float, float], step: float) -> Floats:
    return np.arange(ends[0], ends[1] + step / 2, step)


def _rows(*numbers: Floats) -> str:
    return "".join(
        " ".join(f"{x:.9g}" for x in row) + "\n"
        for n in numbers
        for row in np.atleast_2d(n)
    )


def ies_text(form: Form, law: Law, year: int, step_deg: float = 2.5) -> str:
    """An LM-63 file with all its factors, which the intensities are divided by."""
    h, v = steps(form.horizontal, step_deg), steps(form.vertical, step_deg)
    factor = 0.5 * 0.8 * (0.9 if year <= 1991 else 1.0)
    last = "0.9" if year <= 1991 else "1"
    table = law.at(form.directions(h, v)) / factor
    head = f"1 -1 0.5 {len(v)} {len(h)} {form.photometric_type} 2 0.2 0.1 0"
    words = f"{HEADERS[year]}TILT=NONE\n{head}\n0.8 {last} 50\n"
    return words + _rows(v, h, table)


def ies_specimens(step_deg: float = 2.5) -> Iterator[Specimen]:
    """Every form × year × law that fits it, the ways of writing taken in turn."""
    writings = cycle(WRITINGS.items())
    for form in FORMS:
        for year in HEADERS:
            for name, law in LAWS.items():
                if form.holds(law):
                    how, write = next(writings)
                    title = f"{form.name} {year} {name} {how}"
                    text = partial(ies_text, form, law, year, step_deg)
                    made = partial(_written, write, text)
                    yield Specimen(title, made, law, form.warnings)


def _written(write: Callable[[str], bytes], text: Callable[[], str]) -> bytes:
    return write(text())


ISYM: Mapping[str, int] = {
    "none": 0,
    "rotational": 1,
    "about 0-180": 2,
    "about 90-270": 3,
    "quadrant": 4,
}

LDT_WRITINGS: Mapping[str, Callable[[str], bytes]] = {
    "LF": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "decimal comma": lambda text: text.replace(".", ",").encode(),
    "Shift_JIS": lambda text: text.replace("luminaire", "防犯灯").encode("cp932"),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "^Z": lambda text: text.encode() + b"\x1a",
    "no last line end": lambda text: text.rstrip().encode(),
}


def ldt_text(
    law: Law, symmetry: str, sets: int, lamps: int, step_deg: float = 2.5
) -> str:
    """A EULUMDAT file, in cd/klm of its flux and conversion factor."""
    isym, planes = ISYM[symmetry], steps((0, 360 - step_deg), step_deg)
    gamma = steps((0, 180), step_deg)
    stored = {
        0: planes,
        1: planes[:1],
        2: planes[planes <= 180],
        3: np.append(planes[planes >= 270], planes[planes <= 90]),
        4: planes[planes <= 90],
    }[isym]
    flux_lm, conversion = 2000.0, 1.25
    table = law.at(toward(stored[:, None], gamma[None, :])) / (
        flux_lm * conversion / 1000
    )
    counts = ["1", isym, len(planes), f"{step_deg:g}", len(gamma), f"{step_deg:g}"]
    names = ["1", "A luminaire", "X-1", "x.ldt", "2026"]
    sizes = [200, 100, 50, 150, 80, 0, 0, 0, 0, 70, 80, conversion, 0]
    one_set = [lamps, "LED", f"{flux_lm:g}", "4000", "80", "20"]
    head = ["Example", *counts, *names, *sizes, sets, *one_set * sets]
    numbers = [np.linspace(0.5, 0.9, 10), planes, gamma, table.ravel()]
    lines = [str(item) for item in head]
    lines += [f"{x:.9g}" for array in numbers for x in array]
    return "\n".join(lines) + "\n"


def ldt_specimens(step_deg: float = 2.5) -> Iterator[Specimen]:
    """Every symmetry × law that has it, the ways of writing taken in turn."""
    ways = cycle(LDT_WRITINGS.items())
    kinds = cycle([(1, 1), (1, -1), (3, 2)])
    for symmetry in ISYM:
        for name, law in LAWS.items():
            if symmetry in law.symmetries:
                (how, write), (sets, lamps) = next(ways), next(kinds)
                text = partial(ldt_text, law, symmetry, sets, lamps, step_deg)
                title = f"{symmetry} {name} {how}, {sets} set(s) of {lamps}"
                made = partial(_written, write, text)
                yield Specimen(title, made, law, warnings=int(sets > 1))
