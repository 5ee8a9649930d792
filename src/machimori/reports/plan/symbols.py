"""Symbols of things that a plan shows as points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, radians, sin

from machimori.reports.plan.canvas import Canvas, element
from machimori.reports.plan.style import Layer
from machimori.scene import Feature

Symbol = Callable[[float, float, Layer, "Feature | None", float], str]
"""Draws at x, y [px]; the feature is None in the legend; the scale is in px a metre."""

UNKNOWN_CROWN_M = 2.0


def symbol_of(layer: Layer, feature: Feature, canvas: Canvas) -> str:
    """Draw a feature's symbol where it stands, turned as the plan is."""
    spot = feature.geometry.representative_point()
    x, y = canvas.at(spot.x, spot.y)
    size = canvas.fineness
    symbol = SYMBOLS[layer.symbol](0, 0, layer, feature, canvas.scale / size)
    turn = " rotate(90)" if canvas.is_turned else ""
    return element(
        "g", symbol, transform=f"translate({x:.1f} {y:.1f}) scale({size:.2g}){turn}"
    )


def _tree(x: float, y: float, layer: Layer, feature: Feature | None, s: float) -> str:
    crown_m = (feature.get("crown_radius_m") if feature else None) or UNKNOWN_CROWN_M
    radius = max(2.5, crown_m * s) if feature else 6.0
    crown = element("circle", cx=x, cy=y, r=radius, fill_opacity=0.7, **_pen(layer))
    return crown + element("circle", cx=x, cy=y, r=1.4, fill=layer.stroke)


def _lamp(x: float, y: float, layer: Layer, feature: Feature | None, s: float) -> str:
    rays = "".join(
        f"M{x + 5.2 * cos(a):.1f} {y + 5.2 * sin(a):.1f}"
        f"L{x + 7.6 * cos(a):.1f} {y + 7.6 * sin(a):.1f}"
        for a in (radians(45 * n) for n in range(8))
    )
    disc = element("circle", cx=x, cy=y, r=3.6, **_pen(layer))
    return disc + element("path", d=rays, **_pen(layer))


def _camera(x: float, y: float, layer: Layer, feature: Feature | None, s: float) -> str:
    bearing = (feature.get("azimuth_deg") if feature else 90.0) or 0.0
    view = f"M{x:.1f} {y:.1f}l-5 -11h10Z"
    body = element("rect", x=x - 3.5, y=y - 3.5, width=7, height=7, **_pen(layer))
    cone = element("path", d=view, fill="none", stroke=layer.stroke, stroke_width=0.9)
    return element("g", cone + body, transform=f"rotate({bearing:g} {x:.1f} {y:.1f})")


def _bench(x: float, y: float, layer: Layer, feature: Feature | None, s: float) -> str:
    """Draw the seat, and a thick line where its back is."""
    facing = feature.get("facing_deg") if feature else 0.0
    seat = element("rect", x=x - 5, y=y - 2.5, width=10, height=5, **_pen(layer))
    back = f"M{x - 5:.1f} {y + 2.5:.1f}h10"
    if facing is not None:
        seat += element("path", d=back, stroke=layer.stroke, stroke_width=2.4)
    turn = f"rotate({facing or 0:g} {x:.1f} {y:.1f})"
    return element("g", seat, transform=turn)


def _diamond(
    x: float, y: float, layer: Layer, feature: Feature | None, s: float
) -> str:
    return element("path", d=f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5Z", **_pen(layer))


def _mirror(x: float, y: float, layer: Layer, feature: Feature | None, s: float) -> str:
    outer = element("circle", cx=x, cy=y, r=4.5, **_pen(layer))
    return outer + element("circle", cx=x, cy=y, r=2, **_pen(layer))


def _cross(x: float, y: float, layer: Layer, feature: Feature | None, s: float) -> str:
    arms = f"M{x - 2.4:.1f} {y:.1f}h4.8M{x:.1f} {y - 2.4:.1f}v4.8"
    box = element("rect", x=x - 4.5, y=y - 4.5, width=9, height=9, **_pen(layer))
    return box + element("path", d=arms, **_pen(layer))


def _pen(layer: Layer) -> dict[str, object]:
    return {"fill": layer.fill, "stroke": layer.stroke, "stroke_width": layer.width}


SYMBOLS: Mapping[str, Symbol] = {
    "tree": _tree,
    "lamp": _lamp,
    "camera": _camera,
    "bench": _bench,
    "diamond": _diamond,
    "mirror": _mirror,
    "cross": _cross,
}
