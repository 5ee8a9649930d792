"""Tables that users fill in: CSV, Excel, JSON or YAML, all read as rows of cells."""

from machimori.formats.tables.days import read_day
from machimori.formats.tables.reading import read_each, read_table
from machimori.formats.tables.row import Column, Row
from machimori.formats.tables.sheets import Sheet, sheet_of

__all__ = [
    "Column",
    "Row",
    "Sheet",
    "read_day",
    "read_each",
    "read_table",
    "sheet_of",
]
