"""A roster for people and machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table

from machimori.formats.patrols import GapNear, RosterFile
from machimori.language import Language
from machimori.patrols import Roster, Shift, Turn, Unfilled, weekday_of
from machimori.reports.paper import Paper, Part
from machimori.reports.patrols.icalendar import Event, icalendar
from machimori.reports.patrols.maps import reopened_map
from machimori.reports.patrols.wording import DAYS, WORDS
from machimori.reports.sheets import Column, Sheets, workbook
from machimori.watch import Assumptions

_MOST_MAPS = 12


@dataclass(frozen=True, eq=False)
class RosterResult:
    """A roster beside what it was made of.

    Parameters
    ----------
    file : RosterFile
    roster : Roster
    gap : GapNear or None
        To ask what reopens where a shift falls out.
    assumptions : Assumptions
        How far one sees, and with which chance.
    """

    file: RosterFile
    roster: Roster
    gap: GapNear | None = None
    assumptions: Assumptions = field(default_factory=Assumptions)

    @cached_property
    def turns(self) -> Mapping[str, list[Turn]]:
        """Turns by shift."""
        found: dict[str, list[Turn]] = {}
        for turn in self.roster.turns:
            found.setdefault(turn.shift, []).append(turn)
        return found

    @cached_property
    def unfilled(self) -> Mapping[str, Unfilled]:
        """What is not filled, by shift."""
        return {one.shift: one for one in self.roster.unfilled}

    def reopens_child_m(self, shift: Shift) -> float | None:
        """Way that children walk unseen if nobody comes; None where not known.

        As `propose_posts` reckons: the gap within reach of the posts, times the chance
        that somebody who stands there sees. [child m]
        """
        posts = {one.id: one.posts for one in self.file.places}[shift.place]
        if self.gap is None or not posts:
            return None
        spots = np.array(posts, dtype=np.float64).reshape(-1, 2)
        unseen = self.gap.unseen_child_m(
            spots,
            _hours(shift.begins),
            _hours(shift.ends),
            reach_m=self.assumptions["reach-post"],
        )
        return unseen * self.assumptions["chance-post"]


def roster_table(result: RosterResult, *, language: Language) -> RenderableType:
    """Set a roster as tables: what is not filled and why, loads, shifts."""
    say = _said(language)
    shifts = Table(box=None, pad_edge=False)
    for name in ("day", "hours", "kind", "place", "who"):
        shifts.add_column(say[name], overflow="fold")
    for shift in result.file.shifts:
        shifts.add_row(*_shift_row(result, shift, language))
    return Group(*_sentences(result, language), *_open(result, language), shifts)


def roster_document(result: RosterResult, *, language: Language) -> dict[str, Any]:
    """Write a roster as values that JSON can hold; `earlier` of the next reads it.

    Returns
    -------
    dict
        ``title``, ``shifts``, ``turns``, ``unfilled``, ``load``, ``given_up``,
        ``doubts``, ``left_out``.
    """
    return {
        "title": result.file.title,
        "shifts": [_shift_values(shift) for shift in result.file.shifts],
        "turns": [_turn_values(turn) for turn in result.roster.turns],
        "unfilled": [
            _unfilled_values(result, shift, language)
            for shift in result.file.shifts
            if shift.id in result.unfilled
        ],
        "load": dict(result.roster.load),
        "given_up": [_turn_values(turn) for turn in result.roster.given_up],
        "doubts": [
            {**_turn_values(one.turn), "because": list(one.because)}
            for one in result.roster.doubts
        ],
        "left_out": [
            {
                "on": one.on.isoformat(),
                "kind": one.kind,
                "place": one.place,
                "reason": one.reason.in_(language),
            }
            for one in result.file.expansion.left_out
        ],
    }


def roster_paper(result: RosterResult, *, language: Language) -> Paper:
    """Lay a roster out for print: a table a month, and what is open first."""
    say = _said(language)
    parts = []
    open_ = tuple(_open_rows(result, language))
    if open_:
        head = (say["day"], say["hours"], say["place"], say["why"])
        parts.append(Part(title=say["open"], head=head, rows=open_))
        parts += _reopened(result, language)
    heads = tuple(say[name] for name in ("day", "hours", "kind", "place", "who"))
    months: dict[tuple[int, int], list[Shift]] = {}
    for shift in result.file.shifts:
        months.setdefault((shift.on.year, shift.on.month), []).append(shift)
    for number, ((year, month), shifts) in enumerate(months.items()):
        rows = tuple(_shift_row(result, shift, language) for shift in shifts)
        title = WORDS["month"].format(year=year, month=month).in_(language)
        is_next = number > 0 or bool(open_)
        parts.append(Part(title=title, head=heads, rows=rows, on_new_page=is_next))
    return Paper(
        kicker=say["roster"],
        title=result.file.title or say["roster"],
        on=result.file.first_on,
        facts=tuple(_facts(result, language)),
        notices_title=say["notices"],
        notices=tuple(_sentences(result, language)),
        parts=tuple(parts),
    )


def roster_calendar(
    result: RosterResult, *, language: Language, member: str | None = None
) -> str:
    """Write the shifts, or one member's, as iCalendar."""
    names = _names(result)
    kinds, places = result.file.kinds, _places(result)
    events = []
    for shift in result.file.shifts:
        turns = result.turns.get(shift.id, [])
        mine = [turn for turn in turns if member in (None, turn.member)]
        if member is not None and not mine:
            continue
        who = "、".join(names[turn.member] for turn in turns)
        events.append(
            Event(
                uid=shift.id,
                on=shift.on,
                begins=shift.begins,
                ends=shift.ends,
                title=f"{kinds[shift.kind]} {places[shift.place]}",
                place=places[shift.place],
                text=who if member is None else "",
            )
        )
    return icalendar(events, stamped_on=result.file.first_on)


def roster_workbook(result: RosterResult, *, language: Language) -> bytes:
    """Write a roster as Excel: shifts, what is open, loads."""

    def fill(sheets: Sheets) -> None:
        say = _said(language)
        widths = {"day": 16, "hours": 14, "kind": 18, "place": 24, "who": 60, "why": 90}
        for sheet, names, rows in (
            (
                "shifts",
                ("day", "hours", "kind", "place", "who"),
                _all_rows(result, language),
            ),
            (
                "open",
                ("day", "hours", "place", "why"),
                list(_open_rows(result, language)),
            ),
        ):
            columns = [Column(say[name], widths[name]) for name in names]
            sheets.table(sheet, columns, rows)
        who = _names(result)
        loads = [(who[one], count) for one, count in result.roster.load.items()]
        columns = [Column(say["member"], 30), Column(say["shifts"], 12)]
        sheets.table("loads", columns, loads)

    title = result.file.title or _said(language)["roster"]
    return workbook(title, result.file.first_on, language, fill)


def _all_rows(result: RosterResult, language: Language) -> list[tuple[str, ...]]:
    return [_shift_row(result, shift, language) for shift in result.file.shifts]


def _facts(result: RosterResult, language: Language) -> Iterator[tuple[str, str]]:
    say = _said(language)
    loads = Counter(result.roster.load.values())
    yield say["shifts"], f"{len(result.file.shifts):,}"
    yield say["members"], f"{len(result.file.members):,}"
    yield say["open"], f"{len(result.roster.unfilled):,}"
    if loads:
        yield say["load"], f"{min(loads)}–{max(loads)}"


def _sentences(result: RosterResult, language: Language) -> Iterator[str]:
    counted = WORDS["counted"].format(
        shifts=len(result.file.shifts),
        members=len(result.file.members),
        open=len(result.roster.unfilled),
        least=min(result.roster.load.values(), default=0),
        most=max(result.roster.load.values(), default=0),
    )
    yield counted.in_(language)
    if result.roster.given_up:
        said = WORDS["given_up"].format(count=len(result.roster.given_up))
        yield said.in_(language)
    for doubt in result.roster.doubts:
        said = WORDS["doubt"].format(shift=doubt.turn.shift, member=doubt.turn.member)
        yield said.in_(language)
    reasons: Counter[tuple[str, str, str]] = Counter(
        (one.kind, one.place, one.reason.in_(language))
        for one in result.file.expansion.left_out
    )
    kinds, places = result.file.kinds, _places(result)
    for (kind, place, reason), count in reasons.items():
        said = WORDS["left_out"].format(
            kind=kinds[kind], place=places[place], count=count, reason=reason
        )
        yield said.in_(language)
    if result.gap is not None and not any(one.posts for one in result.file.places):
        yield WORDS["no_posts"].in_(language)


def _open(result: RosterResult, language: Language) -> Iterator[RenderableType]:
    rows = list(_open_rows(result, language))
    if not rows:
        return
    say = _said(language)
    table = Table(box=None, pad_edge=False, title=say["open"], title_justify="left")
    for name in ("day", "hours", "place", "why"):
        table.add_column(say[name], overflow="fold")
    for row in rows:
        table.add_row(*row)
    yield table


def _open_rows(result: RosterResult, language: Language) -> Iterator[tuple[str, ...]]:
    places = _places(result)
    for shift in result.file.shifts:
        if shift.id not in result.unfilled:
            continue
        reason = result.unfilled[shift.id].reason.in_(language)
        reopens = result.reopens_child_m(shift)
        if reopens is not None:
            said = WORDS["reopens"].format(
                place=places[shift.place], child_m=f"{reopens:,.0f}"
            )
            reason += said.in_(language)
        yield (*_when(shift, language), places[shift.place], reason)


def _reopened(result: RosterResult, language: Language) -> Iterator[Part]:
    """Yield a map for each place and hours that are open, of where a gap reopens."""
    if result.gap is None:
        return
    posts, names = {one.id: one.posts for one in result.file.places}, _places(result)
    open_ = [one for one in result.file.shifts if one.id in result.unfilled]
    days: dict[tuple[str, time, time], list[Shift]] = {}
    for shift in open_:
        days.setdefault((shift.place, shift.begins, shift.ends), []).append(shift)
    for place, begins, ends in list(days)[:_MOST_MAPS]:
        title = WORDS["reopened"].format(
            place=names[place], begins=clock(begins), ends=clock(ends)
        )
        svg = reopened_map(
            result.gap,
            posts[place],
            (_hours(begins), _hours(ends)),
            title=title.in_(language),
            language=language,
        )
        shifts = days[place, begins, ends]
        said = WORDS["reopened_on"].format(
            days="、".join(day_said(one.on, language) for one in shifts[:12]),
            count=len(shifts),
        )
        if svg:
            yield Part(
                title=title.in_(language),
                sentences=(said.in_(language),),
                svg=svg,
                alt=title.in_(language),
            )


def _shift_row(
    result: RosterResult, shift: Shift, language: Language
) -> tuple[str, ...]:
    names = _names(result)
    cars = {one.id: one.name or one.id for one in result.file.cars}
    who = [
        names[turn.member] + (f"（{cars.get(turn.car, turn.car)}）" if turn.car else "")
        for turn in result.turns.get(shift.id, [])
    ]
    if shift.id in result.unfilled:
        missing = result.unfilled[shift.id]
        said = WORDS["missing"].format(
            walkers=missing.missing_walkers,
            drivers=missing.missing_drivers,
            cars=missing.missing_cars,
        )
        who.append(said.in_(language))
    joiner = "、" if language == "ja" else ", "
    kind, place = result.file.kinds[shift.kind], _places(result)[shift.place]
    return (*_when(shift, language), kind, place, joiner.join(who))


def _when(shift: Shift, language: Language) -> tuple[str, str]:
    return day_said(shift.on, language), f"{clock(shift.begins)}–{clock(shift.ends)}"


def day_said(on: date, language: Language) -> str:
    """Write a day with its day of the week."""
    weekday = DAYS[weekday_of(on)].in_(language)
    if language == "ja":
        return f"{on.month}月{on.day}日（{weekday}）"
    return f"{weekday} {on.isoformat()}"


def clock(at: time) -> str:
    """Write a time as people do."""
    return f"{at.hour}:{at.minute:02d}"


def _hours(at: time) -> float:
    return at.hour + at.minute / 60


def _names(result: RosterResult) -> dict[str, str]:
    return {one.id: one.name or one.id for one in result.file.members}


def _places(result: RosterResult) -> dict[str, str]:
    return {one.id: one.name or one.id for one in result.file.places}


def _said(language: Language) -> dict[str, str]:
    return {name: text.in_(language) for name, text in WORDS.items()}


def _shift_values(shift: Shift) -> dict[str, Any]:
    return {
        "id": shift.id,
        "kind": shift.kind,
        "on": shift.on.isoformat(),
        "begins": clock(shift.begins),
        "ends": clock(shift.ends),
        "place": shift.place,
        "walkers": shift.walkers,
        "cars": shift.cars,
        "cancelled_in_rain": shift.cancelled_in_rain,
    }


def _turn_values(turn: Turn) -> dict[str, Any]:
    return {"shift": turn.shift, "member": turn.member, "car": turn.car}


def _unfilled_values(
    result: RosterResult, shift: Shift, language: Language
) -> dict[str, Any]:
    unfilled = result.unfilled[shift.id]
    reopens = result.reopens_child_m(shift)
    return {
        "shift": shift.id,
        "missing_walkers": unfilled.missing_walkers,
        "missing_drivers": unfilled.missing_drivers,
        "missing_cars": unfilled.missing_cars,
        "reason": unfilled.reason.in_(language),
        "because": [
            {
                "lack": shortage.lack,
                "obstacles": [one.obstacle for one in shortage.because],
                "who": {one.obstacle: list(one.who) for one in shortage.because},
                "rivals": list(shortage.rivals),
            }
            for shortage in unfilled.shortages
        ],
        "reopens_child_m": None if reopens is None else round(reopens, 1),
    }
