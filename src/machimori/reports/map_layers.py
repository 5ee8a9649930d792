"""Light and sight as layers and rasters, in the colours of the reports' maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.formats.geotiff import RasterQuantity
from machimori.formats.qml import Category, ColourBand, LayerStyle, Range, Symbol
from machimori.formats.styled_layers import Attribute, ResultLayer
from machimori.geometry import ContourBand, ContourLine
from machimori.language import Language, Text
from machimori.reports.content.field_figures import causes_of
from machimori.reports.plan import captions
from machimori.reports.plan.sight import trimmed_to_m
from machimori.reports.plan.style import style
from machimori.scene import Scene
from machimori.sightlines import Blame

ILLUMINANCE = RasterQuantity(
    name="horizontal_illuminance",
    title=Text(ja="水平面照度", en="horizontal illuminance"),
    unit="lx",
)
WATCHERS = RasterQuantity(
    name="watchers",
    title=captions.LEGEND_WATCHERS,
    unit="1",
    dtype="int16",
    no_data=-1.0,
    overviews="nearest",
)

_LX = Text(ja="照度 lx", en="illuminance lx")
_AREA_ID = Text(ja="範囲", en="area")
_MOST_LX = 1e9
_MM_A_PX = 0.26


def illuminance_colours() -> tuple[ColourBand, ...]:
    """Colours of a raster of illuminance."""
    look = style().illuminance
    labels = _levels(look.bounds_lx)
    return tuple(
        ColourBand(low, label, colour)
        for low, label, colour in zip(look.bounds_lx, labels, look.colours, strict=True)
    )


def watchers_colours() -> tuple[ColourBand, ...]:
    """Colours of a raster of the number of viewpoints that see a cell."""
    look = style().watchers
    none = ColourBand(0.0, captions.MARK_KINDS["blind_spot"], style().ink)
    # A class of a raster ends at the value that still belongs to it.
    lows = [float(bound) - 0.5 for bound in look.bounds]
    labels = _counts(look.bounds)
    bands = zip(lows, labels, look.colours, strict=True)
    return (none, *(ColourBand(*band) for band in bands))


def illuminance_ranges(symbol: Callable[[str], Symbol]) -> tuple[Range, ...]:
    """Classes of a column in lx, each with the symbol that its colour gives."""
    look = style().illuminance
    edges = pairwise((*look.bounds_lx, _MOST_LX))
    classes = zip(edges, _levels(look.bounds_lx), look.colours, strict=True)
    return tuple(
        # What begins at a bound belongs to the band above it.
        Range(low - 1e-6, high - 2e-6, label, symbol(colour))
        for (low, high), label, colour in classes
    )


def isolux_style(column: str) -> LayerStyle:
    """How isolux lines are drawn whose level stands in a column."""
    lines = tuple(
        Category(level, Text.same(f"{level:g} lx"), _line(look))
        for level, look in style().isolux.items()
    )
    return LayerStyle(by=column, categories=lines, label=column)


def mark_symbol(name: str) -> Symbol:
    """How patches are drawn that findings point at: blind spots, dark pockets."""
    look = style().marks[name]
    angle_deg = style().hatches[look.hatch].lines[-1]
    return Symbol(fill=style().paper, stroke=look.stroke, hatch_deg=angle_deg)


def light_bands_layer(by_area: Mapping[str, Sequence[ContourBand]]) -> ResultLayer:
    """Ground between levels of illuminance, by the area that it belongs to."""
    bands = [(area, band) for area, found in by_area.items() for band in found]
    return ResultLayer(
        name="light_bands",
        title=Text(ja="照度の段階", en="bands of illuminance"),
        shapes="polygon",
        geometries=[band.geometry for _, band in bands],
        attributes={
            "from_lx": Attribute(
                Text(ja="下限 lx", en="from lx"), np.array([b.low for _, b in bands])
            ),
            "to_lx": Attribute(
                Text(ja="上限 lx", en="below lx"),
                [None if np.isinf(b.high) else float(b.high) for _, b in bands],
            ),
            "area": Attribute(_AREA_ID, [area for area, _ in bands]),
        },
        style=LayerStyle(by="from_lx", ranges=illuminance_ranges(_surface)),
    )


def isolux_layer(by_area: Mapping[str, Sequence[ContourLine]]) -> ResultLayer:
    """Isolux lines, by the area that they belong to."""
    lines = [(area, line) for area, found in by_area.items() for line in found]
    return ResultLayer(
        name="isolux",
        title=captions.LEGEND_ISOLUX,
        shapes="line",
        geometries=[line.geometry for _, line in lines],
        attributes={
            "level_lx": Attribute(_LX, np.array([line.level for _, line in lines])),
            "area": Attribute(_AREA_ID, [area for area, _ in lines]),
        },
        style=isolux_style("level_lx"),
    )


def watched_layer(
    cells: NDArray[np.object_], counts: NDArray[np.int64], areas: Sequence[str]
) -> ResultLayer:
    """Cells with the number of viewpoints that see each; those of none are dark."""
    look = style().watchers
    edges = pairwise((*look.bounds, 10**9))
    classes = zip(edges, _counts(look.bounds), look.colours, strict=True)
    unseen = _surface(style().ink)
    none = Range(-0.5, 0.5, captions.MARK_KINDS["blind_spot"], unseen)
    watched = (
        Range(low - 0.5, high - 0.5, label, _surface(colour))
        for (low, high), label, colour in classes
    )
    return ResultLayer(
        name="watchers",
        title=captions.LEGEND_WATCHERS,
        shapes="polygon",
        geometries=cells,
        attributes={
            "watchers": Attribute(captions.LEGEND_WATCHERS, counts),
            "area": Attribute(_AREA_ID, list(areas)),
        },
        style=LayerStyle(by="watchers", ranges=(none, *watched)),
    )


def blind_spots_layer(
    by_area: Mapping[str, Sequence[Blame]], scene: Scene, language: Language
) -> ResultLayer:
    """Blind spots with what makes each and what would open it."""
    found = [(area, blamed) for area, each in by_area.items() for blamed in each]
    first = [blamed.openers[0] if blamed.openers else None for _, blamed in found]
    columns: dict[str, tuple[Text, list[Any]]] = {
        "area_m2": (_m2(captions.AREA), [b.spot.area_m2 for _, b in found]),
        "cause": (captions.CAUSE, [causes_of(b, scene, language) for _, b in found]),
        "obstacle": (Text.same("id"), [o.obstacle if o else None for o in first]),
        "opened_m2": (
            _m2(captions.OPENED),
            [float(o.opened_m2) if o else None for o in first],
        ),
        "trim_to_m": (
            captions.TRIM,
            [trimmed_to_m(o, scene) if o else None for o in first],
        ),
        "area": (_AREA_ID, [area for area, _ in found]),
    }
    return ResultLayer(
        name="blind_spots",
        title=captions.MARK_KINDS["blind_spot"],
        shapes="polygon",
        geometries=[blamed.spot.polygon for _, blamed in found],
        attributes={name: Attribute(*column) for name, column in columns.items()},
        style=LayerStyle(symbol=mark_symbol("blind_spot"), label="cause"),
    )


def points_layer(
    name: str,
    title: Text,
    points: NDArray[np.float64],
    attributes: Mapping[str, Attribute],
    *,
    symbol: Symbol,
    by: str | None = None,
    label: str | None = None,
) -> ResultLayer:
    """Points with numbers: all alike, or coloured by the illuminance in a column.

    Parameters
    ----------
    name : str
    title : Text
    points : (n, 2) array
        In plane metres.
    attributes : mapping of str to Attribute
    symbol : Symbol
    by : str, optional
        A column in lx, whose colours fill the symbol.
    label : str, optional
        A column that is written beside the points.

    Returns
    -------
    ResultLayer
    """
    ranges = illuminance_ranges(lambda colour: replace(symbol, fill=colour))
    return ResultLayer(
        name=name,
        title=title,
        shapes="point",
        geometries=shapely.points(points),
        attributes=attributes,
        style=LayerStyle(
            by=by, ranges=ranges if by else (), symbol=symbol, label=label
        ),
    )


def _levels(bounds: Sequence[float]) -> list[Text]:
    between = [f"{low:g}–{high:g} lx" for low, high in pairwise(bounds)]
    last = f"{bounds[-1]:g} lx"
    return [
        *(Text.same(label) for label in between),
        Text(ja=f"{last} 以上", en=f"{last} and more"),
    ]


def _counts(bounds: Sequence[int]) -> list[Text]:
    between = [f"{low}–{high - 1}" for low, high in pairwise(bounds)]
    last = Text(ja=f"{bounds[-1]} 以上", en=f"{bounds[-1]} and more")
    return [*(Text.same(label) for label in between), last]


def _surface(colour: str) -> Symbol:
    # A thin outline of the same colour closes the seams that smoothing leaves.
    return Symbol(fill=colour, stroke=colour, width_mm=0.1, opacity=0.9)


def _line(look: Any) -> Symbol:
    return Symbol(
        stroke=look.stroke, width_mm=look.width * _MM_A_PX, dash=bool(look.dash)
    )


def _m2(head: Text) -> Text:
    return Text(ja=f"{head.ja} m²", en=f"{head.en} m²")
