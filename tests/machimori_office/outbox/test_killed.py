"""Nobody is lost and nobody gets it twice unlisted, whatever is killed, whenever.

The long proof kills workers, the clock that queues, the web server to which residents
send forms meanwhile, and (on PostgreSQL) the database 200 times over a send of 50,000;
`OFFICE_KILLS` and `OFFICE_MAILS` make it shorter.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.machimori_office.outbox.killed_office import Cluster, Office, Visitors
from tests.machimori_office.outbox.sink import Sink, listening
from tests.machimori_office.postgresql import programs

pytestmark = pytest.mark.prove

KILLS = int(os.environ.get("OFFICE_KILLS", "200"))
MAILS = int(os.environ.get("OFFICE_MAILS", "50000"))
WORKERS = ("worker 1", "worker 2")
HELD_AT_MOST = 2 * 100
"""By one worker: a batch in each of its two hands."""


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder that the account of PostgreSQL may enter, as pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="office-killed-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening(keeps_texts=False) as made:
        yield made


def test_on_sqlite_nobody_is_lost_and_who_gets_it_twice_is_listed(
    sink: Sink, room: Path
) -> None:
    office = Office(room / "office", sink.port)
    kill_and_count(office, sink, [*WORKERS, "clock", "web"])


@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed here")
def test_on_postgresql_the_database_may_be_killed_too(sink: Sink, room: Path) -> None:
    cluster = Cluster(room / "pg")
    try:
        office = Office(room / "office", sink.port, cluster.url)
        victims = [*WORKERS, "clock", "web", "database"]
        kill_and_count(office, sink, victims, cluster)
    finally:
        cluster.stop()


def kill_and_count(
    office: Office, sink: Sink, victims: list[str], cluster: Cluster | None = None
) -> None:
    office.open(MAILS)
    kills: Counter[str] = Counter()
    visitors = Visitors(office.web_port)
    try:
        for name in (*WORKERS, "clock", "web"):
            office.start(name)
        visitors.start()
        rng = np.random.default_rng(1)
        for number in range(KILLS):
            # Whatever is killed, mails are in the air.
            sink.may_take = (number + 2) * MAILS // (KILLS + 1)
            wait_for(sink, (number + 1) * MAILS // (KILLS + 1))
            time.sleep(rng.uniform(0, 0.3))
            victim = victims[rng.integers(len(victims))]
            kills[victim] += 1
            if victim == "web":
                visitors.wait_for_thanks()
            if victim == "database" and cluster:
                cluster.kill()
            else:
                office.kill(victim)
        sink.may_take = math.inf
        visitors.end()
        office.end("clock")
        wait_until_sent(office)
    finally:
        visitors.end()
        office.end_all()
    assert set(kills) == set(victims) or KILLS < 50
    check(office, sink, kills, visitors)


def wait_for(sink: Sink, mails: int) -> None:
    patience = time.monotonic() + 600
    while len(sink.taken) < mails:
        assert time.monotonic() < patience, f"{len(sink.taken)} of {mails} mails came"
        time.sleep(0.02)


def wait_until_sent(office: Office) -> None:
    patience = time.monotonic() + 1200
    while not office.is_sent():
        assert time.monotonic() < patience
        time.sleep(1)


def check(office: Office, sink: Sink, kills: Counter[str], visitors: Visitors) -> None:
    census = office.census()
    came = Counter(sink.recipients)
    listed = {str(name) for name, _, is_twice in census["rows"] if is_twice}
    assert len(census["rows"]) == MAILS
    assert all(state == 2 for _, state, _ in census["rows"])
    assert all(came[str(name)] for name, _, _ in census["rows"])
    # Who was thanked for a form is written down, whatever was killed next.
    assert visitors.thanked
    assert set(visitors.thanked) <= {str(address) for (address,) in census["asked"]}
    # Those whom the clock wrote to as well get more than one.
    others = {name for name in came if int(name[6:].partition("@")[0]) < 20}
    twice = {name for name, count in came.items() if count > 1} - others
    assert twice <= listed
    deaths = sum(count for name, count in kills.items() if name in WORKERS)
    deaths += 2 * kills["database"]
    assert len(listed) <= deaths * HELD_AT_MOST
    for about, _, total, rows, accepted in census["messages"]:
        assert rows == total == (MAILS if about == "all" else 20)
        assert accepted == total or about == "more"
    sys.stderr.write(
        f"killed {dict(kills)}: {len(twice)} came twice, {len(listed)} are listed; "
        f"{len(visitors.thanked)} forms taken, {visitors.turned_away} not\n"
    )
