"""Scenes as they are kept: read strictly, changed as somebody measured, packed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from machimori.formats import read_scene
from machimori.scene import Scene
from machimori_office.inspections.models import SceneVersion
from machimori_office.web.errors import ElementMissing
from machimori_office.web.packing import unpacked

NAME = "scene.geojson"


def content_of(version: SceneVersion) -> bytes:
    """Return the scene file of a version."""
    return unpacked(version.packed)


def sha256(content: bytes) -> str:
    """Return the hash that reports name."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> Scene:
    """Read a scene file.

    Raises
    ------
    InvalidInput
        With all problems.
    """
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        file = Path(folder) / NAME
        file.write_bytes(content)
        return read_scene(file)


def with_measured(
    content: bytes, element: str, measured: Mapping[str, Any], *, on: date, by: str
) -> bytes:
    """Return a scene in which an element has what somebody measured.

    Parameters
    ----------
    content : bytes
        A GeoJSON scene.
    element : str
        The id of a feature.
    measured : mapping
        Properties and their new values: ``{"height_m": 1.0}``.
    on : date
    by : str

    Raises
    ------
    ElementMissing
        No feature has this id.
    """
    document = json.loads(content)
    features = [f for f in document["features"] if id_of(f) == element]
    if not features:
        raise ElementMissing(element=element)
    for feature in features:
        properties = feature["properties"]
        evidence = _measured(properties.get("evidence"), measured, on, by)
        properties |= {**measured, "evidence": evidence}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _measured(
    former: Mapping[str, Any] | None, measured: Mapping[str, Any], on: date, by: str
) -> dict[str, Any]:
    """Say who measured what; the rest is known as it was before."""
    of = sorted(measured)
    if former and former.get("of") == of:
        former = former.get("otherwise")
    evidence = {"method": "measured", "on": on.isoformat(), "by": by, "of": of}
    return evidence | ({"otherwise": former} if former else {})


def measurable(content: bytes, element: str) -> dict[str, float]:
    """Return the lengths of an element that somebody can measure anew."""
    document = json.loads(content)
    for feature in document["features"]:
        if id_of(feature) == element:
            properties = feature["properties"]
            return {
                name: value
                for name, value in properties.items()
                if name.endswith("_m") and isinstance(value, int | float)
            }
    return {}


def id_of(feature: Mapping[str, Any]) -> str:
    """Return the id of a feature of a scene file."""
    return str(feature.get("id") or feature.get("properties", {}).get("id", ""))
