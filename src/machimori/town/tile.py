"""One tile: how bright it is, who looks at it, and what its zones add up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.geometry import (
    ObstacleSet,
    Sight,
    count_in_windows,
    reached_in_windows,
    windows_within,
)
from machimori.geometry.faces import Faces
from machimori.lighting import PlacedLamp
from machimori.lighting.lamps import UNKNOWN_LAMP_REACH_M
from machimori.lighting.over_grid import add_lamps
from machimori.town.lattice import Tile
from machimori.town.obstacles import ObstacleArrays
from machimori.town.outlines import Outlines, cells_inside
from machimori.town.sums import UNITS_A_LX, Sums

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Counts = NDArray[np.uint16]
Bytes = NDArray[np.uint8]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

NO_WATCHERS_KNOWN = 65535
"""Where a building stands; more watchers than one fewer are counted as that many."""
_NOTHING = ObstacleSet([])
_LAMPS_AT_ONCE, _CELLS_AT_ONCE = 64, 2_000_000


@dataclass(frozen=True, kw_only=True)
class TileWork:
    """All that one tile needs, and nothing else of the town.

    Parameters
    ----------
    tile : Tile
    sight : Sight
    eyes : (k, 3) array
        That see as far as the tile. [m]
    seen_past, lit_past : ObstacleArrays
        What stands between the eyes, or the lamps, and the tile.
    light_level_m : float
        Height of the plane that is lit. [m]
    lamps : tuple of PlacedLamp
        That reach the tile; those that share a table follow one another, and in every
        tile in the same order, for sums of rounded numbers depend on it.
    reaches_m : (l,) array
        How far each of them reaches. [m]
    unknown_lamps : (u, 2) array
        Where lamps stand whose light nobody knows. [m]
    buildings, zones : Outlines
        That touch the tile.
    zone_numbers : (z,) array
        The number of each of those zones in the town.
    dark_below_lx : float
        [lx]
    """

    tile: Tile
    sight: Sight
    eyes: Floats
    seen_past: ObstacleArrays
    lit_past: ObstacleArrays
    light_level_m: float
    lamps: tuple[PlacedLamp, ...]
    reaches_m: Floats
    unknown_lamps: Floats
    buildings: Outlines
    zones: Outlines
    zone_numbers: Ints
    dark_below_lx: float


@dataclass(frozen=True)
class TileResult:
    """A finished tile; its rows run from the south, as on a lattice.

    Parameters
    ----------
    number : int
        Of the tile.
    illuminance_lx : (rows, columns) array
        NaN where a building stands. [lx]
    watchers : (rows, columns) array
        :data:`NO_WATCHERS_KNOWN` where a building stands.
    unknown_lamps : (rows, columns) array
        How many lamps of unknown light may light each cell, 255 at most.
    sums : Sums
        Over the part of each zone that lies in the tile.
    """

    number: int
    illuminance_lx: Singles
    watchers: Counts
    unknown_lamps: Bytes
    sums: Sums


def compute_tile(work: TileWork) -> TileResult:
    """Compute a tile; the same work gives the same result, wherever it is done.

    Parameters
    ----------
    work : TileWork

    Returns
    -------
    TileResult
    """
    tile = work.tile
    is_open = np.ones(tile.rows * tile.columns, dtype=np.bool_)
    is_open[cells_inside(work.buildings, tile)[1]] = False
    seen_past = work.seen_past.faces()
    is_shared = work.lit_past is work.seen_past
    watchers = _watchers(work, seen_past)
    lit_past = seen_past if is_shared else work.lit_past.faces()
    lux = _illuminance(work, lit_past, is_open).astype(np.float32)
    unknown = _unknown_lamps(work)
    sums = _sums(work, is_open, lux, watchers, unknown)
    lux[~is_open] = np.nan
    watchers[~is_open] = NO_WATCHERS_KNOWN
    shape = tile.rows, tile.columns
    return TileResult(
        tile.number,
        lux.reshape(shape),
        watchers.reshape(shape),
        unknown.reshape(shape),
        sums,
    )


def _watchers(work: TileWork, faces: Faces) -> Counts:
    lattice = work.tile.lattice
    counts = np.zeros((lattice.rows, lattice.columns), dtype=np.int32)
    windows = windows_within(lattice, work.eyes, work.sight.range_m)
    layers = faces, _NOTHING.faces
    count_in_windows(layers, work.eyes, lattice, work.sight, windows, counts)
    return np.minimum(counts.ravel(), NO_WATCHERS_KNOWN - 1).astype(np.uint16)


def _illuminance(work: TileWork, faces: Faces, is_open: Bools) -> Floats:
    lattice, level_m = work.tile.lattice, work.light_level_m
    total = np.zeros(lattice.rows * lattice.columns)
    if not work.lamps:
        return total
    positions = np.array([lamp.position_m for lamp in work.lamps])
    windows = windows_within(lattice, positions, work.reaches_m)
    layers = faces, _NOTHING.faces
    for some in _batches(windows):
        reached = reached_in_windows(
            layers,
            positions[some],
            lattice,
            level_m,
            work.reaches_m[some],
            windows[some],
        )
        add_lamps(work.lamps[some], reached.among(is_open), lattice, level_m, total)
    return total


def _batches(windows: Ints) -> list[slice]:
    """Few enough lamps at once that what they reach fits into memory."""
    cells = (windows[:, 1] - windows[:, 0]) * (windows[:, 3] - windows[:, 2])
    most = int(np.clip(_CELLS_AT_ONCE // max(cells.max(), 1), 1, _LAMPS_AT_ONCE))
    return [slice(start, start + most) for start in range(0, len(windows), most)]


def _unknown_lamps(work: TileWork) -> Bytes:
    lattice = work.tile.lattice
    count = np.zeros((lattice.rows, lattice.columns), dtype=np.int64)
    x = lattice.west_m + lattice.spacing_m * np.arange(lattice.columns)
    y = lattice.south_m + lattice.spacing_m * np.arange(lattice.rows)
    for at_x, at_y in work.unknown_lamps:
        square = (x - at_x)[None, :] ** 2 + (y - at_y)[:, None] ** 2
        count += square <= UNKNOWN_LAMP_REACH_M**2
    return np.minimum(count.ravel(), 255).astype(np.uint8)


def _sums(
    work: TileWork, is_open: Bools, lux: Singles, watchers: Counts, unknown: Bytes
) -> Sums:
    zone, cell = cells_inside(work.zones, work.tile)
    zone, cell = zone[is_open[cell]], cell[is_open[cell]]
    count = len(work.zone_numbers)

    def add(values: NDArray[np.generic]) -> Ints:
        total = np.zeros(count, dtype=np.int64)
        np.add.at(total, zone, values.astype(np.int64))
        return total

    least_lx = np.full(count, np.inf)
    np.minimum.at(least_lx, zone, lux[cell].astype(np.float64))
    light = np.rint(lux[cell].astype(np.float64) * UNITS_A_LX)
    return Sums(
        work.zone_numbers,
        add(np.ones(len(cell), dtype=np.int64)),
        add(lux[cell] < work.dark_below_lx),
        add(watchers[cell] > 0),
        add(unknown[cell] > 0),
        add(watchers[cell]),
        add(light),
        least_lx,
    )
