"""Points at which a quantity is computed over an area or along a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Lattice(NamedTuple):
    """Points at equal distances in rows and columns.

    Parameters
    ----------
    west_m, south_m : float
        The first point. [m]
    spacing_m : float
    columns, rows : int
        To the east and to the north.
    """

    west_m: float
    south_m: float
    spacing_m: float
    columns: int
    rows: int

    def points(self, numbers: Ints) -> Floats:
        """Positions (n, 2) of points by their numbers, row after row [m]."""
        row, column = np.divmod(numbers, self.columns)
        return np.column_stack(
            [
                self.west_m + self.spacing_m * column,
                self.south_m + self.spacing_m * row,
            ]
        )

    def corners(self) -> Floats:
        """Positions (2, 2) of its first and its last point [m]."""
        return self.points(np.array([0, self.rows * self.columns - 1]))


@dataclass(frozen=True)
class AreaGrid:
    """Square cells over an area, those on its edge cut to its outline.

    Parameters
    ----------
    points : (n, 2) array
        Centre of mass of each cell. [m]
    weights_m2 : (n,) array
        Area of each cell; they add up to the area. [m²]
    cells : (n,) array of polygons
        The cells themselves.
    lattice : Lattice
        The centres of all whole cells lie on it.
    lattice_number : (n,) array of int
        Number of each point on the lattice; -1 for a cell that was cut.
    """

    points: Floats
    weights_m2: Floats
    cells: NDArray[np.object_]
    lattice: Lattice
    lattice_number: Ints

    @property
    def area_m2(self) -> float:
        """The area that the cells cover [m²]."""
        return float(self.weights_m2.sum())

    def mean(self, values: Floats) -> float:
        """Mean of a quantity over the area, each cell by its size."""
        return float(np.average(values, weights=self.weights_m2))


def area_grid(area: Polygon | MultiPolygon, *, spacing_m: float) -> AreaGrid:
    """Lay square cells over an area.

    Parameters
    ----------
    area : Polygon or MultiPolygon
        In plane metres.
    spacing_m : float
        Side of a cell. [m] An area smaller than one cell still gets one point.

    Returns
    -------
    AreaGrid
        Cells that add up to the area exactly, so that a mean over them converges with
        the square of the spacing.
    """
    west, south, east, north = area.bounds
    columns = max(1, int(np.ceil((east - west) / spacing_m - 1e-9)))
    rows = max(1, int(np.ceil((north - south) / spacing_m - 1e-9)))
    # Neighbours share their edges to the last digit, so that they join without a gap.
    x = west + spacing_m * np.arange(columns + 1)
    y = south + spacing_m * np.arange(rows + 1)
    x0, y0 = (a.ravel() for a in np.meshgrid(x[:-1], y[:-1]))
    x1, y1 = (a.ravel() for a in np.meshgrid(x[1:], y[1:]))
    boxes = shapely.box(x0, y0, x1, y1)
    shapely.prepare(area)
    touching = shapely.intersects(area, boxes)
    boxes, number = boxes[touching], np.flatnonzero(touching)
    inside = shapely.contains_properly(area, boxes)
    boxes[~inside] = shapely.intersection(boxes[~inside], area)
    share = shapely.area(boxes) / spacing_m**2
    number[share < 1.0 - 1e-9] = -1
    boxes, number = boxes[share > 1e-9], number[share > 1e-9]
    half = spacing_m / 2
    lattice = Lattice(west + half, south + half, spacing_m, columns, rows)
    return AreaGrid(
        points=_middles(boxes, area, lattice, number),
        weights_m2=shapely.area(boxes),
        cells=boxes,
        lattice=lattice,
        lattice_number=number,
    )


def _middles(
    boxes: NDArray[np.object_], area: BaseGeometry, lattice: Lattice, number: Ints
) -> Floats:
    """Centres of mass, moved into the area where a bent cell has its own outside."""
    centres = shapely.centroid(boxes)
    centres = np.where(
        shapely.intersects(centres, area), centres, shapely.point_on_surface(boxes)
    )
    points = np.asarray(shapely.get_coordinates(centres), dtype=np.float64)
    points[number >= 0] = lattice.points(number[number >= 0])
    return points


def points_along(line: BaseGeometry, *, spacing_m: float) -> Floats:
    """Place points along a line, both ends included.

    Parameters
    ----------
    line : LineString or MultiLineString
        In plane metres.
    spacing_m : float
        Largest distance between neighbours. [m]

    Returns
    -------
    (n, 2) array
        The points. [m]
    """
    parts = [part for part in shapely.get_parts(line) if part.length > 0]
    if not parts:
        return np.asarray(shapely.get_coordinates(line)[:1], dtype=np.float64)
    return np.concatenate([_along_one(part, spacing_m) for part in parts])


def _along_one(line: LineString, spacing_m: float) -> Floats:
    steps = max(1, int(np.ceil(line.length / spacing_m - 1e-9)))
    distances = np.linspace(0.0, line.length, steps + 1)
    points = shapely.line_interpolate_point(line, distances)
    return np.asarray(shapely.get_coordinates(points), dtype=np.float64)
