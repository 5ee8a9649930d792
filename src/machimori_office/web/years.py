"""Fiscal years, and how Japan counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from machimori.language import Text
from machimori_office.web.words import JST


def fiscal_year(on: date) -> int:
    """Return the fiscal year of a day: it begins in April."""
    return on.year if on.month >= 4 else on.year - 1


def first_day(year: int) -> date:
    """Return the first day of a fiscal year."""
    return date(year, 4, 1)


def last_day(year: int) -> date:
    """Return the last day of a fiscal year."""
    return date(year + 1, 3, 31)


def span_of(year: int) -> tuple[datetime, datetime]:
    """Return the first and the last instant of a fiscal year in Japan."""
    begins = datetime.combine(first_day(year), time(), JST)
    ends = datetime.combine(first_day(year + 1), time(), JST)
    return begins, ends - timedelta(microseconds=1)


def reiwa(year: int) -> int:
    """Count a year in the era that began in 2019."""
    return year - 2018


def of_reiwa(count: int) -> int:
    """Return the year that is so counted in the era that began in 2019."""
    return count + 2018


def worded_fiscal_year(year: int) -> Text:
    """Word a fiscal year: 令和8年度."""
    if year >= 2019:
        era, count = "令和", reiwa(year)
    else:
        era, count = "平成", year - 1988
    said = "元" if count == 1 else str(count)
    return Text(ja=f"{era}{said}年度", en=f"fiscal {year}")


def months_after(on: date, months: int) -> date:
    """Return the same day of a later month; its last day where it is shorter."""
    year, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + year, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))
