"""Who walks to school in the demo town, who watches, and its pupils' safety map."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from machimori.demo.town import demo_town
from machimori.geometry import PlaneFrame
from machimori.scene import Scene

_EDGE_M = 126.0
"""Half the width of the town. [m]"""


def demo_watching() -> Mapping[str, str]:
    """Write the plan of watching and the safety map that go with the demo town.

    Returns
    -------
    mapping of str to str
        File name to content: ``watch.yaml`` as ``machimori watch gap`` reads it,
        ``safety-map.yaml`` as ``machimori safety-map`` does, ``walks.yaml`` and
        ``roster.yaml`` with ``members.yaml`` as ``machimori patrol`` does, and the
        files they name.

    Examples
    --------
    >>> sorted(demo_watching())[-2:]
    ['watch-streets.geojson', 'watch.yaml']
    """
    town = demo_town()
    frame = town.frame
    return {
        **{name: _shipped(name) for name in _SHIPPED},
        "watch-streets.geojson": _collection(_streets(town), frame),
        "watch-route.geojson": _collection(_route(town), frame),
        "watch-blocks.geojson": _collection(_blocks(), frame),
        "watch-points.csv": _points(frame),
    }


_SHIPPED = (
    *("watch.yaml", "safety-map.yaml", "walks.yaml", "roster.yaml", "members.yaml"),
)


def _shipped(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _streets(town: Scene) -> Iterable[tuple[BaseGeometry, dict[str, Any]]]:
    for road in town.of_kind("road"):
        main = road.get("role") == "main"
        yield (
            road.geometry,
            {
                "name": road.name,
                "highway": "secondary" if main else "residential",
                "sidewalk": "both" if road.get("footway") else "no",
                "width": f"{road.get('width_m'):g}",
            },
        )


def _route(town: Scene) -> Iterable[tuple[BaseGeometry, dict[str, Any]]]:
    yield town.by_id["route-hibari"].geometry, {"name": "ひばり小学校の通学路"}


def _blocks() -> Iterable[tuple[BaseGeometry, dict[str, Any]]]:
    """Four blocks, parted by the streets in the middle."""
    far, middle = _EDGE_M, 0.0
    for name, children, (x, y) in (
        ("ひばり一丁目", 38, (-far, 10.0)),
        ("ひばり二丁目", 26, (middle, 10.0)),
        ("さくら一丁目", 12, (-far, -far)),
        ("さくら二丁目", 17, (middle, -far)),
    ):
        top = far if y > 0 else 10.0
        yield shapely.box(x, y, x + far, top), {"町丁目": name, "児童数": children}


_POINTS: tuple[tuple[str, str, str, tuple[float, float]], ...] = (
    ("学校", "ひばり小学校", "", (0.0, -62.0)),
    ("立哨", "中央通りの横断歩道", "7:30-8:15", (1.5, -3.0)),
    ("立哨", "さくら通りの角", "7:30-8:15", (3.0, -41.0)),
    ("店", "ひばりマート", "24時間", (12.0, 8.0)),
    ("110番", "ひばりマート", "7:00-22:00", (12.0, 8.0)),
    ("110番", "ひばり小路の家", "7:00-19:00", (-99.0, 31.0)),
    ("集合", "ひばり公園の角", "7:25-7:35", (-3.0, 64.0)),
    ("事故", "けやき通りの交差点", "", (86.0, 4.0)),
    ("事故", "さくら通り", "", (60.0, -38.0)),
)


def _points(frame: PlaneFrame) -> str:
    lines = ["区分,名称,時刻,経度,緯度"]
    for kind, name, hours, (x, y) in _POINTS:
        ((lon, lat),) = frame.to_lon_lat(np.array([[x, y]]))
        lines.append(f'{kind},{name},"{hours}",{lon:.6f},{lat:.6f}')
    return "\n".join(lines) + "\n"


def _collection(
    drawn: Iterable[tuple[BaseGeometry, dict[str, Any]]], frame: PlaneFrame
) -> str:
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(
                shapely.set_precision(
                    shapely.transform(geometry, frame.to_lon_lat),
                    1e-7,
                    mode="pointwise",
                )
            ),
        }
        for geometry, properties in drawn
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False)
