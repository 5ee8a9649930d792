"""OpenStreetMap extracts become scenes; what they do not say stays unknown."""

from __future__ import annotations

import bz2
import gzip
import sys
from pathlib import Path

import pytest

from machimori.errors import InvalidInput, MissingExtra, UnknownName
from machimori.formats.importing import ImportResult
from machimori.formats.osm import OsmAssumptions, read_osm
from tests.machimori.formats.osm_map import Map


@pytest.fixture
def town() -> Map:
    return Map()


def skipped(result: ImportResult) -> dict[str, str]:
    return {note.element: note.text.en for note in result.report.skipped}


def notes(result: ImportResult) -> dict[str, str]:
    return {note.element: note.text.en for note in result.report.notes}


def test_a_building_stands_where_and_as_large_as_it_was_drawn(
    town: Map, tmp_path: Path
) -> None:
    town.square(1, 0, 0, building="yes", height="9", name="集会所")
    building = town.read(tmp_path).scene.by_id["osm:way/1"]
    assert building.kind == "building"
    assert dict(building.properties) == {"name": "集会所", "height_m": 9.0}
    # 0.0001° is 11.10 m of the meridian and 8.94 m of the parallel of 36.7°.
    assert building.geometry.area == pytest.approx(11.10 * 8.94, rel=1e-3)


@pytest.mark.parametrize(
    ("tags", "base_m", "height_m", "is_assumed"),
    [
        ({"height": "12.5m"}, None, 12.5, False),
        ({"height": "40'"}, None, 12.192, False),
        ({"height": "12", "min_height": "3"}, 3.0, 9.0, False),
        ({"building__levels": "5"}, None, 15.0, True),
        ({"building__levels": "5", "building__min_level": "2"}, 6.0, 9.0, True),
        ({"height": "12", "building__min_level": "1"}, 3.0, 9.0, True),
        ({"height": "tall", "building__levels": "2"}, None, 6.0, True),
        ({"building__levels": "0"}, None, 6.0, True),
        ({}, None, 6.0, True),
    ],
)
def test_a_building_has_its_stated_height_or_one_that_is_recorded_as_assumed(
    town: Map,
    tmp_path: Path,
    tags: dict[str, str],
    base_m: float | None,
    height_m: float,
    is_assumed: bool,
) -> None:
    town.square(1, 0, 0, building="yes", **tags)
    scene = town.read(tmp_path).scene
    building = scene.by_id["osm:way/1"]
    assert building.get("base_m") == base_m
    assert building.get("height_m") == pytest.approx(height_m)
    assumed = [a for a in scene.assumptions if a.property == "height_m"]
    assert bool(assumed) == is_assumed
    for assumption in assumed:
        assert assumption.value == building.get("height_m")
        assert assumption.features == ("osm:way/1",)


def test_assumptions_are_the_callers(town: Map, tmp_path: Path) -> None:
    town.square(1, 0, 0, building="yes", building__levels="2")
    town.square(2, 3, 0, building="yes")
    own = OsmAssumptions(storey_height_m=4.0, building_height_m=5.0)
    scene = town.read(tmp_path, assumptions=own).scene
    assert [f.get("height_m") for f in scene.features] == [8.0, 5.0]


def test_a_roof_without_a_height_gets_none(town: Map, tmp_path: Path) -> None:
    town.square(1, 0, 0, building="roof", building__levels="1")
    scene = town.read(tmp_path).scene
    assert scene.by_id["osm:way/1"].kind == "roof"
    assert scene.by_id["osm:way/1"].get("height_m") is None
    assert scene.assumptions == ()


def test_a_road_is_part_of_a_place_of_its_own(town: Map, tmp_path: Path) -> None:
    town.way(1, (0, 0), (5, 0), highway="residential", name="桜通り", width="5.5")
    scene = town.read(tmp_path).scene
    road, place = scene.by_id["osm:way/1"], scene.by_id["osm:way/1/place"]
    assert (road.kind, road.get("part_of")) == ("road", place.id)
    assert road.get("width_m") == 5.5
    assert dict(place.properties) == {"place_kind": "road", "name": "桜通り"}
    assert scene.elements(place, "road") == (road,)


def test_lanes_give_an_assumed_width_and_silence_gives_none(
    town: Map, tmp_path: Path
) -> None:
    town.way(1, (0, 0), (5, 0), highway="primary", lanes="4")
    town.way(2, (0, 1), (5, 1), highway="residential")
    scene = town.read(tmp_path).scene
    assert scene.by_id["osm:way/1"].get("width_m") == 12.0
    assert scene.by_id["osm:way/2"].get("width_m") is None
    assert [(a.property, a.features) for a in scene.assumptions] == [
        ("width_m", ("osm:way/1",))
    ]


@pytest.mark.parametrize(
    ("tags", "footway"),
    [
        ({"sidewalk": "both"}, True),
        ({"sidewalk": "left"}, True),
        ({"sidewalk": "separate"}, True),
        ({"sidewalk__left": "yes", "sidewalk__right": "no"}, True),
        ({"sidewalk": "no"}, False),
        ({"sidewalk__left": "no", "sidewalk__right": "no"}, False),
        ({"sidewalk__left": "no"}, None),
        ({}, None),
    ],
)
def test_a_footway_is_there_not_there_or_unknown(
    town: Map, tmp_path: Path, tags: dict[str, str], footway: bool | None
) -> None:
    town.way(1, (0, 0), (5, 0), highway="residential", **tags)
    road = town.read(tmp_path).scene.by_id["osm:way/1"]
    assert road.get("footway") is footway


def test_what_separates_a_footway_is_read(town: Map, tmp_path: Path) -> None:
    tags = {"sidewalk": "both", "sidewalk__both__separation": "guard_rail"}
    town.way(1, (0, 0), (5, 0), highway="residential", **tags)
    assert town.read(tmp_path).scene.by_id["osm:way/1"].get("separation") == "rail"


def test_a_path_in_a_park_belongs_to_it_by_position(town: Map, tmp_path: Path) -> None:
    town.square(1, 0, 0, leisure="park", name="児童公園")
    town.way(2, (0.2, 0.2), (0.8, 0.8), highway="footway")
    scene = town.read(tmp_path).scene
    park, path = scene.by_id["osm:way/1"], scene.by_id["osm:way/2"]
    assert path.get("part_of") is None
    assert scene.elements(park, "path") == (path,)
    assert park.get("complete") is None


@pytest.mark.parametrize(
    ("highway", "kind"), [("footway", "path"), ("residential", "road")]
)
def test_a_tunnel_is_an_underpass(
    town: Map, tmp_path: Path, highway: str, kind: str
) -> None:
    town.way(1, (0, 0), (5, 0), highway=highway, tunnel="yes")
    scene = town.read(tmp_path).scene
    assert scene.by_id["osm:way/1"].kind == kind
    assert scene.by_id["osm:way/1/place"].get("place_kind") == "underpass"
    assert scene.by_id["osm:way/1/place"].get("setting") == "underground"


def test_an_aisle_between_parking_bays_is_no_place_of_its_own(
    town: Map, tmp_path: Path
) -> None:
    town.square(1, 0, 0, amenity="parking", parking="surface")
    town.way(2, (0.2, 0.5), (0.8, 0.5), highway="service", service="parking_aisle")
    scene = town.read(tmp_path).scene
    (car_park,) = scene.places
    assert car_park.get("setting") == "outdoor"
    assert car_park.get("is_building") is False
    assert [f.id for f in scene.elements(car_park, "road")] == ["osm:way/2"]


def test_a_car_park_that_is_a_building_is_both(town: Map, tmp_path: Path) -> None:
    tags = {"building": "parking", "amenity": "parking", "parking": "multi-storey"}
    town.square(1, 0, 0, **tags)
    scene = town.read(tmp_path).scene
    assert scene.by_id["osm:way/1"].kind == "building"
    assert scene.by_id["osm:way/1/place"].get("is_building") is True


def test_bicycle_parking_is_a_place_as_an_area_and_a_rack_as_a_point(
    town: Map, tmp_path: Path
) -> None:
    town.square(1, 0, 0, amenity="bicycle_parking", covered="no")
    town.node(3, 3, amenity="bicycle_parking", capacity="20")
    scene = town.read(tmp_path).scene
    assert scene.by_id["osm:way/1"].get("place_kind") == "bicycle_park"
    (rack,) = scene.of_kind("rack")
    assert rack.get("capacity") == 20


def test_a_playground_in_a_park_is_its_play_area_and_elsewhere_a_park_itself(
    town: Map, tmp_path: Path
) -> None:
    town.square(1, 0, 0, leisure="park")
    inner = [(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.2)]
    town.way(2, *inner, leisure="playground")
    town.square(3, 5, 5, leisure="playground", name="ちびっこ広場")
    scene = town.read(tmp_path).scene
    assert [(p.id, p.name) for p in scene.places] == [
        ("osm:way/1", "osm:way/1"),
        ("osm:way/3/place", "ちびっこ広場"),
    ]
    assert [f.get("use") for f in scene.of_kind("area")] == ["play", "play"]
    assert scene.by_id["osm:way/3"].get("part_of") == "osm:way/3/place"


@pytest.mark.parametrize(
    ("hours", "place_kind"),
    [
        ({"opening_hours": "24/7"}, "late_night_shop"),
        ({"opening_hours": "Mo-Su 06:00-01:00"}, "late_night_shop"),
        ({"opening_hours": "07:00-22:00"}, "shop"),
        ({"opening_hours": "07:00-22:30"}, "late_night_shop"),
        ({}, "shop"),
    ],
)
def test_a_convenience_shop_is_open_late_only_where_its_hours_say_so(
    town: Map, tmp_path: Path, hours: dict[str, str], place_kind: str
) -> None:
    town.square(1, 0, 0, shop="convenience", **hours)
    place = town.read(tmp_path).scene.by_id["osm:way/1"]
    assert place.get("place_kind") == place_kind


def test_heights_of_what_divides_are_never_assumed(town: Map, tmp_path: Path) -> None:
    town.way(1, (0, 0), (2, 0), barrier="hedge")
    town.way(2, (0, 1), (2, 1), barrier="wall", wall="concrete_block", height="1.6 m")
    town.way(3, (0, 2), (2, 2), barrier="fence", fence_type="chain_link")
    scene = town.read(tmp_path).scene
    assert {f.kind: f.get("height_m") for f in scene.features} == {
        "hedge": None,
        "wall": 1.6,
        "fence": None,
    }
    assert scene.by_id["osm:way/2"].get("type") == "block"
    assert scene.by_id["osm:way/3"].get("type") == "mesh"
    assert scene.assumptions == ()


def test_small_things_carry_what_their_tags_say(town: Map, tmp_path: Path) -> None:
    town.node(0, 0, amenity="bench", direction="SE", seats="3")
    town.node(1, 0, highway="street_lamp", height="4.5")
    town.node(2, 0, natural="tree", diameter_crown="5", leaf_cycle="deciduous")
    town.node(3, 0, playground="slide")
    town.node(4, 0, barrier="bollard", bollard="removable")
    camera = {"surveillance__type": "camera", "camera__direction": "90°"}
    town.node(5, 0, man_made="surveillance", **camera)
    town.node(6, 0, barrier="swing_gate")
    scene = town.read(tmp_path).scene
    assert {f.kind: dict(f.properties) for f in scene.features} == {
        "bench": {"facing_deg": 135.0, "capacity": 3},
        "lamp": {"height_m": 4.5, "role": "street"},
        "tree": {"crown_radius_m": 2.5, "deciduous": True},
        "play_equipment": {"type": "slide"},
        "bollard": {"removable": True},
        "camera": {"azimuth_deg": 90.0},
        "gate": {"type": "swing"},
    }


def test_a_multipolygon_has_its_courtyard_and_is_not_drawn_twice(
    town: Map, tmp_path: Path
) -> None:
    town.way(1, (0, 0), (4, 0), (4, 4))
    town.way(2, (4, 4), (0, 4), (0, 0))
    town.square(3, 1, 1)
    town.relation(9, (1, "outer"), (2, "outer"), (3, "inner"), building="yes",
                  type="multipolygon", height="10")  # fmt: skip
    town.square(4, 10, 0, building="yes", height="3")
    town.relation(8, (4, "outer"), type="multipolygon", building="yes", height="5")
    result = town.read(tmp_path)
    square_m2 = result.scene.by_id["osm:relation/8"].geometry.area
    courtyard = result.scene.by_id["osm:relation/9"].geometry
    assert courtyard.area == pytest.approx(15 * square_m2, rel=1e-3)
    assert len(courtyard.interiors) == 1
    assert result.report.counts == {"building": 2}
    assert "relation draws the same" in skipped(result)["osm:way/4"]


def test_a_place_without_an_outline_is_reported_and_not_guessed(
    town: Map, tmp_path: Path
) -> None:
    town.square(1, 0, 0, leisure="park")
    parking = town.node(3, 3, amenity="parking")
    town.way(2, (5, 0), (5, 3), natural="tree_row")
    town.relation(3, type="site", leisure="park")
    result = town.read(tmp_path)
    assert "drawn as a point" in skipped(result)[f"osm:node/{parking}"]
    assert "drawn as a line" in skipped(result)["osm:way/2"]
    assert "not outline an area" in skipped(result)["osm:relation/3"]
    assert result.report.counts == {"place": 1}
    assert result.report.places == {"park": 1}


def test_slips_of_drawing_do_not_stop_the_import(town: Map, tmp_path: Path) -> None:
    town.way(1, (0, 0), (2, 2), (2, 0), (0, 2), (0, 0), building="yes", height="3")
    town.way(2, (5, 0), (6, 0), (6, 1), building="yes")
    town.way(3, (7, 0), (8, 0), (7, 0), (8, 0), (7, 0), leisure="park")
    town.way(4, (9, 0), highway="footway")
    town.relation(5, (77, "outer"), type="multipolygon", building="yes")
    town.relation(6, (2, "outer"), type="multipolygon", leisure="park")
    town.relation(7, type="multipolygon", leisure="park")
    result = town.read(tmp_path)
    (crossed,) = result.scene.features
    assert crossed.geometry.is_valid
    assert crossed.geometry.geom_type == "MultiPolygon"
    assert skipped(result).keys() == {
        "osm:way/2", "osm:way/3", "osm:way/4", "osm:relation/5", "osm:relation/6",
        "osm:relation/7",
    }  # fmt: skip


def test_nodes_that_the_file_lacks_cut_a_line_and_cost_an_area(
    town: Map, tmp_path: Path
) -> None:
    town.way(1, (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), highway="footway")
    town.square(2, 5, 0, building="yes")
    town.way(3, (0, 9), (1, 9), (2, 0), (3, 9), (6, 9), amenity="bench")
    town.left_out = {town.node(2, 0), town.node(6, 0)}
    result = town.read(tmp_path)
    bench = result.scene.by_id["osm:way/3"].geometry
    assert bench.geom_type == "LineString"
    assert bench.length == pytest.approx(3 * 8.94, rel=1e-3)
    path = result.scene.by_id["osm:way/1"].geometry
    assert path.geom_type == "MultiLineString"
    assert path.length == pytest.approx(2 * 8.94, rel=1e-3)
    assert "only the rest is used" in notes(result)["osm:way/1"]
    assert "not in this file" in skipped(result)["osm:way/2"]


def test_values_that_cannot_be_read_are_named_and_left_out(
    town: Map, tmp_path: Path
) -> None:
    town.way(1, (0, 0), (2, 0), barrier="wall", height="hoch")
    town.way(2, (0, 1), (2, 1), barrier="wall", height="9000")
    result = town.read(tmp_path)
    assert [f.get("height_m") for f in result.scene.features] == [None, None]
    assert "height=hoch cannot be read" in notes(result)["osm:way/1"]
    assert "height_m=9000.0 is out of range" in notes(result)["osm:way/2"]


def test_what_josm_deleted_is_gone(tmp_path: Path, town: Map) -> None:
    town.square(1, 0, 0, building="yes")
    town.square(2, 3, 0, building="yes")
    town.square(3, 6, 0, building="yes")
    text = town.xml().replace("<way id='2'>", "<way id='2' action='delete'>")
    text = text.replace("<way id='3'>", "<way id='3' visible='false'>")
    (tmp_path / "josm.osm").write_text(text, encoding="utf-8")
    scene = read_osm(tmp_path / "josm.osm").scene
    assert [f.id for f in scene.features] == ["osm:way/1"]


def test_compressed_maps_and_pbf_give_the_same_scene(town: Map, tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    town.square(1, 0, 0, building="yes", name="駅")
    town.relation(9, (1, "outer"), type="multipolygon", leisure="park")
    plain = town.read(tmp_path)
    content = (tmp_path / "map.osm").read_bytes()
    (tmp_path / "map.osm.gz").write_bytes(gzip.compress(content))
    (tmp_path / "map.osm.bz2").write_bytes(bz2.compress(content))
    with osmium.SimpleWriter(str(tmp_path / "map.osm.pbf")) as writer:
        for element in osmium.FileProcessor(str(tmp_path / "map.osm")):
            writer.add(element)
    for name in ("map.osm.gz", "map.osm.bz2", "map.osm.pbf"):
        scene = read_osm(tmp_path / name).scene
        assert [(f.id, f.kind, dict(f.properties)) for f in scene.features] == [
            (f.id, f.kind, dict(f.properties)) for f in plain.scene.features
        ]
        for one, other in zip(scene.features, plain.scene.features, strict=True):
            assert one.geometry.equals_exact(other.geometry, 0.02)


def test_a_pbf_without_osmium_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    (tmp_path / "a.pbf").write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader")
    with pytest.raises(MissingExtra, match=r"machimori\[osm\]"):
        read_osm(tmp_path / "a.pbf")


def test_only_one_element_and_what_is_around_it(town: Map, tmp_path: Path) -> None:
    town.square(1, 0, 0, leisure="park")
    town.way(2, (-1, 2), (3, 2), highway="residential", lanes="2")
    town.square(3, 40, 0, building="yes")
    near, far = town.node(2, 3, amenity="parking"), town.node(60, 0, amenity="parking")
    whole = town.read(tmp_path)
    part = town.read(tmp_path, only="osm:way/1", margin_m=60.0)
    assert {f.id for f in part.scene.features} == {
        "osm:way/1", "osm:way/2", "osm:way/2/place",
    }  # fmt: skip
    assert [a.property for a in part.scene.assumptions] == ["width_m"]
    assert skipped(part).keys() == {f"osm:node/{near}"}
    assert skipped(whole).keys() == {f"osm:node/{near}", f"osm:node/{far}"}
    centre = part.scene.by_id["osm:way/1"].geometry.centroid
    assert max(abs(centre.x), abs(centre.y)) < 1.0


def test_an_element_that_is_not_there_is_refused_with_those_that_are(
    town: Map, tmp_path: Path
) -> None:
    town.square(12, 0, 0, leisure="park")
    parking = town.node(9, 9, amenity="parking")
    with pytest.raises(UnknownName, match="osm:way/12"):
        town.read(tmp_path, only="osm:way/21")
    with pytest.raises(InvalidInput, match="drawn as a point"):
        town.read(tmp_path, only=f"osm:node/{parking}")


def test_a_stray_node_outside_japan_does_not_move_the_map(
    town: Map, tmp_path: Path
) -> None:
    town.square(1, 0, 0, building="yes", height="3")
    stray = "<node id='99' lon='0' lat='0'><tag k='natural' v='tree'/></node>"
    path = tmp_path / "a.osm"
    path.write_text(town.xml().replace("<way", stray + "<way", 1), encoding="utf-8")
    scene = read_osm(path).scene
    assert [f.id for f in scene.features] == ["osm:way/1"]
    assert scene.features[0].geometry.distance(scene.features[0].geometry) == 0
    assert abs(scene.features[0].geometry.centroid.x) < 10
