"""Which jobs come round: each app names its own in its `periodic.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from machimori.language import Text


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job, how often it runs, and from when its lateness is an alarm."""

    name: str
    title: Text
    every: timedelta
    late_after: timedelta
    lease: timedelta
    work: Callable[[datetime], None]


_JOBS: dict[str, Job] = {}
JOBS: Mapping[str, Job] = MappingProxyType(_JOBS)


def periodic(
    name: str,
    *,
    title: Text,
    every: timedelta,
    late_after: timedelta,
    lease: timedelta = timedelta(minutes=10),
) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register a function of the time as a job.

    It may run again after its lease is over, so it must bear running twice.
    """

    def register(work: Callable[[datetime], None]) -> Callable[[datetime], None]:
        if name in _JOBS:
            raise ValueError(f"two jobs are called {name}")
        _JOBS[name] = Job(
            name=name,
            title=title,
            every=every,
            late_after=late_after,
            lease=lease,
            work=work,
        )
        return work

    return register
