"""Which obstacle makes a blind spot."""

from __future__ import annotations

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


def blamed(*features: Feature) -> tuple[SightField, tuple[Blame, ...]]:
    scene = Scene((EYE, *features))
    eyes = viewpoints(scene, ("eye",), settings=SETTINGS)
    field = sight_field(scene, PARK, eyes, settings=SETTINGS)
    return field, blame(scene, field, eyes, settings=SETTINGS)


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
