"""What a study of incidents says: facts, tables, shapes; as text, JSON, map or page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from shapely.geometry.base import BaseGeometry

from machimori.geometry import PlaneFrame
from machimori.language import Language, Text
from machimori.reports.page import render_page

MOST_SHOWN = 40
"""Rows of a table on the screen and on the page; JSON holds all."""
_DIGITS = 8
"""Decimals of a degree: a millimetre."""


CHANCE = ".4f"
"""How a p-value is written: never as 0.0000, which would mean that it cannot be."""

LEAST_CHANCE = 0.0001


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """Rows of one kind.

    Parameters
    ----------
    name : str
        In JSON.
    title : Text
    headings : mapping of str to Text
        Those of the columns that are shown.
    rows : sequence of mapping
        May hold more than is shown; `Text` appears in the language asked for.
    formats : mapping of str to str
        How numbers are written.
    shows : callable, optional
        Which rows people see; JSON holds all.
    note : Text or None
        Under the title.
    """

    name: str
    title: Text
    headings: Mapping[str, Text]
    rows: Sequence[Mapping[str, Any]]
    formats: Mapping[str, str] = field(default_factory=dict)
    shows: Callable[[Mapping[str, Any]], bool] = lambda row: True
    note: Text | None = None

    @property
    def shown(self) -> list[Mapping[str, Any]]:
        """The rows that people see."""
        return [row for row in self.rows if self.shows(row)]

    def cells(self, row: Mapping[str, Any], language: Language) -> list[str]:
        """Write one row."""
        return [self._cell(name, row[name], language) for name in self.headings]

    def is_figure(self, name: str) -> bool:
        """Whether a column holds numbers."""
        return not any(isinstance(row[name], str | Text) for row in self.shown)

    def _cell(self, name: str, value: Any, language: Language) -> str:
        if isinstance(value, Text):
            return value.in_(language)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return "–"
        if isinstance(value, str):
            return value
        spec = self.formats.get(name, ",.2f")
        if spec == CHANCE and 0 <= value < LEAST_CHANCE / 2:
            return f"<{LEAST_CHANCE}"
        return format(value, spec)


@dataclass(frozen=True)
class Shape:
    """Something on the map, with what it says in GeoJSON."""

    geometry: BaseGeometry | None
    properties: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A study.

    Parameters
    ----------
    title : Text
    facts : sequence of (Text, Text)
    notices : sequence of Text
        What to know before anything is concluded.
    tables : sequence of SheetTable
    says : mapping
        More for JSON.
    shapes : sequence of Shape
    frame : PlaneFrame
        Of the shapes.
    picture : callable or None
        Draws the map, given the language.
    """

    title: Text
    facts: Sequence[tuple[Text, Text]] = ()
    notices: Sequence[Text] = ()
    tables: Sequence[SheetTable] = ()
    says: Mapping[str, Any] = field(default_factory=dict)
    shapes: Sequence[Shape] = ()
    frame: PlaneFrame = field(default_factory=lambda: PlaneFrame(None))
    picture: Callable[[Language], str] | None = None


def sheet_text(sheet: Sheet, *, language: Language) -> RenderableType:
    """Set a study as tables.

    Parameters
    ----------
    sheet : Sheet
    language : "ja" or "en"

    Returns
    -------
    rich renderable
    """
    colon = "：" if language == "ja" else ": "
    parts: list[RenderableType] = [sheet.title.in_(language)]
    parts += [f"{a.in_(language)}{colon}{b.in_(language)}" for a, b in sheet.facts]
    for table in sheet.tables:
        parts += list(_table(table, language))
    parts += [f"※ {notice.in_(language)}" for notice in sheet.notices]
    return Group(*parts)


def _table(table: SheetTable, language: Language) -> Iterator[RenderableType]:
    shown = table.shown
    if not shown:
        yield f"{table.title.in_(language)}{_NONE.in_(language)}"
        return
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, title=table.title.in_(language))
    grid.title_justify = "left"
    for name, heading in table.headings.items():
        grid.add_column(
            heading.in_(language),
            justify="right" if table.is_figure(name) else "left",
            overflow="fold",
        )
    for row in shown[:MOST_SHOWN]:
        grid.add_row(*table.cells(row, language))
    yield grid
    if table.note is not None:
        yield table.note.in_(language)
    if len(shown) > MOST_SHOWN:
        yield _more(len(shown) - MOST_SHOWN).in_(language)


def sheet_document(sheet: Sheet, *, language: Language) -> dict[str, Any]:
    """Write a study as values that JSON can hold.

    Parameters
    ----------
    sheet : Sheet
    language : "ja" or "en"
        Of sentences; names are the same in both.

    Returns
    -------
    dict
    """
    return {
        "title": sheet.title.in_(language),
        **{name: plain(value, language) for name, value in sheet.says.items()},
        **{
            table.name: [plain(row, language) for row in table.rows]
            for table in sheet.tables
        },
        "notices": [notice.in_(language) for notice in sheet.notices],
    }


def sheet_features(sheet: Sheet, *, language: Language) -> dict[str, Any]:
    """Write the shapes of a study as GeoJSON.

    Parameters
    ----------
    sheet : Sheet
    language : "ja" or "en"

    Returns
    -------
    dict
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": _written(shape.geometry, sheet.frame),
                "properties": plain(shape.properties, language),
            }
            for shape in sheet.shapes
        ],
    }


def sheet_page(sheet: Sheet, *, language: Language) -> str:
    """Write a study as one page that asks no host for anything.

    Parameters
    ----------
    sheet : Sheet
    language : "ja" or "en"

    Returns
    -------
    str
    """
    return render_page(
        "hotspots.html.j2",
        language=language,
        sheet=sheet,
        most=MOST_SHOWN,
        more=lambda left: _more(left).in_(language),
        picture=sheet.picture(language) if sheet.picture else "",
        words={name: text.in_(language) for name, text in _WORDS.items()},
    )


def plain(value: Any, language: Language) -> Any:
    """Turn a value into one that JSON can hold: no NaN, no numpy, no Text.

    Parameters
    ----------
    value : object
    language : "ja" or "en"

    Returns
    -------
    object
    """
    if isinstance(value, Mapping):
        return {name: plain(one, language) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, language) for one in value]
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value


def _written(geometry: BaseGeometry | None, frame: PlaneFrame) -> Any:
    if geometry is None:
        return None
    placed = shapely.orient_polygons(shapely.transform(geometry, frame.to_lon_lat))
    rounded = shapely.transform(placed, lambda xy: np.round(xy, _DIGITS))
    return shapely.geometry.mapping(rounded)


def _more(count: int) -> Text:
    return Text(
        ja=f"ほか{count}行は --format json で見られます。",
        en=f"{count} more rows: see --format json.",
    )


_NONE = Text(ja="：なし", en=": none")

_WORDS = {
    "none": Text(ja="該当するものはありません。", en="None."),
    "kicker": Text(ja="まちもり　発生の分析（庁内用）", en="Machimori: for the office"),
    "notices": Text(ja="読む前に", en="Before you read"),
}
