"""The plan of a place as SVG: legible in grey, the same in HTML and PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import shapely

from machimori.language import Language
from machimori.reports.plan.canvas import Canvas, element
from machimori.reports.plan.drawings import Drawings, drawings_of
from machimori.reports.plan.labels import (
    LARGE_NUMBER_PX,
    NUMBER_RADIUS_PX,
    PlanMark,
    draw_isolux_values,
    draw_letters,
    draw_names,
    draw_numbers,
    draw_uses,
)
from machimori.reports.plan.layers import (
    Drawn,
    draw,
    draw_bands,
    draw_ground,
    draw_outlines,
    draw_patches,
    draw_sight,
    hatches,
    sort_into_layers,
)
from machimori.reports.plan.legend import (
    Entry,
    draw_legend,
    draw_north,
    draw_scale,
    entries_of,
    entries_of_isolux,
    entries_of_keys,
    entry_of_bands,
    entry_of_mark,
    entry_of_number,
    entry_of_outline,
    entry_of_watchers,
)
from machimori.reports.plan.light import LightBands, light_bands
from machimori.reports.plan.placing import Room
from machimori.reports.plan.sight import SightMap, sight_map
from machimori.reports.plan.style import style
from machimori.scene import Feature, Scene

__all__ = [
    "Drawings",
    "LightBands",
    "PlanMark",
    "SightMap",
    "drawings_of",
    "light_bands",
    "plan_svg",
    "sight_map",
]

Fields = LightBands | SightMap

SIZE_PX = (720.0, 520.0)
GUTTER_PX = 18.0

_ON_THE_GROUND = ("filmed", "blind_spot", "dark_pocket")
_ABOUT_THINGS = ("subject", "obstacle")
_MATTER_FOR_LIGHT = ("building", "tree", "lamp")
_MATTER_FOR_SIGHT = ("planting", "building", "hedge", "wall", "fence", "tree")


def plan_svg(
    scene: Scene,
    places: Sequence[Feature],
    *,
    marks: Sequence[PlanMark] = (),
    keys: Mapping[int, str] = MappingProxyType({}),
    field: Fields | None = None,
    language: Language,
    size: tuple[float, float] = SIZE_PX,
    title: str = "",
) -> str:
    """Draw the plan of one place or several.

    Parameters
    ----------
    scene : Scene
    places : sequence of Feature
        What the window is chosen for.
    marks : sequence of PlanMark
        Drawn as patches and numbered.
    keys : mapping of int to str
        What the numbers are about, for the legend; the numbers are drawn large then.
    field : LightBands or SightMap or None
        Drawn over the ground, under what stands on it.
    language : "ja" or "en"
    size : tuple of 2 floats
        Width, and the greatest height without the legend. [px]
    title : str
        Read aloud in place of the picture.

    Returns
    -------
    str
        An ``svg`` element with a viewBox and no fixed size. The legend stands below
        the plan, or beside it where the place is too high to fill the width.
    """
    grounds = [scene.footprint(place) for place in places]
    canvas = Canvas.around(shapely.union_all(grounds), size)
    room = Room(canvas.width_px, canvas.height_px)
    is_bare = field is not None and not marks
    drawn = sort_into_layers(scene, canvas, under_field=is_bare)
    if isinstance(field, SightMap):
        drawn = tuple(d for d in drawn if d.layer.name != "lamp")
    frame = draw_north(canvas, room) + draw_scale(canvas, room)
    radius_px = LARGE_NUMBER_PX if keys else NUMBER_RADIUS_PX
    numbers = draw_numbers(marks, canvas, room, radius_px)
    is_one = len(places) == 1
    content = [
        draw_ground(places, grounds, canvas),
        *(draw(d, canvas) for d in drawn if not d.layer.over),
        _field(field, canvas),
        _patches(marks, canvas, _ON_THE_GROUND),
        *(draw(d, canvas) for d in drawn if d.layer.over),
        _patches(marks, canvas, _ABOUT_THINGS),
        draw_outlines(grounds, canvas),
        _field_labels(field, canvas, room),
        "" if is_one else draw_names(places, canvas, room),
        draw_uses(drawn, canvas, room, language) if is_one and field is None else "",
        frame,
        numbers,
    ]
    explained = drawn if field is None else _explained(drawn, field)
    entries = [
        *entries_of_keys(keys),
        *([entry_of_number(language)] if marks and not keys else []),
        *_entries(marks, field, language),
        *entries_of(explained, language),
    ]
    return _framed("".join(content), entries, canvas, size[0], title)


def _framed(
    content: str, entries: list[Entry], canvas: Canvas, sheet_px: float, title: str
) -> str:
    width, height = canvas.width_px, canvas.height_px
    is_beside = width < sheet_px
    corner = (width + GUTTER_PX, 0.0) if is_beside else (0.0, height)
    legend, legend_px = draw_legend(entries, corner, sheet_px - corner[0])
    whole_px = max(height, legend_px) if is_beside else height + legend_px
    return element(
        "svg",
        (element("title", _escaped(title)) if title else "")
        # Paper, so that it can be read on a dark page too.
        + element("rect", width=sheet_px, height=whole_px, fill=style().paper)
        + hatches(style().hatches)
        + _sheet(content, canvas)
        + legend,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet_px:g} {whole_px:.0f}",
        font_family=style().font,
        role="img",
    )


def _sheet(content: str, canvas: Canvas) -> str:
    look, width, height = style(), canvas.width_px, canvas.height_px
    sheet = element("rect", width=width, height=height, fill=look.outside)
    edge = element(
        "rect",
        x=0.5,
        y=0.5,
        width=width - 1,
        height=height - 1,
        fill="none",
        stroke=look.quiet,
        stroke_width=0.8,
    )
    # A nested picture cuts what sticks out at its edge.
    return element("svg", sheet + content + edge, width=width, height=height)


def _escaped(title: str) -> str:
    return title.replace("&", "&amp;").replace("<", "&lt;")


def _field(field: Fields | None, canvas: Canvas) -> str:
    if isinstance(field, LightBands):
        return draw_bands(field, canvas)
    return draw_sight(field, canvas) if field else ""


def _field_labels(field: Fields | None, canvas: Canvas, room: Room) -> str:
    if isinstance(field, LightBands):
        return draw_isolux_values(field, canvas, room)
    return draw_letters(field, canvas, room) if field else ""


def _patches(marks: Sequence[PlanMark], canvas: Canvas, kinds: tuple[str, ...]) -> str:
    return "".join(
        draw_patches(
            [mark.geometry for mark in marks if mark.kind == kind],
            style().marks[kind],
            canvas,
        )
        for kind in kinds
    )


def _explained(drawn: Sequence[Drawn], field: Fields) -> list[Drawn]:
    """Leave to the plan of the place what does not matter for the quantity."""
    kinds = _MATTER_FOR_LIGHT if isinstance(field, LightBands) else _MATTER_FOR_SIGHT
    return [d for d in drawn if d.layer.name in kinds]


def _entries(
    marks: Sequence[PlanMark], field: Fields | None, language: Language
) -> list[Entry]:
    kinds = {mark.kind for mark in marks}
    if isinstance(field, SightMap) and field.spots:
        kinds.add("blind_spot")
    if isinstance(field, LightBands) and field.has_gloom:
        kinds.add("gloom")
    return [
        *_scales(field, language),
        *(entry_of_mark(kind, language) for kind in style().marks if kind in kinds),
        entry_of_outline(language),
    ]


def _scales(field: Fields | None, language: Language) -> list[Entry]:
    if isinstance(field, LightBands):
        return [entry_of_bands(), *entries_of_isolux(x.level for x in field.lines)]
    return [entry_of_watchers(language)] if field else []
