from __future__ import annotations

from datetime import date

import pytest

from machimori_office.web.years import (
    first_day,
    fiscal_year,
    last_day,
    worded_fiscal_year,
)


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 1, 1), 2026)],
)
def test_a_fiscal_year_begins_in_april(on: date, year: int) -> None:
    assert fiscal_year(on) == year
    assert first_day(year) <= on <= last_day(year)


@pytest.mark.parametrize(
    ("year", "words"),
    [(2018, "平成30年度"), (2019, "令和元年度"), (2020, "令和2年度")],
)
def test_years_are_counted_in_eras(year: int, words: str) -> None:
    assert worded_fiscal_year(year).ja == words
