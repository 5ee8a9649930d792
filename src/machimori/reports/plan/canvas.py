"""From plane metres to the pixels of an SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from math import sqrt

import shapely
from shapely.geometry.base import BaseGeometry

MARGIN_SHARE = 0.05
MARGIN_LEAST_M = 6.0
FLATTEST = 0.26
"""Least height of a plan, as a share of its width."""

BESIDE_BELOW = 0.66
"""A plan narrower than this share of the sheet leaves room for a legend beside it."""

TURNED_FROM = 2.2
"""A place so many times as high as wide is laid along the sheet, north to the right."""

FINE_FROM_SCALE = 4.0
"""Pixels a metre from which lines and symbols have their full size."""

_SIMPLIFIED_PX = 0.3
_CLOSING = ")”,.:;、。・，．）」』】：；！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_OPENING = "（「『【(“"
_PIECE = re.compile(rf"[\x00-\u2e7f]+?(?:\s+|(?=[\u2e80-\uffff])|$)|.[{_CLOSING}]*")


@dataclass(frozen=True)
class Canvas:
    """A window on the scene and the picture that it becomes.

    Parameters
    ----------
    west, north : float
        The upper left corner of the window, as seen with north up. [m]
    scale : float
        Pixels a metre.
    width_px, height_px : float
    is_turned : bool
        Whether north is to the right.
    """

    west: float
    north: float
    scale: float
    width_px: float
    height_px: float
    is_turned: bool = False

    @classmethod
    def around(cls, geometry: BaseGeometry, size: tuple[float, float]) -> Canvas:
        """Crop to a geometry: at most as wide and as high as `size`."""
        west, south, east, north = geometry.bounds
        wide, high = east - west, north - south
        margin = max(MARGIN_LEAST_M, MARGIN_SHARE * max(wide, high))
        is_turned = high > TURNED_FROM * wide
        across, down = (high, wide) if is_turned else (wide, high)
        across, down = across + 2 * margin, down + 2 * margin
        width_px, height_px = _fitting(across, down, size)
        scale = min(width_px / across, height_px / down)
        shown = (height_px, width_px) if is_turned else (width_px, height_px)
        return cls(
            west=(west + east) / 2 - shown[0] / scale / 2,
            north=(south + north) / 2 + shown[1] / scale / 2,
            scale=scale,
            width_px=width_px,
            height_px=height_px,
            is_turned=is_turned,
        )

    @property
    def window(self) -> BaseGeometry:
        """The ground that the picture shows."""
        wide, high = self.width_px / self.scale, self.height_px / self.scale
        if self.is_turned:
            wide, high = high, wide
        return shapely.box(self.west, self.north - high, self.west + wide, self.north)

    @property
    def fineness(self) -> float:
        """How much thinner and smaller things are drawn on a plan of small scale."""
        return min(1.0, max(0.5, sqrt(self.scale / FINE_FROM_SCALE)))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the scene lies in the picture."""
        if self.is_turned:
            south = self.north - self.width_px / self.scale
            return (y - south) * self.scale, (x - self.west) * self.scale
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def shown(self, geometry: BaseGeometry) -> BaseGeometry:
        """What of a geometry the picture shows, no finer than it can be seen."""
        coarse = shapely.simplify(geometry, _SIMPLIFIED_PX / self.scale)
        return shapely.clip_by_rect(coarse, *self.window.bounds)

    def d(self, geometry: BaseGeometry) -> str:
        """Path data of lines and polygons."""
        return "".join(self._part(part) for part in shapely.get_parts(geometry))

    def _part(self, part: BaseGeometry) -> str:
        if part.geom_type == "Polygon":
            # Outlines turn one way and holes the other: what overlaps is filled.
            turned = shapely.orient_polygons(part)
            rings = (turned.exterior, *turned.interiors)
            return "".join(self._run(ring, close=True) for ring in rings)
        if part.geom_type == "LineString":
            return self._run(part, close=False)
        return self.d(part) if part.geom_type.startswith("Multi") else ""

    def _run(self, line: BaseGeometry, *, close: bool) -> str:
        points = [self.at(x, y) for x, y in shapely.get_coordinates(line)]
        steps = [f"{x:.1f} {y:.1f}" for x, y in points[: -1 if close else None]]
        if not steps:
            return ""
        return f"M{steps[0]}" + "".join(f"L{s}" for s in steps[1:]) + "Z" * close


def _fitting(
    across: float, down: float, size: tuple[float, float]
) -> tuple[float, float]:
    """As high as it needs; narrower than the sheet only if a legend fits beside it."""
    width_px, most_px = size
    height_px = max(width_px * down / across, FLATTEST * width_px)
    if height_px <= most_px:
        return width_px, height_px
    narrow_px = most_px * across / down
    return (narrow_px if narrow_px <= BESIDE_BELOW * width_px else width_px), most_px


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Write one SVG element; ``_`` in a name stands for ``-``."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{tag}{given}>{content}</{tag}>" if content else f"<{tag}{given}/>"


def with_own_ids(svg: str, prefix: str) -> str:
    """Put a prefix before the ids of a picture, so that many stand on one page."""
    named = re.sub(r'\bid="', f'id="{prefix}-', svg)
    return named.replace("url(#", f"url(#{prefix}-")


def words(
    content: str, x: float, y: float, size: float = 12, /, **attributes: object
) -> str:
    """Write text in a picture."""
    return element("text", escape(content), x=x, y=y, font_size=size, **attributes)


def width_of(content: str, size: float) -> float:
    """Estimate how wide text is: full-width letters one em, others little over half."""
    return size * sum(0.58 if ord(letter) < 0x2E80 else 1.0 for letter in content)


def wrapped(content: str, width: float, size: float) -> list[str]:
    """Break text into lines: at spaces, and between full-width letters anywhere."""
    lines, line = [], ""
    for piece in _PIECE.findall(content):
        may_break = line and line[-1] not in _OPENING and piece[0] not in _CLOSING
        if may_break and width_of(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(str(value), quote=True)
