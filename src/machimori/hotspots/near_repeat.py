"""Near repeat: whether incidents close in place are closer in time than by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from machimori.hotspots.blocks.neighbours import Neighbours
from machimori.hotspots.near_repeat_kernels import LANES, MOST_DAYS, count_sooner

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Singles = NDArray[np.float32]
Metric = Literal["euclidean", "manhattan"]
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class NearRepeat:
    """Pairs of incidents by how close they are, beside what chance would give.

    Rows are classes of distance (or: in one block, in adjacent blocks), columns classes
    of time; both include the first and leave out the last of their edges.

    Parameters
    ----------
    observed : (rows, columns) array of int
        Pairs.
    expected : (rows, columns) array
        Mean over the permutations.
    p : (rows, columns) array
        Chance of as many pairs or more, if the same incidents had happened in another
        order. Never zero: the order that did happen is one of them.
    permutations : int

    Source: E. G. Knox, "The detection of space-time interactions", Applied Statistics
    13 (1964), pp. 25-29; J. H. Ratcliffe, Near Repeat Calculator, version 1.3 (2009).
    """

    observed: Ints
    expected: Floats
    p: Floats
    permutations: int

    @property
    def ratio(self) -> Floats:
        """Observed over expected; NaN where chance gives none either."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = self.observed / self.expected
        return np.asarray(np.where(self.expected > 0, ratio, np.nan))


def near_repeat(
    points: Floats,
    days: Ints,
    *,
    distance_edges_m: Sequence[float],
    day_edges: Sequence[float],
    permutations: int,
    rng: np.random.Generator,
    metric: Metric = "euclidean",
    tell: Told = lambda done, of: None,
) -> NearRepeat:
    """Count pairs of incidents by distance and time, and compare with permutations.

    Parameters
    ----------
    points : (n, 2) array
        Real places, not centroids of blocks. [m]
    days : (n,) array of int
        When, in whole days (or any other whole unit).
    distance_edges_m : sequence of float
        Ascending, from 0; the last may be infinite. [m] A tiny first class holds
        repeats at the same place.
    day_edges : sequence of float
        The same for time, in the unit of `days`.
    permutations : int
    rng : numpy.random.Generator
    metric : "euclidean" or "manhattan"
    tell : function
        Told how many permutations are done, of how many.

    Returns
    -------
    NearRepeat
    """
    edges = np.asarray(distance_edges_m, dtype=np.float64)
    pairs, away = _close(points, float(edges[np.isfinite(edges)].max()), metric)
    kind = np.searchsorted(edges, away, side="right") - 1
    is_open = bool(np.isinf(edges[-1]))
    within = pairs[kind < len(edges) - 1 - is_open]
    kind = kind[kind < len(edges) - 1 - is_open]
    close = _Close.of(within, kind, len(edges) - 1 - is_open, len(points))
    study = _Study(close, np.asarray(days), np.asarray(day_edges), permutations)
    return study.compare(rng, tell, has_rest=is_open)


def block_near_repeat(
    blocks: Ints,
    days: Ints,
    neighbours: Neighbours,
    *,
    day_edges: Sequence[float],
    permutations: int,
    rng: np.random.Generator,
    tell: Told = lambda done, of: None,
) -> NearRepeat:
    """Count pairs in one block and in adjacent blocks by time, against permutations.

    A block is all that is known of where these incidents were: no metre enters.

    Parameters
    ----------
    blocks : (n,) array of int
        Number of each incident's block.
    days : (n,) array of int
    neighbours : Neighbours
        Of the blocks.
    day_edges : sequence of float
        Ascending, from 0; the last may be infinite.
    permutations : int
    rng : numpy.random.Generator
    tell : function

    Returns
    -------
    NearRepeat
        Two rows: same block, adjacent block.
    """
    order = np.argsort(blocks, kind="stable")
    first = np.searchsorted(blocks[order], np.arange(len(neighbours) + 1))
    own = np.column_stack([np.arange(len(neighbours))] * 2)
    beside = neighbours.pairs
    beside = beside[beside[:, 0] < beside[:, 1]]
    same, adjacent = _members(order, first, own), _members(order, first, beside)
    same = same[same[:, 0] < same[:, 1]]
    kind = np.repeat([0, 1], [len(same), len(adjacent)])
    close = _Close.of(np.concatenate([same, adjacent]), kind, 2, len(blocks))
    study = _Study(close, np.asarray(days), np.asarray(day_edges), permutations)
    return study.compare(rng, tell)


def _close(points: Floats, within_m: float, metric: Metric) -> tuple[Ints, Floats]:
    tree = cKDTree(points)
    norm = 1 if metric == "manhattan" else 2
    pairs = tree.query_pairs(within_m * (1 + 1e-9), p=norm, output_type="ndarray")
    apart = np.abs(points[pairs[:, 0]] - points[pairs[:, 1]])
    away = apart.sum(axis=1) if norm == 1 else np.hypot(apart[:, 0], apart[:, 1])
    return pairs, away


def _members(order: Ints, first: Ints, couples: Ints) -> Ints:
    """Pair every incident of one block with every one of the other."""
    ones, others = np.diff(first)[couples].T
    couple = np.repeat(np.arange(len(couples)), ones * others)
    place = np.arange(len(couple)) - np.repeat(
        np.cumsum(ones * others) - ones * others, ones * others
    )
    one, other = np.divmod(place, np.maximum(others[couple], 1))
    left, right = couples[couple].T
    return np.column_stack([order[first[left] + one], order[first[right] + other]])


@dataclass(frozen=True)
class _Close:
    """Close pairs by class: of class b and incident n those from `starts[b, n]` on."""

    starts: Ints
    others: Numbers

    @classmethod
    def of(cls, pairs: Ints, kind: Ints, kinds: int, count: int) -> _Close:
        key = kind * count + pairs[:, 0]
        order = np.argsort(key, kind="stable")
        # The rows of all classes lie behind one another, each with an end of its own.
        edges = np.searchsorted(key[order], np.arange(kinds * count + 1))
        rows = np.arange(kinds)[:, None] * count + np.arange(count + 1)
        return cls(edges[rows], pairs[order, 1].astype(np.int32))


@dataclass(frozen=True)
class _Study:
    close: _Close
    days: Ints
    edges: Floats
    permutations: int

    def compare(
        self, rng: np.random.Generator, tell: Told, *, has_rest: bool = False
    ) -> NearRepeat:
        """Count the order that was, and each that might have been.

        `has_rest` asks for one row more: the pairs that are not close.
        """
        days = (self.days - self.days.min(initial=MOST_DAYS)).astype(np.float32)
        observed = self._tables(np.tile(days[:, None], LANES), has_rest)[..., 0]
        total, as_many = np.zeros(observed.shape), np.ones(observed.shape)
        lanes = np.zeros((len(days), LANES), np.float32)
        for done in range(0, self.permutations, LANES):
            tell(done, self.permutations)
            count = min(LANES, self.permutations - done)
            for lane in range(count):
                lanes[:, lane] = rng.permutation(days)
            tables = self._tables(lanes, has_rest)[..., :count]
            total += tables.sum(axis=-1)
            as_many += (tables >= observed[..., None]).sum(axis=-1)
        tell(self.permutations, self.permutations)
        n = self.permutations
        return NearRepeat(observed, total / max(n, 1), as_many / (n + 1), n)

    def _tables(self, lanes: Singles, has_rest: bool) -> Ints:
        """Pairs by class and time of each lane (rows, columns, LANES)."""
        edges = np.minimum(self.edges, MOST_DAYS)
        # No pair is sooner than at once.
        counted = edges[edges > 0].astype(np.float32)
        sooner = np.zeros((len(self.close.starts), len(edges), LANES), np.int64)
        count_sooner(
            self.close.starts,
            self.close.others,
            lanes,
            counted,
            sooner[:, len(edges) - len(counted) :],
        )
        tables = np.diff(sooner, axis=1)
        if not has_rest:
            return tables
        rest = self._of_all_pairs(edges)[None, :, None] - tables.sum(0, keepdims=True)
        return np.concatenate([tables, rest])

    def _of_all_pairs(self, edges: Floats) -> Ints:
        """All pairs by time: the same in whatever order they happened."""
        days = np.sort(self.days)
        later = np.arange(1, len(days) + 1)
        sooner = [
            np.maximum(np.searchsorted(days, days + edge) - later, 0).sum()
            for edge in edges
        ]
        return np.diff(sooner)
