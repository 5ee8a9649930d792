"""Areas that a command computes, and how their results are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rich.table import Table

from machimori.cli.printing import as_json, console
from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.geometry import AreaGrid
from machimori.language import Language, Text
from machimori.scene import Feature, Scene

Row = dict[str, Any]


def chosen_areas(scene: Scene, ids: Sequence[str]) -> tuple[Feature, ...]:
    """Return the areas that were named; all areas, or else all places, where none was.

    Raises
    ------
    UnknownName
    InvalidInput
        Where something named covers no ground.
    """
    if not ids:
        every = [f for f in scene.of_kind("area") if f.is_surface]
        return tuple(every or [p for p in scene.places if p.is_surface])
    known = {f.id for f in scene.features if f.is_surface}
    for id_ in ids:
        if id_ not in scene.by_id:
            raise UnknownName(Text(ja="範囲", en="area"), id_, known)
    problems = [_no_ground(scene, id_) for id_ in ids if id_ not in known]
    if problems:
        raise InvalidInput(problems)
    return tuple(scene.by_id[id_] for id_ in ids)


def _no_ground(scene: Scene, id_: str) -> Problem:
    return Problem(
        file=scene.source,
        where=Text(ja=f"地物 {id_}", en=f"feature {id_}"),
        found=scene.by_id[id_].geometry.geom_type,
        expected=Text(
            ja="面、または幅のある線", en="a polygon, or a line with a width"
        ),
        remedy=Text(
            ja="width_m を書くか、面の地物を指定してください。",
            en="Give it a width_m, or name a polygon.",
        ),
    )


def json_of(rows: Sequence[Row], parameters: Sequence[Row]) -> str:
    """Write results and the numbers that they were computed with."""
    return as_json({"areas": list(rows), "parameters": list(parameters)})


def geojson_of(
    scene: Scene, layers: Iterable[tuple[str, AreaGrid, str, NDArray[Any]]]
) -> str:
    """Write every cell of every area with its value, in the scene's own coordinates."""
    features = [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(_back(scene, cell)),
            "properties": {"area": id_, name: _plain(value)},
        }
        for id_, grid, name, values in layers
        for cell, value in zip(grid.cells, values, strict=True)
    ]
    document: Row = {"type": "FeatureCollection", "features": features}
    if scene.frame.epsg is None:
        document["machimori"] = {"coordinates": "plane_m"}
    return as_json(document)


def print_table(
    rows: Sequence[Row], headings: dict[str, Text], language: Language
) -> None:
    """Print results as a table that fits the terminal."""
    table = Table(show_lines=False)
    for name, heading in headings.items():
        is_name = name == "id"
        table.add_column(heading.in_(language), justify="left" if is_name else "right")
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in headings))
    console().print(table)


def print_parameters(parameters: Sequence[Row], language: Language) -> None:
    """Print the numbers that nobody but we chose."""
    title = Text(ja="使った数値：", en="Numbers used:").in_(language)
    used = "、".join if language == "ja" else ", ".join
    listed = used(f"{p['label']} {_with_unit(p)}" for p in parameters)
    console().print(f"{title}{listed}")


def _with_unit(parameter: Row) -> str:
    unit = parameter["unit"]
    return f"{parameter['value']:g}" + ("" if unit == "1" else f" {unit}")


def _back(scene: Scene, cell: Any) -> Any:
    return shapely.transform(cell, scene.frame.to_lon_lat)


def _plain(value: Any) -> Any:
    return bool(value) if isinstance(value, np.bool_) else round(float(value), 4)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return str(value)
