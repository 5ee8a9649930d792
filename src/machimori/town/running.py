"""Tiles handed out to whoever computes them, few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice

from machimori.town.lattice import Tile
from machimori.town.plan import TownPlan
from machimori.town.tile import TileResult, compute_tile


def compute_tiles(
    plan: TownPlan, tiles: Iterable[Tile], executor: Executor, *, in_flight: int
) -> Iterator[TileResult]:
    """Compute tiles, in whatever order they are finished.

    Parameters
    ----------
    plan : TownPlan
    tiles : iterable of Tile
        Of the plan's lattice.
    executor : concurrent.futures.Executor
        Processes, threads or a cluster's: what it computes is the same.
    in_flight : int
        How many tiles are out at a time: memory does not grow with the town.

    Yields
    ------
    TileResult
        Whoever stops asking takes back what has not been begun.
    """
    waiting = iter(tiles)
    out: set[Future[TileResult]] = set()
    try:
        while True:
            for tile in islice(waiting, in_flight - len(out)):
                out.add(executor.submit(compute_tile, plan.work(tile)))
            if not out:
                return
            done, out = wait(out, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        for future in out:
            future.cancel()
