"""A year's watch calendar: rules, and the dated shifts that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import ClassVar, Literal, get_args

from machimori.language import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
SCHOOL_WEEK: tuple[Weekday, ...] = WEEKDAYS[:5]
EVERY_MONTH = tuple(range(1, 13))


def weekday_of(on: date) -> Weekday:
    """Return the day of the week of a date.

    Parameters
    ----------
    on : date

    Returns
    -------
    str
    """
    return WEEKDAYS[on.weekday()]


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days one after the other.

    Parameters
    ----------
    first : date
    last : date or None
        It lies in the span; None where there is no end.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    first: date
    last: date | None = None

    def __contains__(self, on: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, kw_only=True)
class WatchPlace:
    """A place that is watched: a school and the streets around it.

    Parameters
    ----------
    id, name : str
    ends : mapping
        When lessons end, by day of the week.
    ends_on : mapping
        The same on days that differ, by date.
    off : tuple of Span
        When this place alone is closed.
    posts : tuple of (float, float)
        Where one stands, as longitude and latitude. [deg]
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    name: str = ""
    ends: Mapping[Weekday, time] = field(default_factory=dict)
    ends_on: Mapping[date, time] = field(default_factory=dict)
    off: tuple[Span, ...] = ()
    posts: tuple[tuple[float, float], ...] = ()

    def end_on(self, on: date) -> time | None:
        """Return when lessons end on a day; None where nobody said."""
        return self.ends_on.get(on, self.ends.get(weekday_of(on)))


@dataclass(frozen=True, kw_only=True)
class WatchRule:
    """When one kind of watch comes round.

    Parameters
    ----------
    kind : str
        ``morning``, ``afternoon``, ``first-day``, or a city's own word.
    name : str
        For people to read; else the kind.
    days : "school-days" or "first-days"
        Every school day of its weeks and months, or the first day of each term.
    weekdays : tuple of str
    months : tuple of int
        1 to 12.
    begins : time or None
        None: when the school's lessons end.
    lasts_min : int
        [minute]
    earliest, latest : time or None
        A watch lies between them: it is moved by up to half its length, else left out
        with a reason.
    walkers, cars : int
        Needed at each place.
    all_cars : bool
        All the city's cars go out, spread over the places.
    cancelled_in_rain : bool
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    kind: str
    name: str = ""
    days: Literal["school-days", "first-days"] = "school-days"
    weekdays: tuple[Weekday, ...] = SCHOOL_WEEK
    months: tuple[int, ...] = EVERY_MONTH
    begins: time | None = None
    lasts_min: int = 60
    earliest: time | None = None
    latest: time | None = None
    walkers: int = 2
    cars: int = 0
    all_cars: bool = False
    cancelled_in_rain: bool = True


@dataclass(frozen=True, kw_only=True)
class WatchCalendar:
    """What holds for a whole city in a year.

    Parameters
    ----------
    rules : tuple of WatchRule
        Of rules of one kind that meet on a day, the first holds.
    first_days : tuple of date
        First days of the terms.
    school_holidays : tuple of Span
        Summer, winter and spring.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    rules: tuple[WatchRule, ...]
    first_days: tuple[date, ...] = ()
    school_holidays: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One watch, on one day at one place.

    Parameters
    ----------
    id : str
        The same whenever the calendar is laid out again.
    kind : str
    on : date
    begins, ends : time
    place : str
        Id of the place.
    walkers, cars : int
        Needed. Each car needs a driver among the walkers.
    cancelled_in_rain : bool
    """

    id: str
    kind: str
    on: date
    begins: time
    ends: time
    place: str
    walkers: int
    cars: int = 0
    cancelled_in_rain: bool = True

    def meets(self, other: Shift) -> bool:
        """Whether nobody can do both."""
        return (
            self.on == other.on
            and self.begins < other.ends
            and other.begins < self.ends
        )


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A watch that the rules ask for and that cannot be laid down.

    Parameters
    ----------
    kind, place : str
    on : date
    reason : Text
    """

    kind: str
    place: str
    on: date
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Expansion:
    """The dated shifts of a calendar.

    Parameters
    ----------
    shifts : tuple of Shift
        By day, hour and place.
    left_out : tuple of LeftOut
    """

    shifts: tuple[Shift, ...]
    left_out: tuple[LeftOut, ...]


def expand(
    calendar: WatchCalendar,
    places: Sequence[WatchPlace],
    *,
    first_on: date,
    last_on: date,
    is_holiday: Callable[[date], bool] = lambda on: False,
    fleet: int = 0,
) -> Expansion:
    """Lay a calendar out as dated shifts.

    Parameters
    ----------
    calendar : WatchCalendar
    places : sequence of WatchPlace
    first_on, last_on : date
        Both lie in the time that is laid out.
    is_holiday : callable
        Whether a date is a public holiday.
    fleet : int
        How many cars the city has, for rules that send all of them out.

    Returns
    -------
    Expansion
    """
    shifts: list[Shift] = []
    left_out: list[LeftOut] = []
    for on in _days(first_on, last_on):
        if is_holiday(on) or any(on in span for span in calendar.school_holidays):
            continue
        for rule in _rules_on(calendar, on):
            for made in _watches(rule, places, on, fleet):
                if isinstance(made, Shift):
                    shifts.append(made)
                else:
                    left_out.append(made)
    order = sorted(shifts, key=lambda one: (one.on, one.begins, one.ends, one.id))
    return Expansion(shifts=tuple(order), left_out=tuple(left_out))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _rules_on(calendar: WatchCalendar, on: date) -> list[WatchRule]:
    """Return the rules of a day, one of each kind."""
    held: dict[str, WatchRule] = {}
    is_first = on in calendar.first_days
    for rule in calendar.rules:
        is_due = weekday_of(on) in rule.weekdays
        holds = is_first if rule.days == "first-days" else is_due
        if holds and on.month in rule.months:
            held.setdefault(rule.kind, rule)
    return list(held.values())


def _watches(
    rule: WatchRule, places: Sequence[WatchPlace], on: date, fleet: int
) -> Iterator[Shift | LeftOut]:
    open_ = [place for place in places if not any(on in span for span in place.off)]
    for number, place in enumerate(open_):
        wanted = rule.begins or place.end_on(on)
        begins = None if wanted is None else _fitted(rule, wanted)
        if wanted is None or begins is None:
            reason = _NO_END if wanted is None else _outside(rule, wanted)
            yield LeftOut(kind=rule.kind, place=place.id, on=on, reason=reason)
            continue
        cars = rule.cars
        if rule.all_cars:
            cars = fleet // len(open_) + (number < fleet % len(open_))
        yield Shift(
            id=f"{on.isoformat()}/{rule.kind}/{place.id}",
            kind=rule.kind,
            on=on,
            begins=_clock(begins),
            ends=_clock(begins + rule.lasts_min),
            place=place.id,
            walkers=max(rule.walkers, cars),
            cars=cars,
            cancelled_in_rain=rule.cancelled_in_rain,
        )


def _fitted(rule: WatchRule, wanted: time) -> int | None:
    """Move a watch into the rule's hours, by at most half its length; in minutes."""
    last = _minutes(rule.latest or time(23, 59)) - rule.lasts_min
    first = _minutes(rule.earliest or time(0, 0))
    begins = min(max(_minutes(wanted), first), last)
    is_near = abs(begins - _minutes(wanted)) <= rule.lasts_min / 2
    return begins if is_near and begins >= first else None


def _outside(rule: WatchRule, wanted: time) -> Text:
    return _OUTSIDE.format(
        wanted=_said(wanted),
        minutes=rule.lasts_min,
        earliest=_said(rule.earliest or time(0, 0)),
        latest=_said(rule.latest or time(23, 59)),
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _said(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"


_NO_END = Text(
    ja="この曜日の下校時刻が書かれていません。",
    en="Nobody said when lessons end on that weekday.",
)
_OUTSIDE = Text(
    ja="{wanted}からの{minutes}分は、決められた時間帯{earliest}〜{latest}に収まりません。",
    en="{minutes} minutes from {wanted} do not fit the hours laid down, "
    "{earliest}–{latest}.",
)
