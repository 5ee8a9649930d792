from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from machimori.geometry import PlaneFrame
from machimori.incidents import (
    UNKNOWN,
    Block,
    Blocks,
    Incident,
    Incidents,
    When,
    Where,
    incident_vocabulary,
)

BLOCKS = Blocks(
    (Block(id="a", name="本町１丁目"), Block(id="b", name="本町２丁目")),
    PlaneFrame.around(139.9, 35.86),
)


def stolen(
    number: int, *, when: When | None = None, block: str | None = None, **also: object
) -> Incident:
    return Incident(
        id=str(number),
        kind="bicycle_theft",
        when=when or When(),
        where=Where(block=block, municipality="流山市"),
        **also,  # type: ignore[arg-type]
    )


def on(day: int, hour: int | None = None) -> When:
    return When(first_on=date(2016, 1, day), last_on=date(2016, 1, day), hour=hour)


def test_columns_hold_what_is_known_and_mark_what_is_not() -> None:
    month = When(first_on=date(2016, 1, 1), last_on=date(2016, 1, 31), hour=3)
    columns = Incidents(
        (
            stolen(1, when=on(5, 20), block="b"),
            stolen(2, when=month, block="z", known_by="found_on_patrol"),
            stolen(3),
        ),
        BLOCKS,
    ).columns
    assert columns.block.tolist() == [1, UNKNOWN, UNKNOWN]
    assert columns.hour.tolist() == [20, 3, UNKNOWN]
    assert columns.is_reported.tolist() == [True, False, True]
    assert columns.day[0] == np.datetime64("2016-01-05")
    assert np.isnat(columns.day[1:]).all()
    assert columns.last_day[1] == np.datetime64("2016-01-31")
    kind = incident_vocabulary().kind_index["bicycle_theft"]
    assert columns.kind.tolist() == [kind] * 3


def test_only_real_points_have_coordinates() -> None:
    lon_lat = np.array([[139.905, 35.861]])
    place = Where(lon=lon_lat[0, 0], lat=lon_lat[0, 1])
    point = Incident(id="p", kind="damage", when=When(), where=place)
    xy_m = Incidents((point, stolen(2, block="a")), BLOCKS).columns.xy_m
    np.testing.assert_allclose(BLOCKS.frame.to_lon_lat(xy_m[:1]), lon_lat, atol=1e-9)
    assert np.isnan(xy_m[1]).all()


def test_columns_of_no_incidents_are_empty() -> None:
    columns = Incidents((), BLOCKS).columns
    assert len(columns) == 0
    assert columns.xy_m.shape == (0, 2)
    assert columns.day.dtype == np.dtype("datetime64[D]")


def test_counts_leave_out_what_is_in_no_block() -> None:
    three = (stolen(1, block="b"), stolen(2, block="b"), stolen(3))
    assert Incidents(three, BLOCKS).counts_by_block().tolist() == [0, 2]


@pytest.mark.parametrize(
    ("when", "is_kept"),
    [
        (on(5), True),
        (on(20), False),
        (When(), False),
        (When(first_on=date(2016, 1, 9), last_on=date(2016, 1, 11)), False),
    ],
)
def test_a_period_keeps_only_what_certainly_fell_into_it(
    when: When, is_kept: bool
) -> None:
    kept = Incidents((stolen(1, when=when),)).between(
        date(2016, 1, 1), date(2016, 1, 10)
    )
    assert len(kept) == is_kept


def test_kinds_are_told_apart() -> None:
    mixed = Incidents(
        (stolen(1), Incident(id="2", kind="arson", when=When(), where=Where()))
    )
    assert [i.id for i in mixed.of_kinds({"arson"})] == ["2"]
