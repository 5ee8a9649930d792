"""National holidays as the Cabinet Office published them."""

from __future__ import annotations

from datetime import date

import pytest

pytest.importorskip("jpholiday", reason="needs the extra office")

from machimori_office.web.holidays import national_holiday

PUBLISHED = {
    2015: (
        "1/1 1/12 2/11 3/21 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 "
        "11/3 11/23 12/23"
    ),
    2019: (
        "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 "
        "8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23"
    ),
    2020: (
        "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 "
        "9/21 9/22 11/3 11/23"
    ),
    2021: (
        "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 "
        "9/23 11/3 11/23"
    ),
    2024: (
        "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 "
        "9/16 9/22 9/23 10/14 11/3 11/4 11/23"
    ),
    2025: (
        "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 "
        "9/23 10/13 11/3 11/23 11/24"
    ),
    2026: (
        "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 "
        "9/23 10/12 11/3 11/23"
    ),
}
"""Cabinet Office of Japan, 国民の祝日について, lists of each year."""


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_holidays_of_a_year_are_those_that_were_published(year: int) -> None:
    days = (date.fromordinal(n) for n in range(*_ordinals(year)))
    found = [f"{d.month}/{d.day}" for d in days if national_holiday(d)]
    assert found == PUBLISHED[year].split()


def _ordinals(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 5, 6), "憲法記念日の振替休日", "substitute for Constitution"),
        (date(2026, 9, 22), "国民の休日", "National Holiday"),
        (date(2019, 5, 1), "天皇の即位の日", "Enthronement"),
        (date(2026, 11, 23), "勤労感謝の日", "Labour Thanksgiving Day"),
    ],
)
def test_a_holiday_has_its_name_in_both_languages(day: date, ja: str, en: str) -> None:
    found = national_holiday(day)
    assert found is not None
    assert found.ja == ja
    assert en in found.en


def test_every_holiday_to_come_has_an_english_name() -> None:
    for ordinal in range(date(2020, 1, 1).toordinal(), date(2051, 1, 1).toordinal()):
        found = national_holiday(date.fromordinal(ordinal))
        assert found is None or found.en.isascii()
