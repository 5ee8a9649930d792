"""Kernel density along streets, where people walk and things happen."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from machimori.hotspots.network_kernels import Ways, add_simple, add_split
from machimori.streets import Cut, Positions, StreetGraph

Floats = NDArray[np.float64]

Estimator = Literal["simple", "equal-split", "equal-split-continuous"]

LEAST_SHARE = 1e-3
"""Smaller shares of an event are not followed further."""


def network_density(
    graph: StreetGraph,
    cut: Cut,
    positions: Positions,
    *,
    bandwidth_m: float,
    estimator: Estimator = "equal-split-continuous",
    weights: Floats | None = None,
) -> Floats:
    """Smooth events along the streets on which one can walk.

    Parameters
    ----------
    graph : StreetGraph
    cut : Cut
        Into the pieces that get a density.
    positions : Positions
        Of the events; those that are on no street are left out.
    bandwidth_m : float
        How far a quartic kernel reaches along the streets. [m]
    estimator : str
        ``simple``: every piece by its shortest way to each event. Easy to read, but
        where many streets meet an event counts more than once. ``equal-split``: what
        arrives at a junction parts equally among the other streets; an event counts
        once, except for what runs into a dead end. ``equal-split-continuous``: as
        that, with a part turned back so that the density does not jump at junctions
        and nothing is lost.
    weights : (k,) array, optional
        Of the events; one each where left out.

    Returns
    -------
    (p,) array
        Events a metre of street, at the middle of each piece. [1/m]

    Source: A. Okabe, T. Satoh, K. Sugihara, "A kernel density estimation method for
    networks", International Journal of Geographical Information Science 23 (2009), pp.
    7-32; A. Okabe, K. Sugihara, "Spatial analysis along networks" (2012), chapter 9.
    """
    found = positions.found
    mass = np.ones(len(positions)) if weights is None else weights.astype(np.float64)
    segment, along_m = positions.segment[found], positions.along_m[found]
    density = np.zeros(len(cut.segment))
    ways = ways_of(graph, cut)
    if estimator == "simple":
        add_simple(ways, segment, along_m, mass[found], bandwidth_m, density)
    else:
        settings = (estimator == "equal-split-continuous", LEAST_SHARE)
        add_split(ways, segment, along_m, mass[found], bandwidth_m, settings, density)
    return density


def ways_of(graph: StreetGraph, cut: Cut) -> Ways:
    """Lay streets out for the kernels."""
    links = graph.walking
    tails = np.repeat(np.arange(len(graph.nodes)), np.diff(links.first))
    is_forward = graph.starts[links.segments] == tails
    # A loop leaves its only node by both of its ends: once forward, once backward.
    again = (np.diff(tails) == 0) & (np.diff(links.segments) == 0)
    is_forward[1:][again] = False
    return Ways(
        links.first,
        links.heads,
        links.segments,
        is_forward,
        graph.starts,
        graph.ends,
        np.ascontiguousarray(graph.length_m),
        cut.first,
        np.ascontiguousarray(cut.middle_m),
    )
