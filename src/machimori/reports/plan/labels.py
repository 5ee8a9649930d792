"""Writes on a plan: numbers of findings, letters of blind spots, names, contours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.language import Language
from machimori.reports.plan.canvas import Canvas, element, width_of, words
from machimori.reports.plan.fields import BlindSpots, LightBands
from machimori.reports.plan.layers import Drawn
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style
from machimori.scene import Feature, vocabulary

NUMBER_RADIUS_PX = 11.0
LEAST_CONTOUR_PX = 180.0
LABELS_A_CONTOUR = 1
MOST_SAME_NUMBER = 6
NAMED_LX = (3, 20, 50)


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


def draw_numbers(marks: Iterable[PlanMark], canvas: Canvas, room: Room) -> str:
    """Number what the findings point at: first every number once, then the others."""
    anchors = [
        (nth, mark.number, spot)
        for nth, mark in _counted(marks)
        if (spot := _anchor(mark.geometry, canvas)) is not None
    ]
    placed = []
    for _, number, (x, y) in sorted(anchors, key=lambda a: (a[0], a[1])):
        found = room.near(x, y, 2 * NUMBER_RADIUS_PX + 2, 2 * NUMBER_RADIUS_PX + 2)
        if found is not None:
            placed.append(_number(number, (x, y), found))
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
    number: int, spot: tuple[float, float], at: tuple[float, float]
) -> tuple[str, str]:
    (x, y), (cx, cy) = spot, at
    look = style()
    leader = ""
    if (x - cx) ** 2 + (y - cy) ** 2 > NUMBER_RADIUS_PX**2:
        d = f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}"
        leader = element("path", d=d, stroke=look.accent, stroke_width=1.4)
        leader += element("circle", cx=x, cy=y, r=2.6, fill=look.accent)
    disc = element(
        "circle",
        cx=cx,
        cy=cy,
        r=NUMBER_RADIUS_PX,
        fill=look.accent,
        stroke=look.paper,
        stroke_width=2,
    )
    size = 13.0 if number < 100 else 10.0
    label = words(
        str(number),
        cx,
        cy + size * 0.36,
        size,
        fill=look.paper,
        font_weight="bold",
        text_anchor="middle",
    )
    return leader, disc + label


def draw_letters(spots: BlindSpots, canvas: Canvas, room: Room) -> str:
    """Letter the blind spots."""
    drawn = []
    for spot in spots.spots:
        anchor = _anchor(spot.polygon, canvas)
        found = room.near(*anchor, 18, 18) if anchor else None
        if found:
            drawn.append(_boxed(spot.letter, found))
    return "".join(drawn)


def _boxed(letter: str, at: tuple[float, float]) -> str:
    x, y = at
    look = style()
    box = element(
        "rect", x=x - 8, y=y - 8, width=16, height=16, fill=look.paper, stroke=look.ink
    )
    label = words(letter, x, y + 4.4, 12, font_weight="bold", text_anchor="middle")
    return box + label


def draw_contour_values(bands: LightBands, canvas: Canvas, room: Room) -> str:
    """Write on each long enough contour how bright it is there."""
    drawn = []
    # The levels that the guidelines name find room first.
    for contour in sorted(bands.contours, key=lambda c: c.lx not in NAMED_LX):
        lines = shapely.get_parts(shapely.line_merge(contour.geometry))
        longest = sorted(lines, key=lambda line: -line.length)[:LABELS_A_CONTOUR]
        for line in longest:
            if line.length * canvas.scale < LEAST_CONTOUR_PX:
                continue
            spot = shapely.line_interpolate_point(line, 0.5, normalized=True)
            label = f"{contour.lx:g} lx"
            drawn.append(_fitted(label, canvas.at(spot.x, spot.y), room, reaches=0))
    return "".join(drawn)


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
    """Write the names of places, where there is room."""
    labels = []
    for place in sorted(places, key=lambda p: -p.geometry.area):
        anchor = _anchor(place.geometry, canvas)
        if anchor and place.name != place.id:
            fitted = _fitted(place.name, anchor, room, reaches=3, weight="bold")
            labels.append(fitted)
    return "".join(labels)


def _fitted(
    label: str,
    at: tuple[float, float],
    room: Room,
    *,
    reaches: int,
    weight: str = "",
    size: float = 11.0,
) -> str:
    found = room.near(*at, width_of(label, size) + 4, size + 3, reaches=reaches)
    if found is None:
        return ""
    return words(
        label,
        found[0],
        found[1] + size * 0.36,
        size,
        text_anchor="middle",
        font_weight=weight,
        fill=style().ink,
        stroke=style().paper,
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
    )
