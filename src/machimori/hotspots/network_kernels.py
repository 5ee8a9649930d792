"""Density along streets: compiled kernels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Ways(NamedTuple):
    """Streets as kernels need them.

    Parameters
    ----------
    first, heads, segments : arrays of int
        From node n lead the links `first[n]` to `first[n + 1]`: to which node, and
        along which segment.
    is_forward : array of bool
        Whether a link leaves from the start of its segment.
    starts, ends : (m,) arrays of int
        Nodes of each segment.
    length_m : (m,) array
    piece_first : (m + 1,) array of int
        The pieces of segment s are `piece_first[s]` to `piece_first[s + 1]`.
    middle_m : (p,) array
        Of each piece, along its segment. [m]
    """

    first: Ints
    heads: Ints
    segments: Ints
    is_forward: Bools
    starts: Ints
    ends: Ints
    length_m: Floats
    piece_first: Ints
    middle_m: Floats


@njit(cache=True, nogil=True, error_model="numpy")
def quartic(away_m: float, bandwidth_m: float) -> float:
    """Weight of what is so far away; over a straight line it adds up to one [1/m]."""
    inside = 1.0 - (away_m / bandwidth_m) ** 2
    return 0.9375 / bandwidth_m * inside * inside if inside > 0.0 else 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def add_simple(
    ways: Ways,
    segment: Ints,
    along_m: Floats,
    weights: Floats,
    bandwidth_m: float,
    density: Floats,
) -> None:
    """Weigh every piece by its shortest way to each event."""
    nodes = len(ways.first) - 1
    reached = np.full(nodes, np.inf)
    is_queued = np.zeros(nodes, np.bool_)
    queue = np.empty(nodes + 1, np.int64)
    touched = np.empty(nodes, np.int64)
    done = np.full(len(ways.length_m), -1, np.int64)
    for event in range(len(segment)):
        own, along = segment[event], along_m[event]
        count = reach(ways, own, along, bandwidth_m, reached, is_queued, queue, touched)
        done[own] = event
        add_pieces(ways, own, along, weights[event], bandwidth_m, reached, density)
        for n in range(count):
            node = touched[n]
            for link in range(ways.first[node], ways.first[node + 1]):
                other = ways.segments[link]
                if done[other] != event:
                    done[other] = event
                    add_pieces(
                        ways, other, -1.0, weights[event], bandwidth_m, reached, density
                    )
        for n in range(count):
            reached[touched[n]] = np.inf


@njit(cache=True, nogil=True, error_model="numpy")
def reach(
    ways: Ways,
    own: int,
    along: float,
    limit_m: float,
    reached: Floats,
    is_queued: Bools,
    queue: Ints,
    touched: Ints,
) -> int:
    """Walk from a place on a segment to all nodes within a limit; count these.

    Nodes wait in a ring; one that is reached by a shorter way waits once more. Over the
    few hundred metres of a bandwidth that is sooner done than keeping them in order.
    """
    count, head, tail = 0, 0, 0
    for end in range(2):
        node = ways.starts[own] if end == 0 else ways.ends[own]
        way = along if end == 0 else ways.length_m[own] - along
        if way < limit_m and way < reached[node]:
            if reached[node] == np.inf:
                touched[count] = node
                count += 1
            reached[node] = way
            if not is_queued[node]:
                is_queued[node] = True
                queue[tail] = node
                tail += 1
    while head != tail:
        node = queue[head]
        head = head + 1 if head + 1 < len(queue) else 0
        is_queued[node] = False
        for link in range(ways.first[node], ways.first[node + 1]):
            way = reached[node] + ways.length_m[ways.segments[link]]
            other = ways.heads[link]
            if way >= limit_m or way >= reached[other]:
                continue
            if reached[other] == np.inf:
                touched[count] = other
                count += 1
            reached[other] = way
            if not is_queued[other]:
                is_queued[other] = True
                queue[tail] = other
                tail = tail + 1 if tail + 1 < len(queue) else 0
    return count


@njit(cache=True, nogil=True, error_model="numpy")
def add_pieces(
    ways: Ways,
    segment: int,
    along: float,
    weight: float,
    bandwidth_m: float,
    reached: Floats,
    density: Floats,
) -> None:
    """Weigh the pieces of one segment; `along` is the event's place on it, or -1."""
    from_start, from_end = reached[ways.starts[segment]], reached[ways.ends[segment]]
    for piece in range(ways.piece_first[segment], ways.piece_first[segment + 1]):
        middle = ways.middle_m[piece]
        way = min(from_start + middle, from_end + ways.length_m[segment] - middle)
        if along >= 0.0:
            way = min(way, abs(middle - along))
        if way < bandwidth_m:
            density[piece] += weight * quartic(way, bandwidth_m)


@njit(cache=True, nogil=True, error_model="numpy")
def add_split(
    ways: Ways,
    segment: Ints,
    along_m: Floats,
    weights: Floats,
    bandwidth_m: float,
    settings: tuple[bool, float],
    density: Floats,
) -> None:
    """Let each event flow along all ways and split where they part.

    `settings`: whether the density is to be continuous at junctions, and the smallest
    share that is followed.
    """
    stack_link = np.empty(1024, np.int64)
    stack_way, stack_share = np.empty(1024), np.empty(1024)
    for event in range(len(segment)):
        own, along, weight = segment[event], along_m[event], weights[event]
        for piece in range(ways.piece_first[own], ways.piece_first[own + 1]):
            away = abs(ways.middle_m[piece] - along)
            density[piece] += weight * quartic(away, bandwidth_m)
        size = 0
        for end in range(2):
            node = ways.ends[own] if end == 0 else ways.starts[own]
            way = ways.length_m[own] - along if end == 0 else along
            size, stack_link, stack_way, stack_share = part(
                ways,
                node,
                (own, end == 0),
                (way, weight),
                bandwidth_m,
                settings,
                size,
                (stack_link, stack_way, stack_share),
            )
        while size > 0:
            size -= 1
            link, way, share = stack_link[size], stack_way[size], stack_share[size]
            run = ways.segments[link]
            length, is_forward = ways.length_m[run], ways.is_forward[link]
            for piece in range(ways.piece_first[run], ways.piece_first[run + 1]):
                middle = ways.middle_m[piece]
                away = way + (middle if is_forward else length - middle)
                density[piece] += share * quartic(away, bandwidth_m)
            size, stack_link, stack_way, stack_share = part(
                ways,
                ways.heads[link],
                (run, is_forward),
                (way + length, share),
                bandwidth_m,
                settings,
                size,
                (stack_link, stack_way, stack_share),
            )


@njit(cache=True, nogil=True, error_model="numpy")
def part(
    ways: Ways,
    node: int,
    came: tuple[int, bool],
    flow: tuple[float, float],
    bandwidth_m: float,
    settings: tuple[bool, float],
    size: int,
    stack: tuple[Ints, Floats, Floats],
) -> tuple[int, Ints, Floats, Floats]:
    """Split what arrives at a node among the ways that lead from it.

    `came` is the segment it came along and whether forward; `flow` how far it has come
    and which share of an event it is.
    """
    links, distances, shares = stack
    way, share = flow
    is_continuous, least = settings
    degree = ways.first[node + 1] - ways.first[node]
    if way >= bandwidth_m or degree == 0:
        return size, links, distances, shares
    for link in range(ways.first[node], ways.first[node + 1]):
        turns_back = ways.segments[link] == came[0] and ways.is_forward[link] != came[1]
        if is_continuous:
            portion = share * (2.0 / degree - (1.0 if turns_back else 0.0))
        else:
            portion = 0.0 if turns_back else share / (degree - 1.0)
        if abs(portion) < least:
            continue
        if size == len(links):
            links = np.concatenate((links, np.empty(size, np.int64)))
            distances = np.concatenate((distances, np.empty(size)))
            shares = np.concatenate((shares, np.empty(size)))
        links[size], distances[size], shares[size] = link, way, portion
        size += 1
    return size, links, distances, shares
