"""What the scene states, and what can be climbed."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import LineString, Point

from machimori.assessment import word
from machimori.guidelines.checks import (
    Absent,
    Fact,
    Includes,
    NoFoothold,
    Present,
    Stated,
)
from machimori.scene import Feature
from tests.machimori.assessment.staging import (
    area,
    building,
    feature,
    park,
    verdict,
    wall,
)


def rack(id_: str = "rack", **said: Any) -> Feature:
    return feature(id_, "rack", Point(5, 5), **said)


@pytest.mark.parametrize(
    ("racks", "truth"),
    [
        ([rack(type="bar")], True),
        ([rack(type="hook")], False),
        ([rack()], None),
        ([rack(type="hook"), rack("b")], None),
        ([rack(type="hook"), rack("b", type="bar")], True),
    ],
)
def test_things_of_the_right_sort_are_counted(
    racks: list[Feature], truth: bool | None
) -> None:
    asked = Present(kinds=("rack",), where={"type": ("bar", "cycle")})
    assert verdict(asked, "park", (park("rack"), *racks)).truth is truth


def test_a_thing_that_is_wrong_in_one_respect_is_wrong_whatever_else() -> None:
    asked = Present(kinds=("rack",), where={"type": ("bar",), "covered": (True,)})
    assert verdict(asked, "park", (park("rack"), rack(type="hook"))).truth is False
    assert verdict(asked, "park", (park("rack"), rack(type="bar"))).truth is None


def test_in_an_area_only_what_stands_in_it_counts() -> None:
    toilet = area("toilet", 0, 0, 4, 4)
    asked = Present(kinds=("alarm",))
    inside = feature("alarm", "alarm", Point(2, 2))
    outside = feature("alarm", "alarm", Point(9, 9))
    linked = feature("alarm", "alarm", Point(9, 9), part_of="toilet")
    truths = [
        verdict(asked, "toilet", (park("alarm"), toilet, alarm)).truth
        for alarm in (inside, outside, linked)
    ]
    assert truths == [True, False, True]


@pytest.mark.parametrize(
    ("storey", "truth"), [({"storey": 2}, True), ({}, True), ({"storey": 3}, False)]
)
def test_what_hangs_on_another_storey_is_not_in_the_area_below_it(
    storey: dict[str, int], truth: bool
) -> None:
    flat = area("dwelling", 0, 0, 4, 4, storey=2)
    phone = feature("intercom", "intercom", Point(2, 2), **storey)
    asked = Present(kinds=("intercom",))
    assert verdict(asked, "dwelling", (park("intercom"), flat, phone)).truth is truth


def test_of_what_should_not_be_there_each_is_marked() -> None:
    ladders = [feature(i, "clutter", Point(5, 5), type="step") for i in "ab"]
    found = verdict(Absent(kinds=("clutter",)), "park", (park(), *ladders))
    assert (found.truth, found.reason.values["count"]) == (False, 2)
    assert [mark.kind for mark in found.marks] == ["subject", "subject"]


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        ("kerb", True),
        ("none", False),
        (("none", "kerb"), True),
        (None, None),
    ],
)
def test_one_of_several_choices_is_enough(value: Any, truth: bool | None) -> None:
    said = {} if value is None else {"separation": value}
    road = feature("road", "road", LineString([(0, 0), (9, 0)]), **said)
    asked = Fact(name="separation", one_of=("kerb", "rail"))
    assert verdict(asked, "road", (park(), road)).truth is truth


def test_a_fact_may_be_asked_of_the_place() -> None:
    asked = Fact(of="place", name="has_manager", one_of=(True,))
    assert verdict(asked, "rack", (park(has_manager=True), rack())).truth is True


def camera(**said: Any) -> Feature:
    return feature("camera", "camera", Point(5, 5), **said)


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ({"manager": "division", "retention_days": 0}, True),
        ({"manager": "division"}, None),
        ({"recording": False, "manager": "division"}, None),
    ],
)
def test_what_is_stated_is_stated_even_where_it_is_nought(
    said: dict[str, Any], truth: bool | None
) -> None:
    asked = Stated(properties=("manager", "retention_days"))
    assert verdict(asked, "camera", (park(), camera(**said))).truth is truth


@pytest.mark.parametrize("nothing", [False, ()])
def test_what_is_denied_is_not_laid_down(nothing: Any) -> None:
    asked = Stated(properties=("rules", "sign"))
    found = verdict(asked, "camera", (park(), camera(rules=nothing)))
    assert (found.truth, found.reason.code) == (False, "denied")


def test_a_list_must_hold_all_that_is_asked_and_names_what_it_lacks() -> None:
    asked = Includes(name="rules", values=("manager", "range"))
    found = verdict(asked, "camera", (park(), camera(rules=("manager",))))
    assert found.truth is False
    assert found.evidence[0].value == "manager"
    assert word(found.reason).en.endswith("lacks: what it films.")
    assert verdict(asked, "camera", (park(), camera(rules=()))).truth is False


# Footholds ----------------------------------------------------------------------------

KNOWN = park("building", "window", "balcony")


@pytest.mark.parametrize(
    ("height_m", "roof_m", "truth"),
    [
        (1.0, 3.0, False),  # from 1 m one pulls oneself up 2 m
        (1.0, 3.1, True),
        (0.2, 2.1, True),  # too low to help
        (2.1, 4.0, True),  # too high to get up on
        (2.0, 4.0, False),
        (1.0, 1.9, True),  # within reach from the ground anyway
    ],
)
def test_a_wall_is_a_step_where_it_brings_a_roof_within_reach(
    height_m: float, roof_m: float, truth: bool
) -> None:
    step = wall((5, 5), (9, 5), height_m=height_m)
    house = building(5, 6, 9, 9, height_m=roof_m)
    assert verdict(NoFoothold(), "wall", (KNOWN, step, house)).truth is truth


def test_a_wall_out_of_arms_reach_is_no_step() -> None:
    step = wall((5, 4.9), (9, 4.9), height_m=1.0)
    house = building(5, 6, 9, 9, height_m=3.0)
    assert verdict(NoFoothold(), "wall", (KNOWN, step, house)).truth is True


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ({"storey": 2, "sill_m": 0.9}, True),
        ({"storey": 1, "sill_m": 2.2}, False),
        ({"base_m": 2.0, "sill_m": 0.9}, False),
        ({"sill_m": 0.9}, True),
        ({"sill_m": 2.2}, False),
        ({"storey": 2}, None),
    ],
)
def test_a_window_counts_from_its_floor(
    said: dict[str, Any], truth: bool | None
) -> None:
    step = wall((5, 5), (9, 5), height_m=1.0)
    window = feature("window", "window", LineString([(5, 5.5), (7, 5.5)]), **said)
    found = verdict(NoFoothold(), "wall", (KNOWN, step, window))
    assert found.truth is truth


def test_what_is_reached_is_called_by_its_name() -> None:
    step = wall((5, 5), (9, 5), height_m=1.0)
    house = building(5, 6, 9, 9, height_m=3.0, name="Town hall")
    found = verdict(NoFoothold(), "wall", (KNOWN, step, house))
    assert "Town hall" in word(found.reason).en
