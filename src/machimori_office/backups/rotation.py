"""Which backups are kept: the last days, weeks and months, one each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How many are kept.

    Parameters
    ----------
    days, weeks, months : int
        The last backup of each of so many days, weeks and months that have one.
    """

    days: int = 7
    weeks: int = 5
    months: int = 12


def kept(instants: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """Return those that stay; the newest always does."""
    newest_first = sorted(instants, reverse=True)
    return {
        *newest_first[:1],
        *_last_of_each(newest_first, lambda at: at.date(), keeping.days),
        *_last_of_each(newest_first, lambda at: at.isocalendar()[:2], keeping.weeks),
        *_last_of_each(newest_first, lambda at: (at.year, at.month), keeping.months),
    }


def _last_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], count: int
) -> list[datetime]:
    last: dict[Hashable, datetime] = {}
    for at in newest_first:
        last.setdefault(period(at), at)
    return list(last.values())[:count]
