"""A roster as the library draws it up: the office's rows in, turns and gaps out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from machimori import patrols as library
from machimori_office.patrols.models import Car, Member, Roster, Shift, Turn
from machimori_office.web.years import first_day, fiscal_year


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What came of it.

    Parameters
    ----------
    new : list of (shift, member, car or None)
        Keys of rows; turns that stood already are not among them.
    unfilled : list of dict
        As `Roster.unfilled` keeps it.
    """

    new: list[tuple[UUID, int, int | None]]
    unfilled: list[dict[str, Any]]


def drawn(roster: Roster) -> Drawn:
    """Draw up the roster of a month."""
    shifts = list(_shifts(roster))
    stood = list(Turn.objects.filter(shift__in=shifts))
    # Before publication only what somebody chose by hand stays.
    fixed = [t for t in stood if roster.published_at or not t.is_drafted]
    earlier = [t for t in stood if t.is_drafted]
    found = library.roster(
        [_shift(shift) for shift in shifts],
        [_member(member) for member in _members(roster)],
        [_car(car) for car in _cars(roster)],
        fixed=_turns(fixed),
        earlier=_turns(earlier),
    )
    there = {(str(turn.shift_id), str(turn.member_id)) for turn in fixed}
    return Drawn(
        new=[
            (UUID(t.shift), int(t.member), int(t.car) if t.car else None)
            for t in found.turns
            if (t.shift, t.member) not in there
        ],
        unfilled=[_gap(gap) for gap in found.unfilled],
    )


def _shifts(roster: Roster) -> Iterable[Shift]:
    standing = Shift.objects.standing().between(roster.first_on, roster.last_on)
    return standing.filter(report=None).select_related("school")


def _shift(shift: Shift) -> library.Shift:
    return library.Shift(
        id=str(shift.pk),
        kind=shift.kind,
        on=shift.on,
        begins=shift.begins,
        ends=shift.ends,
        place=shift.school.code,
        walkers=shift.walkers,
        cars=shift.cars,
    )


def _members(roster: Roster) -> Iterable[Member]:
    year = (first_day(fiscal_year(roster.first_on)), roster.first_on)
    walked = Q(turns__shift__on__gte=year[0], turns__shift__on__lt=year[1])
    stood = Q(turns__shift__cancelled_at=None)
    here = Member.objects.filter(left_on=None)
    counted = here.annotate(before=Count("turns", filter=walked & stood))
    return counted.prefetch_related("papers", "away")


def _member(member: Any) -> library.Member:
    return library.Member(
        id=str(member.pk),
        name=member.name,
        certified=_spans(member.papers.all()),
        available=_available(member.free),
        away=tuple(
            library.Span(first=away.first_on, last=away.last_on)
            for away in member.away.all()
        ),
        prefers=frozenset(member.prefers),
        most=member.most_a_month,
        done_before=member.before,
    )


def _available(free: list[str]) -> tuple[library.Availability, ...] | None:
    if not free:
        return None
    pairs = [pair.split(".", 1) for pair in free]
    return tuple(
        library.Availability(weekdays=(day,), kinds=(kind,))  # type: ignore[arg-type]
        for day, kind in pairs
    )


def _cars(roster: Roster) -> Iterable[Car]:
    in_use = Car.objects.filter(retired_on=None, in_use_since__lte=roster.last_on)
    return in_use.prefetch_related("papers")


def _car(car: Car) -> library.Car:
    proofs = [p for p in car.papers.all() if p.kind == p.Kind.CAR_PROOF]
    return library.Car(id=str(car.pk), name=car.name, papers=_spans(proofs))


def _spans(papers: Iterable[Any]) -> tuple[library.Span, ...]:
    return tuple(
        library.Span(first=paper.issued_on, last=paper.holds_until)
        for paper in papers
        if paper.ended_on is None
    )


def _turns(turns: Iterable[Turn]) -> list[library.Turn]:
    return [
        library.Turn(
            shift=str(turn.shift_id),
            member=str(turn.member_id),
            car=str(turn.car_id) if turn.car_id else None,
        )
        for turn in turns
    ]


def _gap(gap: library.Unfilled) -> dict[str, Any]:
    return {
        "shift": gap.shift,
        "missing": gap.missing_walkers or gap.missing_drivers or gap.missing_cars,
        "ja": gap.reason.ja,
        "en": gap.reason.en,
    }
