"""What belongs to which place."""

from __future__ import annotations

from shapely.geometry import LineString, Point, box

from machimori.scene import Feature, Scene


def road_place(id_: str, *points: tuple[float, float]) -> Feature:
    return Feature(id_, "place", LineString(points), {"place_kind": "road"})


def ids(found: tuple[Feature, ...]) -> set[str]:
    return {feature.id for feature in found}


def test_a_street_that_ends_on_another_keeps_its_own_road_and_lamps() -> None:
    main = road_place("main", (0.0, 0.0), (100.0, 0.0))
    side = road_place("side", (50.0, 0.0), (50.0, 80.0))
    lamp = Feature("lamp", "lamp", Point(53.0, 40.0), {"part_of": "side"})
    scene = Scene(features=(main, side, lamp))
    assert ids(scene.elements(side, "lamp")) == {"lamp"}
    assert scene.elements(main, "lamp", "place") == ()


def test_what_lies_along_a_school_route_is_the_routes_and_its_streets() -> None:
    street = road_place("street", (0.0, 0.0), (200.0, 0.0))
    way = Feature("way", "road", street.geometry, {"part_of": "street", "width_m": 5.0})
    lamp = Feature("lamp", "lamp", Point(40.0, 3.0), {"part_of": "street"})
    across = Feature("across", "road", LineString([(50.0, -9.0), (50.0, 90.0)]))
    said = {"place_kind": "school_route"}
    route = Feature("route", "place", LineString([(20.0, 0.0), (90.0, 0.0)]), said)
    scene = Scene(features=(street, way, lamp, across, route))
    assert ids(scene.elements(route, "road", "lamp")) == {"way", "lamp"}
    assert ids(scene.elements(street, "road", "lamp")) == {"way", "lamp"}


def test_a_line_belongs_where_its_middle_is_not_where_it_ends() -> None:
    park = Feature("park", "place", box(0, 0, 40, 40), {"place_kind": "park"})
    garden = Feature("garden", "place", box(40, 0, 80, 40), {"place_kind": "garden"})
    fence = Feature("fence", "fence", LineString([(39.0, 10.0), (75.0, 10.0)]))
    scene = Scene(features=(park, garden, fence))
    assert ids(scene.elements(garden, "fence")) == {"fence"}
    assert scene.elements(park, "fence") == ()


def test_a_building_in_a_place_brings_along_what_is_part_of_it() -> None:
    park = Feature("park", "place", box(0, 0, 40, 40), {"place_kind": "park"})
    toilet = Feature("toilet", "building", box(10, 10, 16, 14))
    alarm = Feature("alarm", "alarm", Point(12, 12), {"part_of": "toilet"})
    scene = Scene(features=(park, toilet, alarm))
    assert ids(scene.elements(park, "building", "alarm")) == {"toilet", "alarm"}
