"""Who can walk, and with what: members with their certificates, and cars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import ClassVar, Literal, get_args

from machimori.patrols.calendar import (
    WEEKDAYS,
    Shift,
    Span,
    Weekday,
    weekday_of,
)

Obstacle = Literal[
    "too-few",
    "certificate",
    "place",
    "hours",
    "away",
    "licence",
    "most-a-week",
    "most",
    "same-time",
    "papers",
]
OBSTACLES: tuple[Obstacle, ...] = get_args(Obstacle)
"""What keeps people or cars from a shift.

``too-few``: there are fewer than are needed, whatever else. ``licence``: who drives.
``same-time``: other shifts need them then. ``papers``: of cars.
"""


@dataclass(frozen=True, kw_only=True)
class Availability:
    """A time in which a member can come.

    Parameters
    ----------
    weekdays : tuple of str
    begins, ends : time or None
        None: from, or to, any hour.
    kinds : tuple of str
        Kinds of shift; empty: any.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    weekdays: tuple[Weekday, ...] = WEEKDAYS
    begins: time | None = None
    ends: time | None = None
    kinds: tuple[str, ...] = ()

    def covers(self, shift: Shift) -> bool:
        """Whether a shift lies in it."""
        return (
            weekday_of(shift.on) in self.weekdays
            and (not self.kinds or shift.kind in self.kinds)
            and (self.begins is None or self.begins <= shift.begins)
            and (self.ends is None or shift.ends <= self.ends)
        )


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who walks.

    Parameters
    ----------
    id, name : str
    certified : tuple of Span
        When the certificate is valid.
    available : tuple of Availability or None
        None: whenever nothing else is in the way.
    away : tuple of Span
    serves : frozenset of str or None
        Places; None: anywhere.
    prefers, avoids : frozenset of str
        Places, kinds of shift or days of the week.
    drives : bool
        Whether they may drive a patrol car.
    most, most_a_week : int or None
        Shifts in the whole time, and from Monday to Sunday.
    done_before : int
        Shifts that count with those of this roster when the load is balanced.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: str = ""
    certified: tuple[Span, ...]
    available: tuple[Availability, ...] | None = None
    away: tuple[Span, ...] = ()
    serves: frozenset[str] | None = None
    prefers: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    drives: bool = True
    most: int | None = None
    most_a_week: int | None = None
    done_before: int = 0

    def obstacles(self, shift: Shift) -> frozenset[Obstacle]:
        """Return all that keeps them from a shift, other shifts aside."""
        tests = MEMBER_OBSTACLES.items()
        return frozenset(name for name, holds in tests if holds(self, shift))

    def liking(self, shift: Shift) -> int:
        """Count what they prefer in a shift, less what they would rather not."""
        said = {shift.place, shift.kind, weekday_of(shift.on)}
        return len(said & self.prefers) - len(said & self.avoids)


@dataclass(frozen=True, kw_only=True)
class Car:
    """A patrol car.

    Parameters
    ----------
    id, name : str
    papers : tuple of Span or None
        When its papers are valid; None: always.
    away : tuple of Span
        In for inspection or repair.
    serves : frozenset of str or None
        Places; None: anywhere.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: str = ""
    papers: tuple[Span, ...] | None = None
    away: tuple[Span, ...] = ()
    serves: frozenset[str] | None = None

    def obstacles(self, shift: Shift) -> frozenset[Obstacle]:
        """Return all that keeps it from a shift, other shifts aside."""
        tests = CAR_OBSTACLES.items()
        return frozenset(name for name, holds in tests if holds(self, shift))


def _serves_elsewhere(worker: Member | Car, shift: Shift) -> bool:
    return worker.serves is not None and shift.place not in worker.serves


def _is_away(worker: Member | Car, shift: Shift) -> bool:
    return any(shift.on in span for span in worker.away)


def _has_no_certificate(member: Member, shift: Shift) -> bool:
    return not any(shift.on in span for span in member.certified)


def _cannot_come(member: Member, shift: Shift) -> bool:
    open_ = member.available
    return open_ is not None and not any(one.covers(shift) for one in open_)


def _has_no_papers(car: Car, shift: Shift) -> bool:
    papers = car.papers
    return papers is not None and not any(shift.on in span for span in papers)


MEMBER_OBSTACLES: Mapping[Obstacle, Callable[[Member, Shift], bool]] = {
    "certificate": _has_no_certificate,
    "place": _serves_elsewhere,
    "hours": _cannot_come,
    "away": _is_away,
}
CAR_OBSTACLES: Mapping[Obstacle, Callable[[Car, Shift], bool]] = {
    "papers": _has_no_papers,
    "place": _serves_elsewhere,
    "away": _is_away,
}
WHAT_MATTERS: Mapping[Obstacle, Callable[[Shift], object]] = {
    "certificate": lambda shift: shift.on,
    "papers": lambda shift: shift.on,
    "away": lambda shift: shift.on,
    "place": lambda shift: shift.place,
    "hours": lambda one: (one.on.weekday(), one.begins, one.ends, one.kind),
}
"""What an obstacle looks at: shifts alike in it need asking about once."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A member takes a shift.

    Parameters
    ----------
    shift, member : str
    car : str or None
        The car that they drive.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    shift: str
    member: str
    car: str | None = None
