"""The layers of a town: streets, parks, routes, blind spots, dark pockets, isolux."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.formats.qml import LayerStyle, Symbol
from machimori.formats.styled_layers import Attribute, ResultLayer, layers_writer
from machimori.formats.town.mosaic import Field, Mosaic, lux, watchers
from machimori.geometry import PlaneFrame, contour_lines
from machimori.language import Language, Text
from machimori.lighting import ISOLUX_LEVELS_LX
from machimori.reports.map_layers import illuminance_ranges, isolux_style, mark_symbol
from machimori.reports.plan import captions
from machimori.reports.plan.style import style
from machimori.scene import Feature
from machimori.town import Tile, TownPlan, Zone, ZoneResult, cells_inside
from machimori.town.outlines import Outlines
from machimori.town.patches import patches, window_over

Values = NDArray[Any] | Sequence[Any]

LAYERS = "town.gpkg"
PATCH_AT_LEAST_M2 = 4.0
"""Smaller blind spots and dark pockets are not drawn. [m²]"""

_KINDS = {
    "street": ("streets", Text(ja="道路", en="streets")),
    "park": ("parks", Text(ja="公園", en="parks")),
    "route": ("routes", Text(ja="通学路", en="school routes")),
}


def write_town_layers(
    path: Path,
    plan: TownPlan,
    results: Sequence[ZoneResult],
    mosaic: Mosaic,
    *,
    frame: PlaneFrame,
    language: Language,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Write the GeoPackage of a finished town; QGIS styles its layers on opening.

    Parameters
    ----------
    path : Path
    plan : TownPlan
    results : sequence of ZoneResult
        Of every zone of the plan.
    mosaic : Mosaic
    frame : PlaneFrame
    language : "ja" or "en"
    tell : function
        Told how many tiles of lines are drawn, of how many.

    Raises
    ------
    CannotWrite
    """
    with layers_writer(path, frame=frame, language=language) as write:
        for kind in _KINDS:
            some = [result for result in results if result.zone.kind == kind]
            if some:
                write(_zones(kind, some))
        for layer in _all_patches(plan, mosaic):
            write(layer)
        if plan.unknown_lamps:
            write(_unknown(plan.unknown_lamps))
        tiles = mosaic.tiles
        for done, tile in enumerate(tiles):
            tell(done, len(tiles))
            lines = _isolux(tile, mosaic)
            if len(lines.geometries):
                write(lines)


def _zones(kind: str, results: Sequence[ZoneResult]) -> ResultLayer:
    name, title = _KINDS[kind]
    return ResultLayer(
        name=name,
        title=title,
        shapes="polygon",
        geometries=[result.zone.ground for result in results],
        attributes=_attributes(results),
        style=LayerStyle(by="mean_lx", ranges=illuminance_ranges(_ground)),
    )


def _ground(colour: str) -> Symbol:
    return Symbol(fill=colour, stroke=style().quiet, width_mm=0.1)


def _attributes(results: Sequence[ZoneResult]) -> dict[str, Attribute]:
    zones = [result.zone for result in results]

    def of(ja: str, en: str, values: Values) -> Attribute:
        return Attribute(Text(ja=ja, en=en), values)

    def numbers(ja: str, en: str, values: Sequence[float | None]) -> Attribute:
        known = [np.nan if value is None else value for value in values]
        return of(ja, en, np.array(known, dtype=np.float64))

    return {
        "id": of("id", "id", [z.id for z in zones]),
        "name": of("名称", "name", [z.name for z in zones]),
        "length_m": numbers("延長 m", "length m", [z.length_m for z in zones]),
        "area_m2": numbers("面積 m²", "area m²", [z.area_m2 for z in zones]),
        "mean_lx": numbers("平均 lx", "mean lx", [r.mean_lx for r in results]),
        "min_lx": numbers("最小 lx", "min lx", [r.min_lx for r in results]),
        "dark_share": numbers(
            "暗い割合", "dark share", [r.dark_share for r in results]
        ),
        "seen_share": numbers(
            "見える割合", "seen share", [r.seen_share for r in results]
        ),
        "mean_watchers": numbers(
            "平均の視点数", "mean watchers", [r.mean_watchers for r in results]
        ),
        "is_light_certain": of(
            "照度は確か",
            "light is certain",
            np.array([r.is_light_certain for r in results]),
        ),
        "is_width_assumed": of(
            "幅員は仮定",
            "width is assumed",
            np.array([z.is_width_assumed for z in zones]),
        ),
    }


def _all_patches(plan: TownPlan, mosaic: Mosaic) -> Iterator[ResultLayer]:
    """Blind spots and dark pockets of streets, parks and routes."""
    dark_lx = plan.settings.dark_below_lx
    yield from _patches(
        plan,
        mosaic,
        "blind_spots",
        Text(ja="死角（道・公園・通学路）", en="blind spots"),
        watchers,
        lambda counts: counts == 0,
        mark_symbol("blind_spot"),
    )
    yield from _patches(
        plan,
        mosaic,
        "dark_pockets",
        Text(ja=f"暗がり（{dark_lx:g} lx 未満）", en=f"darker than {dark_lx:g} lx"),
        lux,
        lambda values: values < dark_lx,
        mark_symbol("dark_pocket"),
    )


def _patches(
    plan: TownPlan,
    mosaic: Mosaic,
    name: str,
    title: Text,
    field: Field,
    is_marked: Callable[[NDArray[np.float64]], NDArray[np.bool_]],
    symbol: Symbol,
) -> Iterator[ResultLayer]:
    found: list[tuple[Zone, BaseGeometry]] = []
    for zone in plan.zones:
        window = window_over(zone.ground, plan.lattice.cell_m)
        marked = np.zeros(window.rows * window.columns, dtype=np.bool_)
        marked[cells_inside(Outlines.of([zone.ground]), window)[1]] = True
        values = mosaic.window(window, field)
        marked = marked.reshape(values.shape) & is_marked(values)
        parts = patches(marked, window, at_least_m2=PATCH_AT_LEAST_M2)
        found += [(zone, part) for part in parts]
    if not found:
        return
    shapes = [part for _, part in found]
    yield ResultLayer(
        name=name,
        title=title,
        shapes="polygon",
        geometries=shapes,
        attributes={
            "zone_id": Attribute(
                Text(ja="場所のid", en="id of where"), [zone.id for zone, _ in found]
            ),
            "area_m2": Attribute(
                Text(ja="面積 m²", en="area m²"), shapely.area(shapes)
            ),
        },
        style=LayerStyle(symbol=symbol),
    )


def _unknown(lamps: Sequence[Feature]) -> ResultLayer:
    return ResultLayer(
        name="unknown_lamps",
        title=Text(ja="光の分からない照明", en="lamps of unknown light"),
        shapes="point",
        geometries=[lamp.geometry for lamp in lamps],
        attributes={"id": Attribute(Text.same("id"), [lamp.id for lamp in lamps])},
        style=LayerStyle(symbol=Symbol(fill=style().unknown, marker="triangle")),
    )


def _isolux(tile: Tile, mosaic: Mosaic) -> ResultLayer:
    """Lines of a tile, and half a step into its neighbours, so that they meet."""
    wider = tile._replace(rows=tile.rows + 1, columns=tile.columns + 1)
    lines = contour_lines(mosaic.window(wider, lux), wider.lattice, ISOLUX_LEVELS_LX)
    return ResultLayer(
        name="isolux",
        title=captions.LEGEND_ISOLUX,
        shapes="line",
        geometries=[line.geometry for line in lines],
        attributes={
            "lx": Attribute(Text.same("lx"), np.array([line.level for line in lines]))
        },
        style=isolux_style("lx"),
    )
