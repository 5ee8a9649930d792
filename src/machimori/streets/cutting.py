"""Segments cut into even pieces, so that sums along streets have a grain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.streets.graph import StreetGraph

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cut:
    """Pieces of segments, those of one segment side by side.

    Parameters
    ----------
    segment : (p,) array
    from_m, to_m : (p,) arrays
        Along the segment. [m]
    first : (m + 1,) array
        The pieces of segment s are ``first[s]`` to ``first[s + 1]``.
    """

    segment: Ints
    from_m: Floats
    to_m: Floats
    first: Ints

    @property
    def middle_m(self) -> Floats:
        """Middle of each piece along its segment, as (p,) array of [m]."""
        return (self.from_m + self.to_m) / 2

    def middles(self, graph: StreetGraph) -> Floats:
        """Return where the middles are, as (p, 2) array of [m]."""
        lines = graph.lines[self.segment]
        spots = shapely.line_interpolate_point(lines, self.middle_m)
        xy: Floats = shapely.get_coordinates(spots)
        return xy


def cut_evenly(graph: StreetGraph, piece_m: float) -> Cut:
    """Cut each segment into pieces of one length.

    Parameters
    ----------
    graph : StreetGraph
    piece_m : float
        Longest length of a piece, above 0. [m]

    Returns
    -------
    Cut
        Each segment has as few pieces as it can, all equally long.
    """
    counts = np.maximum(np.ceil(graph.length_m / piece_m - 1e-9), 1).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(counts)])
    segment = np.repeat(np.arange(len(graph)), counts)
    number = np.arange(first[-1]) - first[segment]
    step_m = (graph.length_m / counts)[segment]
    return Cut(segment, number * step_m, (number + 1) * step_m, first)
