"""Days and hours as the police and cities write them, or spreadsheets leave them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from machimori.formats.tables.days import read_day
from machimori.incidents.model import HOURS

UNKNOWN_WORDS = frozenset(
    [
        "",
        "不明",
        "-",
        "ー",
        "―",
        "–",
        "調査中",
        "未詳",
        "unknown",
        "null",
        "nan",
        "none",
    ]
)
"""What stands where nobody knows, width and case folded."""

_WEEKDAY = re.compile(r"\([月火水木金土日][^)]{0,4}\)")
_ABOUT = re.compile("頃|ごろ|ころ")
_ERA = re.compile(r"^(令和|平成|昭和|[令平昭RHS])\s*[\d元]")
_MONTH = re.compile(r"(?P<year>\d{4})(?:年|[-/.])(?P<month>\d{1,2})月?", re.ASCII)
_YEAR = re.compile(r"(?P<year>\d{4})年?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_CLOCK = re.compile(
    r"(?P<half>午前|午後|正午|am|pm)?(?P<hour>\d{1,2})(?:時|:)(?:(?P<minute>\d{1,2})分?|半)?"
    r"(?::\d{2}(?:\.\d+)?)?台?",
    re.ASCII,
)
_BARE_HOUR = re.compile(r"\d{1,2}", re.ASCII)
_FRACTION = re.compile(r"0?\.\d+", re.ASCII)
_RANGE = re.compile("[~〜－―–-]|から")
_INSTANT = re.compile(
    r"(?P<day>.*?\d日?)(?:t|\s)*(?P<clock>(?:午前|午後)?\d{1,2}[時:].*)", re.ASCII
)


@dataclass(frozen=True)
class Days:
    """Days within which something began, and what had to be repaired to read them."""

    first_on: date | None = None
    last_on: date | None = None
    repair: str = ""


@dataclass(frozen=True)
class Hours:
    """An hour, or the first and last of some, and what had to be repaired."""

    hour: int | None = None
    until_hour: int | None = None
    is_next_day: bool = False
    repair: str = ""


def is_unknown(written: str) -> bool:
    """Tell whether a cell says that nobody knows."""
    return _plain(written) in UNKNOWN_WORDS


def read_days(written: str) -> Days | None:
    """Read a day, a month or a year.

    Parameters
    ----------
    written : str
        ``2018-12-26``, ``2018/3/6``, ``令和6年4月15日(月)``, ``43165``, ``2017年1月``
        or ``不明``.

    Returns
    -------
    Days or None
        Without days where it says that they are unknown; None where it cannot be read.
    """
    plain = _ABOUT.sub("", _WEEKDAY.sub("", _plain(written))).strip()
    if plain in UNKNOWN_WORDS:
        return Days()
    if _SERIAL.fullmatch(plain):
        day = read_day(int(float(plain)))
        return None if day is None else Days(day, day, "date_serial")
    day = read_day(plain.upper())
    if day is not None:
        return Days(day, day, "era" if _ERA.match(plain.upper()) else "")
    return _longer(plain)


def read_instant(written: str) -> tuple[Days, Hours] | None:
    """Read a day with the hour behind it; the hour may be missing.

    Returns
    -------
    (Days, Hours) or None
    """
    plain = _WEEKDAY.sub(" ", _plain(written))
    found = _INSTANT.fullmatch(plain)
    if found is None:
        days = read_days(plain)
        return None if days is None else (days, Hours())
    days = read_days(found["day"].strip())
    return None if days is None else (days, read_hours(_local(found["clock"])))


def read_hours(written: str) -> Hours:
    """Read an hour of the day, or the hours between which something began.

    Parameters
    ----------
    written : str
        ``07``, ``7``, ``21時頃``, ``午後4時10分頃``, ``16:10``, ``0.2916``,
        ``16時～18時`` or ``不明``.

    Returns
    -------
    Hours
        Without an hour where it is unknown; words such as 夕方 leave it unknown too,
        and that is a repair.
    """
    plain = _ABOUT.sub("", _plain(written)).replace(" ", "")
    if plain in UNKNOWN_WORDS:
        return Hours()
    if _FRACTION.fullmatch(plain) or plain in ("0.0", "1.0"):
        # Minutes are rounded before hours are taken: 7:00 is kept as 0.29166666.
        minutes = round(float(plain) * HOURS * 60)
        return Hours(hour=minutes // 60 % HOURS, repair="hour_fraction")
    hours = [_hour(part) for part in _RANGE.split(plain) if part]
    if None in hours or not 1 <= len(hours) <= 2:
        return Hours(repair="hour_words")
    return _hours_of([hour for hour in hours if hour is not None])


def _hours_of(hours: list[int]) -> Hours:
    first, last = hours[0], hours[-1]
    if first == HOURS and len(hours) == 1:
        return Hours(hour=0, is_next_day=True, repair="hour_24")
    if len(hours) == 1:
        return Hours(hour=first)
    return Hours(hour=first % HOURS, until_hour=last % HOURS)


def _hour(part: str) -> int | None:
    if _BARE_HOUR.fullmatch(part):
        hour = int(part)
        return hour if hour <= HOURS else None
    found = _CLOCK.fullmatch(part)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"] in ("午後", "pm") and hour < HOURS / 2:
        hour += HOURS // 2
    return hour if hour <= HOURS and int(found["minute"] or 0) < 60 else None


def _longer(plain: str) -> Days | None:
    """Read a month or a year."""
    month = _MONTH.fullmatch(plain)
    if month and 1 <= int(month["month"]) <= 12:
        return month_of(int(month["year"]), int(month["month"]))
    year = _YEAR.fullmatch(plain)
    if year and int(year["year"]) > 0:
        return Days(date(int(year["year"]), 1, 1), date(int(year["year"]), 12, 31))
    return None


def month_of(year: int, month: int) -> Days | None:
    """Return the days of a month; None where there is no such month."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    last = calendar.monthrange(year, month)[1]
    return Days(date(year, month, 1), date(year, month, last))


def day_after(day: date) -> date:
    """Return the next day."""
    return day + timedelta(days=1)


def _local(clock: str) -> str:
    """Drop the offset of an instant: what is published is local time."""
    return re.sub(r"(?:z|[+-]\d{2}:?\d{2})$", "", clock)


def _plain(written: str) -> str:
    return unicodedata.normalize("NFKC", written).strip().casefold()
