"""From features to obstacles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from machimori.geometry import Obstacle, transmission
from machimori.scene.model import Feature, Scene
from machimori.scene.obstacles import ObstacleAssumptions, obstacle_set
from machimori.scene.vocabulary import vocabulary

LINE = LineString([(0, 0), (10, 0)])
SQUARE = box(0, 0, 4, 4)
ASSUMED = ObstacleAssumptions()


def built(
    kind: str, geometry: BaseGeometry, season: Any = None, **properties: Any
) -> Obstacle:
    scene = Scene((Feature("it", kind, geometry, properties),), season=season)
    return obstacle_set(scene, ASSUMED).obstacles[0]


@pytest.mark.parametrize(
    ("kind", "geometry"),
    [("building", SQUARE), ("wall", LINE), ("hedge", LINE), ("shed", Point(1, 1))],
)
def test_height_counts_from_the_base(kind: str, geometry: BaseGeometry) -> None:
    obstacle = built(kind, geometry, base_m=1.0, height_m=2.5)
    assert (obstacle.bottom_m, obstacle.top_m) == (1.0, 3.5)
    assert obstacle.has_sides


@pytest.mark.parametrize("kind", vocabulary().groups["obstacle"])
def test_every_kind_of_obstacle_is_built_and_bounded_by_the_unknown(kind: str) -> None:
    for geometry in (Point(1, 1), LINE, SQUARE):
        stated = {"height_m": 2.0, "crown_base_m": 0.5, "crown_radius_m": 1.0}
        known = Scene((Feature("k", kind, geometry, stated),))
        unknown = Scene((Feature("u", kind, geometry),))
        assert len(obstacle_set(known, ASSUMED)) == 1
        assert len(obstacle_set(known, ASSUMED, unknown_height="absent")) == 1
        assert np.isinf(obstacle_set(unknown, ASSUMED).obstacles[0].top_m)
        assert len(obstacle_set(unknown, ASSUMED, unknown_height="absent")) == 0


def test_what_is_no_obstacle_is_left_out() -> None:
    scene = Scene((Feature("r", "road", LINE), Feature("b", "bench", Point(1, 1))))
    assert len(obstacle_set(scene, ASSUMED)) == 0


@pytest.mark.parametrize(
    ("kind", "properties", "season", "opacity"),
    [
        ("wall", {}, None, 1.0),
        ("wall", {"opacity": 0.2}, None, 0.2),
        ("fence", {}, None, 1.0),
        ("fence", {"type": "mesh"}, None, 0.3),
        ("fence", {"picket_width_m": 0.02, "picket_pitch_m": 0.1}, None, 0.2),
        ("fence", {"picket_width_m": 0.2, "picket_pitch_m": 0.1}, None, 1.0),
        (
            "fence",
            {"opacity": 0.7, "picket_width_m": 0.02, "picket_pitch_m": 0.1},
            None,
            0.7,
        ),
        ("hedge", {}, "winter", 0.95),
        ("hedge", {"deciduous": True}, "winter", 0.6),
        ("tree", {}, "winter", 0.85),
        ("tree", {"deciduous": True}, "summer", 0.85),
        ("tree", {"deciduous": True}, None, 0.85),
        ("tree", {"deciduous": True}, "winter", 0.35),
        ("tree", {"deciduous": True, "opacity": 0.1}, "winter", 0.1),
        ("building", {}, None, 1.0),
    ],
)
def test_opacity_is_stated_or_follows_from_pickets_or_is_assumed(
    kind: str, properties: dict[str, Any], season: str | None, opacity: float
) -> None:
    geometry = {"tree": Point(0, 0), "building": SQUARE}.get(kind, LINE)
    assert built(kind, geometry, season, **properties).opacity == pytest.approx(opacity)


def test_a_crown_is_as_large_as_its_circle() -> None:
    crown = built(
        "tree", Point(5, 5), height_m=8.0, crown_base_m=2.0, crown_radius_m=3.0
    )
    assert crown.footprint.area == pytest.approx(np.pi * 9, rel=1e-9)
    assert crown.footprint.centroid.distance(Point(5, 5)) < 1e-9
    assert (crown.bottom_m, crown.top_m) == (2.0, 8.0)


def test_a_crown_drawn_as_a_polygon_stays_as_drawn() -> None:
    assert built("tree", SQUARE, height_m=8.0, crown_base_m=2.0).footprint == SQUARE


def test_a_tree_that_lacks_any_measure_is_bounded_by_the_unknown() -> None:
    tree = Feature("t", "tree", Point(0, 0), {"height_m": 5.0, "crown_radius_m": 1.0})
    scene = Scene((tree,))
    assert obstacle_set(scene, ASSUMED).obstacles[0].bottom_m == 0.0
    assert len(obstacle_set(scene, ASSUMED, unknown_height="absent")) == 0


@pytest.mark.parametrize("kind", ["roof", "carport"])
def test_a_roof_is_open_at_its_sides(kind: str) -> None:
    roof = built(kind, SQUARE, base_m=2.5, height_m=0.3)
    assert not roof.has_sides
    assert (roof.bottom_m, roof.top_m) == (2.5, 2.8)


def test_a_roof_of_which_only_the_height_is_known_lies_at_that_height() -> None:
    roof = built("carport", SQUARE, height_m=2.4)
    assert (roof.bottom_m, roof.top_m, roof.has_sides) == (2.4, 2.4, False)


def test_a_wall_of_known_thickness_has_it() -> None:
    thick = built("wall", LINE, height_m=2.0, thickness_m=0.4)
    assert thick.footprint.area == pytest.approx(4.0)


def test_only_obstacles_that_reach_the_area_are_built() -> None:
    scene = Scene(
        (
            Feature("near", "tree", Point(13, 0), {"crown_radius_m": 4.0}),
            Feature("far", "building", box(100, 100, 110, 110)),
        )
    )
    assert obstacle_set(scene, ASSUMED, near=box(0, 0, 10, 10)).ids == ("near",)
    empty = Scene(())
    assert obstacle_set(empty, ASSUMED, near=box(0, 0, 10, 10)).ids == ()


@pytest.mark.parametrize("seed", range(5))
def test_what_passes_lies_between_the_two_readings_of_an_unknown_height(
    seed: int,
) -> None:
    rng = np.random.default_rng(seed)
    features = []
    for i in range(12):
        x, y = rng.uniform(0, 20, 2)
        kind = ("building", "wall", "tree", "hedge")[i % 4]
        shape: dict[str, BaseGeometry] = {
            "building": box(x, y, x + 3, y + 2),
            "tree": Point(x, y),
        }
        line = LineString([(x, y), (x + 2, y + 3)])
        height = {"height_m": float(rng.uniform(0.5, 4))}
        crown = {"crown_base_m": 0.0, "crown_radius_m": 2.0}
        features.append(Feature(f"{i}", kind, shape.get(kind, line), height | crown))
    silent = Scene(
        tuple(Feature(f.id, f.kind, f.geometry) for f in features if f.kind != "tree")
    )
    known = Scene(tuple(f for f in features if f.kind != "tree"))
    ends = rng.uniform((0, 0, 0), (25, 25, 2), (2, 200, 3))
    most = transmission(obstacle_set(silent, ASSUMED, unknown_height="absent"), *ends)
    truth = transmission(obstacle_set(known, ASSUMED), *ends)
    least = transmission(obstacle_set(silent, ASSUMED), *ends)
    assert (least <= truth + 1e-12).all()
    assert (truth <= most + 1e-12).all()


def test_a_polygon_with_a_yard_keeps_the_yard() -> None:
    ring = Polygon(box(0, 0, 10, 10).exterior, [box(3, 3, 7, 7).exterior])
    obstacles = obstacle_set(
        Scene((Feature("b", "building", ring, {"height_m": 3.0}),)), ASSUMED
    )
    ends = np.array([[[4, 4, 1.5], [4, 4, 9]], [[6, 6, 1.5], [4.1, 4, 1]]])
    assert transmission(obstacles, ends[0], ends[1]).tolist() == [1.0, 1.0]


def test_pickets_keep_their_line_and_have_their_depth_by_their_pitch() -> None:
    stated = {"height_m": 1.8, "thickness_m": 0.04, "picket_width_m": 0.03}
    shown = built("fence", LINE, picket_pitch_m=0.12, **stated)
    assert (shown.opacity, shown.picket_depth) == pytest.approx((0.25, 1 / 3))
    assert shown.footprint.geom_type == "LineString"


def test_where_the_opacity_of_pickets_is_stated_it_holds() -> None:
    stated = {"height_m": 1.8, "thickness_m": 0.04, "picket_width_m": 0.03}
    shown = built("fence", LINE, picket_pitch_m=0.12, opacity=0.4, **stated)
    assert (shown.opacity, shown.picket_depth) == (0.4, 0.0)
