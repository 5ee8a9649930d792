"""``machimori import`` and ``validate``: from a map to a scene that holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.machimori.cli.terminal import run, save
from tests.machimori.scene.documents import collection, park, plane

OSM = """<osm version="0.6">
 <node id="1" lat="35.70" lon="139.50"/><node id="2" lat="35.70" lon="139.51"/>
 <node id="3" lat="35.71" lon="139.51"/><node id="4" lat="35.71" lon="139.50"/>
 <node id="5" lat="35.705" lon="139.505"><tag k="highway" v="street_lamp"/></node>
 <way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
  <tag k="leisure" v="park"/><tag k="name" v="ひばり公園"/></way></osm>"""

MAPPING = """files:
  - match: "parks.geojson"
    kind: place
    id: {prefix: "city:park/", column: number}
    set: {place_kind: park}
"""


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "town.osm"
    path.write_text(OSM, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".geojson", ".json", ".gpkg"])
def test_an_extract_becomes_a_scene_that_is_valid(extract: Path, suffix: str) -> None:
    output = extract.with_suffix(suffix)
    made = run("import", "osm", extract, "--output", output)
    assert made.exit_code == 0, made.stderr
    checked = run("validate", output)
    assert checked.exit_code == 0
    assert "place" in checked.stdout
    assert "lamp" in checked.stdout


def test_one_element_may_be_taken_alone(extract: Path) -> None:
    output = extract.with_suffix(".geojson")
    run("import", "osm", extract, "--place", "osm:way/9", "-o", output)
    (place,) = (
        f
        for f in json.loads(output.read_text(encoding="utf-8"))["features"]
        if f["properties"]["kind"] == "place"
    )
    assert place["id"] == "osm:way/9"


def test_an_element_that_is_not_there_leaves_the_old_scene(extract: Path) -> None:
    output = extract.with_suffix(".geojson")
    output.write_text("old")
    refused = run("import", "osm", extract, "--place", "osm:way/8", "-o", output)
    assert refused.exit_code == 2
    assert output.read_text() == "old"


def test_a_citys_files_become_a_scene(tmp_path: Path) -> None:
    ring = [[139.5, 35.7], [139.501, 35.7], [139.501, 35.701], [139.5, 35.7]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    parks = {"type": "Feature", "properties": {"number": 7}, "geometry": shape}
    source = save(tmp_path / "parks.geojson", collection(parks))
    mapping = tmp_path / "city.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    output = tmp_path / "city.gpkg"
    made = run("import", "shapes", source, "--mapping", mapping, "--output", output)
    assert made.exit_code == 0, made.stderr
    assert run("validate", output).exit_code == 0


def test_more_problems_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    many = [park(f"p{n}", place_kind="prak") for n in range(130)]
    town = save(tmp_path / "town.json", plane(*many))
    refused = run("validate", town)
    assert refused.exit_code == 2
    assert refused.stderr.rstrip().endswith("ほか 80 件")
    assert len(refused.stderr.splitlines()) == 52
    english = run("validate", town, "--language", "en").stderr
    assert english.rstrip().endswith("and 80 more")
