"""Why a shift cannot be filled: the fewest obstacles that together are in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from machimori.language import Text
from machimori.patrols.assigning import Assigned, Task, assign
from machimori.patrols.crew import Obstacle
from machimori.patrols.eligibility import ENDLESS

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Told = Callable[[int, int], object]
Lack = Literal["walkers", "drivers", "cars"]
LACKS: tuple[Lack, ...] = get_args(Lack)

_MOST_RIVALS = 10
"""More shifts than this that hang together are not thinned out: nobody reads them."""

_MOST_THINNED = 12
"""Of more open shifts than this, only the first have their rivals thinned out."""

_LIMITS: tuple[Obstacle, ...] = ("most", "most-a-week", "same-time")


@dataclass(frozen=True, kw_only=True)
class Because:
    """One obstacle, and whom it alone keeps away.

    Parameters
    ----------
    obstacle : str
        See `OBSTACLES`.
    who : tuple of str
        Members, or cars, who could come if this were not.
    """

    obstacle: Obstacle
    who: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shortage:
    """What one shift lacks, and why.

    Parameters
    ----------
    lack : "walkers", "drivers" or "cars"
    missing, needed, able : int
        Places that stay open, of how many; how many there are who could come, other
        shifts aside.
    because : tuple of Because
        Take any one away, and the shift could be filled; with all of them it cannot.
        Where more than 10 shifts hang together, and after the first 12 open shifts:
        what holds those who could come.
    rivals : tuple of str
        Shifts that need the same people or cars.
    """

    lack: Lack
    missing: int
    needed: int
    able: int
    because: tuple[Because, ...]
    rivals: tuple[str, ...] = ()

    @property
    def reason(self) -> Text:
        """Say it in one sentence."""
        causes = [
            _CAUSES[one.obstacle].format(count=len(one.who)) for one in self.because
        ]
        listed = Text(
            ja="、".join(one.ja for one in causes),
            en="; ".join(one.en for one in causes),
        )
        return _SENTENCE.format(
            who=_WHO[self.lack],
            missing=self.missing,
            needed=self.needed,
            able=self.able,
            causes=listed,
        )


@dataclass(frozen=True, kw_only=True)
class Unfilled:
    """A shift that lacks somebody or something.

    Parameters
    ----------
    shift : str
    shortages : tuple of Shortage
    """

    shift: str
    shortages: tuple[Shortage, ...]

    @property
    def missing_walkers(self) -> int:
        """Walkers who are missing."""
        return self._missing("walkers")

    @property
    def missing_drivers(self) -> int:
        """Drivers who are missing."""
        return self._missing("drivers")

    @property
    def missing_cars(self) -> int:
        """Cars that are missing."""
        return self._missing("cars")

    def _missing(self, lack: Lack) -> int:
        return sum(one.missing for one in self.shortages if one.lack == lack)

    @property
    def reason(self) -> Text:
        """Say why, a sentence a lack."""
        said = [one.reason for one in self.shortages]
        return Text(
            ja="".join(one.ja for one in said), en=" ".join(one.en for one in said)
        )


def explain(
    cars: Task,
    garage: Assigned,
    members: Task,
    found: Assigned,
    *,
    tell: Told = lambda done, total: None,
) -> Iterator[Unfilled]:
    """Tell for every shift that is not filled what it lacks, and why.

    Parameters
    ----------
    cars, members : Task
    garage, found : Assigned
        How far they could be filled.
    tell : callable
        Told how many are done, of how many.

    Yields
    ------
    Unfilled
    """
    short = garage.missing + found.missing + found.missing_skilled
    numbers = np.flatnonzero(short)
    drivers = _drivers_task(members)
    ways: tuple[tuple[Lack, Task, Assigned, Ints], ...] = (
        ("cars", cars, garage, garage.missing),
        ("drivers", drivers, _skilled(found, members), found.missing_skilled),
        ("walkers", members, found, found.missing),
    )
    for done, shift in enumerate(numbers.tolist()):
        tell(done, len(numbers))
        shortages = [
            _shortage(
                lack,
                task,
                assigned,
                shift,
                missing=int(missing[shift]),
                is_thinned=done < _MOST_THINNED,
            )
            for lack, task, assigned, missing in ways
            if missing[shift]
        ]
        yield Unfilled(shift=members.shifts[shift].id, shortages=tuple(shortages))
    tell(len(numbers), len(numbers))


def _drivers_task(members: Task) -> Task:
    """Look at drivers alone: who does not drive is kept away by that."""
    shape = members.fixed.shape
    licence = np.broadcast_to(~members.skilled[:, None], shape)
    blocked = {**members.workers.blocked, "licence": licence}
    return replace(
        members,
        need=members.need_skilled,
        workers=replace(members.workers, blocked=blocked),
        fixed=members.fixed & members.skilled[:, None],
        need_skilled=np.zeros_like(members.need_skilled),
    )


def _skilled(found: Assigned, members: Task) -> Assigned:
    turns = found.turns & members.skilled[:, None]
    return Assigned(turns, found.missing_skilled, found.missing)


def _shortage(
    lack: Lack,
    task: Task,
    assigned: Assigned,
    shift: int,
    *,
    missing: int,
    is_thinned: bool,
) -> Shortage:
    blocked = {name: table[:, shift] for name, table in task.workers.blocked.items()}
    there = task.fixed[:, shift]
    needed = int(task.need[shift])
    able = _able(blocked, there, tuple(blocked))
    rivals: tuple[str, ...] = ()
    if able.sum() < needed:
        because = _alone(blocked, there, needed)
    elif is_thinned:
        because, rivals = _together(task, assigned, shift)
    else:
        because, rivals = _held_now(task, assigned, shift)
    return Shortage(
        lack=lack,
        missing=missing,
        needed=needed,
        able=int(able.sum()),
        because=tuple(
            Because(obstacle=name, who=_kept_by(task, blocked, there, name, because))
            for name in because
        ),
        rivals=rivals,
    )


def _able(
    blocked: Mapping[Obstacle, Bools], there: Bools, held: Sequence[Obstacle]
) -> Bools:
    """Tell who could come if only these obstacles held."""
    able = np.ones(len(there), dtype=bool)
    for name in held:
        able &= ~blocked[name]
    return able | there


def _alone(
    blocked: Mapping[Obstacle, Bools], there: Bools, needed: int
) -> tuple[Obstacle, ...]:
    """Thin obstacles out while those left still keep the shift from being filled."""
    held = list(blocked)
    for name in sorted(blocked, key=lambda one: int(blocked[one].sum())):
        left = [one for one in held if one != name]
        if _able(blocked, there, left).sum() < needed:
            held = left
    return tuple(held) or ("too-few",)


def _kept_by(
    task: Task,
    blocked: Mapping[Obstacle, Bools],
    there: Bools,
    name: Obstacle,
    because: Sequence[Obstacle],
) -> tuple[str, ...]:
    if name not in blocked:
        return ()
    others = [one for one in because if one != name]
    kept = _able(blocked, there, others) & blocked[name] & ~there
    return tuple(task.workers.ids[number] for number in np.flatnonzero(kept))


def _together(
    task: Task, assigned: Assigned, shift: int
) -> tuple[tuple[Obstacle, ...], tuple[str, ...]]:
    """Find limits and rival shifts that together leave this shift open."""
    bound = _reached(task, assigned, shift)
    if bound is None or not _is_short(task, bound, _LIMITS):
        return _held_now(task, assigned, shift)
    for other in bound.tolist():
        left = bound[bound != other]
        if other != shift and _is_short(task, left, _LIMITS):
            bound = left
    held = list(_LIMITS)
    for name in _LIMITS:
        left_limits = [one for one in held if one != name]
        if _is_short(task, bound, left_limits):
            held = left_limits
    names = tuple(task.shifts[n].id for n in bound.tolist() if n != shift)
    return tuple(held) or ("too-few",), names


def _held_now(
    task: Task, assigned: Assigned, shift: int
) -> tuple[tuple[Obstacle, ...], tuple[str, ...]]:
    """Tell what holds those who could come, where too much hangs together to thin."""
    turns = assigned.turns
    can = task.workers.free()[:, shift] & ~turns[:, shift]
    same_time = np.array([one.meets(task.shifts[shift]) for one in task.shifts])
    monday = _mondays(task)
    this_week = turns[:, monday == monday[shift]].sum(axis=1)
    holds: dict[Obstacle, Bools] = {
        "most": turns.sum(axis=1) >= task.workers.most,
        "most-a-week": this_week >= task.workers.most_a_week,
        "same-time": turns[:, same_time].sum(axis=1) > 0,
    }
    rivals = np.flatnonzero(same_time & turns[can].any(axis=0))
    found = tuple(name for name, who in holds.items() if (who & can).any())
    return found or ("too-few",), tuple(task.shifts[n].id for n in rivals.tolist())


def _mondays(task: Task) -> Ints:
    days = [one.on.toordinal() - one.on.weekday() for one in task.shifts]
    return np.array(days, dtype=np.int64)


def _reached(task: Task, assigned: Assigned, shift: int) -> Ints | None:
    """Follow who could come to the shifts that hold them, and on from there.

    None where that leads to more shifts than anybody would read.
    """
    free, turns = task.workers.free(), assigned.turns
    monday = _mondays(task)
    seen, waiting = {shift}, [shift]
    while waiting and len(seen) <= _MOST_RIVALS:
        here = waiting.pop()
        can = free[:, here] & ~turns[:, here]
        week = np.flatnonzero(monday == monday[here])
        meets = [n for n in week.tolist() if task.shifts[n].meets(task.shifts[here])]
        in_week = can & (task.workers.most_a_week < ENDLESS)
        ever = can & (task.workers.most < ENDLESS)
        holding = {n for n in meets if turns[can, n].any()}
        holding |= set(week[turns[in_week][:, week].any(axis=0)].tolist())
        holding |= set(np.flatnonzero(turns[ever].any(axis=0)).tolist())
        waiting += holding - seen
        seen |= holding
    return np.array(sorted(seen)) if len(seen) <= _MOST_RIVALS else None


def _is_short(task: Task, bound: Ints, limits: Sequence[Obstacle]) -> bool:
    """Tell whether some shifts by themselves cannot all be filled under some limits."""
    kept = np.union1d(bound, np.flatnonzero(task.fixed.any(axis=0)))
    near = task.workers.free()[:, bound] | task.fixed[:, bound]
    who: Bools = near.sum(axis=1) > 0
    workers = task.workers.only(kept, who)
    none = np.full(len(workers.ids), ENDLESS)
    workers = replace(
        workers,
        most=workers.most if "most" in limits else none,
        most_a_week=workers.most_a_week if "most-a-week" in limits else none,
    )
    part = replace(
        task,
        shifts=[task.shifts[number] for number in kept.tolist()],
        need=np.where(np.isin(kept, bound), task.need[kept], 0),
        workers=workers,
        fixed=task.fixed[who][:, kept],
        earlier=np.zeros_like(task.earlier[who][:, kept]),
        skilled=task.skilled[who],
        need_skilled=np.zeros(len(kept), dtype=np.int64),
        liking=task.liking[who][:, kept],
    )
    may_overlap = "same-time" not in limits
    found = assign(part, is_balanced=False, may_overlap=may_overlap)
    return bool(found.missing.any())


_WHO: Mapping[Lack, Text] = {
    "walkers": Text(ja="人", en="people"),
    "drivers": Text(ja="運転できる人", en="drivers"),
    "cars": Text(ja="車", en="cars"),
}
_SENTENCE = Text(
    ja="{who}が{needed}のうち{missing}足りません（ほかの当番を別にすれば{able}）。わけ：{causes}。",
    en="{missing} of {needed} {who} are missing ({able} could come, other shifts "
    "aside): {causes}.",
)
_CAUSES: Mapping[Obstacle, Text] = {
    "too-few": Text(ja="名簿の数がそもそも足りない", en="there are too few at all"),
    "certificate": Text(
        ja="その日に実施者証が有効でない（{count}）",
        en="no valid certificate that day ({count})",
    ),
    "place": Text(
        ja="その場所を受け持たない（{count}）", en="do not serve there ({count})"
    ),
    "hours": Text(
        ja="その曜日・時刻に出られない（{count}）",
        en="cannot come at that weekday and hour ({count})",
    ),
    "away": Text(ja="その日は出られない（{count}）", en="away that day ({count})"),
    "licence": Text(
        ja="車を運転しない（{count}）", en="do not drive the car ({count})"
    ),
    "most-a-week": Text(
        ja="週の回数の上限に達する", en="the most shifts a week are reached"
    ),
    "most": Text(
        ja="期間の回数の上限に達する", en="the most shifts in all are reached"
    ),
    "same-time": Text(
        ja="同じ時刻のほかの当番と重なる", en="other shifts at the same time need them"
    ),
    "papers": Text(
        ja="車の許可の期間外（{count}）", en="papers not valid that day ({count})"
    ),
}
