"""Pairs that are close, counted by how close they are in time: compiled kernel."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Singles = NDArray[np.float32]
Numbers = NDArray[np.int32]
Ints = NDArray[np.int64]

LANES = 32
"""Permutations that are counted side by side: as many as fill a processor's lanes."""
MOST_DAYS = 2**24
"""Whole numbers up to this are themselves in single precision."""

_ONE, _NONE = np.float32(1.0), np.float32(0.0)


@njit(cache=True, nogil=True, error_model="numpy")
def count_sooner(
    starts: Ints, others: Numbers, days: Singles, edges: Singles, sooner: Ints
) -> None:
    """Count, for each class of pairs and edge, the pairs closer in time than the edge.

    The pairs of class b and incident n are `others[starts[b, n] : starts[b, n + 1]]`;
    `days` is (n, LANES), and `sooner` (classes, edges, LANES).
    """
    found = np.zeros((len(edges), LANES), np.float32)
    for b in range(starts.shape[0]):
        for n in range(starts.shape[1] - 1):
            first, end = starts[b, n], starts[b, n + 1]
            if first == end:
                continue
            found[:] = _NONE
            for m in others[first:end]:
                for e in range(len(edges)):
                    edge = edges[e]
                    for lane in range(LANES):
                        is_sooner = abs(days[n, lane] - days[m, lane]) < edge
                        found[e, lane] += _ONE if is_sooner else _NONE
            for e in range(len(edges)):
                for lane in range(LANES):
                    sooner[b, e, lane] += np.int64(found[e, lane])
