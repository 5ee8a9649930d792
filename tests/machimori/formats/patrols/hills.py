"""A made-up town's plan of walks: streets with and without lamps, a gap, walkers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LON, LAT, STEP = 138.30, 34.86, 0.001
WALKS = """\
title: みどり町の見守り歩き
streets: streets.geojson
first_on: 2026-06-01
last_on: 2026-06-28
seed: 20260601
gap: {file: gap.geojson, most: 16}
places:
  - {id: park, name: ひばり公園, lon: 138.3035, lat: 34.8635, worth: 900,
     reason: 生垣が高く、道から見えません, begins: 14:30, ends: 17:30}
walkers:
  - {id: group, name: みどり町会, kind: group, start: [138.302, 34.862], begins: 15:00,
     lasts_min: 60, weekdays: [wed], weeks_of_month: [1, 3]}
  - {id: post, name: 朝の見守り, kind: post, begins: 7:30, lasts_min: 60, people: 3,
     weekdays: [mon, tue, wed, thu, fri]}
  - {id: car, name: 青パト1号, kind: car, start: [138.300, 34.860], begins: 14:00,
     lasts_min: 120, weekdays: [tue, thu]}
rules: {random_share: 0.25, has_control: true}
"""


def build_walks(folder: Path, text: str = WALKS) -> Path:
    """Write the plan and its files."""
    rows = [_line((0, y), (6, y), highway="residential", lit="yes") for y in range(7)]
    columns = [_line((x, 0), (x, 6), highway="residential") for x in range(7)]
    _write(folder / "streets.geojson", rows + columns)
    _write(folder / "gap.geojson", [_gap(x, y) for x in range(6) for y in range(1, 6)])
    plan = folder / "walks.yaml"
    plan.write_text(text, encoding="utf-8")
    return plan


def _gap(x: int, y: int) -> dict[str, Any]:
    children = float((x * 5 + y * 3) % 7)
    times = {"gap at most 7:30": children, "gap at most 15:00": 2 * children}
    return _line((x, y), (x + 1, y), name=f"{y + 1}番通り", **times)


def _line(*spots: tuple[int, int], **properties: Any) -> dict[str, Any]:
    xy = [[round(LON + x * STEP, 7), round(LAT + y * STEP, 7)] for x, y in spots]
    geometry = {"type": "LineString", "coordinates": xy}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _write(path: Path, features: list[dict[str, Any]]) -> None:
    content = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
