"""Hot spots over several periods: those that stay, come and go."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]


class Course(StrEnum):
    """What became of a block over the periods."""

    PERSISTENT = "persistent"
    NEW = "new"
    FADING = "fading"
    RECURRING = "recurring"
    NEVER = "never"


PERSISTENT_SHARE = 0.8
"""A block that was hot in so many of the periods, the last included, persists."""


def classify(is_hot: Bools, *, recent: int = 1) -> tuple[Course, ...]:
    """Classify blocks by the periods in which they were hot.

    Parameters
    ----------
    is_hot : (n, periods) array of bool
        The oldest period first.
    recent : int
        How many of the last periods are the present.

    Returns
    -------
    tuple of Course
        ``persistent``: hot now and in at least `PERSISTENT_SHARE` of all periods;
        ``new``: hot now and never before; ``fading``: hot before and not now;
        ``recurring``: hot now, and now and then before; ``never``.
    """
    now, before = is_hot[:, -recent:].any(axis=1), is_hot[:, :-recent].any(axis=1)
    often = is_hot.mean(axis=1) >= PERSISTENT_SHARE
    chosen = np.select(
        [now & before & often, now & ~before, before & ~now, now & before],
        [0, 1, 2, 3],
        default=4,
    )
    order = list(Course)
    return tuple(order[number] for number in chosen)
