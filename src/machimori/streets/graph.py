"""The graph: nodes, segments between them, and who may go where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from machimori.geometry import PlaneFrame
from machimori.streets.links import Links
from machimori.streets.street import Street, StreetFacts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class StreetGraph:
    """Streets cut at their junctions.

    Parameters
    ----------
    nodes : (n, 2) array
        Junctions and ends of streets. [m]
    starts, ends : (m,) arrays
        Nodes at the two ends of each segment.
    vertices : (v, 2) array
        The lines of all segments, one after the other. [m]
    offsets : (m + 1,) array
        Segment s is drawn by ``vertices[offsets[s]:offsets[s + 1]]``.
    of_street : (m,) array
        Number of the street that each segment is a part of.
    streets : tuple of Street
        As they were drawn.
    frame : PlaneFrame
        From plane metres back to longitude and latitude.
    """

    nodes: Floats
    starts: Ints
    ends: Ints
    vertices: Floats
    offsets: Ints
    of_street: Ints
    streets: tuple[Street, ...]
    frame: PlaneFrame

    def __len__(self) -> int:
        """Count the segments."""
        return len(self.starts)

    @cached_property
    def reached_m(self) -> Floats:
        """Way along its segment to each of `vertices`, as (v,) array of [m]."""
        steps = np.hypot(*np.diff(self.vertices, axis=0, prepend=np.nan).T)
        steps[self.offsets[:-1]] = 0.0
        ways = np.cumsum(steps)
        counts = np.diff(self.offsets)
        way: Floats = ways - np.repeat(ways[self.offsets[:-1]], counts)
        return way

    @cached_property
    def length_m(self) -> Floats:
        """Length of each segment, as (m,) array of [m]."""
        return self.reached_m[self.offsets[1:] - 1]

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """The segments as shapely lines, (m,)."""
        rows = np.repeat(np.arange(len(self)), np.diff(self.offsets))
        lines: NDArray[np.object_] = shapely.linestrings(self.vertices, indices=rows)
        return lines

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Id of each segment: of its street, and its place in it where it has many."""
        counts = np.bincount(self.of_street, minlength=len(self.streets))
        seen: dict[int, int] = {}
        ids = []
        for street in self.of_street.tolist():
            seen[street] = seen.get(street, 0) + 1
            own = self.streets[street].id
            ids.append(own if counts[street] == 1 else f"{own}#{seen[street]}")
        return tuple(ids)

    def facts(self, segment: int) -> StreetFacts:
        """Return what is known of one segment."""
        return self.streets[int(self.of_street[segment])].facts

    def known(self, fact: str) -> Floats:
        """Return a fact of every segment as numbers: yes 1, no 0, unknown NaN."""
        said = (getattr(street.facts, fact) for street in self.streets)
        column = np.array([np.nan if v is None else float(v) for v in said])
        values: Floats = column[self.of_street] if len(column) else np.empty(0)
        return values

    @cached_property
    def walking(self) -> Links:
        """Where one can walk from each node."""
        usable = self.known("is_walkable") == 1.0
        return _links(self, usable, usable)

    @cached_property
    def driving(self) -> Links:
        """Where one can drive from each node, as one-way streets allow."""
        usable = self.known("is_drivable") == 1.0
        one_way = self.known("one_way")
        return _links(self, usable & (one_way >= 0), usable & (one_way <= 0))

    @cached_property
    def part(self) -> Ints:
        """Number of the connected part that each segment is in, as (m,) array.

        Part 0 is the longest; what nobody can walk is by itself.
        """
        return parts_of(self, self.walking)


def parts_of(graph: StreetGraph, links: Links) -> Ints:
    """Number the connected parts of a graph, the longest first.

    Parameters
    ----------
    graph : StreetGraph
    links : Links
        `graph.walking` or `graph.driving`; one-way streets connect as well.

    Returns
    -------
    (m,) array
        Of each segment; -1 where no link uses it.
    """
    used = np.zeros(len(graph), dtype=bool)
    used[links.segments] = True
    n = len(graph.nodes)
    ends = (graph.starts[used], graph.ends[used])
    matrix = coo_array((np.ones(int(used.sum())), ends), shape=(n, n))
    labels = connected_components(matrix, directed=False)[1]
    parts = np.full(len(graph), -1, dtype=np.int64)
    if not used.any():
        return parts
    of_segment = labels[graph.starts[used]]
    total = np.bincount(of_segment, weights=graph.length_m[used], minlength=n)
    place = np.empty(n, dtype=np.int64)
    place[np.argsort(-total, kind="stable")] = np.arange(n)
    parts[used] = place[of_segment]
    return parts


def _links(graph: StreetGraph, forward: Bools, backward: Bools) -> Links:
    segments = np.concatenate([np.flatnonzero(forward), np.flatnonzero(backward)])
    tails = np.concatenate([graph.starts[forward], graph.ends[backward]])
    heads = np.concatenate([graph.ends[forward], graph.starts[backward]])
    order = np.lexsort((segments, tails))
    first = np.zeros(len(graph.nodes) + 1, dtype=np.int64)
    np.cumsum(np.bincount(tails, minlength=len(graph.nodes)), out=first[1:])
    return Links(first, heads[order], segments[order])
