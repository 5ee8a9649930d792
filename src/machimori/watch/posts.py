"""Where one more watcher would take away most of the gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array

from machimori.watch.gap import WatchGap
from machimori.watch.times import Window

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ProposedPost:
    """A place and a time at which somebody could stand.

    Parameters
    ----------
    segment : int
        Of the graph.
    x, y : float
        [m]
    window : Window
    removed_child_m : float
        Way that children walk unseen now, and would be seen on, each school day.
        [child m]
    passing : float
        Children who pass within its reach in that time.
    """

    segment: int
    x: float
    y: float
    window: Window
    removed_child_m: float
    passing: float


def propose_posts(
    gap: WatchGap, count: int, *, half_hours: int = 2
) -> tuple[ProposedPost, ...]:
    """Propose posts, each where it takes away most of what the ones before left.

    Parameters
    ----------
    gap : WatchGap
    count : int
        How many at most.
    half_hours : int
        How long one stands.

    Returns
    -------
    tuple of ProposedPost
        Fewer where nothing is left to see. Gaps are those at most: whoever may watch
        besides and is unknown is not counted on.
    """
    if not len(gap.slots) or not len(gap.graph):
        return ()
    spots = gap.cut.middles(gap.graph)
    near = _near(spots, gap.assumptions["reach-post"])
    chance = gap.assumptions["chance-post"]
    way = (gap.cut.to_m - gap.cut.from_m)[:, None] * gap.flow[gap.cut.segment]
    unseen = gap.unseen_pieces[0].copy()
    posts: list[ProposedPost] = []
    for _ in range(count):
        removed = _over_time(chance * (near @ (way * unseen)), gap.slots, half_hours)
        piece, first = np.unravel_index(int(removed.argmax()), removed.shape)
        if removed[piece, first] < _NOTHING_CHILD_M:
            break
        slots = _standing(gap.slots, int(first), half_hours)
        segment = int(gap.cut.segment[piece])
        seen = near.indices[near.indptr[piece] : near.indptr[piece + 1]]
        passing = gap.flow[gap.cut.segment][:, slots].sum(axis=1)
        begin = float(gap.slots[first]) / 2
        posts.append(
            ProposedPost(
                segment=segment,
                x=float(spots[piece, 0]),
                y=float(spots[piece, 1]),
                window=Window(begin, begin + half_hours / 2),
                removed_child_m=float(removed[piece, first]),
                passing=float(passing[seen].max()),
            )
        )
        unseen[np.ix_(seen, slots)] *= 1.0 - chance
    return tuple(posts)


_NOTHING_CHILD_M = 1.0


def _near(spots: Floats, reach_m: float) -> coo_array:
    points = shapely.points(spots)
    rows, columns = shapely.STRtree(points).query(points, "dwithin", reach_m)
    ones = np.ones(len(rows))
    return coo_array((ones, (rows, columns)), shape=(len(spots),) * 2).tocsr()


def _standing(slots: NDArray[np.int64], first: int, count: int) -> NDArray[np.int64]:
    """Half hours among those walked in that follow one another from the first."""
    wanted = slots[first] + np.arange(count)
    return np.flatnonzero(np.isin(slots, wanted))


def _over_time(values: Floats, slots: NDArray[np.int64], count: int) -> Floats:
    summed = np.zeros_like(values)
    for first in range(len(slots)):
        summed[:, first] = values[:, _standing(slots, first, count)].sum(axis=1)
    return summed
