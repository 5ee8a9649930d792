"""Rows of any file with places in it: vector files, and tables with coordinates."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.errors import InvalidInput, Problem
from machimori.formats.shapes.attributes import as_text, is_empty
from machimori.formats.shapes.sources import open_sources
from machimori.formats.shapes.tables import kept_rows, read_table
from machimori.formats.tables.sheets import Sheet, sheet_of
from machimori.formats.watch_plan.settings import LayerSettings, parse_hours
from machimori.geometry import PlaneFrame
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.watch import Window

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")

_LON = ("経度", "lon", "lng", "longitude", "x")
_BOTH = ("location", "緯度経度")
"""Latitude, a comma, longitude: open-data portals write them so."""
_LAT = ("緯度", "lat", "latitude", "y")


@dataclass(frozen=True)
class PlacedRow:
    """One row, and where it is.

    Parameters
    ----------
    id : str
        The file and the row.
    geometry : shapely geometry
        In plane metres once it is placed, before that in longitude and latitude.
    cells : mapping
    """

    id: str
    geometry: BaseGeometry
    cells: Mapping[str, Any]


@dataclass
class RowReader:
    """Opens the files of a plan's layers.

    Parameters
    ----------
    folder : Path
        Of the plan.
    plan : str
        The plan itself, for messages.
    """

    folder: Path
    plan: str
    content: list[bytes] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def paths(self, patterns: tuple[str, ...]) -> list[Path]:
        """Find the files that some patterns name, in order."""
        found: list[Path] = []
        for pattern in patterns:
            own = sorted(self.folder.glob(pattern)) if _is_pattern(pattern) else []
            if not own:
                own = [self.folder / pattern]
            found += [path for path in own if path not in found]
        self.files += map(str, found)
        return found

    def rows(self, layer: LayerSettings) -> list[PlacedRow]:
        """Read the rows of a layer, in longitude and latitude."""
        rows: list[PlacedRow] = []
        for path in self.paths(layer.files):
            try:
                read = _from_table if path.suffix.lower() in TABLES else _from_map
                rows += read(self, path, layer)
            except InvalidInput as error:
                self.problems += error.problems
        return rows

    def refuse(
        self, file: str, where: Text, found: str, expected: Text, remedy: Text
    ) -> None:
        """Note a problem."""
        self.problems.append(
            Problem(
                file=file, where=where, found=found, expected=expected, remedy=remedy
            )
        )


def name_of(row: PlacedRow, layer: LayerSettings) -> str:
    """Return a row's name, or its id where it has none."""
    cell = row.cells.get(layer.name or "")
    return row.id if cell is None or is_empty(cell) else as_text(cell)


def amount_of(
    row: PlacedRow, stated: str | float | None, reader: RowReader
) -> float | None:
    """Return a number that holds for all rows, or stands in a column of each."""
    if stated is None or isinstance(stated, float):
        return stated
    cell = row.cells.get(stated)
    if cell is None or is_empty(cell):
        return None
    try:
        number = float(str(cell).replace(",", ""))
    except ValueError:
        number = math.nan
    if not 0 <= number < 1e6:
        where = Text(ja=f"{row.id} {stated}", en=f"{row.id}, {stated}")
        reader.refuse(reader.plan, where, str(cell)[:60], _A_COUNT, _CORRECT_CELL)
        return None
    return number


def hours_of(
    row: PlacedRow, layer: LayerSettings, reader: RowReader
) -> tuple[Window, ...] | None:
    """Return the hours of a row; None, and a note, where they cannot be read."""
    if layer.hours_column is None:
        return layer.hours
    cell = row.cells.get(layer.hours_column)
    if cell is None or is_empty(cell):
        return None
    read = parse_hours(str(cell))
    if read is None:
        reader.notes.append(_HOURS_UNREAD.format(row=row.id, hours=str(cell)[:40]))
    return read


def placed(rows: list[PlacedRow], frame: PlaneFrame) -> list[PlacedRow]:
    """Lay rows out in a plane."""
    shapes = np.array([row.geometry for row in rows], dtype=object)
    laid = shapely.transform(shapes, frame.to_plane)
    return [PlacedRow(r.id, g, r.cells) for r, g in zip(rows, laid, strict=True)]


def _is_pattern(name: str) -> bool:
    return any(sign in name for sign in "*?[")


def _from_map(
    reader: RowReader, path: Path, layer: LayerSettings
) -> Iterator[PlacedRow]:
    with tempfile.TemporaryDirectory() as unpacked:
        for source in open_sources(path, unpacked=Path(unpacked)):
            reader.content.append(source.content)
            table = read_table(source, layer.rule)
            _refuse_missing(reader, source.label, layer, list(table.columns))
            table = kept_rows(table, layer.rule)
            stem, empty = Path(source.name).stem, 0
            for row, geometry in enumerate(table.geometries):
                if geometry is None or geometry.is_empty:
                    empty += 1
                    continue
                cells = {name: values[row] for name, values in table.columns.items()}
                yield PlacedRow(f"{stem}/{row + 1}", geometry, cells)
            _tell_empty(reader, source.label, empty)


def _from_table(
    reader: RowReader, path: Path, layer: LayerSettings
) -> Iterator[PlacedRow]:
    sheet = sheet_of(path, lambda sheet: _column(sheet, _LON) is not None)
    reader.content.append(
        repr((sheet.heads, [cells for _, cells in sheet.rows])).encode()
    )
    sheet = _apart(sheet)
    lon, lat = _column(sheet, _LON), _column(sheet, _LAT)
    if lon is None or lat is None:
        heads = ", ".join(filter(None, sheet.heads))[:80]
        reader.refuse(str(path), _HEADER, heads or "-", _COORDINATES, _ADD_COLUMNS)
        return
    _refuse_missing(reader, str(path), layer, list(sheet.heads))
    empty = 0
    for number, (_, line) in enumerate(sheet.rows, start=1):
        cells = dict(zip(sheet.heads, line, strict=False))
        if not _is_kept(cells, layer):
            continue
        spot = _spot(line, lon, lat)
        if spot is None:
            empty += any(not is_empty(cell) for cell in line)
        else:
            yield PlacedRow(f"{path.stem}/{number}", shapely.Point(spot), cells)
    _tell_empty(reader, str(path), empty)


def _apart(sheet: Sheet) -> Sheet:
    """Write latitude and longitude that share a cell into columns of their own."""
    both = _column(sheet, _BOTH)
    if both is None or _column(sheet, _LON) is not None:
        return sheet
    rows = [
        (where, [*line, *_halves(line[both] if both < len(line) else "")])
        for where, line in sheet.rows
    ]
    return Sheet([*sheet.heads, _LAT[0], _LON[0]], rows)


def _halves(cell: Any) -> tuple[str, str]:
    lat, _, lon = str(cell).partition(",")
    return lat.strip(), lon.strip()


def _column(sheet: Sheet, names: tuple[str, ...]) -> int | None:
    for number, head in enumerate(sheet.heads):
        if head.strip().lower() in names:
            return number
    return None


def _is_kept(cells: Mapping[str, Any], layer: LayerSettings) -> bool:
    where = layer.rule.where
    return all(str(cells.get(column)) in words for column, words in where.items())


def _spot(line: Any, lon: int, lat: int) -> tuple[float, float] | None:
    try:
        spot = float(line[lon]), float(line[lat])
    except (IndexError, TypeError, ValueError):
        return None
    west, south, east, north = JAPAN_BOUNDS
    inside = west <= spot[0] <= east and south <= spot[1] <= north
    return spot if inside else None


def _refuse_missing(
    reader: RowReader, file: str, layer: LayerSettings, columns: list[str]
) -> None:
    amounts = (v for v in (layer.children, layer.people) if isinstance(v, str))
    needed = (layer.name, layer.hours_column, *amounts, *layer.rule.where)
    listed = ", ".join(map(str, columns))[:120]
    for name in needed:
        if name is not None and name not in columns:
            expected = Text(ja=f"次のいずれか：{listed}", en=f"one of {listed}")
            reader.refuse(file, _A_COLUMN, name, expected, _CORRECT_PLAN)


def _tell_empty(reader: RowReader, file: str, count: int) -> None:
    if count:
        name = Path(file).name
        reader.notes.append(_NO_PLACE.format(file=name, count=count))


_HEADER = Text(ja="見出し行", en="header")
_A_COLUMN = Text(ja="属性の列", en="attribute column")
_COORDINATES = Text(ja="「経度」と「緯度」の列", en="columns lon and lat")
_ADD_COLUMNS = Text(
    ja="経度・緯度（世界測地系、度）の列を加えてください。",
    en="Add columns lon and lat, in degrees.",
)
_CORRECT_PLAN = Text(
    ja="計算書の列名を直すか、文字化けしていれば encoding: を書いてください。",
    en="Correct the name in the plan; where it is garbled, state encoding:.",
)
_A_COUNT = Text(ja="0以上の数", en="a number from 0")
_CORRECT_CELL = Text(
    ja="数に直すか、分からなければ空にしてください。",
    en="Correct it, or leave it empty where nobody knows.",
)
_NO_PLACE = Text(
    ja="{file}：{count}行は日本国内の位置がないため使いません。",
    en="{file}: {count} rows have no place in Japan and are not used.",
)
_HOURS_UNREAD = Text(
    ja="{row} の時刻「{hours}」が読めないため、分からないものとして扱います。",
    en="The hours {hours!s} of {row} cannot be read: they count as unknown.",
)
