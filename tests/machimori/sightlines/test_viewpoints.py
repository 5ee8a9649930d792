"""Where the eyes are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from machimori.errors import UnknownName
from machimori.scene.model import Feature, Scene
from machimori.sightlines import SightSettings, Viewpoints, viewpoints

SETTINGS = SightSettings()
ROAD = Feature("road", "road", LineString([(0, 0), (9, 0)]))
SQUARE = Feature("square", "path", box(0, 20, 10, 30))
HOUSE = Feature("house", "building", box(0, 5, 10, 15), {"height_m": 6.0})


def eyes_of(*features: Feature, sources: tuple[str, ...], **kw: Any) -> Viewpoints:
    return viewpoints(Scene(features), sources, settings=SETTINGS, **kw)


def window(*xy: tuple[float, float], **properties: Any) -> Feature:
    geometry = LineString(xy) if len(xy) > 1 else Point(xy[0])
    return Feature("window", "window", geometry, properties)


def test_a_road_has_eyes_all_along() -> None:
    found = eyes_of(ROAD, sources=("road",))
    assert found.eyes[:, 2].tolist() == [1.5] * 6
    assert found.eyes[0, :2].tolist() == [0, 0]
    assert found.eyes[-1, :2].tolist() == [9, 0]
    assert np.diff(found.eyes[:, 0]).max() <= SETTINGS.viewer_spacing_m


def test_a_square_has_eyes_all_over() -> None:
    found = eyes_of(SQUARE, sources=("path",))
    assert len(found) == 25


def test_a_bridge_has_eyes_above_it() -> None:
    bridge = Feature("b", "path", LineString([(0, 0), (4, 0)]), {"base_m": 5.0})
    assert set(eyes_of(bridge, sources=("path",)).eyes[:, 2]) == {6.5}


def test_eyes_know_whose_they_are_and_nobody_is_counted_twice() -> None:
    found = eyes_of(ROAD, SQUARE, sources=("road", "square", "path", "road"))
    assert found.owners == ("road", "square")
    assert np.bincount(found.owner).tolist() == [6, 25]


def test_kinds_groups_and_ids_name_viewers() -> None:
    by_group = eyes_of(ROAD, SQUARE, sources=("watcher",))
    assert set(by_group.owners) == {"road", "square"}
    assert eyes_of(ROAD, SQUARE, sources=("window",)).eyes.shape == (0, 3)


def test_an_unknown_viewer_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="road"):
        eyes_of(ROAD, sources=("raod",))


def test_only_eyes_within_range_of_the_area_count() -> None:
    far = Feature("far", "road", LineString([(0, 500), (9, 500)]))
    long = Feature("long", "road", LineString([(0, 0), (1000, 0)]))
    found = eyes_of(far, long, sources=("road",), near=box(0, 0, 10, 10))
    assert found.owners == ("long",)
    assert found.eyes[:, 0].max() == pytest.approx(110, abs=2)


def test_a_camera_looks_from_its_own_height() -> None:
    camera = Feature("c", "camera", Point(1, 2), {"height_m": 4.0})
    found = eyes_of(camera, sources=("camera",))
    assert found.eyes.tolist() == [[1, 2, 4.0]]


def test_snow_lifts_who_walks_outdoors_but_not_windows() -> None:
    guard = Feature("guard", "reception", Point(5, 10))
    pane = window((4, 5), (6, 5))
    scene = Scene((ROAD, HOUSE, guard, pane), snow_depth_m=0.5)
    found = viewpoints(scene, ("road", "guard", "window"), settings=SETTINGS)
    assert found.eyes[0, 2] == 2.0
    assert found.eyes[-2:, 2].tolist() == [1.5, 1.5]


@pytest.mark.parametrize(
    ("properties", "height_m"),
    [
        ({}, 1.5),
        ({"sill_m": 1.0}, 1.6),
        ({"sill_m": 0.0, "head_m": 2.0}, 0.6),
        ({"sill_m": 1.8, "head_m": 2.2}, 2.0),
        ({"sill_m": 1.0, "storey": 1}, 1.6),
        ({"sill_m": 1.0, "storey": 3}, 7.6),
        ({"sill_m": 1.0, "storey": 3, "base_m": 6.4}, 8.0),
        ({"storey": 2}, 4.5),
    ],
)
def test_who_looks_out_has_eyes_above_the_sill(
    properties: dict[str, Any], height_m: float
) -> None:
    pane = window((4, 5), (6, 5), **properties)
    assert eyes_of(HOUSE, pane, sources=("window",)).eyes[0, 2] == pytest.approx(
        height_m
    )


@pytest.mark.parametrize("offset_m", [0.0, 0.05, -0.05, -0.2, -0.5])
@pytest.mark.parametrize("is_part", [True, False])
def test_a_window_looks_out_even_where_it_is_drawn_off_the_wall(
    offset_m: float, is_part: bool
) -> None:
    inward = 5 - offset_m
    part_of = {"part_of": "house"} if is_part else {}
    found = eyes_of(
        HOUSE, window((4, inward), (6, inward), **part_of), sources=("window",)
    )
    x, y, _ = found.eyes[0]
    assert x == pytest.approx(5, abs=0.02)
    assert 4.4 < y < 5


def test_a_window_marked_by_a_point_or_an_outline_looks_out_too() -> None:
    point = eyes_of(HOUSE, window((10, 8)), sources=("window",)).eyes[0]
    assert point[:2] == pytest.approx((10.1, 8), abs=0.02)
    outline = Feature("window", "window", box(-0.1, 7, 0.1, 9))
    drawn = eyes_of(HOUSE, outline, sources=("window",)).eyes[0]
    assert drawn[:2] == pytest.approx((-0.1, 8), abs=0.02)


def test_a_window_looks_where_it_says_it_faces() -> None:
    found = eyes_of(HOUSE, window((10, 15), facing_deg=90), sources=("window",))
    assert found.eyes[0, :2] == pytest.approx((10.1, 15))


def test_a_window_of_no_building_looks_from_its_middle() -> None:
    found = eyes_of(window((50, 50), (52, 50)), sources=("window",))
    assert found.eyes[0, :2].tolist() == [51, 50]


def test_a_window_drawn_far_off_its_building_looks_from_its_middle() -> None:
    found = eyes_of(HOUSE, window((4, 2), (6, 2), part_of="house"), sources=("window",))
    assert found.eyes[0, :2].tolist() == [5, 2]


def test_a_room_looks_out_of_its_windows() -> None:
    room = Feature("office", "staff_room", box(2, 6, 8, 9), {"part_of": "house"})
    pane = window((4, 5), (6, 5), part_of="office")
    found = eyes_of(HOUSE, room, pane, sources=("staff_room",))
    assert found.owners == ("office", "window")
    assert found.eyes[-1, :2] == pytest.approx((5, 4.9))


def test_a_word_of_the_vocabulary_means_all_of_its_kind() -> None:
    other = Feature("other", "road", LineString([(0, 3), (9, 3)]))
    assert eyes_of(ROAD, other, sources=("road",)).owners == ("road", "other")


def test_part_of_that_runs_in_a_circle_ends() -> None:
    one = Feature("one", "area", box(0, 0, 1, 1), {"part_of": "two"})
    two = Feature("two", "area", box(0, 0, 1, 1), {"part_of": "one"})
    pane = window((4, 5), (6, 5), part_of="one")
    found = eyes_of(HOUSE, one, two, pane, sources=("window",))
    assert found.eyes[0, 1] == pytest.approx(4.9)


def test_settings_move_the_eyes() -> None:
    child = replace(SETTINGS, eye_m=1.1, viewer_spacing_m=1.0)
    found = viewpoints(Scene((ROAD,)), ("road",), settings=child)
    assert len(found) == 10
    assert set(found.eyes[:, 2]) == {1.1}
