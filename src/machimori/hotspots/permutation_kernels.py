"""The distribution of a sum over blocks that change places: compiled kernel."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Kinds = tuple[Ints, Ints, Ints]
"""Values that occur, how often each does, and where the blocks that have it begin."""
Blocks = tuple[Ints, Ints, Ints]
"""Blocks by their own value, and of each the number and the sum of its neighbours."""


@njit(cache=True, nogil=True, error_model="numpy")
def exact_tails(
    kinds: Kinds, blocks: Blocks, size: tuple[int, int], high: Floats, low: Floats
) -> None:
    """Weigh all permutations in which a block keeps its own value.

    `size` is the most neighbours that a block has, and one more than the largest sum.
    """
    values, _, first = kinds
    order, reach, sums = blocks
    shares, total = merge(kinds, size)
    others = np.empty_like(shares)
    for kind in range(len(values)):
        leave_out(shares, values[kind], total, others)
        for k in range(1, size[0] + 1):
            for s in range(1, size[1]):
                others[k, s] += others[k, s - 1]
        for n in order[first[kind] : first[kind + 1]]:
            k, s = reach[n], sums[n]
            if k == 0:
                continue
            low[n] = min(others[k, s], 1.0)
            below = others[k, s - 1] if s > 0 else 0.0
            high[n] = max(min(1.0 - below, 1.0), 0.0)


@njit(cache=True, nogil=True, error_model="numpy")
def merge(kinds: Kinds, size: tuple[int, int]) -> tuple[Floats, int]:
    """Distribute the sum of k blocks out of all, for every k up to the most.

    Blocks of one value join those of all values before: of k drawn out of both, the
    number that comes from either is distributed as when balls are drawn from an urn.
    """
    values, many, _ = kinds
    most, width = size
    shares, before = np.zeros((most + 1, width)), np.zeros((most + 1, width))
    shares[0, 0] = 1.0
    urn = np.zeros(most + 1)
    total = 0
    for kind in range(len(values)):
        before[:] = shares
        v, m = values[kind], many[kind]
        top = min(width - 1, v * most)  # values ascend
        for k in range(1, most + 1):
            if k > total + m:
                break
            fill_urn(urn, k, total, m)
            shares[k, : top + 1] = 0.0
            for c in range(max(0, k - total), min(k, m) + 1):
                shift = c * v
                for s in range(shift, top + 1):
                    shares[k, s] += urn[c] * before[k - c, s - shift]
        total += m
    return shares, total


@njit(cache=True, nogil=True, error_model="numpy")
def fill_urn(urn: Floats, k: int, total: int, added: int) -> None:
    """Chance that c of k drawn are among those added, for every c."""
    first, last = max(0, k - total), min(k, added)
    urn[first] = 1.0
    weight = 1.0
    for c in range(first, last):
        ratio = (added - c) * (k - c) / ((c + 1.0) * (total - k + c + 1.0))
        urn[c + 1] = urn[c] * ratio
        weight += urn[c + 1]
    for c in range(first, last + 1):
        urn[c] /= weight


@njit(cache=True, nogil=True, error_model="numpy")
def leave_out(shares: Floats, value: int, total: int, others: Floats) -> None:
    """Take one block of a value out of the distribution of sums of all."""
    most, width = shares.shape[0] - 1, shares.shape[1]
    others[0] = shares[0]
    for k in range(1, most + 1):
        with_it = k / (total - k)
        without = total / (total - k)
        for s in range(width):
            rest = others[k - 1, s - value] if s >= value else 0.0
            others[k, s] = without * shares[k, s] - with_it * rest
