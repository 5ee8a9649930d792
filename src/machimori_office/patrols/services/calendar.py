"""Laying the rule out as watches of a month: one row a watch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from machimori.patrols import Expansion, WatchPlace, expand
from machimori.patrols import Shift as Watch
from machimori_office.patrols.models import Car, School, Shift
from machimori_office.patrols.services.noting import note, patrol_rule
from machimori_office.patrols.terms import PatrolRule
from machimori_office.rules.services import rule
from machimori_office.web.holidays import national_holiday
from machimori_office.web.years import months_after


def last_of_month(first_on: date) -> date:
    """Return the last day of the month that begins on a day."""
    return months_after(first_on, 1) - timedelta(days=1)


def expanded(first_on: date, last_on: date) -> Expansion:
    """Lay the rule of the first day out, without writing anything."""
    city = rule(PatrolRule, on=first_on)
    return expand(
        city.calendar,
        [_place(school) for school in School.objects.filter(is_current=True)],
        first_on=first_on,
        last_on=last_on,
        is_holiday=lambda on: national_holiday(on) is not None,
        fleet=Car.objects.filter(retired_on=None).count(),
    )


@transaction.atomic
def lay_out(first_on: date, last_on: date, *, actor: str, at: datetime) -> list[Shift]:
    """Write the watches that follow from the rule and are not there yet.

    Those that follow no longer go, unless somebody walks there.
    """
    wanted = {_key(watch): watch for watch in expanded(first_on, last_on).shifts}
    there = {_key_of(s): s for s in _between(first_on, last_on)}
    gone = [s.pk for key, s in there.items() if key not in wanted]
    Shift.objects.filter(
        pk__in=gone, turns=None, report=None, cancelled_at=None
    ).delete()
    schools = {school.code: school for school in School.objects.all()}
    city = patrol_rule(at)
    new = [
        _shift(watch, schools, city)
        for key, watch in wanted.items()
        if key not in there
    ]
    Shift.objects.bulk_create(new)
    for key, watch in wanted.items():
        if key in there:
            _follow(there[key], watch)
    note(
        "laid_out",
        "month",
        f"{first_on:%Y-%m}",
        actor=actor,
        at=at,
        reason="by the rule",
        new=str(len(new)),
    )
    return list(_between(first_on, last_on))


Key = tuple[date, str, str]


def _key(watch: Watch) -> Key:
    return watch.on, watch.kind, watch.place


def _key_of(shift: Shift) -> Key:
    return shift.on, shift.kind, shift.school.code


def _between(first_on: date, last_on: date) -> list[Shift]:
    found = Shift.objects.between(first_on, last_on).select_related("school")
    return list(found)


def _place(school: School) -> WatchPlace:
    ends = {day: time.fromisoformat(at) for day, at in school.ends.items()}
    return WatchPlace(id=school.code, name=school.name, ends=ends)


def _shift(watch: Watch, schools: Mapping[str, School], city: PatrolRule) -> Shift:
    return Shift(
        kind=watch.kind,
        is_first_day=watch.on in city.calendar.first_days and watch.cars > 0,
        on=watch.on,
        begins=watch.begins,
        ends=watch.ends,
        school=schools[watch.place],
        walkers=watch.walkers,
        cars=watch.cars,
    )


def _follow(shift: Shift, watch: Watch) -> None:
    """Give a watch the hours of the rule where the rule has changed since."""
    hours: dict[str, Any] = {"begins": watch.begins, "ends": watch.ends}
    hours |= {"walkers": watch.walkers, "cars": watch.cars}
    if any(getattr(shift, name) != value for name, value in hours.items()):
        Shift.objects.filter(pk=shift.pk, cancelled_at=None).update(**hours)
