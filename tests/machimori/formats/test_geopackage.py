"""GeoPackages hold the same scenes as GeoJSON, a layer a kind."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given, settings

from machimori.errors import InvalidInput, Problem
from machimori.formats.scene_file import read_scene, write_scene
from machimori.scene import scene_document
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
)
from tests.machimori.scene.strategies import valid_documents


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tmp_path / "town.gpkg"


def refused(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        read_scene(path)
    return list(wrong.value.problems)


def layer(
    path: Path, layer_name: str, /, crs: str | None = "EPSG:4326", **columns: str
) -> None:
    """Write a layer of one point, as some other program might."""
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array([shapely.Point(LON, LAT)])),
        field_data=[np.array([value], dtype=object) for value in columns.values()],
        fields=np.array(list(columns)),
        geometry_type="Point",
        crs=crs,
        driver="GPKG",
        layer=layer_name,
        append=path.exists(),
    )


@given(document=valid_documents())
@settings(max_examples=15, deadline=None)
def test_any_valid_scene_comes_back(
    document: Json, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("packages")
    scene = parsed(document)
    write_scene(scene, folder / "town.gpkg")
    again = scene_document(read_scene(folder / "town.gpkg"))
    written = scene_document(scene)
    shutil.rmtree(folder)
    assert again["machimori"] == written["machimori"]
    assert sorted(again["features"], key=lambda f: str(f["id"])) == sorted(
        written["features"], key=lambda f: str(f["id"])
    )


def test_each_kind_has_a_layer_that_qgis_opens(town: Path) -> None:
    wall = feature("w", "wall", line((0, 0), (3, 4)), height_m=2)
    lamps = [feature(n, "lamp", point(1, 1), height_m=4.5) for n in "ab"]
    write_scene(parsed(plane(park(), wall, *lamps)), town)
    layers = dict(pyogrio.list_layers(town).tolist())
    assert layers == {
        "machimori": None,
        "place": "Polygon",
        "wall": "LineString",
        "lamp": "Point",
    }


def test_longitude_and_latitude_are_declared(town: Path) -> None:
    write_scene(parsed(collection(feature("a", "lamp", point(LON, LAT)))), town)
    assert pyogrio.read_info(town, layer="lamp")["crs"] == "EPSG:4326"
    assert read_scene(town).frame.epsg == 6677


def test_gaps_and_lists_survive(town: Path) -> None:
    full = park("a", complete=["lamp", "toilet"], has_manager=True, dwellings=3)
    write_scene(parsed(plane(full, park("b"))), town)
    scene = read_scene(town)
    assert scene.by_id["a"].properties == {
        "place_kind": "park",
        "complete": ("lamp", "toilet"),
        "has_manager": True,
        "dwellings": 3,
    }
    assert scene.by_id["b"].properties == {"place_kind": "park"}


def test_an_existing_package_is_replaced_whole(town: Path) -> None:
    write_scene(parsed(plane(feature("a", "lamp"), park())), town)
    write_scene(parsed(plane(park())), town)
    assert [f.id for f in read_scene(town).features] == ["park"]


def test_a_package_of_another_program_is_read(town: Path) -> None:
    layer(town, "lamp", id="a", name="", control="motion")
    layer(town, "layer_styles", note="x")
    assert read_scene(town).by_id["a"].properties == {"control": "motion"}


def test_the_same_checks_hold_as_for_geojson(town: Path) -> None:
    layer(town, "lamp", id="a", control="motoin", colour="red")
    where = {problem.where.en for problem in refused(town)}
    assert where == {"feature a, control", "feature a, colour"}


def test_a_layer_that_is_no_kind_is_refused_with_a_suggestion(town: Path) -> None:
    layer(town, "lamps", id="a")
    (problem,) = refused(town)
    assert "lamp" in problem.remedy.en


@pytest.mark.parametrize("crs", ["EPSG:6677", "EPSG:3857"])
def test_another_coordinate_system_is_refused(town: Path, crs: str) -> None:
    layer(town, "lamp", crs=crs, id="a")
    (problem,) = refused(town)
    assert problem.found == crs
    assert "EPSG:4326" in problem.remedy.en


def test_a_broken_header_is_refused(town: Path) -> None:
    layer(town, "machimori", document='{"schema": ')
    assert "JSON" in refused(town)[0].expected.en


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"SQLite format 3\x00" + bytes(200)]
)
def test_what_is_no_package_is_refused(town: Path, content: bytes) -> None:
    town.write_bytes(content)
    assert "GeoPackage" in refused(town)[0].expected.en


def test_a_truncated_package_is_refused(town: Path) -> None:
    write_scene(parsed(plane(park())), town)
    town.write_bytes(town.read_bytes()[:5000])
    assert refused(town)
