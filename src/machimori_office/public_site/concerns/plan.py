"""A plan of the districts on which a place is chosen: a picture that is pressed.

Browsers send where on a picture a button was pressed, without any program in the page.
The picture has one size on every screen, since it is the pressed pixel that is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from xml.sax.saxutils import escape

import shapely
from shapely.geometry import shape

from machimori_office.places.models import District
from machimori_office.web.words import Variety

SIDE_PX = 260
"""Fits a telephone of 320 px."""
CLOSEST = 3
_WIDER = 1.1
_CLOSER = 3.0
_METRES_OF_DEGREE = 111_320.0


@dataclass(frozen=True)
class View:
    """What part of the city a plan shows.

    Parameters
    ----------
    lon, lat : float
        Of its middle. [deg]
    side_deg : float
        How much latitude it shows. [deg]
    """

    lon: float
    lat: float
    side_deg: float

    @property
    def side_m(self) -> float:
        """Return how far it is from edge to edge [m]."""
        return self.side_deg * _METRES_OF_DEGREE

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point is in the picture [px]."""
        scale = SIDE_PX / self.side_deg
        x = SIDE_PX / 2 + (lon - self.lon) * self._narrow * scale
        return x, SIDE_PX / 2 - (lat - self.lat) * scale

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a pixel [deg]."""
        scale = self.side_deg / SIDE_PX
        lon = self.lon + (x - SIDE_PX / 2) * scale / self._narrow
        return lon, self.lat - (y - SIDE_PX / 2) * scale

    @property
    def _narrow(self) -> float:
        return cos(radians(self.lat))


def drawn() -> list[District]:
    """Return the districts whose boundaries the city has."""
    found = District.objects.filter(is_current=True, boundary__isnull=False)
    return list(found)


def view_of(
    districts: Iterable[District], *, at: tuple[float, float] | None, level: int
) -> View | None:
    """Return the whole city, or closer around a point; None where nothing is drawn."""
    bounds = [
        (d.west, d.south, d.east, d.north)
        for d in districts
        if None not in (d.west, d.south, d.east, d.north)
    ]
    if not bounds:
        return None
    west, south = (min(float(b[i] or 0) for b in bounds) for i in (0, 1))
    east, north = (max(float(b[i] or 0) for b in bounds) for i in (2, 3))
    lon, lat = (west + east) / 2, (south + north) / 2
    side = _WIDER * max(north - south, (east - west) * cos(radians(lat)))
    if at is None or level < 1:
        return View(lon, lat, side)
    return View(*at, side / _CLOSER ** min(level, CLOSEST))


def is_inside(view: View, lon: float, lat: float) -> bool:
    """Whether a point is in or near what the plan of the whole city shows."""
    x, y = view.pixel(lon, lat)
    return -SIDE_PX <= x <= 2 * SIDE_PX and -SIDE_PX <= y <= 2 * SIDE_PX


def svg(
    districts: Iterable[District],
    view: View,
    variety: Variety,
    *,
    at: tuple[float, float] | None,
) -> str:
    """Draw the plan: the districts with their names, and the point that was chosen."""
    drawn_ = "".join(_district(d, view, variety) for d in districts)
    mark = _mark(*view.pixel(*at)) if at else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE_PX}" '
        f'height="{SIDE_PX}" viewBox="0 0 {SIDE_PX} {SIDE_PX}">'
        f'<rect width="{SIDE_PX}" height="{SIDE_PX}" fill="#fff"/>{drawn_}{mark}</svg>'
    )


def _district(district: District, view: View, variety: Variety) -> str:
    outline = shape(district.boundary)
    path = " ".join(_rings(outline, view))
    name = _named(district, variety)
    x, y = view.pixel(*outline.representative_point().coords[0])
    return (
        f'<path d="{path}" fill="#e8f1fe" stroke="#0017c1" fill-rule="evenodd"/>'
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" font-family="sans-serif" '
        f'text-anchor="middle" fill="#1a1a1c">{escape(name)}</text>'
    )


def _rings(outline: Any, view: View) -> Iterator[str]:
    for ring in shapely.get_rings(shapely.get_parts(outline)):
        points = (view.pixel(lon, lat) for lon, lat in ring.coords)
        yield "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _mark(x: float, y: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" stroke="#fff" '
        f'stroke-width="6"/><circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" '
        f'stroke="#ce0000" stroke-width="3"/>'
    )


def _named(district: District, variety: Variety) -> str:
    names = {"en": district.name_en, "easy": district.name_ja, "ja": district.name_ja}
    return names[variety] or district.name_ja
