"""The plan of a place as SVG: legible in grey, the same in HTML and PDF."""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from machimori.language import Language
from machimori.reports.plan.canvas import Canvas, element
from machimori.reports.plan.fields import (
    BlindSpots,
    LightBands,
    blind_spots,
    light_bands,
)
from machimori.reports.plan.labels import (
    PlanMark,
    draw_contour_values,
    draw_letters,
    draw_names,
    draw_numbers,
    draw_uses,
)
from machimori.reports.plan.layers import (
    draw,
    draw_bands,
    draw_blind_spots,
    draw_ground,
    draw_outlines,
    draw_patches,
    hatches,
    sort_into_layers,
)
from machimori.reports.plan.legend import (
    Entry,
    draw_legend,
    draw_north,
    draw_scale,
    entries_of,
    entries_of_bands,
    entry_of_mark,
    entry_of_number,
    entry_of_outline,
)
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style
from machimori.scene import Feature, Scene

__all__ = [
    "BlindSpots",
    "LightBands",
    "PlanMark",
    "blind_spots",
    "light_bands",
    "plan_svg",
]

Fields = LightBands | BlindSpots

SIZE_PX = (720.0, 520.0)

_ON_THE_GROUND = ("blind_spot", "dark_pocket")
_ABOUT_THINGS = ("subject", "obstacle")


def plan_svg(
    scene: Scene,
    places: Sequence[Feature],
    *,
    marks: Sequence[PlanMark] = (),
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
    field : LightBands or BlindSpots or None
        Drawn over the ground, under what stands on it.
    language : "ja" or "en"
    size : tuple of 2 floats
        Width, and the greatest height without the legend. [px]
    title : str
        Read aloud in place of the picture.

    Returns
    -------
    str
        An ``svg`` element with a viewBox and no fixed size.
    """
    grounds = [scene.footprint(place) for place in places]
    canvas = Canvas.around(shapely.union_all(grounds), size)
    room = Room(canvas.width_px, canvas.height_px)
    drawn = sort_into_layers(scene, canvas)
    frame = draw_north(canvas, room) + draw_scale(canvas, room)
    numbers = draw_numbers(marks, canvas, room)
    over = [draw(d, canvas) for d in drawn if d.layer.over]
    content = [
        draw_ground(grounds, canvas),
        *(draw(d, canvas) for d in drawn if not d.layer.over),
        _field(field, canvas),
        _patches(marks, canvas, _ON_THE_GROUND),
        *over,
        _patches(marks, canvas, _ABOUT_THINGS),
        draw_outlines(grounds, canvas),
        _field_labels(field, canvas, room),
        draw_names(places, canvas, room) if len(places) > 1 else "",
        draw_uses(drawn, canvas, room, language) if field is None else "",
        frame,
        numbers,
    ]
    entries = _entries(entries_of(drawn, language), marks, field, language)
    return _framed("".join(content), entries, canvas, title)


def _framed(content: str, entries: list[Entry], canvas: Canvas, title: str) -> str:
    look, width, height = style(), canvas.width_px, canvas.height_px
    legend, legend_px = draw_legend(entries, width, height)
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
    plan = element("svg", sheet + content + edge, width=width, height=height)
    return element(
        "svg",
        (element("title", _escaped(title)) if title else "")
        + hatches(style().hatches)
        + plan
        + legend,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height + legend_px:.0f}",
        font_family=look.font,
        role="img",
    )


def _escaped(title: str) -> str:
    return title.replace("&", "&amp;").replace("<", "&lt;")


def _field(field: Fields | None, canvas: Canvas) -> str:
    if isinstance(field, LightBands):
        return draw_bands(field, canvas)
    return draw_blind_spots(field, canvas) if field else ""


def _field_labels(field: Fields | None, canvas: Canvas, room: Room) -> str:
    if isinstance(field, LightBands):
        return draw_contour_values(field, canvas, room)
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


def _entries(
    layers: list[Entry],
    marks: Sequence[PlanMark],
    field: Fields | None,
    language: Language,
) -> list[Entry]:
    kinds = {mark.kind for mark in marks}
    if isinstance(field, BlindSpots) and field.spots:
        kinds.add("blind_spot")
    bands = entries_of_bands(field) if isinstance(field, LightBands) else []
    return [
        *([entry_of_number(language)] if marks else []),
        *(entry_of_mark(kind, language) for kind in style().marks if kind in kinds),
        *bands,
        entry_of_outline(language),
        *layers,
    ]
