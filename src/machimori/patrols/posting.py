"""Where posts stand: the same places every day, so that children know them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from machimori.patrols.walkers import PlaceThatMatters, Walker

Floats = NDArray[np.float64]


def best_posts(
    walker: Walker,
    places: Sequence[PlaceThatMatters],
    points: Floats,
    worth: Floats,
) -> tuple[int, ...]:
    """Choose as many places as there are posts, apart from one another, worth most.

    Parameters
    ----------
    walker : Walker
        Of the kind ``post``.
    places : sequence of PlaceThatMatters, n of them
    points : (n, 2) array
        [m]
    worth : (n,) array

    Returns
    -------
    tuple of int
        The best choice there is, by HiGHS; those worth most first. Places that count
        only at other hours are not among them.
    """
    open_ = np.array([_is_open(walker, one) for one in places], dtype=bool)
    kept = np.flatnonzero((worth > 0) & open_)
    if not len(kept):
        return ()
    spots = shapely.points(points[kept])
    pairs = shapely.STRtree(spots).query(spots, "dwithin", walker.apart_m)
    pairs = pairs[:, pairs[0] < pairs[1]]
    count = pairs.shape[1]
    rows = np.concatenate([np.repeat(np.arange(count), 2), np.full(len(kept), count)])
    columns = np.concatenate([pairs.T.ravel(), np.arange(len(kept))])
    table = csr_array((np.ones(len(rows)), (rows, columns)), (count + 1, len(kept)))
    most = np.append(np.ones(count), float(walker.people))
    answer = milp(
        -worth[kept] / worth[kept].max(),
        constraints=LinearConstraint(table, -np.inf, most),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(kept)),
        options={"mip_rel_gap": 0.0},
    )
    chosen = kept[answer.x > 0.5]
    return tuple(chosen[np.argsort(-worth[chosen], kind="stable")].tolist())


def _is_open(walker: Walker, place: PlaceThatMatters) -> bool:
    starts_later = place.begins is not None and place.begins > walker.begins
    is_over = place.ends is not None and place.ends <= walker.begins
    return not (starts_later or is_over)
