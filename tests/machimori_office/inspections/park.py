"""A park with a hedge that is too high, as a scene file."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from machimori_office.inspections.models import Site
from machimori_office.inspections.services import register

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
TODAY = NOW.date()
STAFF = "0f0f"
TOO_HIGH = "jp-16/roads/plants-position"


def feature(id_: str, kind: str, geometry: dict, **properties: object) -> dict:
    return {
        "type": "Feature",
        "id": id_,
        "geometry": geometry,
        "properties": {"kind": kind, **properties},
    }


def line(*points: tuple[float, float]) -> dict:
    return {"type": "LineString", "coordinates": list(map(list, points))}


GROUND = {
    "type": "Polygon",
    "coordinates": [[[0, 0], [40, 0], [40, 30], [0, 30], [0, 0]]],
}


def scene(height_m: float = 2.1) -> bytes:
    park = feature("park", "place", GROUND, place_kind="park", name="もみじ公園")
    park["properties"]["complete"] = ["hedge", "obstacle"]
    hedge = feature("hedge", "hedge", line((5, 10), (35, 10)), height_m=height_m)
    path = feature("path", "path", line((0, 15), (40, 15)), width_m=2)
    document = {
        "type": "FeatureCollection",
        "machimori": {"schema": 1, "coordinates": "plane_m"},
        "features": [park, path, hedge],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def registered(height_m: float = 2.1) -> Site:
    site = Site(code="momiji", name="もみじ公園", keeper="公園係")
    register(site, scene(height_m), actor=STAFF, reason="mapped", at=NOW)
    return site
