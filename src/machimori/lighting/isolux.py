"""Isolux lines: where the light on the ground has one strength."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from machimori.geometry import (
    ContourBand,
    ContourLine,
    Lattice,
    area_grid,
    contour_bands,
    contour_lines,
)
from machimori.lighting.illuminance import within_reach
from machimori.lighting.lamps import lamps_of
from machimori.lighting.over_grid import illuminance_over_grid
from machimori.lighting.settings import LightSettings
from machimori.scene.ground import open_ground
from machimori.scene.model import Scene

Floats = NDArray[np.float64]

ISOLUX_LEVELS_LX = (3.0, 10.0, 20.0, 50.0)
"""Levels that guidelines and standards for outdoor light name. [lx]"""


@dataclass(frozen=True)
class IlluminanceMap:
    """Illuminance on a lattice that reaches over an area, for lines and bands of it.

    Parameters
    ----------
    lattice : Lattice
        At least one step wider than the area on each side.
    illuminance_lx : (rows, columns) array
        At its points; in buildings that of the nearest point outside, so that lines
        run straight up to their walls. [lx]
    ground : Polygon or MultiPolygon
        The open ground of the area, in plane metres: lines and bands end at its edge.
    lamps : tuple of str
        Lamps that it was computed with.
    unknown_lamps : tuple of str
        Lamps near the area, lit or possibly lit, whose height, photometry or flux
        nobody stated: they are left out.
    """

    lattice: Lattice
    illuminance_lx: Floats
    ground: BaseGeometry
    lamps: tuple[str, ...] = ()
    unknown_lamps: tuple[str, ...] = ()

    def lines(
        self, levels_lx: Sequence[float] = ISOLUX_LEVELS_LX
    ) -> tuple[ContourLine, ...]:
        """Draw the isolux lines, as :func:`machimori.geometry.contour_lines` does."""
        return contour_lines(
            self.illuminance_lx, self.lattice, levels_lx, within=self.ground
        )

    def bands(
        self, bounds_lx: Sequence[float] = (0.0, *ISOLUX_LEVELS_LX)
    ) -> tuple[ContourBand, ...]:
        """Fill between them, as :func:`machimori.geometry.contour_bands` does."""
        return contour_bands(
            self.illuminance_lx, self.lattice, bounds_lx, within=self.ground
        )


def illuminance_map(
    scene: Scene, area: Polygon | MultiPolygon, *, settings: LightSettings
) -> IlluminanceMap:
    """Compute the direct horizontal illuminance on a lattice over an area.

    Parameters
    ----------
    scene : Scene
    area : Polygon or MultiPolygon
        In plane metres.
    settings : LightSettings

    Returns
    -------
    IlluminanceMap
        For what counts see :func:`machimori.lighting.illuminance_field`.
    """
    frame = _frame_around(area, settings.spacing_m)
    grid = area_grid(frame, spacing_m=settings.spacing_m)
    height = np.full(len(grid.points), settings.plane_height_m)
    points = np.column_stack([grid.points, height])
    found = lamps_of(scene, maintenance_factor=settings.maintenance_factor)
    lamps = within_reach(found.placed, points, terrain=scene.terrain)
    lux = illuminance_over_grid(scene, lamps, grid, points, settings)
    ground = open_ground(scene, area)
    outdoors = shapely.union(open_ground(scene, frame), ground)
    return IlluminanceMap(
        lattice=grid.lattice,
        illuminance_lx=_carried_indoors(lux, outdoors, points, grid.lattice),
        ground=ground,
        lamps=tuple(lamp.id for lamp in lamps),
        unknown_lamps=found.unknown_near(area),
    )


def _frame_around(area: BaseGeometry, spacing_m: float) -> Polygon:
    """Lay a box of whole cells about an area, at least a cell wider on each side."""
    west, south, east, north = area.bounds
    columns = ceil((east - west) / spacing_m) + 2
    rows = ceil((north - south) / spacing_m) + 2
    left, below = west - spacing_m, south - spacing_m
    return shapely.box(
        left, below, left + columns * spacing_m, below + rows * spacing_m
    )


def _carried_indoors(
    values: Floats, outdoors: BaseGeometry, points: Floats, lattice: Lattice
) -> Floats:
    """Give the points in buildings what the nearest point outside has."""
    from scipy.ndimage import distance_transform_edt  # slow to load

    shape = lattice.rows, lattice.columns
    shapely.prepare(outdoors)
    is_indoors = ~shapely.intersects_xy(outdoors, points[:, 0], points[:, 1])
    rows, columns = distance_transform_edt(
        is_indoors.reshape(shape), return_distances=False, return_indices=True
    )
    carried: Floats = values.reshape(shape)[rows, columns]
    return carried
