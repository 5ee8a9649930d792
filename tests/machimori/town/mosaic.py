"""Tiles put together again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from machimori.town import Sums, Tile, TileResult, TownPlan, compute_tile


class Mosaic(NamedTuple):
    illuminance_lx: NDArray[np.float32]
    watchers: NDArray[np.uint16]
    unknown_lamps: NDArray[np.uint8]
    sums: Sums


def computed(plan: TownPlan, side: int) -> Mosaic:
    tiles = plan.lattice.tiles(side)
    return put_together(plan, tiles, [compute_tile(plan.work(t)) for t in tiles])


def put_together(
    plan: TownPlan, tiles: tuple[Tile, ...], results: list[TileResult]
) -> Mosaic:
    shape = plan.lattice.rows, plan.lattice.columns
    whole = (np.zeros(shape, "f4"), np.zeros(shape, "u2"), np.zeros(shape, "u1"))
    for result in results:
        tile = tiles[result.number]
        row = tile.first_row - plan.lattice.first_row
        column = tile.first_column - plan.lattice.first_column
        here = np.s_[row : row + tile.rows, column : column + tile.columns]
        parts = result.illuminance_lx, result.watchers, result.unknown_lamps
        for field, part in zip(whole, parts, strict=True):
            field[here] = part
    sums = Sums.together((r.sums for r in results), len(plan.zones))
    return Mosaic(*whole, sums)


def are_equal(one: Mosaic, other: Mosaic) -> bool:
    fields = zip(one[:3], other[:3], strict=True)
    sums = zip(one.sums.counts(), other.sums.counts(), strict=True)
    return (
        all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in fields)
        and all((a == b).all() for a, b in sums)
        and (one.sums.least_lx == other.sums.least_lx).all()
    )
