"""The roster as a linear program: needs on one side, limits on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array, vstack

from machimori.patrols.calendar import Shift
from machimori.patrols.eligibility import Workers
from machimori.patrols.lexicographic import Program, lexicographic_minimum

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_AT_FIRST = 8
"""Workers to begin with for each shift; more come in where their price says so."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """What is to be assigned.

    Parameters
    ----------
    shifts : sequence of Shift
        s of them.
    need : (s,) array
        Workers wanted.
    workers : Workers
        w of them.
    fixed, earlier : (w, s) bool arrays
        Turns that stay, and turns to keep as far as can be.
    skilled : (w,) bool array
        Who counts towards `need_skilled`.
    need_skilled : (s,) array
        How many of those wanted must be skilled.
    liking : (w, s) array
        Whole numbers.
    """

    shifts: Sequence[Shift]
    need: Ints
    workers: Workers
    fixed: Bools
    earlier: Bools
    skilled: Bools
    need_skilled: Ints
    liking: Ints


@dataclass(frozen=True, eq=False)
class Assigned:
    """Who takes what, and what stays open.

    Parameters
    ----------
    turns : (w, s) bool array
        With those that were fixed.
    missing, missing_skilled : (s,) arrays
    """

    turns: Bools
    missing: Ints
    missing_skilled: Ints


def assign(
    task: Task, *, is_balanced: bool = True, may_overlap: bool = False
) -> Assigned:
    """Fill as many places as can be; then change little, balance, and please.

    Parameters
    ----------
    task : Task
    is_balanced : bool
        False only fills.
    may_overlap : bool
        Whether one worker may be at two shifts at once: to ask what that alone costs.

    Returns
    -------
    Assigned
        Of all that leave the fewest places open, those that keep most earlier turns; of
        these, those with the smallest sum of squared loads; of these, the best liked.
    """
    layout = _Layout(task, [] if may_overlap else list(_together(task.shifts)))
    if not layout.need.any():
        return layout.read(np.zeros(layout.size))
    aims = [layout.open_places()]
    if is_balanced:
        kept = [layout.changes()] if task.earlier.any() else []
        aims += [*kept, layout.squares(), layout.dislikes()]
    values = lexicographic_minimum(
        layout.program(), aims, at_first=layout.columns_at_first()
    )
    return layout.read(values)


class _Layout:
    """Columns: turns, then steps of each one's load, then places that stay open."""

    def __init__(self, task: Task, groups: list[Ints]) -> None:
        self.task, self.groups = task, groups
        fixed = task.fixed
        self.need = np.maximum(task.need - fixed.sum(axis=0), 0)
        own = (fixed & task.skilled[:, None]).sum(axis=0)
        self.need_skilled = np.minimum(
            np.maximum(task.need_skilled - own, 0), self.need
        )
        free = task.workers.free() & ~fixed & (self.need > 0)
        for group in self.groups:
            free[:, group] &= (fixed[:, group].sum(axis=1) == 0)[:, None]
        self.worker, self.shift = np.nonzero(free)
        self.load = fixed.sum(axis=1) + task.workers.done_before
        room = np.maximum(task.workers.most - fixed.sum(axis=1), 0)
        steps = np.minimum(room, free.sum(axis=1))
        self.step_of = np.repeat(np.arange(len(steps)), steps)
        begins = np.repeat(np.cumsum(steps) - steps, steps)
        self.step = np.arange(len(self.step_of)) - begins
        self.turns, self.steps = len(self.worker), len(self.step_of)
        self.size = self.turns + self.steps + 2 * len(self.need)

    def _columns(self, turns: ArrayLike, steps: ArrayLike, open_: ArrayLike) -> Floats:
        column = np.zeros(self.size)
        first = self.turns + self.steps
        column[: self.turns] = np.asarray(turns)
        column[self.turns : first] = np.asarray(steps)
        column[first:] = np.asarray(open_)
        return column

    def open_places(self) -> Floats:
        return self._columns(0, 0, 1)

    def changes(self) -> Floats:
        return self._columns(-1.0 * self.task.earlier[self.worker, self.shift], 0, 0)

    def squares(self) -> Floats:
        """What one more shift adds to the square of a load."""
        return self._columns(0, 2 * (self.load[self.step_of] + self.step) + 1, 0)

    def dislikes(self) -> Floats:
        return self._columns(-1.0 * self.task.liking[self.worker, self.shift], 0, 0)

    def columns_at_first(self) -> Bools:
        """Choose the best liked and some others of each shift, and short loads."""
        liked = self.task.liking[self.worker, self.shift]
        mixed = (self.worker * 7919 + self.shift * 104729) % 1000003
        few = _first_of_each(self.shift, [mixed, -liked], _AT_FIRST)
        others = _first_of_each(self.shift, [mixed], _AT_FIRST)
        turns = few | others | self.task.earlier[self.worker, self.shift]
        mean = self.need.sum() / max(len(self.load), 1)
        return self._columns(turns, self.step < mean + 3, 1).astype(bool)

    def program(self) -> Program:
        task = self.task
        s, w = len(self.need), len(self.load)
        every = np.arange(self.turns)
        open_ = self.turns + self.steps + np.arange(s)
        steps = self.turns + np.arange(self.steps)
        filled = self._rows(s, (self.shift, every, 1), (np.arange(s), open_, 1))
        loads = self._rows(w, (self.worker, every, 1), (self.step_of, steps, -1))
        skilled = np.flatnonzero(task.skilled[self.worker])
        led = self._rows(
            s, (self.shift[skilled], skilled, -1), (np.arange(s), open_ + s, -1)
        )
        together, together_at = self._limits_at_once()
        weekly, weekly_at = self._limits_a_week()
        upper = self._columns(1, 1, np.concatenate([self.need, self.need_skilled]))
        return Program(
            vstack([filled, loads]).tocsc(),
            np.concatenate([self.need, np.zeros(w)]),
            vstack([led, together, weekly]).tocsc(),
            np.concatenate([-1.0 * self.need_skilled, together_at, weekly_at]),
            upper,
        )

    def _rows(self, count: int, *parts: tuple[Ints, Ints, int]) -> csc_array:
        rows = np.concatenate([part[0] for part in parts])
        columns = np.concatenate([part[1] for part in parts])
        values = np.concatenate([np.full(len(p[0]), float(p[2])) for p in parts])
        return csc_array((values, (rows, columns)), shape=(count, self.size))

    def _limits_at_once(self) -> tuple[csc_array, Floats]:
        """Nobody is twice at once: a row for each worker and group of shifts."""
        rows, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        w = len(self.load)
        for number, group in enumerate(self.groups):
            held = np.zeros(len(self.need), dtype=bool)
            held[group] = True
            own = np.flatnonzero(held[self.shift])
            rows.append(self.worker[own] + number * w)
            columns.append(own)
        return self._numbered(rows, columns, lambda key: np.ones(len(key)))

    def _limits_a_week(self) -> tuple[csc_array, Floats]:
        limits = self.task.workers.most_a_week
        weeks = np.array([s.on.toordinal() - s.on.weekday() for s in self.task.shifts])
        _, week = np.unique(weeks, return_inverse=True)
        w, count = len(self.load), len(self.need)
        limited = np.flatnonzero((limits < count)[self.worker])
        keys = self.worker[limited] + week[self.shift[limited]] * w
        taken = np.zeros((w, int(week.max(initial=0)) + 1))
        for held, own in zip(self.task.fixed.T, week.tolist(), strict=True):
            taken[:, own] += held
        left = np.maximum(limits[:, None] - taken, 0)
        return self._numbered([keys], [limited], lambda key: left[key % w, key // w])

    def _numbered(
        self, rows: list[Ints], columns: list[Ints], at: Callable[[Ints], Floats]
    ) -> tuple[csc_array, Floats]:
        keys, row = np.unique(np.concatenate(rows), return_inverse=True)
        made = self._rows(len(keys), (row, np.concatenate(columns), 1))
        return made, at(keys)

    def read(self, values: Floats) -> Assigned:
        turns = self.task.fixed.copy()
        taken = values[: self.turns] > 0.5
        turns[self.worker[taken], self.shift[taken]] = True
        missing = np.maximum(self.task.need - turns.sum(axis=0), 0)
        skilled = (turns & self.task.skilled[:, None]).sum(axis=0)
        lacking = np.maximum(self.task.need_skilled - skilled, 0)
        return Assigned(turns, missing, lacking)


def _first_of_each(group: Ints, by: list[Ints], count: int) -> Bools:
    """Tell which are among the first of their group, in an order."""
    order = np.lexsort((*by, group))
    ordered = group[order]
    place = np.arange(len(group)) - np.searchsorted(ordered, ordered)
    chosen = np.zeros(len(group), dtype=bool)
    chosen[order[place < count]] = True
    return chosen


def _together(shifts: Sequence[Shift]) -> Iterator[Ints]:
    """Yield groups of shifts of which nobody can do two, none within another."""
    days: dict[object, list[int]] = {}
    for number, shift in enumerate(shifts):
        days.setdefault(shift.on, []).append(number)
    for numbers in days.values():
        groups = {
            frozenset(
                other
                for other in numbers
                if shifts[other].begins <= shifts[one].begins < shifts[other].ends
            )
            for one in numbers
        }
        for group in groups:
            if not any(group < other for other in groups):
                yield np.array(sorted(group), dtype=np.int64)
