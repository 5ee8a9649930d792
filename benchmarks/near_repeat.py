"""Near repeat among a city's incidents, beside pointpats."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from benchmarks.claims import Claim, Row
from benchmarks.timing import ONE_THREAD, best_s
from machimori.hotspots import NearRepeat, near_repeat

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

INCIDENTS = 20_000
PERMUTATIONS = 999
DISTANCES_M = (0.0, 50.0, 100.0, 150.0, 200.0)
DAYS = (0.0, 7.0, 14.0, 28.0)
BINS = (len(DISTANCES_M) - 1) * (len(DAYS) - 1)
PERMUTATIONS_OF_PEER = 99
MOST_MB = 400


def run() -> Iterator[Row]:
    """Twelve classes at once, beside one after the other."""
    points, days = scene()
    found = table(points, days)
    is_right = _is_right(found, points, days)
    memory = _memory_mb()
    yield Row(
        work="20,000 incidents, 999 permutations, 12 classes, by class, 1 thread",
        ours_s=best_s(lambda: table(points, days), repeats=3, clock=ONE_THREAD) / BINS,
        peer=f"pointpats {version('pointpats')}, knox",
        peer_s=_peer_s(points, days),
        at_least_ratio=25.0,
        accuracy=f"{'same' if is_right else 'OTHER'} pairs as counted one by one; "
        f"{memory:.0f} MB with all that is loaded (goal: {MOST_MB} MB)",
        is_accurate=is_right and memory <= MOST_MB,
    )


def scene() -> tuple[Floats, Ints]:
    rng = np.random.default_rng(2)
    middles = rng.uniform(0.0, 10_000.0, (60, 2))
    clustered = middles[rng.integers(0, 60, INCIDENTS)]
    clustered += rng.normal(0.0, 150.0, clustered.shape)
    even = rng.uniform(0.0, 10_000.0, clustered.shape)
    points = np.where(rng.random((INCIDENTS, 1)) < 0.57, clustered, even)
    return points, rng.integers(0, 365, INCIDENTS)


def table(points: Floats, days: Ints) -> NearRepeat:
    return near_repeat(
        points,
        days,
        distance_edges_m=DISTANCES_M,
        day_edges=DAYS,
        permutations=PERMUTATIONS,
        rng=np.random.default_rng(3),
    )


def _is_right(found: NearRepeat, points: Floats, days: Ints) -> bool:
    pairs = cKDTree(points).query_pairs(DISTANCES_M[-1], output_type="ndarray")
    away = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T)
    apart = np.abs(days[pairs[:, 0]] - days[pairs[:, 1]]) + 0.5  # 28 is not below 28
    counted = np.histogram2d(away, apart, bins=(DISTANCES_M, DAYS))[0]
    return bool((found.observed == counted).all())


def _peer_s(points: Floats, days: Ints) -> float:
    """Of one class; its permutations cost alike, so that few tell what many take."""
    from pointpats.spacetime import knox

    when = days[:, None].astype(float)

    def work(permutations: int) -> None:
        knox(points, when, DISTANCES_M[-1], DAYS[-1], permutations=permutations)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        work(0)
        none = best_s(lambda: work(0), repeats=1, clock=ONE_THREAD, warm=False)
        few = best_s(
            lambda: work(PERMUTATIONS_OF_PEER), repeats=2, clock=ONE_THREAD, warm=False
        )
    return none + max(few - none, 0.0) * PERMUTATIONS / PERMUTATIONS_OF_PEER


def _memory_mb() -> float:
    """Most memory of a fresh process that does nothing else, on Linux."""
    # What the system says of resources would include the process that began it.
    script = (
        "from benchmarks.near_repeat import scene, table; table(*scene()); "
        "status = open('/proc/self/status').read(); "
        "print(int(status.split('VmHWM:')[1].split()[0]) / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


CLAIM = Claim(
    name="near-repeat",
    title="Near repeat (Knox)",
    scene="20,000 incidents in a year on 10 km × 10 km, 57 % of them in 60 clusters; "
    "classes up to 50, 100, 150 and 200 m, 7, 14 and 28 days. The peer counts one "
    "class at a time; its time for 999 permutations is worked out from 99. Its "
    "newer class, Knox, needs 20 s and more before the first permutation.",
    peers=("pointpats", "scipy"),
    run=run,
)
