"""Which obstacle makes a blind spot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box

from machimori.scene.model import Feature, Scene
from machimori.sightlines import (
    Blame,
    SightField,
    SightSettings,
    blame,
    sight_field,
    viewpoints,
)

SETTINGS = SightSettings()
PARK = box(0, 0, 20, 20)
EYE = Feature("eye", "waiting_point", Point(10, -10))


def line(name: str, kind: str, *xy: tuple[float, float], height_m: float) -> Feature:
    return Feature(name, kind, LineString(xy), {"height_m": height_m})


def blamed(
    *features: Feature, trim_share: float = 0.95
) -> tuple[SightField, tuple[Blame, ...]]:
    scene = Scene((EYE, *features))
    eyes = viewpoints(scene, ("eye",), settings=SETTINGS)
    field = sight_field(scene, PARK, eyes, settings=SETTINGS)
    found = blame(scene, field, eyes, settings=SETTINGS, trim_share=trim_share)
    return field, found


def test_the_hedge_is_found() -> None:
    hedge = line("hedge", "hedge", (8, 5), (12, 5), height_m=2.0)
    elsewhere = line("wall", "wall", (30, 5), (40, 5), height_m=2.0)
    field, (only,) = blamed(hedge, elsewhere)
    assert [opener.obstacle for opener in only.openers] == ["hedge"]
    assert only.openers[0].opened_m2 == pytest.approx(field.unseen_area_m2)
    assert only.bystanders == ()


def test_each_spot_has_its_own_culprit() -> None:
    west = line("west", "wall", (2, 5), (4, 5), height_m=2.0)
    east = line("east", "hedge", (14, 5), (17, 5), height_m=2.0)
    _, found = blamed(west, east)
    culprits = [[o.obstacle for o in each.openers] for each in found]
    assert culprits == [["east"], ["west"]]


def test_what_an_obstacle_opens_is_what_taking_it_away_shows() -> None:
    rng = np.random.default_rng(3)
    walls = []
    for i in range(12):
        x, y = rng.uniform(1, 15, 2)
        end = (x + rng.uniform(1, 4), y + rng.uniform(-1, 1))
        walls.append(line(f"w{i}", "wall", (x, y), end, height_m=2.0))
    field, found = blamed(*walls)
    for taken in walls:
        after, _ = blamed(*(w for w in walls if w is not taken))
        opened = sum(
            o.opened_m2 for b in found for o in b.openers if o.obstacle == taken.id
        )
        assert opened == pytest.approx(field.unseen_area_m2 - after.unseen_area_m2)


def test_two_walls_one_behind_the_other_share_the_blame() -> None:
    near = line("near", "wall", (-99, -1), (99, -1), height_m=3.0)
    far = line("far", "wall", (-99, -2), (99, -2), height_m=3.0)
    _, (only,) = blamed(near, far)
    assert only.openers == ()
    assert {b.obstacle: b.share_of_lines for b in only.bystanders} == {
        "near": pytest.approx(1.0),
        "far": pytest.approx(1.0),
    }


def test_either_of_two_thin_fences_would_open_the_view() -> None:
    fences = [
        Feature(
            name,
            "fence",
            LineString([(-99, y), (99, y)]),
            {"height_m": 3, "opacity": 0.4},
        )
        for name, y in (("a", -1), ("b", -2))
    ]
    _, (only,) = blamed(*fences)
    assert {o.obstacle: o.opened_m2 for o in only.openers} == {
        "a": pytest.approx(400),
        "b": pytest.approx(400),
    }


def test_where_nobody_is_near_nothing_is_to_blame() -> None:
    scene = Scene((EYE,))
    nobody = viewpoints(scene, (), settings=SETTINGS)
    field = sight_field(scene, PARK, nobody, settings=SETTINGS)
    (only,) = blame(scene, field, nobody, settings=SETTINGS)
    assert (only.openers, only.bystanders) == ((), ())


def test_where_all_is_seen_there_is_no_blame() -> None:
    assert blamed()[1] == ()


def test_small_spots_can_be_left_out() -> None:
    scene = Scene((EYE, line("hedge", "hedge", (8, 5), (12, 5), height_m=2.0)))
    eyes = viewpoints(scene, ("eye",), settings=SETTINGS)
    field = sight_field(scene, PARK, eyes, settings=SETTINGS)
    assert blame(scene, field, eyes, settings=SETTINGS, at_least_m2=1e4) == ()


# Trimming


def trimmed(feature: Feature, height_m: float) -> Feature:
    properties = {**feature.properties, "height_m": height_m}
    return Feature(feature.id, feature.kind, feature.geometry, properties)


@pytest.mark.parametrize("distance_m", [8.0, 12.0, 20.0])
def test_a_hedge_is_cut_to_the_lines_that_pass_it(distance_m: float) -> None:
    """Eye at 1.5 m, target at 1 m, d m away: 1.5 - 0.5 · 6 / d high at the hedge."""
    eye = Feature("eye", "waiting_point", Point(0, 0))
    hedge = line("hedge", "hedge", (6, -50), (6, 50), height_m=2.0)
    scene = Scene((eye, hedge))
    settings = replace(SETTINGS, spacing_m=0.01)
    patch = box(distance_m - 0.005, -0.005, distance_m + 0.005, 0.005)
    eyes = viewpoints(scene, ("eye",), settings=settings)
    field = sight_field(scene, patch, eyes, settings=settings)
    (only,) = blame(scene, field, eyes, settings=settings)
    expected = 1.5 - 0.5 * 6.0 / distance_m
    assert only.openers[0].trim_to_m == pytest.approx(expected, abs=0.0011)
    assert only.openers[0].trim_to_m < expected


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("trim_share", [0.5, 0.95, 1.0])
def test_trimming_opens_the_share_asked_for_and_a_little_less_does_not(
    seed: int, trim_share: float
) -> None:
    rng = np.random.default_rng(seed)
    hedges = [
        line(f"h{i}", "hedge", (x, y), (x + 4, y + 1), height_m=2.0)
        for i, (x, y) in enumerate(rng.uniform(1, 15, (5, 2)))
    ]
    hedges += [Feature("bush", "planting", box(5, 1, 8, 3), {"height_m": 1.8})]
    field, found = blamed(*hedges, trim_share=trim_share)
    for each in found:
        for opener in each.openers:
            (feature,) = [h for h in hedges if h.id == opener.obstacle]
            others = [h for h in hedges if h is not feature]

            def opened_m2(height_m: float) -> float:
                cut = trimmed(feature, height_m)  # noqa: B023
                after, _ = blamed(*others, cut)  # noqa: B023
                cells = each.spot.cells  # noqa: B023
                return float(field.grid.weights_m2[cells] @ after.seen[cells])

            assert opener.trim_to_m is not None
            wanted = trim_share * opener.opened_m2
            assert opened_m2(opener.trim_to_m) >= wanted - 1e-9
            assert opened_m2(opener.trim_to_m + 0.002) < wanted + 1e-9


def test_what_comes_down_below_the_line_can_only_be_taken_away() -> None:
    roof = Feature("roof", "roof", box(-50, -9, 50, 30), {"base_m": 1.2})
    _, (only,) = blamed(roof)
    assert only.openers[0].opened_m2 == pytest.approx(400)
    assert only.openers[0].trim_to_m is None


def test_who_stands_in_a_bush_sees_out_once_it_is_cut_to_below_the_target() -> None:
    bush = Feature("bush", "planting", box(-1, -1, 21, 21), {"height_m": 2.0})
    _, (only,) = blamed(bush, trim_share=1.0)
    assert only.openers[0].trim_to_m == pytest.approx(0.999)
