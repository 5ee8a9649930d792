"""Opening hours, as far as sight at night asks for them."""

from __future__ import annotations

import re

_HOURS = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–~〜～]\s*(\d{1,2})[:：](\d{2})")
_ALWAYS = ("24/7", "24時間", "２４時間", "終日")
_SOME_DAYS = re.compile(
    r"\b(mo|tu|we|th|fr|sa|su|ph|off)\b|[月火水木金土祝]|(?<![終毎])日", re.I
)
_NIGHT = frozenset([*range(22 * 60, 24 * 60), *range(6 * 60)])
"""Minutes of the day from 22 to 6 o'clock."""


def is_open_all_night(opening_hours: str | None) -> bool:
    """Tell whether hours certainly hold all through the night, 22 to 6 o'clock.

    Parameters
    ----------
    opening_hours : str or None
        Such as ``24/7``, ``20:00-08:00``. Hours that hold on some days only, or that
        cannot be read, do not.

    Returns
    -------
    bool

    Source
    ------
    鳥取県深夜商業施設等における防犯指針, article 1: the night is 22:00 to 6:00.
    """
    if not opening_hours or _SOME_DAYS.search(opening_hours):
        return False
    if any(word in opening_hours for word in _ALWAYS):
        return True
    minutes: set[int] = set()
    for found in _HOURS.findall(opening_hours):
        hour, minute, end_hour, end_minute = map(int, found)
        start, end = hour * 60 + minute, end_hour * 60 + end_minute
        end += 24 * 60 if end <= start else 0
        minutes |= {m % (24 * 60) for m in range(start, end)}
    return minutes >= _NIGHT
