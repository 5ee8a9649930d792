"""Who computes: processes of this computer, or the workers of a Dask cluster."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

from machimori.errors import MissingExtra, Unreachable

_PATIENCE_S = 15
"""How long a cluster may take to answer. [s]"""
_AHEAD = 2
"""Tiles that are out for each worker: one at work, one at hand."""


@contextmanager
def workers(dask: str | None, processes: int) -> Iterator[tuple[Executor, int]]:
    """Hire workers for the block.

    Parameters
    ----------
    dask : str or None
        Address of a cluster's scheduler.
    processes : int
        How many of this computer, where there is no cluster.

    Yields
    ------
    Executor, int
        And how many pieces of work to have out at a time.

    Raises
    ------
    MissingExtra, Unreachable
    """
    if dask is None:
        # A fresh process each: a copy of this one would hold the whole scene.
        fresh = get_context("spawn")
        with ProcessPoolExecutor(
            processes, mp_context=fresh, initializer=_serve
        ) as pool:
            yield pool, processes * _AHEAD
        return
    with _client(dask) as client:
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False, retries=2), threads * _AHEAD


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtra(extra="dask") from error
    try:
        client = Client(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise Unreachable(address=address, why=_why(error)) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_S)
        except TimeoutError as error:
            raise Unreachable(address=address, why=_why(error)) from error
        yield client


def _why(error: BaseException) -> str:
    return str(error).split("\n")[0] or type(error).__name__


def _serve() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to whoever hired us.

    And go when that one is killed: nobody else would tell us to.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    employer = parent_process()
    if employer is not None:
        Thread(target=_go_after, args=(employer.sentinel,), daemon=True).start()


def _go_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
