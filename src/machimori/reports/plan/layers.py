"""Draws the layers of a plan: ground, what stands on it, bands, patches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.reports.plan.canvas import Canvas, element
from machimori.reports.plan.light import LightBands
from machimori.reports.plan.sight import SightMap
from machimori.reports.plan.style import Hatch, Layer, MarkStyle, Stroke, Style, style
from machimori.reports.plan.symbols import symbol_of
from machimori.scene import Feature, Scene

FEW = 12
"""Places up to which each outline is drawn strongly."""

SMOOTHED_M = 0.8
"""Takes the teeth of the grid off the outlines of computed patches. [m]"""


@dataclass(frozen=True)
class Drawn:
    """A layer and its features in the window."""

    layer: Layer
    features: tuple[Feature, ...]


def sort_into_layers(
    scene: Scene, canvas: Canvas, *, under_field: bool = False
) -> tuple[Drawn, ...]:
    """Give each feature in the window to the first layer that takes it.

    Parameters
    ----------
    scene : Scene
    canvas : Canvas
        Layers that would clutter a plan of its scale are left out.
    under_field : bool
        Whether a quantity is drawn over them.

    Returns
    -------
    tuple of Drawn
    """
    window = canvas.window
    shapely.prepare(window)
    kinds = dict.fromkeys(kind for layer in style().layers for kind in layer.kinds)
    near = [f for f in scene.of_kind(*kinds) if window.intersects(f.geometry)]
    taken: dict[str, list[Feature]] = {}
    for feature in near:
        layer = next((x for x in style().layers if x.takes(feature)), None)
        if layer is not None:
            taken.setdefault(layer.name, []).append(feature)
    return tuple(
        Drawn(layer, tuple(taken[layer.name]))
        for layer in style().layers
        if layer.name in taken
        and canvas.scale >= layer.from_scale
        and (layer.on_fields or not under_field)
    )


def draw(drawn: Drawn, canvas: Canvas) -> str:
    """Draw one layer."""
    content = _DRAWERS[drawn.layer.draw](drawn, canvas)
    return element("g", content, class_=f"layer-{drawn.layer.name}") if content else ""


def _surfaces(drawn: Drawn, canvas: Canvas) -> str:
    layer = drawn.layer
    flat = [f.surface for f in drawn.features if f.surface is not None]
    thin = [f.geometry for f in drawn.features if f.surface is None]
    fill = f"url(#{layer.hatch})" if layer.hatch else layer.fill
    content = _path(flat, canvas, fill=fill, **pen(layer, canvas.fineness))
    if layer.line is not None:
        lines = [g for g in thin if g.length > 0]
        look = pen(layer.line, canvas.fineness)
        content += _path(lines, canvas, fill="none", **look)
    return content


def _lines(drawn: Drawn, canvas: Canvas) -> str:
    geometries = [f.geometry for f in drawn.features]
    look = pen(drawn.layer, canvas.fineness)
    return _path(geometries, canvas, fill="none", **look)


def _symbols(drawn: Drawn, canvas: Canvas) -> str:
    return "".join(symbol_of(drawn.layer, f, canvas) for f in drawn.features)


_DRAWERS = {"surface": _surfaces, "line": _lines, "symbol": _symbols}


def draw_outlines(places: Iterable[BaseGeometry], canvas: Canvas) -> str:
    """Draw where the places end."""
    outlines = list(places)
    look = pen(style().outline if len(outlines) <= FEW else style().outline_of_many)
    return _path(outlines, canvas, fill="none", **look)


def draw_ground(
    places: Iterable[Feature], grounds: Iterable[BaseGeometry], canvas: Canvas
) -> str:
    """Set the places off from what lies around, each in the colour of its kind."""
    look = style()
    return "".join(
        _path([ground], canvas, fill=_ground_fill(place, look), stroke="none")
        for place, ground in zip(places, grounds, strict=True)
    )


def _ground_fill(place: Feature, look: Style) -> str:
    return look.grounds.get(str(place.get("place_kind")), look.paper)


def draw_bands(bands: LightBands, canvas: Canvas) -> str:
    """Draw bands of illuminance, a colour each, harsh contrast and isolux lines."""
    look = style().illuminance
    colours = dict(zip(look.bounds_lx, look.colours, strict=True))
    content = "".join(
        _path([band.geometry], canvas, fill=colours[band.low], stroke="none")
        for band in bands.bands
    )
    drawn = element("g", content, class_="bands", fill_opacity=0.9)
    if bands.has_gloom:
        drawn += draw_patches([bands.gloom], style().marks["gloom"], canvas)
    lines = "".join(
        _path([line.geometry], canvas, fill="none", **pen(style().isolux[line.level]))
        for line in bands.lines
    )
    return drawn + element("g", lines, class_="isolux")


def draw_sight(seen: SightMap, canvas: Canvas) -> str:
    """Draw by how many each part is seen, and what nobody sees."""
    look = style().watchers
    colours = dict(zip(look.bounds, look.colours, strict=True))
    content = "".join(
        _path([band.geometry], canvas, fill=colours[band.least], stroke="none")
        for band in seen.bands
    )
    watched = element("g", content, class_="watchers", fill_opacity=0.9)
    patches = [spot.polygon for spot in seen.spots]
    return watched + draw_patches(patches, style().marks["blind_spot"], canvas)


def draw_patches(
    patches: Sequence[BaseGeometry], look: MarkStyle, canvas: Canvas
) -> str:
    """Draw patches with a hatch, lines without."""
    fill = f"url(#{look.hatch})" if look.hatch else "none"
    smooth = [shapely.simplify(patch, SMOOTHED_M) for patch in patches]
    return _path(smooth, canvas, fill=fill, **pen(look))


def hatches(names: Iterable[str]) -> str:
    """Define patterns; those of the same name are the same in every picture."""
    made = (_pattern(name, style().hatches[name]) for name in names)
    return element("defs", "".join(made))


def _pattern(name: str, hatch: Hatch) -> str:
    """Lines of several directions: the tile is turned, the second line crosses it."""
    gap, first = hatch.gap, hatch.lines[0]
    ground = element(
        "rect",
        width=gap,
        height=gap,
        fill=hatch.ground,
        fill_opacity=str(hatch.ground_opacity),
    )
    crossing = f"M0 {gap / 2:g}H{gap:g}" if len(hatch.lines) > 1 else ""
    d = f"M{gap / 2:g} 0V{gap:g}{crossing}"
    lines = element("path", d=d, stroke=hatch.stroke, stroke_width=hatch.width)
    return element(
        "pattern",
        ground + lines,
        id=name,
        width=gap,
        height=gap,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({first:g})",
    )


def pen(stroke: Stroke, fineness: float = 1.0) -> dict[str, object]:
    """Write a stroke as attributes."""
    return {
        "stroke": stroke.stroke,
        "stroke_width": stroke.width * fineness,
        "stroke_dasharray": stroke.dash,
        "stroke_linecap": stroke.cap if stroke.cap != "butt" else "",
    }


def _path(
    geometries: Iterable[BaseGeometry], canvas: Canvas, **attributes: object
) -> str:
    d = "".join(canvas.d(canvas.shown(geometry)) for geometry in geometries)
    return element("path", d=d, **attributes) if d else ""
