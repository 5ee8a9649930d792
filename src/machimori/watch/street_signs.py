"""Signs of the stretches of street along which children walk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from machimori.streets import StreetGraph, node_distances_m
from machimori.watch.gap import WatchGap
from machimori.watch.signs import Sign, Signed
from machimori.watch.street_facts import SegmentFacts
from machimori.watch.windows import SeenByWindows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def street_signs(
    gap: WatchGap,
    facts: SegmentFacts,
    segments: Ints,
    *,
    windows: SeenByWindows | None = None,
) -> tuple[Signed, ...]:
    """Look for signs that streets are easy to enter or hard to see.

    Parameters
    ----------
    gap : WatchGap
    facts : SegmentFacts
    segments : (k,) array
        Which to look at.
    windows : SeenByWindows, optional
        Where a scene was modelled.

    Returns
    -------
    tuple of Signed
        One for each segment, in their order; what nobody knows is undecided.
    """
    graph = gap.graph
    exits = _exits(graph, segments, gap.assumptions["sign-exits-within"])
    looked = None if windows is None else _seen_share(gap, windows)
    return tuple(
        Signed(
            graph.ids[segment],
            graph.facts(segment).name or graph.ids[segment],
            (
                _no_footway(graph, segment),
                _car_beside(gap, segment),
                _many_exits(gap, exits[place]),
                _unwatched(gap, facts, segment),
                _dark(facts, segment),
                _no_window(looked, segment),
            ),
        )
        for place, segment in enumerate(segments.tolist())
    )


def _no_footway(graph: StreetGraph, segment: int) -> Sign:
    own = graph.facts(segment)
    if not own.is_drivable:
        return Sign("no_footway", False, evidence=(graph.ids[segment],))
    has = own.has_footway
    says = None if has is None else not has
    return Sign("no_footway", says, evidence=(graph.ids[segment],), lacks="footway")


def _car_beside(gap: WatchGap, segment: int) -> Sign:
    own, limit = gap.graph.facts(segment), gap.assumptions["sign-wide"]
    ids = (gap.graph.ids[segment],)
    if not own.is_drivable:
        return Sign("car_beside", False, own.width_m, limit, "m", ids)
    says = None if own.width_m is None else own.width_m >= limit
    return Sign("car_beside", says, own.width_m, limit, "m", ids, "width")


def _exits(graph: StreetGraph, segments: Ints, within_m: float) -> Ints:
    """Count the junctions near each segment, as (k,) array."""
    degree = np.diff(graph.walking.first)
    ends = np.unique([graph.starts[segments], graph.ends[segments]])
    counts = np.zeros(len(graph.nodes), dtype=np.int64)
    junctions = np.flatnonzero(degree >= 3)
    if len(ends) and len(junctions):
        for some in np.array_split(ends, max(1, len(ends) // 200)):
            away = node_distances_m(graph, some, junctions, limit_m=within_m)
            counts[some] = np.isfinite(away).sum(axis=1)
    nearest: Ints = np.maximum(
        counts[graph.starts[segments]], counts[graph.ends[segments]]
    )
    return nearest


def _many_exits(gap: WatchGap, count: int) -> Sign:
    limit = gap.assumptions["sign-exits"]
    # Streets that nobody drew would only add to them.
    says = True if count >= limit else None
    return Sign("many_exits", says, float(count), limit, "", (), "street")


def _unwatched(gap: WatchGap, facts: SegmentFacts, segment: int) -> Sign:
    limit = gap.assumptions["sign-nobody"]
    most = float(facts.unseen_most[segment])
    least = float(facts.unseen_least[segment])
    says = None
    if least >= limit:
        says = True
    elif most < limit:
        says = False
    value = None if np.isnan(most) else most
    return Sign("unwatched", says, value, limit, "1", (), ", ".join(gap.unsurveyed))


def _dark(facts: SegmentFacts, segment: int) -> Sign:
    lit = facts.is_lit[segment]
    return Sign("dark", None if np.isnan(lit) else not bool(lit), lacks="lamp")


def _seen_share(gap: WatchGap, windows: SeenByWindows) -> Floats:
    """Share of each segment that a window sees; NaN where nobody modelled it."""
    length_m = gap.cut.to_m - gap.cut.from_m
    seen = np.where(windows.surely > 0, length_m, 0.0)
    share = np.bincount(gap.cut.segment, seen, len(gap.graph)) / gap.graph.length_m
    whole = np.bincount(gap.cut.segment, ~windows.is_modelled, len(gap.graph)) == 0
    shares: Floats = np.where(whole, share, np.nan)
    return shares


def _no_window(looked: Floats | None, segment: int) -> Sign:
    share = np.nan if looked is None else float(looked[segment])
    if np.isnan(share):
        return Sign("no_window", None, unit="1", lacks="window")
    # A window that nobody modelled may see it all the same.
    says = False if share > 0 else None
    return Sign("no_window", says, share, 0.0, "1", (), "window")
