"""Points shared out among the points of a lattice: compiled kernel."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@njit(cache=True, nogil=True, error_model="numpy")
def share_out(
    points: Floats,
    weights: Floats,
    placed: tuple[float, float, float],
    size: tuple[int, int],
    binned: Floats,
) -> None:
    """Add each point to the four around it, by how near it is to each.

    `placed` is the first lattice point and the spacing [m]; what falls beside the first
    `size` rows and columns is left out.
    """
    west, south, spacing = placed
    rows, columns = size
    for n in range(len(points)):
        x, y = (points[n, 0] - west) / spacing, (points[n, 1] - south) / spacing
        if not (0.0 <= x < columns - 1.0 and 0.0 <= y < rows - 1.0):
            continue
        column, row = int(x), int(y)
        east, north, weight = x - column, y - row, weights[n]
        binned[row, column] += weight * (1.0 - north) * (1.0 - east)
        binned[row, column + 1] += weight * (1.0 - north) * east
        binned[row + 1, column] += weight * north * (1.0 - east)
        binned[row + 1, column + 1] += weight * north * east
