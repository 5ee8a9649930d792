"""A folder with an editor's file of the demo town."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from machimori.demo import demo_town
from machimori.formats.scene_file import encode_json
from machimori.scene import scene_document
from tests.machimori.formats.safety_map.photographs import png

FILE = """\
title: {ja: ひばり小《しょう》 安全《あんぜん》マップ, en: Hibari safety map}
made_by: {ja: ｜4年《ねん》, en: class 4}
made_on: 2026-11-20
audience: AUDIENCE
of: town.geojson
consents: [refuge-koji]
blocks: {file: blocks.geojson, name: name}
names:
  park-hibari: {ja: ひばり公園《こうえん》, en: Hibari Park}
places:
  - at: underpass-dote
  - at: park-hibari
    hide: [トイレの裏《うら》が見《み》えなかった]
    says: 真《ま》ん中《なか》で遊《あそ》ぼう
    photo: toilet.png
    alt: トイレの裏
  - at: park-suzume
advice: [一人《ひとり》にならない]
"""


def editors_file(folder: Path, audience: str = "own_children") -> Path:
    (folder / "town.geojson").write_text(_town(), "utf-8")
    (folder / "blocks.geojson").write_text(_blocks(), "utf-8")
    (folder / "toilet.png").write_bytes(png())
    path = folder / "map.yaml"
    path.write_text(FILE.replace("AUDIENCE", audience), "utf-8")
    return path


@cache
def _town() -> str:
    return encode_json(scene_document(demo_town()))


def _blocks() -> str:
    west, east, south, north = 139.49, 139.51, 35.69, 35.71
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return encode_json(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": "ひばり町"},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            ],
        }
    )
