"""Near repeat gives the Calculator's table, with pairs of points and of blocks."""

from __future__ import annotations

import numpy as np
import pytest

from machimori.hotspots import (
    NearRepeat,
    block_near_repeat,
    near_repeat,
    neighbours_of_pairs,
)
from tests.machimori.hotspots.published import arsons, published

RNG = np.random.default_rng


@pytest.fixture(scope="module")
def arson() -> NearRepeat:
    points, days = arsons()
    table = published()["near_repeat"]
    return near_repeat(
        points,
        days,
        distance_edges_m=table["distance_edges_m"],
        day_edges=table["day_edges"],
        permutations=999,
        rng=RNG(1),
        metric="manhattan",
    )


def test_all_twenty_cells_are_the_published_ones(arson: NearRepeat) -> None:
    np.testing.assert_array_equal(
        arson.observed, published()["near_repeat"]["observed"]
    )


def test_what_chance_gives_is_what_the_calculator_found(arson: NearRepeat) -> None:
    # Its means are of 99 runs: four standard errors of a Poisson count, and no less
    # than a tenth of a pair.
    theirs = np.array(published()["near_repeat"]["expected"])
    error = np.maximum(4.0 * np.sqrt(np.minimum(theirs, 10.0) / 99), 0.1)
    assert (np.abs(arson.expected - theirs) < error).all()


def test_the_same_classes_stand_out(arson: NearRepeat) -> None:
    found = {tuple(cell) for cell in np.argwhere(arson.p <= 0.01).tolist()}
    assert found == {tuple(cell) for cell in published()["near_repeat"]["significant"]}


def test_no_chance_is_nothing() -> None:
    points, days = np.zeros((6, 2)), np.arange(6)
    found = near_repeat(
        points,
        days,
        distance_edges_m=[0, 1],
        day_edges=[0, 2],
        permutations=9,
        rng=RNG(1),
    )
    assert found.p[0, 0] == 1.0
    assert found.ratio[0, 0] == 1.0


def brute(points: np.ndarray, days: np.ndarray) -> np.ndarray:
    i, j = np.triu_indices(len(points), 1)
    away = np.hypot(*(points[i] - points[j]).T)
    return np.histogram2d(
        away, abs(days[i] - days[j]), bins=[[0, 50, 100, np.inf], [0, 3, 7.5, 20]]
    )[0]


def test_pairs_are_those_found_one_by_one() -> None:
    points, days = RNG(2).uniform(0, 600, (120, 2)), RNG(3).integers(0, 19, 120)
    found = near_repeat(
        points,
        days,
        distance_edges_m=[0, 50, 100, np.inf],
        day_edges=[0, 3, 7.5, 20],
        permutations=40,
        rng=RNG(4),
    )
    np.testing.assert_array_equal(found.observed, brute(points, days))
    shuffled = RNG(4)
    runs = [brute(points, shuffled.permutation(days)) for _ in range(40)]
    np.testing.assert_allclose(found.expected, np.mean(runs, axis=0))
    as_many = (np.array(runs) >= found.observed).sum(axis=0)
    np.testing.assert_allclose(found.p, (1 + as_many) / 41)


def test_blocks_pair_in_themselves_and_with_their_neighbours() -> None:
    near = neighbours_of_pairs(np.array([(0, 1), (1, 2)]), 4)
    found = block_near_repeat(
        np.array([0, 0, 1, 2, 3, 3]),
        np.array([0, 5, 1, 1, 0, 0]),
        near,
        day_edges=[0, 2, 10],
        permutations=99,
        rng=RNG(5),
    )
    # In one block: (0, 5 days apart) and (3, 0 apart); beside it: 0-1 twice, 1-2 once.
    np.testing.assert_array_equal(found.observed, [[1, 1], [2, 1]])


@pytest.mark.prove
def test_the_count_is_that_of_pointpats() -> None:
    pointpats = pytest.importorskip("pointpats", reason="needs the extra bench")
    points, days = RNG(6).uniform(0, 500, (200, 2)), RNG(7).integers(0, 60, 200)
    with pytest.warns(
        DeprecationWarning, match="Knox"
    ):  # its class needs 2 GB for the same number
        theirs = pointpats.spacetime.knox(points, days[:, None], 80, 7, permutations=0)
    found = near_repeat(
        points,
        days,
        distance_edges_m=[0, 80],
        day_edges=[0, 8],
        permutations=1,
        rng=RNG(8),
    )
    assert found.observed[0, 0] == theirs["stat"]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    near_repeat(
        np.zeros((2, 2)),
        np.arange(2),
        distance_edges_m=[0, 1],
        day_edges=[0, 1],
        permutations=50,
        rng=RNG(1),
        tell=lambda done, of: told.append((done, of)),
    )
    assert told == [(0, 50), (32, 50), (50, 50)]
