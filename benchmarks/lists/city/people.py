"""Names, places and days, by number."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

DAYS = 3650
ENDS = timezone.localdate() - timedelta(days=1)
BEGAN = ENDS - timedelta(days=DAYS)
_NAMES = (
    *("青木", "石川", "上野", "遠藤", "岡田"),
    *("加藤", "木下", "工藤", "小池", "近藤"),
)
_GIVEN = ("ハナ", "正", "文子", "勝", "和子", "茂", "清", "節子")
_TOWNS = ("本町", "東町", "緑町", "貫井北町", "前原町", "中町", "桜町")


def on(n: int, of: int) -> date:
    """Spread so many rows over the ten years."""
    return BEGAN + timedelta(days=n * DAYS // of)


def at(n: int, of: int) -> datetime:
    """Spread so many rows over the ten years, each with a minute of its own day."""
    return datetime.combine(on(n, of), time(n % 9, n % 60), UTC)


def name(n: int) -> str:
    """Name a person."""
    return f"{_NAMES[n % 10]} {_GIVEN[n // 10 % 8]}{n // 80}"


def town(n: int) -> str:
    """Name a town block with its number."""
    return f"{_TOWNS[n % 7]}{n % 6 + 1}丁目{n % 20 + 1}"
