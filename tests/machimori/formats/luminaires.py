"""Luminaire files made for tests: every dialect, every symmetry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

C_STEP_DEG, GAMMA_STEP_DEG = 15.0, 10.0


def _body(gamma: Floats) -> Floats:
    return 400.0 + 300.0 * np.cos(gamma) + 100.0 * np.cos(gamma) ** 2


# Intensity by C and γ in radians, of each kind of symmetry. [cd]
DISTRIBUTIONS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "rotational": lambda c, g: _body(g) + 0 * c,
    "quadrant": lambda c, g: _body(g) * (1 + 0.3 * np.sin(g) * np.cos(2 * c)),
    "about 0-180": lambda c, g: _body(g) * (1 + 0.4 * np.sin(g) * np.cos(c)),
    "about 90-270": lambda c, g: _body(g) * (1 + 0.4 * np.sin(g) * np.sin(c)),
    "none": lambda c, g: _body(g) * (1 + 0.4 * np.sin(g) * np.sin(c + 0.5)),
}

PLANES: Mapping[str, tuple[float, float]] = {
    "rotational": (0, 0),
    "quadrant": (0, 90),
    "about 0-180": (0, 180),
    "about 90-270": (90, 270),
    "none": (0, 360),
}

ISYM: Mapping[str, int] = {
    "none": 0,
    "rotational": 1,
    "about 0-180": 2,
    "about 90-270": 3,
    "quadrant": 4,
}

IES_HEADERS: Mapping[int, str] = {
    1986: "A luminaire of no maker\r\n",
    1991: "IESNA91\r\n[TEST] 1\r\n[MANUFAC] Example\r\n",
    1995: "IESNA:LM-63-1995\r\n[TEST] 1\r\n[DATE] 2026\r\n",
    2002: "IESNA:LM-63-2002\r\n[TEST] 1\r\n[_OWN] any\r\n",
    2019: "IES:LM-63-2019\r\n[TEST] 1\r\n[FILEGENINFO] none\r\n",
}


def steps(first: float, last: float, step: float) -> Floats:
    return np.arange(first, last + step / 2, step)


def intensities(symmetry: str, c_deg: Floats, gamma_deg: Floats) -> Floats:
    c, gamma = np.meshgrid(np.radians(c_deg), np.radians(gamma_deg), indexing="ij")
    return DISTRIBUTIONS[symmetry](c, gamma)


def wrapped(values: Floats, width: int = 10) -> str:
    words = [f"{value:.10g}" for value in np.ravel(values)]
    rows = [words[i : i + width] for i in range(0, len(words), width)]
    return "\r\n".join(" ".join(row) for row in rows) + "\r\n"


def ies(
    symmetry: str = "none",
    *,
    year: int = 2002,
    gamma: tuple[float, float] = (0, 180),
    head: str = "1 -1 1 {v} {h} 1 2 0.1 0.1 0.1",
    factors: str = "1 1 50",
) -> str:
    """An LM-63 file of a distribution, its candela as they are."""
    c_deg = steps(*PLANES[symmetry], C_STEP_DEG)
    gamma_deg = steps(*gamma, GAMMA_STEP_DEG)
    counts = head.format(v=len(gamma_deg), h=len(c_deg))
    numbers = [gamma_deg, c_deg, *intensities(symmetry, c_deg, gamma_deg)]
    text = f"{IES_HEADERS[year]}TILT=NONE\r\n{counts}\r\n{factors}\r\n"
    return text + "".join(wrapped(row) for row in numbers)


def ldt(
    symmetry: str = "none",
    *,
    isym: int | None = None,
    lamps: str = "1",
    flux_lm: float = 8000.0,
    conversion: float = 1.0,
    sets: int = 1,
    c_deg: Floats | None = None,
) -> str:
    """A EULUMDAT file of a distribution, in cd/klm for a flux and conversion factor."""
    isym = ISYM[symmetry] if isym is None else isym
    planes = steps(0, 360 - C_STEP_DEG, C_STEP_DEG) if c_deg is None else c_deg
    gamma_deg = steps(0, 180, GAMMA_STEP_DEG)
    stored = {
        0: planes,
        1: planes[:1],
        2: planes[planes <= 180],
        3: np.append(planes[planes >= 270], planes[planes <= 90]),
        4: planes[planes <= 90],
    }[isym]
    step = C_STEP_DEG if c_deg is None else 0
    counts = ["1", f"{isym}", f"{len(planes)}", f"{step:g}", f"{len(gamma_deg)}", "10"]
    sizes = ["200", "100", "50", "150", "80", "0", "0", "0", "0"]
    one_set = [lamps, "LED", f"{flux_lm:g}", "4000", "80", "20"]
    head = ["Example", *counts, "1", "A luminaire", "X-1", "x.ldt", "2026", *sizes]
    head += ["70", "80", f"{conversion:g}", "0", f"{sets}", *one_set * sets]
    table = intensities(symmetry, stored, gamma_deg) / (flux_lm * conversion / 1000)
    numbers = [np.linspace(0.5, 0.9, 10), planes, gamma_deg, table]
    return "\n".join(head) + "\n" + "".join(wrapped(n, 1) for n in numbers)
