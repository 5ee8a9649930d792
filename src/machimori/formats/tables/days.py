"""Dates and times as people write them, in the Western and in the Japanese calendar."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

# First day of each era, by the names and letters that forms use. Source: the cabinet
# orders that proclaimed them (元号を改める政令, 1989 and 2019), and the edict of 1926.
_ERAS = {
    ("令和", "令", "R"): date(2019, 5, 1),
    ("平成", "平", "H"): date(1989, 1, 8),
    ("昭和", "昭", "S"): date(1926, 12, 25),
}
_ERA_START = {name: start for names, start in _ERAS.items() for name in names}

_ERA = "|".join(_ERA_START)
_DAY = r"(?P<year>\d{1,4}|元)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
_WRITTEN_DAY = re.compile(rf"(?P<era>{_ERA})?{_DAY}", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_CLOCK = re.compile(
    r"(?P<day>.*\d日?)(?:T|\s)\s*(?P<hour>\d{1,2}):(?P<rest>\d\d.*)", re.ASCII
)

# Excel counts days from here; 2000 to 2099 is what a table of ours can mean.
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_051)


def read_day(written: Any) -> date | None:
    """Read a date.

    Parameters
    ----------
    written : object
        ``2026-04-01``, ``2026/4/1``, ``2026年4月1日``, ``20260401``, ``令和8年4月1日``,
        ``R8.4.1``, with full-width digits too; a date or the number that Excel keeps
        for one.

    Returns
    -------
    date or None
        None where it is no date, or one before its era began.
    """
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    if isinstance(written, float) and written.is_integer():
        written = int(written)
    if isinstance(written, int) and written in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=written)
    return _day_in(_plain(written))


def read_instant(written: Any) -> datetime | None:
    """Read a date with a time of day.

    Parameters
    ----------
    written : object
        ``2026-11-20T19:30+09:00``, ``2026/11/20 19:30:05+09:00`` and the like.

    Returns
    -------
    datetime or None
        Without an offset where none was written; None where it is no time.
    """
    if isinstance(written, datetime):
        return written
    clock = _CLOCK.fullmatch(_plain(written))
    day = _day_in(clock["day"].strip()) if clock else None
    if clock is None or day is None:
        return None
    rest = clock["rest"].replace(" ", "")
    try:
        return datetime.fromisoformat(f"{day.isoformat()}T{clock['hour']:0>2}:{rest}")
    except ValueError:
        return None


def _plain(written: Any) -> str:
    return unicodedata.normalize("NFKC", str(written)).strip()


def _day_in(text: str) -> date | None:
    compact = _COMPACT_DAY.fullmatch(text)
    if compact:
        return _date_of(*(int(part) for part in compact.groups()))
    found = _WRITTEN_DAY.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    year = 1 if found["year"] == "元" else int(found["year"])
    month, day = int(found["month"]), int(found["day"])
    start = _ERA_START.get(found["era"])
    if start is None:
        return _date_of(year, month, day) if len(found["year"]) == 4 else None
    day_of_era = _date_of(start.year - 1 + year, month, day)
    return day_of_era if year and day_of_era and day_of_era >= start else None


def _date_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
