"""What a plan needs to be read: north, scale, and what each sign means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from machimori.language import Language
from machimori.reports import wording
from machimori.reports.plan.canvas import Canvas, element, width_of, words
from machimori.reports.plan.fields import LightBands
from machimori.reports.plan.layers import Drawn, pen
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import Layer, MarkStyle, style
from machimori.reports.plan.symbols import SYMBOLS
from machimori.scene import vocabulary

ROW_PX = 20.0
SWATCH_PX = 24.0
TEXT_PX = 11.5
BAR_LENGTHS_M = (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Entry:
    """One sign of the legend, drawn at a given place, and its meaning."""

    label: str
    swatch: Callable[[float, float], str]

    @property
    def width_px(self) -> float:
        """Room that it takes in a row."""
        return SWATCH_PX + 6 + width_of(self.label, TEXT_PX) + 16


def draw_north(canvas: Canvas, room: Room) -> str:
    """Draw an arrow that points north, in the upper right corner."""
    x, y = canvas.width_px - 20, 14.0
    room.take((x - 14, 0, canvas.width_px, 52))
    look = style()
    arrow = f"M{x:.1f} {y:.1f}l7 20l-7 -5l-7 5Z"
    halo = {"stroke": look.paper, "stroke_width": 3, "paint_order": "stroke"}
    letter = words("N", x, y + 33, 12, font_weight="bold", text_anchor="middle", **halo)
    return element("path", d=arrow, fill=look.ink, stroke=look.paper) + letter


def draw_scale(canvas: Canvas, room: Room) -> str:
    """Draw a bar of a round length, in the lower left corner."""
    most = canvas.width_px / 4 / canvas.scale
    length_m = max((m for m in BAR_LENGTHS_M if m <= most), default=BAR_LENGTHS_M[0])
    length, x, y = length_m * canvas.scale, 12.0, canvas.height_px - 12
    room.take((0, y - 20, x + length + 12, canvas.height_px))
    look = style()
    d = f"M{x:.1f} {y - 6:.1f}v6h{length:.1f}v-6"
    bar = element("path", d=d, fill="none", stroke=look.paper, stroke_width=5)
    bar += element("path", d=d, fill="none", stroke=look.ink, stroke_width=1.6)
    halo = {"stroke": look.paper, "stroke_width": 3, "paint_order": "stroke"}
    label = words(
        f"{length_m} m", x + length / 2, y - 4, 11, text_anchor="middle", **halo
    )
    return bar + label


def entries_of(drawn: Iterable[Drawn], language: Language) -> list[Entry]:
    """Explain the layers that the plan shows."""
    return [
        Entry(vocabulary().label(d.features[0].kind).in_(language), _of_layer(d.layer))
        for d in drawn
        if d.layer.legend
    ]


def entries_of_bands(bands: LightBands) -> list[Entry]:
    """Explain the bands of illuminance."""
    look = style().illuminance
    uppers = dict(zip(look.bounds_lx, (*look.bounds_lx[1:], None), strict=True))
    colours = dict(zip(look.bounds_lx, look.colours, strict=True))
    return [
        Entry(_range(b.from_lx, uppers[b.from_lx]), _box(colours[b.from_lx]))
        for b in bands.bands
    ]


def entry_of_mark(kind: str, language: Language) -> Entry:
    """Explain a hatched patch or an outlined thing."""
    return Entry(wording.MARK_KINDS[kind].in_(language), _of_mark(style().marks[kind]))


def entry_of_number(language: Language) -> Entry:
    """Explain the numbered discs."""

    def swatch(x: float, y: float) -> str:
        return element("circle", cx=x + 12, cy=y, r=7, fill=style().accent)

    return Entry(wording.LEGEND_NUMBER.in_(language), swatch)


def entry_of_outline(language: Language) -> Entry:
    """Explain the outline of the place."""

    def swatch(x: float, y: float) -> str:
        d = f"M{x:.1f} {y:.1f}h{SWATCH_PX:g}"
        ink = style().ink
        return element(
            "path", d=d, stroke=ink, stroke_width=1.8, stroke_dasharray="9 4"
        )

    return Entry(wording.LEGEND_OUTLINE.in_(language), swatch)


def draw_legend(
    entries: Iterable[Entry], width_px: float, top_px: float
) -> tuple[str, float]:
    """Set the entries in rows below the plan: what was drawn, and its height."""
    x, y, drawn = 0.0, top_px + ROW_PX * 0.8, []
    for entry in entries:
        if x and x + entry.width_px > width_px:
            x, y = 0.0, y + ROW_PX
        drawn.append(entry.swatch(x, y))
        label_x = x + SWATCH_PX + 6
        drawn.append(words(entry.label, label_x, y + 4.2, TEXT_PX, fill=style().ink))
        x += entry.width_px
    return "".join(drawn), y + ROW_PX * 0.6 - top_px


def _of_layer(layer: Layer) -> Callable[[float, float], str]:
    if layer.draw == "symbol":
        return lambda x, y: SYMBOLS[layer.symbol](x + 12, y, layer, None, 1.0)
    if layer.draw == "line":
        return lambda x, y: element(
            "path", d=f"M{x:.1f} {y:.1f}h{SWATCH_PX:g}", fill="none", **pen(layer)
        )
    fill = f"url(#{layer.hatch})" if layer.hatch else layer.fill
    return _box(fill, pen(layer))


def _of_mark(look: MarkStyle) -> Callable[[float, float], str]:
    return _box(f"url(#{look.hatch})" if look.hatch else "none", pen(look))


def _box(
    fill: str, pen_: dict[str, object] | None = None
) -> Callable[[float, float], str]:
    outline = pen_ or {"stroke": style().quiet, "stroke_width": 0.5}

    def swatch(x: float, y: float) -> str:
        return element(
            "rect", x=x + 1, y=y - 6, width=22, height=12, fill=fill, **outline
        )

    return swatch


def _range(low: float, high: float | None) -> str:
    return f"{low:g}–{high:g} lx" if high is not None else f"{low:g} lx–"
