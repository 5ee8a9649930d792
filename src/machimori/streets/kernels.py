"""Shortest ways over a graph: compiled kernels.

All that call one another stand in this one file: what numba keeps on disk is renewed
when the file of a kernel changes, not when that of a kernel it calls does.

Source
------
E. W. Dijkstra, "A note on two problems in connexion with graphs", Numerische
Mathematik 1 (1959) 269–271; with a binary heap whose outdated entries are passed over.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from machimori.streets.links import Links

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@njit(cache=True, nogil=True)
def _push(keys: Floats, nodes: Ints, size: int, key: float, node: int) -> int:
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if keys[above] <= key:
            break
        keys[at], nodes[at] = keys[above], nodes[above]
        at = above
    keys[at], nodes[at] = key, node
    return size + 1


@njit(cache=True, nogil=True)
def _drop(keys: Floats, nodes: Ints, size: int) -> int:
    """Take the first entry off the heap."""
    size -= 1
    key, node = keys[size], nodes[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        keys[at], nodes[at] = keys[below], nodes[below]
        at = below
    keys[at], nodes[at] = key, node
    return size


@njit(cache=True, nogil=True)
def settle(
    links: Links,
    cost: Floats,
    seeds: Ints,
    seed_cost: Floats,
    limit: float,
    wanted: Ints,
    reached: Floats,
    via: Ints,
) -> None:
    """Fill in the cheapest ways from seeds to nodes, until all wanted are known.

    ``reached`` must be inf everywhere; ``via`` gets the segment by which each node is
    reached, or -1. ``wanted`` holds 1 for nodes that matter; without any, all do.
    Nodes dearer than ``limit`` stay inf or are not final.
    """
    keys = np.empty(len(links.heads) + len(seeds) + 1)
    nodes = np.empty(len(links.heads) + len(seeds) + 1, dtype=np.int64)
    size = 0
    missing = wanted.sum()
    stops_early = missing > 0
    for i in range(len(seeds)):
        if seed_cost[i] < reached[seeds[i]]:
            reached[seeds[i]] = seed_cost[i]
            via[seeds[i]] = -1
            size = _push(keys, nodes, size, seed_cost[i], seeds[i])
    while size > 0:
        key, node = keys[0], nodes[0]
        size = _drop(keys, nodes, size)
        if key > reached[node]:
            continue
        if key > limit:
            return
        if stops_early and wanted[node] == 1:
            missing -= 1
            if missing == 0:
                return
        for entry in range(links.first[node], links.first[node + 1]):
            head = links.heads[entry]
            way = key + cost[links.segments[entry]]
            if way < reached[head]:
                reached[head] = way
                via[head] = links.segments[entry]
                size = _push(keys, nodes, size, way, head)


@njit(cache=True, nogil=True)
def settle_each(
    links: Links,
    cost: Floats,
    seeds: Ints,
    seed_cost: Floats,
    limit: float,
    targets: Ints,
) -> Floats:
    """Cheapest ways from many pairs of seeds, (k, 2), to the target nodes, (t,)."""
    count = len(links.first) - 1
    wanted = np.zeros(count, dtype=np.int64)
    for target in targets:
        wanted[target] = 1
    found = np.empty((len(seeds), len(targets)))
    via = np.empty(count, dtype=np.int64)
    reached = np.empty(count)
    for row in range(len(seeds)):
        reached[:] = np.inf
        settle(links, cost, seeds[row], seed_cost[row], limit, wanted, reached, via)
        for column in range(len(targets)):
            way = reached[targets[column]]
            found[row, column] = way if way <= limit else np.inf
    return found
