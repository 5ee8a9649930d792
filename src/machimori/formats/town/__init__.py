"""The folder that a whole town is computed into."""

from machimori.formats.town.mosaic import Mosaic
from machimori.formats.town.store import TownStore, town_store

__all__ = [
    "Mosaic",
    "TownStore",
    "town_store",
]
