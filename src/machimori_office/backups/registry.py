"""What must not go on by itself after a restore: apps name it in `after_restore.py`.

A backup is a past: what waited in it may have been done since, and whoever had left
by then may be back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

Calm = Callable[[datetime], int]

_CALMS: list[Calm] = []


def after_restore(calm: Calm) -> Calm:
    """Register what is done at once after a restore; it returns how many rows."""
    _CALMS.append(calm)
    return calm


def calms() -> Sequence[Calm]:
    """Return all of them."""
    return tuple(_CALMS)
