"""Maps of streets made into one graph: OpenStreetMap, GraphML, a city's own lines."""

from machimori.formats.streets.reading import StreetsRead, read_streets

__all__ = ["StreetsRead", "read_streets"]
