"""How much passes along straight lines between points: what sight and light ask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from machimori.geometry.faces import Faces
from machimori.geometry.obstacles import ObstacleSet
from machimori.geometry.terrain import Ground
from machimori.geometry.tracing import (
    count_eyes,
    count_met,
    note_shares,
    pass_between,
    pass_each,
    raise_to_best,
    raise_to_openings,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ROUNDING = 1e-9
"""A share this close below a threshold has reached it."""


def transmission(obstacles: ObstacleSet, sources: Floats, targets: Floats) -> Floats:
    """Share of sight or light that passes from each source to its target.

    Parameters
    ----------
    obstacles : ObstacleSet
    sources, targets : (n, 3) arrays
        Ends of the lines. [m]

    Returns
    -------
    (n,) array
        Product of ``1 - opacity`` over the obstacles that a line meets; 1 where it is
        free, 0 where something opaque stands in it. Touching an obstacle at its very
        ends does not weaken a line, grazing an edge in between does.
    """
    return np.asarray(
        pass_each(*_laid_out(obstacles, sources, targets)),
        dtype=np.float64,
    )


def transmission_between(
    obstacles: ObstacleSet,
    sources: Floats,
    targets: Floats,
    *,
    range_m: float = np.inf,
) -> Floats:
    """Share that passes between all pairs of sources and targets.

    Parameters
    ----------
    obstacles : ObstacleSet
    sources : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    range_m : float
        Pairs farther apart in plan are taken as dark. [m]

    Returns
    -------
    (n, k) array
        As `transmission`.
    """
    table = np.zeros((len(targets), len(sources)))
    pass_between(*_laid_out(obstacles, sources, targets), range_m, table)
    return table


def best_transmission(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    range_m: float = np.inf,
) -> Floats:
    """Share that passes from each target to the eye that sees it best.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    range_m : float
        Eyes farther away in plan see nothing. [m]

    Returns
    -------
    (n,) array
        Greatest transmission over the eyes; 0 where none is within range.
    """
    best = np.zeros(len(targets))
    raise_to_best(*_laid_out(obstacles, eyes, targets), range_m, 1.0, best)
    return best


def any_seen(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Bools:
    """Whether any eye sees each target.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    threshold : float
        Least transmission at which one sees.
    range_m : float
        Eyes farther away in plan see nothing. [m]

    Returns
    -------
    (n,) array of bool
        The same as ``best_transmission(…) >= threshold``, sooner.
    """
    enough = threshold - ROUNDING
    best = np.full(len(targets), np.nextafter(enough, -np.inf))
    raise_to_best(*_laid_out(obstacles, eyes, targets), range_m, enough, best)
    return np.asarray(best >= enough, dtype=np.bool_)


def watchers(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Ints:
    """How many eyes see each target.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    threshold, range_m : float
        As `any_seen`.

    Returns
    -------
    (n,) array of int
    """
    counts = np.zeros(len(targets), dtype=np.int64)
    laid_out = _laid_out(obstacles, eyes, targets)
    count_eyes(*laid_out, range_m, threshold - ROUNDING, counts)
    return counts


def shares_past(obstacles: ObstacleSet, sources: Floats, targets: Floats) -> Floats:
    """Share of each line that each obstacle lets through.

    Parameters
    ----------
    obstacles : ObstacleSet
        k of them.
    sources, targets : (n, 3) arrays
        Ends of the lines. [m]

    Returns
    -------
    (n, k) array
        In the order of the set; 1 where a line does not meet an obstacle.
    """
    shares = np.ones((len(sources), len(obstacles)))
    note_shares(*_laid_out(obstacles, sources, targets), shares)
    return shares


def opened_by(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Bools:
    """Which single obstacle, taken away, would let an eye see each unseen target.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Points that no eye sees. [m]
    threshold, range_m : float
        As `any_seen`.

    Returns
    -------
    (n, m) array of bool
        For each target and each of the m obstacles.
    """
    heights = opening_heights(
        obstacles, eyes, targets, threshold=threshold, range_m=range_m
    )
    return np.asarray(heights > -np.inf, dtype=np.bool_)


def opening_heights(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    threshold: float,
    range_m: float = np.inf,
) -> Floats:
    """Below which height each single obstacle must end for an eye to see each target.

    Parameters
    ----------
    obstacles : ObstacleSet
    eyes : (k, 3) array
    targets : (n, 3) array
        Points that no eye sees. [m]
    threshold, range_m : float
        As `any_seen`.

    Returns
    -------
    (n, m) array
        For each target and each of the m obstacles: how high the line that passes it
        highest is where it is lowest over it; ``-inf`` where even taking the obstacle
        away opens nothing. A value not above the obstacle's lower edge means that only
        taking it away does. [m]
    """
    heights = np.full((len(targets), len(obstacles)), -np.inf)
    laid_out = _laid_out(obstacles, eyes, targets)
    raise_to_openings(*laid_out, range_m, threshold - ROUNDING, heights)
    return heights


def lines_met(
    obstacles: ObstacleSet,
    eyes: Floats,
    targets: Floats,
    *,
    range_m: float = np.inf,
) -> Ints:
    """In how many lines between all eyes and targets each obstacle stands.

    Parameters
    ----------
    obstacles : ObstacleSet
        m of them.
    eyes : (k, 3) array
    targets : (n, 3) array
        Ends of the lines. [m]
    range_m : float
        Pairs farther apart in plan are left out. [m]

    Returns
    -------
    (m,) array of int
        In the order of the set.
    """
    counts = np.zeros(len(obstacles), dtype=np.int64)
    count_met(*_laid_out(obstacles, eyes, targets), range_m, counts)
    return counts


def _laid_out(
    obstacles: ObstacleSet, sources: Floats, targets: Floats
) -> tuple[Faces, Ground | None, Floats, Floats]:
    """Lay all out for the kernels: over terrain the ends count from its level."""
    ends = as_points(sources), as_points(targets)
    if obstacles.terrain is not None:
        ends = obstacles.terrain.raised(ends[0]), obstacles.terrain.raised(ends[1])
    return obstacles.faces, obstacles.ground, *ends


def as_points(points: Floats) -> Floats:
    """Lay points out as the kernels take them: (n, 3), row after row."""
    return np.ascontiguousarray(points, dtype=np.float64).reshape(-1, 3)
