"""A real extract, north of Sapporo station: counted a second time by other means."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from machimori.formats.importing import ImportResult
from machimori.formats.osm import read_osm
from machimori.formats.scene_file import read_scene, write_scene

Tags = dict[str, str]
Count = Callable[[Tags], object]

CARRIAGEWAYS = {"primary", "tertiary", "residential", "unclassified", "service",
                "pedestrian"}  # fmt: skip
WALKWAYS = {"footway", "steps"}
PARK = "osm:way/203046179"


@pytest.fixture(scope="module")
def extract() -> Path:
    from tests.machimori.conftest import REALDATA

    path = REALDATA / "sapporo-osm" / "sapporo-station-north.osm"
    if not path.is_file():
        pytest.skip("needs shared/realdata/sapporo-osm beside the repository")
    return path


@pytest.fixture(scope="module")
def imported(extract: Path) -> ImportResult:
    return read_osm(extract)


@pytest.fixture(scope="module")
def drawn(extract: Path) -> list[tuple[str, Tags]]:
    root = ElementTree.parse(extract).getroot()
    return [
        (element.tag, {t.get("k", ""): t.get("v", "") for t in element.iter("tag")})
        for element in root
    ]


def count(drawn: list[tuple[str, Tags]], elements: str, test: Count) -> int:
    return sum(kind in elements.split() and bool(test(tags)) for kind, tags in drawn)


def is_tunnel(tags: Tags) -> bool:
    return tags.get("tunnel") == "yes"


@pytest.mark.parametrize(
    ("kind", "number", "elements", "test"),
    [
        ("building", 275, "way relation",
         lambda t: "building" in t and t["building"] != "roof"),
        ("roof", 4, "way relation", lambda t: t.get("building") == "roof"),
        ("road", 72, "way relation", lambda t: t.get("highway") in CARRIAGEWAYS),
        ("path", 238, "way", lambda t: t.get("highway") in WALKWAYS),
        ("lamp", 1, "node", lambda t: t.get("highway") == "street_lamp"),
        ("bench", 4, "node way", lambda t: t.get("amenity") == "bench"),
        ("bollard", 3, "node way", lambda t: t.get("barrier") == "bollard"),
        ("rack", 5, "node", lambda t: t.get("amenity") == "bicycle_parking"),
        ("tree", 130, "node way",
         lambda t: {"tree", "wood", "forest"} & {t.get("natural"), t.get("landuse")}),
    ],
)  # fmt: skip
def test_every_element_becomes_one_feature(
    imported: ImportResult,
    drawn: list[tuple[str, Tags]],
    kind: str,
    number: int,
    elements: str,
    test: Count,
) -> None:
    assert count(drawn, elements, test) == number
    assert imported.report.counts[kind] == number


@pytest.mark.parametrize(
    ("place_kind", "number", "test"),
    [
        ("park", 1, lambda t: t.get("leisure") == "park"),
        ("car_park", 33, lambda t: t.get("amenity") == "parking"),
        ("bicycle_park", 3, lambda t: t.get("amenity") == "bicycle_parking"),
        ("underpass", 43,
         lambda t: is_tunnel(t) and t.get("highway") in CARRIAGEWAYS | WALKWAYS),
        ("road", 64,
         lambda t: t.get("highway") in CARRIAGEWAYS and not is_tunnel(t)
         and t.get("service") != "parking_aisle"),
    ],
)  # fmt: skip
def test_every_outlined_place_is_a_place(
    imported: ImportResult,
    drawn: list[tuple[str, Tags]],
    place_kind: str,
    number: int,
    test: Count,
) -> None:
    assert count(drawn, "way relation", test) == number
    assert imported.report.places[place_kind] == number


def test_nothing_is_declared_complete_and_there_is_no_hedge(
    imported: ImportResult,
) -> None:
    assert all(place.get("complete") is None for place in imported.scene.places)
    assert "hedge" not in imported.report.counts


def test_every_height_is_stated_or_listed_as_assumed(imported: ImportResult) -> None:
    assumed = {
        feature
        for assumption in imported.scene.assumptions
        if assumption.property == "height_m"
        for feature in assumption.features
    }
    buildings = imported.scene.of_kind("building")
    stated = [f.get("height_m") for f in buildings if f.id not in assumed]
    assert stated == [99.99]
    assert len(assumed) == 274


def test_what_was_left_out_is_said(imported: ImportResult) -> None:
    reasons = {note.element: note.text.en for note in imported.report.skipped}
    assert "drawn as a point" in reasons["osm:node/1669817019"]
    assert len(reasons) == 23
    assert [note.element for note in imported.report.notes] == ["osm:relation/2618243"]


def test_the_park_can_be_taken_alone(extract: Path) -> None:
    result = read_osm(extract, only=PARK, margin_m=60.0)
    assert result.report.places["park"] == 1
    assert result.report.counts["building"] < 60
    assert result.scene.by_id[PARK].name == "偕楽園緑地"


@pytest.mark.parametrize("only", [None, PARK])
def test_the_scene_survives_being_written_and_read(
    extract: Path, tmp_path: Path, only: str | None
) -> None:
    scene = read_osm(extract, only=only).scene
    write_scene(scene, tmp_path / "sapporo.geojson")
    again = read_scene(tmp_path / "sapporo.geojson")
    assert [(f.id, f.kind, dict(f.properties)) for f in again.features] == [
        (f.id, f.kind, dict(f.properties)) for f in scene.features
    ]
    assert again.assumptions == scene.assumptions
