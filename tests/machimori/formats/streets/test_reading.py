from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.errors import InvalidInput
from machimori.formats.streets import read_streets
from machimori.formats.streets.graphml import draw_graphml
from machimori.formats.streets.tags import facts_of_tags
from machimori.streets import LayingSettings
from tests.machimori.formats.osm_map import LAT, LON, STEP, Map

GRAPHML = """<?xml version='1.0'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="x" for="node" attr.name="x" attr.type="string"/>
<key id="y" for="node" attr.name="y" attr.type="string"/>
<key id="h" for="edge" attr.name="highway" attr.type="string"/>
<key id="w" for="edge" attr.name="oneway" attr.type="string"/>
<key id="g" for="edge" attr.name="geometry" attr.type="string"/>
<graph edgedefault="directed">
<node id="1"><data key="x">137.2137</data><data key="y">36.6953</data></node>
<node id="2"><data key="x">137.2147</data><data key="y">36.6953</data></node>
<node id="3"><data key="x">137.2147</data><data key="y">36.6963</data></node>
<edge source="1" target="2"><data key="h">residential</data></edge>
<edge source="2" target="1"><data key="h">residential</data></edge>
<edge source="2" target="3"><data key="h">['tertiary', 'residential']</data>
<data key="w">True</data>
<data key="g">LINESTRING (137.2147 36.6953, 137.2150 36.6958, 137.2147 36.6963)</data>
</edge>
</graph></graphml>
"""


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def lines(*of: list[list[float]]) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {},
                    "geometry": {
                        "type": "LineString",
                        "coordinates": [
                            [LON + x * STEP, LAT + y * STEP] for x, y in xy
                        ],
                    },
                }
                for xy in of
            ],
        }
    )


def test_ways_of_openstreetmap_meet_at_their_common_nodes(tmp_path: Path) -> None:
    town = Map()
    town.way(1, (0, 0), (5, 0), (9, 0), highway="residential", lit="yes")
    town.way(2, (5, 0), (5, 5), highway="footway")
    town.way(3, (7, -1), (7, 1), highway="primary", bridge="yes")
    town.square(4, 20, 20, building="yes")
    graph = read_streets([written(tmp_path, "town.osm", town.xml())]).graph
    assert graph.ids == ("osm:way/1#1", "osm:way/1#2", "osm:way/2", "osm:way/3")
    assert np.array_equal(graph.known("is_lit")[:2], [1, 1])
    assert np.isnan(graph.known("is_lit")[2])
    assert graph.part.tolist() == [0, 0, 0, 1]


def test_a_way_that_leaves_the_extract_keeps_what_is_inside(tmp_path: Path) -> None:
    town = Map()
    town.way(1, (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), highway="residential")
    town.left_out = {3}
    read = read_streets([written(tmp_path, "town.osm", town.xml())])
    assert read.graph.ids == ("osm:way/1/1", "osm:way/1/2")
    assert [note.element for note in read.skipped] == ["osm:way/1"]


def test_the_two_directions_of_a_graph_are_one_street(tmp_path: Path) -> None:
    graph = read_streets([written(tmp_path, "town.graphml", GRAPHML)]).graph
    assert graph.ids == ("edge/1", "edge/3")
    assert graph.known("one_way").tolist() == [0, 1]
    assert graph.known("has_traffic").tolist() == [0, 1]
    assert graph.length_m == pytest.approx([89.4, 123.3], abs=0.5)


def test_a_city_s_own_lines_join_where_they_cross(tmp_path: Path) -> None:
    path = written(
        tmp_path, "lines.geojson", lines([[0, 0], [9, 0]], [[4, -4], [4, 4]])
    )
    assert read_streets([path]).graph.ids == (
        *("lines/1#1", "lines/1#2"),
        *("lines/2#1", "lines/2#2"),
    )
    apart = read_streets([path], settings=LayingSettings()).graph
    assert sorted(apart.part.tolist()) == [0, 1]


def test_points_are_passed_over_and_told(tmp_path: Path) -> None:
    collection = json.loads(lines([[0, 0], [9, 0]], [[0, 0], [0, 5]]))
    collection["features"][1]["geometry"] = {"type": "Point", "coordinates": [LON, LAT]}
    read = read_streets([written(tmp_path, "mixed.geojson", json.dumps(collection))])
    assert read.graph.ids == ("mixed/1",)
    assert [note.element for note in read.skipped] == ["mixed/2"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("town.graphml", "<html/>", "<graphml>"),
        ("town.graphml", GRAPHML[:900], "XML"),
        ("town.graphml", GRAPHML.replace('target="3"', 'target="9"'), "node"),
        ("town.graphml", GRAPHML.replace("LINESTRING", "LINE"), "LINESTRING"),
        ("town.graphml", GRAPHML.replace('"x">137.2147', '"x">east'), "values x and y"),
        ("town.graphml", GRAPHML.replace("137.", "36."), "Japan"),
        ("town.osm", "<osm version='0.6'></osm>", "streets"),
        ("lines.geojson", lines([[0, 0], [9e5, 9e5]])[:60], "vector file"),
        ("lines.geojson", lines(), "streets"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: str, says: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_streets([written(tmp_path, name, content)])
    (problem, *_) = refused.value.problems
    assert name in problem.file
    assert says in problem.expected.en
    assert problem.remedy.ja


def test_problems_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{i}.graphml", "<html/>") for i in range(3)]
    with pytest.raises(InvalidInput) as refused:
        read_streets(paths)
    assert len(refused.value.problems) == 3


@given(st.data())
def test_no_spoiled_graph_brings_the_reader_down(data: st.DataObject) -> None:
    content = bytearray(GRAPHML.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 2))
        piece = data.draw(st.sampled_from([b"", b"<", b"9e999", b"nan", b"\xff", b'"']))
        content[at : at + data.draw(st.integers(0, 30))] = piece
    try:
        streets = draw_graphml(bytes(content), file="spoiled").streets
    except InvalidInput:
        return
    assert all(len(street.lon_lat) > 1 for street in streets)


@pytest.mark.parametrize(
    ("tags", "fact", "value"),
    [
        ({"highway": "motorway"}, "is_walkable", False),
        ({"highway": "trunk", "foot": "no"}, "is_walkable", False),
        ({"highway": "residential", "sidewalk": "both"}, "has_footway", True),
        ({"highway": "residential", "sidewalk:left": "no"}, "has_footway", False),
        ({"highway": "residential"}, "has_footway", None),
        ({"highway": "steps"}, "is_drivable", False),
        ({"highway": "residential", "oneway": "-1"}, "one_way", -1),
        ({"highway": "tertiary_link", "junction": "roundabout"}, "one_way", 1),
        ({"highway": "residential", "lit": "no"}, "is_lit", False),
        ({"highway": "residential", "width": "4.5 m"}, "width_m", 4.5),
        ({"highway": "unclassified"}, "has_traffic", None),
    ],
)
def test_tags_say_what_walkers_need(
    tags: dict[str, str], fact: str, value: object
) -> None:
    facts = facts_of_tags(tags)
    assert facts is not None
    assert getattr(facts, fact) == value


@pytest.mark.parametrize(
    "tags",
    [
        {"building": "yes"},
        {"highway": "proposed"},
        {"highway": "pedestrian", "area": "yes"},
        {"highway": "service", "access": "private"},
    ],
)
def test_what_nobody_uses_is_no_street(tags: dict[str, str]) -> None:
    assert facts_of_tags(tags) is None


def test_the_school_routes_of_a_whole_city_are_one_graph_per_school(
    realdata: Path,
) -> None:
    files = sorted(realdata.glob("yaizu-city/通学路_*/*.shp"))
    assert len(files) == 13
    graph = read_streets(files).graph
    assert len(graph.streets) == 348
    assert graph.length_m.sum() == pytest.approx(173_059, abs=10)
    assert graph.part.max() == 17


def test_a_city_s_graphml_is_one_part(realdata: Path) -> None:
    graph = read_streets([realdata / "tachikawa-network" / "tachikawa.graphml"]).graph
    assert (len(graph), len(graph.nodes)) == (5612, 4106)
    assert set(graph.part.tolist()) == {0}


def test_streets_of_a_real_extract_are_walkable(realdata: Path) -> None:
    graph = read_streets([realdata / "sapporo-osm" / "sapporo-station-north.osm"]).graph
    assert len(graph) == 707
    share = graph.length_m[graph.part == 0].sum() / graph.length_m.sum()
    assert share > 0.95
