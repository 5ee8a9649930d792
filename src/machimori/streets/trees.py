"""The cheapest ways on foot from everywhere to one place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from machimori.streets.graph import StreetGraph
from machimori.streets.kernels import settle
from machimori.streets.positions import Positions
from machimori.streets.walking import costs_to_ends

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_EVERY: Ints = np.zeros(0, dtype=np.int64)


class Departures(NamedTuple):
    """How one sets out from places towards the root of a tree.

    Parameters
    ----------
    node : (k,) array
        First node that one comes to; -1 where root and place share a segment and one
        goes straight there.
    by_end : (k,) array
        Whether that is the end of the segment, not its start.
    cost : (k,) array
        Of the whole way; inf where there is none. [m]
    """

    node: Ints
    by_end: Bools
    cost: Floats


@dataclass(frozen=True, eq=False)
class WalkingTree:
    """The cheapest ways from everywhere to one place.

    Parameters
    ----------
    graph : StreetGraph
    root : Positions
        The one place.
    cost : (m,) array
        What it costs to walk along each segment. [m]
    reached : (n,) array
        Cost from each node; inf where there is no way. [m]
    via : (n,) array
        Segment by which each node is left towards the root; -1 at nodes from which one
        goes along the root's own segment.
    """

    graph: StreetGraph
    root: Positions
    cost: Floats
    reached: Floats
    via: Ints

    @cached_property
    def nexts(self) -> Ints:
        """Node that follows each on the way, as (n,) array; -1 where `via` is."""
        graph = self.graph
        starts, ends = graph.starts[self.via], graph.ends[self.via]
        other = np.where(starts == np.arange(len(graph.nodes)), ends, starts)
        return np.where(self.via >= 0, other, -1)

    @cached_property
    def way_m(self) -> Floats:
        """Length of the way from each node, as (n,) array of [m]; inf where none is."""
        graph, root = self.graph, int(self.root.segment[0])
        along_m = float(self.root.along_m[0])
        way = np.where(self.via >= 0, graph.length_m[self.via], np.inf)
        for node in {int(graph.starts[root]), int(graph.ends[root])}:
            if self.via[node] < 0:
                by_end = self.enters_by_end(node)
                way[node] = graph.length_m[root] - along_m if by_end else along_m
        way[~np.isfinite(self.reached)] = np.inf
        following = self.nexts.copy()
        # Each round doubles how far ahead everybody has already counted.
        while (moving := np.flatnonzero(following >= 0)).size:
            ahead = following[moving]
            way[moving] += way[ahead]
            following[moving] = following[ahead]
        return way

    def departures(self, origins: Positions) -> Departures:
        """Tell how one sets out from each of k places."""
        graph, segment = self.graph, origins.segment
        to_start, to_end = costs_to_ends(graph, origins, self.cost)
        by_start = to_start + self.reached[graph.starts[segment]]
        by_end = to_end + self.reached[graph.ends[segment]]
        is_end = by_end < by_start
        around = np.where(is_end, by_end, by_start)
        root_start, _ = costs_to_ends(graph, self.root, self.cost)
        same = origins.found & (segment == self.root.segment)
        straight = np.full(len(origins), np.inf)
        straight[same] = np.abs(to_start[same] - root_start)
        node = np.where(is_end, graph.ends[segment], graph.starts[segment])
        node = np.where(straight <= around, -1, node)
        return Departures(node, is_end, np.minimum(straight, around))

    def enters_by_end(self, node: int) -> bool:
        """Whether one comes from a node to the end of the root's segment."""
        root = int(self.root.segment[0])
        starts, ends = self.graph.starts[root] == node, self.graph.ends[root] == node
        to_start, to_end = costs_to_ends(self.graph, self.root, self.cost)
        return bool(ends and not (starts and to_start[0] <= to_end[0]))

    def walked(self, origins: Positions, weights: Floats) -> Floats:
        """Spread walkers over the segments of their ways to the root.

        Parameters
        ----------
        origins : Positions
            k of them; those without a way are passed over.
        weights : (k,) array
            How many set out from each.

        Returns
        -------
        (m,) array
            Walkers along each segment; of one that is walked in part, that share.
        """
        graph, flow = self.graph, np.zeros(len(self.graph))
        node, by_end, cost = self.departures(origins)
        goes = np.isfinite(cost)
        origins, weights, node = origins[goes], weights[goes], node[goes]
        share = origins.along_m / graph.length_m[origins.segment]
        root_share = self.root.along_m / graph.length_m[self.root.segment]
        walked = np.where(by_end[goes], 1.0 - share, share)
        walked = np.where(node < 0, np.abs(share - root_share), walked)
        np.add.at(flow, origins.segment, weights * walked)
        at_node = np.zeros(len(graph.nodes))
        np.add.at(at_node, node[node >= 0], weights[node >= 0])
        self._pass_on(at_node, flow)
        return flow

    def _pass_on(self, at_node: Floats, flow: Floats) -> None:
        """Hand walkers from node to node, the farthest first."""
        finite = np.flatnonzero(np.isfinite(self.reached))
        root = int(self.root.segment[0])
        share = float(self.root.along_m[0] / self.graph.length_m[root])
        for node in finite[np.argsort(-self.reached[finite], kind="stable")].tolist():
            if at_node[node] == 0.0:
                continue
            following = int(self.nexts[node])
            if following >= 0:
                flow[self.via[node]] += at_node[node]
                at_node[following] += at_node[node]
            else:
                left = 1.0 - share if self.enters_by_end(node) else share
                flow[root] += at_node[node] * left


def tree_from(
    graph: StreetGraph, root: Positions, *, cost: Floats | None = None
) -> WalkingTree:
    """Find the cheapest ways on foot from everywhere to one place.

    Parameters
    ----------
    graph : StreetGraph
    root : Positions
        One position, on a street.
    cost : (m,) array, optional
        What each segment costs to walk along, above 0; else its length. [m]

    Returns
    -------
    WalkingTree
    """
    cost = graph.length_m if cost is None else cost
    to_start, to_end = costs_to_ends(graph, root, cost)
    seeds = np.concatenate([graph.starts[root.segment], graph.ends[root.segment]])
    reached = np.full(len(graph.nodes), np.inf)
    via = np.full(len(graph.nodes), -1, dtype=np.int64)
    seed_cost = np.concatenate([to_start, to_end])
    links = graph.walking
    settle(links, cost, seeds, seed_cost, np.inf, _EVERY, reached, via)
    return WalkingTree(graph, root, cost, reached, via)
