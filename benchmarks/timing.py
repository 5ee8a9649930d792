"""Timing on a machine that may be busy with other things."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]

ONE_THREAD: Clock = time.thread_time
"""For work that one thread does alone: what it computed, not what it waited for."""
WALL: Clock = time.perf_counter


def best_s(
    work: Callable[[], object], *, repeats: int, clock: Clock = WALL, warm: bool = True
) -> float:
    """The shortest of several runs [s]: other work only ever makes one longer.

    A first run, not counted, compiles and fills caches.
    """
    if warm:
        work()
    return min(_once_s(work, clock) for _ in range(repeats))


def _once_s(work: Callable[[], object], clock: Clock) -> float:
    began = clock()
    work()
    return clock() - began
