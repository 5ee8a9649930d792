"""Sight over ground that is not flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, box

from machimori.errors import GroundNotPlane
from machimori.geometry import Lattice, Terrain
from machimori.scene import Feature, Scene
from machimori.sightlines import (
    LiveSight,
    SightSettings,
    blame,
    line_of_sight,
    sight_field,
    taken_ahead,
    viewpoints,
)
from machimori.sightlines.field import obstacles_about

Floats = NDArray[np.float64]
SETTINGS = SightSettings(spacing_m=0.5)
ROAD = Feature("road", "road", LineString([(-10, -10), (-10, 10)]))
LAWN = box(2, -8, 20, 8)


def over(shape: Callable[[Floats, Floats], Floats], *features: Feature) -> Scene:
    lattice = Lattice(-60.0, -60.0, 2.0, 61, 61)
    points = lattice.points(np.arange(61 * 61))
    heights = shape(points[:, 0], points[:, 1]).reshape(61, 61)
    return Scene(features, terrain=Terrain(lattice, heights))


def seen_share(scene: Scene) -> float:
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    return sight_field(scene, LAWN, eyes, settings=SETTINGS).seen_share


def ridge(x: Floats, y: Floats) -> Floats:
    return np.maximum(0.0, 4.0 - np.abs(x))


HEDGE = Feature(
    "hedge",
    "hedge",
    LineString([(0, -20), (0, 20)]),
    {"height_m": 1.2, "opacity": 1.0},
)


def test_a_ridge_hides_what_lies_behind_it() -> None:
    assert seen_share(over(lambda x, y: 0 * x, ROAD)) == 1.0
    behind = over(ridge, ROAD)
    assert seen_share(behind) < 0.2
    points = np.array([-10.0, 0.0, 1.5]), np.array([6.0, 0.0, 1.0])
    assert line_of_sight(behind, *points, settings=SETTINGS) == 0.0


@pytest.mark.parametrize(("east", "north"), [(0.2, 0.0), (-0.3, 0.1), (0.0, 0.4)])
def test_on_a_slope_a_hedge_hides_as_much_as_on_the_flat(
    east: float, north: float
) -> None:
    sloped = over(lambda x, y: east * x + north * y, ROAD, HEDGE)
    assert seen_share(sloped) == pytest.approx(
        seen_share(Scene((ROAD, HEDGE))), abs=1e-12
    )


def test_what_the_ground_hides_is_nobody_else_s_fault() -> None:
    scene = over(ridge, ROAD, replace(HEDGE, geometry=LineString([(1, -20), (1, 20)])))
    eyes = viewpoints(scene, ("road",), settings=SETTINGS)
    field = sight_field(scene, LAWN, eyes, settings=SETTINGS)
    (found, *_) = blame(scene, field, eyes, settings=SETTINGS, at_least_m2=1.0)
    opened = sum(opener.opened_m2 for opener in found.openers)
    assert opened < 0.1 * found.spot.area_m2


def test_over_the_crest_of_a_road_no_wall_is_to_blame() -> None:
    axis = LineString([(-30, 0), (30, 0)])
    wall = Feature("wall", "wall", LineString([(-30, 4), (30, 4)]), {"height_m": 2.0})
    scene = over(ridge, Feature("r", "road", axis), wall)
    near = obstacles_about(scene, axis, SETTINGS)
    assert taken_ahead([axis], near, settings=SETTINGS, from_m=5, to_m=40) == {
        "wall": 0.0
    }


def test_a_camera_on_a_hill_looks_over_what_hides_from_below() -> None:
    post = Feature("camera", "camera", Point(-10, 0), {"height_m": 3.0})
    hill = over(lambda x, y: np.where(x < -5, 6.0, 0.0), post, HEDGE)
    points = np.array([-10.0, 0.0, 3.0]), np.array([3.0, 0.0, 0.0])
    assert line_of_sight(hill, *points, settings=SETTINGS) == 1.0
    assert line_of_sight(Scene((post, HEDGE)), *points, settings=SETTINGS) == 0.0


def test_what_follows_edits_refuses_a_ridge_and_takes_a_slope() -> None:
    lattice = Lattice(2.0, -8.0, 0.5, 36, 32)
    near = replace(SETTINGS, range_m=30.0)
    sloped = over(lambda x, y: 0.2 * x, ROAD, HEDGE)
    live = LiveSight(sloped, lattice, ("road",), settings=near)
    flat = LiveSight(Scene((ROAD, HEDGE)), lattice, ("road",), settings=near)
    assert np.array_equal(live.watchers, flat.watchers)
    with pytest.raises(GroundNotPlane):
        LiveSight(over(ridge, ROAD), lattice, ("road",), settings=near)
