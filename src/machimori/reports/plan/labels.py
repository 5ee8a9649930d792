"""Writes on a plan: numbers of findings, letters of blind spots, names, contours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, dist, sin

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.language import Language
from machimori.reports.plan.canvas import Canvas, element, width_of, words
from machimori.reports.plan.layers import Drawn
from machimori.reports.plan.light import LightBands
from machimori.reports.plan.placing import Box, Room
from machimori.reports.plan.sight import SightMap
from machimori.reports.plan.style import style
from machimori.scene import Feature, vocabulary

NUMBER_RADIUS_PX = 11.0
LARGE_NUMBER_PX = 15.0
"""On the first page, so that a number can be read from a metre."""

LEAST_LINE_PX = 60.0
LABELS_A_LINE = 3
MOST_SAME_NUMBER = 6
MOST_NAMES = 60
NAME_PX = 11.5
LETTER_PX = 16.0
LEAST_LETTERED_PX = 40.0
"""A blind spot narrower than this has its letter beside it."""

STRAIGHTENED_M = 1.0
ALONG = (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9)
"""Where along a line its name is tried."""

Segment = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class PlanMark:
    """Something that a finding points at.

    Parameters
    ----------
    number : int
        Of the finding in the report.
    kind : str
        ``blind_spot``, ``dark_pocket``, ``obstacle``, ``subject`` or ``element``.
    geometry : shapely geometry
    """

    number: int
    kind: str
    geometry: BaseGeometry


def draw_numbers(
    marks: Iterable[PlanMark],
    canvas: Canvas,
    room: Room,
    radius_px: float = NUMBER_RADIUS_PX,
) -> str:
    """Number what the findings point at: first every number once, then the others."""
    wide = 2 * radius_px + 2
    anchors = [
        (nth, mark.number, spot)
        for nth, mark in _counted(marks)
        if (spot := _anchor(mark.geometry, canvas)) is not None
    ]
    placed = []
    for _, number, (x, y) in sorted(anchors, key=lambda a: (a[0], a[1])):
        found = room.near(x, y, wide, wide)
        if found is not None:
            placed.append(_number(number, (x, y), found, radius_px))
    return "".join(leader for leader, _ in placed) + "".join(n for _, n in placed)


def _counted(marks: Iterable[PlanMark]) -> list[tuple[int, PlanMark]]:
    seen: dict[int, int] = {}
    counted = []
    for mark in sorted(marks, key=lambda m: -m.geometry.area):
        nth = seen.get(mark.number, 0)
        seen[mark.number] = nth + 1
        if nth < MOST_SAME_NUMBER:
            counted.append((nth, mark))
    return counted


def _anchor(geometry: BaseGeometry, canvas: Canvas) -> tuple[float, float] | None:
    shown = shapely.intersection(geometry, canvas.window)
    if shown.is_empty:
        return None
    spot = _middle(shown)
    return canvas.at(spot.x, spot.y)


def _middle(geometry: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(geometry)
    largest = max(parts, key=lambda part: (part.area, part.length))
    if largest.geom_type == "LineString":
        return shapely.line_interpolate_point(largest, 0.5, normalized=True)
    return shapely.point_on_surface(largest)


def _number(
    number: int, spot: tuple[float, float], at: tuple[float, float], radius_px: float
) -> tuple[str, str]:
    (x, y), (cx, cy) = spot, at
    look = style()
    leader = ""
    if (x - cx) ** 2 + (y - cy) ** 2 > radius_px**2:
        d = f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}"
        leader = element("path", d=d, stroke=look.accent, stroke_width=1.4)
        leader += element("circle", cx=x, cy=y, r=2.6, fill=look.accent)
    return leader, disc(number, cx, cy, radius_px)


def disc(number: int, x: float, y: float, radius_px: float) -> str:
    """Draw a number of the report."""
    look = style()
    round_ = element(
        "circle",
        cx=x,
        cy=y,
        r=radius_px,
        fill=look.accent,
        stroke=look.paper,
        stroke_width=2,
    )
    size = radius_px * (1.2 if number < 100 else 0.9)
    return round_ + words(
        str(number),
        x,
        y + size * 0.36,
        size,
        fill=look.paper,
        font_weight="bold",
        text_anchor="middle",
    )


def draw_letters(seen: SightMap, canvas: Canvas, room: Room) -> str:
    """Letter the blind spots: large ones within, small ones beside them."""
    anchored = [
        (spot, anchor)
        for spot in seen.spots
        if (anchor := _anchor(spot.polygon, canvas)) is not None
    ]
    for spot, _ in anchored:
        box = _box_of(canvas.shown(spot.polygon), canvas)
        if min(box[2] - box[0], box[3] - box[1]) < LEAST_LETTERED_PX:
            room.take(box)
    drawn = [
        (spot.letter, anchor, found)
        for spot, anchor in anchored
        if (found := room.near(*anchor, LETTER_PX + 2, LETTER_PX + 2))
    ]
    leaders = "".join(_leader(anchor, at) for _, anchor, at in drawn)
    return leaders + "".join(_boxed(letter, at) for letter, _, at in drawn)


def _box_of(geometry: BaseGeometry, canvas: Canvas) -> Box:
    west, south, east, north = geometry.bounds
    (x0, y0), (x1, y1) = canvas.at(west, south), canvas.at(east, north)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _leader(spot: tuple[float, float], at: tuple[float, float]) -> str:
    (x, y), (cx, cy) = spot, at
    if max(abs(x - cx), abs(y - cy)) <= LETTER_PX / 2:
        return ""
    look, d = style(), f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}"
    halo = element("path", d=d, stroke=look.paper, stroke_width=3)
    return halo + element("path", d=d, stroke=look.ink, stroke_width=1.2)


def _boxed(letter: str, at: tuple[float, float]) -> str:
    x, y = at
    look, half = style(), LETTER_PX / 2
    box = element(
        "rect",
        x=x - half,
        y=y - half,
        width=LETTER_PX,
        height=LETTER_PX,
        fill=look.paper,
        stroke=look.ink,
    )
    label = words(letter, x, y + 4.4, 12, font_weight="bold", text_anchor="middle")
    return box + label


def draw_isolux_values(bands: LightBands, canvas: Canvas, room: Room) -> str:
    """Write on each long enough isolux line how bright it is there."""
    drawn = []
    for isolux in bands.lines:
        lines = shapely.get_parts(shapely.line_merge(isolux.geometry))
        longest = sorted(lines, key=lambda line: -line.length)[:LABELS_A_LINE]
        for line in longest:
            if line.length * canvas.scale >= LEAST_LINE_PX:
                drawn.append(_on_line(f"{isolux.level:g}", line, canvas, room))
    return "".join(drawn)


def _on_line(label: str, line: BaseGeometry, canvas: Canvas, room: Room) -> str:
    """Write a label on a line at the first of some places that is free."""
    spots = (
        shapely.line_interpolate_point(line, share, normalized=True) for share in ALONG
    )
    tries = (
        _fitted(label, canvas.at(spot.x, spot.y), room, reaches=0, weight="bold")
        for spot in spots
    )
    return next(filter(None, tries), "")


def draw_uses(drawn: Iterable[Drawn], canvas: Canvas, room: Room, to: Language) -> str:
    """Write on areas what they are for, where there is room."""
    labels = []
    areas = [f for d in drawn if d.layer.labelled for f in d.features]
    for area in sorted(areas, key=lambda f: -f.geometry.area):
        label = vocabulary().label(str(area.get("use"))).in_(to)
        is_roomy = area.geometry.area * canvas.scale**2 > 22 * width_of(label, 11)
        if is_roomy:
            labels.append(_within(area.geometry, label, canvas, room))
    return "".join(labels)


def _within(area: BaseGeometry, label: str, canvas: Canvas, room: Room) -> str:
    """Write a label into an area: in its middle, else near its top or bottom."""
    middle = _anchor(area, canvas)
    if middle is None:
        return ""
    _, south, _, north = canvas.shown(area).bounds
    top, bottom = canvas.at(0, north)[1] + 9, canvas.at(0, south)[1] - 9
    tries = (
        _fitted(label, (middle[0], y), room, reaches=0)
        for y in (middle[1], top, bottom)
    )
    return next(filter(None, tries), "")


def draw_names(places: Iterable[Feature], canvas: Canvas, room: Room) -> str:
    """Write the names of places: of surfaces in them, of lines along them."""
    named = [p for p in places if p.name != p.id]
    # Large ones first: their names are looked for first.
    ordered = sorted(named, key=lambda p: (-p.geometry.area, -p.geometry.length))
    return "".join(_name(place, canvas, room) for place in ordered[:MOST_NAMES])


def _name(place: Feature, canvas: Canvas, room: Room) -> str:
    shown = shapely.intersection(place.geometry, canvas.window)
    if shown.is_empty:
        return ""
    if shown.area > 0:
        spot = _anchor(shown, canvas)
        fitted = spot and _fitted(place.name, spot, room, reaches=4, weight="bold")
        return fitted or ""
    return _along(place.name, _straightest(shown, canvas), room)


def _straightest(shown: BaseGeometry, canvas: Canvas) -> Segment:
    """Return the longest straight piece of a line, in pixels, left end first."""
    runs = (
        [canvas.at(x, y) for x, y in shapely.get_coordinates(part)]
        for part in shapely.get_parts(shapely.simplify(shown, STRAIGHTENED_M))
    )
    pieces = [piece for run in runs for piece in pairwise(run)]
    longest = max(pieces, key=lambda piece: dist(*piece))
    left, right = sorted(longest)
    return left, right


def _along(label: str, segment: Segment, room: Room) -> str:
    """Write a name along a line, where there is room."""
    (x0, y0), (x1, y1) = segment
    turn = atan2(y1 - y0, x1 - x0)
    wide, high = width_of(label, NAME_PX) + 6, NAME_PX + 3
    box = (
        wide * abs(cos(turn)) + high * abs(sin(turn)),
        wide * abs(sin(turn)) + high * abs(cos(turn)),
    )
    for share in ALONG:
        at = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
        if room.near(*at, *box, reaches=0):
            return _haloed(label, at, NAME_PX, turn_deg=degrees(turn))
    return ""


def _fitted(
    label: str,
    at: tuple[float, float],
    room: Room,
    *,
    reaches: int,
    weight: str = "",
) -> str:
    wide = width_of(label, NAME_PX) + 4
    found = room.near(*at, wide, NAME_PX + 3, reaches=reaches)
    return _haloed(label, found, NAME_PX, weight=weight) if found else ""


def _haloed(
    label: str,
    at: tuple[float, float],
    size: float,
    *,
    weight: str = "",
    turn_deg: float = 0.0,
) -> str:
    x, y = at
    look = style()
    is_turned = abs(turn_deg) > 1
    return words(
        label,
        x,
        y + size * 0.36,
        size,
        text_anchor="middle",
        font_weight=weight,
        fill=look.ink,
        stroke=look.paper,
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
        transform=f"rotate({turn_deg:.1f} {x:.1f} {y:.1f})" if is_turned else "",
    )
