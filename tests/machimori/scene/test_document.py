"""What is written is what was read."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from numpy.typing import NDArray

from machimori.errors import InvalidInput
from machimori.scene import Feature, Scene, parse_scene, scene_document
from tests.machimori.scene.documents import Json, feature, park, parsed, plane
from tests.machimori.scene.strategies import ANYTHING, almost_documents, valid_documents


@given(document=ANYTHING | almost_documents())
@settings(max_examples=300, deadline=None)
def test_any_document_is_read_or_refused(document: Any) -> None:
    refused = refusal_of(document)
    if refused is not None:
        assert refused.problems
        assert refused.message("ja").encode("utf-8")
        assert refused.message("en").encode("utf-8")


def refusal_of(document: Any) -> InvalidInput | None:
    try:
        assert isinstance(parse_scene(document, file="any"), Scene)
    except InvalidInput as refused:
        return refused
    return None


@given(document=valid_documents())
@settings(max_examples=100, deadline=None)
def test_any_valid_scene_comes_back(document: Json) -> None:
    scene = parsed(document)
    written = scene_document(scene)
    again = parsed(json.loads(json.dumps(written, allow_nan=False)))
    assert scene_document(again) == written
    assert [f.id for f in again.features] == [f.id for f in scene.features]
    assert again.season == scene.season
    assert again.snow_depth_m == scene.snow_depth_m
    assert again.time_of_day == scene.time_of_day
    assert again.terrain_file == scene.terrain_file
    for before, after in zip(scene.features, again.features, strict=True):
        assert dict(after.properties) == dict(before.properties)
        assert farthest_m(scene, before, again, after) < 1e-3


def farthest_m(scene: Scene, before: Feature, again: Scene, after: Feature) -> float:
    apart = zone_metres(scene, before) - zone_metres(again, after)
    return float(np.hypot(*apart.T).max())


def zone_metres(scene: Scene, feature: Feature) -> NDArray[np.float64]:
    origin = np.array([scene.frame.easting_m, scene.frame.northing_m])
    return shapely.get_coordinates(feature.geometry) + origin


def test_the_order_of_features_stays_and_properties_are_sorted() -> None:
    scene = parsed(plane(feature("b", "lamp", tilt_deg=1, height_m=2), park("a")))
    written = scene_document(scene)["features"]
    assert [f["id"] for f in written] == ["b", "a"]
    assert list(written[0]["properties"]) == ["kind", "height_m", "tilt_deg"]


def test_coordinates_are_rounded_to_the_millimetre() -> None:
    spot = {"type": "Point", "coordinates": [1.23456789, -0.0000001]}
    written = scene_document(parsed(plane(feature("a", "lamp", spot))))
    assert written["features"][0]["geometry"]["coordinates"] == [1.235, 0.0]


def test_a_sliver_that_rounding_would_break_keeps_its_digits() -> None:
    sliver = [[0, 0], [10, 0.0002], [20, 0], [10, 0.0004], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [sliver]}
    scene = parsed(plane(feature("a", "building", shape)))
    again = parsed(scene_document(scene))
    assert again.by_id["a"].geometry.equals(scene.by_id["a"].geometry)


def test_a_property_that_is_none_is_left_out() -> None:
    lamp = Feature("a", "lamp", shapely.Point(0, 0), {"height_m": None})
    written = scene_document(Scene((lamp,)))
    assert written["features"][0]["properties"] == {"kind": "lamp"}


def test_assumptions_are_kept() -> None:
    assumed = {
        "kind": "building",
        "property": "height_m",
        "value": 6.0,
        "reason": {"ja": "二階建て", "en": "two storeys"},
        "features": ["a"],
    }
    scene = parsed(plane(assumptions=[assumed]))
    assert scene_document(scene)["machimori"]["assumptions"] == [assumed]


@pytest.mark.parametrize("season", [None, "spring", "summer", "autumn", "winter"])
def test_the_season_is_kept(season: str | None) -> None:
    scene = parsed(plane(season=season))
    assert scene_document(scene)["machimori"].get("season") == season


def test_night_and_the_name_of_the_ground_are_kept() -> None:
    scene = parsed(plane(time_of_day="night", terrain="ground/DEM.TIFF"))
    assert (scene.time_of_day, scene.terrain_file) == ("night", "ground/DEM.TIFF")
    again = parsed(scene_document(scene))
    assert (again.time_of_day, again.terrain_file) == ("night", "ground/DEM.TIFF")
