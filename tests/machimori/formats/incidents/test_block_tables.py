"""Tables of town blocks: boundaries, lists with points, residents."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import box, mapping

from machimori.errors import InvalidInput
from machimori.formats.incidents import read_blocks
from machimori.incidents import Blocks

LON, LAT, SIDE = 139.90, 35.86, 0.002


def area(number: int, **said: object) -> dict[str, object]:
    west = LON + number * SIDE
    square = mapping(box(west, LAT, west + SIDE, LAT + SIDE))
    return {"type": "Feature", "geometry": square, "properties": said}


def boundaries(folder: Path, *features: dict[str, object]) -> Path:
    path = folder / "blocks.geojson"
    document = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def census(key: str, name: str, **said: object) -> dict[str, object]:
    place = {"KEN_NAME": "千葉県", "GST_NAME": "流山市", "HCODE": 8101}
    return {"KEY_CODE": key, "MOJI": name, **place, **said}


def names(blocks: Blocks) -> list[str]:
    return [block.name for block in blocks]


def test_boundaries_of_the_census_are_read(tmp_path: Path) -> None:
    path = boundaries(
        tmp_path,
        area(0, **census("12220018001", "加１丁目", JINKO=812)),
        area(1, **census("12220018002", "加２丁目", JINKO=0)),
    )
    blocks = read_blocks([path])
    first = blocks.items[0]
    assert (first.id, first.municipality_code) == ("12220018001", "12220")
    assert (first.prefecture, first.municipality) == ("千葉県", "流山市")
    np.testing.assert_array_equal(blocks.residents, [812, 0])
    assert blocks.neighbours().tolist() == [[0, 1]]


def test_polygons_of_one_key_are_one_block_and_water_is_none(tmp_path: Path) -> None:
    path = boundaries(
        tmp_path,
        area(0, **census("12220018001", "加１丁目", KIGO_E="E1")),
        area(3, **census("12220018001", "加１丁目", KIGO_E="E2")),
        area(4, **census("12220999999", "江戸川", HCODE=8154)),
    )
    (one,) = read_blocks([path])
    assert one.outline.geom_type == "MultiPolygon"


def test_blocks_of_one_name_are_put_together(tmp_path: Path) -> None:
    path = boundaries(
        tmp_path,
        area(0, **census("12220018001", "大字加", JINKO=10)),
        area(1, **census("12220018002", "大字加", JINKO=5)),
        area(2, **census("12220018003", "加", JINKO=3)),
    )
    blocks = read_blocks([path])
    assert names(blocks) == ["大字加", "加"]
    np.testing.assert_array_equal(blocks.residents, [15, 3])


def test_attributes_in_the_description_of_a_kml_are_read(tmp_path: Path) -> None:
    said = "説明: <br>GST_NAME: 流山市<br>JINKO: 3252<br>KEY_CODE: 12220018002<br>"
    path = boundaries(tmp_path, area(0, Name="大字東深井", Description=said))
    (one,) = read_blocks([path])
    assert (one.id, one.name, one.residents) == ("12220018002", "大字東深井", 3252)


def test_a_list_with_points_has_no_outlines(tmp_path: Path) -> None:
    path = tmp_path / "latest.csv"
    path.write_text(
        "都道府県名,市区町村名,大字町丁目名,緯度,経度\n千葉県,流山市,加一丁目,35.86,139.9\n",
        encoding="cp932",
    )
    blocks = read_blocks([path])
    assert blocks.items[0].municipality == "流山市"
    assert np.isnan(blocks.areas_m2).all()
    assert np.isfinite(blocks.centres_m).all()


def test_residents_come_from_a_table_of_the_census(tmp_path: Path) -> None:
    shapes = boundaries(tmp_path, area(0, **census("12220018001", "加１丁目")))
    table = tmp_path / "tblT000849C12220.txt"
    table.write_text(
        "KEY_CODE,NAME,T000849001\n,,総数\n12220018001,加１丁目,812\n12220018002,加２丁目,X\n",
        encoding="cp932",
    )
    assert read_blocks([shapes, table]).items[0].residents == 812


def test_withheld_residents_stay_unknown(tmp_path: Path) -> None:
    path = boundaries(tmp_path, area(0, **census("12220018001", "加１丁目", JINKO="X")))
    assert read_blocks([path]).items[0].residents is None


def test_all_tables_tell_their_problems_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("apples\n1\n", encoding="utf-8")
    paths = [boundaries(tmp_path, area(0, colour="red")), tmp_path / "a.csv"]
    with pytest.raises(InvalidInput) as refused:
        read_blocks(paths)
    assert len(refused.value.problems) == 2
