"""The table of a lux survey, taken after dark."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import shapely

from machimori.assessment.lux_survey import LuxReading
from machimori.errors import did_you_mean
from machimori.formats.tables import Column, Row, finish, read_table
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

PLANES = {"horizontal": "horizontal", "水平": "horizontal"}
PLANES |= {"vertical": "vertical", "鉛直": "vertical"}

FAR_M = 500.0
"""A point further than this from everything in the scene is in other coordinates."""

JAPAN_MERIDIAN = (135.0, 35.0)
"""Where the sun is looked up for a scene whose place on the earth is unknown. [deg]"""


def read_lux_survey(path: Path, scene: Scene) -> tuple[LuxReading, ...]:
    """Read the readings of a lux meter.

    Parameters
    ----------
    path : Path
        CSV, Excel, JSON or YAML with the columns of ``COLUMNS``. A reading names a
        feature of the scene, longitude and latitude, or x and y in plane metres. Times
        carry their offset (``2026-11-20T19:30+09:00``).
    scene : Scene

    Returns
    -------
    tuple of LuxReading

    Raises
    ------
    InvalidInput
        With all problems: readings by daylight, times without offset, points far away.
    """
    rows = read_table(path, COLUMNS)
    around = shapely.total_bounds([f.geometry for f in scene.features])
    readings = [_reading(row, scene, around) for row in rows]
    finish(rows)
    return tuple(r for r in readings if r is not None)


def _reading(row: Row, scene: Scene, around: np.ndarray) -> LuxReading | None:
    where = _position(row, scene)
    at = _instant(row)
    lux = row.number("lux")
    if lux is None:
        row.needed("lux")
    elif lux < 0:
        row.wrong("lux", lux, Text(ja="0以上の値", en="a value of 0 or more"))
    plane = row.text("plane", "horizontal") or "horizontal"
    if plane not in PLANES:
        row.wrong("plane", plane, did_you_mean(plane, PLANES))
    if where is None or at is None or lux is None:
        return None
    _refuse_far(row, where, around)
    _refuse_daylight(row, scene, where, at)
    height = row.number("height")
    return LuxReading(
        x_m=where[0],
        y_m=where[1],
        subject=row.text("point") or None,
        lux=lux,
        height_m=0.0 if height is None else height,
        plane=PLANES.get(plane, "horizontal"),
        at=at,
        meter=" ".join(filter(None, (row.text("meter"), row.text("class")))),
        calibrated_on=row.day("calibrated_on"),
        source=row.file,
    )


def _position(row: Row, scene: Scene) -> tuple[float, float] | None:
    if row.text("lon") or row.text("lat"):
        lon_lat = (row.number("lon"), row.number("lat"))
        if None in lon_lat or scene.frame.epsg is None:
            row.wrong("lon", lon_lat, _COORDINATES)
            return None
        x, y = scene.frame.to_plane(np.array([lon_lat], dtype=float))[0]
        return float(x), float(y)
    if row.text("x") or row.text("y"):
        x, y = row.number("x"), row.number("y")
        return None if x is None or y is None else (x, y)
    name = row.text("point")
    if name in scene.by_id:
        point = scene.by_id[name].geometry.representative_point()
        return point.x, point.y
    row.wrong("point", name, did_you_mean(name, scene.by_id))
    return None


_COORDINATES = Text(
    ja="場面ファイルと同じ座標（経度・緯度、または平面のx・y）",
    en="coordinates like the scene's: longitude and latitude, or plane x and y",
)


def _instant(row: Row) -> datetime | None:
    text = row.needed("time")
    expected = Text(
        ja="時差つきの日時（例 2026-11-20T19:30+09:00）",
        en="a time with its offset, such as 2026-11-20T19:30+09:00",
    )
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        row.wrong("time", text, expected)
        return None
    if at.utcoffset() is None:
        row.wrong("time", text, expected)
        return None
    return at


def _refuse_far(row: Row, where: tuple[float, float], around: np.ndarray) -> None:
    west, south, east, north = around
    x, y = where
    dx = max(west - x, 0.0, x - east)
    dy = max(south - y, 0.0, y - north)
    if np.hypot(dx, dy) > FAR_M:
        found = f"{x:.0f}, {y:.0f}"
        row.wrong("point", found, _COORDINATES)


def _refuse_daylight(
    row: Row, scene: Scene, where: tuple[float, float], at: datetime
) -> None:
    lon, lat = JAPAN_MERIDIAN
    if scene.frame.epsg is not None:
        lon, lat = scene.frame.to_lon_lat(np.array([where]))[0]
    elevation = sun_elevation_deg(float(lon), float(lat), at)
    if elevation > CIVIL_TWILIGHT_DEG:
        row.wrong(
            "time",
            at.isoformat(),
            Text(ja="日没後の測定", en="a reading after dark"),
            Text(
                ja=f"太陽の高度が{elevation:.0f}°です。薄明が終わってから測り直してください。",
                en=f"The sun stands at {elevation:.0f}°. Measure again after twilight.",
            ),
        )
