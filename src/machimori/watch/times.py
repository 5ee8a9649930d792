"""Half hours of a school day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HALF_HOURS = np.arange(48) / 2
"""Beginning of each half hour of the day, (48,). [hour]"""


@dataclass(frozen=True, order=True)
class Window:
    """A time of the day.

    Parameters
    ----------
    from_h, to_h : float
        Hours since midnight; to above from.
    """

    from_h: float
    to_h: float

    def covers(self) -> Floats:
        """Share of each half hour that lies in it, as (48,) array."""
        share: Floats = spread(self, np.zeros(1))[0]
        return share * (self.to_h - self.from_h) / 0.5


def spread(window: Window, later_h: Floats) -> Floats:
    """Spread what happens evenly in a time over half hours.

    Parameters
    ----------
    window : Window
    later_h : (k,) array
        By how much it is later; earlier below 0. [hour]

    Returns
    -------
    (k, 48) array
        Shares; what falls outside the day is lost.
    """
    starts = window.from_h + later_h[:, None]
    ends = window.to_h + later_h[:, None]
    overlap = np.minimum(ends, HALF_HOURS + 0.5) - np.maximum(starts, HALF_HOURS)
    share: Floats = np.maximum(overlap, 0.0) / (window.to_h - window.from_h)
    return share


def covered(windows: Sequence[Window]) -> Floats:
    """Share of each half hour that lies in any of several times, at most 1.

    Parameters
    ----------
    windows : sequence of Window
        That do not overlap.

    Returns
    -------
    (48,) array
    """
    total = np.zeros(48)
    for window in windows:
        total += window.covers()
    return np.minimum(total, 1.0)
