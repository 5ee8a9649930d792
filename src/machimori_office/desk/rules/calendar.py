"""The fiscal year as a calendar: on which days mails go, at what hours, and why not."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from machimori.errors import UnknownName
from machimori.language import Language
from machimori_office.alerts.calendar import SendingRule
from machimori_office.people.access import Act, requires
from machimori_office.rules.services import rule, rules_on
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.web.years import (
    first_day,
    fiscal_year,
    last_day,
    worded_fiscal_year,
)

_FIRST, _LAST = 2000, 2098


@dataclass(frozen=True)
class Day:
    """One day: its hours, or why it has none."""

    on: date
    hours: str
    why: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A month in weeks that begin on Monday; empty where another month is."""

    first: date
    weeks: list[list[Day | None]]


@require_safe
@requires(Act.SEE_RULES)
def sending_calendar(request: HttpRequest) -> HttpResponse:
    """Show when mails go, day by day."""
    language: Language = "en" if get_language() == "en" else "ja"
    today = timezone.localdate()
    year = _year(request, today)
    days = _days(year, today, language)
    held = rule(SendingRule, on=today)
    context = {
        "title": worded_fiscal_year(year).in_(language),
        "months": _months(days),
        "closed": [d for d in days if d.why and d.on.weekday() < 5],
        "open_days": sum(bool(d.hours) for d in days),
        "always": _names(held.always, today, language),
        "before": year - 1 if year > _FIRST else None,
        "after": year + 1 if year < _LAST else None,
    }
    return render(request, "desk/rules/calendar.html", context)


def _year(request: HttpRequest, today: date) -> int:
    written = request.GET.get("year", "")
    if written.isdecimal() and len(written) == 4 and _FIRST <= int(written) <= _LAST:
        return int(written)
    return fiscal_year(today)


def _days(year: int, today: date, language: Language) -> list[Day]:
    first, last = first_day(year), last_day(year)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    holding = rules_on(SendingRule, days=span)
    return [_day(on, holding[on], today, language) for on in span]


def _day(on: date, held: SendingRule, today: date, language: Language) -> Day:
    opening = held.opening(on)
    hours = f"{opening[0]:%H:%M}–{opening[1]:%H:%M}" if opening else ""
    because = held.closed_because(on)
    why = because.in_(language) if because and not opening else ""
    return Day(on, hours, why, on == today)


def _months(days: list[Day]) -> list[Month]:
    by_date = {day.on: day for day in days}
    firsts = [day.on for day in days if day.on.day == 1]
    return [Month(first, _weeks(first, by_date)) for first in firsts]


def _weeks(first: date, by_date: dict[date, Day]) -> list[list[Day | None]]:
    grid = months.Calendar().monthdatescalendar(first.year, first.month)
    return [
        [by_date.get(on) if on.month == first.month else None for on in week]
        for week in grid
    ]


def _names(always: frozenset[str], today: date, language: Language) -> list[str]:
    kinds = rule(Kinds, on=today)
    named = []
    for category in sorted(always):
        try:
            named.append(kinds.label(category, language))
        except UnknownName:
            named.append(category)
    return named
