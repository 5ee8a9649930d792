"""A map of blocks by class: areas, never points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import shapely

from machimori.incidents import Blocks
from machimori.language import Language
from machimori.publication import CLASSES, UNCOLOURED, ColourClass, Row
from machimori.reports.plan.canvas import Canvas, element
from machimori.reports.plan.legend import Entry, draw_legend, draw_north, draw_scale
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import style

EDGE = "#8a8a90"
_HATCH = {"1-2": "M0 4l4 -4", "withheld": "M0 2h4M2 0v4"}
"""Few and withheld are hatched: a paler colour would look like less."""


def draw_block_map(
    rows: Sequence[Row],
    blocks: Blocks,
    size: tuple[float, float],
    *,
    title: str,
    language: Language,
) -> str:
    """Draw blocks in the colours of their classes.

    Parameters
    ----------
    rows : sequence of Row
        One a block; those without an outline are left out.
    blocks : Blocks
    size : tuple of 2 floats
        Width, and the greatest height without the legend. [px]
    title : str
        Read aloud in place of the picture.
    language : "ja" or "en"

    Returns
    -------
    str
        An ``svg`` element; empty where no block has an outline.
    """
    outlines = {b.id: b.outline for b in blocks if b.outline is not None}
    if not outlines:
        return ""
    canvas = Canvas.around(
        shapely.box(*shapely.total_bounds(list(outlines.values()))), size
    )
    room = Room(canvas.width_px, canvas.height_px)
    frame = draw_north(canvas, room) + draw_scale(canvas, room)
    areas = "".join(
        _area(canvas, outlines[row.area], row) for row in rows if row.area in outlines
    )
    legend, legend_px = draw_legend(
        _entries(language), (0.0, canvas.height_px), size[0]
    )
    whole = canvas.height_px + legend_px
    return element(
        "svg",
        element("title", escape(title))
        + _hatches()
        + element("rect", width=size[0], height=whole, fill=style().paper)
        + areas
        + frame
        + legend,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size[0]:g} {whole:.0f}",
        font_family=style().font,
        role="img",
    )


def _area(canvas: Canvas, outline: shapely.Geometry, row: Row) -> str:
    d = canvas.d(canvas.shown(outline))
    return element("path", d=d, **_fill(row.colour_class)) if d else ""


def _fill(of: ColourClass) -> Mapping[str, object]:
    fill = f"url(#hatch-{of.id})" if of.colour == "none" else of.colour
    return {"fill": fill, "stroke": EDGE, "stroke_width": 0.5}


def _hatches() -> str:
    patterns = (
        element(
            "pattern",
            element("rect", width=4, height=4, fill=style().paper)
            + element("path", d=d, stroke=EDGE, stroke_width=0.8),
            id=f"hatch-{name}",
            width=4,
            height=4,
            patternUnits="userSpaceOnUse",
        )
        for name, d in _HATCH.items()
    )
    return element("defs", "".join(patterns))


def _entries(language: Language) -> list[Entry]:
    return [
        Entry(one.label.in_(language), _swatch(one)) for one in (*UNCOLOURED, *CLASSES)
    ]


def _swatch(of: ColourClass) -> Callable[[float, float], str]:
    return lambda x, y: element("rect", x=x, y=y - 7, width=24, height=14, **_fill(of))
