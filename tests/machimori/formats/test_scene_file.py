"""Scene files are read strictly and written so that they can be compared."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from machimori.errors import InvalidInput, MissingExtra, Problem
from machimori.formats.opening import MEGABYTE
from machimori.formats.scene_file import (
    decode_json,
    encode_json,
    read_scene,
    write_scene,
)
from machimori.scene import scene_document
from tests.machimori.scene.documents import (
    LAT,
    LON,
    Json,
    collection,
    feature,
    park,
    parsed,
    plane,
    point,
)
from tests.machimori.scene.strategies import valid_documents

IES = """IESNA:LM-63-2002
TILT=NONE
1 -1 1 2 1 1 2 0 0 0
1 1 50
0 90
0
100 50
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return tmp_path / "town.geojson"


def refused(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as wrong:
        read_scene(path)
    return list(wrong.value.problems)


def save(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_scene_knows_its_file_and_the_hash_of_its_bytes(town: Path) -> None:
    save(town, plane(park()))
    scene = read_scene(town)
    assert scene.source == str(town)
    assert scene.sha256 == hashlib.sha256(town.read_bytes()).hexdigest()


def test_a_byte_order_mark_is_no_obstacle(town: Path) -> None:
    town.write_text(json.dumps(plane(park(name="公園"))), encoding="utf-8-sig")
    assert read_scene(town).places[0].name == "公園"


@given(document=valid_documents())
@settings(max_examples=30, deadline=None)
def test_writing_again_gives_the_same_bytes(document: Json) -> None:
    first = encode_json(scene_document(parsed(document)))
    again = decode_json(first.encode(), file="town")
    assert encode_json(scene_document(parsed(again))) == first


def test_a_written_file_reads_back_the_same(town: Path) -> None:
    lamp = feature("lamp", "lamp", point(LON, LAT), height_m=4.5, name="防犯灯")
    write_scene(parsed(collection(lamp)), town)
    scene = read_scene(town)
    assert scene.frame.epsg == 6677
    assert scene.by_id["lamp"].properties == {"height_m": 4.5, "name": "防犯灯"}
    before = town.read_bytes()
    write_scene(scene, town)
    assert town.read_bytes() == before


def test_each_feature_has_a_line_of_its_own() -> None:
    text = encode_json(scene_document(parsed(plane(park("a"), park("b")))))
    assert len(text.splitlines()) == 4
    assert decode_json(text.encode(), file="")["features"][1]["id"] == "b"


def test_an_empty_scene_is_written_and_read(town: Path) -> None:
    write_scene(parsed(plane()), town)
    assert read_scene(town).features == ()


def test_a_failed_write_leaves_the_old_file(town: Path) -> None:
    town.write_text("old")
    scene = parsed(plane(park()))
    broken = scene.replacing([*scene.features, "not a feature"])  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        write_scene(broken, town)
    assert town.read_text() == "old"
    assert [p.name for p in town.parent.iterdir()] == ["town.geojson"]


class TestBrokenFiles:
    def test_a_syntax_error_has_line_and_column(self, town: Path) -> None:
        town.write_text('{\n  "type": "FeatureCollection",,\n}')
        (problem,) = refused(town)
        assert problem.where.en == "line 2, column 31"

    def test_a_file_that_is_cut_off_is_recognised(self, town: Path) -> None:
        whole = json.dumps(plane(park()))
        town.write_text(whole[: len(whole) // 2])
        (problem,) = refused(town)
        assert "cut off" in problem.remedy.en

    def test_an_empty_file_is_refused(self, town: Path) -> None:
        town.write_bytes(b"")
        assert "cut off" in refused(town)[0].remedy.en

    def test_shift_jis_is_refused_by_name(self, town: Path) -> None:
        document = json.dumps(plane(park(name="公園")), ensure_ascii=False)
        town.write_bytes(document.encode("cp932"))
        assert refused(town)[0].found == "Shift_JIS"

    def test_a_member_that_stands_twice_is_refused(self, town: Path) -> None:
        town.write_text('{"type": "FeatureCollection", "features": [], "type": "x"}')
        assert refused(town)[0].found == "type × 2"

    def test_nan_is_found_at_its_feature(self, town: Path) -> None:
        save(town, plane(feature("a", "lamp", height_m=float("nan"))))
        assert "NaN" in town.read_text()
        assert refused(town)[0].where.en == "feature a, height_m"

    @pytest.mark.parametrize("text", ["[" * 100_000, '{"a": ' * 50_000])
    def test_endless_nesting_is_refused(self, town: Path, text: str) -> None:
        town.write_text(text)
        assert refused(town)

    def test_an_endless_number_is_refused(self, town: Path) -> None:
        town.write_text(f'{{"type": {"9" * 10_000}}}')
        assert refused(town)[0].found == "number"

    def test_a_file_of_two_gigabytes_is_refused_at_once(self, town: Path) -> None:
        with town.open("wb") as opened:
            opened.truncate(2_000 * MEGABYTE)
        assert refused(town)[0].found == "2,000.0 MB"

    @pytest.mark.parametrize("name", ["town.osm", "town.shp", "town", "a.json.zip"])
    def test_another_ending_is_refused(self, tmp_path: Path, name: str) -> None:
        (problem,) = refused(tmp_path / name)
        assert "machimori import" in problem.remedy.en

    def test_a_missing_file_is_refused(self, town: Path) -> None:
        assert refused(town)[0].file == str(town)

    @given(content=st.binary(max_size=60))
    @settings(max_examples=200, deadline=None)
    def test_any_bytes_are_decoded_or_refused(self, content: bytes) -> None:
        try:
            decode_json(content, file="any")
        except InvalidInput as wrong:
            wrong.message("ja").encode()


class TestPhotometry:
    def test_a_file_beside_the_scene_is_read(self, town: Path) -> None:
        (town.parent / "lamp.ies").write_text(IES)
        save(town, plane(feature("a", "lamp", photometry="lamp.ies")))
        assert set(read_scene(town).photometries) == {"lamp.ies"}

    def test_a_file_in_a_folder_below_is_read(self, town: Path) -> None:
        (town.parent / "lamps").mkdir()
        (town.parent / "lamps" / "a.IES").write_text(IES)
        save(town, plane(feature("a", "lamp", photometry="lamps/a.IES")))
        assert set(read_scene(town).photometries) == {"lamps/a.IES"}

    def test_a_missing_file_is_named_with_its_lamp_and_neighbour(
        self, town: Path
    ) -> None:
        (town.parent / "lamp1.ies").write_text(IES)
        save(town, plane(feature("a", "lamp", photometry="lamp2.ies")))
        (problem,) = refused(town)
        assert problem.where.en == "feature a, photometry"
        assert "lamp1.ies" in problem.remedy.en

    @pytest.mark.parametrize(
        "name",
        ["../out.ies", "/etc/out.ies", "a/../../out.ies", "C:\\out.ies", "a\x00.ies"],
    )
    def test_a_file_outside_the_folder_is_refused(
        self, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "out.ies").write_text(IES)
        (tmp_path / "in").mkdir()
        lamp = feature("a", "lamp", photometry=name)
        (problem,) = refused(save(tmp_path / "in" / "town.json", plane(lamp)))
        assert "beside" in problem.remedy.en

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "out.ies").write_text(IES)
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "lamp.ies").symlink_to(tmp_path / "out.ies")
        lamp = feature("a", "lamp", photometry="lamp.ies")
        assert refused(save(tmp_path / "in" / "town.json", plane(lamp)))

    def test_a_broken_file_is_told_with_all_other_problems(self, town: Path) -> None:
        (town.parent / "lamp.ies").write_text(IES[:60])
        lamp = feature("a", "lamp", photometry="lamp.ies", lit=1)
        found = refused(save(town, plane(lamp)))
        assert {Path(p.file).name for p in found} == {"town.geojson", "lamp.ies"}


def test_what_gdal_and_qgis_write_is_read(town: Path) -> None:
    points = [shapely.Point(LON, LAT), shapely.Point(LON + 0.001, LAT)]
    pyogrio.raw.write(
        town,
        geometry=shapely.to_wkb(np.array(points)),
        field_data=[
            np.array(["a", "b"], dtype=object),
            np.array(["lamp", "bench"], dtype=object),
            np.array([4.5, np.nan]),
        ],
        fields=np.array(["id", "kind", "height_m"]),
        geometry_type="Point",
        crs="EPSG:4326",
        driver="GeoJSON",
    )
    assert '"crs"' in town.read_text()
    scene = read_scene(town)
    assert scene.by_id["a"].properties == {"height_m": 4.5}
    assert scene.by_id["b"].kind == "bench"


def test_without_the_extra_a_scene_that_names_its_ground_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rasterio", None)
    (tmp_path / "dem.tif").write_bytes(b"II*\x00")
    path = tmp_path / "t.geojson"
    document = plane(feature("bench", "bench", point(0, 0)), terrain="dem.tif")
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(MissingExtra) as missing:
        read_scene(path)
    assert "raster" in str(missing.value)
