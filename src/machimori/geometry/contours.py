"""Lines of equal value, and bands between values, of a quantity on a lattice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.geometry.grids import Lattice

Floats = NDArray[np.float64]

_FEWEST_IN_RING = 4
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ContourLine:
    """A line along which a quantity has one value.

    Parameters
    ----------
    level : float
    geometry : LineString or MultiLineString
        In plane metres; higher values lie to its left, before it is clipped.
    """

    level: float
    geometry: LineString | MultiLineString


@dataclass(frozen=True)
class ContourBand:
    """Ground where a quantity is at least one value and less than the next.

    Parameters
    ----------
    low, high : float
        The last band of all ends at infinity.
    geometry : Polygon or MultiPolygon
        In plane metres.
    """

    low: float
    high: float
    geometry: Polygon | MultiPolygon


def contour_lines(
    values: NDArray[Any],
    lattice: Lattice,
    levels: Sequence[float],
    *,
    within: BaseGeometry | None = None,
) -> tuple[ContourLine, ...]:
    """Draw the lines along which a quantity has given values.

    Parameters
    ----------
    values : (rows, columns) array
        At the lattice's points, the southern row first; NaN where unknown: no line
        comes near.
    lattice : Lattice
    levels : sequence of float
    within : geometry, optional
        What lies outside is cut off.

    Returns
    -------
    tuple of ContourLine
        One for each level that is met somewhere, all its pieces together. Between
        points the quantity is taken as linear, so that the error of a smooth one falls
        with the square of the spacing.

    Source
    ------
    Marching squares, as contourpy does it (its algorithm ``serial``).
    """
    drawer = _drawer(values, lattice)
    if drawer is None:
        return ()
    lines = (ContourLine(level, _lines_at(drawer, level, within)) for level in levels)
    return tuple(line for line in lines if not line.geometry.is_empty)


def contour_bands(
    values: NDArray[Any],
    lattice: Lattice,
    bounds: Sequence[float],
    *,
    within: BaseGeometry | None = None,
) -> tuple[ContourBand, ...]:
    """Fill the ground between given values of a quantity.

    Parameters
    ----------
    values : (rows, columns) array
        As `contour_lines` takes them.
    lattice : Lattice
    bounds : sequence of float
        Lower bounds, rising; the last band has no upper one. What is less than the
        first is in no band.
    within : geometry, optional
        What lies outside is cut off.

    Returns
    -------
    tuple of ContourBand
        One for each that is not empty; neighbours share their border.
    """
    drawer = _drawer(values, lattice)
    if drawer is None:
        return ()
    edges = pairwise((*bounds, np.inf))
    bands = (ContourBand(*edge, _between(drawer, edge, within)) for edge in edges)
    return tuple(band for band in bands if not band.geometry.is_empty)


def _drawer(
    values: NDArray[Any], lattice: Lattice
) -> contourpy.ContourGenerator | None:
    known = np.ma.masked_invalid(np.asarray(values, dtype=np.float64))
    if min(known.shape) < 2:
        return None
    return contourpy.contour_generator(
        lattice.west_m + lattice.spacing_m * np.arange(lattice.columns),
        lattice.south_m + lattice.spacing_m * np.arange(lattice.rows),
        known,
        fill_type=contourpy.FillType.OuterOffset,
    )


def _lines_at(
    drawer: contourpy.ContourGenerator, level: float, within: BaseGeometry | None
) -> LineString | MultiLineString:
    pieces = [shapely.LineString(xy) for xy in drawer.lines(level) if len(xy) > 1]
    lines: BaseGeometry = shapely.MultiLineString(pieces)
    if within is not None:
        lines = shapely.intersection(lines, within)
    return _only(lines, "LineString")


def _between(
    drawer: contourpy.ContourGenerator,
    edge: tuple[float, float],
    within: BaseGeometry | None,
) -> Polygon | MultiPolygon:
    low, high = edge
    # A band holds its own lower bound too.
    filled: Any = drawer.filled(low - _ROUNDING, high)
    polygons = [
        shapely.Polygon(rings[0], rings[1:])
        for points, starts in zip(*filled, strict=True)
        if (rings := list(_rings(points, starts)))
    ]
    joined = shapely.union_all(shapely.make_valid(polygons))
    if within is not None:
        joined = shapely.intersection(joined, within)
    return _only(joined, "Polygon")


def _rings(points: Floats, starts: NDArray[np.uint32]) -> Iterator[Floats]:
    for begin, end in pairwise(starts):
        if end - begin >= _FEWEST_IN_RING:
            yield points[begin:end]


def _only(geometry: BaseGeometry, kind: str) -> Any:
    """Drop the points and lines that cutting may leave."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == kind]
    if len(parts) == 1:
        return parts[0]
    return MultiPolygon(parts) if kind == "Polygon" else MultiLineString(parts)
