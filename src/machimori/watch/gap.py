"""Where children walk and nobody sees them: the watch gap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.language import Text
from machimori.streets import Cut, StreetGraph, cut_evenly
from machimori.watch.assumptions import Assumptions
from machimori.watch.chances import Watching, look_along
from machimori.watch.flows import Flows, walking_flows
from machimori.watch.model import (
    WATCHER_KINDS,
    Neighbourhood,
    Standing,
    WatcherKind,
)
from machimori.watch.times import covered
from machimori.watch.windows import SeenByWindows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Told = Callable[[int, int], object]


@dataclass(frozen=True, eq=False)
class StandingGap:
    """A place where children stand still, and whether somebody sees them.

    Parameters
    ----------
    place : Standing
    unseen_most, unseen_least : float
        Chance that nobody sees, averaged over the time that they stand there.
    gap_most, gap_least : float or None
        Times children; None where nobody knows how many.
    """

    place: Standing
    unseen_most: float
    unseen_least: float
    gap_most: float | None
    gap_least: float | None


@dataclass(frozen=True, eq=False)
class WatchGap:
    """Children, times the chance that nobody sees them, and its parts.

    Parameters
    ----------
    graph : StreetGraph
    slots : (t,) array
        Half hours of the day in which anybody walks; slot 16 begins at 8 o'clock.
    flow : (m, t) array
        Children along each segment.
    flows : Flows
        By kind of trip, over the whole day.
    surely, perhaps : mappings
        For each kind of watcher, an (m, t) array: the chance that this kind sees a
        child anywhere on the segment; by those known to be there, and if all that
        nobody knows were there.
    unseen_most, unseen_least : (m, t) arrays
        Chance that nobody at all sees: with those known alone, and with all possible.
    cut : Cut
        Pieces of the segments, p of them.
    unseen_pieces : (2, p, t) array
        The same chances for each piece: at most, at least.
    standing : tuple of StandingGap
    unsurveyed : tuple of str
        Kinds of watcher of which nobody said that all are known.
    assumptions : Assumptions
    """

    graph: StreetGraph
    slots: Ints
    flow: Floats
    flows: Flows
    surely: Mapping[WatcherKind, Floats]
    perhaps: Mapping[WatcherKind, Floats]
    unseen_most: Floats
    unseen_least: Floats
    cut: Cut
    unseen_pieces: Floats
    standing: tuple[StandingGap, ...]
    unsurveyed: tuple[WatcherKind, ...]
    assumptions: Assumptions

    @property
    def most(self) -> Floats:
        """The gap if nobody watches whom nobody knows, as (m, t) array."""
        return self.flow * self.unseen_most

    @property
    def least(self) -> Floats:
        """The gap if everybody watches who may, as (m, t) array."""
        return self.flow * self.unseen_least

    def unseen_child_m(self, unseen: Floats) -> Floats:
        """Way that children walk unseen in each half hour, as (t,) array.

        Parameters
        ----------
        unseen : (m, t) array
            `most` or `least`. [child]

        Returns
        -------
        (t,) array
            [child m]
        """
        way: Floats = self.graph.length_m @ unseen
        return way

    @property
    def notes(self) -> tuple[Text, ...]:
        """What could not be counted."""
        return self.flows.notes


def watch_gap(
    place: Neighbourhood,
    assumptions: Assumptions | None = None,
    *,
    windows: SeenByWindows | None = None,
    keeps_to_routes: bool = True,
    tell: Told = lambda done, total: None,
) -> WatchGap:
    """Find where children walk and nobody sees them.

    Parameters
    ----------
    place : Neighbourhood
    assumptions : Assumptions, optional
        Ours where not given.
    windows : SeenByWindows, optional
        Where a scene with buildings was modelled.
    keeps_to_routes : bool
        Whether pupils keep to school routes.
    tell : callable
        Told how many kinds of watcher are done, of how many.

    Returns
    -------
    WatchGap
    """
    assumptions = assumptions or Assumptions()
    flows = walking_flows(place, assumptions, keeps_to_routes=keeps_to_routes)
    slots = _walked_slots(flows, place)
    if windows is None:
        place = replace(place, surveyed=place.surveyed - {"window"})
    looking = _Looking(place, assumptions, slots)
    for done, kind in enumerate(WATCHER_KINDS):
        tell(done, len(WATCHER_KINDS))
        looking.add(kind, windows)
    tell(len(WATCHER_KINDS), len(WATCHER_KINDS))
    return WatchGap(
        graph=place.graph,
        slots=slots,
        flow=flows.total[:, slots],
        flows=flows,
        surely=looking.surely,
        perhaps=looking.perhaps,
        unseen_most=looking.on_segments(looking.unseen[0]),
        unseen_least=looking.on_segments(looking.unseen[1]),
        cut=looking.cut,
        unseen_pieces=looking.unseen,
        standing=tuple(looking.standing(one) for one in place.standing),
        unsurveyed=tuple(k for k in WATCHER_KINDS if k not in place.surveyed),
        assumptions=assumptions,
    )


def _walked_slots(flows: Flows, place: Neighbourhood) -> Ints:
    busy = flows.total.sum(axis=0) > 1e-9
    for one in place.standing:
        if one.hours is not None:
            busy |= covered(one.hours) > 0
    return np.flatnonzero(busy)


class _Looking:
    """Multiplies the chances of not being seen, kind by kind."""

    def __init__(
        self, place: Neighbourhood, assumptions: Assumptions, slots: Ints
    ) -> None:
        self.place, self.assumptions, self.slots = place, assumptions, slots
        self.cut = cut_evenly(place.graph, assumptions["piece"])
        self.length_m = self.cut.to_m - self.cut.from_m
        self.unseen = np.ones((2, len(self.length_m), len(slots)))
        self.surely: dict[WatcherKind, Floats] = {}
        self.perhaps: dict[WatcherKind, Floats] = {}
        self._spots: shapely.STRtree | None = None

    def add(self, kind: WatcherKind, windows: SeenByWindows | None) -> None:
        seen: Watching = look_along(
            self.place.graph,
            self.place.watchers,
            kind,
            slots=self.slots,
            assumptions=self.assumptions,
            is_surveyed=kind in self.place.surveyed,
            windows=windows,
        )
        self.unseen[0] *= 1.0 - seen.surely
        self.unseen[1] *= 1.0 - seen.perhaps
        self.surely[kind] = self.on_segments(seen.surely)
        self.perhaps[kind] = self.on_segments(seen.perhaps)

    def on_segments(self, of_pieces: Floats) -> Floats:
        """Average over the pieces of each segment, by their length."""
        if not len(self.length_m):
            return np.zeros((0, len(self.slots)))
        weighted = of_pieces * self.length_m[:, None]
        summed = np.add.reduceat(weighted, self.cut.first[:-1], axis=0)
        mean: Floats = summed / self.place.graph.length_m[:, None]
        return mean

    def standing(self, place: Standing) -> StandingGap:
        if self._spots is None:
            middles = self.cut.middles(self.place.graph)
            self._spots = shapely.STRtree(shapely.points(middles))
        if place.hours is None:
            when = np.ones(len(self.slots))
        else:
            when = covered(place.hours)[self.slots]
        nearest = self._spots.nearest(place.point)
        unseen = self.unseen[:, nearest] @ when / max(float(when.sum()), 1e-12)
        children = place.children
        return StandingGap(
            place,
            float(unseen[0]),
            float(unseen[1]),
            None if children is None else children * float(unseen[0]),
            None if children is None else children * float(unseen[1]),
        )
