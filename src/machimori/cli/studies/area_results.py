"""What was computed over areas, as a table, as JSON, or cell by cell as GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table

from machimori.cli.printing import as_json, as_text, deliver, show
from machimori.cli.studies.listings import Listing
from machimori.geometry import AreaGrid
from machimori.language import Language, Text
from machimori.scene import Feature, Scene


@dataclass(frozen=True, kw_only=True)
class AreaResult:
    """What was computed over one area.

    Parameters
    ----------
    area : Feature
    numbers : mapping of str to object
        As they stand in the JSON.
    grid : AreaGrid
    values : (n,) array
        The quantity, cell by cell.
    more_values : mapping of str to (n,) array
        Others, by the names that they have in GeoJSON.
    """

    area: Feature
    numbers: Mapping[str, Any]
    grid: AreaGrid
    values: NDArray[Any]
    more_values: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    @property
    def row(self) -> dict[str, Any]:
        """The numbers, with whose they are."""
        return {"id": self.area.id, **self.numbers, "name": self.area.get("name")}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """How a quantity is written.

    Parameters
    ----------
    quantity : str
        Name of the cells' values in GeoJSON.
    headings : mapping of str to Text
        Those of the numbers that the table shows.
    formats : mapping of str to str
        How they are written there.
    """

    quantity: str
    headings: Mapping[str, Text]
    formats: Mapping[str, str]


@dataclass(frozen=True)
class Basis:
    """What results were computed with.

    Parameters
    ----------
    parameters : sequence of mapping
        As :meth:`machimori.cli.numbers.Numbers.document` lists them.
    conditions : sequence of pairs of Text
        Ground, season, snow …: what, and how it was.
    """

    parameters: Sequence[Mapping[str, Any]]
    conditions: Sequence[tuple[Text, Text]] = ()


def publish(
    scene: Scene,
    results: Sequence[AreaResult],
    basis: Basis,
    columns: Columns,
    *,
    format_: str,
    language: Language,
    listings: Sequence[Listing] = (),
    output: Path | None = None,
) -> None:
    """Print or write results, with the numbers and under which conditions."""
    said = {what.in_(language): how.in_(language) for what, how in basis.conditions}
    if format_ == "json":
        document = _document(results, basis.parameters, listings)
        deliver(as_json({**document, "conditions": said}), output)
    elif format_ == "geojson":
        cells = _cells_document(scene, results, columns.quantity)
        for listing in listings:
            cells["features"] += listing.features(scene)
        deliver(as_json(cells), output)
    else:
        content: list[RenderableType] = [_table(results, columns, language)]
        content += [part for one in listings for part in one.content(language)]
        content.append(_used(basis.parameters, language))
        content.append(" · ".join(f"{what}: {how}" for what, how in said.items()))
        _show_or_write(content, output)


def _show_or_write(content: Sequence[RenderableType], output: Path | None) -> None:
    if output is None:
        show(*content, sep="\n")
    else:
        deliver("".join(as_text(part) for part in content), output)


def _document(
    results: Sequence[AreaResult],
    parameters: Sequence[Mapping[str, Any]],
    listings: Sequence[Listing],
) -> dict[str, Any]:
    document: dict[str, Any] = {"areas": [result.row for result in results]}
    for listing in listings:
        document |= listing.document()
    return {**document, "parameters": list(parameters)}


def _cells_document(
    scene: Scene, results: Sequence[AreaResult], quantity: str
) -> dict[str, Any]:
    features = [f for result in results for f in _cells(scene, result, quantity)]
    document: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if scene.frame.epsg is None:
        document["machimori"] = {"coordinates": "plane_m"}
    return document


def _cells(scene: Scene, result: AreaResult, quantity: str) -> Iterator[dict[str, Any]]:
    named = {quantity: result.values, **result.more_values}
    shown = {name: _shown(values) for name, values in named.items()}
    for number, cell in enumerate(_back(scene, result.grid.cells)):
        cell_values = {name: values[number] for name, values in shown.items()}
        yield {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(cell),
            "properties": {"area": result.area.id, **cell_values},
        }


def _shown(values: NDArray[Any]) -> list[Any]:
    is_real = np.issubdtype(values.dtype, np.floating)
    return list((np.round(values, 4) if is_real else values).tolist())


def _back(scene: Scene, cells: NDArray[np.object_]) -> NDArray[np.object_]:
    """Turn cells into the scene's own coordinates, outlines counter-clockwise."""
    written: NDArray[np.object_] = shapely.orient_polygons(
        shapely.transform(cells, scene.frame.to_lon_lat)
    )
    return written


def _table(
    results: Sequence[AreaResult], columns: Columns, language: Language
) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text(ja="範囲", en="area").in_(language), overflow="fold")
    for heading in columns.headings.values():
        table.add_column(heading.in_(language), justify="right")
    for result in results:
        numbers = (
            format(result.numbers[name], columns.formats.get(name, ",.2f"))
            for name in columns.headings
        )
        table.add_row(_called(result.area), *numbers)
    return table


def _called(area: Feature) -> str:
    name = area.get("name")
    return f"{area.id}  {name}" if name else area.id


def _used(parameters: Sequence[Mapping[str, Any]], language: Language) -> str:
    """Word the numbers that nobody but we, a city or the command line chose."""
    title, comma = (
        ("使った数値: ", "、") if language == "ja" else ("Numbers used: ", ", ")
    )
    return title + comma.join(f"{p['label']} {_with_unit(p)}" for p in parameters)


def _with_unit(parameter: Mapping[str, Any]) -> str:
    unit = "" if parameter["unit"] == "1" else f" {parameter['unit']}"
    return f"{parameter['value']:g}{unit}"
