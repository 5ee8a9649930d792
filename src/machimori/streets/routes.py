"""One way through the streets, from a place to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.ops import substring

from machimori.streets.graph import StreetGraph
from machimori.streets.positions import Positions
from machimori.streets.trees import WalkingTree, tree_from

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Route:
    """A way along segments, in the order they are walked.

    Parameters
    ----------
    segments : (k,) array
    from_m, to_m : (k,) arrays
        Where along each segment one enters and leaves it, from its start; to below
        from where one walks against the direction in which it is drawn. [m]
    """

    segments: Ints
    from_m: Floats
    to_m: Floats

    @property
    def walked_m(self) -> Floats:
        """How far one walks along each segment, as (k,) array of [m]."""
        return np.abs(self.to_m - self.from_m)

    @property
    def length_m(self) -> float:
        """Length of the whole way in [m]."""
        return float(self.walked_m.sum())

    def line(self, graph: StreetGraph) -> shapely.LineString:
        """Return the way as a line in plane metres."""
        pieces = [
            shapely.get_coordinates(substring(graph.lines[s], one, other))
            for s, one, other in zip(
                self.segments.tolist(), self.from_m, self.to_m, strict=True
            )
        ]
        xy = np.vstack(pieces)
        moved = np.concatenate([[True], np.hypot(*np.diff(xy, axis=0).T) > 0.0])
        xy = xy[moved]
        return shapely.LineString(xy if len(xy) > 1 else np.vstack([xy, xy]))


def route_between(
    graph: StreetGraph,
    origin: Positions,
    destination: Positions,
    *,
    cost: Floats | None = None,
) -> Route | None:
    """Find the cheapest way on foot between two places.

    Parameters
    ----------
    graph : StreetGraph
    origin, destination : Positions
        One each, on a street.
    cost : (m,) array, optional
        What each segment costs to walk along, above 0; else its length. [m]

    Returns
    -------
    Route or None
        None where there is no way.
    """
    return route_of(tree_from(graph, destination, cost=cost), origin)


def route_of(tree: WalkingTree, origin: Positions) -> Route | None:
    """Read the cheapest way from one place to the root off a tree.

    Parameters
    ----------
    tree : WalkingTree
    origin : Positions
        One position.

    Returns
    -------
    Route or None
        None where there is no way.
    """
    node, by_end, cost = (column[0] for column in tree.departures(origin))
    if not np.isfinite(cost):
        return None
    graph = tree.graph
    segment, along_m = int(origin.segment[0]), float(origin.along_m[0])
    root, root_m = int(tree.root.segment[0]), float(tree.root.along_m[0])
    if node < 0:
        return _route([(segment, along_m, root_m)])
    steps = [(segment, along_m, float(graph.length_m[segment]) if by_end else 0.0)]
    while tree.via[node] >= 0:
        steps.append(_through(graph, int(tree.via[node]), node))
        node = tree.nexts[node]
    entry = float(graph.length_m[root]) if tree.enters_by_end(node) else 0.0
    return _route([*steps, (root, entry, root_m)])


def _through(graph: StreetGraph, segment: int, node: int) -> tuple[int, float, float]:
    length_m = float(graph.length_m[segment])
    if graph.starts[segment] == node:
        return segment, 0.0, length_m
    return segment, length_m, 0.0


def _route(steps: Sequence[tuple[int, float, float]]) -> Route:
    walked = [step for step in steps if step[1] != step[2]] or steps[:1]
    segments, from_m, to_m = zip(*walked, strict=True)
    return Route(np.array(segments), np.array(from_m), np.array(to_m))
