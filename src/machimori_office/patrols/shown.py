"""What the pages of watches show, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from machimori.patrols import Shift as Watch
from machimori_office.patrols.models import Member, Shift, Turn
from machimori_office.patrols.services.calendar import expanded, last_of_month
from machimori_office.patrols.terms import PatrolRule
from machimori_office.rules.services import rule
from machimori_office.web.holidays import national_holiday
from machimori_office.web.speaking import spoken
from machimori_office.web.years import months_after


@dataclass(frozen=True)
class Watches:
    """The watches of one kind on one day, as everybody may know them."""

    kind: str
    hours: str
    cancelled_because: str

    @classmethod
    def of(cls, kind: str, watches: Sequence[Shift | Watch]) -> Watches:
        """Sum up; the day counts as cancelled where nothing of it stands."""
        begins = min(watch.begins for watch in watches)
        ends = max(watch.ends for watch in watches)
        why = [getattr(watch, "cancelled_because", "") for watch in watches]
        return cls(kind, f"{begins:%H:%M}–{ends:%H:%M}", why[0] if all(why) else "")


@dataclass
class Day:
    """One day with its watches."""

    on: date
    shifts: list[Shift] = field(default_factory=list)
    # What the rule would have, by kind, where nothing is laid out yet.
    by_rule: dict[str, list[Watch]] = field(default_factory=dict)
    holiday: str = ""
    is_first_day: bool = False

    @property
    def watches(self) -> list[Watches]:
        """The watches of each kind, as everybody may know them."""
        found: dict[str, list[Shift | Watch]] = {}
        for shift in self.shifts:
            found.setdefault(shift.kind, []).append(shift)
        for kind, watches in self.by_rule.items():
            found.setdefault(kind, []).extend(watches)
        return [Watches.of(kind, of_kind) for kind, of_kind in found.items()]

    @property
    def standing(self) -> int:
        """How many watches were not cancelled."""
        return sum(shift.cancelled_at is None for shift in self.shifts)

    @property
    def is_cancelled(self) -> bool:
        """Whether all were cancelled."""
        return bool(self.shifts) and not self.standing


@dataclass(frozen=True)
class Month:
    """A month in weeks, with what follows from the rule and what is set."""

    first_on: date
    weeks: Sequence[Sequence[Day | None]]
    before: date
    after: date
    is_campaign: bool
    left_out: Sequence[str]

    @property
    def days(self) -> list[Day]:
        """The days on which something is."""
        found = [day for week in self.weeks for day in week if day]
        return [day for day in found if day.shifts or day.by_rule]


@dataclass(frozen=True)
class Expected:
    """Who would come on a day."""

    shifts: int
    members: int
    with_mail: int


def days(first_on: date, last_on: date) -> list[Day]:
    """Return the days that have watches: two queries."""
    found: dict[date, Day] = {}
    for shift in _shifts(first_on, last_on):
        found.setdefault(shift.on, Day(shift.on)).shifts.append(shift)
    return list(found.values())


def calendar_days(first_on: date, last_on: date) -> list[Day]:
    """Return every day; where nothing is laid out, with what the rule says."""
    found, _left_out = _calendar(first_on, last_on)
    return found


def month(first_on: date) -> Month:
    """Gather a month; days without laid-out watches show what the rule says."""
    last_on = last_of_month(first_on)
    found, left_out = _calendar(first_on, last_on)
    return Month(
        first_on=first_on,
        weeks=_weeks(found),
        before=months_after(first_on, -1),
        after=months_after(first_on, 1),
        is_campaign=first_on.month in rule(PatrolRule, on=first_on).campaign_months,
        left_out=left_out,
    )


def _calendar(first_on: date, last_on: date) -> tuple[list[Day], list[str]]:
    city = rule(PatrolRule, on=first_on)
    by_day = {day.on: day for day in days(first_on, last_on)}
    for number in range((last_on - first_on).days + 1):
        on = first_on + timedelta(days=number)
        holiday = national_holiday(on)
        day = by_day.setdefault(on, Day(on))
        day.holiday = spoken(holiday) if holiday else ""
        day.is_first_day = on in city.calendar.first_days
    laid_out = expanded(first_on, last_on)
    for watch in laid_out.shifts:
        if not by_day[watch.on].shifts:
            by_day[watch.on].by_rule.setdefault(watch.kind, []).append(watch)
    reasons = [spoken(left.reason) for left in laid_out.left_out]
    return [by_day[on] for on in sorted(by_day)], list(dict.fromkeys(reasons))


def month_asked(written: str, today: date) -> date:
    """Read a month as ``2026-04``; this one where nothing can be read."""
    try:
        asked = date.fromisoformat(f"{written}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if 2000 <= asked.year < 2100 else today.replace(day=1)


def expected(on: date) -> Expected:
    """Count whom a cancellation would tell."""
    standing = Shift.objects.standing().filter(on=on, report=None)
    members = Member.objects.filter(turns__shift__in=standing).distinct()
    return Expected(
        shifts=standing.count(),
        members=members.count(),
        with_mail=members.exclude(mail="").count(),
    )


def unreported(today: date) -> list[Shift]:
    """Return watches that are over, were walked by somebody, and have no report."""
    since = today - timedelta(days=60)
    # Joined, the turns would be counted as often as there are any.
    walked = Exists(Turn.objects.filter(shift=OuterRef("pk")))
    found = _shifts(since, today - timedelta(days=1)).filter(
        walked, cancelled_at=None, report=None
    )
    return list(found[:200])


def _shifts(first_on: date, last_on: date) -> QuerySet[Shift]:
    found = Shift.objects.between(first_on, last_on).select_related("school", "report")
    # What is counted loses the order of its table.
    counted = found.annotate(taken=Count("turns"))
    return counted.order_by("on", "begins", "school__code")


def _weeks(found: Sequence[Day]) -> list[list[Day | None]]:
    # Weeks begin on Sunday, as on calendars in Japan.
    blank: list[Day | None] = [None] * ((found[0].on.weekday() + 1) % 7)
    all_days = [*blank, *found]
    all_days += [None] * (-len(all_days) % 7)
    return [all_days[start : start + 7] for start in range(0, len(all_days), 7)]
