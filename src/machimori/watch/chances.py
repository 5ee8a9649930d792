"""The chance that somebody sees a child on each piece of street, by half hour.

Unknown watchers are neither there nor away: what is certain and what is possible are
two numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from machimori.streets import Cut, StreetGraph, cut_evenly
from machimori.watch.assumptions import Assumptions
from machimori.watch.model import WATCHER_KINDS, Watcher, WatcherKind
from machimori.watch.times import covered
from machimori.watch.windows import SeenByWindows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALL_DAY = np.ones(48)


@dataclass(frozen=True, eq=False)
class Watching:
    """What one kind of watcher sees.

    Parameters
    ----------
    surely, perhaps : (p, t) arrays
        Chance that it sees a child on each piece: by those who are known to be there,
        and if all that nobody knows were there too.
    """

    surely: Floats
    perhaps: Floats


@dataclass(frozen=True, eq=False)
class _Reaching:
    """The pieces that one watcher reaches, and how well."""

    pieces: Ints
    chance: Floats
    when: Floats | None


def look_along(
    graph: StreetGraph,
    watchers: Sequence[Watcher],
    kind: WatcherKind,
    *,
    slots: Ints,
    assumptions: Assumptions,
    is_surveyed: bool,
    windows: SeenByWindows | None = None,
) -> Watching:
    """Return what one kind of watcher sees along the streets.

    Parameters
    ----------
    graph : StreetGraph
    watchers : sequence of Watcher
        Others than of `kind` are passed over.
    kind : str
    slots : (t,) array
        Half hours of the day.
    assumptions : Assumptions
        ``piece``, ``reach-…`` and ``chance-…`` of the kind.
    is_surveyed : bool
        Whether all of the kind are known.
    windows : SeenByWindows, optional
        How many windows see each piece, where somebody modelled them.

    Returns
    -------
    Watching
        Watchers see independently of one another. One whose hours nobody knows is
        certain at no time and possible at all.
    """
    cut = cut_evenly(graph, assumptions["piece"])
    if kind == "window":
        return _through_windows(cut, windows, slots, assumptions, is_surveyed)
    lay = _Layer(graph, cut, kind, assumptions)
    unseen = np.zeros((2, len(cut.segment), len(slots)))
    own = [watcher for watcher in watchers if watcher.kind == kind]
    for reaching in lay.reaching(own):
        known = reaching.when is not None
        when = reaching.when if reaching.when is not None else ALL_DAY
        miss = np.log1p(-np.minimum(np.outer(reaching.chance, when[slots]), _MOST))
        unseen[1][reaching.pieces] += miss
        if known:
            unseen[0][reaching.pieces] += miss
    seen = 0.0 - np.expm1(unseen)
    if not is_surveyed:
        seen[1] = np.maximum(seen[1], assumptions[f"chance-{kind}"])
    return Watching(seen[0], seen[1])


_MOST = 1.0 - 1e-12
"""No watcher is so sure that its logarithm is not finite."""


def kinds_of(watchers: Sequence[Watcher]) -> tuple[WatcherKind, ...]:
    """Return the kinds of some watchers, in the order of `WATCHER_KINDS`.

    Parameters
    ----------
    watchers : sequence of Watcher

    Returns
    -------
    tuple of str
    """
    there = {watcher.kind for watcher in watchers}
    return tuple(kind for kind in WATCHER_KINDS if kind in there)


class _Layer:
    """Pieces of street, to which watchers of one kind are held."""

    def __init__(
        self,
        graph: StreetGraph,
        cut: Cut,
        kind: WatcherKind,
        assumptions: Assumptions,
    ) -> None:
        self.reach_m = assumptions[f"reach-{kind}"]
        self.chance = assumptions[f"chance-{kind}"]
        self.length_m = cut.to_m - cut.from_m
        self.tree = shapely.STRtree(shapely.points(cut.middles(graph)))

    def reaching(self, watchers: Sequence[Watcher]) -> Iterator[_Reaching]:
        for watcher in watchers:
            when = None if watcher.hours is None else covered(watcher.hours)
            yield self._of(watcher, when)

    def _of(self, watcher: Watcher, when: Floats | None) -> _Reaching:
        if watcher.kind == "nagara" and "Polygon" in watcher.geometry.geom_type:
            return self._about(watcher, when)
        pieces = self._within(watcher.geometry, self.reach_m)
        chance = self.chance * self._presence(watcher.geometry)
        return _Reaching(pieces, np.full(len(pieces), chance), when)

    def _presence(self, geometry: BaseGeometry) -> float:
        """Share of its time that a walker is within reach of any place on its line."""
        length_m = float(geometry.length)
        if geometry.geom_type not in ("LineString", "MultiLineString"):
            return 1.0
        return min(1.0, 2.0 * self.reach_m / max(length_m, 1e-9))

    def _about(self, watcher: Watcher, when: Floats | None) -> _Reaching:
        """People who are somewhere on the streets of an area, who knows where."""
        pieces = self._within(watcher.geometry, 0.0)
        streets_m = max(float(self.length_m[pieces].sum()), 1e-9)
        beside = (watcher.people or 0.0) * 2.0 * self.reach_m / streets_m
        # A Poisson number of them is within reach, each noticing with its chance.
        chance = -np.expm1(-beside * self.chance)
        known = when if watcher.people is not None else None
        return _Reaching(pieces, np.full(len(pieces), chance), known)

    def _within(self, geometry: BaseGeometry, distance_m: float) -> Ints:
        found: Ints = self.tree.query(geometry, "dwithin", distance_m)
        return np.sort(found)


def _through_windows(
    cut: Cut,
    windows: SeenByWindows | None,
    slots: Ints,
    assumptions: Assumptions,
    is_surveyed: bool,
) -> Watching:
    pieces = len(cut.segment)
    each = np.log1p(-assumptions["chance-window"])
    counted = np.zeros(pieces) if windows is None else windows.surely
    there = np.zeros(pieces) if windows is None else windows.perhaps
    known = np.zeros(pieces, bool) if windows is None else windows.is_modelled
    if not is_surveyed:
        known = np.zeros(pieces, bool)
    most = np.maximum(there, assumptions["windows-unsurveyed"])
    surely = -np.expm1(each * counted)
    perhaps = -np.expm1(each * np.where(known, there, most))
    times = np.ones(len(slots))
    return Watching(np.outer(surely, times), np.outer(perhaps, times))
