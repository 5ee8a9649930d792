"""What is found in a whole town, as layers and rasters for QGIS."""

from machimori.reports.town.layers import LAYERS, write_town_layers
from machimori.reports.town.rasters import write_rasters

__all__ = ["LAYERS", "write_rasters", "write_town_layers"]
