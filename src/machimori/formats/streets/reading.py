"""Read maps of streets, whatever their format, as one graph."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from machimori.errors import InvalidInput, Problem
from machimori.formats.importing import ImportNote
from machimori.formats.opening import read_bytes
from machimori.formats.osm.xml import XML_LIMIT_BYTES
from machimori.formats.refusals import outside_japan
from machimori.formats.streets.drawn import Drawing, DrawnStreet
from machimori.formats.streets.graphml import draw_graphml
from machimori.formats.streets.lines import draw_lines
from machimori.formats.streets.osm import draw_osm
from machimori.geometry import PlaneFrame
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.streets import LayingSettings, Street, StreetGraph, lay_streets

OSM_SUFFIXES = (".osm", ".pbf", ".gz", ".bz2", ".xml")

_IN_LAYERS = LayingSettings()
_IN_PLAN = LayingSettings(join_m=1.0, joins_crossings=True)


@dataclass(frozen=True)
class StreetsRead:
    """A graph, and how it came about.

    Parameters
    ----------
    graph : StreetGraph
    files : tuple of str
    sha256 : str
        Of all that was read.
    skipped : tuple of ImportNote
        What could not be used, or only in part.
    """

    graph: StreetGraph
    files: tuple[str, ...]
    sha256: str
    skipped: tuple[ImportNote, ...]


def read_streets(
    paths: Sequence[Path],
    *,
    settings: LayingSettings | None = None,
    frame: PlaneFrame | None = None,
) -> StreetsRead:
    """Read maps of streets as one graph.

    Parameters
    ----------
    paths : sequence of Path
        OpenStreetMap (``.osm``, ``.osm.pbf``, ``.osm.gz``), GraphML, and vector files
        (Shapefile, GeoJSON, GeoPackage …) or zips of them.
    settings : LayingSettings, optional
        How lines join. Where not given, maps of OpenStreetMap and GraphML join where
        they share a vertex; a city's own lines also where they cross, and where an end
        is within 1 m of another line.
    frame : PlaneFrame, optional
        The plane to lay them in; else one about the middle of the map.

    Returns
    -------
    StreetsRead

    Raises
    ------
    InvalidInput
        With the problems of all files, or where none holds a street.
    MissingExtra
        Where a PBF is given and ``osmium`` is not installed.
    """
    drawings: list[Drawing] = []
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for path in paths:
        try:
            drawing, content = _draw(path)
        except InvalidInput as error:
            problems += error.problems
            continue
        drawings.append(drawing)
        digest.update(content)
        problems += _misplaced(path, drawing)
    streets = [street for drawing in drawings for street in drawing.streets]
    if not streets and not problems:
        problems.append(_no_street(paths))
    if problems:
        raise InvalidInput(problems)
    graph = _lay(streets, settings or _usual(paths), frame)
    skipped = tuple(note for drawing in drawings for note in drawing.skipped)
    return StreetsRead(graph, tuple(map(str, paths)), digest.hexdigest(), skipped)


def _draw(path: Path) -> tuple[Drawing, bytes]:
    suffix = path.suffix.lower()
    if suffix not in (*OSM_SUFFIXES, ".graphml"):
        return draw_lines(path)
    content = read_bytes(path, limit_bytes=XML_LIMIT_BYTES)
    draw = draw_graphml if suffix == ".graphml" else draw_osm
    return draw(content, file=str(path)), content


def _usual(paths: Sequence[Path]) -> LayingSettings:
    suffixes = {path.suffix.lower() for path in paths}
    has_levels = suffixes & {*OSM_SUFFIXES, ".graphml"}
    return _IN_LAYERS if has_levels else _IN_PLAN


def _lay(
    streets: Sequence[DrawnStreet],
    settings: LayingSettings,
    frame: PlaneFrame | None,
) -> StreetGraph:
    lon_lat = np.vstack([street.lon_lat for street in streets])
    if frame is None:
        lon, lat = (lon_lat.min(axis=0) + lon_lat.max(axis=0)) / 2
        frame = PlaneFrame.around(float(lon), float(lat))
    ends = np.cumsum([len(street.lon_lat) for street in streets])[:-1]
    lines = np.split(frame.to_plane(lon_lat), ends)
    laid = [Street(s.id, xy, s.facts) for s, xy in zip(streets, lines, strict=True)]
    return lay_streets(laid, frame, settings)


def _misplaced(path: Path, drawing: Drawing) -> list[Problem]:
    """Complain of a file that is not, for the greater part, in Japan."""
    if not drawing.streets:
        return []
    lon_lat = np.vstack([street.lon_lat for street in drawing.streets])
    lon, lat = np.median(lon_lat, axis=0)
    west, south, east, north = JAPAN_BOUNDS
    if not (west <= lon <= east and south <= lat <= north):
        found = float(lon), float(lat)
        return [outside_japan(str(path), *found, remedy=_CHECK_CRS)]
    inside = [_lies_in_japan(street) for street in drawing.streets]
    drawing.skipped += [
        ImportNote(street.id, _FAR_OFF)
        for street, keeps in zip(drawing.streets, inside, strict=True)
        if not keeps
    ]
    kept = zip(drawing.streets, inside, strict=True)
    drawing.streets = [street for street, keeps in kept if keeps]
    return []


def _lies_in_japan(street: DrawnStreet) -> bool:
    west, south, east, north = JAPAN_BOUNDS
    is_inside = ((west, south) <= street.lon_lat) & (street.lon_lat <= (east, north))
    return bool(is_inside.all())


_FAR_OFF = Text(ja="日本の外にあるため使いません。", en="It lies outside Japan.")
_CHECK_CRS = Text(
    ja="座標系と、緯度・経度の取り違えを確かめてください。",
    en="Check the coordinate system, and that lat and lon are not swapped.",
)


def _no_street(paths: Sequence[Path]) -> Problem:
    return Problem(
        file=", ".join(map(str, paths)),
        where=Text(ja="ファイル全体", en="the whole file"),
        found="0",
        expected=Text(ja="道路の線", en="lines of streets"),
        remedy=Text(
            ja="道路の線があるファイルか、highway のタグがある地図を指定してください。",
            en="Give a file with lines of streets, or a map with highway tags.",
        ),
    )
