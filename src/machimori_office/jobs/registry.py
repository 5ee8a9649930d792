"""Which jobs come round: each app names its own in its `periodic.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from machimori.language import Text
from machimori_office.web.gathering import Registry


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job, how often it runs, and from when its lateness is an alarm."""

    name: str
    title: Text
    every: timedelta
    late_after: timedelta
    lease: timedelta
    work: Callable[[datetime], None]


JOBS: Registry[str, Job] = Registry("periodic", "jobs")


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
        job = Job(
            name=name,
            title=title,
            every=every,
            late_after=late_after,
            lease=lease,
            work=work,
        )
        JOBS.add(name, job)
        return work

    return register
