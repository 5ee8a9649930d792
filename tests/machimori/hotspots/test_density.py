"""Kernel density comes out as when every point is added up."""

from __future__ import annotations

import numpy as np
import pytest

from machimori.geometry import Lattice
from machimori.hotspots import kernel_density

LATTICE = Lattice(0.0, 0.0, 10.0, 121, 101)
RNG = np.random.default_rng


def added_up(
    points: np.ndarray, bandwidth_m: float, kernel: str, weights: np.ndarray
) -> np.ndarray:
    """Add the kernel of every point at every point of the lattice."""
    at = LATTICE.points(np.arange(LATTICE.rows * LATTICE.columns))
    square = ((at[:, None, :] - points[None, :, :]) ** 2).sum(axis=2) / bandwidth_m**2
    if kernel == "gaussian":
        one = np.exp(-square / 2) / (2 * np.pi * bandwidth_m**2)
    else:
        one = np.maximum(1 - square, 0) ** 2 * 3 / (np.pi * bandwidth_m**2)
    return (one @ weights).reshape(LATTICE.rows, LATTICE.columns)


@pytest.mark.parametrize("kernel", ["quartic", "gaussian"])
def test_the_sum_over_points_is_met(kernel: str) -> None:
    points = RNG(1).normal((600, 500), 150, (300, 2))
    weights = RNG(2).uniform(0.5, 2.0, 300)
    truth = added_up(points, 200.0, kernel, weights)
    found = kernel_density(
        points, LATTICE, bandwidth_m=200.0, kernel=kernel, weights=weights
    )
    assert np.abs(found - truth).max() < 5e-4 * truth.max()


def test_points_beside_the_lattice_count_as_far_as_the_kernel_reaches() -> None:
    points = np.array([(-60.0, 500.0), (600.0, 1055.0), (-5000.0, 0.0)])
    truth = added_up(points, 200.0, "quartic", np.ones(3))
    found = kernel_density(points, LATTICE, bandwidth_m=200.0)
    assert np.abs(found - truth).max() < 5e-3 * truth.max()


def test_no_points_are_no_density() -> None:
    found = kernel_density(np.empty((0, 2)), LATTICE, bandwidth_m=100.0)
    assert found.shape == (101, 121)
    assert not found.any()


def test_what_the_edge_takes_is_given_back() -> None:
    inside = np.zeros((101, 121), dtype=bool)
    inside[20:80, 20:100] = True
    even = LATTICE.points(np.flatnonzero(inside))
    found = kernel_density(even, LATTICE, bandwidth_m=100.0, inside=inside)
    np.testing.assert_allclose(found[inside], 0.01, rtol=0.01)
    assert np.isnan(found[~inside]).all()


def test_it_agrees_with_kdepy() -> None:
    kdepy = pytest.importorskip("KDEpy", reason="needs KDEpy (extra: bench)")
    points = RNG(3).normal((600, 500), 100, (200, 2))
    at = LATTICE.points(np.arange(LATTICE.rows * LATTICE.columns))
    theirs = kdepy.NaiveKDE(kernel="gaussian", bw=60.0).fit(points).evaluate(at)
    found = kernel_density(points, LATTICE, bandwidth_m=60.0, kernel="gaussian") / 200
    assert np.abs(found.ravel() - theirs).max() < 5e-4 * theirs.max()
