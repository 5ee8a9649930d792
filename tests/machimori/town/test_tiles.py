"""A town is the same whatever its tiles are, and what the direct engines say."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, box

from machimori.lighting import LightSettings, illuminance_at
from machimori.scene import Feature, Scene
from machimori.scene.ground import standing_buildings
from machimori.sightlines import SightSettings, sight_field, viewpoints
from machimori.town import (
    NO_WATCHERS_KNOWN,
    TownPlan,
    TownSettings,
    compute_tile,
    compute_tiles,
    plan_town,
    zone_results,
)
from tests.machimori.town.mosaic import are_equal, computed, put_together


@pytest.mark.parametrize("side", [17, 40, 64])
def test_the_result_is_the_same_whatever_the_size_of_the_tiles(
    small_plan: TownPlan, side: int
) -> None:
    assert are_equal(computed(small_plan, side), computed(small_plan, 10_000))


def test_drawings_along_the_lattice_are_no_exception() -> None:
    """Walls, eyes and lamps on whole metres: every edge meets a row of cells."""
    wall = {"height_m": 2.0}
    said = {"height_m": 4.0, "photometry": "isotropic", "luminous_flux_lm": 900.0}
    features = [Feature("street", "road", LineString([(0, 10), (90, 10)]), {})]
    for k in range(9):
        house = box(10 * k, 14, 10 * k + 6, 20)
        features.append(Feature(f"house-{k}", "building", house, {"height_m": 6.0}))
        hedge = LineString([(10 * k, 12), (10 * k + 7, 12)])
        features.append(Feature(f"hedge-{k}", "hedge", hedge, {"height_m": 1.5}))
        line = LineString([(10 * k, 6), (10 * k, 0)])
        features.append(Feature(f"wall-{k}", "wall", line, wall))
        features.append(Feature(f"lamp-{k}", "lamp", Point(10 * k, 8), said))
    plan = plan_town(Scene(tuple(features)), TownSettings(cell_m=0.5))
    whole = computed(plan, 10_000)
    assert all(are_equal(computed(plan, side), whole) for side in (23, 64))


def test_processes_and_threads_compute_the_same(small_plan: TownPlan) -> None:
    tiles = small_plan.lattice.tiles(64)
    with ThreadPoolExecutor(2) as threads:
        by_threads = [*compute_tiles(small_plan, tiles, threads, in_flight=3)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        by_processes = [*compute_tiles(small_plan, tiles, processes, in_flight=3)]
    assert are_equal(
        put_together(small_plan, tiles, by_threads),
        put_together(small_plan, tiles, by_processes),
    )


def test_a_tile_takes_only_its_own_part_of_the_town(small_plan: TownPlan) -> None:
    near = replace(
        small_plan,
        sight=small_plan.sight._replace(range_m=20.0),
        reaches_m=np.minimum(small_plan.reaches_m, 20.0),
    )
    tile = near.lattice.tiles(16)[0]
    whole = pickle.dumps(near.work(near.lattice.whole))
    assert len(pickle.dumps(near.work(tile))) < len(whole) / 10


def outdoors(town: Scene, points: np.ndarray) -> np.ndarray:
    near = shapely.STRtree(standing_buildings(town))
    inside = near.query(shapely.points(points), predicate="intersects")[0]
    free = np.ones(len(points), dtype=bool)
    free[inside] = False
    return free


def test_light_is_what_the_direct_engine_says(
    small_town: Scene, small_plan: TownPlan
) -> None:
    lux = computed(small_plan, 40).illuminance_lx.ravel()
    points = small_plan.lattice.whole.lattice.points(np.arange(0, lux.size, 7))
    free = outdoors(small_town, points)
    level = np.column_stack([points, np.zeros(len(points))])
    direct = illuminance_at(small_town, level[free], settings=LightSettings())
    assert (np.isnan(lux[::7]) == ~free).all()
    assert np.abs(lux[::7][free] - direct).max() < 0.02


def test_watchers_are_what_the_direct_engine_counts(
    small_town: Scene, small_plan: TownPlan
) -> None:
    ground = box(0, 30, 40, 70)
    settings = SightSettings(spacing_m=2.0)
    eyes = viewpoints(small_town, ("road", "path"), settings=settings, near=ground)
    args = small_town, ground, eyes
    field = sight_field(*args, settings=settings, counts_watchers=True)
    whole = field.grid.lattice_number >= 0
    points = field.grid.points[whole]
    lattice = small_plan.lattice.whole.lattice
    column = np.rint((points[:, 0] - lattice.west_m) / 2.0).astype(int)
    row = np.rint((points[:, 1] - lattice.south_m) / 2.0).astype(int)
    counted = computed(small_plan, 40).watchers[row, column]
    is_open = counted != NO_WATCHERS_KNOWN
    assert is_open.mean() > 0.9
    assert (counted == field.watchers[whole])[is_open].all()


def test_buildings_are_no_ground(small_town: Scene, small_plan: TownPlan) -> None:
    whole = computed(small_plan, 64)
    points = small_plan.lattice.whole.lattice.points(np.arange(whole.watchers.size))
    is_open = outdoors(small_town, points)
    assert (np.isnan(whole.illuminance_lx.ravel()) == ~is_open).all()
    assert ((whole.watchers.ravel() == NO_WATCHERS_KNOWN) == ~is_open).all()


def test_a_lamp_of_unknown_light_makes_all_about_it_uncertain(
    small_plan: TownPlan,
) -> None:
    whole = computed(small_plan, 64)
    results = zone_results(small_plan.zones, whole.sums)
    lattice = small_plan.lattice.whole.lattice
    points = lattice.points(np.arange(whole.watchers.size))
    near = np.hypot(*(points - 10.0).T) <= 100.0
    assert [lamp.id for lamp in small_plan.unknown_lamps] == ["lamp-unknown"]
    assert (whole.unknown_lamps.ravel() == near).all()
    uncertain = {r.zone.id for r in results if not r.is_light_certain}
    assert "street-ew-0-0" in uncertain
    assert "street-ew-2-1" not in uncertain


def test_streets_are_summed_up_over_their_own_cells(small_plan: TownPlan) -> None:
    whole = computed(small_plan, 40)
    result = zone_results(small_plan.zones, whole.sums)[0]
    points = small_plan.lattice.whole.lattice.points(np.arange(whole.watchers.size))
    on_it = shapely.contains_xy(result.zone.ground, *points.T)
    lux, watchers = whole.illuminance_lx.ravel()[on_it], whole.watchers.ravel()[on_it]
    assert result.cells == on_it.sum()
    assert result.mean_lx == pytest.approx(lux.mean(), abs=1e-6)
    assert result.min_lx == lux.min()
    assert result.dark_share == (lux < 3.0).mean()
    assert result.seen_share == (watchers > 0).mean()
    assert result.zone.length_m == pytest.approx(110.0)


def test_a_street_without_a_cell_has_no_numbers(small_town: Scene) -> None:
    path = Feature("thin", "path", LineString([(0.1, 20.3), (0.2, 20.3)]), {})
    town = small_town.replacing([*small_town.features, path])
    plan = plan_town(town, TownSettings(cell_m=4.0, street_m=0.1))
    result = compute_tile(plan.work(plan.lattice.whole))
    thin = next(r for r in zone_results(plan.zones, result.sums) if r.zone.id == "thin")
    assert thin.mean_lx is thin.seen_share is thin.dark_share is None
    assert thin.zone.is_width_assumed
    assert not thin.is_light_certain


def test_snow_raises_the_eyes_and_what_they_see(small_town: Scene) -> None:
    snowy = replace(small_town, snow_depth_m=1.0)
    dry, deep = (plan_town(s, TownSettings()) for s in (small_town, snowy))
    assert deep.sight.level_m == dry.sight.level_m + 1.0
    assert np.median(deep.eyes[:, 2] - dry.eyes[:, 2]) == 1.0


def test_two_plans_that_differ_have_two_fingerprints(small_town: Scene) -> None:
    settings = TownSettings()
    prints = {
        plan_town(small_town, settings).fingerprint(),
        plan_town(small_town, replace(settings, dark_below_lx=5.0)).fingerprint(),
        plan_town(
            small_town.replacing(small_town.features[1:]), settings
        ).fingerprint(),
    }
    assert len(prints) == 3
    assert plan_town(small_town, settings).fingerprint() in prints
