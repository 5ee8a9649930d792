"""Maps of streets: lines by class, signs, numbers, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.reports.plan.canvas import Canvas, element, width_of, words
from machimori.reports.plan.labels import disc
from machimori.reports.plan.legend import Entry, draw_legend, draw_north, draw_scale
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style
from machimori.streets import StreetGraph

LABEL_PX = 11.5
NUMBER_PX = 9.0
CREDIT_PX = 8.5
_SIGN_PX = 5.0


@dataclass(frozen=True, eq=False)
class LineClass:
    """Lines that are drawn alike.

    Parameters
    ----------
    label : str
        In the legend; empty leaves them out of it.
    lines : sequence of shapely geometries
        In plane metres.
    stroke : str
    width_px : float
    dash : str
    """

    label: str
    lines: Sequence[BaseGeometry]
    stroke: str
    width_px: float
    dash: str = ""


@dataclass(frozen=True, eq=False)
class AreaClass:
    """Areas that are filled alike.

    Parameters
    ----------
    label : str
        In the legend; empty leaves them out of it.
    areas : sequence of shapely geometries
        In plane metres.
    fill : str
    stroke : str
    stroke_px : float
    """

    label: str
    areas: Sequence[BaseGeometry]
    fill: str
    stroke: str = "#d8d8db"
    stroke_px: float = 0.8


@dataclass(frozen=True, eq=False)
class Signs:
    """Points that are drawn alike.

    Parameters
    ----------
    label : str
    symbol : str
        One of `SYMBOLS`.
    points : sequence of shapely points
    names : sequence of str
        Written beside them; empty names none.
    is_quiet : bool
        Whether the names are those of the ground, and give way to others.
    """

    label: str
    symbol: str
    points: Sequence[BaseGeometry]
    names: Sequence[str] = ()
    is_quiet: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class StreetMap:
    """All that one map shows.

    Parameters
    ----------
    title : str
        Read aloud in place of the picture.
    around : shapely geometry
        What it is cropped to.
    areas : sequence of shapely geometries
        Outlines in the background.
    fills : sequence of AreaClass
        From the lowest up, above the background and below the lines.
    classes : sequence of LineClass
        From the lowest up.
    signs : sequence of Signs
    numbers : mapping
        Numbered places: a point each.
    credit : str
        Whose map lies below: `credit_of` knows.
    """

    title: str
    around: BaseGeometry
    areas: Sequence[BaseGeometry] = ()
    fills: Sequence[AreaClass] = ()
    classes: Sequence[LineClass] = ()
    signs: Sequence[Signs] = ()
    numbers: Mapping[int, BaseGeometry] = ()  # type: ignore[assignment]
    credit: str = ""


def credit_of(graph: StreetGraph) -> str:
    """Return who has to be named below a map of streets; empty where nobody said.

    Source: openstreetmap.org/copyright: a map made of its data says so.
    """
    is_osm = any(street.id.startswith("osm:") for street in graph.streets)
    return "© OpenStreetMap contributors (ODbL)" if is_osm else ""


def draw_street_map(content: StreetMap, size: tuple[float, float]) -> str:
    """Draw a map.

    Parameters
    ----------
    content : StreetMap
    size : tuple of 2 floats
        Width, and the greatest height without the legend. [px]

    Returns
    -------
    str
        An ``svg`` element with a viewBox and no fixed size, its legend below.
    """
    canvas = Canvas.around(content.around, (size[0], size[1]))
    room = Room(canvas.width_px, canvas.height_px)
    frame = draw_north(canvas, room) + draw_scale(canvas, room)
    frame += _credit(content.credit, canvas, room)
    drawn = (
        "".join(_area(area, canvas) for area in content.areas)
        + "".join(_filled(one, canvas) for one in content.fills)
        + "".join(_lines(one, canvas) for one in content.classes)
        + "".join(_signs(one, canvas, room) for one in content.signs)
        + _numbers(dict(content.numbers), canvas, room)
        + "".join(_names(one, canvas, room) for one in content.signs)
        + frame
    )
    legend, legend_px = draw_legend(_entries(content), (0.0, canvas.height_px), size[0])
    return _framed(drawn, legend, canvas, (size[0], legend_px), content.title)


def _credit(credit: str, canvas: Canvas, room: Room) -> str:
    if not credit:
        return ""
    right, low = canvas.width_px - 6, canvas.height_px - 7
    width = width_of(credit, CREDIT_PX)
    room.take((right - width, low - CREDIT_PX, right, low + 7))
    look = {"fill": style().quiet, "stroke": style().outside, "stroke_width": 2}
    return words(
        credit,
        right,
        low,
        CREDIT_PX,
        text_anchor="end",
        paint_order="stroke",
        **look,
    )


def _framed(
    drawn: str, legend: str, canvas: Canvas, sheet: tuple[float, float], title: str
) -> str:
    look = style()
    width, height = canvas.width_px, canvas.height_px
    left = (sheet[0] - width) / 2
    ground = element("rect", width=width, height=height, fill=look.outside)
    inside = element("svg", ground + drawn, x=left, width=width, height=height)
    whole = height + sheet[1]
    return element(
        "svg",
        element("title", escape(title))
        + element("rect", width=sheet[0], height=whole, fill=look.paper)
        + inside
        + legend,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet[0]:g} {whole:.0f}",
        font_family=look.font,
        role="img",
    )


def _area(area: BaseGeometry, canvas: Canvas) -> str:
    d = canvas.d(canvas.shown(area))
    return element("path", d=d, fill=style().paper, stroke="#d8d8db", stroke_width=0.8)


def _filled(one: AreaClass, canvas: Canvas) -> str:
    d = "".join(canvas.d(canvas.shown(area)) for area in one.areas)
    return element("path", d=d, **_ink(one)) if d else ""


def _ink(one: AreaClass) -> dict[str, object]:
    look = {"fill": one.fill, "stroke": one.stroke, "stroke_width": one.stroke_px}
    return {**look, "stroke_linejoin": "round"}


def _lines(one: LineClass, canvas: Canvas) -> str:
    d = "".join(canvas.d(canvas.shown(line)) for line in one.lines)
    return element("path", d=d, fill="none", **_pen(one)) if d else ""


def _pen(one: LineClass) -> dict[str, object]:
    return {
        "stroke": one.stroke,
        "stroke_width": one.width_px,
        "stroke_dasharray": one.dash,
        "stroke_linecap": "butt" if one.dash else "round",
        "stroke_linejoin": "round",
    }


def _signs(one: Signs, canvas: Canvas, room: Room) -> str:
    shown = canvas.window
    drawn = []
    for point in one.points:
        if shown.intersects(point):
            x, y = canvas.at(point.x, point.y)
            drawn.append(SYMBOLS[one.symbol](x, y))
    return "".join(drawn)


def _names(one: Signs, canvas: Canvas, room: Room) -> str:
    drawn = []
    for point, name in zip(one.points, one.names, strict=False):
        if not canvas.window.intersects(point):
            continue
        x, y = canvas.at(point.x, point.y)
        width = width_of(name, LABEL_PX)
        found = room.near(x, y - 14, width + 4, LABEL_PX + 4)
        if found:
            drawn.append(
                words(
                    name,
                    found[0],
                    found[1] + 4,
                    LABEL_PX,
                    text_anchor="middle",
                    font_weight="normal" if one.is_quiet else "bold",
                    fill=style().quiet if one.is_quiet else style().ink,
                    stroke=style().paper,
                    stroke_width=3,
                    paint_order="stroke",
                )
            )
    return "".join(drawn)


def _numbers(numbers: Mapping[int, BaseGeometry], canvas: Canvas, room: Room) -> str:
    drawn = []
    for number, point in numbers.items():
        x, y = canvas.at(point.x, point.y)
        side = 2 * NUMBER_PX + 2
        cx, cy = room.near(x, y - 14, side, side) or (x, y)
        d = f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}"
        drawn.append(element("path", d=d, stroke=style().accent, stroke_width=1.2))
        drawn.append(disc(number, cx, cy, NUMBER_PX))
    return "".join(drawn)


def _entries(content: StreetMap) -> list[Entry]:
    fills = [Entry(f.label, _of_area(f)) for f in content.fills if f.label]
    lines = [Entry(c.label, _of_line(c)) for c in content.classes if c.label]
    signs = [Entry(s.label, _of_sign(s)) for s in content.signs if s.label and s.points]
    return [*fills, *lines, *signs]


def _of_area(one: AreaClass) -> Callable[[float, float], str]:
    return lambda x, y: element("rect", x=x, y=y - 6, width=24, height=12, **_ink(one))


def _of_line(one: LineClass) -> Callable[[float, float], str]:
    return lambda x, y: element(
        "path", d=f"M{x:.1f} {y:.1f}h24", fill="none", **_pen(one)
    )


def _of_sign(one: Signs) -> Callable[[float, float], str]:
    return lambda x, y: SYMBOLS[one.symbol](x + 12, y)


def _shape(d: str, fill: str, stroke: str = "#ffffff") -> str:
    return element("path", d=d, fill=fill, stroke=stroke, stroke_width=1.2)


def _school(x: float, y: float) -> str:
    flag = f"M{x - 6:.1f} {y + 6:.1f}v-9l6 -5l6 5v9Z"
    return _shape(flag, "#1a1a1c")


def _club(x: float, y: float) -> str:
    return _shape(f"M{x - 5:.1f} {y + 5:.1f}v-6l5 -4l5 4v6Z", "#ffffff", "#1a1a1c")


def _refuge(x: float, y: float) -> str:
    return element(
        "circle", cx=x, cy=y, r=2.2, fill="#00695c", stroke="#ffffff", stroke_width=0.5
    )


def _police(x: float, y: float) -> str:
    return _shape(f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6Z", "#0017c1")


def _post(x: float, y: float) -> str:
    return _shape(f"M{x - 5:.1f} {y + 5:.1f}h10l-5 -10Z", "#00695c")


def _accident(x: float, y: float) -> str:
    d = f"M{x - 3:.1f} {y - 3:.1f}l6 6M{x + 3:.1f} {y - 3:.1f}l-6 6"
    return element("path", d=d, stroke="#6b1d00", stroke_width=1.4, fill="none")


def _stop(x: float, y: float) -> str:
    return element(
        "rect",
        x=x - 4,
        y=y - 4,
        width=8,
        height=8,
        fill="#ffffff",
        stroke="#1a1a1c",
        stroke_width=1.4,
    )


def _spot(x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=2.6, fill="#1a1a1c")


SYMBOLS: Mapping[str, Callable[[float, float], str]] = {
    "school": _school,
    "club": _club,
    "refuge": _refuge,
    "police": _police,
    "post": _post,
    "accident": _accident,
    "stop": _stop,
    "spot": _spot,
    "name alone": lambda x, y: "",
}
"""By name: draws at x, y [px]."""


def bounds_of(shapes: Sequence[BaseGeometry], margin_m: float = 40.0) -> BaseGeometry:
    """Return the box about some shapes."""
    west, south, east, north = shapely.total_bounds(shapes)
    return shapely.box(
        west - margin_m, south - margin_m, east + margin_m, north + margin_m
    )
