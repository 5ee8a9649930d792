"""What a plan needs to be read: north, scale, and what each sign means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from machimori.language import Language
from machimori.reports.plan import captions
from machimori.reports.plan.canvas import Canvas, element, width_of, words, wrapped
from machimori.reports.plan.labels import disc
from machimori.reports.plan.layers import Drawn, pen
from machimori.reports.plan.placing import Room
from machimori.reports.plan.style import Layer, MarkStyle, style
from machimori.reports.plan.symbols import SYMBOLS
from machimori.scene import vocabulary

ROW_PX = 20.0
OWN_ROW_PX = 28.0
KEY_PX = 13.5
STEP_PX = 32.0
SWATCH_PX = 24.0
TEXT_PX = 11.5
BAR_LENGTHS_M = (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Entry:
    """One sign of the legend, drawn at a given place, and its meaning.

    Parameters
    ----------
    label : str
    swatch : function of x, y to SVG
        The left middle of the sign. [px]
    swatch_px : float
        How wide the sign is.
    owns_row : bool
        Whether it begins a row, and its label may take several lines.
    text_px : float
    """

    label: str
    swatch: Callable[[float, float], str]
    swatch_px: float = SWATCH_PX
    owns_row: bool = False
    text_px: float = TEXT_PX

    @property
    def width_px(self) -> float:
        """Room that it takes in a row."""
        return self.swatch_px + 6 + width_of(self.label, self.text_px) + 16

    @property
    def line_px(self) -> float:
        """From one line of its label to the next."""
        return 1.35 * self.text_px


def draw_north(canvas: Canvas, room: Room) -> str:
    """Draw an arrow that points north, in the upper right corner."""
    x, y = canvas.width_px - 20, 14.0
    room.take((x - 14, 0, canvas.width_px, 52))
    look = style()
    arrow = f"M{x:.1f} {y:.1f}l7 20l-7 -5l-7 5Z"
    halo = {"stroke": look.paper, "stroke_width": 3, "paint_order": "stroke"}
    letter = words("N", x, y + 33, 12, font_weight="bold", text_anchor="middle", **halo)
    turn = f"rotate(90 {x:.1f} {y + 10:.1f})" if canvas.is_turned else ""
    shape = element("path", d=arrow, fill=look.ink, stroke=look.paper, transform=turn)
    return shape + letter


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


def entry_of_bands() -> Entry:
    """Explain the bands of illuminance: one scale, its bounds written below."""
    look = style().illuminance
    bounds = [f"{bound:g}" for bound in look.bounds_lx]
    return Entry("lx", _scale(bounds, look.colours), _scale_px(bounds), owns_row=True)


def entry_of_watchers(language: Language) -> Entry:
    """Explain the bands of the number of viewpoints that see a spot."""
    look = style().watchers
    bounds = [f"{bound:d}" for bound in look.bounds]
    label = captions.LEGEND_WATCHERS.in_(language)
    return Entry(label, _scale(bounds, look.colours), _scale_px(bounds), owns_row=True)


def entries_of_isolux(levels_lx: Iterable[float]) -> list[Entry]:
    """Explain each isolux line by its dash."""
    return [Entry(f"{level:g} lx", _isolux(level)) for level in levels_lx]


def _isolux(level: float) -> Callable[[float, float], str]:
    look = pen(style().isolux[level])
    return lambda x, y: element(
        "path", d=f"M{x:.1f} {y:.1f}h{SWATCH_PX:g}", fill="none", **look
    )


def _scale_px(bounds: Sequence[str]) -> float:
    return STEP_PX * len(bounds)


def _scale(
    bounds: Sequence[str], colours: Sequence[str]
) -> Callable[[float, float], str]:
    edge = {"stroke": style().quiet, "stroke_width": 0.5}

    def swatch(x: float, y: float) -> str:
        steps = [
            (x + n * STEP_PX, bound, colour, "middle" if n else "")
            for n, (bound, colour) in enumerate(zip(bounds, colours, strict=True))
        ]
        return "".join(
            element(
                "rect", x=left, y=y - 8, width=STEP_PX, height=9, fill=colour, **edge
            )
            + words(bound, left, y + 11, 9.5, text_anchor=anchor)
            for left, bound, colour, anchor in steps
        )

    return swatch


def entry_of_mark(kind: str, language: Language) -> Entry:
    """Explain a hatched patch or an outlined thing."""
    return Entry(captions.MARK_KINDS[kind].in_(language), _of_mark(style().marks[kind]))


def entry_of_number(language: Language) -> Entry:
    """Explain the numbered discs."""

    def swatch(x: float, y: float) -> str:
        return element("circle", cx=x + 12, cy=y, r=7, fill=style().accent)

    return Entry(captions.LEGEND_NUMBER.in_(language), swatch)


def entries_of_keys(keys: Mapping[int, str]) -> list[Entry]:
    """Say beside each number what it is about."""

    def swatch(number: int) -> Callable[[float, float], str]:
        return lambda x, y: disc(number, x + 12, y, 12)

    return [
        Entry(says, swatch(n), owns_row=True, text_px=KEY_PX)
        for n, says in keys.items()
    ]


def entry_of_outline(language: Language) -> Entry:
    """Explain the outline of the place."""

    def swatch(x: float, y: float) -> str:
        d = f"M{x:.1f} {y:.1f}h{SWATCH_PX:g}"
        ink = style().ink
        return element(
            "path", d=d, stroke=ink, stroke_width=1.8, stroke_dasharray="9 4"
        )

    return Entry(captions.LEGEND_OUTLINE.in_(language), swatch)


def draw_legend(
    entries: Iterable[Entry], corner: tuple[float, float], width_px: float
) -> tuple[str, float]:
    """Set the entries in rows: what was drawn, and how high it is.

    Parameters
    ----------
    entries : iterable of Entry
    corner : tuple of 2 floats
        Upper left. [px]
    width_px : float

    Returns
    -------
    svg : str
    height_px : float
    """
    left, top = corner
    x, y, drawn, is_fresh = 0.0, top + ROW_PX * 0.8, [], True
    for entry in entries:
        is_full = x + entry.width_px > width_px
        if not is_fresh and (entry.owns_row or is_full):
            x, y = 0.0, y + ROW_PX
        drawn.append(entry.swatch(left + x, y))
        lines = _lines_of(entry, width_px)
        label_x = left + x + entry.swatch_px + 6
        drawn += (
            words(
                line,
                label_x,
                y + 4.2 + n * entry.line_px,
                entry.text_px,
                fill=style().ink,
            )
            for n, line in enumerate(lines)
        )
        x, is_fresh = x + entry.width_px, entry.owns_row
        if entry.owns_row:
            x, y = 0.0, y + (len(lines) - 1) * entry.line_px + OWN_ROW_PX
    end = y - OWN_ROW_PX if is_fresh else y
    return "".join(drawn), end + ROW_PX * 0.6 - top


def _lines_of(entry: Entry, width_px: float) -> list[str]:
    if not entry.owns_row:
        return [entry.label]
    return wrapped(entry.label, width_px - entry.swatch_px - 6, entry.text_px)


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
