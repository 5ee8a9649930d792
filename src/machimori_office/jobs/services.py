"""Running what is due, each job by one worker at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from machimori_office.jobs.models import Lease
from machimori_office.jobs.registry import JOBS, Job
from machimori_office.web.errors import LeaseLost

_LOG = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Alarm:
    """A job that did not run when it should have, or that failed."""

    job: Job
    due_at: datetime
    failure: str


def tick(*, worker: str, clock: Clock) -> list[str]:
    """Run every job that is due and free; return the names of those that ran."""
    ran = []
    for job in JOBS.values():
        Lease.objects.get_or_create(name=job.name, defaults={"due_at": clock()})
        if claim(job, worker=worker, now=clock()):
            _run(job, worker=worker, clock=clock)
            ran.append(job.name)
    return ran


def claim(job: Job, *, worker: str, now: datetime) -> bool:
    """Take the job's lease, unless another worker was faster."""
    taken = (
        Lease.objects.free(now)
        .filter(name=job.name)
        .update(holder=worker, held_until=now + job.lease)
    )
    return taken == 1


def finish(job: Job, *, worker: str, now: datetime, failure: str) -> None:
    """Give the lease back; the job is due again after its interval."""
    given_back = Lease.objects.filter(name=job.name, holder=worker).update(
        holder="",
        held_until=None,
        finished_at=now,
        due_at=now + job.every,
        failure=failure,
    )
    if given_back != 1:
        raise LeaseLost(job=job.name)


def _run(job: Job, *, worker: str, clock: Clock) -> None:
    failure = ""
    try:
        job.work(clock())
    except Exception as error:  # one job's fault must not stop the others
        _LOG.exception("job %s failed", job.name)
        # The class only: a message may hold personal data.
        failure = type(error).__name__
    try:
        finish(job, worker=worker, now=clock(), failure=failure)
    except LeaseLost:
        _LOG.exception("job %s was overtaken", job.name)


def alarms(now: datetime) -> list[Alarm]:
    """Return the jobs that are late or failed."""
    leases = {lease.name: lease for lease in Lease.objects.filter(name__in=JOBS)}
    return [
        Alarm(job, leases[job.name].due_at, leases[job.name].failure)
        for job in JOBS.values()
        if job.name in leases and _is_alarming(job, leases[job.name], now)
    ]


def has_ever_ticked() -> bool:
    """Whether any worker ever came by."""
    return Lease.objects.filter(finished_at__isnull=False).exists()


def _is_alarming(job: Job, lease: Lease, now: datetime) -> bool:
    return bool(lease.failure) or lease.due_at + job.late_after < now
