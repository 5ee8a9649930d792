"""OpenStreetMap extracts made into scenes."""

from machimori.formats.osm.readers import OsmAssumptions
from machimori.formats.osm.reading import read_osm

__all__ = ["OsmAssumptions", "read_osm"]
