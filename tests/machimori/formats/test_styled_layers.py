"""Layers of results: what stands in the GeoPackage, and what QGIS finds there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pyogrio
import pytest
import shapely
from shapely.geometry import LineString, Point, box

from machimori.errors import CannotWrite
from machimori.formats.qml import Category, LayerStyle, Range, Symbol
from machimori.formats.styled_layers import (
    Attribute,
    ResultLayer,
    layers_writer,
    write_layers,
)
from machimori.geometry import PlaneFrame
from machimori.language import Text

FRAME = PlaneFrame(6677, -30165.0, -33232.0)
LUX = Text(ja="照度 lx", en="illuminance lx")

BANDS = ResultLayer(
    name="light_bands",
    title=Text(ja="明るさ", en="light"),
    shapes="polygon",
    geometries=[box(0, 0, 10, 10), shapely.MultiPolygon([box(10, 0, 20, 10)])],
    attributes={
        "from_lx": Attribute(LUX, np.array([0.0, 3.0])),
        "name": Attribute(Text(ja="名", en="name"), ["公園", None]),
        "count": Attribute(Text.same("n"), [3, None]),
        "is_dark": Attribute(Text.same("d"), [True, False]),
    },
    style=LayerStyle(
        by="from_lx",
        ranges=(
            Range(0, 2, Text(ja="暗い", en="dark"), Symbol(fill="#8390b4")),
            Range(2, 9, Text(ja="3 lx 以上", en="3 lx up"), Symbol(hatch_deg=45)),
        ),
        label="name",
    ),
)
LINES = ResultLayer(
    name="isolux",
    title=Text(ja="等照度線", en="isolux lines"),
    shapes="line",
    geometries=[LineString([(0, 0), (5, 5)])],
    attributes={"level_lx": Attribute(LUX, [3.0])},
    style=LayerStyle(
        by="level_lx",
        categories=(Category(3.0, Text.same("3 lx"), Symbol(dash=True)),),
    ),
)
LAMPS = ResultLayer(
    name="lamps",
    title=Text(ja="照明", en="lamps"),
    shapes="point",
    geometries=[Point(1, 2)],
    attributes={"id": Attribute(Text.same("id"), ["lamp-1"])},
    style=LayerStyle(symbol=Symbol(fill="#ffffff", marker="star")),
)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(query).fetchall()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "results.gpkg"
    write_layers(path, [BANDS, LINES, LAMPS], frame=FRAME, language="ja")
    return path


def test_layers_lie_in_the_scenes_zone(package: Path) -> None:
    meta, _, geometries, columns = pyogrio.raw.read(package, layer="lamps")
    assert meta["crs"] == "EPSG:6677"
    assert shapely.from_wkb(geometries[0]) == Point(-30164.0, -33230.0)
    assert columns[0].tolist() == ["lamp-1"]


def test_what_is_not_known_is_null(package: Path) -> None:
    assert rows(package, "select name, count, is_dark from light_bands") == [
        ("公園", 3, 1),
        (None, None, 0),
    ]


def test_single_and_many_polygons_stand_in_one_layer(package: Path) -> None:
    meta, _, _, _ = pyogrio.raw.read(package, layer="light_bands")
    assert meta["geometry_type"] == "MultiPolygon"


def test_the_contents_list_titles_and_the_table_of_styles(package: Path) -> None:
    listed = rows(
        package, "select table_name, data_type, identifier, srs_id from gpkg_contents"
    )
    assert listed == [
        ("light_bands", "features", "明るさ", 6677),
        ("isolux", "features", "等照度線", 6677),
        ("lamps", "features", "照明", 6677),
        ("layer_styles", "attributes", "layer_styles", 0),
    ]


def test_each_layer_has_a_style_that_counts_by_default(package: Path) -> None:
    listed = rows(
        package,
        "select f_table_name, f_geometry_column, styleName, useAsDefault, update_time "
        "from layer_styles",
    )
    assert listed == [
        ("light_bands", "geom", "明るさ", 1, None),
        ("isolux", "geom", "等照度線", 1, None),
        ("lamps", "geom", "照明", 1, None),
    ]


def qml_of(package: Path, layer: str) -> ElementTree.Element:
    query = f"select styleQML from layer_styles where f_table_name = '{layer}'"
    return ElementTree.fromstring(rows(package, query)[0][0])


def test_ranges_become_a_graduated_style(package: Path) -> None:
    renderer = qml_of(package, "light_bands").find("renderer-v2")
    assert renderer is not None
    assert renderer.attrib["type"] == "graduatedSymbol"
    ranges = [one.attrib for one in renderer.iter("range")]
    assert [(r["lower"], r["upper"], r["label"]) for r in ranges] == [
        ("0", "2", "暗い"),
        ("2", "9", "3 lx 以上"),
    ]
    symbols = [s for s in renderer.iter("symbol") if "@" not in s.attrib["name"]]
    layers = [[layer.attrib["class"] for layer in s.findall("layer")] for s in symbols]
    assert layers == [["SimpleFill"], ["LinePatternFill", "SimpleFill"]]


def test_categories_become_a_categorised_style(package: Path) -> None:
    renderer = qml_of(package, "isolux").find("renderer-v2")
    assert renderer is not None
    assert renderer.attrib["type"] == "categorizedSymbol"
    (category,) = renderer.iter("category")
    assert category.attrib["value"] == "3"


def test_attributes_are_called_by_their_labels(package: Path) -> None:
    aliases = [a.attrib for a in qml_of(package, "light_bands").iter("alias")]
    assert aliases[0]["field"] == "from_lx"
    assert aliases[0]["name"] == "照度 lx"


def test_labels_are_switched_on_only_where_asked(package: Path) -> None:
    assert qml_of(package, "light_bands").attrib["labelsEnabled"] == "1"
    assert "labelsEnabled" not in qml_of(package, "lamps").attrib


def test_english_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "results.gpkg"
    write_layers(path, [LINES], frame=FRAME, language="en")
    assert rows(path, "select identifier from gpkg_contents")[0] == ("isolux lines",)
    assert rows(path, "select styleQML from layer_styles")[0][0].isascii()


def test_a_layer_written_in_parts_is_one_layer(tmp_path: Path) -> None:
    path = tmp_path / "results.gpkg"
    with layers_writer(path, frame=FRAME, language="ja") as write:
        for _ in range(3):
            write(LINES)
    assert rows(path, "select count(*) from isolux") == [(3,)]
    assert rows(path, "select count(*) from layer_styles") == [(1,)]


def test_a_layer_may_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "results.gpkg"
    empty = ResultLayer(
        name="isolux",
        title=LINES.title,
        shapes="line",
        geometries=[],
        attributes={"level_lx": Attribute(LUX, np.empty(0))},
        style=LINES.style,
    )
    write_layers(path, [empty], frame=PlaneFrame(None), language="ja")
    assert rows(path, "select count(*) from isolux") == [(0,)]


def failing() -> Iterator[ResultLayer]:
    yield LINES
    raise ZeroDivisionError


def test_when_the_work_fails_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "results.gpkg"
    path.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        write_layers(path, failing(), frame=FRAME, language="ja")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="nowhere"):
        write_layers(
            tmp_path / "nowhere" / "a.gpkg", [LINES], frame=FRAME, language="ja"
        )
