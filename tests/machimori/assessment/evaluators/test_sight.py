"""Sight: shares worked out by hand, and what stays open where a height is."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, Point, Polygon

from machimori.assessment import Verdict
from machimori.guidelines.checks import (
    ClearOfEyeLevel,
    KeepsViewOpen,
    Overlooks,
    SeenFrom,
    SeeThrough,
)
from machimori.scene import Feature
from tests.machimori.assessment.staging import (
    area,
    building,
    feature,
    numbers,
    park,
    street,
    verdict,
    wall,
)

SEEN = SeenFrom(
    watchers=("road",),
    share_at_least="interpretation/seen-share",
    target="interpretation/target-height-person",
)
VIEW = KeepsViewOpen(
    watchers=("road",), lost_share_at_most="interpretation/view-loss-share"
)
KNOWN = park("obstacle", "toilet_entrance", "gate")


def half_hidden(height_m: float | None = 3.0, **said: Any) -> tuple[Feature, ...]:
    """A long wall across the middle of the park: its north half is out of view."""
    known = {} if height_m is None else {"height_m": height_m}
    line = LineString([(-200, 10), (220, 10)])
    screen = feature("screen", "wall", line, opacity=1.0, **known, **said)
    return (KNOWN, street(), screen)


def test_half_of_the_park_lies_behind_a_wall() -> None:
    found = verdict(SEEN, "park", half_hidden())
    assert found.truth is False
    assert found.evidence[0].value == pytest.approx(0.5, abs=0.03)
    assert found.reason.values["area"] == pytest.approx(200.0, abs=12.0)
    assert found.reason.values["cause"].en == "screen"
    assert [mark.kind for mark in found.marks] == ["blind_spot"]


@pytest.mark.parametrize(("share", "truth"), [(0.4, True), (0.6, False)])
def test_the_share_decides_at_the_threshold(share: float, truth: bool) -> None:
    found = verdict(SEEN, "park", half_hidden(), numbers(seen_share=share))
    assert found.truth is truth


def test_a_wall_of_unknown_height_leaves_the_view_open() -> None:
    found = verdict(SEEN, "park", half_hidden(None))
    assert (found.truth, found.reason.code) == (None, "heights_unknown")
    assert found.evidence[0].bounds == pytest.approx((0.5, 1.0), abs=0.03)


def test_a_height_that_changes_nothing_leaves_nothing_open() -> None:
    post = feature("post", "utility_box", Point(2, 19), width_m=0.3)
    assert verdict(SEEN, "park", (KNOWN, street(), post)).truth is True
    assert verdict(SEEN, "park", (*half_hidden(), post)).truth is False


def test_a_building_of_unknown_height_hides_what_stands_behind_it() -> None:
    long_house = building(-200, 10, 220, 11, height_m=None)
    found = verdict(SEEN, "park", (KNOWN, street(), long_house))
    assert found.truth is False
    assert found.evidence[0].value == pytest.approx(10 / 19, abs=0.04)


def test_where_nobody_passes_nothing_is_in_view() -> None:
    found = verdict(SEEN, "park", (KNOWN, street(y=-300)))
    assert (found.truth, found.reason.code) == (False, "nobody_near")


def test_a_model_that_shows_no_street_at_all_leaves_the_view_open() -> None:
    found = verdict(SEEN, "park", (KNOWN,))
    assert (found.truth, found.reason.code) == (None, "not_mapped")
    surveyed = park("obstacle", "toilet_entrance", "gate", "road")
    assert verdict(SEEN, "park", (surveyed,)).truth is False


def test_a_thing_to_be_seen_does_not_hide_itself() -> None:
    house = feature(
        "house",
        "play_equipment",
        Polygon([(8, 8), (12, 8), (12, 12), (8, 12)]),
        height_m=3.0,
        opacity=1.0,
    )
    assert verdict(SEEN, "house", (KNOWN, street(), house)).truth is True
    behind = wall((-50, 5), (70, 5), height_m=4.0)
    assert verdict(SEEN, "house", (KNOWN, street(), house, behind)).truth is False


def test_of_a_point_the_ground_around_it_is_looked_at() -> None:
    slide = feature("slide", "play_equipment", Point(10, 15), height_m=2.0)
    assert verdict(SEEN, "slide", (KNOWN, street(), slide)).truth is True
    hidden = verdict(SEEN, "slide", (*half_hidden(), slide))
    assert (hidden.truth, hidden.evidence[0].value) == (False, 0.0)


# Toilets: an area inside a building ---------------------------------------------------


def toilet(*more: Feature, place: Feature = KNOWN) -> Verdict:
    inside = area("toilet", 8, 8, 12, 12)
    around = building(8, 8, 12, 12)
    alley = feature("alley", "road", LineString([(9, -3), (11, -3)]), width_m=4.0)
    return verdict(SEEN, "toilet", (place, alley, inside, around, *more))


def door(y: float) -> Feature:
    return feature("door", "toilet_entrance", Point(10, y))


def test_one_who_stands_before_the_entrance_must_be_seen() -> None:
    assert toilet(door(8)).truth is True
    back = toilet(door(12))
    assert back.truth is False
    assert back.evidence[0].value == pytest.approx(0.0, abs=0.2)


def test_unless_all_entrances_are_mapped_another_could_be_the_one() -> None:
    found = toilet(door(8), place=park("obstacle"))
    assert (found.truth, found.reason.code) == (None, "thin_map")
    assert found.reason.values["what"].en == "toilet entrance"


def test_without_entrances_some_sides_in_view_do_not_decide() -> None:
    found = toilet()
    assert (found.truth, found.reason.code) == (None, "sides_in_view")
    assert 0.3 < found.evidence[0].value < 0.9  # type: ignore[operator]


def test_without_entrances_no_side_in_view_is_a_failure() -> None:
    assert toilet(wall((-200, 5), (220, 5), height_m=4.0)).truth is False


def test_without_entrances_all_sides_in_view_hold() -> None:
    north = feature("north", "road", LineString([(-20, 25), (40, 25)]), width_m=4.0)
    assert toilet(north).truth is True


# What stands in the way ---------------------------------------------------------------


def test_what_comes_into_view_without_a_wall_is_what_it_takes() -> None:
    found = verdict(VIEW, "screen", half_hidden())
    assert found.truth is False
    assert found.evidence[0].value == pytest.approx(0.5, abs=0.03)
    assert [mark.kind for mark in found.marks] == ["obstacle"]


def test_one_of_two_walls_takes_nothing_alone() -> None:
    second = wall((-200, 10.2), (220, 10.2), height_m=3.0, id="second")
    found = verdict(VIEW, "screen", (*half_hidden(), second))
    assert (found.truth, found.evidence[0].value) == (True, 0.0)


def test_a_wall_of_unknown_height_takes_nobody_knows_how_much() -> None:
    found = verdict(VIEW, "screen", half_hidden(None))
    assert (found.truth, found.reason.code) == (None, "height_unknown")


def test_another_wall_of_unknown_height_leaves_open_what_this_one_takes() -> None:
    line = LineString([(-200, 10.2), (220, 10.2)])
    second = feature("second", "wall", line, opacity=1.0)
    found = verdict(VIEW, "screen", (*half_hidden(), second))
    assert (found.truth, found.reason.code) == (None, "heights_unknown")
    assert found.evidence[0].bounds == pytest.approx((0.0, 0.5), abs=0.03)


def bent_road(*more: Feature) -> tuple[Feature, ...]:
    """A road that turns north at (40, 0), with its place."""
    axis = LineString([(0, 0), (40, 0), (40, 40)])
    said = {"place_kind": "road", "complete": ("obstacle",)}
    place = feature("bend", "place", axis, **said)
    return (place, feature("way", "road", axis, width_m=4.0, part_of="bend"), *more)


@pytest.mark.parametrize(("height_m", "truth"), [(2.0, False), (0.8, True)])
def test_a_wall_inside_a_bend_takes_the_view_ahead(
    height_m: float, truth: bool
) -> None:
    inside = wall((20, 3), (37, 3), (37, 20), height_m=height_m, part_of="bend")
    assert verdict(VIEW, "wall", bent_road(inside)).truth is truth


def test_a_wall_outside_a_bend_takes_nothing_from_it() -> None:
    outside = wall((0, -3), (43, -3), (43, 40), part_of="bend")
    found = verdict(VIEW, "wall", bent_road(outside))
    assert (found.truth, found.evidence[0].value) == (True, 0.0)


LOW, HIGH = 0.8, 2.0
PICKETS = {"picket_pitch_m": 0.1}


@pytest.mark.parametrize(
    ("kind", "said", "truth"),
    [
        ("tree", {"height_m": LOW}, True),
        ("tree", {"height_m": LOW + 0.01}, None),
        ("tree", {"crown_base_m": HIGH}, True),
        ("tree", {"crown_base_m": HIGH - 0.01}, False),
        ("tree", {"crown_base_m": LOW - 0.01}, None),
        ("tree", {"crown_base_m": LOW - 0.01, "height_m": 4.0}, False),
        ("tree", {}, None),
        ("hedge", {"height_m": LOW}, True),
        ("hedge", {"height_m": LOW + 0.01}, False),
        ("hedge", {}, None),
        ("hedge", {"height_m": LOW, "base_m": 0.5}, False),
        ("hedge", {"height_m": 1.0, "base_m": HIGH}, True),
        ("hedge", {"height_m": 0.0}, True),
    ],
)
def test_plants_stay_below_or_above_the_eyes(
    kind: str, said: dict[str, float], truth: bool | None
) -> None:
    shape = Point(5, 5) if kind == "tree" else LineString([(5, 5), (9, 5)])
    plant = feature("plant", kind, shape, **said)
    assert verdict(ClearOfEyeLevel(), "plant", (park(), plant)).truth is truth


@pytest.mark.parametrize(
    ("kind", "said", "truth"),
    [
        ("wall", {"opacity": 0.5, "height_m": 2.0}, True),
        ("wall", {"opacity": 0.51, "height_m": 2.0}, False),
        ("wall", {"opacity": 1.0, "height_m": LOW}, True),
        ("wall", {"opacity": 1.0}, None),
        ("wall", {"opacity": 0.2}, True),
        ("wall", {"height_m": 2.0}, None),
        (
            "fence",
            {"height_m": 2.0, "picket_width_m": 0.02, "picket_pitch_m": 0.1},
            True,
        ),
        (
            "fence",
            {"height_m": 2.0, "picket_width_m": 0.08, "picket_pitch_m": 0.1},
            False,
        ),
        ("fence", {"height_m": 2.0, "type": "mesh"}, True),
        ("fence", {"height_m": 2.0, "type": "panel"}, None),
        ("fence", {"height_m": 2.0, "type": "mesh", "opacity": 0.9}, False),
    ],
)
def test_fences_are_seen_through_or_over(
    kind: str, said: dict[str, Any], truth: bool | None
) -> None:
    fence = feature("fence", kind, LineString([(5, 5), (9, 5)]), **said)
    check = SeeThrough(opacity_at_most="interpretation/fence-opacity-limit")
    assert verdict(check, "fence", (park(), fence)).truth is truth


# Rooms --------------------------------------------------------------------------------

WATCH = Overlooks(kinds=("gate",), distance_at_most="interpretation/entrance-distance")


def overlooked(*more: Feature, x: float = 10) -> Verdict:
    room = feature("room", "caretaker_room", Point(10, 10))
    gate = feature("gate", "gate", Point(x, 6))
    return verdict(WATCH, "room", (KNOWN, room, gate, *more))


def test_a_gate_nearby_and_in_view_is_overlooked() -> None:
    found = overlooked()
    assert found.truth is True
    assert found.reason.values["distance"] == pytest.approx(4.0)


def test_a_gate_too_far_off_is_not_overlooked() -> None:
    assert overlooked(x=17).truth is False


def test_a_wall_of_unknown_height_leaves_open_whether_the_gate_is_in_view() -> None:
    screen = feature("s", "wall", LineString([(5, 8), (15, 8)]), opacity=1.0)
    found = overlooked(screen)
    assert (found.truth, found.reason.code) == (None, "overlooks_open")


def test_a_room_in_a_building_looks_out_of_its_windows() -> None:
    house = building(8, 8, 12, 12)
    assert overlooked(house).reason.code == "window_unknown"
    south, north = (
        feature(
            "window",
            "window",
            LineString([(9, y), (11, y)]),
            part_of="room",
            sill_m=0.9,
        )
        for y in (8, 12)
    )
    assert overlooked(house, south).truth is True
    assert overlooked(house, north).truth is False


def test_a_wall_outside_hides_the_gate_whatever_the_windows() -> None:
    house, screen = building(8, 8, 12, 12), wall((0, 7), (20, 7), height_m=4.0)
    assert overlooked(house, screen).truth is False


def test_who_sits_behind_walls_without_windows_leaves_it_open_what_is_in_view() -> None:
    by_staff = SeenFrom(
        watchers=("staff_room",),
        share_at_least="interpretation/seen-share",
        target="interpretation/target-height-person",
    )
    place = park("obstacle", "staff_room", "window")
    room = feature("room", "staff_room", Point(10, -5))
    house = building(5, -8, 15, -2)
    inside = verdict(by_staff, "park", (place, room, house))
    assert (inside.truth, inside.reason.code) == (None, "window_unknown")
    line = LineString([(6, -8), (14, -8)])
    away = feature("w", "window", line, part_of="room", sill_m=0.9)
    assert verdict(by_staff, "park", (place, room, house, away)).truth is False
    assert verdict(by_staff, "park", (place, room)).truth is True


@pytest.mark.parametrize(("north", "code"), [(9.0, "hides_nothing_known"), (4.0, None)])
def test_what_stands_indoors_takes_nothing_from_the_street_that_it_could_tell(
    north: float, code: str | None
) -> None:
    house = building(2, 2, 12, north, height_m=3.0)
    box = feature("box", "clutter", Point(6, 6).buffer(0.5), height_m=1.8, opacity=1.0)
    found = verdict(VIEW, "box", (KNOWN, street(), house, box))
    assert (found.truth is None) is (code is not None)
    assert code in (None, found.reason.code)
