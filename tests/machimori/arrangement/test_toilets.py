"""How the entrances of a toilet lie to each other."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString, Point

from machimori.arrangement import ToiletEntrance, least_gap_m, setback_difference_m


def door(x: float, sex: str | None, setback_m: float | None = None) -> ToiletEntrance:
    return ToiletEntrance(Point(x, 0), sex, setback_m)


@pytest.mark.parametrize(
    ("entrances", "gap"),
    [
        ([], None),
        ([door(0, "male")], None),
        ([door(0, "male"), door(3, None)], None),
        ([door(0, "male"), door(3, "all")], None),
        ([door(0, "male"), door(3, "female")], 3.0),
        ([door(0, "male"), door(3, "female"), door(1, "male")], 2.0),
        ([door(0, "male"), door(0, "female")], 0.0),
    ],
)
def test_the_gap_is_the_least_between_men_and_women(
    entrances: list[ToiletEntrance], gap: float | None
) -> None:
    assert least_gap_m(entrances) == gap


def test_an_entrance_along_a_line_counts_from_its_end() -> None:
    wide = ToiletEntrance(LineString([(3, 0), (5, 0)]), "female")
    assert least_gap_m([door(0, "male"), wide]) == 3.0


@pytest.mark.parametrize(
    ("entrances", "deeper"),
    [
        ([door(0, "male", 1.0)], None),
        ([door(0, "male", 1.0), door(3, "female")], None),
        ([door(0, "male", 1.0), door(3, "female", 1.0)], 0.0),
        ([door(0, "male", 1.0), door(3, "female", 2.5)], 1.5),
        ([door(0, "male", 0.0), door(1, "male", 3.0), door(3, "female", 2.5)], -0.5),
        ([door(0, "male", 0.0), door(3, "female", 2.5), door(4, "female", 1.0)], 1.0),
        ([door(0, "male", 0.0), door(1, "male"), door(3, "female", 2.5)], None),
    ],
)
def test_every_womens_entrance_is_held_against_every_mens(
    entrances: list[ToiletEntrance], deeper: float | None
) -> None:
    assert setback_difference_m(entrances) == deeper
