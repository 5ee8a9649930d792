"""Who could take which shift, and what is in the way, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from machimori.patrols.calendar import Shift
from machimori.patrols.crew import (
    CAR_OBSTACLES,
    MEMBER_OBSTACLES,
    WHAT_MATTERS,
    Car,
    Member,
    Obstacle,
)

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
W = TypeVar("W")


@dataclass(frozen=True, eq=False)
class Workers:
    """Members, or cars, before the shifts.

    Parameters
    ----------
    ids : tuple of str
    blocked : mapping
        For each obstacle a (w, s) bool array: whether it is in the way.
    most, most_a_week : (w,) arrays
        Shifts that each may take.
    done_before : (w,) array
    """

    ids: tuple[str, ...]
    blocked: Mapping[Obstacle, Bools]
    most: Ints
    most_a_week: Ints
    done_before: Ints

    def free(self) -> Bools:
        """Return who could take what, other shifts aside, as (w, s) array."""
        free: Bools = ~np.logical_or.reduce(list(self.blocked.values()))
        return free

    def only(self, shifts: Ints, who: Bools) -> Workers:
        """Return some of them before some of the shifts."""
        tables = self.blocked.items()
        return Workers(
            tuple(one for one, kept in zip(self.ids, who, strict=True) if kept),
            {name: table[who][:, shifts] for name, table in tables},
            self.most[who],
            self.most_a_week[who],
            self.done_before[who],
        )


ENDLESS = 1 << 20
"""More shifts than anybody can take."""


def of_members(members: Sequence[Member], shifts: Sequence[Shift]) -> Workers:
    """Lay members before shifts.

    Parameters
    ----------
    members : sequence of Member, w of them
    shifts : sequence of Shift, s of them

    Returns
    -------
    Workers
    """
    return Workers(
        tuple(one.id for one in members),
        _tables(members, shifts, MEMBER_OBSTACLES),
        _limits([one.most for one in members]),
        _limits([one.most_a_week for one in members]),
        np.array([one.done_before for one in members], dtype=np.int64),
    )


def of_cars(cars: Sequence[Car], shifts: Sequence[Shift]) -> Workers:
    """Lay cars before shifts, as `of_members` does."""
    none = np.full(len(cars), ENDLESS)
    zero = np.zeros(len(cars), dtype=np.int64)
    tables = _tables(cars, shifts, CAR_OBSTACLES)
    return Workers(tuple(one.id for one in cars), tables, none, none, zero)


def _limits(stated: Sequence[int | None]) -> Ints:
    limits = [ENDLESS if one is None else one for one in stated]
    return np.array(limits, dtype=np.int64)


def _tables(
    workers: Sequence[W],
    shifts: Sequence[Shift],
    tests: Mapping[Obstacle, Callable[[W, Shift], bool]],
) -> dict[Obstacle, Bools]:
    """Ask each worker once about all shifts that are alike in what matters."""
    tables = {}
    for name, holds in tests.items():
        keys = [WHAT_MATTERS[name](shift) for shift in shifts]
        alike = dict(zip(keys, shifts, strict=True))
        number = {key: place for place, key in enumerate(alike)}
        answers = [[holds(worker, one) for one in alike.values()] for worker in workers]
        table = np.array(answers, dtype=bool).reshape(len(workers), len(alike))
        tables[name] = table[:, [number[key] for key in keys]]
    return tables
