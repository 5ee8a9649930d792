"""Shapefiles, GeoJSON and GeoPackages of an office made into scenes by a mapping."""

from machimori.formats.shapes.reading import read_shapes

__all__ = ["read_shapes"]
