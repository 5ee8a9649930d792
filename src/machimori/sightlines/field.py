"""Which points of an area somebody sees, and the blind spots that are left."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from machimori.geometry import (
    ROUNDING,
    AreaGrid,
    ObstacleSet,
    area_grid,
    best_over_grid,
    best_transmission,
    watchers_over_grid,
)
from machimori.scene.ground import open_ground, snow_under
from machimori.scene.model import Scene
from machimori.scene.obstacles import obstacle_set
from machimori.sightlines.settings import SightSettings
from machimori.sightlines.viewpoints import Viewpoints

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class BlindSpot:
    """A patch that nobody sees.

    Parameters
    ----------
    polygon : Polygon
        In plane metres.
    area_m2 : float
    cells : (m,) array
        Its cells, by their number in the field's grid.
    """

    polygon: Polygon
    area_m2: float
    cells: Ints


@dataclass(frozen=True)
class SightField:
    """How well an area is seen, cell by cell.

    Parameters
    ----------
    grid : AreaGrid
        Cells of the open ground of the area.
    targets : (n, 3) array
        The points that were looked at, one a cell. [m]
    seen : (n,) array of bool
    transmission : (n,) array
        Share that passes to each point from the eye that sees it best; 0 where none is
        within range.
    watchers : (n,) array of int, or None
        How many eyes see each point; None where that was not asked for.
    dark : (n,) array of bool, or None
        Where it is too dark for all eyes: no obstacle is to blame there. None by day.
    """

    grid: AreaGrid
    targets: Floats
    seen: Bools
    transmission: Floats
    watchers: Ints | None = None
    dark: Bools | None = None

    @property
    def points(self) -> int:
        """Number of points looked at."""
        return len(self.seen)

    @property
    def area_m2(self) -> float:
        """Area looked at [m²]."""
        return self.grid.area_m2

    @property
    def extent(self) -> BaseGeometry:
        """Bounding box of the area."""
        return shapely.box(*shapely.total_bounds(self.grid.cells))

    @property
    def unseen_area_m2(self) -> float:
        """Area that nobody sees [m²]."""
        return float(self.grid.weights_m2[~self.seen].sum())

    @property
    def hidden(self) -> Bools:
        """Which points are unseen though light enough: (n,) array."""
        return ~self.seen if self.dark is None else ~self.seen & ~self.dark

    @property
    def seen_share(self) -> float:
        """Share of the area that somebody sees; 0 where there is no area."""
        if not self.points:
            return 0.0
        return 1.0 - self.unseen_area_m2 / self.area_m2

    def only_where(self, lit: Bools) -> SightField:
        """Return the same field in which nothing is seen where it is too dark."""
        return replace(
            self,
            seen=self.seen & lit,
            transmission=np.where(lit, self.transmission, 0.0),
            watchers=None if self.watchers is None else self.watchers * lit,
            dark=~lit,
        )

    def together_with(self, other: SightField) -> SightField:
        """Return what the eyes of two fields over the same cells see."""
        return replace(
            self,
            seen=self.seen | other.seen,
            transmission=np.maximum(self.transmission, other.transmission),
            watchers=None
            if self.watchers is None or other.watchers is None
            else self.watchers + other.watchers,
            dark=None
            if self.dark is None or other.dark is None
            else self.dark & other.dark,
        )

    def blind_spots(self, *, at_least_m2: float = 0.0) -> tuple[BlindSpot, ...]:
        """Join the unseen cells into patches, the largest first.

        Parameters
        ----------
        at_least_m2 : float
            Leave out smaller patches. [m²]

        Returns
        -------
        tuple of BlindSpot
            Cells that touch at a corner only are apart.
        """
        unseen = np.flatnonzero(~self.seen)
        patches = shapely.get_parts(shapely.union_all(self.grid.cells[unseen]))
        patches = np.array([p for p in patches if p.geom_type == "Polygon"])
        spots = [
            BlindSpot(patch, float(patch.area), cells)
            for patch, cells in zip(
                patches, self._cells_of(patches, unseen), strict=True
            )
            if patch.area >= at_least_m2
        ]
        return tuple(sorted(spots, key=lambda spot: -spot.area_m2))

    def _cells_of(self, patches: NDArray[np.object_], unseen: Ints) -> list[Ints]:
        if not len(patches):
            return []
        centres = shapely.points(self.grid.points[unseen])
        nearest = shapely.STRtree(patches).nearest(centres)
        return [unseen[nearest == number] for number in range(len(patches))]


def sight_field(
    scene: Scene,
    area: BaseGeometry,
    viewpoints: Viewpoints,
    *,
    settings: SightSettings,
    base_m: float = 0.0,
    obstacles: ObstacleSet | None = None,
    counts_watchers: bool = False,
) -> SightField:
    """Compute which points of an area are seen.

    Parameters
    ----------
    scene : Scene
    area : Polygon or MultiPolygon
        In plane metres. Buildings that stand on it are taken out.
    viewpoints : Viewpoints
    settings : SightSettings
    base_m : float
        Floor of the area above the ground. [m]
    obstacles : ObstacleSet, optional
        Those of the scene, where the caller has them already.
    counts_watchers : bool
        Also count the eyes that see each point, which takes longer.

    Returns
    -------
    SightField
        A point is seen from within ``range_m`` where the product of what each obstacle
        on the line lets through reaches ``seen_from_transmission``.
    """
    grid = area_grid(open_ground(scene, area), spacing_m=settings.spacing_m)
    level = base_m + settings.target_m + snow_under(scene, grid.points) * (base_m <= 0)
    targets = np.column_stack([grid.points, level])
    if obstacles is None:
        obstacles = obstacles_about(scene, area, settings)
    threshold, range_m = settings.seen_from_transmission, settings.range_m
    eyes = viewpoints.eyes
    best = best_over_grid(obstacles, eyes, grid, level, range_m=range_m)
    watchers = None
    if counts_watchers:
        watchers = watchers_over_grid(
            obstacles, eyes, grid, level, threshold=threshold, range_m=range_m
        )
    return SightField(grid, targets, best >= threshold - ROUNDING, best, watchers)


def line_of_sight(
    scene: Scene, eye: Floats, target: Floats, *, settings: SightSettings
) -> float:
    """Share that passes between an eye and a point, whatever their distance.

    Parameters
    ----------
    scene : Scene
    eye : (3,) or (k, 3) array
        In plane metres, z above the ground; of many eyes the one that sees best counts
        (those of a room: ``viewpoints(scene, (room,), settings=…).eyes``). [m]
    target : (3,) array
        [m]
    settings : SightSettings

    Returns
    -------
    float
        1 where nothing stands between, 0 where something opaque does or there is no
        eye.
    """
    eyes = np.asarray(eye, dtype=np.float64).reshape(-1, 3)
    targets = np.asarray(target, dtype=np.float64).reshape(1, 3)
    ends = np.concatenate([eyes, targets])[:, :2]
    obstacles = obstacle_set(
        scene,
        settings.obstacles,
        unknown_height=settings.unknown_height,
        near=shapely.box(*ends.min(axis=0), *ends.max(axis=0)),
    )
    return float(best_transmission(obstacles, eyes, targets)[0])


def obstacles_about(
    scene: Scene, area: BaseGeometry, settings: SightSettings
) -> ObstacleSet:
    """Lay out the obstacles that a line of sight to an area can meet.

    Parameters
    ----------
    scene : Scene
    area : geometry
        In plane metres.
    settings : SightSettings

    Returns
    -------
    ObstacleSet
        What `sight_field` and `blame` take as ``obstacles``, so that one who looks at
        an area more than once (with an obstacle less, from elsewhere) builds it once.
    """
    west, south, east, north = area.bounds
    reach = settings.range_m
    return obstacle_set(
        scene,
        settings.obstacles,
        unknown_height=settings.unknown_height,
        near=shapely.box(west - reach, south - reach, east + reach, north + reach),
    )
