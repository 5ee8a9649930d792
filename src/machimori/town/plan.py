"""A whole town laid out once, and the part of it that each tile needs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.geometry import Sight, windows_within
from machimori.geometry.transmission import ROUNDING
from machimori.lighting import PlacedLamp
from machimori.lighting.lamps import UNKNOWN_LAMP_REACH_M, lamps_of
from machimori.lighting.over_grid import Reaches
from machimori.scene import Feature, Scene
from machimori.scene.ground import standing_buildings
from machimori.scene.obstacles import obstacle_set
from machimori.sightlines import viewpoints
from machimori.town.lattice import Tile, TownLattice
from machimori.town.obstacles import ObstacleArrays
from machimori.town.outlines import Outlines
from machimori.town.settings import TownSettings
from machimori.town.tile import TileWork
from machimori.town.zones import Zone, zones_of

Floats = NDArray[np.float64]

_GRAIN_M = 2.0**-20
"""Eyes and lamps stand on whole parts of a metre that a computer holds exactly."""


@dataclass(frozen=True, kw_only=True)
class TownPlan:
    """A town as arrays, ready to be parted among tiles.

    Parameters
    ----------
    lattice : TownLattice
    settings : TownSettings
    sight : Sight
    eyes : (k, 3) array
        [m]
    seen_past, lit_past : ObstacleArrays
        The same where sight and light assume the same of what the scene leaves open.
    lamps : tuple of PlacedLamp
        Those that light the plane, sorted by what they share.
    reaches_m : (l,) array
        [m]
    unknown_lamps : tuple of Feature
        Lit or possibly lit, and nobody stated their height, photometry or flux.
    buildings : Outlines
        That stand on the ground.
    zones : tuple of Zone
    grounds : Outlines
        Of the zones.
    """

    lattice: TownLattice
    settings: TownSettings
    sight: Sight
    eyes: Floats
    seen_past: ObstacleArrays
    lit_past: ObstacleArrays
    lamps: tuple[PlacedLamp, ...]
    reaches_m: Floats
    unknown_lamps: tuple[Feature, ...]
    buildings: Outlines
    zones: tuple[Zone, ...]
    grounds: Outlines

    def work(self, tile: Tile) -> TileWork:
        """Take what one tile needs: all that its light and its sight depend on."""
        is_near = _reach_into(tile, self.eyes, self.sight.range_m)
        eyes = self.eyes[is_near]
        positions = _positions(self.lamps)
        is_lit_by = _reach_into(tile, positions, self.reaches_m)
        lit_by = np.flatnonzero(is_lit_by)
        seen_past = self.seen_past.touching(_hull(tile, eyes, positions[lit_by]))
        lit_past = seen_past
        if self.lit_past is not self.seen_past:
            lit_past = self.lit_past.touching(_hull(tile, positions[lit_by]))
        near = self.grounds.touching(tile.bounds)
        return TileWork(
            tile=tile,
            sight=self.sight,
            eyes=eyes,
            seen_past=seen_past,
            lit_past=lit_past,
            light_level_m=self.settings.light.plane_height_m,
            lamps=tuple(self.lamps[n] for n in lit_by),
            reaches_m=self.reaches_m[lit_by],
            unknown_lamps=_within(tile, _feet(self.unknown_lamps)),
            buildings=self.buildings.take(self.buildings.touching(tile.bounds)),
            zones=self.grounds.take(near),
            zone_numbers=near,
            dark_below_lx=self.settings.dark_below_lx,
        )

    def fingerprint(self) -> str:
        """Tell two plans apart that give different results, whatever the file said."""
        digest = hashlib.sha256(repr((self.lattice, self.settings)).encode())
        for arrays in (self.seen_past, self.lit_past):
            _take_in(digest, arrays)
        _take_in(digest, (self.eyes, self.buildings, self.grounds, self.reaches_m))
        for lamp in self.lamps:
            tables = getattr(lamp.distribution, "table_cd", lamp.distribution)
            said = lamp.azimuth_deg, lamp.tilt_deg, lamp.share
            _take_in(digest, (lamp.position_m, tables, said))
        _take_in(digest, _feet(self.unknown_lamps))
        _take_in(digest, [(z.id, z.name, z.kind) for z in self.zones])
        return digest.hexdigest()


def plan_town(scene: Scene, settings: TownSettings) -> TownPlan:
    """Lay out a scene for the computation of the whole of it.

    Parameters
    ----------
    scene : Scene
        With at least one feature.
    settings : TownSettings

    Returns
    -------
    TownPlan

    Raises
    ------
    UnknownName
        Where a watcher of the settings is neither a kind, a group nor an id.
    """
    sight, light = settings.sight, settings.light
    lattice = TownLattice.over(_bounds(scene.features), settings.cell_m)
    seen_past = ObstacleArrays.of(
        obstacle_set(scene, sight.obstacles, unknown_height=sight.unknown_height)
    )
    lit_past = seen_past
    if (light.obstacles, light.unknown_height) != (
        sight.obstacles,
        sight.unknown_height,
    ):
        lit_past = ObstacleArrays.of(
            obstacle_set(scene, light.obstacles, unknown_height=light.unknown_height)
        )
    lamps, unknown = _lamps(scene, settings)
    zones = zones_of(scene, street_m=settings.street_m)
    return TownPlan(
        lattice=lattice,
        settings=settings,
        sight=Sight(
            sight.target_m + scene.snow_depth_m,
            sight.range_m,
            sight.seen_from_transmission - ROUNDING,
            1,
        ),
        eyes=_to_grain(viewpoints(scene, settings.watchers, settings=sight).eyes),
        seen_past=seen_past,
        lit_past=lit_past,
        lamps=lamps,
        reaches_m=Reaches(light.plane_height_m, settings.faint_lx).of(lamps),
        unknown_lamps=unknown,
        buildings=Outlines.of(list(standing_buildings(scene))),
        zones=zones,
        grounds=Outlines.of([zone.ground for zone in zones]),
    )


def _lamps(
    scene: Scene, settings: TownSettings
) -> tuple[tuple[PlacedLamp, ...], tuple[Feature, ...]]:
    """Lamps above the plane, sorted by what they share; and the unknown ones."""
    factor = settings.light.maintenance_factor
    found = lamps_of(scene, maintenance_factor=factor)
    above = [
        lamp.moved_to(_to_grain(lamp.position_m))
        for lamp in found.placed
        if lamp.position_m[2] > settings.light.plane_height_m
    ]
    groups: dict[object, int] = {}
    order = [
        groups.setdefault((lamp.distribution, lamp.share), len(groups))
        for lamp in above
    ]
    has_table = [hasattr(lamp.distribution, "table_cd") for lamp in above]
    ranked = sorted(range(len(above)), key=lambda n: (has_table[n], order[n]))
    return tuple(above[n] for n in ranked), found.unknown


def _to_grain(points: Floats) -> Floats:
    return np.asarray(np.rint(points / _GRAIN_M) * _GRAIN_M)


def _bounds(features: Sequence[Feature]) -> Floats:
    return np.asarray(shapely.total_bounds([f.geometry for f in features]))


def _positions(lamps: Sequence[PlacedLamp]) -> Floats:
    return np.array([lamp.position_m for lamp in lamps]).reshape(-1, 3)


def _feet(lamps: Sequence[Feature]) -> Floats:
    points = [lamp.geometry for lamp in lamps]
    return np.asarray(shapely.get_coordinates(points)).reshape(-1, 2)


def _reach_into(
    tile: Tile, sources: Floats, range_m: float | Floats
) -> NDArray[np.bool_]:
    windows = windows_within(tile.lattice, sources, range_m)
    has_rows = windows[:, 1] > windows[:, 0]
    return np.asarray(has_rows & (windows[:, 3] > windows[:, 2]))


def _within(tile: Tile, feet: Floats) -> Floats:
    low = tile.bounds[:2] - UNKNOWN_LAMP_REACH_M
    high = tile.bounds[2:] + UNKNOWN_LAMP_REACH_M
    return feet[((feet >= low) & (feet <= high)).all(axis=1)]


def _hull(tile: Tile, *sources: Floats) -> Floats:
    """Bounds of a tile and of all that looks or shines into it."""
    corners = [tile.bounds.reshape(2, 2), *(points[:, :2] for points in sources)]
    every = np.concatenate(corners)
    return np.concatenate([every.min(axis=0), every.max(axis=0)])


def _take_in(digest: hashlib._Hash, value: object) -> None:
    """Feed arrays by their numbers, all else by what it says of itself."""
    if isinstance(value, np.ndarray):
        digest.update(repr(value.shape).encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, tuple | list):
        for part in value:
            _take_in(digest, part)
    else:
        digest.update(repr(value).encode())
