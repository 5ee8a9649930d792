"""Places on the streets: a segment, and how far along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.streets.graph import StreetGraph

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Positions:
    """Places on the streets of a graph.

    Parameters
    ----------
    segment : (k,) array
        -1 where no street is near.
    along_m : (k,) array
        Way from the start of the segment. [m]
    away_m : (k,) array
        From the point that was asked for to the street. [m]; inf where none is near
    """

    segment: Ints
    along_m: Floats
    away_m: Floats

    def __len__(self) -> int:
        """Count them."""
        return len(self.segment)

    @property
    def found(self) -> Bools:
        """Which of them are on a street at all."""
        return self.segment >= 0

    def __getitem__(self, which: Ints | Bools | slice) -> Positions:
        """Return some of them."""
        return Positions(self.segment[which], self.along_m[which], self.away_m[which])

    def points(self, graph: StreetGraph) -> Floats:
        """Return where they are, as (k, 2) array of [m]; NaN where not found."""
        xy = np.full((len(self), 2), np.nan)
        lines = graph.lines[self.segment[self.found]]
        spots = shapely.line_interpolate_point(lines, self.along_m[self.found])
        xy[self.found] = shapely.get_coordinates(spots)
        return xy


def nearest_positions(
    graph: StreetGraph,
    points: Floats,
    *,
    within_m: float = np.inf,
    among: Bools | None = None,
) -> Positions:
    """Find the nearest place on a street for each point.

    Parameters
    ----------
    graph : StreetGraph
    points : (k, 2) array
        [m]
    within_m : float
        Streets farther away do not count. [m]
    among : (m,) bool array, optional
        Segments that may be found; else those that one can walk along.

    Returns
    -------
    Positions
        Of streets equally near, that of the lowest number.
    """
    among = graph.known("is_walkable") == 1.0 if among is None else among
    kept = np.flatnonzero(among)
    k = len(points)
    segment = np.full(k, -1, dtype=np.int64)
    along_m, away_m = np.full(k, np.nan), np.full(k, np.inf)
    if not k or not len(kept):
        return Positions(segment, along_m, away_m)
    spots = shapely.points(points)
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    tree = shapely.STRtree(graph.lines[kept])
    limit = None if np.isinf(within_m) else within_m
    rows, hits = tree.query_nearest(spots[known], max_distance=limit)
    rows, firsts = np.unique(rows, return_index=True)
    rows, nearest = known[rows], kept[_lowest(hits, firsts)]
    lines = graph.lines[nearest]
    segment[rows] = nearest
    along_m[rows] = shapely.line_locate_point(lines, spots[rows])
    away_m[rows] = shapely.distance(lines, spots[rows])
    return Positions(segment, along_m, away_m)


def _lowest(hits: Ints, firsts: Ints) -> Ints:
    lowest: Ints = np.minimum.reduceat(hits, firsts) if len(firsts) else hits
    return lowest


def positions_at(graph: StreetGraph, nodes: Ints) -> Positions:
    """Return nodes as positions.

    Parameters
    ----------
    graph : StreetGraph
    nodes : (k,) array

    Returns
    -------
    Positions
        On the lowest segment that begins or ends there.
    """
    segment = np.full(len(graph.nodes), -1, dtype=np.int64)
    along_m = np.zeros(len(graph.nodes))
    for ends, way in ((graph.ends, graph.length_m), (graph.starts, None)):
        segment[ends[::-1]] = np.arange(len(graph))[::-1]
        along_m[ends[::-1]] = 0.0 if way is None else way[::-1]
    return Positions(segment[nodes], along_m[nodes], np.zeros(len(nodes)))
