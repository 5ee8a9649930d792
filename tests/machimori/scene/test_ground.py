"""Which part of an area is outdoors, and how high the snow lies there."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import box

from machimori.scene.ground import open_ground, snow_under
from machimori.scene.model import Feature, Scene

HOUSE = Feature("house", "building", box(0, 0, 10, 10))
BRIDGE = Feature("bridge", "building", box(20, 0, 30, 10), {"base_m": 3.0})
SCENE = Scene((HOUSE, BRIDGE), snow_depth_m=0.4)


def test_buildings_are_taken_out() -> None:
    assert open_ground(SCENE, box(5, 0, 15, 10)).equals(box(10, 0, 15, 10))


def test_what_does_not_stand_on_the_ground_stays_in() -> None:
    assert open_ground(SCENE, box(15, 0, 35, 10)).area == pytest.approx(200)


def test_an_area_in_a_building_is_indoors_and_stays() -> None:
    assert open_ground(SCENE, box(2, 2, 8, 8)).equals(box(2, 2, 8, 8))
    assert open_ground(SCENE, HOUSE.geometry).equals(HOUSE.geometry)


def test_a_scene_without_buildings_is_open() -> None:
    assert open_ground(Scene(()), box(2, 2, 8, 8)).equals(box(2, 2, 8, 8))


def test_an_area_cut_in_two_keeps_both_parts() -> None:
    left = open_ground(SCENE, box(-5, 2, 15, 8))
    assert left.geom_type == "MultiPolygon"
    assert left.area == pytest.approx(60)


def test_snow_lies_outdoors_and_under_bridges_but_not_in_houses() -> None:
    points = np.array([[5, 5], [25, 5], [50, 50]], dtype=float)
    assert snow_under(SCENE, points).tolist() == [0.0, 0.4, 0.4]
    assert snow_under(Scene((HOUSE,)), points).tolist() == [0, 0, 0]
    assert snow_under(Scene((), snow_depth_m=1.0), points).tolist() == [1, 1, 1]
