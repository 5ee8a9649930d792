"""From a scene back to the document that a scene file holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from machimori.scene.model import Assumption, Feature, Scene
from machimori.scene.reading.header import SCHEMA

LON_LAT_DECIMALS = 8
PLANE_DECIMALS = 3


def scene_document(scene: Scene) -> dict[str, Any]:
    """Make the GeoJSON document of a scene.

    Parameters
    ----------
    scene : Scene

    Returns
    -------
    dict
        A FeatureCollection that :func:`parse_scene` reads back: the same features in
        the same order, coordinates within a millimetre. The same scene always gives
        the same document.
    """
    return {
        "type": "FeatureCollection",
        "machimori": _header(scene),
        "features": [
            _feature(feature, shape)
            for feature, shape in zip(scene.features, _shapes(scene), strict=True)
        ],
    }


def _header(scene: Scene) -> dict[str, Any]:
    header: dict[str, Any] = {"schema": SCHEMA, "coordinates": _coordinates(scene)}
    if scene.season is not None:
        header["season"] = scene.season
    if scene.snow_depth_m:
        header["snow_depth_m"] = scene.snow_depth_m
    if scene.time_of_day != "day":
        header["time_of_day"] = scene.time_of_day
    if scene.terrain_file:
        header["terrain"] = scene.terrain_file
    if scene.assumptions:
        header["assumptions"] = [_assumption(one) for one in scene.assumptions]
    return header


def _coordinates(scene: Scene) -> str:
    return "plane_m" if scene.frame.epsg is None else "wgs84"


def _assumption(assumption: Assumption) -> dict[str, Any]:
    return {
        "kind": assumption.kind,
        "property": assumption.property,
        "value": assumption.value,
        "reason": {"ja": assumption.reason.ja, "en": assumption.reason.en},
        "features": list(assumption.features),
    }


def _shapes(scene: Scene) -> list[BaseGeometry]:
    exact = np.array([feature.geometry for feature in scene.features], dtype=object)
    if not len(exact):
        return []
    exact = shapely.force_2d(exact)
    if scene.frame.epsg is not None:
        exact = shapely.transform(exact, scene.frame.to_lon_lat)
    decimals = PLANE_DECIMALS if scene.frame.epsg is None else LON_LAT_DECIMALS
    rounded = shapely.transform(exact, lambda xy: np.round(xy, decimals))
    # Rounding can make a sliver cross itself: such a one keeps all its digits.
    is_whole = shapely.is_valid(rounded)
    return list(np.where(is_whole, rounded, exact))


def _feature(feature: Feature, shape: BaseGeometry) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": feature.id,
        "properties": {"kind": feature.kind, **_plain(feature.properties)},
        "geometry": _as_lists(mapping(shape)),
    }


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in properties.items() if k != "kind" and v is not None}
    return {k: _as_lists(v) for k, v in sorted(kept.items())}


def _as_lists(value: Any) -> Any:
    """Turn tuples into lists and -0.0 into 0.0, as JSON readers give them back."""
    if isinstance(value, list | tuple):
        return [_as_lists(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _as_lists(part) for name, part in value.items()}
    if isinstance(value, float):
        return value + 0.0
    return value
