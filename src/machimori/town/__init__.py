"""A whole town in tiles: its light, who watches it, and its streets in numbers."""

from machimori.town.lattice import CELLS_M, Tile, TownLattice
from machimori.town.outlines import cells_inside
from machimori.town.plan import TownPlan, plan_town
from machimori.town.running import compute_tiles
from machimori.town.settings import TownSettings
from machimori.town.sums import Sums, ZoneResult, zone_results
from machimori.town.tile import NO_WATCHERS_KNOWN, TileResult, TileWork, compute_tile
from machimori.town.zones import Zone, zones_of

__all__ = [
    "CELLS_M",
    "NO_WATCHERS_KNOWN",
    "Sums",
    "Tile",
    "TileResult",
    "TileWork",
    "TownLattice",
    "TownPlan",
    "TownSettings",
    "Zone",
    "ZoneResult",
    "cells_inside",
    "compute_tile",
    "compute_tiles",
    "plan_town",
    "zone_results",
    "zones_of",
]
