"""Short cuts through an area: what they save, and what bars them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from machimori.arrangement import short_cut

GAP_M = 0.5
LOT = box(0, 0, 30, 20)


def strip(*xy: tuple[float, float]) -> Polygon:
    return LineString(xy).buffer(0.2, cap_style="flat")


def closed_but(*gaps: tuple[float, float]) -> list[Polygon]:
    """Walls all around the lot but for gaps, told by where they are along it."""
    ring = LOT.exterior
    walls = ring
    for start, end in gaps:
        middle = ring.interpolate((start + end) / 2)
        walls = walls.difference(middle.buffer((end - start) / 2))
    return [walls.buffer(0.2)]


def test_an_open_lot_is_crossed_from_the_middle_of_its_longer_sides() -> None:
    cut = short_cut(LOT, [], gap_m=GAP_M)
    assert cut is not None
    assert cut.line.length == pytest.approx(20.0)
    assert cut.saves_m == pytest.approx(15.0 + 20.0 + 15.0 - 20.0)


def test_a_gap_in_front_and_one_behind_make_a_way_through() -> None:
    # The ring begins at the south-east corner and runs north, west, south, east.
    cut = short_cut(LOT, closed_but((34, 36), (84, 86)), gap_m=GAP_M)
    assert cut is not None
    assert cut.line.length == pytest.approx(20.0, abs=2.0)
    assert cut.saves_m == pytest.approx(30.0, abs=3.0)


def test_one_gap_leads_nowhere() -> None:
    cut = short_cut(LOT, closed_but((34, 37)), gap_m=GAP_M)
    assert cut is None or cut.saves_m < 0.1


def test_two_gaps_on_one_side_save_nothing() -> None:
    cut = short_cut(LOT, closed_but((25, 28), (40, 43)), gap_m=GAP_M)
    assert cut is not None
    assert cut.saves_m == pytest.approx(0.0, abs=1e-9)


def test_a_fence_across_parts_the_ways_in() -> None:
    across = strip((0, 10), (30, 10))
    cut = short_cut(LOT, [*closed_but((34, 36), (84, 86)), across], gap_m=GAP_M)
    assert cut is None or cut.saves_m < 0.1


def test_a_gap_too_narrow_for_a_person_is_none() -> None:
    cut = short_cut(LOT, closed_but((34, 36), (84.9, 85.1)), gap_m=GAP_M)
    assert cut is None or cut.saves_m < 0.1


def test_what_is_closed_all_around_has_no_way_through() -> None:
    assert short_cut(LOT, closed_but(), gap_m=GAP_M) is None


def test_each_part_of_an_area_in_parts_has_its_own_ways() -> None:
    parts = MultiPolygon([box(0, 0, 5, 5), box(50, 0, 80, 20)])
    cut = short_cut(parts, [], gap_m=GAP_M)
    assert cut is not None
    assert cut.saves_m == pytest.approx(30.0)


def test_an_area_without_ground_has_none() -> None:
    assert short_cut(Polygon(), [], gap_m=GAP_M) is None


@given(st.floats(2.0, 28.0), st.floats(2.0, 18.0))
def test_a_further_wall_never_opens_a_way(x: float, y: float) -> None:
    gaps = closed_but((34, 36), (84, 86))
    before = short_cut(LOT, gaps, gap_m=GAP_M)
    after = short_cut(LOT, [*gaps, strip((x, 0), (x, y))], gap_m=GAP_M)
    assert before is not None
    assert after is None or after.saves_m <= before.saves_m + 1e-9
