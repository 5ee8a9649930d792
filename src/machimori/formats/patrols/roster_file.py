"""Read what a roster is made of: the calendar, places, members, cars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import ClassVar

from machimori.errors import InvalidInput, Problem, did_you_mean
from machimori.formats.opening import decode, read_bytes
from machimori.formats.patrols.plain_values import with_plain_values
from machimori.language import Text
from machimori.patrols import (
    WEEKDAYS,
    Car,
    Expansion,
    Member,
    Shift,
    Span,
    Turn,
    WatchCalendar,
    WatchPlace,
    WatchRule,
    expand,
)
from machimori.strict_yaml import Path as Place
from machimori.strict_yaml import StrictDocument, fitted, load_strict

_Found = tuple[Place, str, Text]

_LONGEST_DAYS = 800
_MOST_SHIFTS = 20_000


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One file, which may say any of this."""

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    title: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    rules: tuple[WatchRule, ...] = ()
    first_days: tuple[date, ...] = ()
    school_holidays: tuple[Span, ...] = ()
    holidays: tuple[date, ...] = ()
    places: tuple[WatchPlace, ...] = ()
    members: tuple[Member, ...] = ()
    cars: tuple[Car, ...] = ()
    fixed: tuple[Turn, ...] = ()
    earlier: tuple[Turn, ...] = ()
    cancelled: tuple[date | str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RosterFile:
    """All that a roster is made of.

    Parameters
    ----------
    title : str
    expansion : Expansion
        The shifts of the time that is laid out, without those cancelled.
    places : tuple of WatchPlace
    members : tuple of Member
    cars : tuple of Car
    fixed, earlier : tuple of Turn
    kinds : mapping
        Names of kinds of shift.
    first_on : date
    """

    title: str
    expansion: Expansion
    places: tuple[WatchPlace, ...]
    members: tuple[Member, ...]
    cars: tuple[Car, ...]
    fixed: tuple[Turn, ...]
    earlier: tuple[Turn, ...]
    kinds: Mapping[str, str]
    first_on: date

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """The dated shifts."""
        return self.expansion.shifts


def read_roster(paths: Sequence[Path]) -> RosterFile:
    """Read the files of a roster.

    Parameters
    ----------
    paths : sequence of Path
        YAML, or the JSON of an earlier roster; lists of several files are joined, so
        that members, who are personal data, may stand in a file of their own.

    Returns
    -------
    RosterFile

    Raises
    ------
    InvalidInput
        With all problems of all files.
    """
    parts: list[tuple[_Part, StrictDocument]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            parts.append(_part(path))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    whole = _joined([part for part, _ in parts], str(paths[0]))
    problems = [
        problem for part, document in parts for problem in _odd(part, document, whole)
    ]
    if problems:
        raise InvalidInput(problems)
    return _laid_out(whole, str(paths[0]))


def _part(path: Path) -> tuple[_Part, StrictDocument]:
    text = decode(read_bytes(path), file=str(path))
    document = with_plain_values(load_strict(text, file=str(path)))
    if isinstance(document.value, Mapping) and "turns" in document.value:
        turns = fitted(document, tuple[Turn, ...], ("turns",))
        return _Part(earlier=turns), document
    return fitted(document, _Part), document


def _joined(parts: Sequence[_Part], file: str) -> _Part:
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for name in (one.name for one in fields(_Part)):
        given = [getattr(part, name) for part in parts]
        said = [one for one in given if one not in (None, ())]
        if name in _LISTS:
            values[name] = tuple(row for one in said for row in one)
        elif len(set(said)) > 1:
            problems.append(_problem(file, name, str(said[1]), _ONCE, _SAY_ONCE))
        else:
            values[name] = said[0] if said else None
        if name in _NEEDED and not said:
            problems.append(_problem(file, name, "—", Text.same(name), _ADD))
    if problems:
        raise InvalidInput(problems)
    return _Part(**values)  # type: ignore[arg-type]


_LISTS = (
    *("rules", "first_days", "school_holidays", "holidays", "places", "members"),
    *("cars", "fixed", "earlier", "cancelled"),
)
_NEEDED = ("first_on", "last_on", "rules", "places", "members")


def _odd(part: _Part, document: StrictDocument, whole: _Part) -> Iterator[Problem]:
    """Yield what is said twice, or named and not there."""
    for path, found, expected in (*_twice(part, whole), *_nowhere(part, whole)):
        yield Problem(
            file=document.file,
            where=document.where(path),
            found=found[:60],
            expected=expected,
            remedy=_CORRECT,
        )


def _twice(part: _Part, whole: _Part) -> Iterator[_Found]:
    for name in ("places", "members", "cars"):
        counts = Counter(one.id for one in getattr(whole, name))
        for number, one in enumerate(getattr(part, name)):
            if counts[one.id] > 1:
                yield (name, number, "id"), one.id, _ONE_EACH


def _nowhere(part: _Part, whole: _Part) -> Iterator[_Found]:
    places = {one.id for one in whole.places}
    known = places | {one.kind for one in whole.rules} | set(WEEKDAYS)
    ids = {one.id for one in whole.members}
    for name in ("members", "cars"):
        for number, one in enumerate(getattr(part, name)):
            for place in sorted((one.serves or frozenset()) - places):
                yield (name, number, "serves"), place, did_you_mean(place, places)
    for number, member in enumerate(part.members):
        for word in sorted((member.prefers | member.avoids) - known):
            yield ("members", number), word, did_you_mean(word, known)
    for number, turn in enumerate(part.fixed):
        if turn.member not in ids:
            hint = did_you_mean(turn.member, ids)
            yield ("fixed", number, "member"), turn.member, hint


def _laid_out(whole: _Part, file: str) -> RosterFile:
    first, last = whole.first_on, whole.last_on
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST_DAYS:
        found = f"{first} – {last}"
        raise InvalidInput([_problem(file, "last_on", found, _IN_ORDER, _CORRECT)])
    most = ((last - first).days + 1) * len(whole.places) * len(whole.rules)
    if most > 50 * _MOST_SHIFTS:
        raise InvalidInput([_problem(file, "places", str(most), _FEWER, _CORRECT)])
    holidays = frozenset(whole.holidays)
    calendar = WatchCalendar(
        rules=whole.rules,
        first_days=whole.first_days,
        school_holidays=whole.school_holidays,
    )
    expansion = expand(
        calendar,
        whole.places,
        first_on=first,
        last_on=last,
        is_holiday=lambda on: on in holidays,
        fleet=len(whole.cars),
    )
    kept = tuple(_not_cancelled(expansion.shifts, whole.cancelled))
    if len(kept) > _MOST_SHIFTS:
        raise InvalidInput([_problem(file, "rules", str(len(kept)), _FEWER, _CORRECT)])
    return RosterFile(
        title=whole.title or "",
        expansion=Expansion(shifts=kept, left_out=expansion.left_out),
        places=whole.places,
        members=whole.members,
        cars=whole.cars,
        fixed=whole.fixed,
        earlier=whole.earlier,
        kinds={one.kind: one.name or one.kind for one in whole.rules},
        first_on=first,
    )


def _not_cancelled(
    shifts: Iterable[Shift], cancelled: Sequence[date | str]
) -> Iterator[Shift]:
    """Leave out what is cancelled by its id, or falls on a day of rain."""
    rainy = {one for one in cancelled if isinstance(one, date)}
    names = {one for one in cancelled if isinstance(one, str)}
    for shift in shifts:
        is_rained_off = shift.cancelled_in_rain and shift.on in rainy
        if shift.id not in names and not is_rained_off:
            yield shift


def _problem(
    file: str, where: str, found: str, expected: Text, remedy: Text
) -> Problem:
    return Problem(
        file=file,
        where=Text.same(where),
        found=found[:60],
        expected=expected,
        remedy=remedy,
    )


_ADD = Text(ja="どれか一つのファイルに書き足してください。", en="Add it to one file.")
_SAY_ONCE = Text(ja="一か所だけに書いてください。", en="Say it in one file only.")
_CORRECT = Text(ja="値を直してください。", en="Correct the value.")
_ONCE = Text(ja="どのファイルでも同じ値", en="the same value in all files")
_ONE_EACH = Text(ja="一つに一つのid", en="an id of its own")
_IN_ORDER = Text(
    ja="first_on 以後で、800日以内の日", en="a day from first_on, at most 800 days on"
)
_FEWER = Text(ja="2万回までの当番", en="at most 20,000 shifts")
