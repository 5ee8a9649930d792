"""A small street by night and by day, on which every kernel has something to do."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace

import numpy as np
from shapely.geometry import LineString, Point, box

from machimori.geometry import Lattice, ObstacleSet, Terrain, lines_met, shares_past
from machimori.hotspots import (
    gi_star,
    kernel_density,
    near_repeat,
    neighbours_of_pairs,
    network_density,
)
from machimori.lighting import (
    LightSettings,
    LiveLight,
    illuminance_field,
    road_vertical_illuminance,
)
from machimori.scene import Edit, Feature, Photometry, Scene
from machimori.scene.obstacles import ObstacleAssumptions, obstacle_set
from machimori.sightlines import (
    LiveSight,
    PlanVisibility,
    SightSettings,
    blame,
    sight_field,
    taken_ahead,
    viewpoints,
)
from machimori.streets import (
    Street,
    cut_evenly,
    lay_streets,
    nearest_positions,
    tree_from,
    walking_distances_m,
)
from machimori.town import TownSettings, compute_tile, plan_town

AREA = box(0.3, 4.3, 30.0, 24.0)
_STREET = LineString([(-5.0, 0.0), (35.0, 0.0)])
_FLUX_LM = 2000.0
_LATTICE = Lattice(0.5, 0.5, 1.0, 30, 20)


def call_every_kernel(
    executor: Executor | None = None, *, is_flat: bool = False
) -> None:
    """Compute a little of everything, flat and on a slope.

    What has been compiled before is only loaded.

    Parameters
    ----------
    executor : concurrent.futures.Executor, optional
        Of processes, which compile beside one another.
    is_flat : bool
        Only what sight and light on flat ground need.
    """
    rounds = FLAT if is_flat else ROUNDS
    if executor is None:
        for round_ in rounds:
            round_()
        return
    for done in [executor.submit(round_) for round_ in rounds]:
        done.result()


def _on_the_flat() -> None:
    _see(_street())


def _lit_on_the_flat() -> None:
    _light(_street())


def _on_a_slope() -> None:
    _see(_sloping())


def _lit_on_a_slope() -> None:
    _light(_sloping())


def _edited() -> None:
    _edit(_street(), _LATTICE)


def _in_plan() -> None:
    _look_in_plan(obstacle_set(_street(), ObstacleAssumptions()))


def _in_tiles() -> None:
    plan = plan_town(_street(), TownSettings(cell_m=1.0))
    compute_tile(plan.work(next(iter(plan.lattice.tiles(64)))))


def _along_streets() -> None:
    drawn = Street("street", np.array(_STREET.coords))
    graph = lay_streets([drawn], Scene(()).frame)
    both = nearest_positions(graph, np.array(_STREET.coords))
    walking_distances_m(graph, both, both)
    tree_from(graph, both[:1])
    cut = cut_evenly(graph, 5.0)
    network_density(graph, cut, both, bandwidth_m=30.0, estimator="simple")
    network_density(graph, cut, both, bandwidth_m=30.0)


def _counted() -> None:
    points, days = np.array(_STREET.coords), np.array([1, 2])
    kernel_density(points, _LATTICE, bandwidth_m=4.0)
    near_repeat(
        points,
        days,
        distance_edges_m=(0.0, 50.0),
        day_edges=(0.0, 2.0),
        permutations=1,
        rng=np.random.default_rng(0),
    )
    gi_star(np.arange(4), neighbours_of_pairs(np.array([(0, 1), (2, 3)]), 4))


FLAT = (_on_the_flat, _lit_on_the_flat)
"""What a first look at a town computes."""

ROUNDS = (
    *FLAT,
    _on_a_slope,
    _lit_on_a_slope,
    _edited,
    _in_plan,
    _in_tiles,
    _along_streets,
    _counted,
)
"""What is computed, each by itself: what two of them need is compiled by either."""


def _see(scene: Scene) -> None:
    settings = SightSettings(range_m=60.0)
    eyes = viewpoints(scene, ("road",), settings=settings)
    sight_field(scene, AREA, eyes, settings=settings)
    seen = sight_field(scene, AREA, eyes, settings=settings, counts_watchers=True)
    blame(scene, seen, eyes, settings=settings)
    obstacles = obstacle_set(scene, settings.obstacles)
    taken_ahead([_STREET], obstacles, settings=settings, from_m=2.0, to_m=20.0)
    targets = np.column_stack([seen.grid.points, np.full(seen.points, 1.0)])
    shares_past(obstacles, eyes.eyes[:1], targets[:1])
    lines_met(obstacles, eyes.eyes, targets, range_m=settings.range_m)


def _light(scene: Scene) -> None:
    for settings in (LightSettings(), LightSettings(bounces=1)):
        illuminance_field(scene, AREA, settings=settings)
    road_vertical_illuminance(scene, _STREET, settings=LightSettings())


def _edit(scene: Scene, lattice: Lattice) -> None:
    sight = LiveSight(scene, lattice, ("road",), settings=SightSettings(range_m=60.0))
    light = LiveLight(scene, lattice, settings=LightSettings())
    edits = [Edit("remove", "hedge")]
    sight.apply(edits)
    light.apply(edits)


def _look_in_plan(obstacles: ObstacleSet) -> None:
    plan = PlanVisibility.at_height(obstacles, 1.5)
    plan.isovist((15.0, 0.0), range_m=60.0)
    plan.areas(np.array([(15.0, 0.0), (16.0, 0.0)]), range_m=60.0)
    plan.visible(np.array([(15.0, 0.0)]), np.array([(16.0, 0.0)]))


def _sloping() -> Scene:
    slope = Terrain(_LATTICE, np.hypot(*np.mgrid[:20, :30]) / 4)
    return replace(_street(), terrain=slope)


def _street() -> Scene:
    """A house, walls, pickets, a hedge, a tree, and lamps by law and by table."""
    pickets = {
        "height_m": 1.2,
        "picket_width_m": 0.05,
        "picket_pitch_m": 0.1,
        "thickness_m": 0.03,
    }
    by_law = {
        "height_m": 4.5,
        "photometry": "security-lamp-roadside",
        "luminous_flux_lm": _FLUX_LM,
    }
    by_table = {**by_law, "photometry": "table"}
    house = box(8.0, 10.0, 14.0, 16.0)
    features = (
        Feature("street", "road", _STREET, {"width_m": 4.0}),
        Feature("house", "building", house, {"height_m": 6.0}),
        Feature("roof", "roof", box(16.0, 10.0, 19.0, 13.0), {"height_m": 2.5}),
        Feature("wall", "wall", LineString([(5, 3), (12, 3)]), {"height_m": 1.8}),
        Feature("fence", "fence", LineString([(13, 3), (20, 3)]), pickets),
        Feature("hedge", "hedge", LineString([(21, 3), (27, 3)]), {"height_m": 1.6}),
        Feature("tree", "tree", Point(20, 8), {"height_m": 6.0}),
        Feature("law", "lamp", Point(4, 2), by_law),
        Feature("table", "lamp", Point(25, 2), by_table),
    )
    return Scene(features, photometries={"table": _table()})


def _table() -> Photometry:
    c_deg, gamma_deg = np.arange(0.0, 361.0, 90.0), np.arange(0.0, 181.0, 15.0)
    downward = np.maximum(np.cos(np.radians(gamma_deg)), 0.0)
    candela = np.tile(200.0 * downward, (len(c_deg), 1))
    return Photometry("table", c_deg, gamma_deg, candela)
