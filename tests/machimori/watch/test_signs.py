from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.stats import ttest_ind
from shapely.geometry import LineString, Point, box

from machimori.scene import Feature, Scene
from machimori.streets import StreetGraph
from machimori.watch import (
    SIDES,
    SIGNS,
    Assumptions,
    Judgement,
    Neighbourhood,
    Sign,
    Signed,
    calibrate,
    place_signs,
    segment_facts,
    street_signs,
    watch_gap,
)
from tests.machimori.streets.grids import laid, street
from tests.machimori.watch.hamlet import NO_WINDOWS, SCHOOL

EVERYTHING = ["obstacle", "lamp", "road", "path", "gate", "window", "sign", "bench"]
EVERYTHING += ["flower_bed", "hedge", "fence"]
LIT = {"height_m": 5.0, "photometry": "lambertian", "luminous_flux_lm": 20000.0}


def park(*features: Feature, complete: bool = True) -> Scene:
    """A park of 40 m × 30 m beside a street, with what is put into it."""
    given: dict[str, Any] = {"place_kind": "park"}
    if complete:
        given["complete"] = EVERYTHING
    ground = Feature("park", "place", box(0, 0, 40, 30), given)
    road = Feature("road", "road", LineString([(-20, -4), (60, -4)]), {"width_m": 4.0})
    return Scene((ground, road, *features))


def walls(height_m: float = 2.5) -> Feature:
    ring = LineString([(0, 0), (40, 0), (40, 30), (0, 30), (0, 0)])
    return Feature("wall", "wall", ring, {"height_m": height_m, "thickness_m": 0.2})


def sign_of(scene: Scene, code: str) -> Sign:
    (signed,) = place_signs(scene, Assumptions())
    return next(sign for sign in signed.signs if sign.code == code)


@pytest.mark.parametrize(
    ("code", "with_it", "without"),
    [
        ("open_outline", park(), park(walls())),
        ("short_cut", park(), park(walls())),
        (
            "many_entrances",
            park(*[Feature(f"g{i}", "gate", Point(9 * i, 0), {}) for i in (1, 2, 3)]),
            park(),
        ),
        ("unmarked", park(), park(Feature("sign", "sign", Point(20, 1), {}))),
        ("blind_ground", park(walls()), park()),
        ("dark", park(), park(Feature("lamp", "lamp", Point(20, 15), LIT))),
        (
            "no_window",
            park(),
            park(
                Feature("home", "building", box(10, -20, 20, -12), {"height_m": 6.0}),
                Feature(
                    "window",
                    "window",
                    LineString([(14, -12), (16, -12)]),
                    {"sill_m": 1.0, "head_m": 2.0, "base_m": 3.0},
                ),
            ),
        ),
    ],
)
def test_a_place_has_a_sign_or_has_it_not(
    code: str, with_it: Scene, without: Scene
) -> None:
    assert sign_of(with_it, code).says is True
    assert sign_of(without, code).says is False


@pytest.mark.parametrize(
    "code",
    ["open_outline", "short_cut", "many_entrances", "unmarked", "no_window", "dark"],
)
def test_what_is_merely_unmapped_is_undecided(code: str) -> None:
    sign = sign_of(park(complete=False), code)
    assert sign.says is None
    assert sign.lacks


def test_a_car_can_stop_where_a_road_runs_along() -> None:
    assert sign_of(park(complete=False), "car_beside").says is True
    far = Feature("road", "road", LineString([(-20, -40), (60, -40)]), {"width_m": 4.0})
    lonely = park()
    lonely = replace(lonely, features=(lonely.features[0], far))
    assert sign_of(lonely, "car_beside").says is False


def test_a_wall_of_unknown_height_leaves_blind_ground_undecided() -> None:
    vague = replace(walls(), properties={"thickness_m": 0.2})
    assert sign_of(park(vague), "blind_ground").says is None
    assert sign_of(park(walls(), complete=False), "blind_ground").says is None


def test_every_sign_is_of_a_side_and_every_place_shows_both() -> None:
    (signed,) = place_signs(park(), Assumptions())
    assert {sign.code for sign in signed.signs} <= set(SIGNS)
    for side in SIDES:
        assert sum(signed.tally(side)) == len(signed.of(side)) > 0


def streets(**facts: object) -> tuple[StreetGraph, tuple[Signed, ...]]:
    graph = laid(
        street("main", (0, 0), (50, 0), (100, 0), **facts),
        street("side", (50, 0), (50, 40)),
    )
    gap = watch_gap(Neighbourhood(graph=graph, schools=(SCHOOL,)))
    known = segment_facts(gap, refuges=None, accidents=None, lamps=None)
    return graph, street_signs(gap, known, np.arange(len(graph)))


def test_streets_say_what_is_known_of_them() -> None:
    graph, signed = streets(has_footway=False, is_lit=False, width_m=6.0)
    main = {sign.code: sign.says for sign in signed[0].signs}
    assert main == {
        "no_footway": True,
        "car_beside": True,
        "many_exits": None,
        "unwatched": None,
        "dark": True,
        "no_window": None,
    }
    side = {sign.code: sign.says for sign in signed[-1].signs}
    assert set(side.values()) == {None}
    assert signed[0].id == graph.ids[0]


def test_paths_without_cars_are_not_held_against_cars() -> None:
    _, signed = streets(is_drivable=False)
    says = {sign.code: sign.says for sign in signed[0].signs}
    assert says["no_footway"] is False
    assert says["car_beside"] is False


def test_a_street_is_unwatched_only_where_all_watchers_were_surveyed() -> None:
    from machimori.watch import WATCHER_KINDS
    from tests.machimori.watch.hamlet import one_street

    place = Neighbourhood(
        graph=one_street(), schools=(SCHOOL,), surveyed=frozenset(WATCHER_KINDS)
    )
    gap = watch_gap(place, windows=NO_WINDOWS)
    known = segment_facts(gap, refuges=[], accidents=None, lamps=None)
    (signed,) = street_signs(gap, known, np.array([0]))
    assert {s.code: s.says for s in signed.signs}["unwatched"] is True


def signed(number: int, *says: bool | None) -> Signed:
    codes = ("open_outline", "short_cut", "dark")
    signs = tuple(Sign(c, s) for c, s in zip(codes, says, strict=True))
    return Signed(f"p{number}", f"p{number}", signs)


def test_residents_judgements_stand_beside_the_signs() -> None:
    places = [
        signed(1, True, True, None),
        signed(2, True, False, None),
        signed(3, False, False, True),
        signed(4, False, None, True),
        signed(5, True, True, False),
    ]
    views = [5, 4, 2, 1, 5]
    judgements = [
        Judgement(place.id, float(view), None)
        for place, view in zip(places, views, strict=True)
    ]
    found = calibrate(places, [*judgements, Judgement("p1", 4.0, 3.0)])
    assert found.means["p1", "enter"] == 4.5
    check = next(c for c in found.checks if c.code == "open_outline")
    assert (check.places_with, check.places_without) == (3, 2)
    assert check.difference == pytest.approx((4.5 + 4 + 5) / 3 - 1.5)
    agreement = found.agreement["enter"]
    assert agreement is not None
    assert agreement > 0.8
    assert found.agreement["hide"] is None
    welch = ttest_ind([4.5, 4, 5], [2, 1], equal_var=False).confidence_interval()
    assert check.likely == pytest.approx((welch.low, welch.high))
    interval = found.likely["enter"]
    assert interval is not None
    assert interval[0] < agreement < interval[1]
    assert interval[1] - interval[0] > 0.3
    assert found.likely["hide"] is None


def test_a_difference_of_many_places_becomes_certain() -> None:
    places = [signed(n, n % 2 == 0, False, None) for n in range(20)]
    judgements = [
        Judgement(place.id, 4.0 + n % 3 / 10 if n % 2 == 0 else 2.0 + n % 3 / 10, None)
        for n, place in enumerate(places)
    ]
    checks = {c.code: c for c in calibrate(places, judgements).checks}
    assert checks["open_outline"].is_certain
    assert checks["short_cut"].likely is None


def test_nothing_is_said_of_agreement_where_all_are_alike() -> None:
    places = [signed(n, True, True, None) for n in range(6)]
    judgements = [Judgement(place.id, 3.0, None) for place in places]
    assert calibrate(places, judgements).agreement["enter"] is None
