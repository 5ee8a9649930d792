"""Lists of incidents as the police and cities publish them, and our own file."""

from machimori.formats.incidents.block_tables import read_blocks
from machimori.formats.incidents.document import write_incidents
from machimori.formats.incidents.reading import (
    MAP_ENDINGS,
    Reading,
    read_incident_lists,
)
from machimori.formats.incidents.report import FileReport, Repair, total
from machimori.formats.incidents.rows import Given

__all__ = [
    "MAP_ENDINGS",
    "FileReport",
    "Given",
    "Reading",
    "Repair",
    "read_blocks",
    "read_incident_lists",
    "total",
    "write_incidents",
]
