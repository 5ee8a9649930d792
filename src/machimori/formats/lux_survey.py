"""The table of a lux survey, taken after dark."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
from shapely.geometry import GeometryCollection, Point
from shapely.geometry.base import BaseGeometry

from machimori.assessment.lux_survey import LuxReading
from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, read_each
from machimori.formats.tables.days import read_instant
from machimori.language import Text
from machimori.lighting.daylight import CIVIL_TWILIGHT_DEG, sun_elevation_deg
from machimori.scene import Scene

COLUMNS = (
    Column("point", "測定点"),
    Column("lon", "経度"),
    Column("lat", "緯度"),
    Column("x", "X"),
    Column("y", "Y"),
    Column("lux", "照度", required=True),
    Column("height", "高さ"),
    Column("plane", "面"),
    Column("time", "日時", required=True),
    Column("meter", "照度計"),
    Column("class", "級"),
    Column("calibrated_on", "校正日"),
)

PLANES = {
    "horizontal": "horizontal",
    "水平": "horizontal",
    "水平面": "horizontal",
    "vertical": "vertical",
    "鉛直": "vertical",
    "鉛直面": "vertical",
}

FAR_M = 500.0
"""A point further than this from everything in the scene is in other coordinates."""

JAPAN_MERIDIAN = (135.0, 35.0)
"""Where the sun is looked up for a scene whose place on the earth is unknown. [deg]"""

Position = tuple[float, float]


def read_lux_survey(path: Path, scene: Scene) -> tuple[LuxReading, ...]:
    """Read the readings of a lux meter.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. A reading names a
        feature of the scene, or gives longitude and latitude, or x and y where the
        scene is in plane metres. Times carry their offset
        (``2026-11-20T19:30+09:00``).
    scene : Scene

    Returns
    -------
    tuple of LuxReading

    Raises
    ------
    InvalidInput
        With all problems: readings by daylight, times without offset, points far away.
    """
    extent = GeometryCollection([f.geometry for f in scene.features]).envelope
    return read_each(path, COLUMNS, lambda row: _reading(row, scene, extent))


def _reading(row: Row, scene: Scene, extent: BaseGeometry) -> LuxReading | None:
    where, at = _position(row, scene, extent), _instant(row)
    row.needed("lux")
    lux, height_m = _not_negative(row, "lux"), _not_negative(row, "height")
    plane = row.choice("plane", PLANES, "horizontal")
    if where is None or at is None or lux is None:
        return None
    _refuse_daylight(row, scene, where, at)
    name = row.text("point")
    return LuxReading(
        x_m=where[0],
        y_m=where[1],
        subject=name if name in scene.by_id else None,
        lux=lux,
        height_m=height_m or 0.0,
        plane=plane,
        at=at,
        meter=" ".join(filter(None, (row.text("meter"), row.text("class")))),
        calibrated_on=row.day("calibrated_on"),
        source=row.file,
    )


def _not_negative(row: Row, name: str) -> float | None:
    value = row.number(name)
    if value is not None and value < 0:
        row.wrong(name, value, Text(ja="0以上の値", en="a value of 0 or more"))
    return value


def _position(row: Row, scene: Scene, extent: BaseGeometry) -> Position | None:
    for names, is_on_earth in ((("lon", "lat"), True), (("x", "y"), False)):
        given = [name for name in names if row.text(name)]
        if given and is_on_earth != (scene.frame.epsg is not None):
            row.wrong(given[0], row.text(given[0]), _like(scene), _SAME_COORDINATES)
            return None
        if given:
            return _at_coordinates(row, scene, extent, names)
    return _at_feature(row, scene)


def _at_coordinates(
    row: Row, scene: Scene, extent: BaseGeometry, names: tuple[str, str]
) -> Position | None:
    for name in names:
        row.needed(name)
    first, second = (row.number(name) for name in names)
    if first is None or second is None:
        return None
    x, y = scene.frame.to_plane(np.array([[first, second]]))[0]
    # Longitude and latitude swapped are nowhere: they come out infinite.
    if np.isfinite([x, y]).all() and extent.distance(Point(x, y)) <= FAR_M:
        return float(x), float(y)
    row.wrong(names[0], f"{first:g}, {second:g}", _NEAR, _SAME_COORDINATES)
    return None


def _at_feature(row: Row, scene: Scene) -> Position | None:
    name = row.needed("point")
    if name in scene.by_id:
        point = scene.by_id[name].geometry.representative_point()
        return point.x, point.y
    if name:
        row.wrong("point", name, did_you_mean(name, scene.by_id), _NAME_OR_PLACE)
    return None


def _instant(row: Row) -> datetime | None:
    text = row.needed("time")
    at = read_instant(row.cells.get("time", ""))
    if text and (at is None or at.utcoffset() is None):
        row.wrong("time", text, _WITH_OFFSET, _ADD_OFFSET)
        return None
    return at


def _refuse_daylight(row: Row, scene: Scene, where: Position, at: datetime) -> None:
    lon, lat = JAPAN_MERIDIAN
    if scene.frame.epsg is not None:
        lon, lat = scene.frame.to_lon_lat(np.array([where]))[0]
    elevation = sun_elevation_deg(float(lon), float(lat), at)
    if elevation > CIVIL_TWILIGHT_DEG:
        remedy = _AFTER_DARK.format(elevation=f"{elevation:.0f}")
        row.wrong("time", at.isoformat(), _DARK, remedy)


def _like(scene: Scene) -> Text:
    return _PLANE if scene.frame.epsg is None else _ON_EARTH


_ON_EARTH = Text(
    ja="場面ファイルと同じ経度・緯度（lon、lat列）",
    en="longitude and latitude like the scene's (columns lon, lat)",
)
_PLANE = Text(
    ja="場面ファイルと同じ平面のメートル（x、y列）",
    en="plane metres like the scene's (columns x, y)",
)
_NEAR = Text(
    ja=f"場面から{FAR_M:.0f} m以内の点", en=f"a point within {FAR_M:.0f} m of the scene"
)
_SAME_COORDINATES = Text(
    ja="場面ファイルと同じ座標で書いてください（経度と緯度が逆ではありませんか）。",
    en="Give the scene's own coordinates (are longitude and latitude swapped?).",
)
_NAME_OR_PLACE = Text(
    ja="場面ファイルのidを書くか、座標の列を加えてください。",
    en="Give an id of the scene file, or add columns of coordinates.",
)
_WITH_OFFSET = Text(
    ja="時差つきの日時（例 2026-11-20T19:30+09:00）",
    en="a time with its offset, such as 2026-11-20T19:30+09:00",
)
_ADD_OFFSET = Text(
    ja="日本の時刻なら、末尾に +09:00 を付けてください。",
    en="Add its offset from UTC; Japan's is +09:00.",
)
_DARK = Text(ja="日が暮れた後の測定", en="a reading after dark")
_AFTER_DARK = Text(
    ja="太陽の高度が{elevation}°です。薄明が終わってから測り直してください。",
    en="The sun stands at {elevation}°. Measure again after twilight.",
)
