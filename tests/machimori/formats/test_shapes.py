"""An office's vector files become scenes as its mapping says, or not at all."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from machimori.errors import InvalidInput
from machimori.formats.importing import ImportResult
from machimori.formats.scene_file import read_scene, write_scene
from machimori.formats.shapes import read_shapes
from machimori.formats.shapes.mapping import parse_mapping

LON, LAT = 138.32, 34.86
"""In Yaizu, zone 8."""

PARKS = """\
files:
  - match: "*.shp"
    kind: place
    id: {prefix: "yaizu:park/", column: 番号}
    set: {place_kind: park}
    read:
      name: 公園名
"""


def square(x: float, y: float, size: float = 0.001) -> shapely.Polygon:
    return shapely.box(LON + x, LAT + y, LON + x + size, LAT + y + size)


def write_layer(
    path: Path, shapes: list[Any], crs: str = "EPSG:6668", **columns: list[Any]
) -> Path:
    """Write shapes in longitude and latitude to a file in another system."""
    to_crs = Transformer.from_crs("EPSG:6668", crs, always_xy=True).transform
    moved = shapely.transform(
        np.array(shapes, dtype=object),
        lambda xy: np.column_stack(to_crs(xy[:, 0], xy[:, 1])),
    )
    drivers = {".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".gpkg": "GPKG"}
    options = {"encoding": "cp932"} if path.suffix == ".shp" else {}
    pyogrio.raw.write(
        path,
        shapely.to_wkb(moved),
        [_column(values) for values in columns.values()],
        list(columns),
        geometry_type=shapes[0].geom_type,
        driver=drivers[path.suffix],
        crs=crs,
        **options,
    )
    return path


def _column(values: list[Any]) -> Any:
    is_text = any(isinstance(v, str) or v is None for v in values)
    return np.array(values, dtype=object if is_text else None)


def read(folder: Path, mapping: str, *paths: Path) -> ImportResult:
    written = folder / "mapping.yaml"
    written.write_text(mapping, encoding="utf-8")
    return read_shapes(paths, mapping=written)


def refusal(folder: Path, mapping: str, *paths: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(folder, mapping, *paths)
    assert caught.value.message("ja")
    return caught.value.message("en")


@pytest.fixture
def parks(tmp_path: Path) -> Path:
    return write_layer(
        tmp_path / "公園.shp",
        [square(0, 0), square(0.01, 0)],
        "EPSG:2450",
        番号=[7, 8],
        公園名=["石津浜公園", None],
    )


def test_a_shapefile_in_plane_metres_and_shift_jis_becomes_parks(
    parks: Path, tmp_path: Path
) -> None:
    result = read(tmp_path, PARKS, parks)
    first, second = result.scene.features
    assert (first.id, first.kind) == ("yaizu:park/7", "place")
    assert dict(first.properties) == {"place_kind": "park", "name": "石津浜公園"}
    assert dict(second.properties) == {"place_kind": "park"}
    assert result.report.places == {"park": 2}
    # 0.001° is 110.94 m of the meridian and 91.43 m of the parallel of 34.86°.
    assert first.geometry.area == pytest.approx(110.94 * 91.43, rel=1e-3)


def test_files_in_two_coordinate_systems_lie_on_one_plane(tmp_path: Path) -> None:
    metres = write_layer(tmp_path / "a.shp", [square(0, 0)], "EPSG:2450", 番号=[1],
                         公園名=["甲"])  # fmt: skip
    degrees = write_layer(tmp_path / "b.shp", [square(0.001, 0)], "EPSG:6668",
                          番号=[2], 公園名=["乙"])  # fmt: skip
    one, other = read(tmp_path, PARKS, metres, degrees).scene.features
    assert one.geometry.distance(other.geometry) < 0.01
    assert one.geometry.intersection(other.geometry).area < 1.0


@pytest.mark.parametrize("label", ["Shift_JIS", "sjis", "CP932", "932", None])
def test_attributes_are_read_whatever_the_cpg_calls_shift_jis(
    parks: Path, tmp_path: Path, label: str | None
) -> None:
    cpg = parks.with_suffix(".cpg")
    cpg.unlink()
    if label:
        cpg.write_text(label, encoding="ascii")
    assert read(tmp_path, PARKS, parks).scene.features[0].name == "石津浜公園"


def test_the_mapping_may_state_the_encoding(parks: Path, tmp_path: Path) -> None:
    parks.with_suffix(".cpg").write_text("ISO-8859-1", encoding="ascii")
    assert "one of" in refusal(tmp_path, PARKS, parks)
    stated = PARKS + "    encoding: cp932\n"
    assert read(tmp_path, stated, parks).scene.features[0].name == "石津浜公園"


def test_geojson_and_geopackage_are_read_alike(tmp_path: Path) -> None:
    mapping = PARKS.replace("*.shp", "a.*")
    for name in ("a.geojson", "a.gpkg"):
        path = write_layer(tmp_path / name, [square(0, 0)], "EPSG:4326", 番号=[1],
                           公園名=["甲"])  # fmt: skip
        (park,) = read(tmp_path, mapping, path).scene.features
        assert (park.id, park.name) == ("yaizu:park/1", "甲")


def test_a_zip_is_read_with_its_japanese_names(parks: Path, tmp_path: Path) -> None:
    archive = tmp_path / "公園.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for part in parks.parent.glob("公園.*"):
            if part.suffix != ".zip":
                opened.write(part, f"../../{part.name}")
    assert len(read(tmp_path, PARKS, archive).scene.features) == 2
    assert not (tmp_path.parent.parent / "公園.shp").exists()


FENCES = """\
files:
  - match: 柵.geojson
    kind: fence
    id: {prefix: "yaizu:{file}/"}
    set: {opacity: 0.5}
    read:
      name: {column: 表示, remove: "名称："}
      height_m: {column: 高さcm, factor: 0.01}
      type: {column: 種別, values: {目隠し: panel, 不明: null}}
"""


def line() -> shapely.LineString:
    return shapely.LineString([(LON, LAT), (LON + 0.001, LAT)])


def test_values_are_translated_scaled_and_cleared(tmp_path: Path) -> None:
    path = write_layer(
        tmp_path / "柵.geojson", [line()] * 2, "EPSG:4326",
        高さcm=["１,１６０ ", ""], 種別=["目隠し", "不明"],
        表示=["名称：東の柵", "名称："],
    )  # fmt: skip
    one, other = read(tmp_path, FENCES, path).scene.features
    assert (one.id, other.id) == ("yaizu:柵/1", "yaizu:柵/2")
    assert dict(one.properties) == {
        "opacity": 0.5,
        "name": "東の柵",
        "height_m": pytest.approx(11.6),
        "type": "panel",
    }
    assert dict(other.properties) == {"opacity": 0.5}


def test_dates_are_read_as_they_are_written_in_japan(tmp_path: Path) -> None:
    days = ["2019/4/1", "2020年12月3日"]
    path = write_layer(tmp_path / "a.geojson", [line()] * 2, "EPSG:4326", 剪定=days)
    mapping = """\
files:
  - match: a.geojson
    kind: hedge
    id: {prefix: "hedge/"}
    read: {pruned_on: 剪定}
"""
    hedges = read(tmp_path, mapping, path).scene.features
    assert [f.get("pruned_on") for f in hedges] == ["2019-04-01", "2020-12-03"]


def test_where_keeps_only_the_rows_it_names(parks: Path, tmp_path: Path) -> None:
    only = PARKS + '    where: {番号: ["8", "9"]}\n'
    assert [f.id for f in read(tmp_path, only, parks).scene.features] == [
        "yaizu:park/8"
    ]
    nothing = PARKS + "    where: {番号: 99}\n"
    assert "rows that can be imported" in refusal(tmp_path, nothing, parks)


def test_one_file_may_serve_several_rules(parks: Path, tmp_path: Path) -> None:
    areas = """\
  - match: "*.shp"
    kind: area
    id: {prefix: "yaizu:play/"}
    set: {use: play}
"""
    counts = read(tmp_path, PARKS + areas, parks).report.counts
    assert counts == {"area": 2, "place": 2}


def test_shapes_are_mended_cut_up_or_skipped_and_it_is_said(tmp_path: Path) -> None:
    bow = shapely.Polygon(
        [(LON, LAT), (LON + 1e-3, LAT + 1e-3), (LON + 1e-3, LAT), (LON, LAT + 1e-3)]
    )
    path = tmp_path / "a.geojson"
    dot = shapely.LineString([(LON, LAT), (LON, LAT)])
    shapes = [bow, shapely.Point(LON, LAT), shapely.Polygon(), dot]
    features = [
        {"type": "Feature", "properties": {"番号": i, "公園名": "甲"}, "geometry":
         shapely.geometry.mapping(shape) if not shape.is_empty else None}
        for i, shape in enumerate(shapes)
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    result = read(tmp_path, PARKS.replace("*.shp", "*.geojson"), path)
    (park,) = result.scene.features
    assert park.geometry.is_valid
    assert [(n.element, n.text.en) for n in result.report.notes] == [
        ("yaizu:park/0", "Its outline crosses itself and was mended.")
    ]
    assert [(n.element, n.text.en[:15]) for n in result.report.skipped] == [
        ("yaizu:park/1", "Its geometry is"),
        ("yaizu:park/2", "It has no geome"),
        ("yaizu:park/3", "It has no lengt"),
    ]


def test_the_parts_of_a_multi_shape_are_features_where_the_kind_has_no_multi(
    tmp_path: Path,
) -> None:
    path = write_layer(
        tmp_path / "灯.geojson",
        [shapely.MultiPoint([(LON, LAT), (LON + 0.001, LAT)])],
        "EPSG:4326",
    )
    mapping = 'files: [{match: 灯.*, kind: lamp, id: {prefix: "lamp/"}}]'
    ids = [f.id for f in read(tmp_path, mapping, path).scene.features]
    assert ids == ["lamp/1/1", "lamp/1/2"]


SLIPS = """\
files:
  - match: "*.shp"
    knd: place
    kind: plaza
    id: {prefix: "", colum: a}
  - match: "*.shp"
    kind: place
    id: {prefix: "p/"}
    set: {place_knd: park, setting: outdoors}
    read: {name: {column: a, facto: 2, factor: two}, is_building: {column: b,
      values: {有: ja}}}
    crs: EPSG:0
    encoding: latin-99
version: 1
"""


def test_every_slip_of_a_mapping_is_listed_with_its_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, SLIPS)
    for line_number, says in [
        (14, "found version"),
        (3, "Did you mean: kind"),
        (4, "found plaza"),
        (5, "Did you mean: column"),
        (5, "id.prefix: found ;"),
        (9, "Did you mean: place_kind"),
        (9, "Did you mean: outdoor"),
        (9, "place_kind in set or read"),
        (10, "Did you mean: factor"),
        (10, "found two"),
        (11, "found ja"),
        (12, "found EPSG:0"),
        (13, "found latin-99"),
    ]:
        rows = [r for r in message.splitlines() if f": line {line_number} " in r]
        assert any(says in row for row in rows), (line_number, says, message)


@pytest.mark.parametrize(
    "mapping", ["", "[]", "files: []", "files: 3", "files: [3]", "a: [", "files: {}"]
)
def test_a_mapping_of_another_form_is_refused(mapping: str, tmp_path: Path) -> None:
    assert "mapping.yaml" in refusal(tmp_path, mapping)


def test_a_column_that_the_file_lacks_is_refused_with_those_it_has(
    parks: Path, tmp_path: Path
) -> None:
    wrong = PARKS.replace("公園名", "公園の名")
    message = refusal(tmp_path, wrong, parks)
    assert "found 公園の名; expected one of 番号, 公園名" in message


def test_values_outside_the_vocabulary_are_refused_once_each(tmp_path: Path) -> None:
    path = write_layer(
        tmp_path / "公園.shp", [square(i * 0.01, 0) for i in range(3)],
        番号=[1, 2, 3], 公園名=["甲", "乙", "丙"], 屋内外=["屋外", "屋外", "中"],
    )  # fmt: skip
    mapping = PARKS + "      setting: {column: 屋内外, values: {中: indoor}}\n"
    message = refusal(tmp_path, mapping, path)
    assert message.startswith("1 problem")
    assert "column 屋内外, row 1 (2 in all): found 屋外" in message


def test_ids_must_be_there_and_differ(tmp_path: Path) -> None:
    path = write_layer(
        tmp_path / "公園.shp", [square(0, 0), square(0.01, 0), square(0.02, 0)],
        番号=["1", "1", None], 公園名=["甲", "乙", "丙"],
    )  # fmt: skip
    assert "row 3" in refusal(tmp_path, PARKS, path)
    numbered = PARKS.replace(", column: 番号", "")
    assert len(read(tmp_path, numbered, path).scene.features) == 3
    other = write_layer(
        tmp_path / "別.shp", [square(0, 0.1)], 番号=["1"], 公園名=["丁"]
    )
    message = refusal(tmp_path, numbered, path, other)
    assert "found yaizu:park/1" in message
    assert "put {file} into prefix" in message


def test_a_coordinate_system_is_never_guessed(parks: Path, tmp_path: Path) -> None:
    stated = PARKS + "    crs: EPSG:2450\n"
    assert len(read(tmp_path, stated, parks).scene.features) == 2
    wrong = PARKS + "    crs: EPSG:2451\n"
    assert "coordinate system" in refusal(tmp_path, wrong, parks)
    parks.with_suffix(".prj").unlink()
    assert "found -; expected a .prj file" in refusal(tmp_path, PARKS, parks)
    assert len(read(tmp_path, stated, parks).scene.features) == 2
    degrees = PARKS + "    crs: EPSG:6668\n"
    assert "somewhere in Japan" in refusal(tmp_path, degrees, parks)


def test_problems_of_all_files_come_together(parks: Path, tmp_path: Path) -> None:
    unknown = tmp_path / "a.txt"
    unknown.write_text("x", encoding="utf-8")
    unmatched = write_layer(tmp_path / "a.geojson", [square(0, 0)], "EPSG:4326")
    missing = tmp_path / "none.shp"
    message = refusal(tmp_path, PARKS, parks, unknown, unmatched, missing)
    assert message.startswith("3 problem(s)")


@pytest.mark.parametrize("part", [".shp", ".shx", ".dbf"])
def test_a_damaged_or_lonely_shapefile_is_refused(
    parks: Path, tmp_path: Path, part: str
) -> None:
    parks.with_suffix(part).write_bytes(parks.with_suffix(part).read_bytes()[:60])
    assert "公園.shp" in refusal(tmp_path, PARKS, parks)
    parks.with_suffix(part).unlink()
    assert "公園.shp" in refusal(tmp_path, PARKS, parks)


def test_a_shapefile_that_lost_its_last_shapes_is_refused(
    parks: Path, tmp_path: Path
) -> None:
    # GDAL would read the second park as a row without a shape, and say nothing.
    parks.write_bytes(parks.read_bytes()[:-80])
    message = refusal(tmp_path, PARKS, parks)
    assert "length of the file" in message
    assert "copied to its end" in message


def test_a_shape_that_is_nowhere_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    ring = "[[138.3,34.8],[138.4,34.8],[NaN,34.9],[138.3,34.8]]"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
        f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}',
        encoding="utf-8",
    )
    mapping = PARKS.replace(".shp", ".geojson").replace(", column: 番号", "")
    assert "geometry 1" in refusal(tmp_path, mapping, path)


def test_a_geopackage_of_several_layers_asks_which(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [square(0, 0)], 番号=[1], 公園名=["甲"])
    for layer in ("公園", "緑地"):
        pyogrio.raw.write(
            path, shapely.to_wkb(np.array([square(0, 0)])), [np.array([1])], ["番号"],
            geometry_type="Polygon", driver="GPKG", crs="EPSG:6668", layer=layer,
            append=True,
        )  # fmt: skip
    mapping = PARKS.replace("*.shp", "*.gpkg")
    assert "one of a, 公園, 緑地" in refusal(tmp_path, mapping, path)
    stated = mapping + "    layer: a\n"
    assert len(read(tmp_path, stated, path).scene.features) == 1


def test_what_could_reach_other_files_is_refused(tmp_path: Path) -> None:
    virtual = "<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>"
    for name in ("a.vrt", "a.shp"):
        (tmp_path / name).write_text(virtual, encoding="utf-8")
        assert "format of the file" in refusal(tmp_path, PARKS, tmp_path / name)


def test_giants_and_bombs_are_refused(tmp_path: Path) -> None:
    giant = tmp_path / "giant.shp"
    with giant.open("wb") as file:
        file.truncate(2 << 30)
    assert "at most" in refusal(tmp_path, PARKS, giant)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(30_000_000))
    assert "at most" in refusal(tmp_path, PARKS, bomb)
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04torn")
    assert "torn.zip" in refusal(tmp_path, PARKS, tmp_path / "torn.zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    assert ".shp" in refusal(tmp_path, PARKS, tmp_path / "empty.zip")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mapping=st.text(max_size=80))
def test_any_text_is_a_mapping_or_refused(mapping: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_bytes(mapping.encode("utf-8", "replace"))
    with pytest.raises(InvalidInput):
        read_shapes([], mapping=tmp_path / "mapping.yaml")


GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "import.md"


def mapping_of_the_guide() -> str:
    """The example of the guide is the one that is tried."""
    (example,) = re.findall(r"```yaml\n(files:.*?)```", GUIDE.read_text("utf-8"), re.S)
    return str(example)


def test_the_example_of_the_guide_is_a_mapping() -> None:
    rules = parse_mapping(mapping_of_the_guide(), file="import.md")
    assert [rule.constants["place_kind"] for rule in rules] == ["park", "school_route"]


def test_yaizus_parks_and_school_routes_lie_together(
    realdata: Path, tmp_path: Path
) -> None:
    city = realdata / "yaizu-city"
    routes = sorted(city.glob("通学路_*/*.shp"))
    mapping = mapping_of_the_guide()
    result = read(tmp_path, mapping, city / "公園_緑地" / "公園・緑地.shp", *routes)
    assert result.report.places == {"park": 148, "school_route": 348}
    assert result.report.skipped == ()
    names = {p.name for p in result.scene.places if p.get("place_kind") != "park"}
    assert len(names) == 13
    assert "和田小学校" in names
    west, south, east, north = shapely.total_bounds(
        [f.geometry for f in result.scene.features]
    )
    assert max(east - west, north - south) < 16_000
    write_scene(result.scene, tmp_path / "yaizu.geojson")
    assert len(read_scene(tmp_path / "yaizu.geojson").features) == 496
