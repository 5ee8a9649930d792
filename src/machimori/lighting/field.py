"""Illuminance over an area: its mean, its minimum, its dark pockets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

from machimori.geometry import AreaGrid, area_grid
from machimori.lighting.illuminance import within_reach
from machimori.lighting.lamps import lamps_of
from machimori.lighting.once_reflected import once_reflected_lx
from machimori.lighting.over_grid import illuminance_over_grid
from machimori.lighting.settings import LightSettings
from machimori.scene.ground import open_ground
from machimori.scene.model import Scene

Floats = NDArray[np.float64]

# Neighbouring cells differ in the last digit of their common edge.
_JOINT_M = 1e-6


@dataclass(frozen=True)
class DarkPocket:
    """A patch that is darker than it should be.

    Parameters
    ----------
    polygon : Polygon
        In plane metres.
    area_m2 : float
    min_lx : float
        Illuminance of its darkest cell. [lx]
    """

    polygon: Polygon
    area_m2: float
    min_lx: float


@dataclass(frozen=True)
class IlluminanceField:
    """Horizontal illuminance over an area.

    Parameters
    ----------
    grid : AreaGrid
        Its cells.
    illuminance_lx : (n,) array
        One value a cell. [lx]
    lamps : tuple of str
        Lamps that it was computed with.
    unknown_lamps : tuple of str
        Lamps near the area, lit or possibly lit, whose height, photometry or flux
        nobody stated: they are left out.
    motion_lamps : tuple of str
        Those of `lamps` that burn only while somebody is near.
    aim_assumed : tuple of str
        Those of `lamps` whose azimuth matters and was not stated; taken as 0.
    reflected_lx, left_out_lx : (n,) arrays or None
        What of the illuminance came by way of one reflection, and the most that more
        reflections could add; None where only direct light counts. [lx]
    """

    grid: AreaGrid
    illuminance_lx: Floats
    lamps: tuple[str, ...]
    unknown_lamps: tuple[str, ...]
    motion_lamps: tuple[str, ...] = ()
    aim_assumed: tuple[str, ...] = ()
    reflected_lx: Floats | None = None
    left_out_lx: Floats | None = None

    @property
    def mean_lx(self) -> float:
        """Mean over the area, each cell by its size."""
        return self.grid.mean(self.illuminance_lx)

    @property
    def min_lx(self) -> float:
        """Illuminance of the darkest cell."""
        return float(self.illuminance_lx.min())

    @property
    def max_lx(self) -> float:
        """Illuminance of the brightest cell."""
        return float(self.illuminance_lx.max())

    @property
    def uniformity(self) -> float:
        """Minimum over mean; 0 where there is no light."""
        return min(1.0, self.min_lx / self.mean_lx) if self.mean_lx > 0 else 0.0

    @property
    def points(self) -> int:
        """How many cells there are."""
        return len(self.illuminance_lx)

    def dark_pockets(
        self, *, below_lx: float, at_least_m2: float
    ) -> tuple[DarkPocket, ...]:
        """Find connected patches that are darker than a value.

        Parameters
        ----------
        below_lx : float
            Cells with less than this are dark. [lx]
        at_least_m2 : float
            Smaller patches do not count. [m²]

        Returns
        -------
        tuple of DarkPocket
            The largest first. Cells belong together where they share an edge.
        """
        dark = np.flatnonzero(self.illuminance_lx < below_lx)
        joined = shapely.union_all(self.grid.cells[dark], grid_size=_JOINT_M)
        patches = [p for p in shapely.get_parts(joined) if p.geom_type == "Polygon"]
        centres = shapely.STRtree(shapely.points(self.grid.points[dark]))
        pockets = [
            DarkPocket(patch, patch.area, float(self.illuminance_lx[dark[cells]].min()))
            for patch in patches
            if patch.area >= at_least_m2 - _JOINT_M
            and len(cells := centres.query(patch, predicate="intersects"))
        ]
        return tuple(sorted(pockets, key=lambda pocket: -pocket.area_m2))


def illuminance_field(
    scene: Scene, area: Polygon | MultiPolygon, *, settings: LightSettings
) -> IlluminanceField:
    """Horizontal illuminance over an area.

    Parameters
    ----------
    scene : Scene
    area : Polygon or MultiPolygon
        In plane metres. Outdoors the buildings in it are left out; an area wholly under
        buildings is indoors and is taken whole.
    settings : LightSettings
        With `bounces` of 1, one diffuse reflection by ground and walls counts too.

    Returns
    -------
    IlluminanceField
        On the level plane at the settings' height; see
        :func:`machimori.lighting.illuminance_at` for what counts.
    """
    grid, points = cells_over(scene, area, settings)
    found = lamps_of(scene, maintenance_factor=settings.maintenance_factor)
    lamps = within_reach(found.placed, points, terrain=scene.terrain)
    illuminance = illuminance_over_grid(scene, lamps, grid, points, settings)
    once: Floats | None = None
    left_out: Floats | None = None
    if settings.bounces:
        once, left_out = once_reflected_lx(scene, found.placed, points, settings)
        illuminance += once
    return IlluminanceField(
        grid=grid,
        illuminance_lx=illuminance,
        lamps=tuple(lamp.id for lamp in lamps),
        unknown_lamps=found.unknown_near(area),
        motion_lamps=tuple(lamp.id for lamp in lamps if lamp.is_motion_controlled),
        aim_assumed=tuple(lamp.id for lamp in lamps if lamp.is_aim_assumed),
        reflected_lx=once,
        left_out_lx=left_out,
    )


def cells_over(
    scene: Scene, area: Polygon | MultiPolygon, settings: LightSettings
) -> tuple[AreaGrid, Floats]:
    """Lay cells over the open ground of an area, and (n, 3) points [m] on its plane."""
    grid = area_grid(open_ground(scene, area), spacing_m=settings.spacing_m)
    height = np.full(len(grid.points), settings.plane_height_m)
    return grid, np.column_stack([grid.points, height])
