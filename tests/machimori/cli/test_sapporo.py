"""A real extract, from the map to findings that guess nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.machimori.cli.terminal import run
from tests.machimori.conftest import REALDATA

EXTRACT = REALDATA / "sapporo-osm" / "sapporo-station-north.osm"
JUDGED = {"park", "car_park", "bicycle_park", "road"}
OPEN = {"cannot_tell", "not_assessed"}
DECIDED = {"satisfied", "satisfied_by_alternative", "not_satisfied"}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not EXTRACT.is_file():
        pytest.skip("needs shared/realdata/sapporo-osm beside the repository")
    path = tmp_path_factory.mktemp("sapporo") / "scene.geojson"
    assert run("import", "osm", EXTRACT, "--output", path).exit_code == 0
    assert run("validate", path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def document(scene: Path) -> Any:
    output = scene.with_name("assessment.json")
    finished = run(
        "assess", scene, "--on", "2026-11-20", "--format", "json", "--output", output,
        "--guideline", "jp-16/roads", "--guideline", "jp-31/parks",
    )  # fmt: skip
    assert finished.exit_code == 0, finished.stderr
    return json.loads(output.read_text(encoding="utf-8"), parse_constant=pytest.fail)


def test_every_park_car_park_and_road_is_judged(scene: Path, document: Any) -> None:
    features = json.loads(scene.read_text(encoding="utf-8"))["features"]
    drawn = {
        feature["id"]
        for feature in features
        if feature["properties"].get("place_kind") in JUDGED
    }
    assert len(drawn) == 1 + 33 + 3 + 64
    assert drawn <= {place["id"] for place in document["places"]}
    assert drawn <= {finding["place"] for finding in document["findings"]}


def test_nothing_is_decided_but_by_what_the_map_declares(document: Any) -> None:
    decided = [f for f in document["findings"] if f["outcome"] in DECIDED]
    assert decided
    for finding in decided:
        assert finding["evidence"]
        assert {e["method"] for e in finding["evidence"]} == {"declared"}


def test_most_is_left_open(document: Any) -> None:
    outcomes = [finding["outcome"] for finding in document["findings"]]
    assert sum(outcome in OPEN for outcome in outcomes) > 0.9 * len(outcomes)


def test_what_is_left_open_says_why_and_what_to_look_at(document: Any) -> None:
    left_open = [f for f in document["findings"] if f["outcome"] in OPEN]
    assert all(finding["reason"] for finding in left_open)
    assert all(finding["look"] for finding in left_open)
