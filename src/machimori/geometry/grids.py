"""Points at which a quantity is computed over an area or along a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]


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
    """

    points: Floats
    weights_m2: Floats
    cells: NDArray[np.object_]

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
    boxes = boxes[shapely.intersects(area, boxes)]
    inside = shapely.contains_properly(area, boxes)
    boxes[~inside] = shapely.intersection(boxes[~inside], area)
    boxes = boxes[shapely.area(boxes) > 1e-9 * spacing_m**2]
    centres = shapely.centroid(boxes)
    centres = np.where(
        shapely.intersects(centres, area), centres, shapely.point_on_surface(boxes)
    )
    return AreaGrid(
        points=shapely.get_coordinates(centres),
        weights_m2=shapely.area(boxes),
        cells=boxes,
    )


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
