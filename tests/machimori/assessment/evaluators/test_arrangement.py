"""Arrangement: shares, distances and angles worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, Point

from machimori.assessment.deciding import from_scene
from machimori.guidelines.checks import (
    CoverInside,
    Enclosed,
    EntrancesApart,
    FacesAway,
    JustOutside,
    Near,
    ShareInside,
)
from machimori.scene import Feature
from tests.machimori.assessment.staging import (
    area,
    building,
    context,
    feature,
    numbers,
    park,
    scene,
    verdict,
    wall,
)

KNOWN = park("area", "bench", "tree", "hedge", "barrier", "building", "refuge")
PLAY = area("play", 0, 0, 8, 8)


def bench(x: float, y: float, id_: str = "bench", **said: Any) -> Feature:
    return feature(id_, "bench", Point(x, y), **said)


@pytest.mark.parametrize(
    ("least", "most", "truth"),
    [(0.75, None, True), (0.76, None, False), (None, 0.75, True), (None, 0.74, False)],
)
def test_three_of_four_benches_stand_in_the_play_area(
    least: float | None, most: float | None, truth: bool
) -> None:
    benches = [bench(x, 4, f"bench-{x}") for x in (1, 4, 7, 15)]
    said = {"share_at_least": None, "share_at_most": None}
    said["share_at_least" if least else "share_at_most"] = "interpretation/own"
    asked = ShareInside(kinds=("bench",), use="play", **said)  # type: ignore[arg-type]
    found = verdict(asked, "park", (KNOWN, PLAY, *benches), numbers(own=least or most))
    assert found.truth is truth
    assert found.evidence[0].value == pytest.approx(0.75)


def test_where_there_is_nothing_to_place_nothing_stands_wrong() -> None:
    asked = ShareInside(kinds=("bench",), use="play", share_at_least="interpretation/x")
    found = verdict(asked, "park", (KNOWN, PLAY))
    assert (found.truth, found.reason.code) == (True, "none_to_place")


COVER = CoverInside(kinds=("tree", "hedge"), share_at_most="interpretation/cover-share")


@pytest.mark.parametrize(
    ("plant", "share"),
    [
        (feature("h", "hedge", LineString([(0, 4), (8, 4)]), thickness_m=1.6), 0.2),
        (feature("h", "hedge", LineString([(0, 4), (8, 4)])), 0.125),
        (feature("t", "tree", Point(4, 4), crown_radius_m=1.0), 0.049),
        (feature("t", "tree", Point(4, 4)), 0.195),
        (feature("t", "tree", Point(0, 0), crown_radius_m=2.0), 0.049),
    ],
)
def test_hedges_and_crowns_cover_ground(plant: Feature, share: float) -> None:
    found = verdict(COVER, "play", (KNOWN, PLAY, plant))
    assert found.evidence[0].value == pytest.approx(share, abs=0.002)
    assert found.truth is (share <= 0.1)


def closed(*barriers: Feature, **said: Any) -> Any:
    asked = Enclosed(
        by=("wall", "fence", "gate"),
        share_at_least="interpretation/enclosed-share",
        **said,
    )
    return verdict(asked, "play", (KNOWN, PLAY, *barriers))


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ([(0, 0), (8, 0)], 0.25),
        ([(0, -0.9), (8, -0.9)], 0.25),
        ([(0, -1.1), (8, -1.1)], 0.0),
        ([(0, 0), (8, 0), (8, 8), (0, 8)], 0.75),
    ],
)
def test_a_wall_closes_the_outline_beside_it(line: Any, share: float) -> None:
    found = closed(wall(*line))
    assert found.evidence[0].value == pytest.approx(share, abs=0.07)


def test_a_gate_marked_by_a_point_closes_as_far_as_it_is_wide() -> None:
    narrow = closed(feature("gate", "gate", Point(4, 0)))
    wide = closed(feature("gate", "gate", Point(4, 0), width_m=4.0))
    assert narrow.evidence[0].value == 0.0
    assert wide.evidence[0].value == pytest.approx(6 / 32, abs=0.01)


RING = ((0, 0), (8, 0), (8, 8), (0, 8), (0, 0))
SEE_THROUGH = {"see_through_at_most": "interpretation/fence-opacity-limit"}


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ({"opacity": 0.3}, True),
        ({"opacity": 0.9}, False),
        ({}, None),
        ({"type": "mesh"}, True),
        ({"picket_width_m": 0.02, "picket_pitch_m": 0.1}, True),
        ({"picket_width_m": 0.09, "picket_pitch_m": 0.1}, False),
    ],
)
def test_only_what_one_sees_through_encloses_a_play_area(
    said: dict[str, Any], truth: bool | None
) -> None:
    fence = feature("fence", "fence", LineString(RING), **said)
    found = closed(fence, **SEE_THROUGH)
    assert found.truth is truth
    if truth is None:
        assert found.reason.code == "opacity_unknown"
        assert found.evidence[0].bounds == pytest.approx((0.0, 1.0))


def test_an_unknown_fence_does_not_matter_where_the_rest_suffices() -> None:
    known = feature("known", "fence", LineString(RING), opacity=0.2)
    unknown = feature("unknown", "fence", LineString([(0, 0), (8, 0)]))
    assert closed(known, unknown, **SEE_THROUGH).truth is True


# Benches ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "y", "facing", "angle"),
    [
        (12, 4, 90.0, 180.0),
        (12, 4, 0.0, 90.0),
        (12, 4, -45.0, 45.0),
        (4, 12, 180.0, 0.0),
        (4, 12, 359.0, 179.0),
        (12, 12, 225.0, 0.0),
    ],
)
def test_a_bench_turns_its_back_by_an_angle(
    x: float, y: float, facing: float, angle: float
) -> None:
    seat = bench(x, y, facing_deg=facing)
    found = verdict(FacesAway(use="play"), "bench", (KNOWN, PLAY, seat))
    assert found.evidence[0].value == pytest.approx(angle, abs=1e-6)
    assert found.truth is (angle >= 90.0)


def test_a_bench_inside_the_play_area_cannot_turn_its_back_to_it() -> None:
    seat = bench(4, 4, facing_deg=0.0)
    found = verdict(FacesAway(use="play"), "bench", (KNOWN, PLAY, seat))
    assert (found.truth, found.reason.code) == (False, "inside_zone")


@pytest.mark.parametrize(
    ("x", "truth", "code"),
    [
        (13.0, True, "beside_zone"),
        (13.1, False, "far_from_zone"),
        (7.9, False, "inside_zone"),
    ],
)
def test_a_bench_stands_just_outside(x: float, truth: bool, code: str) -> None:
    asked = JustOutside(
        use="play", distance_at_most="interpretation/bench-edge-distance"
    )
    found = verdict(asked, "bench", (KNOWN, PLAY, bench(x, 4)))
    assert (found.truth, found.reason.code) == (truth, code)


# Distances ----------------------------------------------------------------------------

NEAR = Near(kinds=("refuge",), distance_at_most="interpretation/refuge-distance")


def test_a_place_along_a_line_is_as_near_as_its_edge() -> None:
    line = LineString([(0, 0), (20, 0)])
    place = feature("park", "place", line, place_kind="road", complete=("refuge",))
    house = feature("refuge", "refuge", Point(10, 306))
    found = verdict(NEAR, "park", (place, house))
    assert found.evidence[0].value == pytest.approx(300.0)
    assert found.truth is True


def test_a_thing_is_not_near_itself() -> None:
    asked = Near(uses=("play",), distance_at_most="interpretation/adjacent-distance")
    assert verdict(asked, "play", (KNOWN, PLAY)).reason.code == "absent"
    other = area("play", 10, 0, 12, 2, id="other")
    found = verdict(asked, "play", (KNOWN, PLAY, other))
    assert found.evidence[0].value == pytest.approx(2.0)


# Toilets ------------------------------------------------------------------------------


def test_entrances_belong_to_their_toilet_by_part_of_or_else_by_distance() -> None:
    toilet = area("toilet", 0, 0, 4, 4)
    other = area("toilet", 12, 0, 16, 4, id="other")
    doors = [
        feature(f"door-{x}", "toilet_entrance", Point(x, 0), sex=sex)
        for x, sex in ((0, "male"), (4, "female"), (12, "male"), (13, "female"))
    ]
    asked = EntrancesApart(at_least="interpretation/entrances-apart")
    town = scene(park("toilet_entrance"), toilet, other, *doors)
    gaps = [
        from_scene(asked, town.by_id[id_], context(town)).evidence[0].value
        for id_ in ("toilet", "other", "park")
    ]
    assert gaps == pytest.approx([4.0, 1.0, 1.0])


def test_a_building_belongs_to_no_toilet_but_closes_off() -> None:
    house = building(8.5, 0, 12, 8)
    asked = Enclosed(by=("building",), share_at_least="interpretation/enclosed-share")
    found = verdict(asked, "play", (KNOWN, PLAY, house))
    assert found.evidence[0].value == pytest.approx(0.25, abs=0.07)
