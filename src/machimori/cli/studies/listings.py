"""What stands beside the areas: rows of roads, lamps, readings, lines, blind spots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from rich.box import SIMPLE_HEAD
from rich.table import Table
from shapely.geometry.base import BaseGeometry

from machimori.language import Language, Text
from machimori.scene import Scene

MOST_SHOWN = 50
"""Rows of a listing on the screen; JSON and GeoJSON hold all."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Rows of one kind.

    Parameters
    ----------
    name : str
        In JSON, and as ``of`` in GeoJSON.
    title : Text
    headings : mapping of str to Text
        Those of the columns that the table shows; the others are for machines.
    rows : sequence of mapping
    formats : mapping of str to str
        How columns are written in the table.
    geometries : sequence
        In plane metres, one a row.
    summary : mapping of str to object
        Numbers of the whole, for JSON.
    says : Text or None
        The same in words, under the table.
    """

    name: str
    title: Text
    headings: Mapping[str, Text]
    rows: Sequence[Mapping[str, Any]]
    formats: Mapping[str, str] = field(default_factory=dict)
    geometries: Sequence[BaseGeometry] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)
    says: Text | None = None

    def document(self) -> dict[str, Any]:
        """Write the rows, and the summary where there is one, for JSON."""
        document: dict[str, Any] = {self.name: [dict(row) for row in self.rows]}
        if self.summary:
            document[f"{self.name}_summary"] = dict(self.summary)
        return document

    def features(self, scene: Scene) -> Iterator[dict[str, Any]]:
        """Write the rows as GeoJSON, in the scene's own coordinates."""
        for row, geometry in zip(self.rows, self.geometries, strict=True):
            placed = shapely.transform(geometry, scene.frame.to_lon_lat)
            yield {
                "type": "Feature",
                "geometry": shapely.geometry.mapping(shapely.orient_polygons(placed)),
                "properties": {"of": self.name, **row},
            }

    def content(self, language: Language) -> Iterator[Table | str]:
        """Set the rows as a table."""
        table = Table(
            title=self.title.in_(language),
            title_justify="left",
            box=SIMPLE_HEAD,
            pad_edge=False,
        )
        for name, heading in self.headings.items():
            is_words = any(isinstance(row[name], str) for row in self.rows)
            table.add_column(
                heading.in_(language),
                justify="left" if is_words else "right",
                overflow="fold",
            )
        for row in self.rows[:MOST_SHOWN]:
            table.add_row(*(self._cell(row, name) for name in self.headings))
        yield table
        if len(self.rows) > MOST_SHOWN:
            yield _more(len(self.rows) - MOST_SHOWN).in_(language)
        if self.says is not None:
            yield self.says.in_(language)

    def _cell(self, row: Mapping[str, Any], name: str) -> str:
        value = row[name]
        if value is None:
            return "–"
        return value if isinstance(value, str) else format(value, self._format(name))

    def _format(self, name: str) -> str:
        return self.formats.get(name, ",.2f")


def _more(count: int) -> Text:
    return Text(
        ja=f"ほか{count}行は --format json で見られます。",
        en=f"{count} more rows: see --format json.",
    )
