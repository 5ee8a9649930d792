"""What the town is drawn with."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString, Point

from machimori.demo.drawing import PLAN, Axes, Sheet, piece, with_gaps

SQUARE_TURN = LineString([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)])


def test_axes_along_a_front_run_to_the_right_and_inward() -> None:
    # Who looks south has the east at the left hand.
    axes = Axes.along((10.0, 5.0), (0.0, 5.0))
    assert axes.inward_deg % 360.0 == pytest.approx(180.0)
    assert axes.at(3.0, 2.0) == pytest.approx((7.0, 3.0))
    assert axes.facing_deg == pytest.approx(0.0)


def test_the_plan_has_east_along_and_north_inward() -> None:
    assert PLAN.at(3.0, 4.0) == pytest.approx((3.0, 4.0))
    assert PLAN.box((1.0, 3.0), (0.0, 5.0)).area == pytest.approx(10.0)


def test_turned_axes_keep_their_lengths() -> None:
    turned = PLAN.turned(5.0, 5.0, 30.0)
    assert turned.box((0.0, 2.0), (0.0, 3.0)).area == pytest.approx(6.0)


def test_a_piece_of_a_line_keeps_its_bends() -> None:
    assert list(piece(SQUARE_TURN, 5.0, 15.0).coords) == [
        (5.0, 0.0),
        (10.0, 0.0),
        (10.0, 5.0),
    ]


def test_gaps_are_cut_out_of_a_line() -> None:
    cut = with_gaps(SQUARE_TURN, (4.0, 6.0), (12.0, 13.0))
    assert len(cut.geoms) == 3
    assert cut.length == pytest.approx(17.0)
    assert with_gaps(SQUARE_TURN, (0.0, 4.0)).geom_type == "LineString"


def test_nothing_is_drawn_twice() -> None:
    sheet = Sheet()
    sheet.add("bench", "bench-1", Point(0, 0), name=None)
    assert sheet.features[0].properties == {}
    with pytest.raises(ValueError, match="drawn twice: bench-1"):
        sheet.add("bench", "bench-1", Point(1, 1))


def test_several_alike_are_numbered() -> None:
    sheet = Sheet()
    sheet.add_each("lamp", "lamp", [Point(0, 0), Point(1, 0)], name="灯り", lit=True)
    assert [f.id for f in sheet.features] == ["lamp-1", "lamp-2"]
    assert [f.name for f in sheet.features] == ["灯り1", "灯り2"]
