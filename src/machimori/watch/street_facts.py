"""What each segment offers those who walk to school; the unknown stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.streets import (
    Positions,
    StreetGraph,
    cut_evenly,
    distance_to_nearest_m,
    nearest_positions,
)
from machimori.watch.assumptions import Assumptions
from machimori.watch.gap import WatchGap

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class SegmentFacts:
    """Facts of all segments, each an (m,) array; NaN where nobody knows.

    Parameters
    ----------
    unseen_most, unseen_least : arrays
        Chance that nobody sees at the times at which pupils walk.
    is_lit, has_footway, has_traffic : arrays
        1 yes, 0 no.
    accidents : array
        Recorded along it; those at a junction count for all streets that meet there.
    accident_areas : (k,) array of shapely geometries or None
        Ground about each, which the streets that it was on touch; None where there is
        no list.
    far_share : array
        Share of it from which a refuge is farther than `help-within`.
    """

    unseen_most: Floats
    unseen_least: Floats
    is_lit: Floats
    has_footway: Floats
    has_traffic: Floats
    accidents: Floats
    accident_areas: NDArray[np.object_] | None
    far_share: Floats


def segment_facts(
    gap: WatchGap,
    *,
    refuges: Sequence[BaseGeometry] | None,
    accidents: Floats | None,
    lamps: Floats | None,
) -> SegmentFacts:
    """Gather the facts of all segments.

    Parameters
    ----------
    gap : WatchGap
        For the chances that nobody sees, at the times at which pupils walk.
    refuges : sequence of shapely geometries or None
        All of them; None where they were not surveyed.
    accidents : (k, 2) array or None
        [m]; None where there is no list.
    lamps : (k, 2) array or None
        All of them, [m]; None where there is no list.

    Returns
    -------
    SegmentFacts
    """
    graph, of = gap.graph, gap.assumptions
    busy = gap.flows.by_trip["to_school"] + gap.flows.by_trip["from_school"]
    when = busy[:, gap.slots].sum(axis=0)
    when = when / when.sum() if when.sum() > 0 else np.zeros(len(gap.slots))
    unknown = np.full(len(graph), np.nan)
    areas = None if accidents is None else _areas_of(graph, accidents, of)
    is_lit = graph.known("is_lit")
    if lamps is not None:
        is_lit = np.where(np.isnan(is_lit), _lit_by(graph, lamps, of), is_lit)
    return SegmentFacts(
        unseen_most=gap.unseen_most @ when if when.any() else unknown,
        unseen_least=gap.unseen_least @ when if when.any() else unknown,
        is_lit=is_lit,
        has_footway=graph.known("has_footway"),
        has_traffic=graph.known("has_traffic"),
        accidents=unknown if areas is None else _beside(graph, areas),
        accident_areas=areas,
        far_share=unknown if refuges is None else _far(graph, refuges, of),
    )


def _areas_of(
    graph: StreetGraph, accidents: Floats, of: Assumptions
) -> NDArray[np.object_]:
    """Draw a disc about each accident that just reaches the streets it was on."""
    at = nearest_positions(graph, accidents, within_m=of["accident-beside"])
    spots = shapely.points(accidents[at.found])
    areas: NDArray[np.object_] = shapely.buffer(
        spots, at.away_m[at.found] + SAME_PLACE_M
    )
    return areas


SAME_PLACE_M = 3.0
"""An accident so little farther from another street was at their junction. [m]"""


def _beside(graph: StreetGraph, areas: NDArray[np.object_]) -> Floats:
    touched = shapely.STRtree(areas).query(graph.lines, "intersects")[0]
    counts: Floats = np.bincount(touched, minlength=len(graph)).astype(np.float64)
    return counts


def _lit_by(graph: StreetGraph, lamps: Floats, of: Assumptions) -> Floats:
    """Tell which segments have no stretch without a lamp longer than the spacing."""
    reach_m = np.hypot(of["lamp-spacing"] / 2, of["lamp-beside"])
    cut = cut_evenly(graph, of["piece"] / 4)
    near = np.zeros(len(cut.segment), dtype=bool)
    if len(lamps):
        points = shapely.points(cut.middles(graph))
        tree = shapely.STRtree(shapely.points(lamps))
        near[np.unique(tree.query(points, "dwithin", reach_m)[0])] = True
    dark = np.bincount(cut.segment, ~near, len(graph))
    lit: Floats = (dark == 0).astype(np.float64)
    return lit


def _far(
    graph: StreetGraph, refuges: Sequence[BaseGeometry], of: Assumptions
) -> Floats:
    cut = cut_evenly(graph, of["piece"])
    middles = Positions(cut.segment, cut.middle_m, np.zeros(len(cut.segment)))
    spots = [geometry.representative_point() for geometry in refuges]
    xy = np.array([(p.x, p.y) for p in spots], dtype=np.float64).reshape(-1, 2)
    limit_m = of["help-within"]
    doors = nearest_positions(graph, xy, within_m=limit_m)
    near = distance_to_nearest_m(graph, doors, middles) <= limit_m
    length_m = cut.to_m - cut.from_m
    far = np.bincount(cut.segment, np.where(near, 0.0, length_m), len(graph))
    share: Floats = far / graph.length_m
    return share
