"""Dates and times are read as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from machimori.formats.tables.days import read_day, read_instant

APRIL = date(2026, 4, 1)
NINE = datetime.fromisoformat("2026-04-01T09:05")


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-01", "2026/4/1", "2026.4.1", "2026年4月1日", "20260401",
        "令和8年4月1日", "令和８年４月１日", "R8.4.1", "Ｒ８．４．１", "R8/4/1",
        "令8.4.1", " 2026-04-01 ", "　2026年 4月 1日　", 20260401, 20260401.0,
        46113, 46113.0, APRIL, NINE,
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: Any) -> None:
    assert read_day(written) == APRIL


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H1.1.8", date(1989, 1, 8)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S2.1.1", date(1927, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_eras_begin_where_they_began(written: str, day: date) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "", "2026", "4/1", "2026-13-01", "2026-02-30", "26-04-01", "2026-04-01 9:00",
        "令和元年4月30日", "令和0年5月1日", "R8-4", "X8.4.1", "yesterday", "46113",
        5, 0.5, 1e20, float("nan"), float("inf"), True, "元年4月1日",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(written: Any) -> None:
    assert read_day(written) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_day_means_the_same(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    era = f"R{day.year - 2018}.{day.month}.{day.day}"
    ways = [day.isoformat(), f"{day:%Y/%m/%d}", serial, float(serial)]
    ways += [era] if day >= date(2019, 5, 1) else []
    assert {read_day(way) for way in ways} == {day}


@given(st.text() | st.floats() | st.integers() | st.binary())
def test_anything_at_all_is_a_day_or_none(written: Any) -> None:
    assert read_day(written) is None or isinstance(read_day(written), date)
    assert read_instant(written) is None or isinstance(read_instant(written), datetime)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20T19:30+09:00", "2026-11-20 19:30:00+09:00", "2026/11/20 19:30+09:00",
        "２０２６／１１／２０　１９：３０＋０９：００", "令和8年11月20日 19:30 +09:00",
        "2026-11-20T10:30Z", "2026-11-20T19:30+0900",
    ],
)  # fmt: skip
def test_a_time_is_read_with_its_offset(written: str) -> None:
    instant = read_instant(written)
    assert instant == datetime.fromisoformat("2026-11-20T19:30+09:00")


def test_a_time_without_offset_has_none() -> None:
    instant = read_instant("2026/4/1 9:05")
    assert instant == NINE
    assert instant is not None
    assert instant.utcoffset() is None


@pytest.mark.parametrize(
    "written", ["", "19:30", "2026-11-20", "2026-11-20T25:00Z", "2026-11-20T19:61"]
)
def test_what_is_no_time_is_refused(written: str) -> None:
    assert read_instant(written) is None


def test_an_offset_is_kept() -> None:
    instant = read_instant("2026-11-20T19:30+05:30")
    assert instant is not None
    assert instant.utcoffset() == timedelta(hours=5, minutes=30)
