"""Small drawings that children understand: easy to enter, hard to see, what to do.

Shapes tell everything; colours only help. The two colours differ in lightness as well
(vermilion for entering, blue for hiding, after Okabe and Ito), so that they stay apart
in grey and for the colour-blind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from machimori.reports.plan.canvas import element, words

WIDE_PX, HIGH_PX = 160.0, 100.0
GROUND_PX = 86.0
INK, PAPER = "#1a1a1c", "#ffffff"
ENTER, HIDE = "#d55e00", "#00507f"
LEAF, WOOD, SKY, NIGHT = "#7fa06a", "#b9a27c", "#eef4f8", "#26324a"
CHILD_M = 1.2
_PX_A_METRE = 32.0


@dataclass(frozen=True)
class Surroundings:
    """What a drawing takes from the place itself.

    Parameters
    ----------
    barrier_m : float or None
        Height of the tallest thing that hides it. [m]
    is_hedge : bool
        Whether that is green.
    """

    barrier_m: float | None = None
    is_hedge: bool = True


def picture_of_sign(code: str, surroundings: Surroundings, title: str) -> str:
    """Draw what a sign means.

    Parameters
    ----------
    code : str
        One of the signs of `machimori.watch`.
    surroundings : Surroundings
    title : str
        Read aloud in place of the picture.

    Returns
    -------
    str
        An ``svg`` element.
    """
    return _framed(_SIGNS[code](surroundings), title)


def picture_of_step(name: str, title: str) -> str:
    """Draw one thing to do in danger."""
    return _framed(_STEPS[name](), title)


def _framed(content: str, title: str) -> str:
    ground = element("rect", y=GROUND_PX, width=WIDE_PX, height=14, fill="#d9d3c4")
    return element(
        "svg",
        element("title", title)
        + element("rect", width=WIDE_PX, height=HIGH_PX, fill=SKY)
        + ground
        + content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDE_PX:g} {HIGH_PX:g}",
        role="img",
    )


def _shape(d: str, fill: str = "none", stroke: str = INK, width: float = 2.5) -> str:
    return element(
        "path",
        d=d,
        fill=fill,
        stroke=stroke,
        stroke_width=width,
        stroke_linejoin="round",
        stroke_linecap="round",
    )


def _box(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return _shape(f"M{x:.1f} {y:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}Z", fill)


def child(x: float, foot: float = GROUND_PX, height: float = 38.0) -> str:
    """Draw a child with a school bag, as high as asked."""
    head = height * 0.2
    body = foot - height * 0.36
    top = foot - height + 2 * head
    parts = element("circle", cx=x, cy=foot - height + head, r=head, fill="#f6dfc6")
    parts += element(
        "circle", cx=x, cy=foot - height + head, r=head, fill="none", stroke=INK,
        stroke_width=2,
    )  # fmt: skip
    brim = foot - height + head
    arc = f"a{head:.1f} {head:.1f} 0 0 1 {2 * head:.1f} 0"
    cap = f"M{x - head:.1f} {brim:.1f}{arc}h3"
    parts += _shape(f"{cap}h{-3 - 2 * head:.1f}Z", "#f2c200", width=1.6)
    parts += _box(x - height * 0.26, top + 1, height * 0.13, height * 0.24, "#8a3b1d")
    parts += _shape(
        f"M{x - height * 0.13:.1f} {top:.1f}h{height * 0.26:.1f}"
        f"l3 {body - top:.1f}h{-height * 0.26 - 6:.1f}Z",
        "#ffffff",
        width=2,
    )
    legs = f"M{x - 3:.1f} {body:.1f}V{foot:.1f}M{x + 3:.1f} {body:.1f}V{foot:.1f}"
    return parts + _shape(legs, width=3)


def _grown_up(x: float, foot: float = GROUND_PX, height: float = 54.0) -> str:
    """Draw a figure without a face: nobody in particular."""
    head = height * 0.14
    top = foot - height + 2 * head
    d = (
        f"M{x - 8:.1f} {top + 1:.1f}h16l2 {height * 0.36:.1f}h-4l-1 {height * 0.34:.1f}"
        f"h-10l-1 {-height * 0.34:.1f}h-4Z"
    )
    round_ = element("circle", cx=x, cy=foot - height + head, r=head, fill="#8e8e95")
    return round_ + _shape(d, "#8e8e95", "#8e8e95", 1)


def _pickets(from_x: float, to_x: float, high: float = 30.0) -> str:
    posts = "".join(
        f"M{x:.1f} {GROUND_PX:.1f}v{-high:.1f}" for x in _steps(from_x, to_x, 9.0)
    )
    rails = "".join(
        f"M{from_x:.1f} {GROUND_PX - share * high:.1f}H{to_x:.1f}"
        for share in (0.35, 0.8)
    )
    return _shape(posts, stroke=INK, width=3) + _shape(rails, stroke=INK, width=2)


def _steps(start: float, end: float, apart: float) -> list[float]:
    count = max(1, round((end - start) / apart))
    return [start + n * (end - start) / count for n in range(count + 1)]


def _hedge(from_x: float, to_x: float, high: float) -> str:
    top, wide = GROUND_PX - high, to_x - from_x
    bumps = max(2, round(wide / 14))
    step = wide / bumps
    curve = "".join(f"a{step / 2:.1f} 6 0 0 1 {step:.1f} 0" for _ in range(bumps))
    d = f"M{from_x:.1f} {GROUND_PX:.1f}V{top:.1f}{curve}V{GROUND_PX:.1f}Z"
    leaves = "".join(
        f"M{x:.1f} {y:.1f}l4 -5"
        for x in _steps(from_x + 6, to_x - 10, 15)
        for y in _steps(top + 12, GROUND_PX - 6, 14)
    )
    return _shape(d, LEAF) + _shape(leaves, stroke="#4c6a3a", width=1.6)


def _arrow(d: str, tip: tuple[float, float, float], colour: str) -> str:
    """Draw a line and its head: x, y and the way it points [deg, 0 to the right]."""
    x, y, turn = tip
    halo = _shape(d, stroke=PAPER, width=9)
    line = _shape(d, stroke=colour, width=5)
    head = element(
        "path", d="M0 0l-13 -9v18Z", fill=colour, stroke=PAPER, stroke_width=1.5,
        transform=f"translate({x:.1f} {y:.1f}) rotate({turn:g})",
    )  # fmt: skip
    return halo + line + head


def _house(x: float, wide: float = 46.0, *, window: str = "#ffe9a8") -> str:
    wall = _box(x, GROUND_PX - 34, wide, 34, "#f3f0ea")
    roof = _shape(
        f"M{x - 5:.1f} {GROUND_PX - 34:.1f}L{x + wide / 2:.1f} {GROUND_PX - 56:.1f}"
        f"L{x + wide + 5:.1f} {GROUND_PX - 34:.1f}Z",
        "#a9aeb8",
    )
    pane = _box(x + 8, GROUND_PX - 27, 13, 12, window)
    door = _box(x + wide - 18, GROUND_PX - 22, 11, 22, WOOD)
    return wall + roof + pane + door


def _car(x: float, fill: str = "#c9ced6") -> str:
    body = f"M{x:.1f} {GROUND_PX - 7:.1f}v-13h10l8 -13h26l10 13h10v13Z"
    wheels = "".join(
        element("circle", cx=x + dx, cy=GROUND_PX - 6, r=7, fill=INK) for dx in (15, 49)
    )
    pane = _shape(
        f"M{x + 15:.1f} {GROUND_PX - 20:.1f}l6 -9h20l7 9Z", "#e8f2fa", width=1.6
    )
    return _shape(body, fill) + pane + wheels


def _open_outline(_: Surroundings) -> str:
    fence = _pickets(4, 40) + _pickets(122, 156)
    arrow = _arrow("M80 22V60", (80, 70, 90), ENTER)
    return fence + child(104) + arrow


def _short_cut(_: Surroundings) -> str:
    sides = _pickets(4, 34) + _pickets(126, 156)
    line = "M20 34C60 14 96 44 128 26"
    return sides + child(80) + _arrow(line, (140, 20, -28), ENTER)


def _many_entrances(_: Surroundings) -> str:
    fence = _pickets(4, 26) + _pickets(56, 78) + _pickets(108, 130)
    arrows = "".join(_arrow(f"M{x:g} 24V56", (x, 66, 90), ENTER) for x in (41, 93, 145))
    return fence + arrows


def _car_beside(_: Surroundings) -> str:
    kerb = _shape(f"M4 {GROUND_PX:.1f}H156", width=3)
    return _car(14) + child(112) + kerb + _arrow("M82 52H94", (104, 52, 0), ENTER)


def _unmarked(_: Surroundings) -> str:
    grass = "".join(
        f"M{x:.1f} {GROUND_PX:.1f}l-3 -13M{x:.1f} {GROUND_PX:.1f}l3 -16"
        for x in _steps(12, 62, 9)
    )
    post = _shape(f"M112 {GROUND_PX:.1f}V38", width=4)
    board = _box(86, 18, 52, 26, PAPER)
    mark = words(
        "？", 112, 39, 22, text_anchor="middle", font_weight="bold", fill=ENTER
    )
    rubbish = _shape(f"M40 {GROUND_PX:.1f}l-4 -11h16l-4 11Z", "#b8b8be", width=2)
    return _shape(grass, stroke="#4c6a3a", width=2) + rubbish + post + board + mark


def _no_footway(_: Surroundings) -> str:
    line = element(
        "path", d=f"M4 {GROUND_PX + 7:.1f}H156", stroke=PAPER, stroke_width=3,
        stroke_dasharray="10 8",
    )  # fmt: skip
    road = element("rect", y=GROUND_PX, width=WIDE_PX, height=14, fill="#8a8a90")
    return road + line + _car(8) + child(96) + child(132, height=34)


def _many_exits(_: Surroundings) -> str:
    walls = _box(2, 52, 38, 34, "#d5d5da") + _box(120, 52, 38, 34, "#d5d5da")
    arrows = (
        _arrow("M80 74V34", (80, 20, -90), ENTER)
        + _arrow("M72 72C60 64 58 40 40 34", (30, 31, 196), ENTER)
        + _arrow("M88 72C100 64 102 40 120 34", (130, 31, -16), ENTER)
    )
    return walls + arrows + element("circle", cx=80, cy=76, r=5, fill=ENTER)


def _blind_ground(around: Surroundings) -> str:
    """Draw the barrier as high as it is beside a child, both to scale."""
    metres = min(around.barrier_m or 1.8, 2.6)
    high = metres * _PX_A_METRE
    draws = _hedge if around.is_hedge else _wall
    figure = child(118, height=CHILD_M * _PX_A_METRE)
    eye = _eye(22, 40)
    line = element(
        "path", d=f"M34 42L{62:g} {GROUND_PX - min(high, 44) + 10:.1f}", stroke=HIDE,
        stroke_width=3.5, stroke_dasharray="6 5",
    )  # fmt: skip
    hidden = element(
        "ellipse", cx=118, cy=GROUND_PX, rx=30, ry=6, fill=HIDE, fill_opacity="0.35"
    )
    stop = _shape(
        f"M58 {GROUND_PX - min(high, 44) + 3:.1f}l10 10m0 -10l-10 10",
        stroke=HIDE,
        width=3.5,
    )
    size = ""
    if around.barrier_m is not None:
        size = words(
            f"{around.barrier_m:.1f} m", 82, max(16.0, GROUND_PX - high - 12),
            13, text_anchor="middle", font_weight="bold", fill=INK, stroke=SKY,
            stroke_width=3, paint_order="stroke",
        )  # fmt: skip
    return hidden + figure + draws(70, 94, high) + eye + line + stop + size


def _wall(from_x: float, to_x: float, high: float) -> str:
    rows = "".join(
        f"M{from_x:.1f} {y:.1f}H{to_x:.1f}"
        for y in _steps(GROUND_PX - high, GROUND_PX, 11)
    )
    block = _box(from_x, GROUND_PX - high, to_x - from_x, high, "#bfbfc5")
    return block + _shape(rows, width=1.2)


def _eye(x: float, y: float, colour: str = HIDE) -> str:
    lids = _shape(f"M{x - 14:.1f} {y:.1f}q14 -14 28 0q-14 14 -28 0Z", PAPER, colour, 3)
    return lids + element("circle", cx=x, cy=y, r=5, fill=colour)


def _no_window(_: Surroundings) -> str:
    wall = _box(6, 20, 62, 66, "#dcdce0")
    lines = _shape("M6 42h62M6 64h62", stroke="#a8a8ae", width=1.4)
    eye = _eye(37, 40) + _shape("M20 56L54 24", stroke=HIDE, width=4)
    return wall + lines + eye + child(116)


def _dark(_: Surroundings) -> str:
    night = element("rect", width=WIDE_PX, height=GROUND_PX, fill=NIGHT)
    moon = _shape(
        "M132 14a14 14 0 1 0 12 22a11 11 0 0 1 -12 -22Z", "#f7e9a5", "#f7e9a5", 1
    )
    lamp = _shape(f"M24 {GROUND_PX:.1f}V30h16", stroke="#c9ced6", width=4)
    out = _shape("M38 26l12 12m0 -12l-12 12", stroke="#f0f0f0", width=3.5)
    ground = element("rect", y=GROUND_PX, width=WIDE_PX, height=14, fill="#4b4a46")
    halo = element("ellipse", cx=96, cy=64, rx=22, ry=26, fill="#5d6b86")
    return night + moon + ground + lamp + out + halo + child(96)


def _unwatched(_: Surroundings) -> str:
    shut = _house(8, window="#8b8f98")
    eye = _eye(84, 30) + _shape("M68 46L100 14", stroke=HIDE, width=4)
    return shut + eye + child(122)


_SIGNS: Mapping[str, Callable[[Surroundings], str]] = {
    "open_outline": _open_outline,
    "short_cut": _short_cut,
    "many_entrances": _many_entrances,
    "car_beside": _car_beside,
    "unmarked": _unmarked,
    "no_footway": _no_footway,
    "many_exits": _many_exits,
    "blind_ground": _blind_ground,
    "no_window": _no_window,
    "dark": _dark,
    "unwatched": _unwatched,
}


def _run() -> str:
    """A car cannot turn as fast as a child."""
    speed = _shape("M66 52h12M64 62h14M66 72h12", stroke=INK, width=2.5)
    away = _arrow("M34 60H26", (12, 60, 180), "#00695c")
    return _car(90) + speed + child(50) + away


def _shout() -> str:
    waves = "".join(
        f"M{76 + 13 * n:g} {34 - 5 * n:g}"
        f"q{8 + 3 * n:g} {13 + 5 * n:g} 0 {26 + 10 * n:g}"
        for n in range(3)
    )
    word = words(
        "！", 136, 44, 34, text_anchor="middle", font_weight="bold", fill=ENTER
    )
    return child(50, height=50) + _shape(waves, stroke=ENTER, width=4) + word


def _to_house() -> str:
    return _house(86, 60) + child(34) + _arrow("M52 62H66", (80, 62, 0), "#00695c")


def _tell() -> str:
    phone = _box(112, 22, 22, 40, INK) + _box(115, 27, 16, 26, "#cfe3f5")
    number = words(
        "110", 123, 45, 11, text_anchor="middle", font_weight="bold", fill=INK
    )
    return _grown_up(80) + child(44) + phone + number


_STEPS: Mapping[str, Callable[[], str]] = {
    "run": _run,
    "shout": _shout,
    "house": _to_house,
    "tell": _tell,
}
