"""CityGML 2.0 as PLATEAU publishes it: buildings, their windows and doors."""

from machimori.formats.citygml.reading import read_citygml

__all__ = ["read_citygml"]
