"""Styles of layers as QGIS keeps them (QML): symbols, classes, labels, colour bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from machimori.language import Language, Text

VERSION = "3.22.0"
"""QGIS whose form of QML this is; newer ones read it too."""

Shapes = Literal["polygon", "line", "point"]

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_SYMBOL_TYPES = {"polygon": "fill", "line": "line", "point": "marker"}
_LABEL_PLACEMENT = {"polygon": "1", "line": "2", "point": "6"}
_ON_THE_LINE = "9"
_HATCH_GAP_MM, _HATCH_WIDTH_MM = 1.4, 0.2


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """How one class of features is drawn.

    Parameters
    ----------
    fill : str or None
        ``#rrggbb`` of the surface or the marker; None leaves it open.
    stroke : str or None
        Of the line, or the outline.
    width_mm : float
        Of the line or outline.
    dash : bool
    hatch_deg : float or None
        Direction of hatching, drawn in the colour of the stroke.
    marker : str
        ``circle``, ``square``, ``diamond``, ``triangle``, ``star`` or ``cross``.
    size_mm : float
        Of the marker.
    opacity : float
    """

    fill: str | None = None
    stroke: str | None = "#1a1a1c"
    width_mm: float = 0.3
    dash: bool = False
    hatch_deg: float | None = None
    marker: str = "circle"
    size_mm: float = 2.6
    opacity: float = 1.0


@dataclass(frozen=True)
class Category:
    """Features whose attribute has one value."""

    value: str | float
    label: Text
    symbol: Symbol


@dataclass(frozen=True)
class Range:
    """Features whose attribute lies between two values, the upper one included."""

    low: float
    high: float
    label: Text
    symbol: Symbol


@dataclass(frozen=True, kw_only=True)
class LayerStyle:
    """How a layer is drawn: all alike, by categories, or by ranges of an attribute.

    Parameters
    ----------
    by : str or None
        The attribute; None draws all with `symbol`.
    categories : tuple of Category
    ranges : tuple of Range
        Either these or the categories.
    symbol : Symbol
    label : str or None
        The attribute that is written beside each feature.
    """

    by: str | None = None
    categories: tuple[Category, ...] = ()
    ranges: tuple[Range, ...] = ()
    symbol: Symbol = Symbol()
    label: str | None = None

    @property
    def classes(self) -> tuple[Category | Range, ...]:
        """What the features are told apart by."""
        return self.categories or self.ranges


@dataclass(frozen=True)
class ColourBand:
    """Values of a raster from one bound to the next band's."""

    low: float
    label: Text
    colour: str


def layer_qml(
    style: LayerStyle,
    *,
    shapes: Shapes,
    aliases: Mapping[str, Text],
    language: Language,
) -> str:
    """Write the style of a layer of features.

    Parameters
    ----------
    style : LayerStyle
    shapes : "polygon", "line" or "point"
    aliases : mapping of str to Text
        What attributes are called in tables.
    language : "ja" or "en"

    Returns
    -------
    str
    """
    root = _root("Symbology|Labeling|Fields")
    renderer = _renderer(style, language)
    symbols = SubElement(renderer, "symbols")
    for number, symbol in enumerate(_symbols_of(style)):
        symbols.append(_symbol(symbol, str(number), shapes))
    root.append(renderer)
    if style.label is not None:
        root.set("labelsEnabled", "1")
        root.append(_labeling(style.label, shapes))
    listed = SubElement(root, "aliases")
    for index, (field, alias) in enumerate(aliases.items()):
        named = {"field": field, "name": alias.in_(language), "index": str(index)}
        SubElement(listed, "alias", named)
    return _text(root)


def raster_qml(bands: Sequence[ColourBand], *, language: Language) -> str:
    """Write the style of a raster: a colour for each band of values.

    Parameters
    ----------
    bands : sequence of ColourBand
        Rising; what is less than the first bound takes the first colour too, and the
        last band has no end.
    language : "ja" or "en"

    Returns
    -------
    str
    """
    root = _root("Symbology")
    ends = {"classificationMin": f"{bands[0].low:g}", "band": "1", "opacity": "0.9"}
    last = {"classificationMax": f"{bands[-1].low:g}", "alphaBand": "-1"}
    renderer = SubElement(
        SubElement(root, "pipe"),
        "rasterrenderer",
        {"type": "singlebandpseudocolor", **ends, **last},
    )
    shader = SubElement(
        SubElement(renderer, "rastershader"),
        "colorrampshader",
        {"colorRampType": "DISCRETE", "classificationMode": "1", "clip": "0"},
    )
    highs = [f"{band.low:g}" for band in bands[1:]] + ["inf"]
    for band, high in zip(bands, highs, strict=True):
        said = {"value": high, "color": band.colour, "alpha": "255"}
        SubElement(shader, "item", {**said, "label": band.label.in_(language)})
    return _text(root)


def _root(categories: str) -> Element:
    return Element("qgis", {"version": VERSION, "styleCategories": categories})


def _text(root: Element) -> str:
    indent(root)
    return _DOCTYPE + tostring(root, encoding="unicode")


def _symbols_of(style: LayerStyle) -> list[Symbol]:
    return [one.symbol for one in style.classes] if style.by else [style.symbol]


def _renderer(style: LayerStyle, language: Language) -> Element:
    common = {"symbollevels": "0", "enableorderby": "0", "forceraster": "0"}
    if style.by is None:
        return Element("renderer-v2", {"type": "singleSymbol", **common})
    is_graduated = bool(style.ranges)
    type_ = "graduatedSymbol" if is_graduated else "categorizedSymbol"
    renderer = Element("renderer-v2", {"type": type_, "attr": style.by, **common})
    if is_graduated:
        renderer.set("graduatedMethod", "GraduatedColor")
    listed = SubElement(renderer, "ranges" if is_graduated else "categories")
    for number, one in enumerate(style.classes):
        shown = {"symbol": str(number), "render": "true"}
        named = {"label": one.label.in_(language)}
        tag = "range" if isinstance(one, Range) else "category"
        SubElement(listed, tag, {**_what(one), **shown, **named})
    return renderer


def _what(one: Category | Range) -> dict[str, str]:
    if isinstance(one, Range):
        return {"lower": f"{one.low:.15g}", "upper": f"{one.high:.15g}"}
    if isinstance(one.value, str):
        return {"value": one.value, "type": "string"}
    return {"value": f"{one.value:.15g}", "type": "double"}


def _symbol(symbol: Symbol, name: str, shapes: Shapes) -> Element:
    kind = {"type": _SYMBOL_TYPES[shapes], "name": name}
    made = Element("symbol", {**kind, "alpha": f"{symbol.opacity:g}"})
    if shapes == "line":
        _layer(made, "SimpleLine", _line(symbol.stroke, symbol.width_mm, symbol.dash))
    elif shapes == "point":
        _layer(made, "SimpleMarker", _marker(symbol))
    else:
        if symbol.hatch_deg is not None:
            hatching = _layer(made, "LinePatternFill", _hatching(symbol.hatch_deg))
            hatching.append(_hatch_line(symbol, name))
        _layer(made, "SimpleFill", _fill(symbol))
    return made


def _layer(symbol: Element, class_: str, options: Mapping[str, str]) -> Element:
    always = {"enabled": "1", "locked": "0", "pass": "0"}
    layer = SubElement(symbol, "layer", {"class": class_, **always})
    listed = SubElement(layer, "Option", {"type": "Map"})
    for name, value in options.items():
        SubElement(listed, "Option", {"name": name, "type": "QString", "value": value})
    return layer


def _line(colour: str | None, width_mm: float, dash: bool) -> dict[str, str]:
    return {
        "line_color": _rgba(colour),
        "line_style": "dash" if dash else "solid",
        "line_width": f"{width_mm:g}",
        "line_width_unit": "MM",
        "joinstyle": "round",
        "capstyle": "round",
    }


def _marker(symbol: Symbol) -> dict[str, str]:
    return {
        "name": symbol.marker,
        "color": _rgba(symbol.fill),
        "size": f"{symbol.size_mm:g}",
        "size_unit": "MM",
        **_outline(symbol),
    }


def _fill(symbol: Symbol) -> dict[str, str]:
    style = "no" if symbol.fill is None else "solid"
    return {"color": _rgba(symbol.fill), "style": style, **_outline(symbol)}


def _outline(symbol: Symbol) -> dict[str, str]:
    line = "dash" if symbol.dash else "solid"
    return {
        "outline_color": _rgba(symbol.stroke),
        "outline_style": "no" if symbol.stroke is None else line,
        "outline_width": f"{symbol.width_mm:g}",
        "outline_width_unit": "MM",
    }


def _hatching(angle_deg: float) -> dict[str, str]:
    gap = {"distance": f"{_HATCH_GAP_MM:g}", "distance_unit": "MM"}
    return {"angle": f"{angle_deg:g}", **gap}


def _hatch_line(symbol: Symbol, name: str) -> Element:
    line = Element("symbol", {"type": "line", "name": f"@{name}@0", "alpha": "1"})
    _layer(line, "SimpleLine", _line(symbol.stroke, _HATCH_WIDTH_MM, False))
    return line


def _rgba(colour: str | None) -> str:
    if colour is None:
        return "0,0,0,0"
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},255"


def _labeling(attribute: str, shapes: Shapes) -> Element:
    labeling = Element("labeling", {"type": "simple"})
    settings = SubElement(labeling, "settings", {"calloutType": "simple"})
    text = {"fieldName": f'"{attribute}"', "isExpression": "1"}
    look = {"fontSize": "8", "fontSizeUnit": "Point", "textColor": "26,26,28,255"}
    style = SubElement(settings, "text-style", {**text, **look})
    halo = {"bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM"}
    SubElement(style, "text-buffer", {**halo, "bufferColor": "255,255,255,255"})
    where = {"placement": _LABEL_PLACEMENT[shapes]}
    if shapes == "line":
        where["placementFlags"] = _ON_THE_LINE
    SubElement(settings, "placement", where)
    return labeling
