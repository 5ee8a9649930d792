"""The demo town: whole, always the same, and nothing in it stands in another thing."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from machimori.demo import demo_town
from machimori.formats.scene_file import encode_json, read_scene, write_scene
from machimori.scene import Feature, Scene, scene_document

HALF_SURVEYED = "park-suzume"


def houses(town: Scene) -> tuple[Feature, ...]:
    return tuple(b for b in town.of_kind("building") if b.get("use") == "house")


def ground(features: tuple[Feature, ...]) -> BaseGeometry:
    return shapely.union_all([f.surface for f in features if f.surface is not None])


def test_two_calls_draw_the_same_town_byte_for_byte(town: Scene) -> None:
    again = encode_json(scene_document(demo_town()))
    assert again == encode_json(scene_document(town))


def test_a_written_town_is_read_back_the_same(town: Scene, tmp_path: Path) -> None:
    write_scene(town, tmp_path / "town.geojson")
    read = read_scene(tmp_path / "town.geojson")
    assert read.frame == town.frame
    assert [(f.id, f.kind, f.properties) for f in read.features] == [
        (f.id, f.kind, f.properties) for f in town.features
    ]
    assert shapely.equals_exact(
        [f.geometry for f in read.features],
        [f.geometry for f in town.features],
        tolerance=1e-6,
    ).all()


def test_it_is_a_neighbourhood_of_some_hundred_metres_in_the_west_of_tokyo(
    town: Scene,
) -> None:
    west, south, east, north = shapely.total_bounds([f.geometry for f in town.features])
    assert 200 < east - west < 320
    assert 200 < north - south < 320
    assert town.frame.epsg == 6677
    assert 60 <= len(houses(town)) <= 85


def test_it_has_every_kind_of_place_that_the_two_guidelines_speak_of(
    town: Scene,
) -> None:
    kinds = {place.get("place_kind") for place in town.places}
    assert kinds >= {"road", "underpass", "park", "car_park", "bicycle_park"}
    assert kinds >= {"school", "school_route", "apartments", "late_night_shop"}
    daily = {p.get("used_daily_by_children") for p in town.places}
    assert daily >= {True, False}


def test_every_place_but_one_was_surveyed_completely(town: Scene) -> None:
    places = [p for p in town.places if p.get("place_kind") != "school_route"]
    half = [p.id for p in places if not town.is_complete(p, "obstacle")]
    assert half == [HALF_SURVEYED]


def test_no_building_stands_on_a_street_or_in_another_building(town: Scene) -> None:
    streets = ground(town.of_kind("road", "path"))
    standing = town.of_kind("building")
    on_streets = [
        b.id for b in standing if b.geometry.intersection(streets).area > 0.01
    ]
    assert on_streets == []
    overlaps = [
        (one.id, other.id)
        for one, other in combinations(standing, 2)
        if one.geometry.intersection(other.geometry).area > 0.01
    ]
    assert overlaps == []


def test_no_house_stands_on_the_ground_of_a_place(town: Scene) -> None:
    grounds = [p for p in town.places if p.geometry.geom_type == "Polygon"]
    taken = ground(tuple(grounds))
    assert [h.id for h in houses(town) if h.geometry.intersects(taken)] == []


def test_places_share_no_ground_but_streets_at_their_crossings(town: Scene) -> None:
    grounds = [p for p in town.places if p.geometry.geom_type == "Polygon"]
    shared = [
        (one.id, other.id)
        for one, other in combinations(grounds, 2)
        if one.geometry.intersection(other.geometry).area > 0.01
    ]
    assert shared == []
    streets = ground(town.of_kind("road"))
    assert [p.id for p in grounds if p.geometry.intersection(streets).area > 0.5] == []


def test_no_tree_lamp_or_bench_stands_in_a_building_or_wall(town: Scene) -> None:
    buildings = ground(town.of_kind("building"))
    walls = shapely.union_all([w.geometry for w in town.of_kind("wall")])
    outdoors = [
        f for f in town.of_kind("tree", "lamp", "bench") if f.get("role") != "ceiling"
    ]
    assert [f.id for f in outdoors if f.geometry.intersects(buildings)] == []
    assert [f.id for f in outdoors if f.geometry.distance(walls) < 0.2] == []


def test_no_wall_fence_or_hedge_stands_on_a_street(town: Scene) -> None:
    streets = ground(town.of_kind("road"))
    barriers = town.of_kind("wall", "fence", "hedge")
    crossing = [b.id for b in barriers if b.geometry.intersection(streets).length > 0.1]
    assert crossing == []


def test_every_lamp_says_all_that_its_light_is_computed_from(town: Scene) -> None:
    needed = ("photometry", "luminous_flux_lm", "height_m")
    silent = [
        lamp.id
        for lamp in town.of_kind("lamp")
        if any(lamp.get(name) is None for name in needed)
    ]
    assert silent == []
