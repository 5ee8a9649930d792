"""Density of real points, over a plane and along streets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.ops import substring

from machimori.geometry import Lattice, PlaneFrame, contour_bands
from machimori.language import Language, Text
from machimori.reports.hotspots.maps import draw_bands, draw_streets
from machimori.reports.hotspots.sheet import Shape, Sheet
from machimori.reports.street_map import credit_of
from machimori.streets import Cut, StreetGraph

Floats = NDArray[np.float64]

LEVELS_PER_KM2 = (10.0, 30.0, 100.0, 300.0, 1000.0)
LEVELS_PER_KM = (1.0, 3.0, 10.0, 30.0)
"""Where the classes of the maps begin: fixed, so that maps can be held side by side."""
_KM2 = 1e6
_KM = 1e3


def density_sheet(
    density: Floats,
    lattice: Lattice,
    frame: PlaneFrame,
    *,
    count: int,
    bandwidth_m: float,
    notices: Sequence[Text] = (),
) -> Sheet:
    """Word a kernel density of points.

    Parameters
    ----------
    density : (rows, columns) array
        [1/m²]
    lattice : Lattice
    frame : PlaneFrame
    count : int
        Points.
    bandwidth_m : float
        [m]
    notices : sequence of Text

    Returns
    -------
    Sheet
    """
    most = float(density.max(initial=0.0)) * _KM2
    levels = [level for level in LEVELS_PER_KM2 if level < most]
    ends = [*levels, max(most, LEVELS_PER_KM2[0]) * 1.001]
    bands = list(contour_bands(density * _KM2, lattice, ends)) if levels else []
    label = "件/km²" if len(bands) else ""
    around = shapely.box(*lattice.corners().ravel())

    def draw(language: Language) -> str:
        unit = label if language == "ja" else " per km²"
        named = [(f"{band.low:g}–{unit}", band.geometry) for band in bands]
        return draw_bands(_DENSITY.in_(language), around, named)

    return Sheet(
        title=_DENSITY,
        facts=[
            (Text(ja="実際の地点", en="Real points"), Text.same(f"{count:,}")),
            (Text(ja="平滑化の幅", en="Bandwidth"), Text.same(f"{bandwidth_m:g} m")),
            (Text(ja="最大", en="Highest"), Text.same(f"{most:,.1f} /km²")),
        ],
        notices=[_POINTS_NOTE, *notices],
        says={"points": count, "bandwidth_m": bandwidth_m, "highest_per_km2": most},
        shapes=[Shape(band.geometry, {"at_least_per_km2": band.low}) for band in bands],
        frame=frame,
        picture=draw,
    )


def streets_sheet(
    density: Floats,
    graph: StreetGraph,
    cut: Cut,
    *,
    count: int,
    away: int,
    bandwidth_m: float,
    estimator: str,
    notices: Sequence[Text] = (),
) -> Sheet:
    """Word a density along streets.

    Parameters
    ----------
    density : (p,) array
        Of each piece. [1/m]
    graph : StreetGraph
    cut : Cut
    count : int
        Points on streets.
    away : int
        Points with no street near.
    bandwidth_m : float
        [m]
    estimator : str
    notices : sequence of Text

    Returns
    -------
    Sheet
    """
    per_km = density * _KM
    shown = np.flatnonzero(per_km >= LEVELS_PER_KM[0] / 10)
    pieces = [
        substring(graph.lines[s], a, b)
        for s, a, b in zip(cut.segment, cut.from_m, cut.to_m, strict=True)
    ]
    number = np.searchsorted(LEVELS_PER_KM, per_km, side="right")
    said = [_STREETS_NOTE, *notices]
    if away:
        said.append(_AWAY.format(count=away))

    def draw(language: Language) -> str:
        unit = "件/km" if language == "ja" else " per km"
        labels = [f"0–{unit}", *(f"{level:g}–{unit}" for level in LEVELS_PER_KM)]
        title, credit = _ALONG.in_(language), credit_of(graph)
        return draw_streets(title, pieces, number, labels, credit=credit)

    ids = graph.ids
    return Sheet(
        title=_ALONG,
        facts=[
            (Text(ja="道の上の地点", en="Points on streets"), Text.same(f"{count:,}")),
            (Text(ja="道の長さ", en="Streets"), Text.same(_km(graph))),
            (Text(ja="平滑化の幅", en="Bandwidth"), Text.same(f"{bandwidth_m:g} m")),
            (Text(ja="推定の方法", en="Estimator"), Text.same(estimator)),
        ],
        notices=said,
        says={"points": count, "bandwidth_m": bandwidth_m, "estimator": estimator},
        shapes=[
            Shape(
                pieces[n],
                {"street": ids[cut.segment[n]], "per_km": float(per_km[n])},
            )
            for n in shown
        ],
        frame=graph.frame,
        picture=draw,
    )


def _km(graph: StreetGraph) -> str:
    return f"{graph.length_m.sum() / _KM:,.1f} km"


_DENSITY = Text(ja="地点の密度", en="Density of points")
_ALONG = Text(ja="道に沿った密度", en="Density along streets")
_POINTS_NOTE = Text(
    ja="実際の地点が分かる事案だけです。町丁目しか分からない事案は、地点とみなさず除きました。",
    en="Only incidents whose point is known. Those known by block alone are left out: "
    "no point is made up for them.",
)
_STREETS_NOTE = Text(
    ja="実際の地点が分かる事案だけを、最も近い道に寄せて計算しました。",
    en="Only incidents whose point is known, each on the nearest street.",
)
_AWAY = Text(
    ja="近くに道のない{count}件は除きました。",
    en="{count} with no street near are left out.",
)
