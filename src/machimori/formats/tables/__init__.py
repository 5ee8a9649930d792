"""Tables that users fill in: CSV, Excel, JSON or YAML, all read as rows of cells."""

from machimori.formats.tables.reading import read_each, read_table
from machimori.formats.tables.row import Column, Row
from machimori.formats.tables.sheets import Sheet

__all__ = ["Column", "Row", "Sheet", "read_each", "read_table"]
