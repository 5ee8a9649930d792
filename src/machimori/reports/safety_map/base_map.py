"""The map of a sheet: streets, the way to school, refuges, numbered places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.formats.safety_map import Piece, SafetyMap, furigana
from machimori.publication import PublishedPlace
from machimori.reports.plan.canvas import Canvas, element, words
from machimori.reports.plan.labels import ALONG, disc
from machimori.reports.plan.layers import draw, draw_ground, hatches, sort_into_layers
from machimori.reports.plan.legend import draw_north, draw_scale
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style
from machimori.reports.safety_map.lettering import lettered
from machimori.reports.safety_map.pictograms import ENTER, HIDE, NIGHT
from machimori.reports.safety_map.wording import WORDS

SIZE_PX = (1000.0, 860.0)
NUMBER_PX = 19.0
LETTERS_PX = 17.0
AROUND_M = 200.0
"""Of a plan without a scene, so much is shown around the places. [m]"""
A_WALK_M = 1000.0
"""A school so near is on the map with them. [m]"""
ROUTE = "#00695c"

_LAYERS = (
    *("green", "hard_ground", "parking", "road", "path", "planting", "building"),
    "tree",
)


@dataclass(frozen=True)
class Numbered:
    """A place with its number on the map."""

    number: int
    geometry: BaseGeometry


def draw_map(
    of: SafetyMap,
    places: Sequence[Numbered],
    refuges: Sequence[PublishedPlace],
    names: Sequence[tuple[BaseGeometry, Sequence[Piece]]],
    *,
    title: str,
    is_ja: bool,
) -> tuple[str, frozenset[str]]:
    """Draw the map.

    Parameters
    ----------
    of : SafetyMap
    places : sequence of Numbered
    refuges : sequence of PublishedPlace
        As the gate lets them out.
    names : sequence of geometry and words
        Written where there is room.
    title : str
        Read aloud in place of the picture.
    is_ja : bool

    Returns
    -------
    svg : str
    shown : frozenset of str
        Which entries its legend needs.
    """
    canvas = Canvas.around(_window(of, places), SIZE_PX)
    room = Room(canvas.width_px, canvas.height_px)
    frame = draw_north(canvas, room) + draw_scale(canvas, room)
    ground, shown = _ground(of, canvas)
    schools = _schools(of)
    exact = [r for r in refuges if r.at_m is not None]
    homes = [r for r in refuges if r.at_m is None]
    route = _route(of.school_routes, canvas)
    symbols, seen = _symbols(schools, exact, canvas, room)
    blocks = _homes(homes, of, canvas, room, is_ja)
    drawn = (
        ground
        + _highlighted(places, canvas)
        + blocks
        + route
        + symbols
        + _numbers(places, canvas, room)
        + _names(names, canvas, room)
        + frame
    )
    shown |= {"number"} if places else set()
    shown |= {"route"} if route else set()
    shown |= seen
    shown |= {"homes"} if blocks else set()
    svg = element(
        "svg",
        element("title", escape(title))
        + hatches(("leaves", "sparse"))
        + element(
            "rect", width=canvas.width_px, height=canvas.height_px, fill=style().paper
        )
        + drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {canvas.width_px:g} {canvas.height_px:g}",
        font_family=style().font,
        role="img",
    )
    return svg, frozenset(shown)


def _window(of: SafetyMap, places: Sequence[Numbered]) -> BaseGeometry:
    spots = [place.geometry for place in places]
    if of.scene is not None:
        own = [p.geometry for p in of.scene.places] or [
            f.geometry for f in of.scene.features
        ]
        return shapely.box(*shapely.total_bounds([*own, *spots]))
    if spots:
        near = [*spots, *_schools_within_walk(of, spots)]
        west, south, east, north = shapely.total_bounds(near)
        return shapely.box(west, south, east, north).buffer(AROUND_M)
    if of.plan is None:
        return shapely.box(0.0, 0.0, 1.0, 1.0)
    return shapely.box(*shapely.total_bounds(of.plan.neighbourhood.graph.lines))


def _schools_within_walk(
    of: SafetyMap, spots: Sequence[BaseGeometry]
) -> list[BaseGeometry]:
    """Return the schools from which children would know the places."""
    places = shapely.union_all(list(spots))
    return [at for at in _schools(of) if at.distance(places) <= A_WALK_M]


def _ground(of: SafetyMap, canvas: Canvas) -> tuple[str, set[str]]:
    if of.scene is not None:
        parks = [p for p in of.scene.places if p.get("place_kind") in style().grounds]
        layers = [
            drawn
            for drawn in sort_into_layers(of.scene, canvas)
            if drawn.layer.name in _LAYERS
        ]
        names = {drawn.layer.name for drawn in layers}
        shown = {"building"} if "building" in names else set()
        shown |= (
            {"park"} if any(p.get("place_kind") == "park" for p in parks) else set()
        )
        grounds = [of.scene.footprint(park) for park in parks]
        below = draw_ground(parks, grounds, canvas)
        return below + "".join(draw(drawn, canvas) for drawn in layers), shown
    place = of.plan.neighbourhood if of.plan else None
    if place is None:
        return "", set()
    parks = [park for park in place.parks if park.area > 0]
    below = "".join(
        _path(park, canvas, fill=style().grounds["park"], stroke="#7b8f66")
        for park in parks
    )
    lines = shapely.MultiLineString(list(place.graph.lines))
    streets = _path(lines, canvas, stroke="#b6b6bc", stroke_width=9, fill="none")
    streets += _path(lines, canvas, stroke="#f4f4f6", stroke_width=6, fill="none")
    return below + streets, {"park"} if parks else set()


def _highlighted(places: Sequence[Numbered], canvas: Canvas) -> str:
    """Outline the numbered places twice, so that they stand out in grey as well."""
    drawn = []
    for place in places:
        shape = place.geometry
        if shape.area > 0:
            drawn.append(_path(shape, canvas, fill=ENTER, fill_opacity="0.13"))
        if shape.length > 0:
            drawn.append(
                _path(shape, canvas, fill="none", stroke=style().paper, stroke_width=7)
            )
            drawn.append(
                _path(shape, canvas, fill="none", stroke=ENTER, stroke_width=4)
            )
    return "".join(drawn)


def _route(routes: Sequence[BaseGeometry], canvas: Canvas) -> str:
    """Draw the way to school: dots on a light band, unlike any other line."""
    if not routes:
        return ""
    line = shapely.union_all(list(routes))
    below = _path(line, canvas, fill="none", stroke="#ffffff", stroke_width=11)
    band = _path(line, canvas, fill="none", stroke="#9ad1c6", stroke_width=8)
    dots = _path(
        line,
        canvas,
        fill="none",
        stroke=ROUTE,
        stroke_width=6,
        stroke_dasharray="0.1 13",
        stroke_linecap="round",
    )
    return below + band + dots


def _schools(of: SafetyMap) -> list[BaseGeometry]:
    if of.plan is not None and of.plan.neighbourhood.schools:
        return [school.point for school in of.plan.neighbourhood.schools]
    places = [] if of.scene is None else of.scene.places
    return [
        of.scene.footprint(p).representative_point()
        for p in places
        if of.scene is not None and p.get("place_kind") == "school"
    ]


def _symbols(
    schools: Sequence[BaseGeometry],
    refuges: Sequence[PublishedPlace],
    canvas: Canvas,
    room: Room,
) -> tuple[str, set[str]]:
    """Draw signs where they stand, numbers and names keep off them; tell which."""
    drawn, seen = [], set()
    marks = [("school", (p.x, p.y)) for p in schools]
    marks += [
        ("police" if r.kind == "police_box" else "refuge", r.at_m)
        for r in refuges
        if r.at_m is not None
    ]
    window = canvas.window
    for name, spot in marks:
        if window.intersects(shapely.Point(spot)):
            x, y = canvas.at(*spot)
            room.take((x - 17, y - 17, x + 17, y + 17))
            drawn.append(SYMBOLS[name](x, y))
            seen.add(name)
    return "".join(drawn), seen


def _homes(
    homes: Sequence[PublishedPlace],
    of: SafetyMap,
    canvas: Canvas,
    room: Room,
    is_ja: bool,
) -> str:
    """Write into each block how many homes help, and show the whole block."""
    outlines = {block.id: block.outline for block in of.blocks}
    drawn = []
    for home in homes:
        outline = outlines.get(home.block or "")
        if outline is None or not canvas.window.intersects(outline):
            continue
        look = {"stroke": HIDE, "stroke_width": 2.5, "stroke_dasharray": "10 6"}
        drawn.append(_path(outline, canvas, fill="url(#sparse)", **look))
        spot = shapely.point_on_surface(canvas.shown(outline))
        text = WORDS["homes"].format(count=home.shown.words)
        pieces = furigana(text.ja if is_ja else text.en)
        drawn.append(lettered(pieces, *canvas.at(spot.x, spot.y), LETTERS_PX, room))
    return "".join(drawn)


def _numbers(places: Sequence[Numbered], canvas: Canvas, room: Room) -> str:
    drawn = []
    for place in places:
        spot = place.geometry
        if spot.geom_type != "Point":
            spot = shapely.point_on_surface(spot)
        x, y = canvas.at(spot.x, spot.y)
        side = 2 * NUMBER_PX + 4
        cx, cy = room.near(x, y, side, side) or (x, y)
        if abs(cx - x) + abs(cy - y) > NUMBER_PX:
            d = f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}"
            drawn.append(element("path", d=d, stroke=style().accent, stroke_width=2.5))
        drawn.append(disc(place.number, cx, cy, NUMBER_PX))
    return "".join(drawn)


def _names(
    names: Sequence[tuple[BaseGeometry, Sequence[Piece]]], canvas: Canvas, room: Room
) -> str:
    """Write names: of areas in their middle, of streets far from other streets."""
    lines = [geometry for geometry, _ in names if geometry.area == 0]
    drawn = []
    for geometry, pieces in names:
        shown = shapely.intersection(geometry, canvas.window)
        if shown.is_empty:
            continue
        spot = (
            shapely.point_on_surface(shown)
            if shown.area > 0
            else _apart(shown, [line for line in lines if line is not geometry])
        )
        drawn.append(lettered(pieces, *canvas.at(spot.x, spot.y), LETTERS_PX, room))
    return "".join(drawn)


def _apart(line: BaseGeometry, others: Sequence[BaseGeometry]) -> BaseGeometry:
    """Find the spot on a street that is farthest from all other streets."""
    spots = [
        shapely.line_interpolate_point(part, share, normalized=True)
        for part in shapely.get_parts(line)
        for share in ALONG
    ]
    if not others:
        return spots[0]
    away_m = shapely.distance(spots, shapely.union_all(list(others)))
    return spots[int(away_m.argmax())]


def _path(geometry: BaseGeometry, canvas: Canvas, **attributes: object) -> str:
    d = canvas.d(canvas.shown(geometry))
    return element("path", d=d, **attributes) if d else ""


def _badge(x: float, y: float, fill: str) -> str:
    return element(
        "rect", x=x - 15, y=y - 15, width=30, height=30, rx=6, fill=fill,
        stroke="#ffffff", stroke_width=2.5,
    )  # fmt: skip


def _school(x: float, y: float) -> str:
    mark = words(
        "文", x, y + 8, 22, text_anchor="middle", font_weight="bold", fill="#ffffff"
    )
    return _badge(x, y, "#1a1a1c") + mark


def _refuge(x: float, y: float) -> str:
    roof = f"M{x - 11:.1f} {y:.1f}L{x:.1f} {y - 10:.1f}L{x + 11:.1f} {y:.1f}Z"
    wall = f"M{x - 8:.1f} {y:.1f}h16v9h-16Z"
    number = words(
        "110", x, y + 8, 8, text_anchor="middle", font_weight="bold", fill="#00695c"
    )
    house = element("path", d=roof + wall, fill="#ffffff")
    return _badge(x, y, "#00695c") + house + number


def _police(x: float, y: float) -> str:
    star = f"M{x - 9:.1f} {y - 9:.1f}l18 18M{x + 9:.1f} {y - 9:.1f}l-18 18"
    cross = element("path", d=star, stroke="#ffffff", stroke_width=4, fill="none")
    return _badge(x, y, "#0017c1") + cross


SYMBOLS: Mapping[str, Callable[[float, float], str]] = {
    "school": _school,
    "refuge": _refuge,
    "police": _police,
}


def swatch(name: str) -> str:
    """Draw one sign of the legend, 44 by 34 px."""
    x, y = 22.0, 17.0
    if name in SYMBOLS:
        content = SYMBOLS[name](x, y)
    elif name == "number":
        content = disc(1, x, y, 14)
    else:
        content = _SWATCHES[name]
    return element(
        "svg",
        hatches(("sparse", "diagonal", "crossed")) + content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 44 34",
        font_family=style().font,
    )


def _sample(**look: object) -> str:
    return element("rect", x=4, y=5, width=36, height=24, **look)


def _line(**look: object) -> str:
    return element("path", d="M3 17H41", fill="none", **look)


_SWATCHES: Mapping[str, str] = {
    "route": _line(stroke="#9ad1c6", stroke_width=8)
    + _line(
        stroke=ROUTE, stroke_width=6, stroke_dasharray="0.1 11", stroke_linecap="round"
    ),
    "homes": _sample(
        fill="url(#sparse)", stroke=HIDE, stroke_width=2.5, stroke_dasharray="8 5"
    ),
    "park": _sample(fill="#e9f0df", stroke="#7b8f66", stroke_width=1.5),
    "building": _sample(fill="#c9c9ce", stroke="#6d6d73", stroke_width=1.5),
    "gap": _line(stroke=ENTER, stroke_width=6, stroke_dasharray="9 6"),
    "blind": _sample(fill="url(#diagonal)", stroke=HIDE, stroke_width=1.6),
    "dark": _sample(fill=NIGHT, fill_opacity="0.25")
    + _sample(fill="url(#crossed)", stroke=NIGHT),
}
