"""Scene documents for tests: small, valid, and easy to break."""

from __future__ import annotations

from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.scene import Scene, parse_scene

Json = dict[str, Any]

LON, LAT = 139.5, 35.7


def feature(
    name: Any, kind: str, geometry: Json | None = None, /, **properties: Any
) -> Json:
    made: Json = {
        "type": "Feature",
        "properties": {"kind": kind, **properties},
        "geometry": geometry or point(0, 0),
    }
    return made if name is None else {**made, "id": name}


def point(x: float, y: float) -> Json:
    return {"type": "Point", "coordinates": [x, y]}


def line(*positions: tuple[float, float]) -> Json:
    return {"type": "LineString", "coordinates": [list(p) for p in positions]}


def square(side: float = 10.0, x: float = 0.0, y: float = 0.0) -> Json:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def park(name: Any = "park", /, **properties: Any) -> Json:
    return feature(name, "place", square(), **{"place_kind": "park", **properties})


def plane(*features: Json, **header: Any) -> Json:
    header = {"schema": 1, "coordinates": "plane_m", **header}
    return collection(*features, machimori=header)


def collection(*features: Json, **members: Any) -> Json:
    return {"type": "FeatureCollection", "features": list(features), **members}


def problems(document: Any) -> list[Problem]:
    try:
        parse_scene(document, file="town.geojson")
    except InvalidInput as refused:
        return list(refused.problems)
    return []


def only_problem(document: Any) -> Problem:
    found = problems(document)
    assert len(found) == 1, [p.sentence("en") for p in found]
    return found[0]


def parsed(document: Any) -> Scene:
    return parse_scene(document, file="town.geojson")
