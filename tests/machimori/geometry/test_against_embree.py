"""Embree, an engine of rays that others wrote, sees the same."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.district import SIDE_M, district, outdoors
from machimori.geometry import Lattice, watchers_on_lattice

embreex = pytest.importorskip("embreex", reason="needs embreex (extra: bench)")

from benchmarks.viewshed import (  # noqa: E402
    EYE_M,
    RANGE_M,
    TARGET_M,
    Embree,
    lines_within,
)

CELLS_APART = 1e-5


def eyes_outdoors(count: int) -> NDArray[np.float64]:
    points = np.random.default_rng(9).uniform(RANGE_M, SIDE_M - RANGE_M, (3 * count, 2))
    free = points[outdoors(points, district())][:count]
    return np.column_stack([free, np.full(count, EYE_M)])


def cells_apart(eyes: NDArray[np.float64], cell_m: float) -> tuple[int, int]:
    obstacles = district()
    embree = Embree(obstacles)
    side = round(SIDE_M / cell_m)
    lattice = Lattice(cell_m / 2, cell_m / 2, cell_m, side, side)
    apart = cells = 0
    for eye in eyes:
        ours = watchers_on_lattice(
            obstacles,
            eye[None],
            lattice,
            level_m=TARGET_M,
            threshold=0.5,
            range_m=RANGE_M,
        ).ravel()
        numbers = lines_within(lattice, eye)
        points = lattice.points(numbers)
        targets = np.column_stack([points, np.full(len(points), TARGET_M)])
        apart += int((embree.sees(eye, targets) != (ours[numbers] > 0)).sum())
        cells += len(numbers)
    return apart, cells


def test_a_few_eyes_see_what_embree_says() -> None:
    apart, cells = cells_apart(eyes_outdoors(6), 1.0)
    assert cells > 60_000
    assert apart <= max(1.0, CELLS_APART * cells)


@pytest.mark.prove
def test_a_million_cells_and_more_are_seen_as_embree_says() -> None:
    apart, cells = cells_apart(eyes_outdoors(60), 0.5)
    assert cells > 2_500_000
    assert apart <= CELLS_APART * cells
