"""A village as a city's files draw it: streets, a school, blocks, watchers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LON, LAT = 138.30, 34.86
STEP = 0.001
"""About 91 m east, 111 m north."""


def at(x: float, y: float) -> list[float]:
    return [round(LON + x * STEP, 7), round(LAT + y * STEP, 7)]


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def line(*spots: tuple[float, float], **properties: Any) -> dict[str, Any]:
    return feature("LineString", [at(*spot) for spot in spots], **properties)


def area(x: float, y: float, side: float, **properties: Any) -> dict[str, Any]:
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return feature("Polygon", [[at(*corner) for corner in corners]], **properties)


PLAN = """\
title: みどり村の見守り
streets: streets.geojson
schools: {file: schools.csv, name: 名称}
blocks: {file: blocks.geojson, name: 区域, children: 児童数}
school_routes: routes.geojson
standing: {file: standing.csv, name: 名称, children: 人数, hours: {column: 時刻}}
watchers:
  - {kind: post, file: posts.csv, name: 名称, hours: "7:30-8:15"}
  - {kind: refuge, file: refuges.csv}
accidents: accidents.csv
surveyed: [post, refuge]
assumptions: {chance-post: 0.8}
chosen_by: みどり村
"""


def build(folder: Path, plan: str = PLAN) -> Path:
    """Write the village's files and its plan."""
    rows = [line((0, y), (4, y), highway="residential", lit="yes") for y in range(4)]
    columns = [line((x, 0), (x, 3), highway="residential") for x in range(5)]
    blocks = [
        area(x, y, 1.5, 区域=f"{x:g}-{y:g}", 児童数=10 * (x + y))
        for x in (0, 1.5, 3)
        for y in (0, 1.5)
    ]
    texts = {
        "streets.geojson": collection(*rows, *columns),
        "blocks.geojson": collection(*blocks),
        "routes.geojson": collection(line((0, 1), (4, 1)), line((0, 0), (0, 3))),
        "schools.csv": _table("名称", "みどり小学校", spot=(0, 1.2)),
        "posts.csv": _table("名称", "正門前", spot=(0, 1)),
        "refuges.csv": _table("名称", "こども110番", spot=(2, 1.1)),
        "accidents.csv": _table("名称", "事故", spot=(2, 1)),
        "standing.csv": "名称,人数,時刻,緯度,経度\n"
        + f"集合場所,8,7:20-7:35,{at(3, 1)[1]},{at(3, 1)[0]}\n"
        + "位置なし,,,,\n",
        "watch.yaml": plan,
    }
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "watch.yaml"


def _table(head: str, name: str, *, spot: tuple[float, float]) -> str:
    lon, lat = at(*spot)
    return f"{head},緯度,経度\n{name},{lat},{lon}\n"
