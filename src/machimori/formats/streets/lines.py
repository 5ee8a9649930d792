"""Streets of a city's own vector files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import shapely

from machimori.formats.importing import ImportNote
from machimori.formats.shapes.mapping import LayerRule
from machimori.formats.shapes.sources import Source, open_sources
from machimori.formats.shapes.tables import Table, read_table
from machimori.formats.streets.drawn import Drawing, DrawnStreet
from machimori.formats.streets.tags import facts_of_tags
from machimori.language import Text
from machimori.streets import StreetFacts

_ANY = LayerRule(match="*", kind="road", prefix="")


def draw_lines(path: Path) -> tuple[Drawing, bytes]:
    """Take the streets out of vector files.

    Parameters
    ----------
    path : Path
        A Shapefile, GeoJSON, GeoPackage and the like, or a zip of some.

    Returns
    -------
    Drawing
        Ids are the file's name and the row, ``routes/12``. Where the file has
        OpenStreetMap's columns (``highway``, ``lit`` …), they are read.
    bytes
        What was read.

    Raises
    ------
    InvalidInput
        Where a file is damaged, of another format or of no known coordinate system.
    """
    drawing, content = Drawing(), b""
    with tempfile.TemporaryDirectory() as unpacked:
        for source in open_sources(path, unpacked=Path(unpacked)):
            content += source.content
            _draw(source, read_table(source, _ANY), drawing)
    return drawing, content


def _draw(source: Source, table: Table, drawing: Drawing) -> None:
    stem = Path(source.name).stem
    for row, geometry in enumerate(table.geometries):
        own = f"{stem}/{row + 1}"
        parts = [] if geometry is None else shapely.get_parts(geometry)
        lines = [p for p in parts if p.geom_type == "LineString" and not p.is_empty]
        if not lines:
            drawing.skipped.append(ImportNote(own, _NO_LINE))
        for place, line in enumerate(lines, start=1):
            part = own if len(lines) == 1 else f"{own}/{place}"
            facts = _facts(table, row)
            if facts is not None:
                lon_lat = shapely.get_coordinates(line)
                drawing.streets.append(DrawnStreet(part, lon_lat, facts))


def _facts(table: Table, row: int) -> StreetFacts | None:
    if "highway" not in table.columns:
        return StreetFacts()
    tags = {name: values[row] for name, values in table.columns.items()}
    return facts_of_tags({k: v for k, v in tags.items() if isinstance(v, str) and v})


_NO_LINE = Text(ja="線ではありません。", en="It is not a line.")
