"""Whether a thing is a step up to an opening or a roof (足場)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, kw_only=True)
class ClimbingReach:
    """What an adult can climb and reach.

    Parameters
    ----------
    step_low_m : float
        Least height of a thing that helps at all. [m]
    pull_up_m : float
        Greatest height that one gets over from where one stands. [m]
    across_m : float
        Level distance that one reaches from the top of a thing. [m]
    """

    step_low_m: float
    pull_up_m: float
    across_m: float


@dataclass(frozen=True)
class Goal:
    """An opening or a roof edge that somebody could climb to.

    Parameters
    ----------
    id : str
    geometry : geometry
        In plane metres.
    bottom_m : float or None
        Its lower edge above the ground; None where nobody said. [m]
    """

    id: str
    geometry: BaseGeometry
    bottom_m: float | None


def goals_within_reach(
    footprint: BaseGeometry, top_m: float, goals: Iterable[Goal], reach: ClimbingReach
) -> tuple[tuple[Goal, ...], tuple[Goal, ...]]:
    """Goals that a thing brings within reach, and those that it may.

    Parameters
    ----------
    footprint : geometry
        Of the thing, in plane metres.
    top_m : float
        Its height above the ground. [m]
    goals : iterable of Goal
    reach : ClimbingReach

    Returns
    -------
    tuple of two tuples of Goal
        Certain ones: too high from the ground, and near enough from the top. Then those
        near enough in plan whose height nobody stated.
    """
    if not reach.step_low_m <= top_m <= reach.pull_up_m:
        return (), ()
    near = [g for g in goals if footprint.distance(g.geometry) <= reach.across_m]
    certain = [
        g
        for g in near
        if g.bottom_m is not None
        and reach.pull_up_m < g.bottom_m <= top_m + reach.pull_up_m
    ]
    return tuple(certain), tuple(g for g in near if g.bottom_m is None)
