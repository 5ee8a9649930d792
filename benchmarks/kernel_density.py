"""Kernel density over a city, beside KDEpy."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks.claims import Claim, Row
from benchmarks.timing import ONE_THREAD, best_s
from machimori.geometry import Lattice
from machimori.hotspots import kernel_density

Floats = NDArray[np.float64]

POINTS = 100_000
SIDE_M = 10_000.0
LATTICE = Lattice(0.0, 0.0, SIDE_M / 999, 1000, 1000)
BANDWIDTH_M = 200.0
AGREEMENT = 5e-4


def run() -> Iterator[Row]:
    """A quartic kernel, which the peer calls biweight and measures by its deviation."""
    points = _scene()
    truth = np.zeros((1000, 1000))
    add_up(points, LATTICE, BANDWIDTH_M, truth)
    ours = kernel_density(points, LATTICE, bandwidth_m=BANDWIDTH_M)
    error = np.abs(ours - truth).max() / truth.max()
    theirs = np.abs(_kdepy(points) - truth).max() / truth.max()
    yield Row(
        work="100,000 points on 1000 × 1000, quartic 200 m, 1 thread",
        ours_s=best_s(
            lambda: kernel_density(points, LATTICE, bandwidth_m=BANDWIDTH_M),
            repeats=10,
            clock=ONE_THREAD,
        ),
        peer=f"KDEpy {version('KDEpy')}, FFT",
        peer_s=best_s(lambda: _kdepy(points), repeats=3, clock=ONE_THREAD),
        at_least_ratio=3.0,
        accuracy=f"error {error:.3%} of the largest (goal: {AGREEMENT:.2%}); "
        f"peer: {theirs:.3%}",
        is_accurate=bool(error <= AGREEMENT),
    )


def _scene() -> Floats:
    rng = np.random.default_rng(1)
    middles = rng.uniform(1500, SIDE_M - 1500, (60, 2))
    points = middles[rng.integers(0, 60, POINTS)] + rng.normal(0, 400, (POINTS, 2))
    # The peer refuses points beside its grid.
    return np.clip(points, 1.0, SIDE_M - 1.0)


def _kdepy(points: Floats) -> Floats:
    from KDEpy import FFTKDE

    ticks = np.linspace(0.0, SIDE_M, 1000)
    grid = np.stack(np.meshgrid(ticks, ticks, indexing="ij"), -1).reshape(-1, 2)
    # Of a quartic kernel in one dimension the deviation is 1/√7 of its reach.
    kernel = FFTKDE(kernel="biweight", bw=BANDWIDTH_M / np.sqrt(7.0))
    density: Floats = kernel.fit(points).evaluate(grid)
    return density.reshape(1000, 1000).T * POINTS


@njit(error_model="numpy")
def add_up(points: Floats, lattice: Lattice, bandwidth_m: float, truth: Floats) -> None:
    """Add the kernel of every point, one by one."""
    spacing = lattice.spacing_m
    reach = int(bandwidth_m / spacing) + 2
    scale = 3.0 / np.pi / bandwidth_m**2
    for n in range(len(points)):
        column, row = int(points[n, 0] / spacing), int(points[n, 1] / spacing)
        for r in range(max(0, row - reach), min(lattice.rows, row + reach)):
            y = (r * spacing - points[n, 1]) / bandwidth_m
            for c in range(
                max(0, column - reach), min(lattice.columns, column + reach)
            ):
                x = (c * spacing - points[n, 0]) / bandwidth_m
                inside = 1.0 - x * x - y * y
                if inside > 0.0:
                    truth[r, c] += scale * inside * inside


CLAIM = Claim(
    name="kernel-density",
    title="Kernel density of points",
    scene="100,000 points in 60 clusters on 10 km × 10 km. The truth is the kernel of "
    "every point added up one by one.",
    peers=("KDEpy", "scipy"),
    run=run,
)
