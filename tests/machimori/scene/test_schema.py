"""The JSON Schema and the reader agree."""

from __future__ import annotations

import json
import math
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from machimori.scene import json_schema, scene_document, vocabulary
from tests.machimori.scene.documents import (
    LAT,
    LON,
    Json,
    collection,
    feature,
    line,
    park,
    parsed,
    plane,
    point,
    problems,
)
from tests.machimori.scene.strategies import valid_documents

VALIDATOR = jsonschema.Draft202012Validator(
    json_schema(), format_checker=jsonschema.FormatChecker(["date"])
)

EVIDENCE = {"method": "measured", "on": "2026-04-01", "by": "市"}


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_schema_can_be_kept_as_a_file() -> None:
    assert json.loads(json.dumps(json_schema(), allow_nan=False)) == json_schema()


def test_it_knows_every_kind() -> None:
    defined = json_schema()["$defs"]
    assert all(f"kind-{kind}" in defined for kind in vocabulary().kinds)


@given(document=valid_documents())
@settings(max_examples=30, deadline=None)
def test_both_take_any_valid_scene(document: Json) -> None:
    assert not list(VALIDATOR.iter_errors(document))
    assert not list(VALIDATOR.iter_errors(scene_document(parsed(document))))


@pytest.mark.parametrize(
    "document",
    [
        collection(),
        plane(time_of_day="night", terrain="ground/DEM.TIFF"),
        collection(feature("a", "lamp", point(LON, LAT))),
        collection(feature(7, "lamp", point(LON, LAT)), name="exported", crs=None),
        plane(park(), season="winter", place={"name": "中央公園"}),
        plane(feature("a", "lamp", evidence=EVIDENCE, dwellings=None)),
        plane(feature("a", "lamp", storey=2.0)),
        plane(feature("a", "wall", line((0, 0), (3, 4)), type="block")),
    ],
)
def test_both_take(document: Json) -> None:
    assert not list(VALIDATOR.iter_errors(document))
    assert not problems(document)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"type": "FeatureCollection"},
        plane(seasons="winter"),
        plane(schema=2),
        plane(coordinates="metres"),
        plane(snow_depth_m=21),
        plane(time_of_day="noon"),
        plane(terrain="dem.png"),
        plane(terrain=3),
        plane(terrain=".tif"),
        plane(assumptions=[{}]),
        plane(place={"status": "old"}),
        plane({"type": "Point"}),
        plane(feature(True, "lamp")),
        plane(feature("", "lamp")),
        plane(feature("a", "lmap")),
        plane(feature("a", "place")),
        plane(feature("a", "lamp", hieght_m=3)),
        plane(feature("a", "lamp", hieght_m=None)),
        plane(feature("a", "lamp", dwellings=3)),
        plane(feature("a", "lamp", height_m=701)),
        plane(feature("a", "lamp", maintenance_factor=0)),
        plane(feature("a", "lamp", lit="yes")),
        plane(feature("a", "lamp", control="motoin")),
        plane(feature("a", "lamp", evidence={**EVIDENCE, "on": "2026-02-30"})),
        plane(feature("a", "lamp", evidence={**EVIDENCE, "who": "me"})),
        plane(feature("a", "lamp", name=" ")),
        plane(feature("a", "wall", point(1, 1))),
        plane(feature("a", "wall", line((0, 0)))),
        plane(feature("a", "lamp", {"type": "Point", "coordinates": [1]})),
        plane(park(complete=["lmap"])),
        plane(park(complete=["lamp", "lamp"])),
    ],
)
def test_both_refuse(document: Any) -> None:
    assert list(VALIDATOR.iter_errors(document))
    assert problems(document)


def test_what_only_the_reader_sees_is_left_to_it() -> None:
    twice = plane(feature("a", "lamp"), feature("a", "lamp"))
    infinite = plane(feature("a", "lamp", height_m=math.nan))
    for document in (twice, infinite):
        assert not list(VALIDATOR.iter_errors(document))
        assert problems(document)
