"""Geometries of the scene file: whole, valid and on the right ground."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Text
from machimori.scene.reading.values import is_finite_number

PLANE_LIMIT_M = 10_000_000.0
"""Farthest that a plane coordinate may lie from its origin. [m]"""

_DEPTHS = {
    "Point": 0,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the positions of each type are nested."""


@dataclass(eq=False)
class UnusableShape(Exception):
    """A geometry that the scene cannot take."""

    found: Any
    expected: Text
    remedy: Text


def read_shape(geometry: Any, allowed: tuple[str, ...]) -> BaseGeometry:
    """Build a geometry from GeoJSON, in the file's own coordinates.

    Parameters
    ----------
    geometry : object
        The feature's ``geometry`` member. A third coordinate is allowed and left out:
        heights are properties.
    allowed : tuple of str
        Geometry types that the kind may have; empty where the kind is unknown.

    Raises
    ------
    UnusableShape
        Not a geometry, of another type, empty, not finite, or crossing itself.
    """
    name, coordinates = _opened(geometry, allowed or tuple(_DEPTHS))
    clean = _nested(coordinates, _DEPTHS[name], is_area=name.endswith("Polygon"))
    built = shape({"type": name, "coordinates": clean})
    if not built.is_valid:
        raise _invalid(built)
    return built


def _opened(geometry: Any, allowed: tuple[str, ...]) -> tuple[str, Any]:
    expected = Text(ja="{types} の図形", en="a geometry of type {types}").format(
        types=" / ".join(allowed)
    )
    if geometry is None:
        raise UnusableShape(None, expected, _DRAW_IT)
    if not isinstance(geometry, Mapping):
        raise UnusableShape(geometry, expected, _DRAW_IT)
    name = geometry.get("type")
    if not isinstance(name, str) or name not in allowed:
        raise UnusableShape(name, expected, _CHANGE_TYPE)
    return name, geometry.get("coordinates")


_DRAW_IT = Text(
    ja="図形を描くか、この地物を取り除いてください。",
    en="Draw it, or remove the feature.",
)
_CHANGE_TYPE = Text(
    ja="図形の種類を変えるか、kind を直してください。",
    en="Change the type of the geometry, or correct the kind.",
)
_POSITION = Text(ja="[東, 北] の2つの数", en="two numbers [east, north]")
_LISTS = Text(ja="座標の一覧", en="a list of positions")
_TWO_POSITIONS = Text(ja="2点以上の線", en="a line of two points or more")
_CLOSED_RING = Text(
    ja="最初の点で閉じた4点以上の環",
    en="a ring of four positions or more that ends where it began",
)
_REDRAW = Text(ja="この図形を描き直してください。", en="Draw this geometry again.")
_NO_NAN = Text(
    ja="座標に NaN や無限大があります。この地物を作り直してください。",
    en="Coordinates must be finite. Make this feature again.",
)


def _nested(coordinates: Any, depth: int, *, is_area: bool) -> Any:
    if depth == 0:
        return _position(coordinates)
    if not isinstance(coordinates, list | tuple) or not coordinates:
        raise UnusableShape(coordinates, _LISTS, _REDRAW)
    parts = [_nested(part, depth - 1, is_area=is_area) for part in coordinates]
    if depth == 1 and is_area and (len(parts) < 4 or parts[0] != parts[-1]):
        raise UnusableShape(coordinates, _CLOSED_RING, _REDRAW)
    if depth == 1 and not is_area and len(parts) < 2:
        raise UnusableShape(coordinates, _TWO_POSITIONS, _REDRAW)
    return parts


def _position(position: Any) -> tuple[float, float]:
    if not isinstance(position, list | tuple) or len(position) not in (2, 3):
        raise UnusableShape(position, _POSITION, _REDRAW)
    for number in position:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise UnusableShape(position, _POSITION, _REDRAW)
        if not is_finite_number(number):
            raise UnusableShape(position, _POSITION, _NO_NAN)
    return float(position[0]), float(position[1])


def _invalid(built: BaseGeometry) -> UnusableShape:
    match = re.fullmatch(r"(.*?)\[(.*)\]", shapely.is_valid_reason(built))
    reason, at = match.groups() if match else ("?", "?")
    words = _REASONS.get(reason, Text.same(reason))
    where = Text(ja="{words}（{at} 付近）", en="{words} near {at}")
    return UnusableShape(
        found=reason if at == "?" else f"{reason} [{at}]",
        expected=Text(ja="自分自身と交わらない図形", en="a geometry that is valid"),
        remedy=Text(ja="{why}を直してください。", en="Correct it: {why}.").format(
            why=where.format(words=words, at=at)
        ),
    )


_REASONS = {
    "Self-intersection": Text(ja="自己交差", en="its outline crosses itself"),
    "Ring Self-intersection": Text(
        ja="輪郭の自己接触", en="its outline touches itself"
    ),
    "Hole lies outside shell": Text(ja="外にはみ出た穴", en="a hole lies outside"),
    "Holes are nested": Text(ja="穴の中の穴", en="a hole lies in a hole"),
    "Nested shells": Text(ja="重なった部分", en="its parts overlap"),
    "Interior is disconnected": Text(ja="途切れた内部", en="its inside is cut apart"),
    "Duplicate Rings": Text(ja="同じ輪郭の重複", en="it has the same ring twice"),
    "Too few points in geometry component": Text(
        ja="長さや広さのない部分", en="a part of it has no length or area"
    ),
}


def refuse_outside_japan(built: BaseGeometry) -> None:
    """Refuse longitudes and latitudes that are not in Japan, guessing the mistake.

    Raises
    ------
    UnusableShape
        With a hint at swapped coordinates or plane metres.
    """
    west, south, east, north = JAPAN_BOUNDS
    xy = shapely.get_coordinates(built)
    is_inside = ((west, south) <= xy) & (xy <= (east, north))
    for x, y in xy[~is_inside.all(axis=1)][:1].tolist():
        raise UnusableShape([x, y], _IN_JAPAN, _mistake(x, y))


_IN_JAPAN = Text(
    ja="日本の経度・緯度（東経122〜154.5度、北緯20〜46度）",
    en="longitude and latitude in Japan (122 to 154.5 E, 20 to 46 N)",
)


_PLANE = '"machimori": {"coordinates": "plane_m"}'


def _mistake(x: float, y: float) -> Text:
    west, south, east, north = JAPAN_BOUNDS
    if west <= y <= east and south <= x <= north:
        return Text(
            ja="経度と緯度が逆です。[経度, 緯度] の順に直してください。",
            en="Longitude and latitude are swapped: write [lon, lat].",
        )
    if abs(x) > 180 or abs(y) > 90:
        return Text(
            ja="平面直角座標のメートルのようです。"
            f"ファイルに {_PLANE} と書くか、"
            "WGS84 で書き出し直してください。",
            en=f"These look like plane metres: state {_PLANE}, or export again in "
            "WGS84.",
        )
    return Text(
        ja="座標を確かめるか、WGS84 で書き出し直してください。",
        en="Check the coordinates, or export again in WGS84.",
    )


def refuse_far_from_origin(built: BaseGeometry) -> None:
    """Refuse plane coordinates that no plane system of Japan has.

    Raises
    ------
    UnusableShape
    """
    xy = shapely.get_coordinates(built)
    for position in xy[(abs(xy) > PLANE_LIMIT_M).any(axis=1)][:1].tolist():
        raise UnusableShape(position, _NEAR_ORIGIN, _REDRAW)


_NEAR_ORIGIN = Text(
    ja="原点から1万km以内の平面座標（m）",
    en="plane metres within 10,000 km of the origin",
)


def looks_like_degrees(bounds: tuple[float, float, float, float]) -> bool:
    """Whether the bounds of a file in plane metres look like longitude and latitude.

    A scene less than a metre across that lies between 122 and 154.5 east and 20 and 46
    north of its origin is far less likely than a forgotten projection.
    """
    west, south, east, north = JAPAN_BOUNDS
    x0, y0, x1, y1 = bounds
    is_in_japan = west <= x0 and x1 <= east and south <= y0 and y1 <= north
    return is_in_japan and 0 < max(x1 - x0, y1 - y0) < 1.0
