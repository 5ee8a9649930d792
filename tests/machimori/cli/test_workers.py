"""A cluster computes what this computer computes, even if one of its workers dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest

from machimori.cli import workers as hiring
from machimori.cli.workers import workers
from machimori.demo.city import made_up_city
from machimori.errors import MissingExtra
from machimori.town import TownPlan, TownSettings, compute_tiles, plan_town
from tests.machimori.town.mosaic import are_equal, computed, put_together

SIDE = 32


@pytest.fixture(scope="module")
def plan() -> TownPlan:
    town = made_up_city(0.04, np.random.default_rng(6))
    return plan_town(town, TownSettings(cell_m=2.0))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a cluster of two worker processes on this computer."""
    distributed = pytest.importorskip("distributed", reason="needs the extra dask")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_computes_the_same_though_a_worker_is_killed(
    plan: TownPlan, address: str
) -> None:
    from distributed import Client

    tiles, results = plan.lattice.tiles(SIDE), []
    with Client(address, set_as_default=False) as client:
        doomed = next(iter(client.run(os.getpid).values()))
    with workers(address, 1) as (executor, in_flight):
        assert in_flight == 4
        for result in compute_tiles(plan, tiles, executor, in_flight=in_flight):
            if not results:
                os.kill(doomed, signal.SIGKILL)
            results.append(result)
    assert are_equal(put_together(plan, tiles, results), computed(plan, 10_000))


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingExtra, match="dask"), workers("tcp://x:1", 1):
        pass


def test_the_processes_of_a_killed_command_go(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[int] = []
    monkeypatch.setattr(hiring.os, "_exit", gone.append)
    read, write = os.pipe()
    os.close(write)  # what the system does for a process that dies
    hiring._go_after(read)
    os.close(read)
    assert gone == [1]
