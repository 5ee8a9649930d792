"""Periodic jobs: each runs when due, once, whoever else is at work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from machimori.language import Text
from machimori_office.jobs import registry, services
from machimori_office.jobs.models import Lease
from machimori_office.jobs.registry import Job, periodic
from machimori_office.web.errors import LeaseLost
from machimori_office.web.gathering import Registry

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """A clock that stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ran() -> list[datetime]:
    return []


@pytest.fixture
def job(ran: list[datetime], monkeypatch: pytest.MonkeyPatch) -> Iterator[Job]:
    alone: Registry[str, Job] = Registry("of_nobody", "jobs")
    monkeypatch.setattr(registry, "JOBS", alone)
    monkeypatch.setattr(services, "JOBS", alone)
    periodic("tests.job", title=Text("試験", "Test"), every=HOUR, late_after=HOUR)(
        ran.append
    )
    return alone["tests.job"]


def tick(clock: Clock, worker: str = "one") -> list[str]:
    return services.tick(worker=worker, clock=clock)


@pytest.mark.django_db
@pytest.mark.usefixtures("job")
def test_a_job_runs_at_once_and_then_after_its_interval(
    clock: Clock, ran: list[datetime]
) -> None:
    for minutes in (0, 30, 59, 60, 61):
        clock.now = NOON + timedelta(minutes=minutes)
        tick(clock)
    assert ran == [NOON, NOON + HOUR]


@pytest.mark.django_db
def test_a_lease_keeps_others_out_until_it_is_over(job: Job) -> None:
    Lease.objects.create(name=job.name, due_at=NOON)
    assert services.claim(job, worker="one", now=NOON)
    assert not services.claim(job, worker="two", now=NOON + job.lease / 2)
    assert services.claim(job, worker="two", now=NOON + job.lease)


@pytest.mark.django_db
def test_who_was_overtaken_cannot_give_back_anothers_lease(job: Job) -> None:
    Lease.objects.create(name=job.name, due_at=NOON)
    services.claim(job, worker="one", now=NOON)
    services.claim(job, worker="two", now=NOON + job.lease)
    with pytest.raises(LeaseLost):
        services.finish(job, worker="one", now=NOON + HOUR, failure="")
    assert Lease.objects.get().holder == "two"


@pytest.mark.django_db
def test_a_job_that_fails_says_so_and_stops_no_other(
    job: Job, clock: Clock, ran: list[datetime]
) -> None:
    def fail(now: datetime) -> None:
        raise RuntimeError("taro@example.jp")

    title = Text("故障", "Broken")
    periodic("tests.broken", title=title, every=HOUR, late_after=HOUR)(fail)
    tick(clock)
    failures = {lease.name: lease.failure for lease in Lease.objects.all()}
    assert failures == {"tests.job": "", "tests.broken": "RuntimeError"}
    assert [alarm.job.name for alarm in services.alarms(NOON)] == ["tests.broken"]


@pytest.mark.django_db
@pytest.mark.usefixtures("job")
def test_a_late_job_raises_an_alarm(clock: Clock) -> None:
    tick(clock)
    assert not services.alarms(NOON + 2 * HOUR)
    late = services.alarms(NOON + 2 * HOUR + timedelta(seconds=1))
    assert [alarm.due_at for alarm in late] == [NOON + HOUR]


def test_two_jobs_cannot_share_a_name(job: Job) -> None:
    with pytest.raises(ValueError, match="two jobs"):
        periodic(job.name, title=job.title, every=HOUR, late_after=HOUR)(print)


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_once_one_gets_the_job(job: Job) -> None:
    Lease.objects.create(name=job.name, due_at=NOON)
    start, got = threading.Barrier(4), []

    def work(name: str) -> None:
        start.wait()
        got.append(services.claim(job, worker=name, now=NOON))
        connection.close()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("job")
def test_two_workers_that_tick_at_once_run_the_job_once(
    clock: Clock, ran: list[datetime]
) -> None:
    start = threading.Barrier(2)

    def work(name: str) -> None:
        start.wait()
        tick(clock, name)
        connection.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [NOON]
