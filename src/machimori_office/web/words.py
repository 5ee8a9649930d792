"""The three ways in which residents read an alert, and instants worded in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

Variety = Literal["ja", "easy", "en"]

VARIETIES: tuple[Variety, ...] = ("ja", "easy", "en")
"""Japanese, やさしい日本語 (plain Japanese for learners and children), English."""

JST = timezone(timedelta(hours=9), "JST")
"""Japan's time, which no summer shifts."""


@dataclass(frozen=True)
class Words:
    """One statement in the three varieties; an empty one was not written.

    Parameters
    ----------
    ja, easy, en : str
    """

    ja: str
    easy: str = ""
    en: str = ""

    def in_(self, variety: Variety) -> str:
        """Return the statement in one variety, stripped."""
        by_variety = {"ja": self.ja, "easy": self.easy, "en": self.en}
        return by_variety[variety].strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in any variety."""
        return not any(map(self.in_, VARIETIES))

    def filled(self, values: Mapping[str, str]) -> Words:
        """Put the same values into the ``{name}`` fields of each variety."""
        return Words(*(self.in_(v).format_map(values) for v in VARIETIES))


UNWRITTEN = Words("")
"""What nobody wrote."""

_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]


def worded_day(instant: datetime) -> Words:
    """Word the day of an instant, as people in Japan have it."""
    at = instant.astimezone(JST)
    weekday = _WEEKDAYS_JA[at.weekday()]
    return Words(
        ja=f"{at.month}月{at.day}日（{weekday}）",
        easy=f"{at.month}月{at.day}日（{weekday}曜日）",
        en=f"{_WEEKDAYS_EN[at.weekday()]} {at.day} {_MONTHS_EN[at.month - 1]}",
    )


def worded_instant(instant: datetime, *, about: bool = False) -> Words:
    """Word an instant to the minute; `about` says that nobody looked at a clock."""
    at, day = instant.astimezone(JST), worded_day(instant)
    minutes = f"{at.minute}分" if at.minute else ""
    japanese = f"{'午後' if at.hour >= 12 else '午前'}{at.hour % 12}時{minutes}"
    end = "ごろ" if about else ""
    return Words(
        ja=f"{day.ja}{japanese}{end}",
        easy=f"{day.easy} {japanese}{end}",
        en=f"{'about ' if about else ''}{at:%H:%M}, {day.en}",
    )
