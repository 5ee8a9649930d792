"""Who takes which shift: fairly, with little change, and with reasons for gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from machimori.patrols.assigning import Assigned, Task, assign
from machimori.patrols.calendar import Shift
from machimori.patrols.crew import Car, Member, Obstacle, Turn
from machimori.patrols.eligibility import Workers, of_cars, of_members
from machimori.patrols.shortages import Told, Unfilled, explain

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A fixed turn that would not be given out today.

    Parameters
    ----------
    turn : Turn
    because : tuple of str
        See `OBSTACLES`.
    """

    turn: Turn
    because: tuple[Obstacle, ...]


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Turns, and what could not be filled.

    Parameters
    ----------
    turns : tuple of Turn
        By shift and member, with those that were fixed.
    unfilled : tuple of Unfilled
        Every shift that lacks somebody or a car; what it has is among the turns.
    load : mapping
        Shifts of each member, without those done before.
    given_up : tuple of Turn
        Earlier turns that are not kept.
    doubts : tuple of Doubt
        Fixed turns that something is in the way of; they stay all the same.
    """

    turns: tuple[Turn, ...]
    unfilled: tuple[Unfilled, ...]
    load: Mapping[str, int]
    given_up: tuple[Turn, ...]
    doubts: tuple[Doubt, ...]


def roster(
    shifts: Sequence[Shift],
    members: Sequence[Member],
    cars: Sequence[Car] = (),
    *,
    fixed: Collection[Turn] = (),
    earlier: Collection[Turn] = (),
    tell: Told = lambda done, total: None,
) -> Roster:
    """Fill shifts with members and cars.

    Parameters
    ----------
    shifts : sequence of Shift
    members : sequence of Member
    cars : sequence of Car
    fixed : collection of Turn
        That stay whatever happens: what is over, what was agreed.
    earlier : collection of Turn
        Of a roster to change as little as can be: after a swap, an illness, rain.
    tell : callable
        Told how many unfilled shifts are explained, of how many.

    Returns
    -------
    Roster
        As many places as can be are filled. Of all such rosters it keeps most earlier
        turns; of these it has the smallest sum of squared loads, so the smallest
        spread; of these it is the best liked. Cars are given out first.

    Source
    ------
    That the smallest sum of squares is the fairest in every other sense too: N. J. A.
    Harvey, R. E. Ladner, L. Lovász, T. Tamir, "Semi-matchings for bipartite graphs and
    load balancing", Journal of Algorithms 59 (2006) 53–78.
    """
    desk = _Desk(shifts, members, cars, fixed, earlier)
    garage = assign(desk.cars_task())
    task = desk.members_task(garage)
    found = assign(task)
    turns = tuple(desk.turns(found, garage))
    kept = {(one.shift, one.member) for one in turns}
    return Roster(
        turns=turns,
        unfilled=tuple(explain(desk.cars_task(), garage, task, found, tell=tell)),
        load={
            one.id: int(count)
            for one, count in zip(members, found.turns.sum(axis=1), strict=True)
        },
        given_up=tuple(
            one
            for one in earlier
            if one.shift in desk.shift and (one.shift, one.member) not in kept
        ),
        doubts=tuple(desk.doubts()),
    )


class _Desk:
    """Knows members, cars and shifts by their numbers."""

    def __init__(
        self,
        shifts: Sequence[Shift],
        members: Sequence[Member],
        cars: Sequence[Car],
        fixed: Collection[Turn],
        earlier: Collection[Turn],
    ) -> None:
        self.shifts, self.members, self.cars = shifts, members, cars
        self.shift = {one.id: number for number, one in enumerate(shifts)}
        self.member = {one.id: number for number, one in enumerate(members)}
        self.car = {one.id: number for number, one in enumerate(cars)}
        self.fixed = [one for one in fixed if self._is_known(one)]
        self.earlier = [one for one in earlier if self._is_known(one)]
        self.workers = of_members(members, shifts)

    def _is_known(self, turn: Turn) -> bool:
        return turn.shift in self.shift and turn.member in self.member

    def cars_task(self) -> Task:
        workers = of_cars(self.cars, self.shifts)
        return self._task(workers, [one.cars for one in self.shifts], "car")

    def members_task(self, garage: Assigned) -> Task:
        need = [one.walkers for one in self.shifts]
        task = self._task(self.workers, need, "member")
        liking = [[one.liking(shift) for shift in self.shifts] for one in self.members]
        return replace(
            task,
            skilled=np.array([one.drives for one in self.members], dtype=bool),
            need_skilled=garage.turns.sum(axis=0),
            liking=np.array(liking, dtype=np.int64).reshape(task.liking.shape),
        )

    def _task(self, workers: Workers, need: list[int], who: str) -> Task:
        number: Mapping[str, int] = getattr(self, who)
        shape = (len(workers.ids), len(self.shifts))
        return Task(
            shifts=self.shifts,
            need=np.array(need, dtype=np.int64),
            workers=workers,
            fixed=self._marked(self.fixed, number, who, shape),
            earlier=self._marked(self.earlier, number, who, shape),
            skilled=np.zeros(shape[0], dtype=bool),
            need_skilled=np.zeros(shape[1], dtype=np.int64),
            liking=np.zeros(shape, dtype=np.int64),
        )

    def _marked(
        self,
        turns: list[Turn],
        number: Mapping[str, int],
        who: str,
        shape: tuple[int, int],
    ) -> Bools:
        marked = np.zeros(shape, dtype=bool)
        for one in turns:
            name = getattr(one, who)
            if name in number:
                marked[number[name], self.shift[one.shift]] = True
        return marked

    def turns(self, found: Assigned, garage: Assigned) -> Iterator[Turn]:
        """Give each shift's cars to its drivers, to those who drove least first."""
        drove = dict.fromkeys(self.member, 0)
        before = {
            (t.shift, t.member): t.car for t in (*self.earlier, *self.fixed) if t.car
        }
        for number, shift in enumerate(self.shifts):
            there = [
                self.members[w] for w in np.flatnonzero(found.turns[:, number]).tolist()
            ]
            out = [
                self.cars[c].id
                for c in np.flatnonzero(garage.turns[:, number]).tolist()
            ]
            driven = _drivers(shift, there, out, before, drove)
            for one in there:
                yield Turn(shift=shift.id, member=one.id, car=driven.get(one.id))

    def doubts(self) -> Iterator[Doubt]:
        for turn in self.fixed:
            shift = self.shifts[self.shift[turn.shift]]
            found = set(self.members[self.member[turn.member]].obstacles(shift))
            if turn.car in self.car:
                found |= self.cars[self.car[turn.car]].obstacles(shift)
            if any(self._meets(turn, other) for other in self.fixed):
                found.add("same-time")
            if found:
                yield Doubt(turn=turn, because=tuple(sorted(found)))

    def _meets(self, turn: Turn, other: Turn) -> bool:
        one, two = self.shifts[self.shift[turn.shift]], self.shift[other.shift]
        is_same = turn.member == other.member and turn.shift != other.shift
        return is_same and one.meets(self.shifts[two])


def _drivers(
    shift: Shift,
    there: Sequence[Member],
    out: list[str],
    before: Mapping[tuple[str, str], str],
    drove: dict[str, int],
) -> dict[str, str]:
    """Give cars out: as before where that holds, else to who drove least."""
    driven: dict[str, str] = {}
    left = list(out)
    for one in there:
        car = before.get((shift.id, one.id))
        if car in left:
            driven[one.id] = car
            left.remove(car)
    able = [one for one in there if one.drives and one.id not in driven]
    able.sort(key=lambda one: drove[one.id])
    driven |= {one.id: car for one, car in zip(able, left, strict=False)}
    for name in driven:
        drove[name] += 1
    return driven
