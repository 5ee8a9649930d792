"""Parts of a school day, and what a segment is like in each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from machimori.language import Text
from machimori.watch import WatchGap

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Period:
    """Some half hours of the day.

    Parameters
    ----------
    label : Text
    from_h, to_h : float
    """

    label: Text
    from_h: float
    to_h: float

    def columns(self, gap: WatchGap) -> Ints:
        """Columns of a gap that lie in it."""
        begins = gap.slots / 2
        return np.flatnonzero((begins >= self.from_h) & (begins < self.to_h))


DAY = Period(Text(ja="一日", en="the whole day"), 0.0, 24.0)
PERIODS = (
    Period(Text(ja="朝（9時まで）", en="morning (until 9)"), 0.0, 9.0),
    Period(Text(ja="日中（9時〜14時）", en="daytime (9 to 14)"), 9.0, 14.0),
    Period(Text(ja="下校（14時〜17時）", en="going home (14 to 17)"), 14.0, 17.0),
    Period(Text(ja="夕方（17時から）", en="evening (from 17)"), 17.0, 24.0),
)


def busiest(gap: WatchGap, columns: Ints) -> tuple[Floats, Floats, Ints]:
    """Return the worst half hour of each segment.

    Parameters
    ----------
    gap : WatchGap
    columns : (k,) array
        Half hours to look at, at least one.

    Returns
    -------
    most, least : (m,) arrays
        Children unseen in the half hour in which most are, at most and at least.
    column : (m,) array
        Which half hour that is.
    """
    if not len(gap.graph):
        return np.empty(0), np.empty(0), np.empty(0, dtype=np.int64)
    column = columns[gap.most[:, columns].argmax(axis=1)]
    every = np.arange(len(gap.graph))
    return gap.most[every, column], gap.least[every, column], column


def clock(slot: int) -> str:
    """Write the beginning of a half hour."""
    return f"{slot // 2}:{'30' if slot % 2 else '00'}"


def hours(from_h: float, to_h: float) -> str:
    """Write a time of the day."""
    return "–".join(f"{int(h)}:{round(h % 1 * 60):02d}" for h in (from_h, to_h))
