"""From plane metres to the pixels of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

MARGIN_SHARE = 0.06
MARGIN_LEAST_M = 8.0
FLATTEST = 0.42
"""Least height of a plan, as a share of its width."""

_SIMPLIFIED_PX = 0.3


@dataclass(frozen=True)
class Canvas:
    """A window on the scene and the picture that it becomes.

    Parameters
    ----------
    west, north : float
        Its upper left corner. [m]
    scale : float
        Pixels a metre.
    width_px, height_px : float
    """

    west: float
    north: float
    scale: float
    width_px: float
    height_px: float

    @classmethod
    def around(cls, geometry: BaseGeometry, size: tuple[float, float]) -> Canvas:
        """Choose the window about a geometry: as wide as `size`, at most as high."""
        west, south, east, north = geometry.bounds
        margin = max(MARGIN_LEAST_M, MARGIN_SHARE * max(east - west, north - south))
        wide, high = east - west + 2 * margin, north - south + 2 * margin
        width_px, most_px = size
        height_px = min(max(width_px * high / wide, FLATTEST * width_px), most_px)
        scale = min(width_px / wide, height_px / high)
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        return cls(
            west=middle_x - width_px / scale / 2,
            north=middle_y + height_px / scale / 2,
            scale=scale,
            width_px=width_px,
            height_px=height_px,
        )

    @property
    def window(self) -> BaseGeometry:
        """The ground that the picture shows."""
        east = self.west + self.width_px / self.scale
        south = self.north - self.height_px / self.scale
        return shapely.box(self.west, south, east, self.north)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the scene lies in the picture."""
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


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Write one SVG element; ``_`` in a name stands for ``-``."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{tag}{given}>{content}</{tag}>" if content else f"<{tag}{given}/>"


def words(
    content: str, x: float, y: float, size: float = 12, /, **attributes: object
) -> str:
    """Write text in a picture."""
    return element("text", escape(content), x=x, y=y, font_size=size, **attributes)


def width_of(content: str, size: float) -> float:
    """Estimate how wide text is: full-width letters one em, others little over half."""
    return size * sum(0.58 if ord(letter) < 0x2E80 else 1.0 for letter in content)


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(str(value), quote=True)
