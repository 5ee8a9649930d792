"""Maps of counts: colours that mean the same on every map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.language import Language, Text
from machimori.reports.street_map import (
    AreaClass,
    LineClass,
    StreetMap,
    bounds_of,
    draw_street_map,
)

Floats = NDArray[np.float64]

COUNT_BOUNDS = (1, 3, 6, 11, 21)
"""Least incidents of each class above none. Fixed, so that maps of two years can be
held side by side; one and two are told apart by no colour."""

COLOURS = ("#f4ead2", "#f0c36d", "#e58b3a", "#c44a1c", "#7a0f14")
_NONE = "#fbfbfc"
_HOT = "#0017c1"
_SIZE = (960.0, 900.0)


def draw_counts(
    title: str,
    outlines: Sequence[BaseGeometry],
    counts: NDArray[np.int64],
    is_hot: NDArray[np.bool_],
    *,
    language: Language,
) -> str:
    """Draw blocks by their counts, with an edge around those that stand out.

    Parameters
    ----------
    title : str
    outlines : sequence of n geometries
        In plane metres.
    counts : (n,) array of int
    is_hot : (n,) array of bool
    language : "ja" or "en"

    Returns
    -------
    str
        An ``svg`` element.
    """
    shapes = np.empty(len(outlines), dtype=object)
    shapes[:] = outlines
    number = np.searchsorted(COUNT_BOUNDS, counts, side="right")
    fills = [
        AreaClass(label, shapes[number == k].tolist(), fill)
        for k, (label, fill) in enumerate(
            zip(_labels(language), (_NONE, *COLOURS), strict=True)
        )
    ]
    hot = LineClass(
        _STANDS_OUT.in_(language),
        [shape.boundary for shape in shapes[is_hot]],
        _HOT,
        2.2,
    )
    around = bounds_of(_seen(shapes, counts))
    content = StreetMap(title=title, around=around, fills=fills, classes=[hot])
    return draw_street_map(content, _SIZE)


def draw_named(
    title: str,
    outlines: Sequence[BaseGeometry],
    is_named: NDArray[np.bool_],
    *,
    language: Language,
) -> str:
    """Draw which blocks a forecast named: one colour, since none is ranked.

    Parameters
    ----------
    title : str
    outlines : sequence of n geometries
        In plane metres.
    is_named : (n,) array of bool
    language : "ja" or "en"

    Returns
    -------
    str
    """
    shapes = np.empty(len(outlines), dtype=object)
    shapes[:] = outlines
    fills = [
        AreaClass(_OTHERS.in_(language), shapes[~is_named].tolist(), _NONE),
        AreaClass(_NAMED.in_(language), shapes[is_named].tolist(), COLOURS[2]),
    ]
    around = bounds_of(_seen(shapes, is_named.astype(np.int64)))
    return draw_street_map(StreetMap(title=title, around=around, fills=fills), _SIZE)


def draw_bands(
    title: str,
    around: BaseGeometry,
    bands: Sequence[tuple[str, BaseGeometry]],
) -> str:
    """Draw areas from the lowest class to the highest.

    Parameters
    ----------
    title : str
    around : geometry
        In plane metres.
    bands : sequence of (str, geometry)
        What each is called, and where it is; at most as many as there are colours.

    Returns
    -------
    str
    """
    fills = [
        AreaClass(label, [band], fill, fill, 0.3)
        for (label, band), fill in zip(bands, COLOURS, strict=False)
    ]
    content = StreetMap(title=title, around=around, areas=[around], fills=fills)
    return draw_street_map(content, _SIZE)


def draw_streets(
    title: str,
    lines: Sequence[BaseGeometry],
    number: NDArray[np.int64],
    labels: Sequence[str],
    *,
    credit: str = "",
) -> str:
    """Draw pieces of street by class, the highest on top.

    Parameters
    ----------
    title : str
    lines : sequence of n geometries
        In plane metres.
    number : (n,) array of int
        Class of each.
    labels : sequence of str
        Of the classes.
    credit : str
        Whose map of streets it is.

    Returns
    -------
    str
    """
    shapes = np.empty(len(lines), dtype=object)
    shapes[:] = lines
    classes = [
        LineClass(label, shapes[number == k].tolist(), stroke, 1.2 + 0.9 * k)
        for k, (label, stroke) in enumerate(
            zip(labels, ("#dddde0", *COLOURS[1:]), strict=False)
        )
    ]
    lit = list(shapes[number > 0] if (number > 0).any() else shapes)
    content = StreetMap(
        title=title, around=bounds_of(lit), classes=classes, credit=credit
    )
    return draw_street_map(content, _SIZE)


def class_of(count: int, language: Language) -> str:
    """Name the class of a count, as the legend of every map does.

    Parameters
    ----------
    count : int
    language : "ja" or "en"

    Returns
    -------
    str
    """
    return _labels(language)[int(np.searchsorted(COUNT_BOUNDS, count, side="right"))]


def _seen(shapes: NDArray[np.object_], counts: NDArray[np.int64]) -> list[BaseGeometry]:
    """Blocks with incidents, but for a few far away ones that would shrink all."""
    with_some = shapes[counts > 0] if (counts > 0).any() else shapes
    middles = shapely.get_coordinates(shapely.centroid(with_some))
    low, high = np.quantile(middles, (0.01, 0.99), axis=0)
    inside = ((middles >= low - 1.0) & (middles <= high + 1.0)).all(axis=1)
    return list(with_some[inside]) or list(with_some)


def _labels(language: Language) -> list[str]:
    ends = [*(bound - 1 for bound in COUNT_BOUNDS[1:]), None]
    spans = [
        f"{low}–{high}" if high else f"{low}–"
        for low, high in zip(COUNT_BOUNDS, ends, strict=True)
    ]
    unit = "件" if language == "ja" else ""
    return [f"0{unit}", *(f"{span}{unit}" for span in spans)]


_OTHERS = Text(ja="ほかの町丁目", en="other blocks")
_NAMED = Text(ja="名を挙げた町丁目", en="blocks named")
_STANDS_OUT = Text(
    ja="隣も含めて偶然より多い（偽の発見5%以下）",
    en="more than chance, neighbours included (5 % false alarms at most)",
)
