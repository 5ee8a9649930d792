"""The folder that a whole town is computed into."""

from machimori.formats.town.layers import LAYERS, write_town_layers
from machimori.formats.town.mosaic import Mosaic
from machimori.formats.town.rasters import RASTERS, write_rasters
from machimori.formats.town.store import TownStore, town_store

__all__ = [
    "LAYERS",
    "RASTERS",
    "Mosaic",
    "TownStore",
    "town_store",
    "write_rasters",
    "write_town_layers",
]
